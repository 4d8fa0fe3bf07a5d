// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/holdings_page.h"

#include "core/analytics/report.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_parts.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QComboBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

QString message(const std::string& key)
{
  return widgets::Language::current().text(key);
}

void prepare(widgets::DataTable& table, QSortFilterProxyModel& proxy, widgets::ColumnTable& model)
{
  proxy.setSourceModel(&model);
  proxy.setSortRole(widgets::SortRole);
  table.setModel(&proxy);
  table.setSortingEnabled(true);
  table.sortByColumn(-1, Qt::AscendingOrder);
}

void setContent(
    widgets::ColumnTable& model, widgets::DataTable& table, std::vector<widgets::TableColumn> columns, std::size_t rows)
{
  model.setContent(std::move(columns), rows);
  for (std::size_t i = 0; i < model.columns().size(); ++i)
    table.setColumnWidth(static_cast<int>(i), model.columns()[i].width);
}

}

HoldingsPage::HoldingsPage(QWidget* parent)
    : QWidget(parent)
    , m_exposure(new widgets::DatedChart(this))
    , m_holdingsTable(new widgets::DataTable(this))
    , m_partsTable(new widgets::DataTable(this))
    , m_group(new QComboBox(this))
{
  m_exposure->setObjectName(QStringLiteral("exposureChart"));
  m_holdingsTable->setObjectName(QStringLiteral("holdingsTable"));
  m_partsTable->setObjectName(QStringLiteral("contributionsTable"));
  m_group->setObjectName(QStringLiteral("contributionGroupCombo"));
  prepare(*m_holdingsTable, m_holdingsProxy, m_holdings);
  prepare(*m_partsTable, m_partsProxy, m_parts);
  enableSymbolDrag(m_holdingsTable);
  connect(m_group, &QComboBox::currentIndexChanged, this, &HoldingsPage::showContributions);
  connect(m_exposure, &widgets::DatedChart::cursorMoved, this, [this](int index) {
    if (index >= 0) // the last day that was looked at stays when the mouse leaves
      showDay(index);
  });
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(reportSplitter(Qt::Horizontal, {makeLeft(), makeRight()}, {3, 2}));
}

QWidget* HoldingsPage::makeLeft()
{
  QWidget* exposure = titledPart(reportHead(m_exposureTitle, this), m_exposure, this);
  QWidget* holdings = titledPart(reportHead(m_holdingsTitle, this), m_holdingsTable, this);
  return reportSplitter(Qt::Vertical, {exposure, holdings}, {1, 1});
}

QWidget* HoldingsPage::makeRight()
{
  return titledPart(reportHead(m_partsTitle, this, {m_group}), m_partsTable, this);
}

void HoldingsPage::setReport(const ReportPtr& report, const NameOf& nameOf)
{
  m_report = report;
  m_nameOf = nameOf;
  m_day = -1;
  retranslate();
}

void HoldingsPage::fillGroups()
{
  const QSignalBlocker quiet(m_group);
  const int chosen = std::max(m_group->currentIndex(), 0);
  m_group->clear();
  m_group->addItem(Tr::tr("By security"));
  for (const analytics::GroupReport& group : m_report->groups)
    m_group->addItem(groupingText(group.key));
  m_group->setCurrentIndex(chosen < m_group->count() ? chosen : 0);
}

void HoldingsPage::showExposure()
{
  auto series = std::make_shared<widgets::DatedSeries>();
  series->lineText = [](double value) { return widgets::formatPercent(value, 1); };
  widgets::DatedLine gross{message("report.exposure.gross"), {}, 0, false, true};
  widgets::DatedLine net{message("report.exposure.net"), {}, 3, false, false};
  widgets::DatedLine largest{message("report.exposure.largest"), {}, 4, false, false};
  for (const analytics::ExposureDay& day : m_report->exposure) {
    series->times.push_back(LocalTime::of(day.day));
    gross.values.push_back(day.gross);
    net.values.push_back(day.net);
    largest.values.push_back(day.largest);
  }
  series->lines = {std::move(gross), std::move(net), std::move(largest)};
  m_exposure->setSeries(std::move(series));
}

void HoldingsPage::showContributions()
{
  if (!m_report)
    return;
  const int group = m_group->currentIndex() - 1;
  const auto& contributions =
      group < 0 ? m_report->contributions : m_report->groups[static_cast<std::size_t>(group)].contributions;
  setContent(m_parts, *m_partsTable,
      contributionColumns(m_report, contributions, group < 0 ? m_nameOf : NameOf(),
          group < 0 ? std::string() : m_report->groups[static_cast<std::size_t>(group)].key),
      contributions.parts.size());
}

void HoldingsPage::showDay(int index)
{
  if (!m_report)
    return;
  const auto& days = m_report->input.holdings.days;
  m_day = index;
  std::size_t row =
      index < 0 || index >= static_cast<int>(days.size()) ? days.size() : static_cast<std::size_t>(index) + 1;
  if (row == 0) {
    m_holdingsTitle->setText(Tr::tr("Holdings"));
    setContent(m_holdings, *m_holdingsTable, {}, 0);
    return;
  }
  // A run that sells all at its end has only zeros on its last day: what it held before says more.
  const bool isClosed = index < 0 && row > 1 && !days[row - 1].holdings.empty()
      && std::ranges::all_of(days[row - 1].holdings, [](const analytics::Holding& one) { return one.value == 0; });
  row -= isClosed ? 1 : 0;
  const QString day = QString::fromStdString(days[row - 1].day.iso());
  m_holdingsTitle->setText(isClosed ? Tr::tr("Holdings at the close of %1, before all were closed at the end").arg(day)
                                    : Tr::tr("Holdings at the close of %1").arg(day));
  setContent(m_holdings, *m_holdingsTable, holdingColumns(m_report, row - 1, m_nameOf), days[row - 1].holdings.size());
}

void HoldingsPage::refresh()
{
  if (!m_report)
    return;
  showExposure();
  showDay(m_day);
  showContributions();
}

void HoldingsPage::retranslate()
{
  m_exposureTitle->setText(message("report.section.exposure"));
  m_holdingsTitle->setText(Tr::tr("Holdings"));
  m_partsTitle->setText(message("report.section.contribution"));
  m_exposure->setAccessibleName(message("report.section.exposure"));
  m_holdingsTable->setAccessibleName(Tr::tr("Holdings"));
  m_partsTable->setAccessibleName(message("report.section.contribution"));
  m_group->setAccessibleName(Tr::tr("Put together"));
  if (m_report)
    fillGroups();
  refresh();
}

}

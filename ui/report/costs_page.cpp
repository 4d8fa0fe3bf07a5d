// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/costs_page.h"

#include "core/analytics/report.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_parts.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kMargin = 8;

QString money(double value)
{
  return widgets::formatLarge(value, widgets::Theme::current().numberStyle());
}

std::string percentOr(std::optional<double> value)
{
  return (value ? widgets::formatPercent(*value, 2) : QString(widgets::kMissing)).toStdString();
}

}

CostsPage::CostsPage(QWidget* parent)
    : QWidget(parent)
    , m_curve(new widgets::DatedChart(this))
    , m_years(new widgets::GroupBars(this))
    , m_table(new widgets::DataTable(this))
    , m_sentence((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
{
  m_curve->setObjectName(QStringLiteral("grossNetChart"));
  m_years->setObjectName(QStringLiteral("costYearBars"));
  m_table->setObjectName(QStringLiteral("costKindsTable"));
  m_sentence->setObjectName(QStringLiteral("costsSentence"));
  m_sentence->setWordWrap(true);
  m_sentence->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  m_kindsProxy.setSourceModel(&m_kinds);
  m_kindsProxy.setSortRole(widgets::SortRole);
  m_table->setModel(&m_kindsProxy);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  QWidget* curve = titledPart(reportHead(m_curveTitle, this), m_curve, this);
  QWidget* kinds = titledPart(reportHead(m_tableTitle, this), m_table, this);
  static_cast<QVBoxLayout*>(kinds->layout())->insertWidget(1, m_sentence);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(
      reportSplitter(Qt::Horizontal, {reportSplitter(Qt::Vertical, {curve, m_years}, {3, 2}), kinds}, {4, 3}));
}

void CostsPage::setReport(const ReportPtr& report)
{
  m_report = report;
  m_kinds.setContent(costKindColumns(report), costKindCount(*report));
  for (std::size_t i = 0; i < m_kinds.columns().size(); ++i)
    m_table->setColumnWidth(static_cast<int>(i), m_kinds.columns()[i].width);
  retranslate();
}

void CostsPage::showCurve()
{
  auto series = std::make_shared<widgets::DatedSeries>();
  series->intraday = !market::isDayKeyed(m_report->input.level);
  series->lineText = money;
  widgets::DatedLine gross{Tr::tr("Before costs"), {}, 3, true, false};
  widgets::DatedLine net{Tr::tr("After costs"), {}, 0, false, true};
  const auto& equity = m_report->input.equity;
  for (std::size_t i = 0; i < equity.size(); ++i) {
    series->times.push_back(equity[i].time);
    net.values.push_back(equity[i].equity);
    gross.values.push_back(equity[i].equity + m_report->costHistory.paid[i]);
  }
  series->base = equity.empty() ? 0 : equity.front().equity;
  series->lines = {std::move(gross), std::move(net)};
  m_curve->setSeries(std::move(series));
}

void CostsPage::showYears()
{
  widgets::BarGroups years{Tr::tr("Costs by year"), {}, {}, {}, money, false};
  for (const analytics::CostKind& kind : m_report->costHistory.kinds)
    years.series << costText(kind.kind);
  years.values.resize(m_report->costHistory.kinds.size());
  for (const analytics::CostYear& year : m_report->costHistory.years) {
    years.categories << QString::number(year.year);
    for (std::size_t kind = 0; kind < year.amounts.size(); ++kind)
      years.values[kind].push_back(year.amounts[kind].toDouble());
  }
  m_years->setVisible(!years.categories.isEmpty());
  m_years->setGroups(std::move(years));
}

void CostsPage::showSentence()
{
  const analytics::CostShare& share = m_report->costShare;
  if (m_report->costHistory.kinds.empty()) {
    m_sentence->setText(widgets::Language::current().text("report.noCosts"));
    return;
  }
  const auto amount = [](Money value) { return widgets::formatSigned(value.toDouble(), 2).toStdString(); };
  m_sentence->setText(widgets::Language::current().text("report.costsOfGross",
      {{"gross", amount(share.gross)}, {"net", amount(share.net())}, {"ofGross", percentOr(share.ofGross)},
          {"ofTraded", percentOr(share.ofTraded)}}));
}

void CostsPage::refresh()
{
  if (!m_report)
    return;
  showCurve();
  showYears();
  showSentence();
}

void CostsPage::retranslate()
{
  m_curveTitle->setText(Tr::tr("Equity before and after costs"));
  m_tableTitle->setText(Tr::tr("Costs by kind"));
  m_curve->setAccessibleName(m_curveTitle->text());
  m_table->setAccessibleName(m_tableTitle->text());
  m_years->setAccessibleName(Tr::tr("Costs by year"));
  m_kinds.retranslate();
  refresh();
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/exposure_page.h"

#include "core/analytics/report.h"
#include "ui/report/report_cells.h"
#include "ui/report/report_parts.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/table/data_table.h"

#include <QComboBox>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

QString message(const std::string& key)
{
  return widgets::Language::current().text(key);
}

QString percent(double value)
{
  return widgets::formatPercent(value, 1);
}

widgets::DatedLine lineOf(const analytics::ReportModel& report, const QString& name, int hue,
    double analytics::ExposureDay::* value, bool strong)
{
  widgets::DatedLine line{name, {}, hue, false, strong};
  for (const analytics::ExposureDay& day : report.exposure)
    line.values.push_back(day.*value);
  return line;
}

std::shared_ptr<widgets::DatedSeries> seriesOf(const analytics::ReportModel& report)
{
  auto series = std::make_shared<widgets::DatedSeries>();
  series->lineText = percent;
  for (const analytics::ExposureDay& day : report.exposure)
    series->times.push_back(LocalTime::of(day.day));
  return series;
}

}

ExposurePage::ExposurePage(QWidget* parent)
    : QWidget(parent)
    , m_groups(new widgets::DatedChart(this))
    , m_concentration(new widgets::DatedChart(this))
    , m_table(new widgets::DataTable(this))
    , m_group(new QComboBox(this))
{
  m_groups->setObjectName(QStringLiteral("groupExposureChart"));
  m_concentration->setObjectName(QStringLiteral("concentrationChart"));
  m_table->setObjectName(QStringLiteral("groupSharesTable"));
  m_group->setObjectName(QStringLiteral("exposureGroupCombo"));
  m_sharesProxy.setSourceModel(&m_shares);
  m_sharesProxy.setSortRole(widgets::SortRole);
  m_table->setModel(&m_sharesProxy);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  connect(m_group, &QComboBox::currentIndexChanged, this, &ExposurePage::showGroups);
  QWidget* groups = titledPart(reportHead(m_groupsTitle, this, {m_group}), m_groups, this);
  QWidget* concentration = titledPart(reportHead(m_concentrationTitle, this), m_concentration, this);
  QWidget* table = titledPart(reportHead(m_tableTitle, this), m_table, this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(
      reportSplitter(Qt::Horizontal, {reportSplitter(Qt::Vertical, {groups, concentration}, {3, 2}), table}, {5, 2}));
}

void ExposurePage::setReport(const ReportPtr& report)
{
  m_report = report;
  retranslate();
}

void ExposurePage::fillGroups()
{
  const QSignalBlocker quiet(m_group);
  const int chosen = std::max(m_group->currentIndex(), 0);
  m_group->clear();
  for (const analytics::GroupReport& group : m_report->groups)
    m_group->addItem(groupingText(group.key));
  m_group->setCurrentIndex(chosen < m_group->count() ? chosen : 0);
  m_group->setVisible(m_group->count() > 0);
}

void ExposurePage::showGroups()
{
  if (!m_report)
    return;
  auto series = seriesOf(*m_report);
  const int chosen = m_group->currentIndex();
  if (chosen >= 0 && chosen < static_cast<int>(m_report->groups.size())) {
    const analytics::GroupReport& group = m_report->groups[static_cast<std::size_t>(chosen)];
    for (std::size_t i = 0; i < group.exposure.groups.size(); ++i) {
      // The first hue is that of the line of the whole.
      widgets::DatedLine layer{
          groupText(group.key, group.exposure.groups[i]), {}, static_cast<int>(i) + 1, false, false};
      for (const std::vector<double>& day : group.exposure.shares)
        layer.values.push_back(day[i]);
      series->stack.push_back(std::move(layer));
    }
    m_shares.setContent(groupShareColumns(m_report, static_cast<std::size_t>(chosen)), group.exposure.groups.size());
  } else {
    m_shares.setContent({}, 0);
  }
  for (std::size_t i = 0; i < m_shares.columns().size(); ++i)
    m_table->setColumnWidth(static_cast<int>(i), m_shares.columns()[i].width);
  series->lines = {lineOf(*m_report, message("report.exposure.gross"), 0, &analytics::ExposureDay::gross, true),
      lineOf(*m_report, message("report.exposure.net"), 0, &analytics::ExposureDay::net, false)};
  series->lines.back().dashed = true;
  m_groups->setSeries(std::move(series));
}

void ExposurePage::showConcentration()
{
  auto series = seriesOf(*m_report);
  series->lines = {lineOf(*m_report, message("report.exposure.largest"), 4, &analytics::ExposureDay::largest, true),
      lineOf(*m_report, Tr::tr("Five largest holdings"), 3, &analytics::ExposureDay::topFive, false)};
  m_concentration->setSeries(std::move(series));
}

void ExposurePage::refresh()
{
  if (!m_report)
    return;
  showGroups();
  showConcentration();
}

void ExposurePage::retranslate()
{
  m_groupsTitle->setText(message("report.section.exposure"));
  m_concentrationTitle->setText(Tr::tr("Concentration"));
  m_tableTitle->setText(Tr::tr("Share of equity by group"));
  m_groups->setAccessibleName(message("report.section.exposure"));
  m_concentration->setAccessibleName(Tr::tr("Concentration"));
  m_table->setAccessibleName(Tr::tr("Share of equity by group"));
  m_group->setAccessibleName(Tr::tr("Put together"));
  if (m_report)
    fillGroups();
  refresh();
}

}

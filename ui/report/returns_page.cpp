// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/returns_page.h"

#include "core/analytics/report.h"
#include "core/analytics/trade_figures.h"
#include "ui/report/report_figures.h"
#include "ui/report/report_parts.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

using Series = std::vector<double> analytics::RollingFigures::*;

struct RollingChoice {
  const char* key; ///< report.rolling.<key>
  Series values;
  bool isPercent;
};
constexpr std::array<RollingChoice, 4> kChoices{{{"sharpe", &analytics::RollingFigures::sharpe, false},
    {"volatility", &analytics::RollingFigures::volatility, true},
    {"return", &analytics::RollingFigures::annualReturn, true}, {"beta", &analytics::RollingFigures::beta, false}}};

QString message(const std::string& key)
{
  return widgets::Language::current().text(key);
}

QString percent(double value)
{
  return widgets::formatSignedPercent(value, 1);
}

}

ReturnsPage::ReturnsPage(QWidget* parent)
    : QWidget(parent)
    , m_relative(new widgets::MetricTiles(this))
    , m_choice(new widgets::SegmentedControl(this))
    , m_rolling(new widgets::DatedChart(this))
    , m_years(new widgets::GroupBars(this))
    , m_weekdays(new widgets::GroupBars(this))
    , m_table(new widgets::DataTable(this))
{
  m_relative->setObjectName(QStringLiteral("relativeTiles"));
  m_choice->setObjectName(QStringLiteral("rollingChoice"));
  m_rolling->setObjectName(QStringLiteral("rollingChart"));
  m_years->setObjectName(QStringLiteral("yearBars"));
  m_weekdays->setObjectName(QStringLiteral("weekdayBars"));
  m_table->setObjectName(QStringLiteral("tradeFiguresTable"));
  m_table->setModel(&m_figures);
  for (const RollingChoice& choice : kChoices)
    m_choice->addSegment(QString::fromLatin1(choice.key), QString::fromLatin1(choice.key));
  m_choice->setValue(QString::fromLatin1(kChoices.front().key));
  connect(m_choice, &widgets::SegmentedControl::chosen, this, &ReturnsPage::showRolling);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_relative);
  layout->addWidget(reportSplitter(Qt::Horizontal, {makeLeft(), makeRight()}, {2, 1}), 1);
}

QWidget* ReturnsPage::makeLeft()
{
  auto* rolling = new QWidget(this);
  auto* layout = new QVBoxLayout(rolling);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(reportHead(m_rollingTitle, rolling, {m_choice}));
  layout->addWidget(m_rolling, 1);
  return reportSplitter(Qt::Vertical, {rolling, m_years}, {3, 2});
}

QWidget* ReturnsPage::makeRight()
{
  auto* side = new QWidget(this);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(reportHead(m_figuresTitle, side));
  layout->addWidget(m_table, 3);
  layout->addWidget(m_weekdays, 2);
  return side;
}

void ReturnsPage::setReport(const ReportPtr& report)
{
  m_report = report;
  m_figures.setContent(tradeFigureColumns(report), analytics::kTradeFigureCount);
  for (std::size_t i = 0; i < m_figures.columns().size(); ++i)
    m_table->setColumnWidth(static_cast<int>(i), m_figures.columns()[i].width);
  retranslate();
}

void ReturnsPage::refresh()
{
  if (!m_report)
    return;
  auto tiles = relativeTiles(*m_report);
  m_relative->setVisible(!tiles.empty());
  m_relative->setTiles(std::move(tiles));
  showRolling();
  showBars();
}

void ReturnsPage::showRolling()
{
  if (!m_report)
    return;
  const auto found = std::ranges::find_if(
      kChoices, [this](const RollingChoice& choice) { return m_choice->value() == QLatin1String(choice.key); });
  const RollingChoice& choice = found == kChoices.end() ? kChoices.front() : *found;
  auto series = std::make_shared<widgets::DatedSeries>();
  series->times = m_report->returnTimes;
  series->lineText = [choice](
                         double value) { return choice.isPercent ? percent(value) : widgets::formatNumber(value, 2); };
  if (!(m_report->halfYear.*choice.values).empty()) {
    series->lines.push_back({message("report.rolling.halfYear"), m_report->halfYear.*choice.values, 3, false, false});
    series->lines.push_back({message("report.rolling.year"), m_report->year.*choice.values, 0, false, true});
  }
  m_rolling->setSeries(std::move(series));
  m_rolling->setAccessibleName(message(std::string("report.rolling.") + choice.key));
}

void ReturnsPage::showBars()
{
  widgets::BarGroups years{Tr::tr("Returns by year"), {}, {Tr::tr("Return")}, {{}}, percent, true};
  for (const analytics::YearlyReturn& year : m_report->years) {
    years.categories << QString::number(year.year);
    years.values.front().push_back(year.value);
  }
  m_years->setGroups(std::move(years));
  widgets::BarGroups weekdays{message("report.tradesByWeekday"), {}, {Tr::tr("Return")}, {{}},
      [](double value) { return widgets::formatSignedPercent(value, 2); }, true};
  for (const analytics::TradeGroup& group : m_report->tradesByEntryWeekday) {
    weekdays.categories << message("report.weekday." + group.key);
    weekdays.values.front().push_back(group.statistics.meanReturn.value_or(std::nan("")));
  }
  m_weekdays->setVisible(!weekdays.categories.isEmpty());
  m_weekdays->setGroups(std::move(weekdays));
}

void ReturnsPage::retranslate()
{
  m_rollingTitle->setText(message("report.section.rolling"));
  m_figuresTitle->setText(message("report.section.tradeFigures"));
  m_relative->setAccessibleName(message("report.section.relative"));
  m_table->setAccessibleName(message("report.section.tradeFigures"));
  m_choice->setAccessibleName(message("report.section.rolling"));
  for (const RollingChoice& choice : kChoices)
    m_choice->setSegmentText(QString::fromLatin1(choice.key), message(std::string("report.rolling.") + choice.key));
  m_figures.retranslate();
  refresh();
}

}

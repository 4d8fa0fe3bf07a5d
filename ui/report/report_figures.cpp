// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_figures.h"

#include "core/analytics/report.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::ui {

namespace {

using analytics::Metric;
using analytics::MetricUnit;

constexpr std::size_t kHashShown = 8;
constexpr int kYear = 365; ///< days

constexpr std::array kTiles{Metric::TotalReturn, Metric::Cagr, Metric::AnnualVolatility, Metric::Sharpe,
    Metric::Sortino, Metric::MaxDrawdown, Metric::MaxDrawdownDays, Metric::Calmar, Metric::FinalEquity, Metric::Omega,
    Metric::Alpha, Metric::Beta, Metric::TrackingError, Metric::InformationRatio, Metric::Var95, Metric::WinRate,
    Metric::ProfitFactor, Metric::Turnover, Metric::TotalCosts, Metric::Exposure};
constexpr std::array kHeadline{Metric::Cagr, Metric::TotalReturn, Metric::MaxDrawdown, Metric::Sharpe, Metric::Calmar,
    Metric::Turnover, Metric::TotalCosts, Metric::Trades};
/// Gains and losses are coloured; risk and ratios are not.
constexpr std::array kSigned{
    Metric::TotalReturn, Metric::Cagr, Metric::MaxDrawdown, Metric::Alpha, Metric::Var95, Metric::BuyAndHoldReturn};

bool isSigned(Metric metric)
{
  return std::find(kSigned.begin(), kSigned.end(), metric) != kSigned.end();
}

const analytics::MetricInfo& infoOf(Metric metric)
{
  const auto& table = analytics::metricTable();
  return *std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.metric == metric; });
}

QString note(Metric metric, const analytics::ReportModel& report)
{
  const analytics::Metrics& metrics = report.metrics;
  if (!metrics[metric])
    return Tr::tr("not defined for this run");
  const int days = analytics::spanDays(report.input.equity);
  if (!analytics::shownMetric(report, metric))
    return Tr::tr("%n days are too few", nullptr, days);
  switch (metric) {
  case Metric::TotalReturn:
    return metrics[Metric::BuyAndHoldReturn]
        ? Tr::tr("buy and hold %1").arg(metricText(Metric::BuyAndHoldReturn, metrics[Metric::BuyAndHoldReturn]))
        : QString();
  case Metric::Cagr:
    return days < kYear ? Tr::tr("a year, from %n days", nullptr, days) : Tr::tr("a year");
  case Metric::Alpha:
  case Metric::AnnualVolatility:
  case Metric::TrackingError:
  case Metric::Turnover:
    return Tr::tr("a year");
  case Metric::Calmar:
    return Tr::tr("annual return / drawdown");
  case Metric::MaxDrawdownDays:
    return report.drawdowns.empty() || report.drawdowns.front().recovered
        ? QString()
        : widgets::Language::current().text("report.notRecovered");
  case Metric::FinalEquity:
    return report.input.equity.empty()
        ? QString()
        : Tr::tr("start %1")
              .arg(widgets::formatLarge(report.input.equity.front().equity, widgets::Theme::current().numberStyle()));
  case Metric::Beta:
    return report.input.benchmarkName.empty() ? QString() : Tr::tr("to the benchmark");
  case Metric::Var95:
    return metrics[Metric::Cvar95]
        ? Tr::tr("beyond it %1").arg(widgets::formatSignedPercent(*metrics[Metric::Cvar95], 2))
        : QString();
  case Metric::WinRate:
    return Tr::tr("%n round trips", nullptr, static_cast<int>(report.input.trades.size()));
  default:
    return {};
  }
}

/// What it was computed from.
QString calmarText(const analytics::ReportModel& report)
{
  return Tr::tr("%1 a year, compounded by trading days (the CAGR goes by calendar days), over the maximum drawdown %2")
      .arg(metricText(Metric::AnnualReturn, report.metrics[Metric::AnnualReturn]),
          metricText(Metric::MaxDrawdown, report.metrics[Metric::MaxDrawdown]));
}

widgets::MetricTile tileOf(Metric metric, const analytics::ReportModel& report)
{
  const std::optional<double> value = analytics::shownMetric(report, metric);
  widgets::MetricTile tile;
  tile.label = widgets::Language::current().text("report.metric." + std::string(infoOf(metric).key));
  tile.value = metricText(metric, value);
  tile.note = note(metric, report);
  if (metric == Metric::Calmar && value)
    tile.toolTip = calmarText(report);
  if (!value && report.metrics[metric])
    tile.toolTip = tooShortText(analytics::spanDays(report.input.equity));
  tile.sign = !value || !isSigned(metric) || *value == 0 ? 0 : (*value > 0 ? 1 : -1);
  return tile;
}

QString entityText(const std::string& id, const NameOf& nameOf)
{
  const QString name = nameOf ? nameOf(id) : QString();
  return name.isEmpty() ? QString::fromStdString(id) : name;
}

/// The word that the strategy's parameter of that name uses for the value.
QString parameterWord(const std::string& parameter, const std::string& value)
{
  const std::string key = "strategy.param." + parameter + "." + value;
  const widgets::Language& language = widgets::Language::current();
  return language.messages().contains(key) ? language.text(key) : QString::fromStdString(value);
}

std::size_t pointAt(const analytics::ReportModel& report, LocalTime time)
{
  const auto& equity = report.input.equity;
  const auto at = std::lower_bound(equity.begin(), equity.end(), time,
      [](const analytics::EquityPoint& point, LocalTime t) { return point.time < t; });
  return std::min(static_cast<std::size_t>(at - equity.begin()), equity.size() - 1);
}

}

QString tooShortText(int days)
{
  return Tr::tr("A run of %n day(s) is too short for a return a year; from %1 days on it is shown.", nullptr, days)
      .arg(analytics::kShortestYearlySpan);
}

QString metricText(Metric metric, std::optional<double> value)
{
  if (!value)
    return widgets::kMissing;
  switch (infoOf(metric).unit) {
  case MetricUnit::Percent:
    return isSigned(metric) ? widgets::formatSignedPercent(*value, 1) : widgets::formatPercent(*value, 1);
  case MetricUnit::Money:
    return widgets::formatLarge(*value, widgets::Theme::current().numberStyle());
  case MetricUnit::Count:
    return widgets::formatNumber(*value, 0);
  case MetricUnit::Ratio:
    break;
  }
  return widgets::formatNumber(*value, 2) + (metric == Metric::Turnover ? QStringLiteral("×") : QString());
}

std::vector<widgets::MetricTile> metricTiles(const analytics::ReportModel& report)
{
  std::vector<widgets::MetricTile> tiles;
  for (const Metric metric : kTiles)
    tiles.push_back(tileOf(metric, report));
  return tiles;
}

std::vector<widgets::MetricTile> headlineTiles(const analytics::ReportModel& report)
{
  std::vector<widgets::MetricTile> tiles;
  for (const Metric metric : kHeadline)
    tiles.push_back(tileOf(metric, report));
  return tiles;
}

std::vector<widgets::MetricTile> relativeTiles(const analytics::ReportModel& report)
{
  const analytics::RelativeFigures& figures = report.relative;
  if (!figures.correlation && !figures.activeReturn)
    return {};
  const auto tile = [](const char* key, std::optional<double> value, bool isPercent) {
    const QString text =
        isPercent ? widgets::formatSignedPercent(value.value_or(0), 1) : widgets::formatNumber(value.value_or(0), 2);
    return widgets::MetricTile{widgets::Language::current().text(std::string("report.relative.") + key),
        value ? text : QString(widgets::kMissing), {}, 0, {}};
  };
  return {tile("activeReturn", figures.activeReturn, true), tile("correlation", figures.correlation, false),
      tile("rSquared", figures.rSquared, false), tile("upCapture", figures.upCapture, true),
      tile("downCapture", figures.downCapture, true), tile("battingAverage", figures.battingAverage, true),
      tile("treynor", figures.treynor, false), tile("mSquared", figures.mSquared, true)};
}

std::shared_ptr<const widgets::EquityCurve> equityCurve(const analytics::ReportModel& report, const NameOf& nameOf)
{
  auto curve = std::make_shared<widgets::EquityCurve>();
  curve->name = QString::fromStdString(report.input.title);
  curve->currency = QString::fromStdString(report.input.currency);
  curve->intraday = !market::isDayKeyed(report.input.level);
  curve->underwater = report.underwater;
  double scale = std::nan("");
  for (const analytics::EquityPoint& point : report.input.equity) {
    curve->times.push_back(point.time);
    curve->equity.push_back(point.equity);
    if (std::isnan(scale) && std::isfinite(point.benchmark) && point.benchmark != 0)
      scale = report.input.equity.front().equity / point.benchmark;
    curve->benchmark.push_back(point.benchmark * scale);
  }
  if (std::isnan(scale)) {
    curve->benchmark.clear();
  } else {
    curve->benchmarkName = entityText(report.input.benchmarkName, nameOf);
    curve->benchmarkUnderwater = report.benchmarkUnderwater;
  }
  if (!report.drawdowns.empty()) {
    const analytics::Drawdown& worst = report.drawdowns.front();
    curve->shaded = std::pair(pointAt(report, worst.peak), pointAt(report, worst.end));
    curve->shadedText = widgets::formatSignedPercent(worst.depth, 1) + QStringLiteral("  ")
        + Tr::tr("%n days", nullptr, worst.tradingDays);
  }
  return curve;
}

std::vector<widgets::HeatYear> heatYears(const analytics::ReportModel& report)
{
  std::vector<widgets::HeatYear> years;
  for (const analytics::YearlyReturn& year : report.years)
    years.push_back({year.year, {}, year.value});
  for (const analytics::MonthlyReturn& month : report.months)
    for (widgets::HeatYear& year : years)
      if (year.year == month.year)
        year.months[static_cast<std::size_t>(month.month - 1)] = month.value;
  return years;
}

std::vector<widgets::CostShare> costShares(const analytics::ReportModel& report)
{
  std::vector<widgets::CostShare> shares;
  const widgets::Language& language = widgets::Language::current();
  for (const analytics::CostAmount& cost : report.costs) {
    const std::string key = "report.cost." + cost.kind;
    shares.push_back({language.messages().contains(key) ? language.text(key) : QString::fromStdString(cost.kind),
        cost.amount.toDouble()});
  }
  return shares;
}

std::vector<FactText> factTexts(const analytics::ReportModel& report)
{
  std::vector<FactText> facts;
  for (const auto& [key, value] : report.input.facts) {
    FactText fact{
        key, widgets::Language::current().text(key), QString::fromStdString(value), QString::fromStdString(value)};
    const std::string name = key.substr(key.rfind('.') + 1);
    fact.isHash = name.ends_with("_hash") || name == "rules_version";
    if (fact.isHash)
      fact.value = fact.value.left(kHashShown);
    else
      fact.value = parameterWord(name, value);
    facts.push_back(std::move(fact));
  }
  return facts;
}

QString spanText(const analytics::ReportModel& report)
{
  if (report.input.equity.empty())
    return {};
  QString text = QString::fromStdString(report.input.equity.front().time.day().iso()) + QStringLiteral(" → ")
      + QString::fromStdString(report.input.equity.back().time.day().iso());
  for (const FactText& fact : factTexts(report))
    if (fact.key.ends_with(".level") || fact.key.ends_with(".adjust"))
      text += QStringLiteral(", ") + fact.value;
  return text;
}

}

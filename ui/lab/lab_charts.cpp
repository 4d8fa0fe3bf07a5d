// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_charts.h"

#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::ui {

using widgets::BarGroups;

namespace {

using analytics::FactorStudy;
using analytics::LabResult;
using widgets::DatedLine;
using widgets::DatedSeries;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kHues = 8;
constexpr std::size_t kMovingMean = 20; ///< dates
constexpr double kManifold = 4; ///< growth beyond that shows on a logarithmic scale
constexpr int kOwn = 0; ///< hue of the study
constexpr int kSecond = 1; ///< of another figure of it
constexpr int kOther = 2; ///< of the study beside it

double valueOf(std::optional<double> figure)
{
  return figure.value_or(kNan);
}

LocalTime timeOf(const LabResult& result, std::int64_t key)
{
  return market::isDayKeyed(result.report.level) ? LocalTime::of(TradingDay{static_cast<std::int32_t>(key)})
                                                 : LocalTime{key};
}

std::shared_ptr<DatedSeries> emptySeries(const LabResult& result)
{
  auto series = std::make_shared<DatedSeries>();
  for (const std::int64_t key : result.report.study.timeline)
    series->times.push_back(timeOf(result, key));
  series->intraday = !market::isDayKeyed(result.report.level);
  const auto three = [](double value) { return widgets::formatSigned(value, 3); };
  series->barText = three;
  series->lineText = [](double value) { return widgets::formatNumber(value, 2); };
  return series;
}

std::vector<double> addedUp(const std::vector<double>& values)
{
  std::vector<double> sums;
  double sum = 0;
  for (const double value : values)
    sums.push_back(sum += std::isnan(value) ? 0 : value);
  return sums;
}

/// Of the last dates that have a value; nothing before there are that many dates.
std::vector<double> movingMean(const std::vector<double>& values)
{
  std::vector<double> means(values.size(), kNan);
  for (std::size_t i = kMovingMean - 1; i < values.size(); ++i) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t k = i + 1 - kMovingMean; k <= i; ++k)
      if (!std::isnan(values[k])) {
        sum += values[k];
        ++count;
      }
    means[i] = count > 0 ? sum / static_cast<double>(count) : kNan;
  }
  return means;
}

/// Growth from 1: all lines above zero, and far apart.
void chooseScale(DatedSeries& series)
{
  double low = 1;
  double high = 1;
  for (const DatedLine& line : series.lines)
    for (const double value : line.values) {
      low = std::fmin(low, value);
      high = std::fmax(high, value);
    }
  series.logarithmic = low > 0 && high / low > kManifold;
}

/// Values of another study at the dates of this one; nothing where it has none.
std::vector<double> atDatesOf(const FactorStudy& study, const FactorStudy& other, const std::vector<double>& values)
{
  std::vector<double> result(study.timeline.size(), kNan);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto at = std::ranges::lower_bound(other.timeline, study.timeline[i]);
    if (at != other.timeline.end() && *at == study.timeline[i])
      result[i] = values[static_cast<std::size_t>(at - other.timeline.begin())];
  }
  return result;
}

/// What came before the dates of this study is taken off: both lines begin at the same level. Growth is 1 at the first
/// date, a sum holds that date's figure already.
enum class Beginning { Sum, Growth };
DatedLine otherLine(
    const LabResult& result, const LabResult& other, const std::vector<double>& values, Beginning beginning)
{
  std::vector<double> shown = atDatesOf(result.report.study, other.report.study, values);
  const auto& dates = other.report.study.timeline;
  const auto& own = result.report.study.timeline;
  const auto first = own.empty() ? dates.end() : std::ranges::lower_bound(dates, own.front());
  if (first != dates.begin() && first != dates.end()) {
    const auto at = static_cast<std::size_t>(first - dates.begin());
    for (double& value : shown)
      value = beginning == Beginning::Sum ? value - values[at - 1] : value / values[at];
  }
  return {QString::fromStdString(other.report.title), std::move(shown), kOther, true, false};
}

/// The part of a study about so many bars ahead; null: it has none.
const analytics::HorizonStudy* horizonOf(const LabResult& result, std::size_t bars)
{
  const auto& all = result.report.study.horizons;
  const auto found = std::ranges::find(all, bars, &analytics::HorizonStudy::horizon);
  return found == all.end() ? nullptr : &*found;
}

std::size_t horizonIn(const LabResult& result, std::size_t horizon)
{
  return std::min(horizon, result.report.study.horizons.size() - 1);
}

QString percent(double value)
{
  return widgets::formatSignedPercent(value, 2);
}

QStringList bucketNames(const LabResult& result)
{
  QStringList names;
  for (std::size_t b = 1; b <= result.report.options.buckets; ++b)
    names << QString::number(b);
  names.front() = Tr::tr("1 lowest");
  names.back() = Tr::tr("%1 highest").arg(names.back());
  return names;
}

}

QString horizonText(std::size_t bars)
{
  return Tr::tr("%n bars", nullptr, static_cast<int>(bars));
}

QString dateText(const LabResult& result, std::int64_t key)
{
  const LocalTime time = timeOf(result, key);
  return QString::fromStdString(market::isDayKeyed(result.report.level) ? time.day().iso() : time.iso())
      .replace(u'T', u' ');
}

QString unreadableText(const LabResult& result)
{
  return Tr::tr("%n cannot be read", "securities", static_cast<int>(result.report.unreadable)) + QStringLiteral(": ")
      + widgets::Language::current().describe(*result.report.firstProblem);
}

std::vector<widgets::MetricTile> studyTiles(const LabResult& result, const LabResult* other, std::size_t horizon)
{
  using Figure = std::function<std::optional<double>(const LabResult&)>;
  using Text = std::function<QString(double)>;
  std::vector<widgets::MetricTile> tiles;
  const auto add = [&](const QString& label, const Figure& figure, const Text& text, bool isSigned,
                       const QString& toolTip) {
    const std::optional<double> value = figure(result);
    widgets::MetricTile tile{label, value ? text(*value) : QString(widgets::kMissing), {}, 0, toolTip};
    tile.sign = isSigned && value ? (*value > 0) - (*value < 0) : 0;
    if (other) {
      const std::optional<double> beside = figure(*other);
      tile.note = Tr::tr("vs %1").arg(beside ? text(*beside) : QString(widgets::kMissing));
    }
    tiles.push_back(std::move(tile));
  };
  const auto decimals = [](int count) { return [count](double x) { return widgets::formatSigned(x, count); }; };
  const auto whole = [](double x) { return widgets::formatNumber(x, 0); };
  const auto share = [](double x) { return widgets::formatPercent(x, 1); };
  // Another study is asked for the same number of bars ahead.
  const std::size_t bars = result.report.study.horizons[horizonIn(result, horizon)].horizon;
  const auto of = [bars](auto read) {
    return [bars, read](const LabResult& one) -> std::optional<double> {
      const analytics::HorizonStudy* study = horizonOf(one, bars);
      return study ? std::optional<double>(read(*study)) : std::nullopt;
    };
  };
  using Horizon = analytics::HorizonStudy;
  add(Tr::tr("Rank IC"), of([](const Horizon& one) { return one.rankIc.mean; }), decimals(4), true,
      Tr::tr("Mean correlation of the ranks of factor and return over the securities of a date"));
  add(Tr::tr("Mean / deviation"), of([](const Horizon& one) { return one.rankIc.ratio; }), decimals(3), true,
      Tr::tr("Mean of the rank IC divided by its standard deviation (ICIR)"));
  add(Tr::tr("t"), of([](const Horizon& one) { return one.rankIc.t; }), decimals(2), true,
      Tr::tr("Mean over its standard error, in which returns over several bars count as overlapping (Newey–West); "
             "beyond ±2 it is hardly chance"));
  add(Tr::tr("Above 0"), of([](const Horizon& one) { return one.rankIc.positiveShare; }), share, false,
      Tr::tr("Share of the dates with a positive rank IC"));
  add(Tr::tr("IC"), of([](const Horizon& one) { return one.ic.mean; }), decimals(4), true,
      Tr::tr("The same of the values themselves"));
  add(Tr::tr("Highest less lowest"), of([](const Horizon& one) { return one.spread.mean; }), percent, true,
      Tr::tr("Mean return of the highest bucket less that of the lowest, a date"));
  add(
      Tr::tr("Long–short, net"),
      [](const LabResult& one) -> std::optional<double> {
        const std::vector<double>& growth = one.report.study.spreadGrowthNet;
        return growth.empty() ? std::nullopt : std::optional(growth.back() - 1);
      },
      percent, true, Tr::tr("The highest bucket held and the lowest sold, anew each bar, after costs"));
  add(
      Tr::tr("Turnover", "of buckets"), [](const LabResult& one) { return one.report.study.turnover.back(); }, share,
      false, Tr::tr("Share of the highest bucket that is new at a date"));
  QString securities =
      Tr::tr("With bars of this level; %n without are left out", nullptr, static_cast<int>(result.withoutBars));
  if (result.report.firstProblem)
    securities += u'\n' + unreadableText(result);
  add(
      Tr::tr("Securities"), [](const LabResult& one) { return std::optional(static_cast<double>(one.securities)); },
      whole, false, securities);
  add(Tr::tr("Dates"), of([](const Horizon& one) { return static_cast<double>(one.rankIc.count); }), whole, false,
      Tr::tr("With values and returns of enough securities"));
  return tiles;
}

std::shared_ptr<const DatedSeries> coefficientSeries(
    const LabResult& result, const LabResult* other, std::size_t horizon)
{
  auto series = emptySeries(result);
  const analytics::HorizonStudy& shown = result.report.study.horizons[horizonIn(result, horizon)];
  series->barName = Tr::tr("Rank IC");
  series->bars = shown.rankIc.values;
  series->lines.push_back({Tr::tr("Rank IC, added up"), addedUp(shown.rankIc.values), kOwn, false, true});
  series->lines.push_back({Tr::tr("IC, added up"), addedUp(shown.ic.values), kSecond, false, false});
  if (const analytics::HorizonStudy* beside = other ? horizonOf(*other, shown.horizon) : nullptr)
    series->lines.push_back(otherLine(result, *other, addedUp(beside->rankIc.values), Beginning::Sum));
  return series;
}

std::shared_ptr<const DatedSeries> longShortSeries(const LabResult& result, const LabResult* other)
{
  auto series = emptySeries(result);
  series->base = 1;
  series->lines.push_back({Tr::tr("Long–short before costs"), result.report.study.spreadGrowth, kSecond, false, false});
  series->lines.push_back({Tr::tr("after costs"), result.report.study.spreadGrowthNet, kOwn, false, true});
  if (other)
    series->lines.push_back(otherLine(result, *other, other->report.study.spreadGrowthNet, Beginning::Growth));
  chooseScale(*series);
  return series;
}

std::shared_ptr<const DatedSeries> bucketSeries(const LabResult& result)
{
  auto series = emptySeries(result);
  series->base = 1;
  const QStringList names = bucketNames(result);
  const auto& growth = result.report.study.bucketGrowth;
  for (std::size_t b = 0; b < growth.size(); ++b)
    series->lines.push_back({names[static_cast<qsizetype>(b)], growth[b], static_cast<int>(b) % kHues, b >= kHues,
        b == 0 || b + 1 == growth.size()});
  chooseScale(*series);
  return series;
}

std::shared_ptr<const DatedSeries> turnoverSeries(const LabResult& result)
{
  auto series = emptySeries(result);
  series->lineText = [](double value) { return widgets::formatPercent(value, 0); };
  const auto& turnover = result.report.study.bucketTurnover;
  series->lines.push_back(
      {Tr::tr("New in the highest bucket, mean of %n dates", nullptr, static_cast<int>(kMovingMean)),
          movingMean(turnover.back()), kOwn, false, true});
  series->lines.push_back({Tr::tr("in the lowest"), movingMean(turnover.front()), kSecond, false, false});
  return series;
}

std::shared_ptr<const DatedSeries> coverageSeries(const LabResult& result)
{
  auto series = emptySeries(result);
  series->lineText = [](double value) { return widgets::formatNumber(value, 0); };
  series->lines.push_back({Tr::tr("Securities with a value"), result.report.study.coverage, kOwn, false, true});
  return series;
}

BarGroups bucketReturns(const LabResult& result)
{
  BarGroups groups;
  groups.title = Tr::tr("Mean return by bucket");
  groups.categories = bucketNames(result);
  groups.bySign = true;
  groups.text = percent;
  for (const analytics::HorizonStudy& horizon : result.report.study.horizons) {
    groups.series << horizonText(horizon.horizon);
    std::vector<double>& values = groups.values.emplace_back();
    std::ranges::transform(horizon.bucketReturns, std::back_inserter(values), valueOf);
  }
  return groups;
}

BarGroups bucketTurnover(const LabResult& result)
{
  BarGroups groups;
  groups.title = Tr::tr("Mean turnover by bucket");
  groups.categories = bucketNames(result);
  groups.text = [](double value) { return widgets::formatPercent(value, 0); };
  std::ranges::transform(result.report.study.turnover, std::back_inserter(groups.values.emplace_back()), valueOf);
  return groups;
}

BarGroups decay(const LabResult& result)
{
  BarGroups groups;
  groups.title = Tr::tr("Decay over the horizons");
  groups.series = {Tr::tr("Rank IC"), Tr::tr("IC")};
  groups.values.resize(2);
  groups.text = [](double value) { return widgets::formatSigned(value, 3); };
  for (const analytics::HorizonStudy& horizon : result.report.study.horizons) {
    groups.categories << horizonText(horizon.horizon);
    groups.values[0].push_back(valueOf(horizon.rankIc.mean));
    groups.values[1].push_back(valueOf(horizon.ic.mean));
  }
  return groups;
}

BarGroups autocorrelation(const LabResult& result)
{
  BarGroups groups;
  groups.title = Tr::tr("Autocorrelation of the ranks, by distance");
  groups.values.resize(1);
  groups.text = [](double value) { return widgets::formatSigned(value, 2); };
  for (const auto& [lag, value] : result.report.study.autocorrelation) {
    groups.categories << horizonText(lag);
    groups.values[0].push_back(valueOf(value));
  }
  return groups;
}

}

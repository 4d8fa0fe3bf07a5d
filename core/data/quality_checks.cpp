// SPDX-License-Identifier: Apache-2.0
// Rules about single bars.
#include "core/data/quality_checks.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace zvt::data {
namespace {

using market::Bar;

constexpr double kRoundingSlack = 1e-9; // relative; files that went through binary floating point

/// How far a price must be from both neighbours to be a slip of the data and not of the market: where the exchange
/// limits a day's change nothing doubles and halves again; elsewhere ten times is beyond what has been traded.
constexpr double kSpikeWithLimit = 2;
constexpr double kSpikeWithoutLimit = 10;

/// Where no limit holds, a day's change beyond this deserves a look: it mostly is a split that nobody told.
constexpr double kLargeChange = 0.5;

/// No limit is nearer than this since 1993, so that most bars need no look at the rule book.
constexpr double kSmallestLimit = 0.045;

constexpr std::array<std::pair<std::string_view, double Bar::*>, 4> kPrices{
    {{"open", &Bar::open}, {"high", &Bar::high}, {"low", &Bar::low}, {"close", &Bar::close}}};

bool isDaily(const CheckedSeries& series)
{
  return series.bars.level == market::BarLevel::Day1;
}

std::string percent(double fraction)
{
  return formatDouble(std::round(fraction * 1e4) / 1e2) + " %";
}

/// The limit of daily bar @p i, if it has one.
std::optional<DayLimit> limitAt(const CheckedSeries& series, std::size_t i)
{
  if (!isDaily(series) || !series.context.rules)
    return {};
  const market::BarSeries one = series.bars.slice(series.bars.key[i], series.bars.key[i] + 1);
  return dayLimits(one, {series.references[i]}, series.context.facts.subject, *series.context.rules).front();
}

/// Boards whose day's change the exchange limits, on that day.
bool isLimited(const CheckedSeries& series, std::size_t i)
{
  if (isDaily(series))
    return limitAt(series, i).has_value();
  const market::Board board = market::boardOf(series.context.facts.subject.id);
  return board == market::Board::Main || board == market::Board::ChiNext || board == market::Board::Star
      || board == market::Board::Bse;
}

bool isFar(double price, double before, double after, double times)
{
  return (price > before * times && price > after * times) || (price * times < before && price * times < after);
}

/// A wrong power of ten that, put right, lies between its neighbours (or near to them).
std::optional<double> shifted(double price, double before, double after)
{
  for (const double factor : {10.0, 0.1, 100.0, 0.01, 1000.0, 0.001}) {
    const double candidate = factor < 1 ? price / std::round(1 / factor) : price * factor;
    if (candidate > 0.7 * std::min(before, after) && candidate < 1.4 * std::max(before, after))
      return candidate;
  }
  return {};
}

}

CheckedSeries checkedSeries(const market::BarSeries& bars, const QualityContext& context)
{
  CheckedSeries series{bars, context, {}};
  if (bars.empty())
    return series;
  market::BarSeries history = bars.slice(0, 0);
  const bool joins = context.previous && context.previous->key < bars.key.front();
  if (isDaily(series)) {
    // The stored bar before the first one takes part, so that the first new day is told against something.
    history.level = bars.level;
    if (joins)
      history.append(*context.previous);
    for (std::size_t i = 0; i < bars.size(); ++i)
      history.append(bars.at(i));
    series.references = referencePrices(history, context.facts.actions);
    if (joins)
      series.references.erase(series.references.begin());
    return series;
  }
  series.references.push_back(joins ? context.previous->close : std::nan(""));
  series.references.insert(series.references.end(), bars.close.begin(), bars.close.end() - 1);
  return series;
}

QualityFinding findingAt(
    const market::BarSeries& bars, std::size_t i, std::string_view rule, Severity severity, Error reason)
{
  QualityFinding finding{std::string(rule), severity, bars.entityId, bars.level, bars.provider, bars.key[i],
      std::move(reason), bars.at(i), {}};
  for (const market::ExtraColumn& column : bars.extras)
    finding.extras.emplace_back(column.name, column.values[i]);
  return finding;
}

bool hasAmounts(std::string_view entityType)
{
  constexpr std::array<std::string_view, 4> kTypes{"stock", "etf", "stockhk", "stockus"};
  return std::find(kTypes.begin(), kTypes.end(), entityType) != kTypes.end();
}

std::optional<QualityFinding> checkPrices(const CheckedSeries& series, std::size_t i)
{
  const Bar bar = series.bars.at(i);
  const auto refuse = [&](std::string_view column, double value) {
    return findingAt(series.bars, i, "Q02", Severity::Error,
        {"quality.not_positive", {{"column", std::string(column)}, {"text", formatDouble(value)}}, {}});
  };
  for (const auto& [name, member] : kPrices)
    if (!(bar.*member > 0) || std::isinf(bar.*member))
      return refuse(name, bar.*member);
  if (bar.volume < 0 || std::isinf(bar.volume))
    return refuse("volume", bar.volume);
  if (bar.turnover < 0 || std::isinf(bar.turnover))
    return refuse("turnover", bar.turnover);
  return {};
}

std::optional<QualityFinding> checkOhlc(const CheckedSeries& series, std::size_t i)
{
  const Bar bar = series.bars.at(i);
  const double top = std::max(bar.open, bar.close);
  const double bottom = std::min(bar.open, bar.close);
  const double slack = top * kRoundingSlack;
  if (bar.high >= top - slack && bar.low <= bottom + slack && bar.high >= bar.low - slack)
    return {};
  QualityFinding finding = findingAt(series.bars, i, "Q01", Severity::Error,
      {"quality.ohlc_order",
          {{"open", formatDouble(bar.open)}, {"high", formatDouble(bar.high)}, {"low", formatDouble(bar.low)},
              {"close", formatDouble(bar.close)}},
          {}});
  Bar fixed = bar;
  fixed.high = std::max({bar.high, bar.low, top});
  fixed.low = std::min({bar.high, bar.low, bottom});
  finding.proposal = fixed;
  return finding;
}

std::optional<QualityFinding> checkSpike(const CheckedSeries& series, std::size_t i)
{
  if (i + 1 >= series.bars.size() || !(series.references[i] > 0) || !(series.bars.close[i + 1] > 0))
    return {};
  const double before = series.references[i];
  // The next bar may stand on another basis: its reference tells what the corporate actions in between did.
  const double basis = series.references[i + 1] / series.bars.close[i];
  const double after = basis > 0 ? series.bars.close[i + 1] / basis : series.bars.close[i + 1];
  const Bar bar = series.bars.at(i);
  Bar fixed = bar;
  bool fixable = true;
  std::string_view column;
  for (const auto& [name, member] : kPrices) {
    const double price = bar.*member;
    if (!isFar(price, before, after, kSpikeWithLimit))
      continue;
    if (!isLimited(series, i) && !isFar(price, before, after, kSpikeWithoutLimit))
      continue;
    column = name;
    const auto right = shifted(price, before, after);
    fixable = fixable && right;
    fixed.*member = right.value_or(price);
  }
  if (column.empty())
    return {};
  QualityFinding finding = findingAt(series.bars, i, "Q12", Severity::Error,
      {"quality.spike",
          {{"column", std::string(column)}, {"before", formatDouble(before)}, {"after", formatDouble(after)},
              {"low", formatDouble(bar.low)}, {"high", formatDouble(bar.high)}},
          {}});
  if (fixable && fixed.high >= fixed.low && fixed.high >= std::max(fixed.open, fixed.close)
      && fixed.low <= std::min(fixed.open, fixed.close))
    finding.proposal = fixed;
  return finding;
}

std::optional<QualityFinding> checkLimit(const CheckedSeries& series, std::size_t i)
{
  const double reference = series.references[i];
  if (!isDaily(series) || !(reference > 0))
    return {};
  const Bar bar = series.bars.at(i);
  const double up = bar.high / reference - 1;
  const double down = bar.low / reference - 1;
  const bool early = series.bars.dayAt(i) < TradingDay::fromDate({1993, 1, 1});
  if (!early && up < kSmallestLimit && down > -kSmallestLimit)
    return {};
  // Who does not know the day of listing does not know which days had no limit.
  if (!series.context.facts.subject.listed && !series.context.previous && i < 6)
    return {};
  const double change = up > -down ? up : down;
  if (const auto limit = limitAt(series, i)) {
    const double slack = reference * kRoundingSlack;
    if (bar.high <= limit->up + slack && bar.low >= limit->down - slack)
      return {};
    return findingAt(series.bars, i, "Q04", Severity::Warning,
        {"quality.beyond_limit",
            {{"change", percent(change)}, {"up", formatDouble(limit->up)}, {"down", formatDouble(limit->down)}}, {}});
  }
  const double closeChange = bar.close / reference - 1;
  if (std::abs(closeChange) <= kLargeChange)
    return {};
  return findingAt(
      series.bars, i, "Q04", Severity::Warning, {"quality.large_change", {{"change", percent(closeChange)}}, {}});
}

std::optional<QualityFinding> checkZeroVolume(const CheckedSeries& series, std::size_t i)
{
  if (!isDaily(series) || series.bars.volume[i] != 0 || !hasAmounts(series.context.facts.subject.id.type))
    return {};
  const TradingDay day = series.bars.dayAt(i);
  const auto& suspended = series.context.facts.suspended;
  if (std::binary_search(suspended.begin(), suspended.end(), day))
    return {};
  return findingAt(series.bars, i, "Q05", Severity::Warning, {"quality.zero_volume", {{"day", day.iso()}}, {}});
}

}

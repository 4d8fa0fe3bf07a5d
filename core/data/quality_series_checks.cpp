// SPDX-License-Identifier: Apache-2.0
// Rules that look at a series as a whole.
#include "core/base/text.h"
#include "core/data/quality_checks.h"
#include "core/data/session_bars.h"
#include "core/data/time_placer.h"

#include <algorithm>

namespace zvt::data {
namespace {

using market::Bar;
using market::BarLevel;

constexpr double kSharesPerLot = 100;
/// Turnover over volume may lie a little beyond low and high: block trades, and figures that were rounded to lots and
/// thousands.
constexpr double kAmountSlack = 0.02;
constexpr double kVolumeRounding = 100;
constexpr double kTurnoverRounding = 1000;

/// How many times too small the volume is: 1 when turnover / volume is a price of that bar.
enum class AmountFit { Fits, VolumeInLots, VolumeTimesLot, Differs };

bool isBetween(double average, const Bar& bar, double slack)
{
  return average >= bar.low * (1 - slack) && average <= bar.high * (1 + slack);
}

AmountFit fitOf(const Bar& bar)
{
  if (!(bar.volume > 0) || !(bar.turnover > 0))
    return AmountFit::Fits; // nothing to compare
  const double slack = kAmountSlack + kVolumeRounding / bar.volume + kTurnoverRounding / bar.turnover;
  const double average = bar.turnover / bar.volume;
  if (isBetween(average, bar, slack))
    return AmountFit::Fits;
  if (isBetween(average / kSharesPerLot, bar, kAmountSlack + kTurnoverRounding / bar.turnover))
    return AmountFit::VolumeInLots;
  if (isBetween(average * kSharesPerLot, bar, kAmountSlack + kTurnoverRounding / bar.turnover))
    return AmountFit::VolumeTimesLot;
  return AmountFit::Differs;
}

QualityFinding amountFinding(const CheckedSeries& series, std::size_t i, AmountFit fit, Severity severity)
{
  const Bar bar = series.bars.at(i);
  const char* code = fit == AmountFit::VolumeInLots ? "quality.volume_in_lots"
      : fit == AmountFit::VolumeTimesLot            ? "quality.volume_times_lot"
                                                    : "quality.amount_mismatch";
  QualityFinding finding = findingAt(series.bars, i, "Q03", severity,
      {code,
          {{"average", formatDouble(std::round(bar.turnover / bar.volume * 1e4) / 1e4)}, {"low", formatDouble(bar.low)},
              {"high", formatDouble(bar.high)}},
          {}});
  if (fit != AmountFit::Differs) {
    Bar fixed = bar;
    fixed.volume = fit == AmountFit::VolumeInLots ? bar.volume * kSharesPerLot : bar.volume / kSharesPerLot;
    finding.proposal = fixed;
  }
  return finding;
}

std::string gapText(TradingDay from, TradingDay to)
{
  return from == to ? from.iso() : from.iso() + " … " + to.iso();
}

QualityFinding about(const CheckedSeries& series, std::string_view rule, std::int64_t key, Error reason)
{
  return {std::string(rule), Severity::Warning, series.bars.entityId, series.bars.level, series.bars.provider, key,
      std::move(reason), {}, {}};
}

/// The days that have a bar, increasing.
std::vector<TradingDay> daysWithBars(const CheckedSeries& series)
{
  std::vector<TradingDay> days;
  SessionBars bars(*series.context.calendar, series.bars.level, BarLevel::Day1);
  for (const std::int64_t key : series.bars.key) {
    const TradingDay day{
        static_cast<std::int32_t>(series.bars.level == BarLevel::Day1 ? key : bars.dayFor(key).value_or(INT32_MIN))};
    if (day.days != INT32_MIN && (days.empty() || days.back() < day))
      days.push_back(day);
  }
  return days;
}

}

std::vector<QualityFinding> checkAmounts(const CheckedSeries& series)
{
  std::vector<QualityFinding> findings;
  if (!hasAmounts(series.context.facts.subject.id.type))
    return findings;
  std::vector<AmountFit> fits;
  fits.reserve(series.bars.size());
  std::size_t wrongUnit = 0;
  for (std::size_t i = 0; i < series.bars.size(); ++i) {
    fits.push_back(fitOf(series.bars.at(i)));
    wrongUnit += fits.back() == AmountFit::VolumeInLots || fits.back() == AmountFit::VolumeTimesLot ? 1 : 0;
  }
  // A whole series in the wrong unit is a choice of whoever stored it, and is told as such; single bars among right
  // ones are slips of the data.
  const bool all = wrongUnit * 2 > series.bars.size();
  for (std::size_t i = 0; i < series.bars.size(); ++i) {
    if (fits[i] == AmountFit::Fits)
      continue;
    const bool slip = fits[i] != AmountFit::Differs && !all;
    findings.push_back(amountFinding(series, i, fits[i], slip ? Severity::Error : Severity::Warning));
  }
  return findings;
}

std::vector<QualityFinding> checkSessions(const CheckedSeries& series)
{
  std::vector<QualityFinding> findings;
  if (!series.context.calendar || series.bars.level > BarLevel::Day1)
    return findings;
  const market::Calendar& calendar = *series.context.calendar;
  SessionBars bars(calendar, series.bars.level, BarLevel::Day1);
  for (std::size_t i = 0; i < series.bars.size(); ++i) {
    const std::int64_t key = series.bars.key[i];
    const bool closed =
        series.bars.level == BarLevel::Day1 && !calendar.isTradingDay(series.bars.dayAt(i)).value_or(true);
    if (!closed && (series.bars.level == BarLevel::Day1 || bars.isTradingTime(key)))
      continue;
    const char* code = closed ? "quality.closed_day" : "quality.outside_session";
    findings.push_back(findingAt(series.bars, i, "Q07", Severity::Warning,
        {code, {{"time", keyText(series.bars.level, key, calendar.zone())}}, {}}));
  }
  return findings;
}

std::vector<QualityFinding> checkMissingDays(const CheckedSeries& series)
{
  std::vector<QualityFinding> findings;
  if (!series.context.calendar || series.bars.empty() || series.bars.level > BarLevel::Day1)
    return findings;
  const market::Calendar& calendar = *series.context.calendar;
  const std::vector<TradingDay> days = daysWithBars(series);
  if (days.empty())
    return findings;
  const auto& suspended = series.context.facts.suspended;
  const TradingDay first = std::clamp(days.front(), calendar.firstKnown(), calendar.lastKnown());
  const TradingDay last = std::clamp(days.back(), calendar.firstKnown(), calendar.lastKnown());
  const std::vector<TradingDay> open = calendar.between(first, last).value_or(std::vector<TradingDay>{});
  std::vector<TradingDay> gap;
  const auto closeGap = [&] {
    if (!gap.empty())
      findings.push_back(about(series, "Q08", gap.front().days,
          {"quality.missing_days", {{"days", gapText(gap.front(), gap.back())}, {"count", std::to_string(gap.size())}},
              {}}));
    gap.clear();
  };
  for (const TradingDay day : open) {
    if (std::binary_search(days.begin(), days.end(), day))
      closeGap();
    else if (!std::binary_search(suspended.begin(), suspended.end(), day))
      gap.push_back(day);
  }
  closeGap();
  return findings;
}

std::vector<QualityFinding> checkAge(const CheckedSeries& series)
{
  if (!series.context.calendar || !series.context.now || series.bars.empty() || series.bars.level > BarLevel::Day1)
    return {};
  const market::Calendar& calendar = *series.context.calendar;
  const auto& suspended = series.context.facts.suspended;
  // The newest day that is over, is a trading day and was no day of suspension.
  TradingDay expected = calendar.dayOf(*series.context.now);
  const auto counts = [&](TradingDay day) {
    return calendar.isTradingDay(day).value_or(false) && calendar.closeOf(day) <= *series.context.now
        && !std::binary_search(suspended.begin(), suspended.end(), day);
  };
  while (expected > calendar.firstKnown() && !counts(expected))
    expected = expected - 1;
  if (series.context.facts.delisted && *series.context.facts.delisted <= expected)
    return {};
  const std::vector<TradingDay> days = daysWithBars(series);
  if (days.empty() || days.back() >= expected)
    return {};
  return {about(series, "Q10", series.bars.key.back(),
      {"quality.stale", {{"last", days.back().iso()}, {"expected", expected.iso()}}, {}})};
}

}

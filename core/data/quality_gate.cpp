// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/data/quality_checks.h"
#include "core/data/time_placer.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace zvt::data {
namespace {

/// So many warnings of one rule about one series say enough; a last one tells how many more there are.
constexpr std::size_t kMostWarnings = 200;

std::string timeText(const market::BarSeries& series, std::int64_t key, const QualityContext& context)
{
  return keyText(series.level, key, context.calendar ? context.calendar->zone() : TimeZone::utc());
}

market::BarSeries emptyLike(const market::BarSeries& series)
{
  market::BarSeries result = series.slice(0, 0);
  return result;
}

/// The bars in order of time. Of several with one time the first stays; the others are held back.
market::BarSeries inOrder(const market::BarSeries& series, const QualityContext& context, QualityOutcome& outcome)
{
  if (std::adjacent_find(series.key.begin(), series.key.end(), std::greater_equal<>()) == series.key.end())
    return series;
  std::vector<std::size_t> order(series.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return series.key[a] < series.key[b]; });
  market::BarSeries sorted = emptyLike(series);
  sorted.reserve(series.size());
  for (const std::size_t i : order) {
    const bool repeated = !sorted.empty() && sorted.key.back() == series.key[i];
    if (!repeated) {
      sorted.appendFrom(series, i);
      continue;
    }
    outcome.held.push_back(findingAt(series, i, "Q06", Severity::Error,
        {"quality.duplicate_time", {{"time", timeText(series, series.key[i], context)}}, {}}));
  }
  std::int64_t newest = series.empty() ? 0 : series.key.front();
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series.key[i] < newest)
      outcome.findings.push_back(findingAt(series, i, "Q06", Severity::Warning,
          {"quality.unsorted_time", {{"time", timeText(series, series.key[i], context)}}, {}}));
    newest = std::max(newest, series.key[i]);
  }
  return sorted;
}

/// The series without the bars of some keys.
market::BarSeries without(const market::BarSeries& series, const std::set<std::int64_t>& keys)
{
  if (keys.empty())
    return series;
  market::BarSeries rest = emptyLike(series);
  rest.reserve(series.size());
  for (std::size_t i = 0; i < series.size(); ++i)
    if (!keys.contains(series.key[i]))
      rest.appendFrom(series, i);
  return rest;
}

using BarCheck = std::optional<QualityFinding> (*)(const CheckedSeries&, std::size_t);

void run(std::initializer_list<BarCheck> checks, const CheckedSeries& series, std::vector<QualityFinding>& findings)
{
  for (std::size_t i = 0; i < series.bars.size(); ++i) {
    for (const BarCheck check : checks) {
      if (auto finding = check(series, i)) {
        findings.push_back(std::move(*finding));
        break;
      }
    }
  }
}

/// Moves what is an error to @p held; returns the keys of these bars.
std::set<std::int64_t> holdErrors(std::vector<QualityFinding> findings, QualityOutcome& outcome)
{
  std::set<std::int64_t> keys;
  for (QualityFinding& finding : findings) {
    if (finding.severity == Severity::Error) {
      keys.insert(finding.key);
      outcome.held.push_back(std::move(finding));
    } else {
      outcome.findings.push_back(std::move(finding));
    }
  }
  return keys;
}

/// Keeps the first of many findings of one rule.
void shorten(std::vector<QualityFinding>& findings)
{
  std::map<std::string, std::size_t> counts;
  for (const QualityFinding& finding : findings)
    ++counts[finding.rule];
  std::map<std::string, std::size_t> kept;
  std::vector<QualityFinding> rest;
  for (QualityFinding& finding : findings) {
    const std::size_t all = counts[finding.rule];
    const std::size_t nth = ++kept[finding.rule];
    if (nth == kMostWarnings && all > kMostWarnings)
      finding.reason = {"quality.and_more", {{"count", std::to_string(all - kMostWarnings + 1)}}, {}};
    if (nth <= kMostWarnings)
      rest.push_back(std::move(finding));
  }
  findings = std::move(rest);
}

void sortByTime(std::vector<QualityFinding>& findings)
{
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
}

/// Everything that looks at one series, in order: a bar that one rule holds back is not in the way of the next.
QualityOutcome examine(const market::BarSeries& series, const QualityContext& context)
{
  QualityOutcome outcome;
  market::BarSeries bars = inOrder(series, context, outcome);

  std::vector<QualityFinding> found;
  run({checkPrices, checkOhlc}, CheckedSeries{bars, context, {}}, found);
  bars = without(bars, holdErrors(std::move(found), outcome));

  found.clear();
  run({checkSpike}, checkedSeries(bars, context), found);
  bars = without(bars, holdErrors(std::move(found), outcome));
  bars = without(bars, holdErrors(checkAmounts(CheckedSeries{bars, context, {}}), outcome));

  const CheckedSeries rest = checkedSeries(bars, context);
  run({checkLimit}, rest, outcome.findings);
  run({checkZeroVolume}, rest, outcome.findings);
  const auto outside = checkSessions(rest);
  outcome.findings.insert(outcome.findings.end(), outside.begin(), outside.end());
  outcome.accepted = std::move(bars);
  return outcome;
}

}

QualityOutcome QualityGate::check(const market::BarSeries& series, const QualityContext& context)
{
  QualityOutcome outcome = examine(series, context);
  shorten(outcome.findings);
  sortByTime(outcome.held);
  sortByTime(outcome.findings);
  return outcome;
}

std::vector<QualityFinding> QualityGate::audit(const market::BarSeries& series, const QualityContext& context)
{
  QualityOutcome outcome = examine(series, context);
  std::vector<QualityFinding> findings = std::move(outcome.findings);
  const CheckedSeries whole = checkedSeries(series, context);
  for (auto check : {checkMissingDays, checkAge}) {
    const auto more = check(whole);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  shorten(findings);
  findings.insert(findings.end(), outcome.held.begin(), outcome.held.end());
  sortByTime(findings);
  return findings;
}

std::vector<QualityFinding> QualityGate::checkAdjusted(const market::BarSeries& raw, const market::BarSeries& adjusted,
    const QualityContext& context, market::AdjustMethod method)
{
  std::vector<TradingDay> days;
  for (std::size_t i = 0; i < raw.size(); ++i)
    days.push_back(market::isDayKeyed(raw.level) || !context.calendar
            ? raw.dayAt(i)
            : context.calendar->dayOf(raw.endAt(i) - Duration::microseconds(1)));
  const auto factors = market::adjustFactors(raw, days, context.facts.actions, adjusted.adjust, method);
  const market::BarSeries expected = market::adjusted(raw, factors, adjusted.adjust);

  // Providers print two or three decimals, and anchor their factors where they like.
  constexpr double kRelative = 1e-4, kAbsolute = 0.011;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<double> scales;
  for (std::size_t i = 0, j = 0; i < adjusted.size(); ++i) {
    while (j < expected.size() && expected.key[j] < adjusted.key[i])
      ++j;
    if (j == expected.size() || expected.key[j] != adjusted.key[i])
      continue;
    pairs.emplace_back(i, j);
    scales.push_back(method == market::AdjustMethod::Ratio ? adjusted.close[i] / expected.close[j] : 1);
  }
  std::vector<QualityFinding> findings;
  if (pairs.empty())
    return findings;
  const auto middle = scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2);
  std::nth_element(scales.begin(), middle, scales.end());
  const double scale = std::abs(*middle - 1) < kRelative ? 1 : *middle;
  for (const auto& [i, j] : pairs) {
    const double ours = scale * expected.close[j];
    if (std::abs(adjusted.close[i] - ours) <= kAbsolute + kRelative * std::abs(ours))
      continue;
    findings.push_back(findingAt(adjusted, i, "Q09", Severity::Warning,
        {"quality.adjusted_price",
            {{"given", formatDouble(adjusted.close[i])}, {"expected", formatDouble(std::round(ours * 1e6) / 1e6)}},
            {}}));
  }
  shorten(findings);
  return findings;
}

}

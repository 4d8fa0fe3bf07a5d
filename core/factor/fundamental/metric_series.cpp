// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/metric_series.h"

#include "core/data/market_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::factor {

namespace {

constexpr TradingDay kNever{std::numeric_limits<std::int32_t>::max()};

/// The first day on which a known report is older than @p days.
TradingDay nextLeaving(const Books& books, int days)
{
  TradingDay next = kNever;
  for (std::size_t i = 0; i < kStatementCount; ++i) {
    for (const auto& [period, report] : books.reports(static_cast<StatementKind>(i))) {
      const TradingDay leaves = report->published + days + 1;
      if (leaves > books.day())
        next = std::min(next, leaves);
    }
  }
  return next;
}

/// Positive values in order, with which shares of them can be told.
class SortedValues {
public:
  void add(double value) { m_values.insert(std::ranges::upper_bound(m_values, value), value); }
  void remove(double value) { m_values.erase(std::ranges::lower_bound(m_values, value)); }
  [[nodiscard]] std::size_t size() const { return m_values.size(); }
  [[nodiscard]] double shareUpTo(double value) const
  {
    const auto below = std::ranges::upper_bound(m_values, value) - m_values.begin();
    return static_cast<double>(below) / static_cast<double>(m_values.size());
  }

private:
  std::vector<double> m_values;
};

}

Result<MetricBars> metricBarsOf(data::MarketData& data, const market::BarSeries& bars)
{
  ZVT_TRY(const auto calendar, data.calendarOf(bars.entityId));
  MetricBars made;
  made.day.reserve(bars.size());
  for (const std::int64_t key : bars.key) {
    // Daily bars end on the day of their key; a bar's end at midnight belongs to the day before.
    const TradingDay day = bars.level == market::BarLevel::Day1
        ? TradingDay{static_cast<std::int32_t>(key)}
        : calendar->dayOf(calendar->availableAt(bars.level, key) - Duration::microseconds(1));
    made.day.push_back(day);
    made.reportsUntil.push_back(day - 1);
  }
  made.close = bars.close;
  return made;
}

std::vector<double> metricSeries(
    const MetricCall& call, const Statements& statements, const ShareHistory& shares, const MetricBars& bars)
{
  const Metric& metric = *call.metric;
  Books books(statements);
  MetricAnswer parts = reportPartsOf(call, books);
  TradingDay nextLook = kNever;
  std::vector<double> values(bars.day.size(), MarketFacts::kNone);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool isNew = books.advance(bars.reportsUntil[i]) || bars.reportsUntil[i] >= nextLook;
    if (isNew) {
      parts = reportPartsOf(call, books);
      if (metric.slides)
        nextLook = nextLeaving(books, static_cast<int>(call.argument("days", 0)));
    }
    if (metric.readsMarket)
      values[i] = valueOf(call, parts, shares.factsOf(bars.day[i], bars.close[i]));
    else
      values[i] = isNew || i == 0 ? valueOf(call, parts, MarketFacts()) : values[i - 1];
  }
  return values;
}

std::vector<double> percentileInHistory(
    const std::vector<double>& values, const std::vector<TradingDay>& day, double years)
{
  constexpr double kDaysOfYear = 365.25;
  const int window = static_cast<int>(std::lround(years * kDaysOfYear));
  std::vector<double> result(values.size(), MarketFacts::kNone);
  SortedValues seen;
  std::size_t oldest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] > 0))
      continue;
    seen.add(values[i]);
    for (; day[i] - day[oldest] >= window; ++oldest) {
      if (values[oldest] > 0)
        seen.remove(values[oldest]);
    }
    if (seen.size() >= kFewestForPercentile)
      result[i] = seen.shareUpTo(values[i]);
  }
  return result;
}

}

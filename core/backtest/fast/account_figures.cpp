// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/account_figures.h"

#include "core/backtest/timeline.h"

namespace zvt::backtest::fast {

DayIndex::DayIndex(const BacktestData& data, const std::optional<TradingDay>& start)
    : m_keys(unionOfKeys(data))
    , m_first{static_cast<std::int32_t>(m_keys.keys().front())}
    , m_places(static_cast<std::size_t>(m_keys.keys().back() - m_first.days + 1))
{
  for (const std::int64_t key : m_keys.keys()) {
    const TradingDay day{static_cast<std::int32_t>(key)};
    m_places[static_cast<std::size_t>(day - m_first)] = static_cast<std::uint32_t>(m_days.size());
    if (!start || day >= *start)
      m_days.push_back(day);
  }
}

AccountFigureSum::AccountFigureSum(const DayIndex& days, std::int64_t initialCash, double periodsPerYear)
    : m_days(days)
    , m_initialCash(initialCash)
    , m_periods(periodsPerYear)
    , m_value(days.days().size(), 0)
    , m_cashSteps(days.days().size() + 1, 0)
    , m_positionSteps(days.days().size() + 1, 0)
{
}

AccountFigures AccountFigureSum::add(const EntityRows& rows, std::size_t firstRow, const std::vector<QuietSpan>& spans)
{
  m_curve.evaluate(rows.closes() + firstRow, spans);
  sum(rows, firstRow, spans);
  AccountFigures figures = m_curve.figures(spans, m_periods);
  figures.firstRow = static_cast<std::uint32_t>(firstRow);
  return figures;
}

/// The sum keeps cash and value apart; what an account holds on the days between its bars is what it held before.
void AccountFigureSum::sum(const EntityRows& rows, std::size_t firstRow, const std::vector<QuietSpan>& spans)
{
  const std::uint32_t first = m_days.at(rows.dayAt(firstRow));
  const std::uint32_t bars = spans.back().end;
  const std::uint32_t days = static_cast<std::uint32_t>(m_days.days().size());
  const bool everyDay = m_days.at(rows.dayAt(firstRow + bars - 1)) == first + bars - 1;
  const auto placeOf = [&](std::uint32_t bar) {
    if (bar >= bars)
      return days;
    return everyDay ? first + bar : m_days.at(rows.dayAt(firstRow + bar));
  };
  const double* const equity = m_curve.values();
  std::int64_t cash = m_initialCash;
  bool wasHeld = false;
  m_cashSteps[0] += cash;
  for (const QuietSpan& span : spans) {
    const std::uint32_t place = placeOf(span.begin);
    m_cashSteps[place] += span.cash - cash;
    cash = span.cash;
    m_positionSteps[place] += static_cast<int>(span.held > 0) - static_cast<int>(wasHeld);
    wasHeld = span.held > 0;
    if (!wasHeld)
      continue;
    const auto inCash = static_cast<double>(span.cash);
    if (everyDay) {
      curveKernels().addRest(equity + span.begin, span.end - span.begin, inCash, m_value.data() + first + span.begin);
      for (std::uint32_t day = first + bars; span.end == bars && day < days; ++day)
        m_value[day] += equity[bars - 1] - inCash;
      continue;
    }
    for (std::uint32_t bar = span.begin; bar < span.end; ++bar)
      for (std::uint32_t day = placeOf(bar), next = placeOf(bar + 1); day < next; ++day)
        m_value[day] += equity[bar] - inCash;
  }
}

std::vector<analytics::EquityPoint> AccountFigureSum::total() const
{
  std::vector<analytics::EquityPoint> points;
  std::int64_t cash = 0;
  int positions = 0;
  for (std::size_t day = 0; day < m_days.days().size(); ++day) {
    cash += m_cashSteps[day];
    positions += m_positionSteps[day];
    const double all = static_cast<double>(cash) + m_value[day];
    if (all > static_cast<double>(kMaxMoney))
      leaveGrid();
    analytics::EquityPoint point;
    point.time = LocalTime::of(m_days.days()[day]);
    point.cash = moneyOf(cash);
    point.marketValue = m_value[day] / static_cast<double>(kPriceUnit);
    point.equity = all / static_cast<double>(kPriceUnit);
    point.positions = positions;
    points.push_back(point);
  }
  return points;
}

}

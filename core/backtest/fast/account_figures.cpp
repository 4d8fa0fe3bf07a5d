// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/account_figures.h"

#include "core/backtest/timeline.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest::fast {

namespace {

constexpr double kUnit = static_cast<double>(kPriceUnit);
/// Added and taken away again it rounds a double below 2^51 to a whole number.
constexpr double kRounder = 6'755'399'441'055'744.0;

/// cash + held × close of each bar, in E4; whole numbers below 2^53, so that the order of sums does not matter.
/// @return whether all closes were on the grid
bool equityOf(const double* closes, std::size_t count, double cash, double held, double* equity)
{
  bool fits = true;
  for (std::size_t i = 0; i < count; ++i) {
    const double whole = (closes[i] * kUnit + kRounder) - kRounder;
    fits &= (whole / kUnit == closes[i]) & (whole < static_cast<double>(kMaxPrice));
    equity[i] = cash + held * whole;
  }
  return fits;
}

}

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
  if (m_equity.size() < spans.back().end)
    m_equity.resize(spans.back().end);
  evaluate(rows.closes() + firstRow, spans);
  sum(rows, firstRow, spans);
  AccountFigures figures = follow(spans);
  figures.firstRow = static_cast<std::uint32_t>(firstRow);
  return figures;
}

void AccountFigureSum::evaluate(const double* closes, const std::vector<QuietSpan>& spans)
{
  bool fits = true;
  for (const QuietSpan& span : spans) {
    const auto cash = static_cast<double>(span.cash);
    double* const equity = m_equity.data() + span.begin;
    const std::size_t count = span.end - span.begin;
    if (span.held == 0)
      std::fill_n(equity, count, cash);
    else
      fits &= equityOf(closes + span.begin, count, cash, static_cast<double>(span.held), equity);
  }
  if (!fits)
    leaveGrid();
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
      for (std::uint32_t bar = span.begin; bar < span.end; ++bar)
        m_value[first + bar] += m_equity[bar] - inCash;
      for (std::uint32_t day = first + bars; span.end == bars && day < days; ++day)
        m_value[day] += m_equity[bars - 1] - inCash;
      continue;
    }
    for (std::uint32_t bar = span.begin; bar < span.end; ++bar)
      for (std::uint32_t day = placeOf(bar), next = placeOf(bar + 1); day < next; ++day)
        m_value[day] += m_equity[bar] - inCash;
  }
}

AccountFigures AccountFigureSum::follow(const std::vector<QuietSpan>& spans) const
{
  AccountFigures figures;
  figures.bars = spans.back().end;
  const double first = m_equity[0];
  double previous = first;
  double total = 0;
  double squares = 0;
  double peak = first;
  double floor = 1; // the deepest equity ÷ peak
  for (const QuietSpan& span : spans) {
    figures.heldBars += span.held > 0 ? span.end - span.begin : 0;
    const std::uint32_t end =
        span.held > 0 ? span.end : span.begin + 1; // the rest of a flat span repeats its first bar
    for (std::uint32_t bar = span.begin; bar < end; ++bar) {
      const double equity = m_equity[bar];
      const double change = equity / previous - 1;
      total += change;
      squares += change * change;
      previous = equity;
      peak = std::max(peak, equity);
      if (equity < floor * peak)
        floor = equity / peak;
    }
  }
  figures.finalEquity = previous / kUnit;
  figures.totalReturn = first > 0 ? figures.finalEquity / (first / kUnit) - 1 : 0;
  figures.maxDrawdown = floor - 1;
  const double count = figures.bars - 1.0;
  if (count < 2)
    return figures;
  const double mean = total / count;
  const double variance = std::max(0.0, (squares - total * mean) / (count - 1));
  figures.annualVolatility = std::sqrt(variance * m_periods);
  figures.sharpe = variance > 0 ? mean / std::sqrt(variance) * std::sqrt(m_periods) : 0;
  return figures;
}

std::vector<double> AccountFigureSum::curve(std::size_t bars) const
{
  std::vector<double> curve(m_equity.begin(), m_equity.begin() + static_cast<std::ptrdiff_t>(bars));
  for (double& equity : curve)
    equity /= kUnit;
  return curve;
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
    point.marketValue = m_value[day] / kUnit;
    point.equity = all / kUnit;
    point.positions = positions;
    points.push_back(point);
  }
  return points;
}

}

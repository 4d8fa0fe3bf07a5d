// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/own_account.h"

#include <algorithm>

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kAhead = 8; ///< crosses between asking for a bar and meeting it

}

OwnAccount::OwnAccount(const strategy::AccountSettings& settings, const CrossShape& shape, FastDesk& desk)
    : m_settings(settings)
    , m_desk(desk)
    , m_weight(shape.gross / static_cast<double>(std::max<std::size_t>(shape.slots, 1)))
    , m_atClose(settings.fill == strategy::FillModel::NextClose)
    , m_resizes(shape.resize)
{
}

const std::vector<QuietSpan>& OwnAccount::run(
    std::uint32_t entity, EntityRows& rows, const std::vector<Cross>& crosses, std::size_t firstRow)
{
  m_spans.clear();
  m_desk.reset();
  m_entity = entity;
  m_rows = &rows;
  m_crosses = &crosses;
  m_firstRow = firstRow;
  m_nextCross = 0;
  m_nextAction = 0;
  m_wanted = false;
  m_holding = FastHolding();
  skipCrosses(firstRow);
  for (std::size_t i = m_nextCross; i < std::min(m_nextCross + kAhead + 1, crosses.size()); ++i)
    rows.prefetchBar(crosses[i].row + 1);
  const std::size_t bars = rows.size();
  for (std::size_t row = firstRow; row < bars;) {
    std::size_t end = row;
    if (!isPending())
      end = quietUntil(row);
    if (end == row) {
      step(row);
      ++end;
    } else if (m_holding.held > 0) {
      m_desk.mark(m_holding, toE4(rows.closeAt(end - 1)));
    }
    if (end == bars) { // what is closed at the end changes the last bar alone
      addSpan(row, end - 1);
      row = end - 1;
      finish();
    }
    addSpan(row, end);
    row = end;
  }
  return m_spans;
}

void OwnAccount::addSpan(std::size_t begin, std::size_t end)
{
  if (begin < end)
    m_spans.push_back({static_cast<std::uint32_t>(begin - m_firstRow), static_cast<std::uint32_t>(end - m_firstRow),
        m_desk.cash() * 100, m_holding.held});
}

/// The signal as it stands before the first bar of the run.
void OwnAccount::skipCrosses(std::size_t beforeRow)
{
  for (; m_nextCross < m_crosses->size() && (*m_crosses)[m_nextCross].row < beforeRow; ++m_nextCross)
    m_wanted = (*m_crosses)[m_nextCross].above;
}

/// The next bar at which something may happen; nothing is pending.
std::size_t OwnAccount::quietUntil(std::size_t row) const
{
  std::size_t end = m_rows->size();
  if (m_nextCross < m_crosses->size())
    end = std::min<std::size_t>(end, (*m_crosses)[m_nextCross].row);
  if (m_holding.held == 0 || m_rows->actions().empty())
    return end;
  const TradingDay before = row == 0 ? TradingDay{INT32_MIN} : m_rows->dayAt(row - 1);
  const auto action = std::ranges::upper_bound(m_rows->actions(), before, {}, &market::CorporateAction::exDay);
  if (action == m_rows->actions().end())
    return end;
  std::size_t at = row;
  while (at < end && m_rows->dayAt(at) < action->exDay)
    ++at;
  return at;
}

void OwnAccount::step(std::size_t row)
{
  const auto moment = static_cast<std::uint32_t>(row - m_firstRow);
  const DayRules& rules = m_rows->rulesAt(row);
  if (!m_rows->actions().empty()) {
    const TradingDay before = row == 0 ? TradingDay{INT32_MIN} : m_rows->dayAt(row - 1);
    const TradingDay day = m_rows->dayAt(row);
    const auto& actions = m_rows->actions();
    auto action = std::ranges::upper_bound(actions, before, {}, &market::CorporateAction::exDay);
    for (; action != actions.end() && action->exDay <= day; ++action)
      m_desk.act(m_holding, *action, rules);
  }
  if (m_holding.waiting >= 0) {
    const FastBar bar = m_rows->barAt(row, rules, m_atClose);
    m_desk.meet(m_entity, m_holding, &bar, rules, moment);
  }
  const double close = m_rows->closeAt(row);
  if (m_holding.held > 0)
    m_desk.mark(m_holding, toE4(close));
  bool changed = false;
  if (m_nextCross < m_crosses->size() && (*m_crosses)[m_nextCross].row == row) {
    const bool above = (*m_crosses)[m_nextCross++].above;
    if (m_nextCross + kAhead < m_crosses->size())
      m_rows->prefetchBar((*m_crosses)[m_nextCross + kAhead].row + 1);
    changed = above != m_wanted;
    m_wanted = above;
  }
  m_desk.decide(m_entity, m_holding, m_wanted ? m_weight : 0, m_resizes && changed, close, rules, moment);
}

void OwnAccount::finish()
{
  const std::size_t last = m_rows->size() - 1;
  m_desk.beginClosing();
  if (m_holding.held > 0 && m_settings.openAtEnd != strategy::OpenAtEnd::Keep)
    m_desk.closeAtEnd(m_entity, m_holding, closingPrice(m_settings, m_rows->openAt(last), m_holding.last),
        m_rows->rulesAt(last), static_cast<std::uint32_t>(last - m_firstRow));
  m_desk.finish(m_holding);
}

}

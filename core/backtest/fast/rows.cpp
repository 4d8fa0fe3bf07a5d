// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rows.h"

#include <algorithm>

namespace zvt::backtest::fast {

void EntityRows::findRules(std::size_t row)
{
  (void)rulesOn(dayAt(row));
  m_ruleEnd = size();
  if (m_rule + 1 < m_rules.size())
    m_ruleEnd = static_cast<std::size_t>(
        std::lower_bound(m_keys + row, m_keys + size(), std::int64_t{m_rules[m_rule + 1].from.days}) - m_keys);
}

std::int64_t EntityRows::movedReference(double price, TradingDay after, TradingDay upTo, const DayRules& rules) const
{
  const auto& actions = m_data->actions;
  auto action = std::ranges::upper_bound(actions, after, {}, &market::CorporateAction::exDay);
  bool moved = false;
  for (; action != actions.end() && action->exDay <= upTo; ++action) {
    if (!action->movesPrice())
      continue;
    price = action->referencePrice(price);
    moved = true;
  }
  if (!moved || rules.tick == 0)
    return moved ? -1 : toE4(price); // without a tick there are no rules, so no limit asks for it
  if (std::isnan(price))
    leaveGrid();
  const auto exact = Decimal::fromDouble(price);
  if (!exact)
    leaveGrid();
  const auto onTick = exact->roundTo(decimalOf(rules.tick, 4), Rounding::HalfUp);
  if (!onTick)
    leaveGrid();
  const std::int64_t reference = unitsOf(*onTick, 4);
  if (reference < 0 || reference > kMaxPrice)
    leaveGrid();
  return reference;
}

}

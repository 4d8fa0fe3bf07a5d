// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/strategy.h"

#include <cmath>

namespace zvt::strategy {

double profitRate(const trading::Position& position)
{
  const double cost = std::abs(position.entryCost().toDouble());
  return position.total.isZero() || cost == 0 ? 0 : position.profit().toDouble() / cost;
}

void applyProfitRule(StrategyContext& context, const ProfitRule& rule)
{
  for (const auto& [entityId, position] : context.account().positions()) {
    if (position.total.isZero())
      continue;
    const double rate = profitRate(position);
    if (rate < rule.takeProfit && rate > rule.stopLoss)
      continue;
    context.note(entityId, rate >= rule.takeProfit ? "take_profit" : "stop_loss", rate);
    context.setTarget(entityId, 0);
  }
}

}

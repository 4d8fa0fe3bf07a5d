// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/shape.h"

#include "core/strategy/params.h"
#include "core/trading/contract_terms.h"

#include <algorithm>

namespace zvt::backtest::fast {

std::optional<CrossShape> shapeOf(const strategy::ExecutionPlan& plan)
{
  const auto& steps = plan.steps;
  if (steps.size() != 4 || steps[0].type != "universe" || steps[1].type != "factor.cross"
      || steps[2].type != "weight.equal" || steps[3].type != "account")
    return {};
  const strategy::ParamMap& cross = steps[1].params;
  const strategy::ParamMap& weight = steps[2].params;
  if (strategy::textOf(cross, "side") != "long")
    return {};
  CrossShape shape;
  shape.kind = strategy::textOf(cross, "kind");
  shape.fast = strategy::intOf(cross, "fast");
  shape.slow = strategy::intOf(cross, "slow");
  shape.slots = static_cast<std::size_t>(strategy::intOf(weight, "max_positions"));
  shape.gross = strategy::doubleOf(weight, "gross");
  shape.resize = strategy::textOf(weight, "rebalance") == "change";
  return shape;
}

bool fitsGrid(const strategy::ExecutionPlan& plan, const BacktestData& data)
{
  const strategy::AccountSettings& account = plan.account;
  const std::string_view market = market::marketOf(data.entities.front().entity.id.exchange);
  const bool onMargin = std::ranges::any_of(
      data.entities, [](const EntityData& entity) { return trading::isContract(entity.raw->entityId); });
  const bool paysRights = account.takesRights && std::ranges::any_of(data.entities, [](const EntityData& entity) {
    return std::ranges::any_of(entity.actions, [](const market::CorporateAction& action) { return action.rights > 0; });
  });
  return !onMargin && !paysRights && plan.run.level == market::BarLevel::Day1 && market == "cn" && !account.allowShort
      && account.fill != strategy::FillModel::Limit && account.slippage == 0 && account.halfSpread == 0
      && account.volumeShare == 0 && account.impact == strategy::ImpactModel::None
      && account.sizing != strategy::SizeUnit::Exact;
}

}

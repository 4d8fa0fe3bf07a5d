// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/market_costs.h"

#include "core/backtest/decisions.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace zvt::backtest {

namespace {

constexpr double kCoarsestTick = 0.002; ///< of the price, beside a cent: what rounding to a tick adds at most

bool isModelled(const strategy::AccountSettings& account)
{
  return account.slippage > 0 || account.halfSpread > 0
      || (account.impact != strategy::ImpactModel::None && account.impactCoefficient > 0);
}

const EntityData* find(const BacktestData& data, const std::string& entityId)
{
  const auto found = std::ranges::lower_bound(
      data.entities, entityId, {}, [](const EntityData& entity) -> const std::string& { return entity.raw->entityId; });
  return found == data.entities.end() || found->raw->entityId != entityId ? nullptr : &*found;
}

/// Where the order met the bar; NaN: not known.
double metAt(const strategy::AccountSettings& account, const analytics::OrderRecord& order,
    const market::BarSeries& raw, std::size_t row)
{
  const double open = raw.open[row];
  if (order.type == "market")
    return account.fill == strategy::FillModel::NextClose ? raw.close[row] : open;
  const auto limit = parseDouble(order.limitPrice);
  if (order.type != "limit" || !limit)
    return std::nan("");
  return order.side == "buy" ? std::min(open, *limit) : std::max(open, *limit);
}

std::optional<Money> costOf(const strategy::AccountSettings& account, const analytics::OrderRecord& order,
    const EntityData& entity, const analytics::FillRecord& fill)
{
  const auto row = rowAt(*entity.raw, *entity.calendar, fill.time);
  const double met = row ? metAt(account, order, *entity.raw, *row) : std::nan("");
  const auto base = Price::fromDouble(met);
  if (!std::isfinite(met) || !base)
    return {};
  const Decimal paid = fill.side == "buy" ? (fill.price - *base).value() : (*base - fill.price).value();
  const double most = met * (account.slippage + account.halfSpread + account.impactCoefficient + kCoarsestTick) + 0.01;
  if (paid.isNegative() || paid.toDouble() > most)
    return {}; // the price came from elsewhere
  auto cost = paid.multiply(fill.quantity.value(), Rounding::HalfUp);
  if (cost && fill.multiplier)
    cost = cost->multiply(*fill.multiplier, Rounding::HalfUp);
  return cost ? std::optional(Money(*cost)) : std::nullopt;
}

}

void addMarketCosts(const strategy::AccountSettings& account, const BacktestData& data, analytics::ReportInput& input)
{
  if (!isModelled(account))
    return;
  input.marketCosts.assign(input.fills.size(), std::nullopt);
  std::unordered_map<std::string_view, std::size_t> orderOf;
  for (std::size_t i = 0; i < input.orders.size(); ++i)
    orderOf.emplace(input.orders[i].orderId, i);
  for (std::size_t i = 0; i < input.fills.size(); ++i) {
    const analytics::FillRecord& fill = input.fills[i];
    const auto order = orderOf.find(fill.orderId);
    const EntityData* entity = find(data, fill.entityId);
    if (order == orderOf.end() || entity == nullptr)
      continue;
    const bool isDecided = order->second >= input.decisions.size()
        || (input.decisions[order->second].kind != analytics::DecisionKind::AtEnd
            && input.decisions[order->second].kind != analytics::DecisionKind::Forced);
    // What the end of the run or a liquidation closes is valued, not traded by the model.
    input.marketCosts[i] = isDecided ? costOf(account, input.orders[order->second], *entity, fill) : Money();
  }
}

}

// SPDX-License-Identifier: Apache-2.0
// How an order came by its size, and why it waited.
#include "core/backtest/decisions.h"
#include "core/backtest/why_parts.h"

#include "core/base/text.h"
#include "core/trading/order_split.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest::why {

namespace {

constexpr std::size_t kEarlierOrders = 20;
constexpr std::size_t kNamed = 20; ///< entities

/// Why a bar of the entity filled nothing.
std::string waitReason(const BacktestRun& run, const analytics::OrderRecord& order, const EntityData& entity,
    std::optional<std::size_t> at, LocalTime time)
{
  if (!at || entity.raw->volume[*at] == 0)
    return "@trading.match.suspended";
  const auto boughtThatDay = [&](const analytics::FillRecord& fill) {
    return fill.entityId == order.entityId && fill.side == "buy" && fill.time.day() == time.day();
  };
  if (order.side == "sell" && std::ranges::any_of(run.report.input.fills, boughtThatDay))
    return "@backtest.not_settled";
  if (order.type == "limit") {
    const double limit = parseDouble(order.limitPrice).value_or(std::nan(""));
    const bool reached = order.side == "buy" ? entity.raw->low[*at] <= limit : entity.raw->high[*at] >= limit;
    if (!reached)
      return "@trading.match.limit_not_reached";
  }
  return "@why.wait_unknown";
}

std::optional<LocalTime> firstFill(const BacktestRun& run, const std::string& orderId)
{
  const auto& fills = run.report.input.fills;
  const auto fill = std::ranges::find(fills, orderId, &analytics::FillRecord::orderId);
  return fill == fills.end() ? std::nullopt : std::optional(fill->time);
}

bool hasExDate(const EntityData& entity, LocalTime after, LocalTime until)
{
  return std::ranges::any_of(entity.actions, [&](const market::CorporateAction& action) {
    return action.movesPrice() && action.exDay > after.day() && action.exDay <= until.day();
  });
}

/// The quantity that the weight is worth at the deciding close.
/// @param multiplier of a contract, money a point
Result<Quantity> unitsOf(const analytics::DecisionRecord& decision, Decimal multiplier)
{
  ZVT_TRY(const Decimal equity, Decimal::fromDouble(decision.equity));
  ZVT_TRY(const Decimal share, Decimal::fromDouble(std::abs(decision.weight)));
  ZVT_TRY(const Decimal price, Decimal::fromDouble(decision.price));
  ZVT_TRY(const Decimal value, equity.multiply(share, Rounding::Down));
  ZVT_TRY(const Decimal ofOne, price.multiply(multiplier));
  ZVT_TRY(const Decimal units, value.divide(ofOne, Rounding::Down));
  return Quantity(units);
}

}

void addChanges(WhyRow& parent, const Ground& ground)
{
  if (ground.rulesThen != ground.rulesNow && !ground.rulesThen.empty())
    parent.children.push_back(
        row(WhyKind::Unknown, "why.rules_changed", {{"then", ground.rulesThen}, {"now", ground.rulesNow}}));
  // A strategy in code reads one entity again, and the hash of the run is over all of them.
  const bool differs = ground.isDocument ? !ground.isSameData() : !ground.changed.empty();
  if (!differs)
    return;
  WhyRow changed = ground.isDocument
      ? row(WhyKind::Unknown, "why.data_changed",
            {{"then", ground.dataHash.substr(0, 12)}, {"now", ground.data.hash.substr(0, 12)}})
      : row(WhyKind::Unknown, "why.bars_changed", {{"entity", ground.changed.front()}});
  const auto name = [&changed](const char* key, const std::vector<std::string>& entities) {
    for (std::size_t i = 0; i < std::min(entities.size(), kNamed); ++i)
      changed.children.push_back(row(WhyKind::Fact, key, {{"entity", entities[i]}}));
    if (entities.size() > kNamed)
      changed.children.push_back(
          row(WhyKind::Fact, "why.more_entities", {{"count", std::to_string(entities.size() - kNamed)}}));
  };
  if (ground.isDocument) {
    name("why.bars_changed", ground.changed);
    name("why.entity_missing", ground.missing);
    name("why.entity_added", ground.added);
    if (ground.knowsEntities && changed.children.empty())
      changed.children.push_back(row(WhyKind::Fact, "why.benchmark_changed"));
  }
  parent.children.push_back(std::move(changed));
}

void addSize(WhyRow& parent, const BacktestRun& run, std::size_t index, const Ground& ground)
{
  const analytics::ReportInput& input = run.report.input;
  const analytics::OrderRecord& order = input.orders[index];
  if (index >= input.decisions.size())
    return;
  const analytics::DecisionRecord& decision = input.decisions[index];
  if (decision.kind == analytics::DecisionKind::Close) {
    parent.children.push_back(row(WhyKind::Fact, "why.whole_position"));
    return;
  }
  if (std::isnan(decision.price) || std::isnan(decision.weight))
    return; // a valuation, or a quantity that the strategy named
  if (ground.plan.account.sizeAt == strategy::SizeAt::Fill && decision.kind == analytics::DecisionKind::Open)
    parent.children.push_back(row(WhyKind::Fact, "why.sized_at_fill", {{"quantity", order.quantity.toString()}}));
  const auto contract = ground.rules->contract(order.entityId, decision.time.day());
  const auto units = unitsOf(decision, contract && *contract ? (*contract)->margin.multiplier : Decimal::fromInt(1));
  if (!units)
    return;
  parent.children.push_back(row(WhyKind::Fact, "why.size",
      {{"weight", formatDouble(std::abs(decision.weight) * 100)}, {"equity", formatDouble(decision.equity)},
          {"price", formatDouble(decision.price)}, {"units", units->toFixed(2)}}));
  const auto lot = ground.rules->lot(order.entityId, decision.time.day());
  if (!lot)
    return;
  const Quantity smallest = ground.plan.account.sizing == strategy::SizeUnit::Exact
      ? Quantity::parse("0.00000001").value()
      : Quantity::fromInt(1);
  const auto whole = units->roundTo(smallest, Rounding::Down);
  if (!whole)
    return;
  const Quantity legal = trading::legalQuantity(*lot, trading::Side::Buy, *whole, {});
  if (*lot) {
    Figures figures{
        {"minimum", (*lot)->minimum.toString()}, {"step", (*lot)->step.toString()}, {"quantity", legal.toString()}};
    addSource(figures, (*lot)->source);
    parent.children.push_back(row(WhyKind::Fact, "why.lot", std::move(figures)));
  }
  const auto largest =
      trading::largestOrder(*lot, order.type == "limit" ? trading::OrderType::Limit : trading::OrderType::Market);
  if (largest && legal > *largest) {
    parent.children.push_back(
        row(WhyKind::Fact, "why.split", {{"quantity", order.quantity.toString()}, {"maximum", largest->toString()}}));
    return;
  }
  if (ground.plan.account.sizeAt == strategy::SizeAt::Fill || legal == order.quantity)
    return;
  const EntityData& entity = *ground.find(order.entityId);
  const LocalTime until = firstFill(run, order.orderId).value_or(order.placedTime);
  const char* key = hasExDate(entity, decision.time, until) ? "why.ex_date" : "why.difference";
  parent.children.push_back(row(WhyKind::Fact, ground.isDocument && !ground.isPlanned ? key : "why.planned",
      {{"quantity", order.quantity.toString()}}));
}

void addWaits(WhyRow& parent, const BacktestRun& run, std::size_t index, const Ground& ground)
{
  const analytics::OrderRecord& order = run.report.input.orders[index];
  const EntityData& entity = *ground.find(order.entityId);
  const std::vector<analytics::EquityPoint>& points = run.report.input.equity;
  const auto filled = firstFill(run, order.orderId);
  if (!filled)
    return;
  WhyRow waits = row(WhyKind::Wait, "why.waited", {});
  auto point = std::ranges::upper_bound(points, order.placedTime, {}, &analytics::EquityPoint::time);
  for (; point != points.end() && point->time < *filled; ++point) {
    const auto at = rowAt(*entity.raw, *entity.calendar, point->time);
    waits.children.push_back(barRow(WhyKind::Wait, "why.waited_at",
        {{"time", timeText(point->time, run.report.input.level)},
            {"reason", waitReason(run, order, entity, at, point->time)}},
        order.entityId, point->time));
  }
  waits.sentence.arguments = {{"count", std::to_string(waits.children.size())}};
  if (!waits.children.empty())
    parent.children.push_back(std::move(waits));
}

void addEarlierOrders(WhyRow& parent, const BacktestRun& run, std::size_t index)
{
  const analytics::ReportInput& input = run.report.input;
  const analytics::OrderRecord& order = input.orders[index];
  WhyRow earlier = row(WhyKind::Wait, "why.earlier_orders", {});
  std::size_t count = 0;
  for (std::size_t i = index; i-- > 0;) {
    const analytics::OrderRecord& other = input.orders[i];
    if (other.entityId != order.entityId)
      continue;
    if (other.side != order.side || !other.filled.isZero() || other.reasonCode == "backtest.signal_ended")
      break;
    if (++count > kEarlierOrders)
      continue;
    earlier.children.push_back(barRow(WhyKind::Wait, "why.earlier_order",
        {{"order", other.orderId}, {"time", timeText(other.placedTime, input.level)}, {"state", stateKey(other.state)},
            {"reason", other.reasonCode.empty() ? "—" : "@" + other.reasonCode}},
        other.entityId, other.placedTime));
  }
  earlier.sentence.arguments = {{"count", std::to_string(count)}};
  if (count > 0)
    parent.children.push_back(std::move(earlier));
}

}

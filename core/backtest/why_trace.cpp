// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/why_trace.h"

#include "core/backtest/decisions.h"
#include "core/backtest/why_parts.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest {

namespace why {

namespace {

/// The price that a day's limits are measured from: the close before, moved by the ex-dates since, on the tick.
std::optional<Price> referenceOf(const Ground& ground, const EntityData& entity, std::size_t at, TradingDay day)
{
  const market::BarSeries& raw = *entity.raw;
  std::size_t before = at;
  while (before > 0 && timeOf(raw, *entity.calendar, before).day() >= day)
    --before;
  if (timeOf(raw, *entity.calendar, before).day() >= day || !std::isfinite(raw.close[before]))
    return {};
  double close = raw.close[before];
  bool moved = false;
  for (const market::CorporateAction& action : entity.actions)
    if (action.movesPrice() && action.exDay <= day && action.exDay > timeOf(raw, *entity.calendar, before).day()) {
      close = action.referencePrice(close);
      moved = true;
    }
  auto reference = Price::fromDouble(close);
  const auto tick = ground.rules->tick(raw.entityId, day);
  if (reference && moved && tick && *tick)
    reference = reference->roundTo((*tick)->tick, Rounding::HalfUp);
  return reference ? std::optional(*reference) : std::nullopt;
}

void addLimits(WhyRow& parent, const Ground& ground, const EntityData& entity, std::size_t at, TradingDay day)
{
  const std::string& id = entity.raw->entityId;
  const auto reference = referenceOf(ground, entity, at, day);
  if (!reference || ground.rules->isFree())
    return;
  const auto limit = ground.rules->priceLimit(id, day);
  const auto prices = ground.rules->limitPrices(id, day, *reference);
  if (!limit || !prices || !*prices)
    return;
  Figures figures{
      {"reference", reference->toString()}, {"up", (*prices)->up.toString()}, {"down", (*prices)->down.toString()}};
  addSource(figures, limit->source);
  parent.children.push_back(row(WhyKind::Fact, "why.limits", std::move(figures)));
}

void addCosts(WhyRow& parent, const analytics::FillRecord& fill, const Ground* ground)
{
  WhyRow costs = row(WhyKind::Cost, "why.costs", {{"total", fill.totalCosts().toString()}});
  const trading::Side side = fill.side == "buy" ? trading::Side::Buy : trading::Side::Sell;
  const auto fees = ground == nullptr ? Result<std::vector<market::FeeRule>>(zvt::fail("why.no_rules"))
                                      : ground->rules->fees(fill.entityId, fill.time.day(), side);
  for (const analytics::CostAmount& cost : fill.costs) {
    Figures figures{{"kind", "@report.cost." + cost.kind}, {"amount", cost.amount.toString()}};
    const market::FeeRule* rule = nullptr;
    for (std::size_t i = 0; fees && i < fees->size(); ++i)
      if (market::toString((*fees)[i].kind) == cost.kind)
        rule = &(*fees)[i];
    const bool isOwn = rule != nullptr && rule->kind == market::RuleKind::Commission;
    if (rule != nullptr && rule->perShare.isZero()) {
      figures.emplace_back("rate", rule->rate.toString());
      figures.emplace_back("minimum", rule->minimum.toString());
      addSource(figures, rule->source);
    }
    const char* key = figures.size() == 2 ? "why.cost_amount" : isOwn ? "why.cost_of_broker" : "why.cost";
    costs.children.push_back(row(WhyKind::Cost, key, std::move(figures)));
  }
  parent.children.push_back(std::move(costs));
}

std::string matchKey(
    const Ground& ground, const analytics::OrderRecord& order, const analytics::DecisionRecord* decision)
{
  if (decision != nullptr && decision->kind == analytics::DecisionKind::AtEnd)
    return ground.plan.account.openAtEnd == strategy::OpenAtEnd::LastOpen ? "why.matched.last_open"
                                                                          : "why.matched.last_close";
  if (decision != nullptr && decision->kind == analytics::DecisionKind::Forced)
    return "why.matched.forced";
  if (order.type == "limit")
    return "why.matched.limit";
  return ground.plan.account.fill == strategy::FillModel::NextClose ? "why.matched.next_close"
                                                                    : "why.matched.next_open";
}

}

void addMetBar(
    WhyRow& parent, const BacktestRun& run, std::size_t index, const Ground& ground, const WhySources& sources)
{
  const analytics::OrderRecord& order = run.report.input.orders[index];
  const EntityData& entity = *ground.find(order.entityId);
  const market::BarSeries& raw = *entity.raw;
  if (!order.filled.isZero() || !order.reasonCode.starts_with("trading.match."))
    return;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (timeOf(raw, *entity.calendar, at) <= order.placedTime || raw.volume[at] == 0)
      continue; // it waited over that one
    const LocalTime time = timeOf(raw, *entity.calendar, at);
    WhyRow met = barRow(WhyKind::Wait, "why.met", {{"time", timeText(time, raw.level)}}, raw.entityId, time);
    addLimits(met, ground, entity, at, time.day());
    met.children.push_back(barsRow(ground, entity, raw, at, at, sources));
    parent.children.push_back(std::move(met));
    return;
  }
}

namespace {

/// What is in the price beside where the order met the bar, as the account models it.
void addMarket(
    WhyRow& filled, const strategy::AccountSettings& account, const analytics::ReportInput& input, std::size_t index)
{
  const bool hasImpact = account.impact != strategy::ImpactModel::None && account.impactCoefficient > 0;
  if (account.slippage <= 0 && account.halfSpread <= 0 && !hasImpact)
    return;
  std::vector<Error::Field> arguments{{"slippage", formatDouble(account.slippage * 100)},
      {"spread", formatDouble(account.halfSpread * 100)},
      {"impact", hasImpact ? "@why.impact." + std::string(strategy::toString(account.impact)) : "@why.impact.none"}};
  const auto cost = index < input.marketCosts.size() ? input.marketCosts[index] : std::nullopt;
  if (cost)
    arguments.emplace_back("amount", cost->toString());
  filled.children.push_back(row(WhyKind::Fact, cost ? "why.market_cost" : "why.market_model", std::move(arguments)));
}

}

WhyRow fillRow(const BacktestRun& run, std::size_t index, const Ground* ground, const WhySources& sources)
{
  const analytics::ReportInput& input = run.report.input;
  const analytics::FillRecord& fill = input.fills[index];
  WhyRow filled = barRow(WhyKind::Fill, "why.fill",
      {{"number", std::to_string(index + 1)}, {"side", "@trading.side." + fill.side}, {"entity", fill.entityId},
          {"quantity", fill.quantity.toString()}, {"price", fill.price.toString()},
          {"time", timeText(fill.time, input.level)}},
      fill.entityId, fill.time);
  const auto order = findOrder(run, fill.orderId);
  const EntityData* entity = ground == nullptr ? nullptr : ground->find(fill.entityId);
  const auto at = entity == nullptr ? std::nullopt : rowAt(*entity->raw, *entity->calendar, fill.time);
  if (order && at) {
    const analytics::DecisionRecord* decision = *order < input.decisions.size() ? &input.decisions[*order] : nullptr;
    filled.children.push_back(row(WhyKind::Fact, matchKey(*ground, input.orders[*order], decision),
        {{"open", formatDouble(entity->raw->open[*at])}, {"close", formatDouble(entity->raw->close[*at])},
            {"limit", input.orders[*order].limitPrice}}));
    addMarket(filled, ground->plan.account, input, index);
    addLimits(filled, *ground, *entity, *at, fill.time.day());
    filled.children.push_back(barsRow(*ground, *entity, *entity->raw, *at, *at, sources));
  }
  addCosts(filled, fill, ground);
  return filled;
}

namespace {

WhyRow orderRow(const BacktestRun& run, std::size_t index)
{
  const analytics::ReportInput& input = run.report.input;
  const analytics::OrderRecord& order = input.orders[index];
  WhyRow made = barRow(WhyKind::Order, "why.order",
      {{"order", order.orderId}, {"side", "@trading.side." + order.side}, {"entity", order.entityId},
          {"type", "@trading.type." + order.type}, {"quantity", order.quantity.toString()},
          {"filled", order.filled.toString()}, {"state", stateKey(order.state)},
          {"time", timeText(order.placedTime, input.level)}},
      order.entityId, order.placedTime);
  if (!order.reasonCode.empty())
    made.children.push_back(row(WhyKind::Fact, order.reasonCode, order.reasonArguments));
  return made;
}

}

Result<WhyRow> orderTree(const BacktestRun& run, std::size_t order, const Ground* ground, const Error& noGround,
    const WhySources& sources, TaskControl& control)
{
  WhyRow made = orderRow(run, order);
  if (ground != nullptr) {
    addChanges(made, *ground);
    addSize(made, run, order, *ground);
    addWaits(made, run, order, *ground);
    addMetBar(made, run, order, *ground, sources);
  }
  addEarlierOrders(made, run, order);
  ZVT_TRY(WhyRow decided, decisionRow(run, order, ground, noGround, sources, control));
  made.children.push_back(std::move(decided));
  return made;
}

}

namespace {

using why::Ground;

struct GroundOrNot {
  std::unique_ptr<Ground> ground;
  Error error;
};

Result<GroundOrNot> groundOf(
    const BacktestRun& run, const std::string& entityId, const WhySources& sources, TaskControl& control)
{
  auto ground = why::makeGround(run, entityId, sources, control);
  if (ground)
    return GroundOrNot{*std::move(ground), {}};
  if (ground.error().code == "task.cancelled")
    return std::unexpected(std::move(ground).error());
  return GroundOrNot{nullptr, std::move(ground).error()};
}

/// A fill with its order and everything behind that.
Result<WhyRow> fillTree(const BacktestRun& run, std::size_t fill, const GroundOrNot& ground, const WhySources& sources,
    TaskControl& control)
{
  const analytics::ReportInput& input = run.report.input;
  WhyRow filled = why::fillRow(run, fill, ground.ground.get(), sources);
  const auto order = findOrder(run, input.fills[fill].orderId);
  if (!order) {
    filled.children.push_back(why::row(WhyKind::Unknown, "why.order_missing", {{"order", input.fills[fill].orderId}}));
    return filled;
  }
  ZVT_TRY(WhyRow made, why::orderTree(run, *order, ground.ground.get(), ground.error, sources, control));
  filled.children.push_back(std::move(made));
  return filled;
}

/// From its entry to its exit. Where one trip turns into the next within a bar, what closes comes before what opens,
/// and what opens there is one fill.
std::vector<std::size_t> fillsOf(const analytics::ReportInput& input, const analytics::RoundTrip& trip)
{
  std::vector<std::size_t> fills;
  for (std::size_t i = 0; i < input.fills.size(); ++i)
    if (input.fills[i].entityId == trip.entityId && input.fills[i].time >= trip.entryTime
        && input.fills[i].time <= trip.exitTime)
      fills.push_back(i);
  bool turnedFrom = false;
  std::size_t later = 0; ///< fills of trips that begin in the bar of the exit
  for (const analytics::RoundTrip& other : input.trades) {
    if (&other == &trip || other.entityId != trip.entityId)
      continue;
    turnedFrom = turnedFrom || other.exitTime == trip.entryTime;
    if (other.entryTime == trip.exitTime)
      later += other.exitTime == trip.exitTime ? 2 : 1; // closed at once where the run ends
  }
  if (trip.entryTime != trip.exitTime)
    fills.resize(fills.size() - std::min(later, fills.size() - 1));
  const std::size_t own = trip.entryTime == trip.exitTime ? 2 : 1; ///< of those in the bar of the entry
  const auto inEntryBar =
      std::ranges::count_if(fills, [&](std::size_t fill) { return input.fills[fill].time == trip.entryTime; });
  if (const auto others = static_cast<std::ptrdiff_t>(inEntryBar) - static_cast<std::ptrdiff_t>(own);
      turnedFrom && others > 0)
    fills.erase(fills.begin(), fills.begin() + others);
  return fills;
}

}

std::optional<std::size_t> findOrder(const BacktestRun& run, std::string_view orderId)
{
  const auto& orders = run.report.input.orders;
  const auto found = std::ranges::find(orders, orderId, &analytics::OrderRecord::orderId);
  if (found == orders.end())
    return {};
  return static_cast<std::size_t>(found - orders.begin());
}

Result<WhyRow> whyOrder(const BacktestRun& run, std::size_t order, const WhySources& sources, TaskControl& control)
{
  const analytics::ReportInput& input = run.report.input;
  if (order >= input.orders.size())
    return fail("why.no_order", {{"count", std::to_string(input.orders.size())}});
  ZVT_TRY(const GroundOrNot ground, groundOf(run, input.orders[order].entityId, sources, control));
  ZVT_TRY(WhyRow made, why::orderTree(run, order, ground.ground.get(), ground.error, sources, control));
  for (std::size_t fill = 0; fill < input.fills.size(); ++fill)
    if (input.fills[fill].orderId == input.orders[order].orderId)
      made.children.push_back(why::fillRow(run, fill, ground.ground.get(), sources));
  return made;
}

Result<WhyRow> whyFill(const BacktestRun& run, std::size_t fill, const WhySources& sources, TaskControl& control)
{
  const analytics::ReportInput& input = run.report.input;
  if (fill >= input.fills.size())
    return fail("why.no_fill", {{"count", std::to_string(input.fills.size())}});
  ZVT_TRY(const GroundOrNot ground, groundOf(run, input.fills[fill].entityId, sources, control));
  return fillTree(run, fill, ground, sources, control);
}

Result<WhyRow> whyTrade(const BacktestRun& run, std::size_t trade, const WhySources& sources, TaskControl& control)
{
  const analytics::ReportInput& input = run.report.input;
  if (trade >= input.trades.size())
    return fail("why.no_trade", {{"count", std::to_string(input.trades.size())}});
  const analytics::RoundTrip& trip = input.trades[trade];
  const std::vector<std::size_t> fills = fillsOf(input, trip);
  ZVT_TRY(const GroundOrNot ground, groundOf(run, trip.entityId, sources, control));
  WhyRow root = why::barRow(WhyKind::Fill, "why.trade",
      {{"side", "@report.side." + std::string(toString(trip.side))}, {"entity", trip.entityId},
          {"entry", why::timeText(trip.entryTime, input.level)}, {"exit", why::timeText(trip.exitTime, input.level)},
          {"pnl", trip.pnl.toString()}},
      trip.entityId, trip.entryTime);
  for (const std::size_t fill : fills) {
    const bool isEnd = fill == fills.front() || fill == fills.back();
    if (isEnd) {
      ZVT_TRY(WhyRow filled, fillTree(run, fill, ground, sources, control));
      root.children.push_back(std::move(filled));
    } else {
      root.children.push_back(why::fillRow(run, fill, ground.ground.get(), sources));
    }
  }
  return root;
}

}

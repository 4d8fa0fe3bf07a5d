// SPDX-License-Identifier: Apache-2.0
// What a strategy sees and asks for.
#include "core/backtest/host/strategy_unit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace zvt::backtest {

std::optional<std::uint32_t> StrategyUnit::known(std::string_view entityId) const
{
  const auto place = m_book.find(entityId);
  if (!place)
    wrong({"strategy.unknown_entity", {{"entity", std::string(entityId)}}, {}});
  return place;
}

void StrategyUnit::addEntity(std::string_view entityId)
{
  if (const auto place = known(entityId))
    m_membership[*place] = true;
}

void StrategyUnit::removeEntity(std::string_view entityId)
{
  if (const auto place = known(entityId))
    m_membership[*place] = false;
}

void StrategyUnit::applyMembership()
{
  for (const auto& [place, isIn] : m_membership) {
    const auto found = std::ranges::lower_bound(m_entities, place);
    const bool has = found != m_entities.end() && *found == place;
    if (isIn && !has)
      m_entities.insert(found, place);
    if (!isIn && has)
      m_entities.erase(found);
    m_changed[place] = isIn;
  }
  m_membership.clear();
}

strategy::BarView StrategyUnit::bars(std::uint32_t entity, market::BarLevel level) const
{
  if (entity >= m_book.universe().size()) {
    wrong({"strategy.unknown_entity", {{"entity", std::to_string(entity)}}, {}});
    return {};
  }
  if (std::ranges::find(m_needs.levels, level) == m_needs.levels.end()) {
    wrong({"strategy.unknown_level", {{"level", std::string(market::toString(level))}}, {}});
    return {};
  }
  return m_book.view(entity, level);
}

strategy::BarView StrategyUnit::bars(std::string_view entityId, market::BarLevel level) const
{
  const auto place = known(entityId);
  return place ? bars(*place, level) : strategy::BarView{};
}

double StrategyUnit::lastPrice(std::string_view entityId) const
{
  const auto place = known(entityId);
  const auto bar = place ? m_book.lastRaw(*place) : std::nullopt;
  return bar ? bar->close : std::numeric_limits<double>::quiet_NaN();
}

std::span<const double> StrategyUnit::factor(std::size_t factor) const
{
  if (factor >= m_factors.size()) {
    wrong({"strategy.unknown_factor", {{"factor", std::to_string(factor)}}, {}});
    return {};
  }
  return m_shared.values(m_factors[factor]);
}

std::span<const std::uint32_t> StrategyUnit::ranking(std::size_t factor) const
{
  if (factor >= m_factors.size()) {
    wrong({"strategy.unknown_factor", {{"factor", std::to_string(factor)}}, {}});
    return {};
  }
  return m_shared.ranking(m_factors[factor]);
}

void StrategyUnit::setTarget(std::string_view entityId, double weight, bool resize)
{
  if (isOver())
    return;
  const auto place = known(entityId);
  if (!place)
    return;
  if (!std::isfinite(weight) || std::abs(weight) > m_options.limits.weight)
    return wrong(
        {"strategy.bad_weight", {{"weight", fmt::format("{}", weight)}, {"entity", std::string(entityId)}}, {}});
  Goal& goal = m_goals[*place];
  if (!(weight * goal.weight > 0))
    goal.unmet.reset();
  goal = {weight, goal.resize || resize, ++m_rank, m_hook, m_line, goal.unmet};
}

double StrategyUnit::target(std::string_view entityId) const
{
  const auto place = known(entityId);
  if (!place)
    return 0;
  const auto goal = m_goals.find(*place);
  return goal == m_goals.end() ? 0 : goal->second.weight;
}

void StrategyUnit::setExitRules(const std::vector<risk::ExitRule>& rules)
{
  for (const risk::ExitRule& rule : rules)
    if (auto checked = risk::checkRule(rule); !checked)
      return wrong(std::move(checked).error());
  if (!isOver())
    m_exits.setRules(rules);
}

std::string StrategyUnit::submit(const strategy::OrderRequest& request)
{
  if (!mayRequest())
    return {};
  const auto place = known(request.entityId);
  if (!place)
    return {};
  if (!request.quantity.isPositive() || (request.limit && !request.limit->isPositive())) {
    wrong({"strategy.bad_order", {{"entity", request.entityId}, {"quantity", request.quantity.toString()}}, {}});
    return {};
  }
  trading::OrderIntent intent;
  intent.entityId = request.entityId;
  intent.side = request.side;
  intent.quantity = request.quantity;
  intent.type = request.limit ? trading::OrderType::Limit : trading::OrderType::Market;
  if (request.limit) {
    intent.price = *request.limit;
  } else {
    auto price = m_planner.reservePrice(m_book, *place, request.side);
    if (!price) {
      wrong(std::move(price).error());
      return {};
    }
    intent.price = *price;
  }
  std::string id = send(std::move(intent));
  record(*place, std::numeric_limits<double>::quiet_NaN(), m_hook, m_line, id);
  return id;
}

std::optional<std::uint32_t> StrategyUnit::placeOf(const std::string& entityId, Quantity quantity) const
{
  const auto place = known(entityId);
  if (place && !quantity.isPositive()) {
    wrong({"strategy.bad_order", {{"entity", entityId}, {"quantity", quantity.toString()}}, {}});
    return {};
  }
  return place;
}

std::string StrategyUnit::hold(trading::ConditionalOrder order)
{
  const auto place = mayRequest() ? placeOf(order.entityId, order.quantity) : std::nullopt;
  if (!place)
    return {};
  order.id = heldId();
  order.source = m_options.name;
  if (!order.group.empty())
    order.group = m_options.name + ":" + order.group;
  if (auto checked = trading::checkConditional(order); !checked) {
    wrong(std::move(checked).error());
    return {};
  }
  std::string id = order.id;
  m_sends.held.emplace_back(std::move(order));
  record(*place, std::numeric_limits<double>::quiet_NaN(), m_hook, m_line, id);
  return id;
}

std::string StrategyUnit::submit(trading::Bracket bracket)
{
  trading::OrderIntent& entry = bracket.entry;
  const auto place = mayRequest() ? placeOf(entry.entityId, entry.quantity) : std::nullopt;
  if (!place)
    return {};
  if (!bracket.stop && !bracket.takeProfit && bracket.trail.kind == trading::Trail::Kind::None) {
    wrong({"conditional.bad_order", {{"id", entry.entityId}, {"what", "trigger"}}, {}});
    return {};
  }
  if (entry.type == trading::OrderType::Market) {
    auto price = m_planner.reservePrice(m_book, *place, entry.side);
    if (!price) {
      wrong(std::move(price).error());
      return {};
    }
    entry.price = *price;
  }
  name(entry);
  std::string id = trading::clientOrderId(m_options.account, entry.source, entry.id, entry.sequence);
  m_sends.held.emplace_back(std::move(bracket));
  record(*place, std::numeric_limits<double>::quiet_NaN(), m_hook, m_line, id);
  return id;
}

std::string StrategyUnit::work(trading::ParentOrder order)
{
  const auto place = mayRequest() ? placeOf(order.entityId, order.quantity) : std::nullopt;
  if (!place)
    return {};
  order.id = heldId();
  order.source = m_options.name;
  auto facts = m_planner.factsOf(m_book, *place);
  if (!facts) {
    wrong(std::move(facts).error());
    return {};
  }
  // No part is smaller than the exchange takes.
  if (facts->lot)
    order.lot =
        std::max(facts->lot->step, order.side == trading::Side::Buy ? facts->lot->minimum : facts->lot->sellMinimum);
  if (order.childType == trading::OrderType::Market) {
    auto price = m_planner.reservePrice(m_book, *place, order.side);
    if (!price) {
      wrong(std::move(price).error());
      return {};
    }
    order.price = *price;
  }
  if (auto checked = trading::checkParent(order); !checked) {
    wrong(std::move(checked).error());
    return {};
  }
  std::string id = order.id;
  m_sends.held.emplace_back(std::move(order));
  record(*place, std::numeric_limits<double>::quiet_NaN(), m_hook, m_line, id);
  return id;
}

void StrategyUnit::cancel(std::string_view orderId)
{
  // A cancellation counts as a request, as it does at the exchange.
  if (mayRequest())
    m_sends.cancels.emplace_back(orderId);
}

void StrategyUnit::log(std::string_view line)
{
  m_log.add(m_day.iso(), line);
}

void StrategyUnit::note(std::string_view entityId, std::string_view name, double value)
{
  constexpr std::size_t kLongestName = 100;
  constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();
  const std::uint32_t place = entityId.empty() ? kAll : known(entityId).value_or(kAll);
  if (isOver()) // of what is not known, among others
    return;
  if (m_noteCount >= m_options.limits.notes) {
    ++m_droppedNotes;
    return;
  }
  ++m_noteCount;
  std::vector<Note>& notes = place != kAll ? m_notes[place] : m_commonNotes;
  notes.emplace_back(name.substr(0, kLongestName), value);
}

}

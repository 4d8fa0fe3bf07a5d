// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/plugin_strategy.h"

#include "core/strategy/held_request.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace zvt::strategy {

namespace {

plugin::CodeOrder orderOf(const trading::Order& order)
{
  plugin::CodeOrder seen;
  seen.id = order.id;
  seen.entityId = order.entityId;
  seen.buys = order.side == trading::Side::Buy;
  seen.quantity = order.quantity.toDouble();
  seen.filled = order.filled.toDouble();
  if (order.type == trading::OrderType::Limit)
    seen.limit = order.price.toDouble();
  seen.state = trading::toString(order.state);
  return seen;
}

plugin::CodeFill fillOf(const trading::Fill& fill)
{
  return {fill.orderId, fill.entityId, fill.side == trading::Side::Buy, fill.quantity.toDouble(), fill.price.toDouble(),
      trading::total(fill.costs).toDouble()};
}

}

trading::Side sideOf(bool buys)
{
  return buys ? trading::Side::Buy : trading::Side::Sell;
}

/// What is no such number is none: a wrong request, which the context remembers.
template <typename Exact> Exact exactOf(double value)
{
  return Exact::fromDouble(value).value_or(Exact());
}
template <typename Exact> std::optional<Exact> exactOf(const std::optional<double>& value)
{
  return value ? std::optional(exactOf<Exact>(*value)) : std::nullopt;
}

/// The parameters of one strategy, complete from the start.
class PluginStrategy::Values final : public plugin::PluginOptions {
public:
  explicit Values(const ParamSchema& schema)
  {
    for (const ParamSpec& spec : schema.specs())
      m_values[spec.key] = spec.defaultValue;
  }
  [[nodiscard]] ParamValue value(std::string_view key) const override
  {
    const auto found = m_values.find(key);
    return found == m_values.end() ? ParamValue() : found->second;
  }
  void set(const std::string& key, ParamValue value) { m_values[key] = std::move(value); }
  [[nodiscard]] const std::map<std::string, ParamValue, std::less<>>& all() const { return m_values; }

private:
  std::map<std::string, ParamValue, std::less<>> m_values;
};

/// The context of one hook as a plug-in sees it. A place that is none becomes a name that no entity has, which the
/// context remembers as the wrong request that it is.
class PluginStrategy::Market final : public plugin::CodeMarket {
public:
  Market(StrategyContext& context, const StrategyNeeds& needs)
      : m_context(context)
      , m_needs(needs)
  {
  }
  [[nodiscard]] Timestamp now() const override { return m_context.now(); }
  [[nodiscard]] TradingDay day() const override { return m_context.day(); }
  [[nodiscard]] std::span<const std::string> universe() const override { return m_context.universe(); }
  [[nodiscard]] std::span<const std::uint32_t> entities() const override { return m_context.entities(); }
  void addEntity(std::string_view entityId) override { m_context.addEntity(entityId); }
  void removeEntity(std::string_view entityId) override { m_context.removeEntity(entityId); }
  [[nodiscard]] plugin::CodeBars bars(std::uint32_t entity, std::size_t level) const override
  {
    if (level >= m_needs.levels.size())
      return {};
    const BarView view = m_context.bars(nameOf(entity), m_needs.levels[level]);
    return {view.key, view.open, view.high, view.low, view.close, view.volume, view.turnover};
  }
  [[nodiscard]] double lastPrice(std::uint32_t entity) const override { return m_context.lastPrice(nameOf(entity)); }
  [[nodiscard]] std::span<const double> factor(std::size_t factor) const override { return m_context.factor(factor); }
  [[nodiscard]] std::span<const std::uint32_t> ranking(std::size_t factor) const override
  {
    return m_context.ranking(factor);
  }
  [[nodiscard]] double equity() const override { return m_context.account().equity().toDouble(); }
  [[nodiscard]] double cash() const override { return m_context.account().availableCash().toDouble(); }
  [[nodiscard]] plugin::CodePosition position(std::uint32_t entity) const override
  {
    const auto& positions = m_context.account().positions();
    const auto found = positions.find(nameOf(entity));
    if (found == positions.end())
      return {};
    const trading::Position& held = found->second;
    return {held.total.toDouble(), held.sellable().toDouble(), held.averageCost().toDouble(), held.last.toDouble(),
        profitRate(held)};
  }
  [[nodiscard]] std::vector<plugin::CodeOrder> openOrders() const override
  {
    std::vector<plugin::CodeOrder> orders;
    for (const trading::Order& order : m_context.openOrders())
      orders.push_back(orderOf(order));
    return orders;
  }
  void setTarget(std::uint32_t entity, double weight, bool resize) override
  {
    m_context.setTarget(nameOf(entity), weight, resize);
  }
  [[nodiscard]] double target(std::uint32_t entity) const override { return m_context.target(nameOf(entity)); }
  std::string submit(std::uint32_t entity, bool buys, double quantity, std::optional<double> limit) override
  {
    OrderRequest request;
    request.entityId = nameOf(entity);
    request.side = sideOf(buys);
    request.quantity = exactOf<Quantity>(quantity);
    request.limit = exactOf<Price>(limit);
    return m_context.submit(request);
  }
  std::string hold(const plugin::CodeHold& order) override
  {
    const HoldTerms terms{exactOf<Price>(order.stop), exactOf<Price>(order.limit), exactOf<Price>(order.takeProfit),
        trailOf(exactOf<Decimal>(order.trail), exactOf<Decimal>(order.trailPercent)), order.group};
    return m_context.hold(
        heldOrder(nameOf(order.entity), sideOf(order.buys), exactOf<Quantity>(order.quantity), terms));
  }
  std::string submit(const plugin::CodeBracket& bracket) override
  {
    trading::Bracket made = bracketFor(nameOf(bracket.entity), sideOf(bracket.buys),
        exactOf<Quantity>(bracket.quantity), exactOf<Price>(bracket.limit));
    made.stop = exactOf<Price>(bracket.stop);
    made.takeProfit = exactOf<Price>(bracket.takeProfit);
    made.trail = trailOf(exactOf<Decimal>(bracket.trail), exactOf<Decimal>(bracket.trailPercent));
    return m_context.submit(std::move(made));
  }
  std::string work(const plugin::CodeWork& order) override
  {
    WorkTerms terms;
    const auto kind = trading::parseAlgoKind(order.kind);
    terms.kind = kind.value_or(trading::AlgoKind::Twap);
    terms.limit = exactOf<Price>(order.limit);
    terms.minutes = order.minutes;
    terms.slices = kind ? order.slices : 0; // of no such kind there is no such order
    for (const double weight : order.curve)
      terms.curve.push_back(exactOf<Decimal>(weight));
    terms.participation = exactOf<Decimal>(order.participation);
    terms.display = exactOf<Quantity>(order.display);
    return m_context.work(workedOrder(
        nameOf(order.entity), sideOf(order.buys), exactOf<Quantity>(order.quantity), terms, m_context.now()));
  }
  void setExitRules(const plugin::CodeExitRules& rules) override
  {
    std::vector<risk::ExitRule> exits;
    if (rules.stopLoss)
      exits.emplace_back(risk::StopLoss{*rules.stopLoss});
    if (rules.takeProfit)
      exits.emplace_back(risk::TakeProfit{*rules.takeProfit});
    if (rules.trailingStop)
      exits.emplace_back(risk::TrailingStop{*rules.trailingStop, rules.armedAfter});
    if (rules.timeStop)
      exits.emplace_back(risk::TimeStop{*rules.timeStop, rules.unlessGain});
    m_context.setExitRules(exits);
  }
  void cancel(std::string_view orderId) override { m_context.cancel(orderId); }
  [[nodiscard]] double random() override { return m_context.random().uniform(); }
  void log(std::string_view line) override { m_context.log(line); }
  void note(std::uint32_t entity, std::string_view name, double value) override
  {
    m_context.note(nameOf(entity), name, value);
  }

private:
  [[nodiscard]] std::string nameOf(std::uint32_t entity) const
  {
    const auto universe = m_context.universe();
    return entity < universe.size() ? universe[entity] : "#" + std::to_string(entity);
  }
  StrategyContext& m_context;
  const StrategyNeeds& m_needs;
};

PluginStrategy::PluginStrategy(const plugin::StrategyMaker& maker)
    : m_maker(maker)
    , m_values(std::make_unique<Values>(maker.parameters()))
{
  m_settings.nodes = {{"account", "account", {}, 0, 0}};
}

PluginStrategy::~PluginStrategy() = default;

Result<void> PluginStrategy::applySetting(std::string_view assignment)
{
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fail("strategy.bad_setting", {{"text", std::string(assignment)}});
  if (assignment.starts_with("run.") || assignment.starts_with("account."))
    return strategy::applySetting(m_settings, assignment);
  const std::string name(assignment.substr(0, equals));
  if (!m_maker.parameters().find(name))
    return fail("strategy.unknown_setting", {{"name", name}});
  ZVT_TRY(ParamValue value, m_maker.parameters().parse(name, assignment.substr(equals + 1)));
  m_values->set(name, std::move(value));
  return {};
}

Result<void> PluginStrategy::prepare()
try {
  ZVT_TRY(const plugin::CodeNeeds needs, m_maker.needs(*m_values));
  m_needs = {needs.name, needs.entities, {}, needs.warmUp, needs.factors};
  for (const std::string& level : needs.levels) {
    ZVT_TRY(const market::BarLevel parsed, market::parseBarLevel(level));
    m_needs.levels.push_back(parsed);
  }
  m_code = m_maker.make(*m_values);
  if (!m_code || m_needs.levels.empty() || m_needs.entities.empty())
    return fail("strategy.no_code", {{"id", std::string(m_maker.id())}});
  return {};
} catch (const std::exception& thrown) {
  return fail("strategy.threw", {{"text", thrown.what()}});
}

std::string PluginStrategy::description() const
{
  std::string text = "plugin " + std::string(m_maker.id()) + "\n";
  for (const auto& [key, value] : m_values->all())
    text += key + "=" + toText(value) + "\n";
  return text;
}

Result<void> PluginStrategy::onStart(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onStart(market);
}

Result<void> PluginStrategy::onTradingOpen(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onTradingOpen(market);
}

Result<void> PluginStrategy::onBar(StrategyContext& context, const BarEvent& event)
{
  Market market(context, m_needs);
  const auto level = std::ranges::find(m_needs.levels, event.level) - m_needs.levels.begin();
  return m_code->onBar(market, static_cast<std::size_t>(level), event.entities);
}

Result<void> PluginStrategy::onTime(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onTime(market);
}

Result<void> PluginStrategy::onProfitControl(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onProfitControl(market);
}

Result<void> PluginStrategy::onTradingClose(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onTradingClose(market);
}

Result<void> PluginStrategy::onFill(StrategyContext& context, const trading::Fill& fill)
{
  Market market(context, m_needs);
  return m_code->onFill(market, fillOf(fill));
}

Result<void> PluginStrategy::onOrder(StrategyContext& context, const trading::Order& order)
{
  Market market(context, m_needs);
  return m_code->onOrder(market, orderOf(order));
}

Result<void> PluginStrategy::onStop(StrategyContext& context)
{
  Market market(context, m_needs);
  return m_code->onStop(market);
}

}

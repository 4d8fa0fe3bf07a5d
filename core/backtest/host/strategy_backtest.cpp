// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/strategy_backtest.h"

#include "core/backtest/closing.h"
#include "core/backtest/decisions.h"
#include "core/backtest/excursions.h"
#include "core/backtest/holdings.h"
#include "core/backtest/host/played_terms.h"
#include "core/backtest/host/simulated_market.h"
#include "core/backtest/manifest.h"
#include "core/backtest/margin_flows.h"
#include "core/backtest/market_costs.h"
#include "core/backtest/order_record.h"
#include "core/backtest/return_sources.h"
#include "core/backtest/run_folder.h"
#include "core/backtest/run_warnings.h"
#include "core/backtest/subject_facts.h"
#include "core/backtest/trip_book.h"
#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/trading/margin_day.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

/// What a report wants of a run, gathered moment by moment.
class Gatherer {
public:
  Gatherer(const BacktestData& data, bool byDays)
      : m_data(data)
      , m_byDays(byDays)
  {
  }

  [[nodiscard]] LocalTime timeOf(Timestamp at, TradingDay day) const
  {
    return m_byDays ? LocalTime::of(day) : m_data.calendar->zone().toLocal(at);
  }

  Result<void> moment(Timestamp now, TradingDay day, const trading::TradingState& state)
  {
    const trading::SimAccount& account = state.account();
    const std::vector<trading::Fill>& fills = state.fills();
    takeDividends(account);
    ZVT_TRY_VOID(takeRights(state.actions()));
    for (const auto& [id, amount] : flows.look(account, timeOf(now, day)))
      trips.addDividend(id, amount);
    Moment at;
    at.day = day;
    at.bar = static_cast<std::int64_t>(equity.size());
    findHeld(account, std::span(fills).subspan(m_fills));
    for (; m_fills < fills.size(); ++m_fills) {
      const trading::Fill& fill = fills[m_fills];
      Quantity& held = m_held[fill.entityId];
      held = fill.side == trading::Side::Buy ? held + fill.quantity : held - fill.quantity;
      at.time = timeOf(fill.at, fill.day);
      ZVT_TRY_VOID(trips.add(fill, held, at));
    }
    analytics::EquityPoint point;
    point.time = timeOf(now, day);
    point.cash = account.cash().toDouble();
    point.marketValue = account.marketValue().toDouble();
    point.equity = account.equity().toDouble();
    point.benchmark = benchmarkAt(now);
    for (const auto& [id, position] : account.positions())
      point.positions += position.total.isZero() ? 0 : 1;
    equity.push_back(point);
    return {};
  }

  /// The last moment, once more: what was held has been closed.
  Result<void> close(const std::vector<trading::Fill>& fills, const trading::SimAccount& account, Timestamp now)
  {
    Moment at;
    at.bar = static_cast<std::int64_t>(equity.size()) - 1;
    for (const trading::Fill& fill : fills) {
      at.day = fill.day;
      at.time = timeOf(fill.at, fill.day);
      ZVT_TRY_VOID(trips.add(fill, account.find(fill.entityId)->total, at));
    }
    for (const auto& [id, position] : account.positions())
      if (!position.total.isZero()) {
        at.day = account.day();
        at.time = timeOf(now, account.day());
        ZVT_TRY_VOID(trips.endPart(id, position.total, at));
      }
    analytics::EquityPoint& last = equity.back();
    last.cash = account.cash().toDouble();
    last.marketValue = account.marketValue().toDouble();
    last.equity = account.equity().toDouble();
    last.positions = 0;
    for (const auto& [id, position] : account.positions())
      last.positions += position.total.isZero() ? 0 : 1;
    return {};
  }

  /// NaN: no bar closed then.
  [[nodiscard]] double equityAt(LocalTime time) const
  {
    const auto point = std::ranges::lower_bound(equity, time, {}, &analytics::EquityPoint::time);
    return point == equity.end() || point->time != time ? std::nan("") : point->equity;
  }

  std::vector<analytics::EquityPoint> equity;
  TripBook trips;
  MarginFlows flows;
  std::vector<RightsRecord> rights; ///< oldest first

private:
  /// What was held before these fills is what is held now without them: shares of an ex-date were there before the
  /// open.
  void findHeld(const trading::SimAccount& account, std::span<const trading::Fill> fills)
  {
    for (const trading::Fill& fill : fills) {
      const auto position = account.positions().find(fill.entityId);
      m_held[fill.entityId] = position == account.positions().end() ? Quantity() : position->second.total;
    }
    for (const trading::Fill& fill : fills) {
      Quantity& held = m_held[fill.entityId];
      held = fill.side == trading::Side::Buy ? held - fill.quantity : held + fill.quantity;
    }
  }

  void takeDividends(const trading::SimAccount& account)
  {
    for (const auto& [id, position] : account.positions()) {
      Money& before = m_dividends[id];
      if (position.dividends != before)
        trips.addDividend(id, position.dividends - before);
      before = position.dividends;
    }
  }

  Result<void> takeRights(const std::vector<trading::CorporateActionApplied>& actions)
  {
    for (; m_actions < actions.size(); ++m_actions)
      if (const trading::CorporateActionApplied& applied = actions[m_actions]; applied.rights) {
        rights.push_back({applied.action.exDay, applied.entityId, *applied.rights});
        ZVT_TRY_VOID(trips.addRights(applied.entityId, *applied.rights));
      }
    return {};
  }

  double benchmarkAt(Timestamp now)
  {
    const market::BarSeries* bars = m_data.benchmark.get();
    for (; bars && m_nextBenchmark < bars->size()
        && m_data.calendar->availableAt(bars->level, bars->key[m_nextBenchmark]) <= now;
        ++m_nextBenchmark)
      m_benchmark = bars->close[m_nextBenchmark];
    return m_benchmark;
  }

  const BacktestData& m_data;
  bool m_byDays;
  std::size_t m_fills = 0;
  std::size_t m_actions = 0;
  std::map<std::string, Quantity> m_held; ///< before the fill that is next
  std::map<std::string, Money> m_dividends;
  std::size_t m_nextBenchmark = 0;
  double m_benchmark = std::nan("");
};

SimulatedMarket::Options optionsOf(
    const strategy::ExecutionPlan& plan, const BacktestData& data, std::shared_ptr<const market::RuleBook> book)
{
  PlayedTerms terms = playedTerms(plan.account, data.entities.front().entity, std::move(book), subjectLookup(data));
  SimulatedMarket::Options options;
  options.rules = std::move(terms.rules);
  options.account = std::move(terms.account);
  options.account.name = plan.name;
  options.matching = terms.matching;
  options.plan = terms.plan;
  options.book.adjust = plan.run.adjust;
  options.book.method = plan.run.adjustMethod;
  options.book.provider = plan.run.provider;
  options.book.end = plan.run.end;
  options.seed = plan.run.seed;
  options.start = plan.run.start;
  options.limits.ordersPerSecond = std::max(options.limits.ordersPerSecond, 2 * data.entities.size());
  return options;
}

void addFill(analytics::ReportInput& input, const trading::Fill& fill, LocalTime time)
{
  std::vector<analytics::CostAmount> costs;
  for (const trading::Cost& cost : fill.costs)
    costs.push_back({std::string(market::toString(cost.kind)), cost.amount});
  input.fills.push_back({fill.orderId, fill.entityId, std::string(trading::toString(fill.side)), time, fill.quantity,
      fill.price, std::move(costs), fill.margin ? std::optional(fill.margin->multiplier) : std::nullopt});
}

/// What a strategy in code decided, by the ids of the orders that followed.
using DecisionByOrder = std::unordered_map<std::string_view, const Decision*>;

DecisionByOrder decisionsByOrder(const std::vector<Decision>& decisions)
{
  DecisionByOrder byOrder;
  for (const Decision& decision : decisions)
    for (const std::string& id : decision.orderIds)
      byOrder.emplace(id, &decision);
  return byOrder;
}

analytics::DecisionKind kindOf(const Decision& decision, trading::Side side)
{
  if (std::isnan(decision.weight))
    return analytics::DecisionKind::ByQuantity;
  if (decision.weight == 0)
    return analytics::DecisionKind::Close;
  return (decision.weight > 0) == (side == trading::Side::Buy) ? analytics::DecisionKind::Open
                                                               : analytics::DecisionKind::Reduce;
}

analytics::DecisionRecord decisionOf(
    const Decision& decision, trading::Side side, const Gatherer& gatherer, const BacktestData& data)
{
  analytics::DecisionRecord record;
  record.time = gatherer.timeOf(decision.at, decision.day);
  record.kind = kindOf(decision, side);
  record.weight = decision.weight;
  record.source = decision.hook;
  record.line = decision.line;
  record.equity = gatherer.equityAt(record.time);
  record.notes = decision.notes;
  const auto entity = std::ranges::lower_bound(data.entities, decision.entityId, {},
      [](const EntityData& one) -> const std::string& { return one.raw->entityId; });
  if (entity != data.entities.end() && entity->raw->entityId == decision.entityId)
    if (const auto row = rowAt(*entity->raw, *entity->calendar, record.time))
      record.price = entity->raw->close[*row];
  return record;
}

void addOrders(analytics::ReportInput& input, const trading::TradingSnapshot& snapshot,
    const std::vector<Decision>& decisions, const Gatherer& gatherer, const BacktestData& data)
{
  const DecisionByOrder byOrder = decisionsByOrder(decisions);
  for (const trading::Order& order : snapshot.orders) {
    input.orders.push_back(recordOf(order, gatherer.timeOf(order.created, order.day)));
    if (order.source == trading::kLiquidation) {
      input.decisions.push_back({gatherer.timeOf(order.created, order.day), analytics::DecisionKind::Forced, 0});
      continue;
    }
    auto decision = byOrder.find(order.id);
    if (decision == byOrder.end()) // sent by what is held or worked: that has the intent's name
      decision = byOrder.find(order.intent);
    if (const std::size_t leg = order.intent.rfind('.'); decision == byOrder.end() && leg != std::string::npos)
      decision = byOrder.find(std::string_view(order.intent).substr(0, leg)); // of a bracket
    input.decisions.push_back(decision == byOrder.end() ? analytics::DecisionRecord{}
                                                        : decisionOf(*decision->second, order.side, gatherer, data));
  }
  for (const trading::Fill& fill : snapshot.fills)
    addFill(input, fill, gatherer.timeOf(fill.at, fill.day));
}

struct Closing {
  std::vector<trading::Fill> fills;
  KeptAtEnd kept;
};

/// Closes what is still held when the run is over, as `finalize` says: a valuation with its costs, no order that the
/// strategy or the market's rules know of.
Result<Closing> closeHoldings(const strategy::AccountSettings& settings, const trading::TradingRules& rules,
    SimulatedMarket& market, Gatherer& gatherer)
{
  Closing closing;
  std::vector<trading::Fill>& fills = closing.fills;
  if (settings.openAtEnd == strategy::OpenAtEnd::Keep || gatherer.equity.empty())
    return closing;
  const BarBook& book = market.host().market().book;
  trading::SimAccount account = *market.orders().account();
  for (const auto& [entityId, position] : market.orders().account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : book.find(entityId);
    const auto bar = entity ? book.lastRaw(*entity) : std::nullopt;
    if (!bar)
      continue;
    const Quantity closable = closableAtEnd(position);
    if (closable < position.total)
      closing.kept.add(entityId);
    if (closable.isZero())
      continue;
    const bool atOpen = settings.openAtEnd == strategy::OpenAtEnd::LastOpen && std::isfinite(bar->open);
    trading::Fill fill;
    fill.tradeId = fmt::format("end-{}", entityId);
    fill.orderId = fill.tradeId;
    fill.entityId = entityId;
    fill.side = position.total.isPositive() ? trading::Side::Sell : trading::Side::Buy;
    fill.quantity = closable;
    ZVT_TRY(fill.price, Price::fromDouble(atOpen ? bar->open : bar->close));
    fill.day = account.day();
    fill.at = book.now();
    ZVT_TRY(fill, trading::completeFill(rules, account, std::move(fill)));
    ZVT_TRY([[maybe_unused]] const bool booked, account.apply(fill));
    if (closable < position.total)
      account.mark(entityId, position.last);
    fills.push_back(std::move(fill));
  }
  ZVT_TRY_VOID(gatherer.close(fills, account, book.now()));
  return closing;
}

void addClosing(analytics::ReportInput& input, const std::vector<trading::Fill>& fills, const Gatherer& gatherer)
{
  for (const trading::Fill& fill : fills) {
    const LocalTime time = gatherer.timeOf(fill.at, fill.day);
    analytics::OrderRecord record;
    record.orderId = fill.orderId;
    record.entityId = fill.entityId;
    record.side = trading::toString(fill.side);
    record.type = trading::toString(trading::OrderType::Market);
    record.quantity = fill.quantity;
    record.placedTime = time;
    record.state = "filled";
    record.filled = fill.quantity;
    record.reasonCode = "backtest.closed_at_end";
    input.orders.push_back(std::move(record));
    input.decisions.push_back({time, analytics::DecisionKind::AtEnd, 0});
    addFill(input, fill, time);
  }
}

/// A run's manifest with the script instead of a document.
Result<std::string> manifestOf(const StrategyBacktestRequest& request, const strategy::ExecutionPlan& plan,
    const BacktestData& data, std::string_view rulesVersion)
{
  strategy::StrategyDocument document;
  document.name = plan.name;
  ZVT_TRY(const std::string text,
      makeManifest(document, plan, data, rulesVersion, request.appVersion, periodsPerYear(data), Engine::Bars));
  ZVT_TRY(Json json, parseJson(text));
  json["strategy"].erase("document");
  json["strategy"]["script"] = request.source;
  json["strategy"]["settings"] = request.settings;
  if (!request.file.empty())
    json["strategy"]["file"] = request.file;
  if (!request.plugin.empty())
    json["strategy"]["plugin"] = request.plugin;
  json["engine"] = "host";
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}

strategy::ExecutionPlan planOf(const StrategyBacktestRequest& request)
{
  const strategy::StrategyNeeds needs = request.strategy->needs();
  strategy::ExecutionPlan plan;
  plan.name = needs.name;
  plan.documentHash = sha256Hex(request.source + fmt::format("{}", fmt::join(request.settings, "\n")));
  plan.run = request.run;
  plan.run.level = *std::ranges::min_element(needs.levels);
  plan.account = request.account;
  plan.universe = needs.entities;
  return plan;
}

Result<BacktestRun> backtestStrategy(StrategyBacktestRequest request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control)
{
  if (request.account.sizeAt == strategy::SizeAt::Fill)
    return fail("strategy.not_for_code", {{"name", "account.size_at"}, {"value", "fill"}});
  const strategy::ExecutionPlan plan = planOf(request);
  PartOfTask loading(control, 0, 0.2);
  ZVT_TRY(const BacktestData data, loadData(plan, source, loading));
  const std::string rulesVersion = rules->version();
  SimulatedMarket::Options options = optionsOf(plan, data, rules);
  const std::shared_ptr<const trading::TradingRules> tradingRules = options.rules;
  ZVT_TRY(const auto market, SimulatedMarket::create(std::move(request.strategy), std::move(options), source));
  Gatherer gatherer(data, market::isDayKeyed(plan.run.level));
  Result<void> gathered;
  PartOfTask running(control, 0.2, 0.95);
  ZVT_TRY_VOID(market->run(running, [&](Timestamp now, TradingDay day, const trading::SimAccount&) {
    if (gathered)
      gathered = gatherer.moment(now, day, market->orders().state());
  }));
  ZVT_TRY_VOID(gathered);
  for (const std::string& line : market->host().unit().logLines())
    control.log(line);
  if (const Error& fault = market->host().unit().fault(); !fault.code.empty())
    return std::unexpected(fault);
  ZVT_TRY(const Closing closing, closeHoldings(plan.account, *tradingRules, *market, gatherer));

  analytics::ReportInput input;
  input.title = plan.name;
  input.currency = data.entities.front().entity.currency.empty() ? "CNY" : data.entities.front().entity.currency;
  input.benchmarkName = data.benchmarkId;
  input.level = plan.run.level;
  input.facts = {{"backtest.fact.app_version", request.appVersion}, {"backtest.fact.strategy_hash", plan.documentHash},
      {"backtest.fact.data_hash", data.hash}, {"backtest.fact.rules", plan.account.rules.toString()},
      {"backtest.fact.rules_version", rulesVersion},
      {"backtest.fact.level", std::string(market::toString(plan.run.level))},
      {"backtest.fact.adjust", std::string(market::toString(plan.run.adjust))},
      {"backtest.fact.fill", std::string(strategy::toString(plan.account.fill))},
      {"backtest.fact.initial_cash", plan.account.initialCash.toString()},
      {"backtest.fact.entities", std::to_string(data.entities.size())},
      {"backtest.fact.seed", std::to_string(plan.run.seed)}};
  if (std::ranges::any_of(data.entities, [](const EntityData& entity) { return entity.entity.synthetic; }))
    input.warnings.push_back({"backtest.synthetic_data", {}, {}});
  for (const Error& refusal : market->host().refusals())
    if (input.warnings.size() < 20)
      input.warnings.push_back(refusal);
  input.options.periodsPerYear = periodsPerYear(data);
  input.options.initialEquity = plan.account.initialCash.toDouble(); // a first day may begin with a trade
  input.trades = gatherer.trips.take();
  input.excursions = excursionsOf(data, input.trades);
  input.log = market->host().unit().logLines();
  addOrders(input, *market->orders().snapshot(), market->host().unit().decisions(), gatherer, data);
  for (Error& warning : marginWarnings(data, *market->orders().account(), input.orders))
    input.warnings.push_back(std::move(warning));
  for (std::string& line : MarginFlows::summary(*market->orders().account()))
    input.log.push_back(std::move(line));
  std::ranges::move(rightsLines(gatherer.rights), std::back_inserter(input.log));
  const std::vector<analytics::FlowRecord> flows = gatherer.flows.records();
  input.equity = std::move(gatherer.equity);
  BacktestRun run;
  addClosing(input, closing.fills, gatherer);
  if (closing.kept.count > 0)
    input.warnings.push_back(closing.kept.warning());
  addMarketCosts(plan.account, data, input);
  std::ranges::move(runWarnings(data, input.fills, plan.account), std::back_inserter(input.warnings));
  std::ranges::move(costWarnings(input.fills, plan.account, *rules), std::back_inserter(input.warnings));
  std::ranges::move(rightsWarnings(gatherer.rights), std::back_inserter(input.warnings));
  std::ranges::move(benchmarkWarnings(data, input.equity), std::back_inserter(input.warnings));
  if (plan.run.adjust == market::AdjustMode::Qfq)
    input.warnings.push_back({"strategy.g022", {}, {}});
  ZVT_TRY(input.holdings, holdingsOf(plan, data, input.fills, flows, gatherer.rights));
  input.groups = holdingGroups(data);
  input.attribution = returnSources(data, input.holdings, input.groups, input.equity);
  ZVT_TRY(run.manifest, manifestOf(request, plan, data, rulesVersion));
  run.report = analytics::buildReport(std::move(input));
  return run;
}

Result<BacktestRun> backtestStrategyToFolder(StrategyBacktestRequest request, MarketSource& source,
    std::shared_ptr<const market::RuleBook> rules, const std::filesystem::path& folder, FileSystem& files,
    const Messages& messages, std::string_view language, TaskControl& control)
{
  ZVT_TRY_VOID(checkRunFolder(folder, files));
  ZVT_TRY(BacktestRun run, backtestStrategy(std::move(request), source, std::move(rules), control));
  ZVT_TRY_VOID(writeRunFolder(run.report, run.manifest, folder, files, messages, language));
  control.progress(1);
  return run;
}

}

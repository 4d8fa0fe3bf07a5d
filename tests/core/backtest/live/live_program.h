// SPDX-License-Identifier: Apache-2.0
// What tests of strategies that live in the program are made of.
#pragma once

#include "core/backtest/live/strategy_service.h"
#include "core/base/parallel_for.h"
#include "core/base/testing/manual_executor.h"
#include "core/trading/journal.h"
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"
#include "tests/core/backtest/live/real_market.h"

#include <QStringList>

namespace zvt::tests {

using namespace zvt::backtest;

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

inline void orDie(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

inline const std::string kScript = R"(
strategy = { name = "script", entities = { "stock_*" }, levels = { "1d", "1wk" }, factors = { "CLOSE/MA(CLOSE,5)-1" },
  params = { weight = 0.3 }, run = { adjust = "hfq", seed = 7 }, account = { initial_cash = "500000" } }
function on_bar(ctx, level, entities)
  if level ~= "1d" then return end
  for _, id in ipairs(entities) do
    local value = ctx:factor(1, id)
    if value and value > 0.01 then ctx:target(id, strategy.params.weight) end
    if value and value < -0.01 then ctx:target(id, 0) end
  end
end
function on_trading_open(ctx)
  if math.random() < 0.1 then ctx:buy("stock_sz_000002", 100) end
end
)";

inline const std::string kWeeksScript = R"(
strategy = { name = "script_weeks", entities = { "stock_*" }, levels = { "1wk" }, factors = { "CLOSE/MA(CLOSE,3)-1" },
  run = { adjust = "hfq", seed = 7 }, account = { initial_cash = "500000" } }
function on_bar(ctx, level, entities)
  if level ~= "1wk" then error("not asked for") end
  for _, id in ipairs(entities) do
    local value = ctx:factor(1, id)
    if value then ctx:target(id, value > 0 and 0.3 or 0) end
  end
end
)";

/// The same with rules that close what it holds on whatever day they are reached.
inline const std::string kGuardedWeeks = [] {
  std::string text = kWeeksScript;
  text.replace(text.find("script_weeks"), std::string_view("script_weeks").size(), "guarded_weeks");
  return text
      + "function on_start(ctx) ctx:exit_rules({ stop_loss = 0.05, trailing_stop = 0.08, take_profit = 0.15 }) end\n";
}();

/// Wants more than the volume gives in a day: says so at each close, and what is missing is asked for again.
inline const std::string kThin = R"(
strategy = { name = "thin", entities = { "stock_*" }, levels = { "1d" }, factors = { "CLOSE/MA(CLOSE,20)-1" },
  run = { adjust = "hfq" }, account = { initial_cash = "50000000", volume_share = 0.002 } }
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    local value = ctx:factor(1, id)
    if value then ctx:target(id, value > 0 and 0.2 or 0) end
  end
end
)";

/// Buys what rises with a bracket around it; what it holds it knows from its account alone.
inline const std::string kGuarded = R"(
strategy = { name = "guarded", entities = { "stock_*" }, levels = { "1d" }, factors = { "CLOSE/MA(CLOSE,5)-1" },
  run = { adjust = "hfq" }, account = { initial_cash = "500000" } }
function cents(price) return math.floor(price * 100 + 0.5) / 100 end
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    local value = ctx:factor(1, id)
    if value and value > 0.01 and not ctx:position(id) and #ctx:orders() == 0 then
      local price = ctx:price(id)
      ctx:bracket(id, "buy", 1000, { stop = cents(price * 0.96), take_profit = cents(price * 1.05) })
    end
  end
end
)";

/// Buys much once, then a little at each close, and once more before each day.
inline const std::string kBuyer = R"(
strategy = { name = "buyer", entities = { "stock_*" }, levels = { "1d" }, account = { initial_cash = "500000" } }
local quantity = 4000
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do ctx:buy(id, quantity) end
  quantity = 100
end
function on_trading_open(ctx) ctx:buy("stock_sh_600000", 100) end
)";

inline risk::RiskLimits limitedTo(std::string rule, std::string_view number, risk::LimitUnit unit)
{
  risk::RiskLimit limit;
  limit.rule = std::move(rule);
  limit.limit = Decimal::parse(number).value();
  limit.unit = unit;
  risk::RiskLimits limits;
  limits.limits = {limit};
  return limits;
}

inline std::string documentText()
{
  strategy::StrategyDocument document = turnStrategy({"stock_*"});
  document.run["adjust"] = std::string("hfq");
  for (const char* setting : {"cross.fast=3", "cross.slow=8", "w.max_positions=2"})
    orDie(strategy::applySetting(document, setting));
  return strategy::toJson(document);
}

inline Deployment document(const std::string& name, bool started = true)
{
  Deployment deployment;
  deployment.name = name;
  deployment.file = name + ".zvtstrategy";
  deployment.source = documentText();
  deployment.started = started;
  return deployment;
}

inline Deployment script(const std::string& name, std::string source = kScript)
{
  Deployment deployment;
  deployment.name = name;
  deployment.file = name + ".lua";
  deployment.source = std::move(source);
  deployment.started = true;
  return deployment;
}

inline Timestamp closeOf(const char* day)
{
  return orDie(market::Calendar::load("cn"))->closeOf(orDie(TradingDay::parse(day)));
}

inline QStringList linesOf(const trading::TradingState& state)
{
  QStringList lines;
  for (const trading::Order& order : state.orders())
    lines << QString::fromStdString(order.id + " " + order.day.iso() + " " + order.entityId + " "
        + std::string(trading::toString(order.side)) + " " + order.price.toString() + " " + order.quantity.toString()
        + " " + std::string(trading::toString(order.state)) + " " + order.filled.toString() + " " + order.reason.code);
  for (const trading::Fill& fill : state.fills())
    lines << QString::fromStdString(fill.tradeId + " " + fill.day.iso() + " " + fill.price.toString() + " "
        + fill.quantity.toString() + " " + trading::total(fill.costs).toString());
  lines << QString::fromStdString(state.account().cash().toString());
  return lines;
}

/// What the store says of an account.
inline QStringList journaled(Store& store, const std::string& account)
{
  return linesOf(orDie(trading::TradingState::replay(trading::Journal(store, account))));
}

/// The same market from a day on only.
inline MemorySource since(MemorySource& source, const char* day)
{
  MemorySource made;
  for (const market::Entity& entity : orDie(source.resolve({"stock_*"}, market::BarLevel::Day1))) {
    const std::string id = entity.id.toString();
    const auto bars = orDie(source.bars({id, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}}));
    made.add(entity, bars->slice(orDie(TradingDay::parse(day)).days, bars->key.back() + 1), orDie(source.actions(id)));
  }
  return made;
}

/// The lines without the ids, which count the intents of one life.
inline QStringList withoutIds(QStringList lines)
{
  for (QString& line : lines)
    line = line.section(QLatin1Char(' '), 1);
  return lines;
}

/// One life of the program over a store that outlives it.
struct Program {
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  SerialParallelFor parallel;
  std::unique_ptr<risk::RiskDesk> desk;
  std::unique_ptr<StrategyService> service;

  Program(MarketSource& source, Store& store, const std::shared_ptr<const market::RuleBook>& rules,
      risk::RiskLimits limits = {}, risk::SecurityFacts* facts = nullptr, trading::SubjectLookup subjects = {})
  {
    desk = orDie(risk::RiskDesk::open(store, std::move(limits), facts, clock));
    service = orDie(
        StrategyService::open({rules, std::move(subjects), desk.get()}, source, store, clock, executor, parallel));
    executor.runReady();
  }
  ~Program()
  {
    service.reset();
    executor.runReady();
  }

  Result<void> done(const std::function<void(StrategyService::Done)>& what)
  {
    Result<void> answer = zvt::fail("test.no_answer");
    what([&answer](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }
  Result<void> deploy(Deployment deployment)
  {
    return done([&](StrategyService::Done told) { service->deploy(std::move(deployment), std::move(told)); });
  }
  Result<void> moveTo(const char* day)
  {
    return done([&](StrategyService::Done told) { service->moveTo(closeOf(day), std::move(told)); });
  }
  LiveRow row(const std::string& name)
  {
    const LiveBoardPtr board = service->board();
    const LiveRow* found = board->find(name);
    if (!found)
      qFatal("no row %s", name.c_str());
    return *found;
  }
};

}

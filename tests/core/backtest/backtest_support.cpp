// SPDX-License-Identifier: Apache-2.0
#include "tests/core/backtest/backtest_support.h"

#include "core/base/messages.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace zvt::tests {

namespace {

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("%s (%s)", Messages::load("en")->describe(result.error()).c_str(), result.error().code.c_str());
  return *std::move(result);
}

}

market::BarSeries daily(const std::vector<DayBar>& bars)
{
  market::BarSeries series;
  series.level = market::BarLevel::Day1;
  series.provider = "test";
  for (const DayBar& bar : bars)
    series.append(
        {orDie(TradingDay::parse(bar.day)).days, bar.open, bar.high, bar.low, bar.close, bar.volume, std::nan("")});
  return series;
}

market::Entity entity(const char* id, const char* name, const char* listed)
{
  market::Entity entity;
  entity.id = orDie(market::EntityId::parse(id));
  entity.name = name;
  entity.listed = orDie(TradingDay::parse(listed));
  return entity;
}

strategy::StrategyDocument turnStrategy(const std::vector<std::string>& entities)
{
  strategy::StrategyDocument document;
  document.name = "turn";
  document.nodes = {{"u", "universe", {{"entities", entities}}, 0, 0},
      {"cross", "factor.cross", {{"fast", std::int64_t{1}}, {"slow", std::int64_t{2}}}, 0, 0},
      {"w", "weight.equal", {{"max_positions", std::int64_t{1}}}, 0, 0}, {"a", "account", {}, 0, 0}};
  document.links = {{{"u", "entities"}, {"cross", "universe"}}, {{"cross", "signals"}, {"w", "signals"}},
      {{"w", "weights"}, {"a", "weights"}}};
  document.run["adjust"] = std::string("bfq");
  return document;
}

backtest::BacktestResult run(
    strategy::StrategyDocument document, const std::vector<std::string>& settings, backtest::MarketSource& source)
{
  for (const std::string& setting : settings) {
    if (const auto applied = strategy::applySetting(document, setting); !applied)
      qFatal("%s: %s", setting.c_str(), applied.error().code.c_str());
  }
  const strategy::ExecutionPlan plan = orDie(strategy::compile(document));
  SilentTaskControl control;
  const backtest::BacktestData data = orDie(backtest::loadData(plan, source, control));
  return orDie(backtest::runBacktest(plan, data, orDie(market::RuleBook::load()), control));
}

QStringList orderLines(const backtest::BacktestResult& result)
{
  QStringList lines;
  for (const analytics::OrderRecord& order : result.orders) {
    std::string line =
        order.placedTime.day().iso() + " " + order.side + " " + order.quantity.toString() + " " + order.state;
    if (!order.reasonCode.empty())
      line += " " + order.reasonCode;
    lines << QString::fromStdString(line);
  }
  return lines;
}

QStringList fillLines(const backtest::BacktestResult& result)
{
  QStringList lines;
  for (const analytics::FillRecord& fill : result.fills) {
    std::string line =
        fill.time.day().iso() + " " + fill.side + " " + fill.quantity.toString() + " @" + fill.price.toString();
    auto costs = fill.costs;
    std::ranges::sort(costs, {}, &analytics::CostAmount::kind);
    for (const analytics::CostAmount& cost : costs)
      line += " " + cost.kind + " " + cost.amount.toFixed(2);
    lines << QString::fromStdString(line);
  }
  return lines;
}

}

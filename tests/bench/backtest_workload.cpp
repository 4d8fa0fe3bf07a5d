// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/backtest_workload.h"

#include "tests/bench/market_workload.h"

#include <fmt/format.h>

namespace zvt::bench {

namespace {

std::vector<double> part(const std::vector<double>& column, std::size_t entity)
{
  const auto first = column.begin() + static_cast<std::ptrdiff_t>(entity * MarketWorkload::kBars);
  return {first, first + static_cast<std::ptrdiff_t>(MarketWorkload::kBars)};
}

market::BarSeriesPtr seriesOf(const MarketWorkload& market, std::size_t entity, const std::string& id)
{
  market::BarSeries series;
  series.entityId = id;
  series.provider = "bench";
  const auto first = market.key.begin() + static_cast<std::ptrdiff_t>(entity * MarketWorkload::kBars);
  series.key.assign(first, first + static_cast<std::ptrdiff_t>(MarketWorkload::kBars));
  series.open = part(market.values[0], entity);
  series.high = part(market.values[1], entity);
  series.low = part(market.values[2], entity);
  series.close = part(market.values[3], entity);
  series.volume = part(market.values[4], entity);
  series.turnover = part(market.values[5], entity);
  return std::make_shared<const market::BarSeries>(std::move(series));
}

}

backtest::BacktestData backtestWorkload(std::size_t entities)
{
  const MarketWorkload market(entities);
  const auto calendar = market::Calendar::load("cn").value();
  backtest::BacktestData data;
  for (std::size_t i = 0; i < entities; ++i) {
    // Three quarters of the main board; ids ascend, as the loader sorts them.
    const bool isMain = i < entities * 3 / 4;
    const std::string id =
        isMain ? fmt::format("stock_sh_{}", 600000 + i) : fmt::format("stock_sz_{}", 300000 + i - entities * 3 / 4);
    backtest::EntityData entity;
    entity.entity.id = market::EntityId::parse(id).value();
    entity.entity.listed = TradingDay::parse("2010-01-04").value();
    entity.calendar = calendar;
    entity.raw = seriesOf(market, i, id);
    entity.signal = entity.raw;
    data.entities.push_back(std::move(entity));
  }
  data.calendar = calendar;
  return data;
}

strategy::StrategyDocument crossDocument(int slots)
{
  strategy::StrategyDocument document;
  document.name = "cross";
  document.nodes = {{"u", "universe", {{"entities", std::vector<std::string>{"stock_*"}}}, 0, 0},
      {"cross", "factor.cross", {{"fast", std::int64_t{10}}, {"slow", std::int64_t{30}}}, 0, 0},
      {"w", "weight.equal", {{"max_positions", std::int64_t{slots}}}, 0, 0}, {"a", "account", {}, 0, 0}};
  document.links = {{{"u", "entities"}, {"cross", "universe"}}, {{"cross", "signals"}, {"w", "signals"}},
      {{"w", "weights"}, {"a", "weights"}}};
  return document;
}

strategy::ExecutionPlan crossPlan(int slots)
{
  return strategy::compile(crossDocument(slots)).value();
}

}

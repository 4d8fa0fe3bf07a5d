// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand strategies that live in the program: a bar close through the service, with accounts, journals and limits.
#include "core/backtest/host/inline_executor.h"
#include "core/backtest/live/strategy_service.h"
#include "core/base/clock.h"
#include "core/base/memory_store.h"
#include "core/base/parallel_for.h"
#include "core/base/random.h"
#include "core/trading/risk/risk_desk.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace zvt::bench {

namespace {

constexpr int kWarmUp = 30; ///< bars before the strategies start
constexpr int kCloses = 60; ///< bars that are timed

/// Follows a handful of securities by a factor that all of them share.
constexpr std::string_view kScript = R"(
strategy = {{ name = "s{0}", entities = {{ {1} }}, levels = {{ "1d" }}, factors = {{ "CLOSE/MA(CLOSE,5)-1" }},
  run = {{ adjust = "bfq" }}, account = {{ initial_cash = "1000000" }} }}
function on_bar(ctx, level, entities)
  for _, id in ipairs(entities) do
    local value = ctx:factor(1, id)
    if value and value > 0.01 then ctx:target(id, 0.15) end
    if value and value < -0.01 then ctx:target(id, 0) end
  end
end
)";

/// A made-up market of daily bars, and strategies with five securities each.
class ServedMarket {
public:
  ServedMarket(std::size_t entities, std::size_t strategies)
  {
    SeededRandom random(1);
    const auto calendar = market::Calendar::load("cn").value();
    for (TradingDay day = TradingDay::parse("2024-01-02").value(); m_days.size() < kWarmUp + kCloses;
        day = calendar->next(day).value())
      m_days.push_back(day);
    std::vector<std::string> ids;
    for (std::size_t e = 0; e < entities; ++e) {
      market::BarSeries bars;
      bars.provider = "bench";
      double close = 5 + static_cast<double>(random.below(80));
      for (const TradingDay day : m_days) {
        const double open = close;
        close = std::max(1.0, std::round(close * (0.97 + 0.06 * random.uniform()) * 100) / 100);
        bars.append({day.days, open, std::max(open, close), std::min(open, close), close, 1e7, 1e8});
      }
      market::Entity entity;
      ids.push_back(fmt::format("stock_sh_60{:04}", e));
      entity.id = market::EntityId::parse(ids.back()).value();
      entity.listed = TradingDay::parse("2000-01-04").value();
      m_source.add(std::move(entity), std::move(bars));
    }
    m_desk = risk::RiskDesk::open(m_store, risk::RiskLimits{}, nullptr, m_clock).value();
    m_service = backtest::StrategyService::open(
        {market::RuleBook::load().value(), {}, m_desk.get()}, m_source, m_store, m_clock, m_executor, m_parallel)
                    .value();
    for (std::size_t i = 0; i < strategies; ++i) {
      std::string own;
      for (std::size_t k = 0; k < 5; ++k)
        own += fmt::format("\"{}\",", ids[(i * 5 + k) % ids.size()]);
      backtest::Deployment deployment;
      deployment.name = fmt::format("s{}", i);
      deployment.file = deployment.name + ".lua";
      deployment.source = fmt::format(fmt::runtime(kScript), i, own);
      deployment.started = true;
      m_service->deploy(std::move(deployment));
    }
    m_calendar = calendar;
    m_service->moveTo(m_calendar->closeOf(m_days[kWarmUp - 1]));
  }

  /// The next bar close with everything that follows from it, in milliseconds; and until the last order was sent.
  std::pair<double, double> close()
  {
    const auto began = std::chrono::steady_clock::now();
    m_service->moveTo(m_calendar->closeOf(m_days[kWarmUp + m_done++]));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    Duration lag;
    for (const backtest::LiveRow& row : m_service->board()->rows) {
      lag = std::max(lag, row.lag);
      m_orders += static_cast<std::size_t>(row.ordersToday);
    }
    return {took.count(), static_cast<double>(lag.micros) / 1000};
  }
  [[nodiscard]] bool isOver() const { return m_done >= kCloses; }
  [[nodiscard]] std::size_t orders() const { return m_orders; }

private:
  backtest::MemorySource m_source;
  MemoryStore m_store;
  SystemClock m_clock;
  backtest::InlineExecutor m_executor;
  TbbParallelFor m_parallel;
  std::vector<TradingDay> m_days;
  std::shared_ptr<const market::Calendar> m_calendar;
  std::unique_ptr<risk::RiskDesk> m_desk;
  std::unique_ptr<backtest::StrategyService> m_service;
  std::size_t m_done = 0;
  std::size_t m_orders = 0;
};

void serviceClose(benchmark::State& state, std::size_t entities, std::size_t strategies, bool whole)
{
  std::vector<double> times;
  for ([[maybe_unused]] auto _ : state) {
    ServedMarket market(entities, strategies);
    times.clear();
    market.close(); // the first one opens every portfolio
    while (!market.isOver()) {
      const auto [took, lag] = market.close();
      times.push_back(whole ? took : lag);
    }
    state.counters["orders"] = static_cast<double>(market.orders());
    std::ranges::sort(times);
    state.SetIterationTime(times[times.size() * 99 / 100] / 1000);
  }
  state.counters["median_ms"] = times.empty() ? 0 : times[times.size() / 2];
}

}

void addServiceSuite(const Scale& scale)
{
  for (const bool whole : {false, true}) {
    Measure measure{"strategies",
        whole ? "strategies.service_bar_close_p99" : "strategies.service_close_to_last_order_p99", "ms",
        whole ? std::optional<double>() : 100, "",
        [scale, whole](benchmark::State& state) { serviceClose(state, scale.of(5000), scale.of(1000), whole); }, {}};
    measure.manualTime = true;
    measure.iterations = 1;
    addMeasure(std::move(measure));
  }
}

}

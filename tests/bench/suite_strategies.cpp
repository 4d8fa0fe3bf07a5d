// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand live strategies: from the close of a bar of a whole market to the last order that follows from it.
#include "core/backtest/host/dispatcher.h"
#include "core/strategy/top_strategy.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace zvt::bench {

namespace {

constexpr int kWarmUp = 60; ///< bars before the strategies start
constexpr int kCloses = 100; ///< bars that are timed: the 99th percentile is the second slowest

/// A made-up market of daily bars and a thousand top-50 strategies over it, whose orders are filled at the close.
class LiveBoard {
public:
  LiveBoard(std::size_t entities, std::size_t strategies)
  {
    SeededRandom random(1);
    const auto calendar = market::Calendar::load("cn").value();
    std::vector<TradingDay> days;
    for (TradingDay day = TradingDay::parse("2024-01-02").value(); days.size() < kWarmUp + kCloses;
        day = calendar->next(day).value())
      days.push_back(day);
    for (std::size_t e = 0; e < entities; ++e) {
      market::BarSeries bars;
      bars.provider = "bench";
      double close = 5 + static_cast<double>(random.below(80));
      for (const TradingDay day : days) {
        const double open = close;
        close = std::max(1.0, std::round(close * (0.97 + 0.06 * random.uniform()) * 100) / 100);
        bars.append({day.days, open, std::max(open, close), std::min(open, close), close, 1e7, 1e8});
      }
      market::Entity entity;
      entity.id = market::EntityId::parse(fmt::format("stock_sh_60{:04}", e)).value();
      entity.listed = TradingDay::parse("2000-01-04").value();
      m_source.add(std::move(entity), std::move(bars));
    }
    m_rules = std::make_shared<const trading::TradingRules>(
        market::RuleBook::load().value(), market::RulePolicy::parse("dated").value());
    backtest::Dispatcher::Options options;
    options.rules = m_rules;
    options.gate = [this](const trading::OrderIntent& intent, std::size_t) -> Result<void> {
      m_value += intent.quantity.toDouble() * intent.price.toDouble(); // one book of exposure for all
      return {};
    };
    m_board = std::make_unique<backtest::Dispatcher>(
        backtest::BarBook::load(m_source, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})
            .value(),
        options);
    for (std::size_t i = 0; i < strategies; ++i)
      addStrategy(i);
    m_moments = m_board->market().moments(Timestamp::min());
    m_board->start(m_moments[kWarmUp - 1], m_parallel).value();
  }

  [[nodiscard]] bool isOver() const { return kWarmUp + m_done >= m_moments.size(); }

  /// The next bar close, in milliseconds; orders are filled afterwards, beside the time.
  double close()
  {
    const Timestamp now = m_moments[kWarmUp + m_done++];
    const TradingDay day = m_board->market().book.calendar().dayOf({now.micros - 1});
    for (auto& account : m_accounts)
      account->startDay(day);
    const auto began = std::chrono::steady_clock::now();
    const backtest::Dispatch dispatch = m_board->closeBars(now, day, m_parallel).value();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    m_orders += dispatch.orders.size();
    for (const auto& sent : dispatch.orders)
      fill(sent, day);
    return took.count();
  }
  [[nodiscard]] std::size_t orders() const { return m_orders; }

private:
  void addStrategy(std::size_t i)
  {
    constexpr std::array kScores{"ROC(CLOSE,{})", "CLOSE/MA(CLOSE,{})", "-STD(CLOSE,{})/CLOSE", "RSI(CLOSE,{})"};
    strategy::TopRules rules;
    rules.name = fmt::format("top{}", i);
    rules.entities = {"*"};
    rules.score = fmt::format(fmt::runtime(kScores[i % kScores.size()]), 20 + 5 * (i / kScores.size() % 10));
    rules.keep = 200;
    trading::AccountSettings settings;
    settings.name = rules.name;
    settings.initialCash = Money::fromInt(10'000'000);
    m_accounts.push_back(std::make_shared<trading::SimAccount>(settings));
    m_board->add(strategy::makeTopStrategy(std::move(rules)), m_accounts.back()).value();
  }

  void fill(const backtest::Dispatch::Sent& sent, TradingDay day)
  {
    trading::Fill fill;
    fill.tradeId = fmt::format("{}", ++m_fills);
    fill.orderId = fill.tradeId;
    fill.entityId = sent.intent.entityId;
    fill.side = sent.intent.side;
    fill.quantity = sent.intent.quantity;
    fill.price =
        Price::fromDouble(m_board->market().book.lastRaw(*m_board->market().book.find(fill.entityId))->close).value();
    fill.day = day;
    trading::SimAccount& account = *m_accounts[sent.unit];
    if (auto complete = trading::completeFill(*m_rules, account, fill))
      static_cast<void>(account.apply(*complete));
    account.mark(fill.entityId, fill.price);
  }

  backtest::MemorySource m_source;
  std::shared_ptr<const trading::TradingRules> m_rules;
  std::vector<std::shared_ptr<trading::SimAccount>> m_accounts;
  std::unique_ptr<backtest::Dispatcher> m_board;
  std::vector<Timestamp> m_moments;
  TbbParallelFor m_parallel;
  std::size_t m_done = 0;
  std::size_t m_orders = 0;
  std::size_t m_fills = 0;
  double m_value = 0;
};

void barClose(benchmark::State& state, std::size_t entities, std::size_t strategies)
{
  std::vector<double> times;
  std::size_t orders = 0;
  for ([[maybe_unused]] auto _ : state) {
    LiveBoard board(entities, strategies);
    times.clear();
    board.close(); // the first one opens every portfolio
    while (!board.isOver())
      times.push_back(board.close());
    orders = board.orders();
    std::ranges::sort(times);
    state.SetIterationTime(times[times.size() * 99 / 100] / 1000);
  }
  state.counters["orders"] = static_cast<double>(orders);
  state.counters["median_ms"] = times.empty() ? 0 : times[times.size() / 2];
}

}

void addStrategiesSuite(const Scale& scale)
{
  Measure measure{"strategies", "strategies.bar_close_to_last_order_p99", "ms", 100, "",
      [scale](benchmark::State& state) { barClose(state, scale.of(5000), scale.of(1000)); }, {}};
  measure.manualTime = true;
  measure.iterations = 1;
  addMeasure(std::move(measure));
}

}

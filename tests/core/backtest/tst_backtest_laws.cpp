// SPDX-License-Identifier: Apache-2.0
// Laws that hold for any market: the future changes nothing before it, the money adds up, a second run is the same.
#include "core/base/random.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <rapidcheck.h>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;

namespace {

constexpr int kDays = 90;

struct Stock {
  market::Entity entity;
  market::BarSeries bars;
  std::vector<market::CorporateAction> actions;
};

double cents(double price)
{
  return std::round(price * 100) / 100;
}

/// One random stock from 2023-03-01: days off, days at a limit, now and then an ex-date.
Stock makeStock(const char* id, Random& random, const std::vector<TradingDay>& days)
{
  Stock stock;
  stock.entity = entity(id, "", "2010-01-04");
  stock.bars.provider = "test";
  double last = cents(5 + 20 * random.uniform());
  for (const TradingDay day : days) {
    if (random.uniform() < 0.08)
      continue;
    if (random.uniform() < 0.04
        && last > 1) { // a dividend is a part of the price, or the ex-date's reference turns negative
      market::CorporateAction action;
      action.exDay = day;
      action.cash = cents(0.05 * last * random.uniform());
      action.bonus = random.uniform() < 0.5 ? 0.5 : 0;
      last = cents(action.referencePrice(last));
      stock.actions.push_back(action);
    }
    const double shock = random.uniform();
    double open = cents(last * (0.97 + 0.06 * random.uniform()));
    double close = cents(last * (0.95 + 0.10 * random.uniform()));
    if (shock < 0.05)
      open = close = cents(last * 1.1);
    if (shock > 0.95)
      open = close = cents(last * 0.9);
    const double high = std::max(open, close);
    const double low = std::min(open, close);
    stock.bars.append({day.days, open, high, low, close, random.uniform() < 0.03 ? 0.0 : 1e6, std::nan("")});
    last = close;
  }
  return stock;
}

std::vector<Stock> makeMarket(std::uint64_t seed)
{
  const auto calendar = market::Calendar::load("cn").value();
  std::vector<TradingDay> days =
      calendar->between(TradingDay::parse("2023-03-01").value(), TradingDay::parse("2023-12-29").value()).value();
  days.resize(kDays);
  SeededRandom random(seed);
  std::vector<Stock> stocks;
  for (const char* id : {"stock_sh_600000", "stock_sz_000001", "stock_sz_300001", "stock_sh_688001"})
    stocks.push_back(makeStock(id, random, days));
  return stocks;
}

/// Runs on the bars and corporate actions up to @p last.
backtest::BacktestResult runUntil(
    const std::vector<Stock>& stocks, TradingDay last, const std::vector<std::string>& settings)
{
  backtest::MemorySource source;
  for (const Stock& stock : stocks) {
    market::BarSeries cut = stock.bars.slice(0, last.days + 1);
    cut.provider = stock.bars.provider;
    std::vector<market::CorporateAction> actions = stock.actions;
    std::erase_if(actions, [&](const market::CorporateAction& action) { return action.exDay > last; });
    source.add(stock.entity, std::move(cut), std::move(actions));
  }
  auto document = turnStrategy({"stock_*"});
  document.run["adjust"] = std::string("hfq");
  return run(document, settings, source);
}

const std::vector<std::string> kSettings{"cross.fast=2", "cross.slow=5", "w.max_positions=2", "finalize=keep"};
const TradingDay kForever = TradingDay::parse("2030-01-01").value();

std::string text(const analytics::FillRecord& fill)
{
  return fill.orderId + fill.entityId + fill.side + fill.time.iso() + fill.quantity.toString() + "@"
      + fill.price.toString() + "/" + fill.totalCosts().toString();
}

}

class TstBacktestLaws : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void theFutureChangesNothingBeforeIt();
  void ordersFillAfterTheirDecision();
  void theMoneyAddsUp();
  void cashIsNeverBorrowed();
  void aSecondRunIsTheSame();
  void barsBeforeTheStartOnlyWarmUp();
};

void TstBacktestLaws::theFutureChangesNothingBeforeIt()
{
  QVERIFY(rc::check("a truncated history gives the same orders, fills and equity", [](std::uint64_t seed) {
    const auto stocks = makeMarket(seed);
    const auto whole = runUntil(stocks, kForever, kSettings);
    const std::size_t cut = *rc::gen::inRange<std::size_t>(5, whole.equity.size());
    const LocalTime last = whole.equity[cut].time;
    const auto part = runUntil(stocks, last.day(), kSettings);
    RC_ASSERT(part.equity.size() == cut + 1);
    for (std::size_t i = 0; i <= cut; ++i) {
      RC_ASSERT(part.equity[i].equity == whole.equity[i].equity);
      RC_ASSERT(part.equity[i].cash == whole.equity[i].cash);
    }
    std::size_t orders = 0;
    for (; orders < whole.orders.size() && whole.orders[orders].placedTime <= last; ++orders) {
      RC_ASSERT(orders < part.orders.size());
      const auto& a = whole.orders[orders];
      const auto& b = part.orders[orders];
      RC_ASSERT(a.entityId == b.entityId && a.side == b.side && a.placedTime == b.placedTime);
      if (b.state != "working") // what still waits learns its fate later
        RC_ASSERT(a.state == b.state && a.quantity == b.quantity && a.filled == b.filled);
    }
    RC_ASSERT(orders == part.orders.size());
    for (std::size_t i = 0; i < part.fills.size(); ++i)
      RC_ASSERT(text(part.fills[i]) == text(whole.fills[i]));
  }));
}

void TstBacktestLaws::ordersFillAfterTheirDecision()
{
  int fills = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto result = runUntil(makeMarket(seed), kForever, kSettings);
    for (const auto& fill : result.fills) {
      const auto& order = result.orders[std::stoul(fill.orderId) - 1];
      QCOMPARE(order.orderId, fill.orderId);
      QVERIFY(order.placedTime < fill.time);
      ++fills;
    }
  }
  QVERIFY(fills > 200); // the law was tried, not vacuous
}

void TstBacktestLaws::theMoneyAddsUp()
{
  QVERIFY(rc::check("Σ pnl = final equity − initial cash, to the cent", [](std::uint64_t seed) {
    auto settings = kSettings;
    settings.back() = "finalize=last_close";
    const auto result = runUntil(makeMarket(seed), kForever, settings);
    Money sum;
    for (const auto& trade : result.trades)
      sum += trade.pnl;
    // What was bought on the last day stays (T+1): it is no trade, and its worth is in the equity.
    const auto& end = result.equity.back();
    bool isKept = false;
    for (const auto& fill : result.fills) {
      if (fill.side != "buy" || fill.time.day() != end.time.day())
        continue;
      isKept = true;
      sum -= multiply(fill.price, fill.quantity).value();
      for (const auto& cost : fill.costs)
        sum -= cost.amount;
    }
    RC_ASSERT(isKept || end.marketValue == 0);
    RC_ASSERT(std::abs(1'000'000 + sum.toDouble() + end.marketValue - end.equity) < 1e-6);
  }));
}

void TstBacktestLaws::cashIsNeverBorrowed()
{
  QVERIFY(rc::check("cash ≥ 0 and lots are legal", [](std::uint64_t seed) {
    const auto result = runUntil(makeMarket(seed), kForever, kSettings);
    for (const auto& point : result.equity)
      RC_ASSERT(point.cash >= 0);
    for (const auto& fill : result.fills) {
      const auto whole = static_cast<std::int64_t>(fill.quantity.toDouble());
      if (fill.side != "buy")
        continue;
      if (fill.entityId == "stock_sh_688001")
        RC_ASSERT(whole >= 200);
      else
        RC_ASSERT(whole % 100 == 0);
    }
  }));
}

void TstBacktestLaws::aSecondRunIsTheSame()
{
  const auto stocks = makeMarket(7);
  const auto first = runUntil(stocks, kForever, kSettings);
  const auto second = runUntil(stocks, kForever, kSettings);
  QVERIFY(!first.fills.empty());
  QCOMPARE(orderLines(first), orderLines(second));
  QCOMPARE(fillLines(first), fillLines(second));
  QCOMPARE(first.equity.size(), second.equity.size());
  for (std::size_t i = 0; i < first.equity.size(); ++i)
    QVERIFY(first.equity[i].equity == second.equity[i].equity);
}

void TstBacktestLaws::barsBeforeTheStartOnlyWarmUp()
{
  const auto stocks = makeMarket(3);
  const auto whole = runUntil(stocks, kForever, kSettings);
  const TradingDay start = whole.equity[30].time.day();
  auto settings = kSettings;
  settings.push_back("run.start=" + start.iso());
  const auto late = runUntil(stocks, kForever, settings);
  QCOMPARE(late.equity.size(), whole.equity.size() - 30);
  QVERIFY(late.equity.front().time.day() == start);
  QCOMPARE(late.equity.front().equity, 1'000'000.0);
  QVERIFY(!late.orders.empty());
  // A signal that came up before the start is acted on at the first close.
  QVERIFY(late.orders.front().placedTime.day() == start);
}

QTEST_APPLESS_MAIN(TstBacktestLaws)
#include "tst_backtest_laws.moc"

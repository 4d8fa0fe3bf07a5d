// SPDX-License-Identifier: Apache-2.0
// A position that one order may not bring about: several orders, each with its costs, in every engine. ChiNext takes
// 150,000 shares at the market and 300,000 at a limit; costs since 2022-04-29: commission 0.025 %, at least 5,
// transfer fee 0.001 %, and from 2023-08-28 stamp duty 0.05 % of sales.
#include "core/backtest/host/simulated_market.h"
#include "core/backtest/run_plan.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using Lines = QStringList;

namespace {

constexpr const char* kGrowth = "stock_sz_300750";
constexpr const char* kStar = "stock_sh_688981";

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

/// Turns up on 08-23 and down on 08-25 (see turnStrategy): bought on 08-24 at 9.90, sold on 08-28 at 10.00.
MemorySource sourceOf(const char* id, double volume = 1e7, std::vector<market::CorporateAction> actions = {})
{
  MemorySource source;
  source.add(entity(id, "", "2019-11-11"),
      daily({{"2023-08-21", 10, 10, 10, 10, 1e7}, {"2023-08-22", 9.95, 10, 9.9, 9.9, 1e7},
          {"2023-08-23", 9.9, 10.05, 9.9, 10, 1e7}, {"2023-08-24", 9.9, 10.25, 9.85, 10.2, volume},
          {"2023-08-25", 10.15, 10.2, 10.05, 10.1, volume}, {"2023-08-28", 10, 10.05, 9.95, 10, volume},
          {"2023-08-29", 10, 10.05, 9.95, 10, volume}}),
      std::move(actions));
  return source;
}

BacktestResult runOn(MemorySource source, const std::vector<std::string>& settings, const char* id = kGrowth)
{
  return tests::run(turnStrategy({id}), settings, source);
}

struct Probe final : strategy::Strategy {
  std::string entityId = kGrowth;
  std::string asks; ///< "target" or the quantity of an order
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "probe";
    needs.entities = {"*"};
    return needs;
  }
  Result<void> onBar(strategy::StrategyContext& context, const strategy::BarEvent&) override
  {
    const std::string day = context.day().iso();
    if (asks == "target" && (day == "2023-08-23" || day == "2023-08-25"))
      context.setTarget(entityId, day == "2023-08-23" ? 0.9 : 0);
    if (asks != "target" && day == "2023-08-23") {
      strategy::OrderRequest request;
      request.entityId = entityId;
      request.quantity = orDie(Quantity::parse(asks));
      context.submit(request);
    }
    return {};
  }
};

std::unique_ptr<SimulatedMarket> play(const char* asks, const char* cash)
{
  auto probe = std::make_unique<Probe>();
  probe->asks = asks;
  SimulatedMarket::Options options;
  options.account.name = "test";
  options.account.initialCash = orDie(Money::parse(cash));
  options.rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  options.start = orDie(TradingDay::parse("2023-08-23"));
  MemorySource source = sourceOf(kGrowth);
  auto market = orDie(SimulatedMarket::create(std::move(probe), std::move(options), source));
  SilentTaskControl control;
  if (const auto done = market->run(control); !done)
    qFatal("%s", done.error().code.c_str());
  return market;
}

QStringList ordersOf(SimulatedMarket& market)
{
  QStringList lines;
  for (const trading::Order& order : market.orders().snapshot()->orders)
    lines << QString::fromStdString(std::string(trading::toString(order.side)) + " " + order.quantity.toString() + " "
        + std::string(trading::toString(order.state)));
  return lines;
}

}

class TstLargestOrder : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aLargePositionIsSeveralOrders();
  void theMinimumCommissionIsPaidByEach();
  void limitOrdersMayBeLarger();
  void sizedAtTheFillItIsSeveralToo();
  void theyShareTheVolume();
  void noRestIsTooSmall();
  void whatAnExDateMakesLargerIsSplit();
  void theFastEngineSplitsTheSame();
  void aStrategysTargetIsSeveralOrders();
  void aStrategysOwnOrderIsRefused();
};

void TstLargestOrder::aLargePositionIsSeveralOrders()
{
  // 4,000,000 ÷ 10.00 = 400,000 shares. 150,000 × 9.90 = 1,485,000.00: 371.25 and 14.85.
  const auto result = runOn(sourceOf(kGrowth), {"initial_cash=4000000"});
  QCOMPARE(fillLines(result),
      (Lines{"2023-08-24 buy 150000 @9.9 commission 371.25 transfer_fee 14.85",
          "2023-08-24 buy 150000 @9.9 commission 371.25 transfer_fee 14.85",
          "2023-08-24 buy 100000 @9.9 commission 247.50 transfer_fee 9.90",
          "2023-08-28 sell 150000 @10 commission 375.00 stamp_duty 750.00 transfer_fee 15.00",
          "2023-08-28 sell 150000 @10 commission 375.00 stamp_duty 750.00 transfer_fee 15.00",
          "2023-08-28 sell 100000 @10 commission 250.00 stamp_duty 500.00 transfer_fee 10.00"}));
  QCOMPARE(orderLines(result).mid(0, 3),
      (Lines{"2023-08-23 buy 150000 filled", "2023-08-23 buy 150000 filled", "2023-08-23 buy 100000 filled"}));
  QCOMPARE(result.orders.size(), result.decisions.size());
  QCOMPARE(result.trades.size(), 1U); // one round trip, from flat to flat
  QCOMPARE(result.trades[0].quantity.toString(), std::string("400000"));
}

void TstLargestOrder::theMinimumCommissionIsPaidByEach()
{
  // 371.25 and 247.50 are below it: 400 of each order, not once of all.
  const auto result = runOn(sourceOf(kGrowth), {"initial_cash=4000000", "commission_minimum=400"});
  Money commissions;
  for (const analytics::FillRecord& fill : result.fills)
    for (const analytics::CostAmount& cost : fill.costs)
      if (fill.side == "buy" && cost.kind == "commission")
        commissions += cost.amount;
  QCOMPARE(commissions.toFixed(2), std::string("1200.00"));
}

void TstLargestOrder::limitOrdersMayBeLarger()
{
  const auto result = runOn(sourceOf(kGrowth), {"initial_cash=4000000", "fill=limit", "finalize=keep"});
  QCOMPARE(orderLines(result).mid(0, 2), (Lines{"2023-08-23 buy 300000 filled", "2023-08-23 buy 100000 filled"}));
}

void TstLargestOrder::sizedAtTheFillItIsSeveralToo()
{
  // 4,000,000 ÷ 9.90 = 404,040 → 404,000. After two orders 4,000,000 − 2 × 1,485,386.10 = 1,029,227.80 are left:
  // 103,900 × 9.90 = 1,028,610.00 + 257.15 + 10.29 fit, 104,000 × 9.90 = 1,029,600 do not.
  const auto result = runOn(sourceOf(kGrowth), {"initial_cash=4000000", "size_at=fill", "finalize=keep"});
  QCOMPARE(fillLines(result).mid(0, 3),
      (Lines{"2023-08-24 buy 150000 @9.9 commission 371.25 transfer_fee 14.85",
          "2023-08-24 buy 150000 @9.9 commission 371.25 transfer_fee 14.85",
          "2023-08-24 buy 103900 @9.9 commission 257.15 transfer_fee 10.29"}));
}

void TstLargestOrder::theyShareTheVolume()
{
  // A fifth of 1,000,000 shares is 200,000 for all orders of a day together.
  const auto result = runOn(sourceOf(kGrowth, 1e6), {"initial_cash=4000000", "volume_share=0.2", "finalize=keep"});
  Quantity bought;
  for (const analytics::FillRecord& fill : result.fills)
    if (fill.side == "buy" && fill.time.day().iso() == "2023-08-24")
      bought += fill.quantity;
  QCOMPARE(bought.toString(), std::string("200000"));
  QCOMPARE(orderLines(result).mid(0, 3),
      (Lines{"2023-08-23 buy 150000 filled", "2023-08-23 buy 150000 partially_filled backtest.cut_to_volume",
          "2023-08-23 buy 100000 expired trading.match.no_volume"}));
}

void TstLargestOrder::noRestIsTooSmall()
{
  // STAR takes 50,000 at the market and nothing below 200: 500,500 ÷ 10.00 = 50,050 are 49,850 and 200.
  const auto result = runOn(sourceOf(kStar), {"initial_cash=500500", "finalize=keep"}, kStar);
  QCOMPARE(orderLines(result).mid(0, 2), (Lines{"2023-08-23 buy 49850 filled", "2023-08-23 buy 200 filled"}));
}

void TstLargestOrder::whatAnExDateMakesLargerIsSplit()
{
  // 150,000 at 10.00; on the ex-date one share becomes two: 300,000, which no single order may carry.
  market::CorporateAction action;
  action.exDay = orDie(TradingDay::parse("2023-08-24"));
  action.bonus = 1;
  MemorySource source;
  source.add(entity(kGrowth, "", "2019-11-11"),
      daily({{"2023-08-21", 10, 10, 10, 10, 1e7}, {"2023-08-22", 9.95, 10, 9.9, 9.9, 1e7},
          {"2023-08-23", 9.9, 10.05, 9.9, 10, 1e7}, {"2023-08-24", 4.95, 5.1, 4.95, 5, 1e7}}),
      {action});
  const auto result = runOn(std::move(source), {"initial_cash=1500000", "run.adjust=hfq", "finalize=keep"});
  QCOMPARE(orderLines(result), (Lines{"2023-08-23 buy 150000 filled", "2023-08-24 buy 150000 filled"}));
}

void TstLargestOrder::theFastEngineSplitsTheSame()
{
  SilentTaskControl control;
  const auto book = orDie(market::RuleBook::load());
  const auto engineOf = [&](const char* id, const char* cash, const char* sizeAt) {
    strategy::StrategyDocument document = turnStrategy({id});
    for (const std::string& setting : {std::string("initial_cash=") + cash, std::string("size_at=") + sizeAt})
      if (!strategy::applySetting(document, setting))
        qFatal("no such setting");
    const strategy::ExecutionPlan plan = orDie(strategy::compile(document));
    MemorySource source = sourceOf(id);
    const BacktestData data = orDie(loadData(plan, source, control));
    const PlanRun run = orDie(runPlan(plan, data, book, control));
    const BacktestResult bars = orDie(runBacktest(plan, data, book, control));
    if (orderLines(run.result) != orderLines(bars) || fillLines(run.result) != fillLines(bars))
      qFatal("the engines differ");
    return run.engine;
  };
  QVERIFY(engineOf(kGrowth, "1500000", "decision") == Engine::Columns); // 150,000: one order
  QVERIFY(engineOf(kGrowth, "4000000", "decision") == Engine::Columns);
  QVERIFY(engineOf(kStar, "500500", "decision") == Engine::Columns);
  QVERIFY(engineOf(kGrowth, "4000000", "fill") == Engine::Bars); // what becomes several at the fill is left to it
}

void TstLargestOrder::aStrategysTargetIsSeveralOrders()
{
  // 0.9 × 4,000,000 ÷ 10.00 = 360,000; cash is kept back at the upper limit, 12.00, and suffices for 333,300 or so.
  const auto market = play("target", "4000000");
  const QStringList orders = ordersOf(*market);
  QCOMPARE(orders.mid(0, 2), (Lines{"buy 150000 filled", "buy 150000 filled"}));
  QVERIFY2(orders.value(2).startsWith("buy 33"), qPrintable(orders.join(", ")));
  QCOMPARE(orders.mid(3, 2), (Lines{"sell 150000 filled", "sell 150000 filled"}));
  QCOMPARE(orders.size(), 6);
  const auto snapshot = market->orders().snapshot();
  for (std::size_t i = 0; i < 2; ++i) // each order pays for itself
    QCOMPARE(trading::total(snapshot->fills.at(i).costs).toFixed(2), std::string("386.10"));
  QCOMPARE(snapshot->account->equity(), snapshot->account->cash());
}

void TstLargestOrder::aStrategysOwnOrderIsRefused()
{
  const auto market = play("150100", "4000000");
  QVERIFY(ordersOf(*market).empty() || ordersOf(*market) == Lines{"buy 150100 rejected"});
  QVERIFY(market->orders().snapshot()->fills.empty());
  const auto accepted = play("150000", "4000000");
  QCOMPARE(ordersOf(*accepted), Lines{"buy 150000 filled"});
}

QTEST_GUILESS_MAIN(TstLargestOrder)
#include "tst_largest_order.moc"

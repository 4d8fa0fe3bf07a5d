// SPDX-License-Identifier: Apache-2.0
// What a strategy sees, when it is called, and what becomes of its wishes in a simulated market.
#include "core/backtest/host/simulated_market.h"
#include "core/strategy/model.h"
#include "core/strategy/selector_strategy.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <ctime>
#include <functional>
#include <stdexcept>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using strategy::BarEvent;
using strategy::BarView;
using strategy::StrategyContext;

namespace {

constexpr const char* kBank = "stock_sh_600000";
constexpr const char* kCitic = "stock_sh_600030";

/// A strategy of lambdas.
struct Probe final : strategy::Strategy {
  strategy::StrategyNeeds wanted;
  std::function<void(StrategyContext&, const BarEvent&)> bar;
  std::function<void(StrategyContext&)> time, open, close, start, profit;
  std::function<void(StrategyContext&, const trading::Fill&)> filled;

  explicit Probe(std::vector<std::string> entities = {"*"})
  {
    wanted.name = "probe";
    wanted.entities = std::move(entities);
  }
  [[nodiscard]] strategy::StrategyNeeds needs() const override { return wanted; }
  Result<void> onStart(StrategyContext& context) override { return tell(start, context); }
  Result<void> onTradingOpen(StrategyContext& context) override { return tell(open, context); }
  Result<void> onTradingClose(StrategyContext& context) override { return tell(close, context); }
  Result<void> onTime(StrategyContext& context) override { return tell(time, context); }
  Result<void> onProfitControl(StrategyContext& context) override { return tell(profit, context); }
  Result<void> onBar(StrategyContext& context, const BarEvent& event) override
  {
    if (bar)
      bar(context, event);
    return {};
  }
  Result<void> onFill(StrategyContext& context, const trading::Fill& fill) override
  {
    if (filled)
      filled(context, fill);
    return {};
  }
  static Result<void> tell(const std::function<void(StrategyContext&)>& hook, StrategyContext& context)
  {
    if (hook)
      hook(context);
    return {};
  }
};

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

/// Mon 2024-12-02 … Tue 2024-12-10, two weeks; the first week's last bar is Fri 12-06.
MemorySource twoWeeks()
{
  MemorySource source;
  source.add(entity(kBank, "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10.3, 10, 10.2},
          {"2024-12-04", 10.2, 10.5, 10.1, 10.4}, {"2024-12-05", 10.4, 10.6, 10.3, 10.5},
          {"2024-12-06", 10.5, 10.7, 10.4, 10.6}, {"2024-12-09", 10.6, 10.8, 10.5, 10.7},
          {"2024-12-10", 10.7, 10.9, 10.6, 10.8}}));
  source.add(entity(kCitic, "Citic"),
      daily({{"2024-12-02", 20, 20.1, 19.9, 20}, {"2024-12-03", 20, 20.1, 19.5, 19.6},
          {"2024-12-04", 19.6, 19.7, 19, 19.2}, {"2024-12-05", 19.2, 19.3, 18.9, 19},
          {"2024-12-06", 19, 19.1, 18.5, 18.6}, {"2024-12-09", 18.6, 18.8, 18.2, 18.4},
          {"2024-12-10", 18.4, 18.5, 18, 18.1}}));
  return source;
}

struct Run {
  std::unique_ptr<SimulatedMarket> market;
  QStringList orders; ///< "2024-12-03 buy 900 filled"
};

Run play(std::unique_ptr<strategy::Strategy> strategy, MarketSource& source, const char* start = "2024-12-03",
    UnitLimits limits = {})
{
  SimulatedMarket::Options options;
  options.account.name = "test";
  options.account.initialCash = orDie(Money::parse("100000"));
  options.rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  options.start = orDie(TradingDay::parse(start));
  options.seed = 7;
  options.limits = limits;
  Run run;
  run.market = orDie(SimulatedMarket::create(std::move(strategy), std::move(options), source));
  SilentTaskControl control;
  if (const auto done = run.market->run(control); !done)
    qFatal("%s", done.error().code.c_str());
  for (const trading::Order& order : run.market->orders().snapshot()->orders)
    run.orders << QString::fromStdString(order.day.iso() + " " + std::string(trading::toString(order.side)) + " "
        + order.quantity.toString() + " " + std::string(trading::toString(order.state)));
  return run;
}

}

class TstStrategyHost : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void hooksInTheirOrder();
  void onlyFinishedBarsOfEveryLevel();
  void targetsBecomeOrdersOfTheNextDay();
  void sharesOfTodayAreSoldTomorrow();
  void cashIsNeverOverdrawn();
  void entitiesComeAndGo();
  void selectorHoldsTheBest();
  void modelScoresTheCrossSection();
  void profitControlSells();
  void decisionsSayWhy();
  void faultsStopTheStrategy_data();
  void faultsStopTheStrategy();
  void sameSeedSameRun();
  void requestsCountInTheirOwnSecond();
  void oneNameOneStrategy();
  void timeGrowsWithTheOrders_data();
  void timeGrowsWithTheOrders();
};

void TstStrategyHost::hooksInTheirOrder()
{
  MemorySource source = twoWeeks();
  QStringList calls;
  auto probe = std::make_unique<Probe>();
  probe->wanted.levels = {market::BarLevel::Day1, market::BarLevel::Week1};
  const auto say = [&calls](const char* what) {
    return [&calls, what](StrategyContext& context) {
      calls << QString("%1 %2").arg(what, context.day().iso().substr(8).c_str());
    };
  };
  probe->start = [&calls](StrategyContext&) { calls << "start"; };
  probe->open = say("open");
  probe->close = say("close");
  probe->time = say("time");
  probe->profit = say("profit");
  probe->bar = [&calls](StrategyContext& context, const BarEvent& event) {
    calls << QString::fromStdString(std::string(market::toString(event.level)) + " " + context.day().iso().substr(8)
        + " " + std::to_string(event.entities.size()));
  };
  const Run run = play(std::move(probe), source, "2024-12-06");
  QCOMPARE(calls,
      (QStringList{"start", "open 06", "1wk 06 2", "1d 06 2", "time 06", "profit 06", "close 06", "open 09", "1d 09 2",
          "time 09", "profit 09", "close 09", "open 10", "1d 10 2", "time 10", "profit 10", "close 10"}));
}

/// At each close there are exactly the bars up to that day, and the week's bar only from Friday's close on.
void TstStrategyHost::onlyFinishedBarsOfEveryLevel()
{
  MemorySource source = twoWeeks();
  QStringList seen;
  auto probe = std::make_unique<Probe>();
  probe->wanted.levels = {market::BarLevel::Week1, market::BarLevel::Day1};
  const auto look = [&seen](StrategyContext& context, const char* when) {
    const BarView days = context.bars(kBank, market::BarLevel::Day1);
    const BarView weeks = context.bars(kBank, market::BarLevel::Week1);
    seen << QString("%1 %2: %3 days %4 weeks")
                .arg(context.day().iso().substr(8).c_str(), when)
                .arg(days.size())
                .arg(weeks.size());
    if (!weeks.empty()) {
      QCOMPARE(weeks.open[0], 10.0);
      QCOMPARE(weeks.close[0], 10.6);
      QCOMPARE(weeks.high[0], 10.7);
    }
  };
  probe->open = [look](StrategyContext& context) { look(context, "open"); };
  probe->time = [look](StrategyContext& context) { look(context, "close"); };
  const Run run = play(std::move(probe), source, "2024-12-05");
  QCOMPARE(seen,
      (QStringList{"05 open: 3 days 0 weeks", "05 close: 4 days 0 weeks", "06 open: 4 days 0 weeks",
          "06 close: 5 days 1 weeks", "09 open: 5 days 1 weeks", "09 close: 6 days 1 weeks", "10 open: 6 days 1 weeks",
          "10 close: 7 days 1 weeks"}));
}

/// Half of 100,000 at 10.20 are 4,901 shares: 4,900 in lots. Filled at the next open, 10.20: 49,980.
void TstStrategyHost::targetsBecomeOrdersOfTheNextDay()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    if (context.day().iso() == "2024-12-03")
      context.setTarget(kBank, 0.5);
    if (context.day().iso() == "2024-12-05")
      context.setTarget(kBank, 0);
  };
  const Run run = play(std::move(probe), source);
  QCOMPARE(run.orders, (QStringList{"2024-12-03 buy 4900 filled", "2024-12-05 sell 4900 filled"}));
  const auto snapshot = run.market->orders().snapshot();
  QCOMPARE(snapshot->fills.at(0).price.toString(), std::string("10.2"));
  QCOMPARE(snapshot->fills.at(0).day.iso(), std::string("2024-12-04"));
  QCOMPARE(snapshot->fills.at(1).price.toString(), std::string("10.5"));
  QCOMPARE(snapshot->account->equity(), snapshot->account->cash());
}

/// T+1: what was bought at 12-04's open cannot be ordered away at 12-04's close; the wish stays and is met a day later.
void TstStrategyHost::sharesOfTodayAreSoldTomorrow()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    context.setTarget(kBank, context.day().iso() == "2024-12-03" ? 0.5 : 0);
  };
  const Run run = play(std::move(probe), source);
  QCOMPARE(run.orders, (QStringList{"2024-12-03 buy 4900 filled", "2024-12-05 sell 4900 filled"}));
}

/// Two halves: each order keeps back its amount at the upper limit price, 10 % above, so the second gets what is left.
/// 4,900 × 11.22 = 54,978 and 5 % of costs at most; 45,000 ÷ 21.56 = 2,087: 2,000 shares.
void TstStrategyHost::cashIsNeverOverdrawn()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    if (context.day().iso() != "2024-12-03")
      return;
    context.setTarget(kBank, 0.5);
    context.setTarget(kCitic, 0.5);
  };
  const Run run = play(std::move(probe), source);
  QCOMPARE(run.orders, (QStringList{"2024-12-03 buy 4900 filled", "2024-12-03 buy 2000 filled"}));
  QVERIFY(!run.market->orders().snapshot()->account->cash().isNegative());
}

void TstStrategyHost::entitiesComeAndGo()
{
  MemorySource source = twoWeeks();
  QStringList seen;
  auto probe = std::make_unique<Probe>();
  probe->bar = [&seen](StrategyContext& context, const BarEvent& event) {
    QStringList ids;
    for (const std::uint32_t place : event.entities)
      ids << QString::fromStdString(context.universe()[place]).right(6);
    seen << ids.join(' ');
    if (context.day().iso() == "2024-12-05")
      context.removeEntity(kCitic);
    if (context.day().iso() == "2024-12-09")
      context.addEntity(kCitic);
  };
  const Run run = play(std::move(probe), source, "2024-12-05");
  QCOMPARE(seen, (QStringList{"600000 600030", "600000", "600000", "600000 600030"}));
}

/// ROC 1 is above 0 for the bank alone, which rises every day.
void TstStrategyHost::selectorHoldsTheBest()
{
  MemorySource source = twoWeeks();
  strategy::SelectorRules rules;
  rules.name = "best";
  rules.entities = {"*"};
  rules.score = "ROC(CLOSE,1)";
  rules.targets.top = 1;
  rules.targets.thresholds = {0, -100};
  rules.gross = 0.5;
  const Run run = play(strategy::makeSelectorStrategy(rules), source, "2024-12-04");
  QCOMPARE(run.orders, QStringList{"2024-12-04 buy 4800 filled"}); // 50,000 ÷ 10.40 = 4,807
  QCOMPARE(run.market->host().unit().decisions().front().entityId, std::string(kBank));
  QCOMPARE(run.market->host().unit().decisions().front().notes.front().first, std::string("score"));
}

/// A model that likes what is cheap: the bank at 10 before Citic at 19.
void TstStrategyHost::modelScoresTheCrossSection()
{
  struct Cheapest final : strategy::CrossSectionModel {
    [[nodiscard]] std::vector<std::string> features() const override { return {"CLOSE", "VOLUME"}; }
    Result<void> predict(const strategy::FeatureSection& section, std::span<double> scores) const override
    {
      if (section.feature(1)[0] != 10'000)
        return fail("test.volume");
      for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i] = -section.feature(0)[i];
      return {};
    }
  };
  MemorySource source = twoWeeks();
  strategy::SelectorRules rules;
  rules.name = "model";
  rules.entities = {"*"};
  rules.model = std::make_shared<const Cheapest>();
  rules.targets.top = 1;
  rules.targets.thresholds = {-1000, -2000};
  rules.gross = 0.5;
  const Run run = play(strategy::makeSelectorStrategy(rules), source);
  QCOMPARE(run.orders, QStringList{"2024-12-03 buy 4900 filled"});
  QCOMPARE(run.market->orders().snapshot()->orders.front().entityId, std::string(kBank));
}

/// Bought at 10.20; +3 % is passed with 12-06's close, 10.60 (3.9 %), when costs are in: sold at the next open.
void TstStrategyHost::profitControlSells()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    if (context.day().iso() == "2024-12-03")
      context.setTarget(kBank, 0.5);
  };
  probe->profit = [](StrategyContext& context) { strategy::applyProfitRule(context, {0.03, -0.3}); };
  const Run run = play(std::move(probe), source);
  QCOMPARE(run.orders, (QStringList{"2024-12-03 buy 4900 filled", "2024-12-06 sell 4900 filled"}));
}

void TstStrategyHost::decisionsSayWhy()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    if (context.day().iso() != "2024-12-03")
      return;
    context.note({}, "regime", 1);
    context.note(kBank, "close", context.lastPrice(kBank));
    context.note(kCitic, "close", context.lastPrice(kCitic));
    context.setTarget(kBank, 0.5);
  };
  const Run run = play(std::move(probe), source);
  const auto& decisions = run.market->host().unit().decisions();
  QCOMPARE(decisions.size(), std::size_t{1});
  QCOMPARE(decisions[0].notes, (std::vector<std::pair<std::string, double>>{{"regime", 1}, {"close", 10.2}}));
  QCOMPARE(decisions[0].orderIds, std::vector{run.market->orders().snapshot()->orders.front().id});
}

void TstStrategyHost::faultsStopTheStrategy_data()
{
  using Fault = std::function<void(StrategyContext&)>;
  QTest::addColumn<Fault>("fault");
  QTest::addColumn<QString>("code");
  QTest::newRow("throws") << Fault([](StrategyContext&) { throw std::runtime_error("boom"); }) << "strategy.threw";
  QTest::newRow("throws anything") << Fault([](StrategyContext&) { throw 42; }) << "strategy.threw";
  QTest::newRow("unknown entity") << Fault([](StrategyContext& context) { context.setTarget("stock_sz_999999", 1); })
                                  << "strategy.unknown_entity";
  QTest::newRow("unknown level") << Fault([](StrategyContext& context) {
    (void)context.bars(kBank, market::BarLevel::Min1);
  }) << "strategy.unknown_level";
  QTest::newRow("NaN weight") << Fault([](StrategyContext& context) { context.setTarget(kBank, std::nan("")); })
                              << "strategy.bad_weight";
  QTest::newRow("infinite weight") << Fault([](StrategyContext& context) { context.setTarget(kBank, INFINITY); })
                                   << "strategy.bad_weight";
  QTest::newRow("10,000 orders") << Fault([](StrategyContext& context) {
    for (int i = 0; i < 10'000; ++i)
      context.submit({kBank, trading::Side::Buy, Quantity::fromInt(100), {}});
  }) << "strategy.too_many_orders";
  QTest::newRow("no quantity") << Fault([](StrategyContext& context) {
    context.submit({kBank, trading::Side::Buy, Quantity(), {}});
  }) << "strategy.bad_order";
}

/// It is stopped, its fault is named, and nothing of that hook is sent.
void TstStrategyHost::faultsStopTheStrategy()
{
  QFETCH(std::function<void(StrategyContext&)>, fault);
  QFETCH(QString, code);
  MemorySource source = twoWeeks();
  int hooks = 0;
  auto probe = std::make_unique<Probe>();
  probe->time = [&](StrategyContext& context) {
    ++hooks;
    if (hooks == 2) {
      context.setTarget(kCitic, 0.5);
      fault(context);
    }
  };
  const Run run = play(std::move(probe), source);
  QCOMPARE(hooks, 2);
  QCOMPARE(QString::fromStdString(run.market->host().unit().fault().code), code);
  QVERIFY(!run.market->host().unit().isRunning());
  QCOMPARE(run.orders, QStringList());
  QVERIFY(run.market->host().unit().logLines().back().find(code.toStdString()) != std::string::npos);
}

void TstStrategyHost::sameSeedSameRun()
{
  const auto numbers = [] {
    MemorySource source = twoWeeks();
    std::vector<double> drawn;
    auto probe = std::make_unique<Probe>();
    probe->time = [&](StrategyContext& context) {
      drawn.push_back(context.random().uniform());
      context.setTarget(kBank, drawn.back() / 2);
    };
    const Run run = play(std::move(probe), source);
    return std::pair(drawn, run.orders);
  };
  const auto first = numbers();
  QCOMPARE(first.first.size(), std::size_t{6});
  QVERIFY(first == numbers());
}

/// Three requests a second are allowed, and three are made each day: orders on one, cancellations on the next.
void TstStrategyHost::requestsCountInTheirOwnSecond()
{
  MemorySource source = twoWeeks();
  auto probe = std::make_unique<Probe>();
  probe->time = [day = 0](StrategyContext& context) mutable {
    for (int i = 0; i < 3; ++i) {
      if (day % 2 == 0)
        context.submit({kBank, trading::Side::Buy, Quantity::fromInt(100), Price::fromDouble(9.9).value()});
      else
        context.cancel("no such order");
    }
    ++day;
  };
  UnitLimits limits;
  limits.ordersPerSecond = 3;
  const Run run = play(std::move(probe), source, "2024-12-03", limits);
  QCOMPARE(run.market->host().unit().fault().code, std::string());
  QCOMPARE(run.orders.size(), 9);
}

void TstStrategyHost::oneNameOneStrategy()
{
  MemorySource source = twoWeeks();
  const Run run = play(std::make_unique<Probe>(), source);
  StrategyHost::Options options;
  options.rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  const auto second = StrategyHost::create(std::make_unique<Probe>(), options, source, run.market->orders());
  QVERIFY(!second);
  QCOMPARE(second.error().code, std::string("strategy.duplicate_name"));
  auto other = std::make_unique<Probe>();
  other->wanted.name = "other";
  QVERIFY(StrategyHost::create(std::move(other), options, source, run.market->orders()).has_value());
}

void TstStrategyHost::timeGrowsWithTheOrders_data()
{
  QTest::addColumn<int>("days");
  for (const int days : {25, 50, 100})
    QTest::newRow(qPrintable(QString("%1 orders").arg(100 * days))) << days;
}

/// A hundred orders a day, half of them cancelled by the day's end: four times the days, four times the time and not
/// sixteen times.
void TstStrategyHost::timeGrowsWithTheOrders()
{
  QFETCH(int, days);
  static double first = 0; // processor seconds of an order
  MemorySource source;
  const auto calendar = orDie(market::Calendar::load("cn"));
  market::BarSeries bars;
  bars.provider = "test";
  auto day = orDie(TradingDay::parse("2022-01-04"));
  for (int i = 0; i <= days; ++i, day = orDie(calendar->next(day)))
    bars.append({day.days, 10, 10.1, 9.9, 10, 1e8, 1e9});
  source.add(entity(kBank, "Bank"), std::move(bars));
  auto probe = std::make_unique<Probe>();
  probe->time = [](StrategyContext& context) {
    for (int i = 0; i < 50; ++i) {
      context.submit({kBank, trading::Side::Buy, Quantity::fromInt(100), Price::fromDouble(9.5).value()});
      context.submit({kBank, trading::Side::Buy, Quantity::fromInt(100), Price::fromDouble(10.05).value()});
    }
  };
  SimulatedMarket::Options options;
  options.account.name = "test";
  options.account.initialCash = orDie(Money::parse("10000000000"));
  options.rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  options.start = orDie(TradingDay::parse("2022-01-05"));
  const auto market = orDie(SimulatedMarket::create(std::move(probe), std::move(options), source));
  SilentTaskControl control;
  const std::clock_t began = std::clock();
  QVERIFY(market->run(control).has_value());
  const double took = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  const std::size_t orders = market->orders().state().orders().size();
  QCOMPARE(orders, static_cast<std::size_t>(100 * days));
  QVERIFY(market->orders().state().fills().size() >= orders / 2 - 50);
  qInfo("%zu orders: %.2f s, %.0f us an order", orders, took, took / static_cast<double>(orders) * 1e6);
  if (first == 0)
    first = took / static_cast<double>(orders);
  QVERIFY(took / static_cast<double>(orders) < 2 * first);
}

QTEST_GUILESS_MAIN(TstStrategyHost)
#include "tst_strategy_host.moc"

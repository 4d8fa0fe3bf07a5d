// SPDX-License-Identifier: Apache-2.0
// Strategies that live in the program: the same orders as a backtest, whatever happens between.
#include "core/backtest/host/played_terms.h"
#include "core/backtest/host/simulated_market.h"
#include "core/backtest/live/deployed_strategy.h"
#include "core/backtest/live/strategy_service.h"
#include "core/base/executor.h"
#include "core/base/parallel_for.h"
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/journal.h"
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"
#include "tests/core/backtest/live/live_program.h"
#include "tests/core/storage/test_profile.h"

#include <QtTest>

#include <future>
#include <map>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

class TstStrategyService : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void sameOrdersAsABacktest();
  void badStrategiesHarmNobody();
  void aDaysLossStopsItsOrders();
  void ordersOfADayAreCounted();
  void aPlayedCloseIsNoSecond();
  void barsOfThePastComeAndGo_data();
  void barsOfThePastComeAndGo();
  void actionsOfPassedDaysAreBookedLate_data();
  void actionsOfPassedDaysAreBookedLate();
  void factsOfWhatIsHeldAreOfTheDayBefore();
  void failedWritesAreUndone();
  void removedStrategiesLeaveTheLimits();
  void clutchStopsOrdersAndNotDecisions();
  void stopSwitchTakesBackWhatWorks();
  void comeAndGoWhileItRuns();
  void replayForwardAndBack();
  void commandsFromOtherThreads();
  void wrongRequestsAreAnswered();

private:
  std::filesystem::path m_folder;
  MemorySource m_source;
  std::shared_ptr<const market::RuleBook> m_rules;
};

void TstStrategyService::initTestCase()
{
  ZVT_FIXTURE(folder, "market/hikyuu");
  m_folder = folder;
  m_source = realMarket(folder);
  m_rules = orDie(market::RuleBook::load());
}

/// The service's paper market and a backtest of the same strategy over the same real bars: every order, fill and yuan.
/// Those on weeks decide on weeks, and trade on days through all ex-dates between.
void TstStrategyService::sameOrdersAsABacktest()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(document("ma")));
  orDie(program.deploy(script("script")));
  Deployment weeks = document("weeks");
  weeks.settings = {"run.level=1wk", "cross.fast=1", "cross.slow=2"};
  orDie(program.deploy(weeks));
  const Deployment scriptOfWeeks = script("script_weeks", kWeeksScript);
  orDie(program.deploy(scriptOfWeeks));
  const Deployment guardedWeeks = script("guarded_weeks", kGuardedWeeks);
  orDie(program.deploy(guardedWeeks));
  orDie(program.deploy(script("thin", kThin)));
  const Deployment guarded = script("guarded", kGuarded);
  orDie(program.deploy(guarded));
  orDie(program.moveTo("2007-12-28"));
  for (const Deployment& deployment :
      {document("ma"), script("script"), weeks, scriptOfWeeks, guardedWeeks, guarded, script("thin", kThin)}) {
    DeployedStrategy deployed = orDie(readDeployed(deployment, nullptr));
    PlayedTerms terms = playedTerms(
        deployed.account, orDie(m_source.resolve({"stock_*"}, market::BarLevel::Day1)).front(), m_rules, {});
    SimulatedMarket::Options options;
    options.account = terms.account;
    options.account.name = "strategy." + deployment.name;
    options.rules = terms.rules;
    options.matching = terms.matching;
    options.plan = terms.plan;
    if (deployed.isDocument)
      options.document = {deployment.name, deployed.run.level, deployed.account};
    options.book.adjust = deployed.run.adjust;
    options.seed = deployed.run.seed;
    options.start = orDie(TradingDay::parse("2007-04-02"));
    const auto simulated = orDie(SimulatedMarket::create(std::move(deployed.strategy), std::move(options), m_source));
    SilentTaskControl control;
    orDie(simulated->run(control));
    const QStringList expected = linesOf(simulated->orders().state());
    QVERIFY2(
        expected.size() > (deployment.name.ends_with("weeks") ? 12 : 30), qPrintable(QString::number(expected.size())));
    QCOMPARE(journaled(store, "strategy." + deployment.name), expected);
    const LiveRow row = program.row(deployment.name);
    QVERIFY(row.state == LiveState::Running);
    const trading::SimAccount& account = simulated->orders().state().account();
    QCOMPARE(row.equity.toString(), account.equity().toString());
    QCOMPARE((row.realised + row.unrealised).toString(), row.profit.toString());
    QVERIFY(row.decision.has_value());
    QCOMPARE(row.day, std::optional(orDie(TradingDay::parse("2007-12-28"))));
  }
}

void TstStrategyService::badStrategiesHarmNobody()
{
  const std::string head = "strategy = { name = 'x', entities = { 'stock_*' } } function on_time(ctx) ";
  const std::vector<std::pair<std::string, std::string>> bad{
      {"while true do end", "script.limit.work"},
      {"error('on purpose')", "script.failed"},
      {"ctx:target('stock_sh_600000', 0/0)", "strategy.bad_weight"},
      {"for i = 1, 10000 do ctx:buy('stock_sh_600000', 100) end", "strategy.too_many_orders"},
      {"ctx:target('stock_sh_999999', 0.5)", "strategy.unknown_entity"},
  };
  testing::MemoryStore alone;
  {
    Program program(m_source, alone, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.moveTo("2007-06-29"));
  }
  testing::MemoryStore among;
  {
    Program program(m_source, among, m_rules);
    orDie(program.moveTo("2007-03-30"));
    for (std::size_t i = 0; i < bad.size(); ++i)
      orDie(program.deploy(script("bad" + std::to_string(i), head + bad[i].first + " end")));
    orDie(program.deploy(document("ma")));
    Deployment nowhere = document("nowhere");
    orDie(program.deploy([&] {
      nowhere.settings = {"u.entities=stock_bj_*"};
      return nowhere;
    }()));
    orDie(program.moveTo("2007-06-29"));
    for (std::size_t i = 0; i < bad.size(); ++i) {
      const LiveRow row = program.row("bad" + std::to_string(i));
      QVERIFY(row.state == LiveState::Failed);
      QCOMPARE(QString::fromStdString(row.fault.code), QString::fromStdString(bad[i].second));
      QCOMPARE(row.ordersToday, 0);
    }
    QVERIFY(program.row("nowhere").state == LiveState::Failed);
    QCOMPARE(QString::fromStdString(program.row("nowhere").fault.code), QStringLiteral("backtest.empty_universe"));
    QVERIFY(program.row("ma").state == LiveState::Running);
  }
  QCOMPARE(journaled(among, "strategy.ma"), journaled(alone, "strategy.ma"));
  // The reason is kept.
  Program program(m_source, among, m_rules);
  QVERIFY(program.row("bad0").state == LiveState::Failed);
  QCOMPARE(QString::fromStdString(program.row("bad0").fault.code), QStringLiteral("script.limit.work"));
}

/// What is decided at a close is judged by that close, not by the one before.
void TstStrategyService::aDaysLossStopsItsOrders()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules, limitedTo("daily_loss", "0.02", risk::LimitUnit::OfEquity));
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(script("buyer", kBuyer)));
  orDie(program.moveTo("2007-07-31"));
  std::map<TradingDay, int> orders;
  const auto state = orDie(trading::TradingState::replay(trading::Journal(store, "strategy.buyer")));
  for (const trading::Order& order : state.orders())
    ++orders[order.day];
  const auto equity = orDie(equityFromJson(orDie(store.get(kEquityTable, "buyer")).value()));
  int losing = 0, calm = 0;
  for (std::size_t i = 1; i < equity.size(); ++i) {
    const double change = equity[i].equity.toDouble() / equity[i - 1].equity.toDouble() - 1;
    if (change < -0.021) {
      ++losing;
      QVERIFY2(orders[equity[i].day] == 0, equity[i].day.iso().c_str());
    }
    calm += change > -0.019 && orders[equity[i].day] > 0;
  }
  QVERIFY2(losing >= 3, qPrintable(QString::number(losing)));
  QVERIFY2(calm >= 20, qPrintable(QString::number(calm)));
}

/// Three at a close; the fourth, before the next day begins, is of the same day.
void TstStrategyService::ordersOfADayAreCounted()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules, limitedTo("order_rate", "3", risk::LimitUnit::PerDay));
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(script("buyer", kBuyer)));
  orDie(program.moveTo("2007-04-30"));
  std::map<TradingDay, int> orders;
  const auto state = orDie(trading::TradingState::replay(trading::Journal(store, "strategy.buyer")));
  for (const trading::Order& order : state.orders())
    ++orders[order.day];
  QVERIFY(orders.size() > 10);
  for (const auto& [day, count] : orders)
    QVERIFY2(count <= 3, (day.iso() + " " + std::to_string(count)).c_str());
  QCOMPARE(program.desk->book().picture("strategy.buyer").flow("strategy.buyer", {}, program.clock.elapsed()).orders,
      orders[orDie(TradingDay::parse("2007-04-30"))]);
}

/// However fast the machine plays: a limit by the second is for orders that leave in one.
void TstStrategyService::aPlayedCloseIsNoSecond()
{
  testing::MemoryStore limited, free;
  for (testing::MemoryStore* store : {&limited, &free}) {
    Program program(m_source, *store, m_rules,
        store == &limited ? limitedTo("order_rate", "1", risk::LimitUnit::PerSecond) : risk::RiskLimits{});
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(script("buyer", kBuyer)));
    orDie(program.moveTo("2007-04-30"));
  }
  QVERIFY(journaled(free, "strategy.buyer").size() > 30);
  QCOMPARE(journaled(limited, "strategy.buyer"), journaled(free, "strategy.buyer"));
}

void TstStrategyService::barsOfThePastComeAndGo_data()
{
  QTest::addColumn<bool>("come");
  QTest::newRow("come") << true;
  QTest::newRow("go") << false;
}

/// Older bars that are imported, or taken away, while strategies run: as after a restart over the bars as they are now.
void TstStrategyService::barsOfThePastComeAndGo()
{
  QFETCH(bool, come);
  const MemorySource recent = since(m_source, "2006-09-01");
  const MemorySource& before = come ? recent : m_source;
  const MemorySource& after = come ? m_source : recent;
  QStringList kept[2];
  Money equity[2];
  for (const bool restarts : {false, true}) {
    testing::MemoryStore store;
    MemorySource source = before;
    auto program = std::make_unique<Program>(source, store, m_rules);
    orDie(program->moveTo("2007-03-30"));
    orDie(program->deploy(document("ma")));
    orDie(program->deploy(script("script")));
    orDie(program->moveTo("2007-06-15"));
    if (restarts)
      program.reset();
    source = after;
    if (restarts)
      program = std::make_unique<Program>(source, store, m_rules);
    else
      program->service->dataChanged();
    orDie(program->moveTo("2007-12-28"));
    QVERIFY(program->row("ma").state == LiveState::Running);
    kept[restarts] = withoutIds(journaled(store, "strategy.ma")) + withoutIds(journaled(store, "strategy.script"));
    equity[restarts] = program->row("ma").equity + program->row("script").equity;
  }
  QVERIFY(kept[0].size() > 60);
  QCOMPARE(kept[0], kept[1]);
  QCOMPARE(equity[0].toString(), equity[1].toString());
}

void TstStrategyService::actionsOfPassedDaysAreBookedLate_data()
{
  QTest::addColumn<bool>("restarts");
  QTest::newRow("while it runs") << false;
  QTest::newRow("while it was away") << true;
}

/// Vanke's ex-date of 2007-05-16 (0.15 and five shares for ten) is imported in June: the account ends as that of a
/// strategy that knew it on its day, and says what it booked late, once.
void TstStrategyService::actionsOfPassedDaysAreBookedLate()
{
  QFETCH(bool, restarts);
  const std::string id = "stock_sz_000002";
  const Deployment holder = script("holder", R"(
strategy = { name = "holder", entities = { "stock_sz_000002" }, levels = { "1d" }, run = { adjust = "bfq" } }
function on_bar(ctx, level, entities)
  if not ctx:position("stock_sz_000002") and #ctx:orders() == 0 then ctx:buy("stock_sz_000002", 1000) end
end
)");
  MemorySource unknowing;
  unknowing.add(orDie(m_source.resolve({id}, market::BarLevel::Day1)).front(),
      *orDie(m_source.bars({id, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}})));
  testing::MemoryStore expectedStore, store;
  Program expected(m_source, expectedStore, m_rules);
  orDie(expected.moveTo("2007-03-30"));
  orDie(expected.deploy(holder));
  orDie(expected.moveTo("2007-06-29"));

  MemorySource source = unknowing;
  auto program = std::make_unique<Program>(source, store, m_rules);
  orDie(program->moveTo("2007-03-30"));
  orDie(program->deploy(holder));
  orDie(program->moveTo("2007-06-14"));
  const Money before = program->row("holder").cash;
  if (restarts)
    program.reset();
  source = m_source;
  if (restarts)
    program = std::make_unique<Program>(source, store, m_rules);
  else
    program->service->dataChanged();
  orDie(program->moveTo("2007-06-15"));
  LiveRow row = program->row("holder");
  QCOMPARE((row.cash - before).toString(), std::string("150"));
  QCOMPARE(row.accountNews.size(), std::size_t{1});
  QCOMPARE(std::string(trading::noticeOf(row.accountNews.front()).field("units")), std::string("500"));

  program->service->dataChanged();
  orDie(program->moveTo("2007-06-29"));
  program = nullptr;
  program = std::make_unique<Program>(source, store, m_rules);
  row = program->row("holder");
  const LiveRow known = expected.row("holder");
  QCOMPARE(row.cash.toString(), known.cash.toString());
  QCOMPARE(row.equity.toString(), known.equity.toString());
  QCOMPARE(row.unrealised.toString(), known.unrealised.toString());
  QVERIFY(row.accountNews.empty());
}

/// What is held is looked up anew each day, whether or not there is an order.
void TstStrategyService::factsOfWhatIsHeldAreOfTheDayBefore()
{
  const std::string id = "stock_sh_600000";
  auto bars = std::make_shared<market::BarSeries>(
      *orDie(m_source.bars({id, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}})));
  for (std::size_t i = 0; i < bars->size(); ++i)
    bars->volume[i] = bars->dayAt(i) < orDie(TradingDay::parse("2007-05-01")) ? 1'000 : 41'000;
  storage::MarketBatch batch;
  batch.entities = orDie(m_source.resolve({id}, market::BarLevel::Day1));
  batch.bars.push_back({bars, storage::WriteMode::Merge, {}});
  TestProfile stored;
  storage::Profile& profile = stored.open();
  QVERIFY(profile.write(std::move(batch)));
  data::MarketData marketData(profile);
  risk::SecurityFacts facts(profile, marketData);
  risk::RiskLimits limits = limitedTo("industry", "0.9", risk::LimitUnit::OfEquity);
  limits.limits.front().whenUnknown = risk::LimitAction::Warn;

  testing::MemoryStore store;
  Program program(m_source, store, m_rules, limits, &facts);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(script("holder", R"(
strategy = { name = "holder", entities = { "stock_*" }, levels = { "1d" } }
local bought = false
function on_bar(ctx, level, entities)
  if not bought then ctx:buy("stock_sh_600000", 1000) end
  bought = true
end
)")));
  orDie(program.moveTo("2007-04-13"));
  QCOMPARE(program.row("holder").positions, std::size_t{1});
  QCOMPARE(facts.lookups().averageDailyVolume(id)->toString(), std::string("1000"));
  orDie(program.moveTo("2007-06-29"));
  QCOMPARE(facts.lookups().averageDailyVolume(id)->toString(), std::string("41000"));
}

/// A command whose write fails says so, and the market goes on from what its store says.
void TstStrategyService::failedWritesAreUndone()
{
  testing::MemoryStore calm, failing;
  for (testing::MemoryStore* store : {&calm, &failing}) {
    Program program(m_source, *store, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.deploy(script("buyer", kBuyer)));
    orDie(program.moveTo("2007-05-15"));
    QVERIFY(program.row("buyer").openOrders > 0);
    if (store == &failing)
      store->failAt(2); // that it has stopped is written, that its orders are cancelled is not
    const auto stopped = program.done([&](auto told) { program.service->stop({"buyer"}, told); });
    QCOMPARE(stopped.has_value(), store == &calm);
    orDie(program.moveTo("2007-08-31"));
    QVERIFY(program.row("buyer").state == LiveState::Stopped);
    QCOMPARE(program.row("buyer").openOrders, std::size_t{0});
    QVERIFY(program.service->board()->problem.code.empty());
    if (store == &failing) {
      store->failAt(1);
      QVERIFY(!program.done([&](auto told) { program.service->start({"buyer"}, told); }));
    }
    orDie(program.moveTo("2007-10-31"));
    QVERIFY(program.row("buyer").state == LiveState::Stopped);
    const auto state = orDie(trading::TradingState::replay(trading::Journal(*store, "strategy.ma")));
    QCOMPARE(program.row("ma").cash.toString(), state.account().cash().toString());
    const risk::RiskPicture picture = program.desk->book().picture("strategy.ma");
    for (const auto& [entityId, position] : state.account().positions()) {
      const auto line = picture.lines().find({entityId, "strategy.ma", "ma"});
      QCOMPARE((line == picture.lines().end() ? Quantity() : line->second.held).toString(), position.total.toString());
    }
  }
  QCOMPARE(withoutIds(journaled(failing, "strategy.ma")), withoutIds(journaled(calm, "strategy.ma")));
  QCOMPARE(withoutIds(journaled(failing, "strategy.buyer")), withoutIds(journaled(calm, "strategy.buyer")));
}

void TstStrategyService::removedStrategiesLeaveTheLimits()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(script("buyer", kBuyer)));
  orDie(program.deploy(script("other", kBuyer)));
  orDie(program.moveTo("2007-04-30"));
  const auto accountsOf = [&program] {
    QStringList names;
    for (const std::string& account : program.desk->book().accounts())
      if (!program.desk->book().picture(account).lines().empty())
        names << QString::fromStdString(account);
    return names;
  };
  QCOMPARE(accountsOf(), (QStringList{"strategy.buyer", "strategy.other"}));
  orDie(program.done([&](auto told) { program.service->remove({"buyer"}, told); }));
  QCOMPARE(accountsOf(), QStringList{"strategy.other"});
  QCOMPARE(program.desk->book().accounts().size(), std::size_t{1});
}

void TstStrategyService::clutchStopsOrdersAndNotDecisions()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(document("one")));
  orDie(program.deploy(document("two")));
  orDie(program.done([&](auto told) { program.service->clutch({"one"}, "tester", "looks odd", told); }));
  QVERIFY(program.row("one").state == LiveState::Clutched);
  QVERIFY(program.row("two").state == LiveState::Running);
  orDie(program.moveTo("2007-06-29"));
  QVERIFY(program.row("one").decision.has_value()); // it went on deciding
  QCOMPARE(QString::fromStdString(program.row("one").decision->refusal.code), QStringLiteral("risk.clutch.engaged"));
  QCOMPARE(journaled(store, "strategy.one").size(), 1); // its cash and nothing else
  QVERIFY(journaled(store, "strategy.two").size() > 5);

  orDie(program.done([&](auto told) { program.service->release({"one"}, "tester", "fine", told); }));
  orDie(program.done([&](auto told) { program.service->clutch({}, "tester", "all", told); }));
  QVERIFY(program.service->board()->allClutched);
  QVERIFY(program.row("two").state == LiveState::Clutched);
  trading::Order byHand;
  byHand.source = "manual";
  QVERIFY(program.desk->clutch().check(byHand).has_value()); // a person's orders are not the strategies'
  const auto orders = journaled(store, "strategy.two").size();
  orDie(program.moveTo("2007-09-28"));
  QVERIFY(journaled(store, "strategy.two").size() - orders <= 1);
  orDie(program.done([&](auto told) { program.service->release({}, "tester", "", told); }));
  QVERIFY(!program.service->board()->allClutched);
  orDie(program.moveTo("2007-12-28"));
  QVERIFY(journaled(store, "strategy.one").size() > 5);
}

/// The stop switch of the program is engaged by somebody who knows nothing of the strategies: an order of theirs that
/// waits for its bar does not meet it.
void TstStrategyService::stopSwitchTakesBackWhatWorks()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(document("ma")));
  orDie(program.moveTo("2007-04-02"));
  QVERIFY(program.row("ma").openOrders > 0); // the first buys, for the next day
  orDie(program.desk->clutch().engage({}, "tester", "stop"));
  orDie(program.moveTo("2007-04-03"));
  const trading::TradingState state = orDie(trading::TradingState::replay(trading::Journal(store, "strategy.ma")));
  QVERIFY(state.fills().empty());
  QVERIFY(state.orders().empty()); // what waits for its bar has not gone out
  QCOMPARE(program.row("ma").openOrders, std::size_t{0});
  QVERIFY(program.row("ma").decision->at == closeOf("2007-04-03")); // it goes on deciding
  QCOMPARE(QString::fromStdString(program.row("ma").decision->refusal.code), QStringLiteral("risk.clutch.engaged"));
  orDie(program.desk->clutch().disengage({}, "tester", "go on"));
  orDie(program.moveTo("2007-04-05"));
  QVERIFY(journaled(store, "strategy.ma").size() > 1);
}

void TstStrategyService::comeAndGoWhileItRuns()
{
  testing::MemoryStore alone;
  {
    Program program(m_source, alone, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.moveTo("2007-08-31"));
  }
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(document("ma")));
  // On the way: pieces of the move and commands take turns.
  Result<void> arrived = zvt::fail("test.no_answer");
  program.service->moveTo(closeOf("2007-08-31"), [&](Result<void> result) { arrived = std::move(result); });
  for (int i = 0; i < 20; ++i)
    program.executor.runOne();
  Result<void> deployed = zvt::fail("test.no_answer");
  program.service->deploy(script("late"), [&](Result<void> result) { deployed = std::move(result); });
  for (int i = 0; i < 20; ++i)
    program.executor.runOne();
  orDie(deployed);
  QVERIFY(!arrived.has_value());
  QVERIFY(program.service->board()->busy);
  const Timestamp joined = *program.service->board()->now;
  QVERIFY(joined > closeOf("2007-03-30") && joined < closeOf("2007-08-31"));
  program.service->stop({"late"});
  for (int i = 0; i < 20; ++i)
    program.executor.runOne();
  QVERIFY(program.row("late").state == LiveState::Stopped);
  QCOMPARE(program.row("late").openOrders, std::size_t{0});
  program.service->start({"late"});
  for (int i = 0; i < 20; ++i)
    program.executor.runOne();
  QVERIFY(program.row("late").state == LiveState::Running);
  program.service->remove({"late"});
  program.executor.runReady();
  orDie(arrived);
  QVERIFY(program.service->board()->find("late") == nullptr);
  QVERIFY(!orDie(readDeployments(store)).empty());
  QCOMPARE(orDie(readDeployments(store)).size(), std::size_t{1});
  QCOMPARE(journaled(store, "strategy.ma"), journaled(alone, "strategy.ma"));
  // The name may come again; the old journal is another account's.
  orDie(program.deploy(script("late")));
  QCOMPARE(QString::fromStdString(orDie(readDeployments(store)).front().account), QStringLiteral("strategy.late.2"));
}

void TstStrategyService::replayForwardAndBack()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(document("ma")));
  orDie(program.moveTo("2007-04-30"));
  const QStringList paper = journaled(store, "strategy.ma");
  const auto calendar = orDie(market::Calendar::load("cn"));
  const auto replay = [&](const char* day) {
    const TradingDay at = orDie(TradingDay::parse(day));
    orDie(program.done([&](auto told) {
      program.service->replayTo(trading::ReplayMoment{calendar->closeOf(at), at, calendar}, told);
    }));
    return program.row("ma");
  };
  replay("2006-12-29");
  QVERIFY(program.service->board()->mode == LiveMode::Replay);
  const LiveRow early = replay("2007-03-16");
  const LiveRow late = replay("2007-10-31");
  QVERIFY(late.equity != early.equity);
  const LiveRow again = replay("2007-03-16"); // back
  QCOMPARE(again.equity.toString(), early.equity.toString());
  QCOMPARE(again.cash.toString(), early.cash.toString());
  QCOMPARE(replay("2007-10-31").equity.toString(), late.equity.toString());
  QCOMPARE(journaled(store, "strategy.ma"), paper);
  orDie(program.done([&](auto told) { program.service->replayTo({}, told); }));
  QVERIFY(program.service->board()->mode == LiveMode::Paper);
  QCOMPARE(program.service->board()->now, std::optional(closeOf("2007-04-30")));
}

/// Boards are read, strategies started and stopped from two threads while the market moves on a third.
void TstStrategyService::commandsFromOtherThreads()
{
  MemoryStore store;
  SystemClock clock;
  TbbParallelFor parallel;
  const auto desk = orDie(risk::RiskDesk::open(store, risk::RiskLimits{}, {}, clock));
  ThreadExecutor executor("strategies", clock);
  auto service = orDie(StrategyService::open({m_rules, {}, desk.get()}, m_source, store, clock, executor, parallel));
  std::atomic<int> boards = 0;
  const auto watched = service->observe([&boards](const LiveBoardPtr&) { ++boards; });
  service->moveTo(closeOf("2007-03-30"));
  for (int i = 0; i < 20; ++i)
    service->deploy(document("s" + std::to_string(i)));
  std::promise<void> arrived;
  service->moveTo(closeOf("2007-12-28"), [&arrived](Result<void> result) {
    orDie(result);
    arrived.set_value();
  });
  std::future<void> other = std::async(std::launch::async, [&service] {
    for (int i = 0; i < 50; ++i) {
      service->stop({"s" + std::to_string(i % 20)});
      service->start({"s" + std::to_string(i % 20)});
      static_cast<void>(service->board()->find("s1"));
    }
  });
  for (int i = 0; i < 20; ++i) {
    service->clutch({"s" + std::to_string(i)}, "tester", "");
    service->release({"s" + std::to_string(i)}, "tester", "");
  }
  arrived.get_future().wait();
  other.wait();
  executor.drain();
  QVERIFY(boards > 40);
  QCOMPARE(service->board()->rows.size(), std::size_t{20});
  for (const LiveRow& row : service->board()->rows)
    QVERIFY(row.state == LiveState::Running);
  service.reset();
  executor.drain();
}

void TstStrategyService::wrongRequestsAreAnswered()
{
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  const auto codeOf = [](const Result<void>& result) {
    return QString::fromStdString(result ? std::string() : result.error().code);
  };
  for (const char* name : {"a\nb", "*", "manual", "strategy"}) // the clutch knows others by the last ones
    QCOMPARE(codeOf(program.deploy(document(name))), QStringLiteral("strategy.bad_name"));
  Deployment broken = document("broken");
  broken.source = "{";
  QCOMPARE(codeOf(program.deploy(broken)), QStringLiteral("json.syntax"));
  orDie(program.deploy(document("ma"))); // before the market has begun
  QVERIFY(program.row("ma").state == LiveState::Running);
  QCOMPARE(codeOf(program.deploy(document("ma"))), QStringLiteral("strategy.already_deployed"));
  QCOMPARE(codeOf(program.done([&](auto told) { program.service->start({"nobody"}, told); })),
      QStringLiteral("strategy.unknown_deployment"));
  QCOMPARE(orDie(readDeployments(store)).size(), std::size_t{1});
  Deployment unnamed = document("");
  orDie(program.deploy(unnamed));
  QVERIFY(program.service->board()->find("turn") != nullptr); // as the document says
  orDie(program.moveTo("2007-03-30"));
  orDie(program.moveTo("2007-06-29"));
  QVERIFY(program.row("ma").hasAccount);
}

QTEST_GUILESS_MAIN(TstStrategyService)
#include "tst_strategy_service.moc"

// SPDX-License-Identifier: Apache-2.0
// Strategies that live in the program over restarts, crashes and stops: they go on as if nothing had been.
#include "core/backtest/live/strategy_service.h"
#include "core/base/executor.h"
#include "core/base/parallel_for.h"
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/conditional/conditional_journal.h"
#include "core/trading/journal.h"
#include "tests/core/backtest/live/live_program.h"

#include <QtTest>

#include <map>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

class TstServiceRestarts : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void restartGoesOnAsIfNothingHadBeen();
  void restartsAtEveryCloseChangeNothing();
  void whatAScriptRemembersLivesOn();
  void onlyAStopForgets();
  void whatCannotBeKeptStopsItAlone();
  void whatWasSettledIsNotRevived();
  void startedAgainItBeginsAnew();
  void damagedRecordsOfTargetsAreNone();
  void aStoppedDocumentBeginsAnew();
  void uncleanEndLeavesThemStopped();
  void crashAtAnyCommitLosesNothing();

private:
  MemorySource m_source;
  std::shared_ptr<const market::RuleBook> m_rules;
};

void TstServiceRestarts::initTestCase()
{
  ZVT_FIXTURE(folder, "market/hikyuu");
  m_source = realMarket(folder);
  m_rules = orDie(market::RuleBook::load());
}

void TstServiceRestarts::restartGoesOnAsIfNothingHadBeen()
{
  testing::MemoryStore whole;
  {
    Program program(m_source, whole, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.deploy(script("guarded", kGuarded)));
    orDie(program.deploy(script("thin", kThin)));
    orDie(program.moveTo("2007-12-28"));
  }
  testing::MemoryStore parts;
  LiveRow before;
  {
    Program program(m_source, parts, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.deploy(script("guarded", kGuarded)));
    orDie(program.deploy(script("thin", kThin)));
    orDie(program.deploy(document("resting", false)));
    // A Saturday morning, when all markets of the world have closed.
    orDie(program.done([&](auto told) {
      program.service->moveTo({LocalTime::of(orDie(TradingDay::parse("2007-06-16"))).micros}, told);
    }));
    before = program.row("ma");
  }
  Program program(m_source, parts, m_rules);
  const LiveRow after = program.row("ma");
  QVERIFY(after.state == LiveState::Running);
  QVERIFY(program.row("resting").state == LiveState::Stopped);
  QCOMPARE(after.equity.toString(), before.equity.toString());
  QCOMPARE(after.dayProfit.toString(), before.dayProfit.toString());
  QCOMPARE(after.equityDays, before.equityDays);
  QCOMPARE(before.day, std::optional(orDie(TradingDay::parse("2007-06-15"))));
  QCOMPARE(after.day, before.day);
  orDie(program.moveTo("2007-12-28"));
  QVERIFY(journaled(whole, "strategy.ma").size() > 30);
  QCOMPARE(withoutIds(journaled(parts, "strategy.ma")), withoutIds(journaled(whole, "strategy.ma")));
  // What was held for it went on to follow prices.
  QVERIFY(journaled(whole, "strategy.guarded").size() > 30);
  QCOMPARE(withoutIds(journaled(parts, "strategy.guarded")), withoutIds(journaled(whole, "strategy.guarded")));
  // What the market had left undone of its targets was asked for again.
  const QStringList thin = withoutIds(journaled(whole, "strategy.thin"));
  QVERIFY(thin.filter(QStringLiteral("expired")).filter(QStringLiteral("trading.match.partial")).size() > 20);
  QCOMPARE(withoutIds(journaled(parts, "strategy.thin")), thin);
  const auto conditional = orDie(trading::ConditionalJournal::replay(parts, "strategy.guarded"));
  QVERIFY(std::ranges::any_of(conditional.orders(),
      [](const trading::ConditionalOrder& order) { return order.isProtective() && !order.triggeredAt.isZero(); }));
}

/// Targets, exits and new sizes that days of little volume take several sales and purchases for: each day is another
/// life of the program. The scripts keep nothing in their variables.
void TstServiceRestarts::restartsAtEveryCloseChangeNothing()
{
  std::string exits = kThin;
  exits.replace(exits.find("\"thin\""), 6, "\"exits\"");
  exits.replace(exits.find("function on_bar"), 0, "function on_start(ctx) ctx:exit_rules({ stop_loss = 0.04 }) end\n");
  exits.replace(exits.find("if value then ctx:target(id, value > 0 and 0.2 or 0) end"), 56,
      "if value and value > 0.05 and not ctx:position(id) then ctx:target(id, 0.2) end");
  std::string sizes = kThin;
  sizes.replace(sizes.find("\"thin\""), 6, "\"sizes\"");
  sizes.replace(sizes.find("value > 0 and 0.2 or 0)"), 23, "0.2, string.sub(ctx:day(), 9) < '08')");
  const auto deploy = [&](Program& program) {
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(script("thin", kThin)));
    orDie(program.deploy(script("exits", exits)));
    orDie(program.deploy(script("sizes", sizes)));
  };
  testing::MemoryStore whole;
  {
    Program program(m_source, whole, m_rules);
    deploy(program);
    orDie(program.moveTo("2007-08-31"));
  }
  testing::MemoryStore parts;
  deploy(*std::make_unique<Program>(m_source, parts, m_rules));
  const auto calendar = orDie(market::Calendar::load("cn"));
  for (TradingDay day = orDie(TradingDay::parse("2007-04-02")); day <= orDie(TradingDay::parse("2007-08-31"));
      day = *calendar->next(day))
    orDie(Program(m_source, parts, m_rules).moveTo(day.iso().c_str()));
  for (const char* name : {"thin", "exits", "sizes"}) {
    const std::string account = std::string("strategy.") + name;
    const QStringList expected = withoutIds(journaled(whole, account));
    QVERIFY2(expected.filter(QStringLiteral("trading.match.partial")).size() > 10, name);
    QVERIFY2(expected.filter(QStringLiteral(" sell ")).size() > 3, name);
    const QStringList actual = withoutIds(journaled(parts, account));
    for (qsizetype i = 0; i < std::min(actual.size(), expected.size()); ++i)
      QCOMPARE(actual[i], expected[i]);
    QCOMPARE(actual.size(), expected.size());
  }
}

namespace {

/// Days that are counted, an average that no bar tells, chance, and a security that comes and goes.
const std::string kRemembers = R"(
strategy = { name = "remembers", entities = { "stock_sh_*", "stock_sz_*" }, levels = { "1d" },
  state = { days = 0, smooth = {}, removed = false }, run = { adjust = "hfq", seed = 7 },
  account = { initial_cash = "500000" } }
function on_bar(ctx, level, entities)
  local s = strategy.state
  s.days = s.days + 1
  for _, id in ipairs(entities) do
    local before, now = s.smooth[id], ctx:bar(id, 0, "1d").close
    s.smooth[id] = before and 0.9 * before + 0.1 * now or now
    if before and s.days % 2 == 0 and math.random() < 0.6 then ctx:target(id, now > before and 0.3 or 0) end
  end
  if s.days % 15 == 0 then
    if s.removed then ctx:add("stock_sz_000002") else ctx:remove("stock_sz_000002") end
    s.removed = not s.removed
  end
end
)";

}

void TstServiceRestarts::whatAScriptRemembersLivesOn()
{
  const auto deploy = [&](Program& program) {
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(script("remembers", kRemembers)));
  };
  testing::MemoryStore whole, parts;
  {
    Program program(m_source, whole, m_rules);
    deploy(program);
    orDie(program.moveTo("2007-07-31"));
  }
  deploy(*std::make_unique<Program>(m_source, parts, m_rules));
  const auto calendar = orDie(market::Calendar::load("cn"));
  for (TradingDay day = orDie(TradingDay::parse("2007-04-02")); day <= orDie(TradingDay::parse("2007-07-31"));
      day = *calendar->next(day))
    orDie(Program(m_source, parts, m_rules).moveTo(day.iso().c_str()));
  const QStringList expected = withoutIds(journaled(whole, "strategy.remembers"));
  QVERIFY(expected.size() > 20);
  for (const char* security : {"stock_sh_600000", "stock_sz_000001", "stock_sz_000002"})
    QVERIFY2(expected.filter(QLatin1String(security)).size() > 1, security);
  const QStringList actual = withoutIds(journaled(parts, "strategy.remembers"));
  for (qsizetype i = 0; i < std::min(actual.size(), expected.size()); ++i)
    QCOMPARE(actual[i], expected[i]);
  QCOMPARE(actual.size(), expected.size());
}

/// It buys 100 shares for each bar that it has seen, of which there are five before its end. Only a stop forgets them.
void TstServiceRestarts::onlyAStopForgets()
{
  constexpr const char* kCounts = R"(
strategy = { name = "counts", entities = { "stock_sh_600000" }, levels = { "1d" }, state = { bars = 0 },
  account = { initial_cash = "5000000" } }
function on_bar(ctx)
  strategy.state.bars = strategy.state.bars + 1
  ctx:buy("stock_sh_600000", 100 * strategy.state.bars)
end
)";
  enum class End { None, Closed, Killed, Stopped };
  for (const End end : {End::None, End::Closed, End::Killed, End::Stopped}) {
    testing::MemoryStore store;
    auto program = std::make_unique<Program>(m_source, store, m_rules);
    orDie(program->moveTo("2007-03-30"));
    orDie(program->deploy(script("counts", kCounts)));
    orDie(program->moveTo("2007-04-06"));
    if (end == End::Killed)
      store.crashAt(1, testing::MemoryStore::Crash::BeforeWrite);
    if (end == End::Stopped)
      orDie(program->done([&](auto told) { program->service->stop({"counts"}, told); }));
    if (end == End::Killed || end == End::Closed) {
      program = nullptr;
      store.restart();
      program = std::make_unique<Program>(m_source, store, m_rules);
    }
    QCOMPARE(program->row("counts").state == LiveState::Running, end == End::None || end == End::Closed);
    if (end == End::Killed || end == End::Stopped)
      orDie(program->done([&](auto told) { program->service->start({"counts"}, told); }));
    orDie(program->moveTo("2007-04-09"));
    const auto state = orDie(trading::TradingState::replay(trading::Journal(store, "strategy.counts")));
    QCOMPARE(QString::fromStdString(state.orders().back().quantity.toString()),
        end == End::Stopped ? QStringLiteral("100") : QStringLiteral("600"));
  }
}

/// At its first bar it puts a function where only values may be: it ends at that step, and the other goes on.
void TstServiceRestarts::whatCannotBeKeptStopsItAlone()
{
  std::string text = kRemembers;
  text.replace(text.find("s.days = s.days + 1"), 19, "s.days = s.days + 1 s.f = print");
  text.replace(text.find("\"remembers\""), 11, "\"forgets\"");
  testing::MemoryStore store;
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  orDie(program.deploy(script("remembers", kRemembers)));
  orDie(program.deploy(script("forgets", text)));
  orDie(program.moveTo("2007-04-30"));
  const LiveRow row = program.row("forgets");
  QVERIFY(row.state == LiveState::Failed);
  QCOMPARE(row.fault.code, std::string("script.state.type"));
  QVERIFY(program.row("remembers").state == LiveState::Running);
  QVERIFY(journaled(store, "strategy.forgets").size() < 4);
}

namespace {

constexpr const char* kBank = "stock_sh_600000";

/// 30,000 shares trade on Tuesday the 4th, a tenth of which can be had.
MemorySource settledMarket()
{
  MemorySource source;
  source.add(entity(kBank),
      daily({{"2024-05-31", 10, 10, 10, 10, 1e6}, {"2024-06-03", 10, 10, 10, 10, 1e6},
          {"2024-06-04", 10, 11, 10, 11, 30'000}, {"2024-06-05", 11, 11, 10.9, 11, 1e6},
          {"2024-06-06", 10.9, 11, 10, 10, 1e6}, {"2024-06-07", 10, 10, 9.1, 9.1, 1e6},
          {"2024-06-11", 9.1, 9.2, 9, 9.1, 1e6}, {"2024-06-12", 9.1, 9.2, 9, 9.1, 1e6}}));
  return source;
}

/// From Thursday on 0.2 would be more than there is, but no target says so without a new size.
const std::string kSettled = R"(
strategy = { name = "settled", entities = { "stock_*" }, levels = { "1d" }, run = { adjust = "bfq" },
  account = { initial_cash = "450000", volume_share = 0.1 } }
function on_bar(ctx)
  local weight = ctx:day() < '2024-06-04' and 0.2 or 0.07
  ctx:target("stock_sh_600000", ctx:day() < '2024-06-06' and weight or 0.2)
end
)";

QStringList ordersOf(Store& store, const std::string& account)
{
  QStringList lines;
  const auto state = orDie(trading::TradingState::replay(trading::Journal(store, account)));
  for (const trading::Order& order : state.orders())
    lines << QString::fromStdString(order.day.iso() + " " + std::string(trading::toString(order.side)) + " "
        + order.quantity.toString() + " " + order.filled.toString() + " " + order.reason.code);
  return lines;
}

}

/// 0.2 × 450,000 ÷ 10.00 = 9,000. Tuesday's close asks for 0.07: 0.07 × 452,992 ÷ 11.00 = 2,800 are less than the 3,000
/// there are, and what is there is not made smaller. Nothing is left of Monday's wish.
void TstServiceRestarts::whatWasSettledIsNotRevived()
{
  const QStringList expected{QStringLiteral("2024-06-03 buy 9000 3000 trading.match.partial")};
  for (const bool restarts : {false, true}) {
    MemorySource source = settledMarket();
    testing::MemoryStore store;
    auto program = std::make_unique<Program>(source, store, m_rules);
    orDie(program->moveTo("2024-05-31"));
    orDie(program->deploy(script("settled", kSettled)));
    orDie(program->moveTo("2024-06-05"));
    if (restarts) {
      program = nullptr;
      program = std::make_unique<Program>(source, store, m_rules);
    }
    orDie(program->moveTo("2024-06-12"));
    QCOMPARE(ordersOf(store, "strategy.settled"), expected);
  }
}

/// Stopped, and started days later: it knows nothing of what it wanted before, and its new targets are met.
void TstServiceRestarts::startedAgainItBeginsAnew()
{
  MemorySource source = settledMarket();
  testing::MemoryStore store;
  std::string text = kSettled; // a fifth on every day
  text.replace(text.find("0.07"), 4, "0.20");
  Program program(source, store, m_rules);
  orDie(program.moveTo("2024-05-31"));
  orDie(program.deploy(script("settled", text)));
  orDie(program.moveTo("2024-06-04"));
  orDie(program.done([&](auto told) { program.service->stop({"settled"}, told); }));
  orDie(program.moveTo("2024-06-06"));
  orDie(program.done([&](auto told) { program.service->start({"settled"}, told); }));
  orDie(program.moveTo("2024-06-12"));
  QVERIFY(program.row("settled").state == LiveState::Running);
  QCOMPARE(ordersOf(store, "strategy.settled"),
      (QStringList{QStringLiteral("2024-06-03 buy 9000 3000 trading.match.partial"),
          QStringLiteral("2024-06-04 buy 5200 0 ")})); // 0.2 × 452,992 ÷ 11.00 = 8,200
}

void TstServiceRestarts::damagedRecordsOfTargetsAreNone()
{
  MemorySource source = settledMarket();
  for (const char* text :
      {"{", "[]", R"({"goals":7})", R"({"goals":[{"entity":"nobody"},{},3],"planned":{"x":"y"}})"}) {
    testing::MemoryStore store;
    {
      Program program(source, store, m_rules);
      orDie(program.moveTo("2024-05-31"));
      orDie(program.deploy(script("settled", kSettled)));
      orDie(program.moveTo("2024-06-04"));
    }
    orDie(store.commit({{StoreOperation::Kind::Put, std::string(kMemoryTable), "strategy.settled", text}}));
    Program program(source, store, m_rules);
    orDie(program.moveTo("2024-06-12"));
    QVERIFY(program.row("settled").state == LiveState::Running);
    QCOMPARE(ordersOf(store, "strategy.settled").size(), 1);
  }
}

/// On weeks: a purchase of Monday the 27th of May, of which 3,000 shares can be had, would be filled up on Friday.
/// Stopped on Wednesday and started four weeks later, it holds what it holds.
void TstServiceRestarts::aStoppedDocumentBeginsAnew()
{
  const auto calendar = orDie(market::Calendar::load("cn"));
  const std::map<std::string, double> closes{{"2024-05-10", 10}, {"2024-05-17", 9.9}, {"2024-05-24", 10},
      {"2024-05-31", 10.05}, {"2024-06-07", 10.1}, {"2024-06-14", 10.15}, {"2024-06-21", 10.2}, {"2024-06-28", 10.25}};
  market::BarSeries bars = daily({});
  bars.entityId = kBank;
  for (TradingDay day = orDie(TradingDay::parse("2024-05-06")); day.iso() < "2024-06-29"; day = *calendar->next(day)) {
    const double price = closes.lower_bound(day.iso())->second;
    bars.append({day.days, price, price, price, price, day.iso() == "2024-05-27" ? 30'000.0 : 1e6, price * 1e6});
  }
  for (const bool stops : {false, true}) {
    MemorySource source;
    source.add(entity(kBank), bars);
    testing::MemoryStore store;
    Program program(source, store, m_rules);
    orDie(program.moveTo("2024-05-17"));
    Deployment weeks = document("weeks");
    weeks.settings = {"run.level=1wk", "cross.fast=1", "cross.slow=2", "initial_cash=100000", "volume_share=0.1"};
    orDie(program.deploy(weeks));
    orDie(program.moveTo("2024-05-29"));
    QCOMPARE(ordersOf(store, "strategy.weeks").size(), 1);
    if (stops) {
      orDie(program.done([&](auto told) { program.service->stop({"weeks"}, told); }));
      orDie(program.moveTo("2024-06-19"));
      orDie(program.done([&](auto told) { program.service->start({"weeks"}, told); }));
    }
    orDie(program.moveTo("2024-06-28"));
    QVERIFY(program.row("weeks").state == LiveState::Running);
    QCOMPARE(ordersOf(store, "strategy.weeks").size(), stops ? 1 : 2);
  }
}

void TstServiceRestarts::uncleanEndLeavesThemStopped()
{
  testing::MemoryStore store;
  {
    Program program(m_source, store, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("one")));
    Deployment stubborn = document("two");
    stubborn.resumes = true;
    orDie(program.deploy(std::move(stubborn)));
    orDie(program.moveTo("2007-06-15"));
    store.crashAt(1, testing::MemoryStore::Crash::BeforeWrite); // nobody says goodbye
  }
  store.restart();
  Program program(m_source, store, m_rules);
  QVERIFY(program.row("one").state == LiveState::Stopped);
  QCOMPARE(QString::fromStdString(program.row("one").fault.code), QStringLiteral("strategy.unclean_end"));
  QVERIFY(program.row("one").hasAccount);
  QVERIFY(program.row("two").state == LiveState::Running);
  orDie(program.done([&](auto told) { program.service->start({"one"}, told); }));
  QVERIFY(program.row("one").state == LiveState::Running);
  QVERIFY(program.row("one").fault.code.empty());
}

/// Whatever commit the power fails at: the market stands before a step or after it, and in the end nothing differs.
void TstServiceRestarts::crashAtAnyCommitLosesNothing()
{
  const auto live = [&](testing::MemoryStore& store) {
    Program program(m_source, store, m_rules);
    static_cast<void>(program.moveTo("2007-03-30"));
    Deployment deployment = document("ma");
    deployment.resumes = true;
    static_cast<void>(program.deploy(std::move(deployment)));
    static_cast<void>(program.moveTo("2007-05-31"));
  };
  const auto facts = [](testing::MemoryStore& store) { return withoutIds(journaled(store, "strategy.ma")); };
  testing::MemoryStore calm;
  live(calm);
  const QStringList expected = facts(calm);
  QVERIFY(expected.size() > 8);
  for (std::size_t at = 1; at <= calm.commits(); ++at)
    for (const auto when : {testing::MemoryStore::Crash::BeforeWrite, testing::MemoryStore::Crash::AfterWrite}) {
      testing::MemoryStore store;
      store.crashAt(at, when);
      // The first commit of a life may be the crash: then there is no service.
      testing::MockClock clock;
      testing::ManualExecutor executor(clock);
      SerialParallelFor parallel;
      if (auto service = StrategyService::open({m_rules, {}, nullptr}, m_source, store, clock, executor, parallel)) {
        (*service)->moveTo(closeOf("2007-03-30"));
        Deployment deployment = document("ma");
        deployment.resumes = true;
        (*service)->deploy(std::move(deployment));
        (*service)->moveTo(closeOf("2007-05-31"));
        executor.runReady();
        service->reset();
        executor.runReady();
      }
      if (!store.isCrashed()) { // there are no more commits
        QVERIFY(at > 30);
        return;
      }
      store.restart();
      live(store);
      QCOMPARE(facts(store), expected);
    }
}

QTEST_GUILESS_MAIN(TstServiceRestarts)
#include "tst_service_restarts.moc"

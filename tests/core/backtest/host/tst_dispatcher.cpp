// SPDX-License-Identifier: Apache-2.0
// Many strategies side by side: the same orders whatever the threads, one gate, and bad ones that harm nobody.
#include "core/backtest/host/dispatcher.h"
#include "core/base/parallel_for.h"
#include "core/strategy/script/script_strategy.h"
#include "core/strategy/top_strategy.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

class TstDispatcher : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void sameOrdersWhateverTheThreads();
  void badStrategiesHarmNobody();
  void gateIsNeverOverrun();
  void clutch();
  void sameNameIsRefused();
  void badFactorStopsOnlyItsOwn();
  void closesBetweenBarEndsAreSeen();
  void floodIsStoppedAtOnce();
  void logsAndNotesHaveLimits();
};

namespace {

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

constexpr int kEntities = 60;
constexpr int kDays = 30;

MemorySource source()
{
  MemorySource source;
  SeededRandom random(9);
  const auto calendar = orDie(market::Calendar::load("cn"));
  auto day = orDie(TradingDay::parse("2024-10-14"));
  std::vector<TradingDay> days;
  for (int i = 0; i < kDays; ++i, day = orDie(calendar->next(day)))
    days.push_back(day);
  for (int e = 0; e < kEntities; ++e) {
    market::BarSeries bars;
    bars.provider = "test";
    double close = 10 + static_cast<double>(random.below(50));
    for (const TradingDay on : days) {
      const double open = close;
      close = std::round(close * (0.97 + 0.06 * random.uniform()) * 100) / 100;
      bars.append({on.days, open, std::max(open, close), std::min(open, close), close, 1e6, 1e7});
    }
    source.add(entity(("stock_sh_600" + std::to_string(100 + e)).c_str(), "Name"), std::move(bars));
  }
  return source;
}

std::shared_ptr<const trading::SimAccount> account(int i)
{
  trading::AccountSettings settings;
  settings.name = "live" + std::to_string(i);
  settings.initialCash = orDie(Money::parse("1000000"));
  return std::make_shared<const trading::SimAccount>(settings);
}

Dispatcher::Options options(Dispatcher::Gate gate = {})
{
  static const auto rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  Dispatcher::Options options;
  options.rules = rules;
  options.gate = std::move(gate);
  options.seed = 3;
  return options;
}

std::unique_ptr<strategy::Strategy> top(int i)
{
  strategy::TopRules rules;
  rules.name = "top" + std::to_string(i);
  rules.entities = {"*"};
  rules.score = "CLOSE/MA(CLOSE," + std::to_string(3 + i % 7) + ")";
  rules.top = static_cast<std::size_t>(3 + i % 5);
  return strategy::makeTopStrategy(rules);
}

std::unique_ptr<strategy::Strategy> script(const std::string& body, const std::string& name = "script")
{
  strategy::script::ScriptLimits limits;
  limits.work = 2'000'000;
  limits.memory = 4 << 20;
  return orDie(strategy::script::ScriptStrategy::load(
      "strategy = {name = '" + name + "', entities = 'stock_sh_60010*'} function on_time(ctx) " + body + " end",
      "bad.lua", limits));
}

struct Thrower final : strategy::Strategy {
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "thrower";
    needs.entities = {"*"};
    return needs;
  }
  Result<void> onTime(strategy::StrategyContext&) override { throw std::logic_error("on purpose"); }
};

/// Every close of the book, through start().
template <typename Each> void play(Dispatcher& dispatcher, const ParallelFor& parallel, Each each)
{
  const auto moments = dispatcher.market().moments(Timestamp::min());
  QVERIFY(dispatcher.start(moments[9], parallel).has_value());
  for (std::size_t i = 10; i < moments.size(); ++i) {
    const TradingDay day = dispatcher.market().book.calendar().dayOf({moments[i].micros - 1});
    auto dispatch = dispatcher.closeBars(moments[i], day, parallel);
    if (!dispatch)
      qFatal("%s", dispatch.error().code.c_str());
    each(*dispatch);
  }
}

std::string lineOf(const Dispatch::Sent& sent)
{
  return std::to_string(sent.unit) + " " + sent.intent.id + " " + sent.intent.entityId + " "
      + std::string(trading::toString(sent.intent.side)) + " " + sent.intent.quantity.toString() + " "
      + sent.intent.price.toString();
}

}

void TstDispatcher::sameOrdersWhateverTheThreads()
{
  MemorySource bars = source();
  const auto lines = [&](const ParallelFor& parallel) {
    Dispatcher dispatcher(
        orDie(BarBook::load(bars, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})), options());
    for (int i = 0; i < 100; ++i)
      orDie(dispatcher.add(top(i), account(i)));
    std::vector<std::string> all;
    play(dispatcher, parallel, [&](const Dispatch& dispatch) {
      for (const Dispatch::Sent& sent : dispatch.orders)
        all.push_back(lineOf(sent));
    });
    return all;
  };
  const auto serial = lines(SerialParallelFor());
  QVERIFY(serial.size() > 1000);
  QVERIFY(lines(TbbParallelFor()) == serial);
}

/// Ten kinds of bad strategy among ninety good ones: each is stopped with its own reason, and the good ones send
/// exactly what they send without them.
void TstDispatcher::badStrategiesHarmNobody()
{
  MemorySource bars = source();
  const std::vector<std::pair<std::string, std::string>> bad{
      {"while true do end", "script.limit.work"},
      {"pcall(function() while true do end end)", "script.limit.work"},
      {"local s = 'x' while true do s = s .. s end", "script.limit.memory"},
      {"error('on purpose')", "script.failed"},
      {"ctx:target('stock_sh_999999', 0.5)", "strategy.unknown_entity"},
      {"ctx:target('stock_sh_600100', 0/0)", "strategy.bad_weight"},
      {"for i = 1, 10000 do ctx:buy('stock_sh_600100', 100) end", "strategy.too_many_orders"},
      {"ctx:bar('stock_sh_600100', -1)", "script.bad_argument"},
      {"ctx:buy('stock_sh_600100', -100)", "strategy.bad_order"},
  };
  const auto run = [&](bool withBad, std::vector<std::string>& sent) {
    Dispatcher dispatcher(
        orDie(BarBook::load(bars, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})), options());
    for (int i = 0; i < 30; ++i)
      orDie(dispatcher.add(top(i), account(i)));
    if (withBad) {
      for (std::size_t i = 0; i < bad.size(); ++i)
        orDie(dispatcher.add(script(bad[i].first, "bad" + std::to_string(i)), account(0)));
      orDie(dispatcher.add(std::make_unique<Thrower>(), account(0)));
    }
    std::size_t stopped = 0;
    play(dispatcher, TbbParallelFor(), [&](const Dispatch& dispatch) {
      stopped += dispatch.stopped.size();
      for (const Dispatch::Sent& order : dispatch.orders)
        sent.push_back(lineOf(order));
    });
    QCOMPARE(stopped, withBad ? bad.size() + 1 : 0);
    for (std::size_t i = 0; withBad && i < bad.size(); ++i) {
      const StrategyUnit& unit = dispatcher.unit(30 + i);
      QVERIFY(!unit.isRunning());
      QCOMPARE(QString::fromStdString(unit.fault().code), QString::fromStdString(bad[i].second));
      QVERIFY(!unit.logLines().empty()); // said so
    }
    for (std::size_t i = 0; i < 30; ++i)
      QVERIFY(dispatcher.unit(i).isRunning());
  };
  std::vector<std::string> alone;
  std::vector<std::string> among;
  run(false, alone);
  run(true, among);
  QVERIFY(alone == among);
}

/// One limit of 50 orders a close for all: 100 strategies on several threads never get past it.
void TstDispatcher::gateIsNeverOverrun()
{
  MemorySource bars = source();
  int left = 50;
  const auto gate = [&left](const trading::OrderIntent&, std::size_t) -> Result<void> {
    if (left == 0)
      return fail("test.no_room");
    --left;
    return {};
  };
  Dispatcher dispatcher(
      orDie(BarBook::load(bars, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})),
      options(gate));
  for (int i = 0; i < 100; ++i)
    orDie(dispatcher.add(top(i), account(i)));
  play(dispatcher, TbbParallelFor(), [&](const Dispatch& dispatch) {
    QCOMPARE(dispatch.orders.size(), std::size_t{50});
    QVERIFY(!dispatch.refused.empty());
    left = 50;
  });
}

void TstDispatcher::clutch()
{
  MemorySource bars = source();
  Dispatcher dispatcher(
      orDie(BarBook::load(bars, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})), options());
  for (int i = 0; i < 2; ++i)
    orDie(dispatcher.add(top(i), account(i)));
  trading::Order open;
  open.id = "a";
  open.entityId = "stock_sh_600100";
  open.state = trading::OrderState::Working;
  dispatcher.setAccount(1, account(1), {open});
  QCOMPARE(dispatcher.disengage(1, {"strategy.disengaged", {}, {}}), std::vector<std::string>{"a"});
  play(dispatcher, SerialParallelFor(), [](const Dispatch& dispatch) {
    for (const Dispatch::Sent& sent : dispatch.orders)
      QCOMPARE(sent.unit, std::size_t{0});
  });
}

namespace {

Dispatcher dispatcher(MemorySource& bars)
{
  return Dispatcher(
      orDie(BarBook::load(bars, {{"*"}, {market::BarLevel::Day1}, market::AdjustMode::Bfq, {}, {}, {}})), options());
}

/// What a hook does, in C++.
struct Doing final : strategy::Strategy {
  std::function<void(strategy::StrategyContext&)> what;
  explicit Doing(std::function<void(strategy::StrategyContext&)> hook)
      : what(std::move(hook))
  {
  }
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "doing";
    needs.entities = {"*"};
    return needs;
  }
  Result<void> onTime(strategy::StrategyContext& context) override
  {
    what(context);
    return {};
  }
};

}

/// Two of one name on one account would send orders under the same ids: the second one's would never leave.
void TstDispatcher::sameNameIsRefused()
{
  MemorySource bars = source();
  Dispatcher board = dispatcher(bars);
  orDie(board.add(top(1), account(1)));
  const auto second = board.add(top(1), account(1));
  QVERIFY(!second);
  QCOMPARE(second.error().code, std::string("strategy.duplicate_name"));
  QCOMPARE(board.size(), std::size_t{1});
  QVERIFY(board.add(top(1), account(2)).has_value());
  QVERIFY(board.add(top(2), account(1)).has_value());
}

void TstDispatcher::badFactorStopsOnlyItsOwn()
{
  MemorySource bars = source();
  const auto withScore = [](const char* score) {
    strategy::TopRules rules;
    rules.name = "bad";
    rules.entities = {"*"};
    rules.score = score;
    return strategy::makeTopStrategy(rules);
  };
  const auto linesOf = [&](bool withBad) {
    Dispatcher board = dispatcher(bars);
    for (int i = 0; i < 5; ++i)
      orDie(board.add(top(i), account(i)));
    if (withBad) {
      const auto column = board.add(withScore("PE_TTM/CLOSE"), account(9));
      const auto unknown = board.add(withScore("NO_SUCH_THING(CLOSE,3)"), account(9));
      const auto nonsense = board.add(withScore("CLOSE+"), account(9));
      if (column || unknown || nonsense)
        qFatal("a bad factor was taken");
      if (column.error().code != "factor.no_column" && column.error().code != "strategy.bad_factor")
        qFatal("%s", column.error().code.c_str());
      orDie(board.add(withScore("CLOSE/0*0"), account(9))); // NaN everywhere: chooses nothing, harms nobody
    }
    std::vector<std::string> all;
    play(board, TbbParallelFor(), [&](const Dispatch& dispatch) {
      for (const Dispatch::Sent& sent : dispatch.orders)
        all.push_back(lineOf(sent));
    });
    for (std::size_t i = 0; i < 5; ++i)
      if (!board.unit(i).isRunning())
        qFatal("stopped by another's factor");
    return all;
  };
  const auto alone = linesOf(false);
  QVERIFY(alone.size() > 50);
  QVERIFY(linesOf(true) == alone);
}

/// A live clock never stands exactly at a bar's end. What was decided is the same, a second later.
void TstDispatcher::closesBetweenBarEndsAreSeen()
{
  MemorySource bars = source();
  const auto linesOf = [&](Duration late, std::size_t every) {
    Dispatcher board = dispatcher(bars);
    for (int i = 0; i < 5; ++i)
      orDie(board.add(top(i), account(i)));
    const auto moments = board.market().moments(Timestamp::min());
    if (!board.start(moments[9], SerialParallelFor()))
      qFatal("not started");
    std::vector<std::string> all;
    for (std::size_t i = 9 + every; i < moments.size(); i += every) {
      const TradingDay day = board.market().book.calendar().dayOf({moments[i].micros - 1});
      const Dispatch dispatch = orDie(board.closeBars(moments[i] + late, day, SerialParallelFor()));
      if (board.market().book.finished(0).size() != static_cast<std::size_t>(kEntities))
        qFatal("bars are missing");
      for (const Dispatch::Sent& sent : dispatch.orders)
        all.push_back(std::to_string(i) + " " + sent.intent.entityId + " " + sent.intent.quantity.toString());
    }
    return all;
  };
  const auto exact = linesOf({}, 1);
  QVERIFY(exact.size() > 50);
  QVERIFY(linesOf(Duration::seconds(1), 1) == exact);
  // Several bars at once, as after a pause: the newest of each is there.
  QVERIFY(!linesOf(Duration::seconds(1), 3).empty());
}

/// Ten thousand orders at once: the strategy is stopped at the limit, and what it still asks for costs nothing.
void TstDispatcher::floodIsStoppedAtOnce()
{
  MemorySource bars = source();
  for (const bool isScript : {false, true}) {
    Dispatcher board = dispatcher(bars);
    std::size_t asked = 0;
    std::size_t answered = 0;
    if (isScript)
      orDie(board.add(
          script("for i = 1, 10000 do pcall(function() ctx:buy('stock_sh_600100', 100) end) end"), account(0)));
    else
      orDie(board.add(std::make_unique<Doing>([&](strategy::StrategyContext& context) {
        for (; asked < 1'000'000; ++asked)
          answered +=
              context.submit({"stock_sh_600100", trading::Side::Buy, Quantity::fromInt(100), {}}).empty() ? 0 : 1;
      }),
          account(0)));
    const auto moments = board.market().moments(Timestamp::min());
    QVERIFY(board.start(moments[9], SerialParallelFor()).has_value());
    QElapsedTimer timer;
    timer.start();
    const Dispatch dispatch = orDie(board.closeBars(
        moments[10], board.market().book.calendar().dayOf({moments[10].micros - 1}), SerialParallelFor()));
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed()))); // milliseconds of one core else
    QCOMPARE(dispatch.stopped, std::vector<std::size_t>{0});
    QVERIFY(dispatch.orders.empty());
    QCOMPARE(board.unit(0).fault().code, std::string("strategy.too_many_orders"));
    if (!isScript)
      QCOMPARE(answered, std::size_t{300});
  }
}

void TstDispatcher::logsAndNotesHaveLimits()
{
  MemorySource bars = source();
  Dispatcher board = dispatcher(bars);
  orDie(board.add(std::make_unique<Doing>([](strategy::StrategyContext& context) {
    const std::string longLine(100'000, 'x');
    for (int i = 0; i < 3'000; ++i) {
      context.log(longLine);
      context.note({}, longLine, i);
    }
    context.submit({"stock_sh_600100", trading::Side::Buy, Quantity::fromInt(100), {}});
    context.submit({"stock_sh_600101", trading::Side::Buy, Quantity::fromInt(100), {}});
  }),
      account(0)));
  orDie(board.add(script("while true do ctx:log('x') end"), account(1)));
  play(board, SerialParallelFor(), [](const Dispatch&) { });
  std::size_t bytes = 0;
  for (const std::string& line : board.unit(0).logLines())
    bytes += line.size();
  QVERIFY2(bytes < 1'100'000, qPrintable(QString::number(bytes)));
  const auto lines = board.unit(0).logLines();
  QVERIFY(std::ranges::any_of(lines, [](const std::string& line) { return line.ends_with(" more left out"); }));
  std::size_t notes = 0;
  std::size_t longest = 0;
  for (const Decision& decision : board.unit(0).decisions()) {
    notes += decision.notes.size();
    for (const auto& [name, value] : decision.notes)
      longest = std::max(longest, name.size());
  }
  QVERIFY(notes > 1'000 && notes <= 200'000);
  QVERIFY(longest <= 100);
  // Who is stopped says so behind all that is left out.
  const auto said = board.unit(1).logLines();
  QVERIFY(said.size() <= 10'002);
  QVERIFY(said.back().ends_with("stopped: script.limit.work"));
  QVERIFY(said[said.size() - 2].ends_with(" more left out"));
}

QTEST_GUILESS_MAIN(TstDispatcher)
#include "tst_dispatcher.moc"

// SPDX-License-Identifier: Apache-2.0
// A strategy in Lua: what its hooks see, what its orders do, and that a run is the same byte for byte.
#include "core/backtest/host/strategy_backtest.h"
#include "core/backtest/why_trace.h"
#include "core/base/messages.h"
#include "core/data/resample.h"
#include "core/strategy/script/script_strategy.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using strategy::script::ScriptStrategy;

class TstScriptStrategy : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void tradesAndReports();
  void soldOnItsExDate();
  void seesWhatIsFinished();
  void settings();
  void declarationsAreChecked();
  void slipsOfThePenAreRefused_data();
  void slipsOfThePenAreRefused();
  void startHasADay();
  void faultsTellFileAndLine();
  void weeksTradeOnDays();
  void exampleRunsTwiceTheSame();
  void accountSettingsCount();
  void rightsAreTakenWhereTheCashSuffices();
  void ordersSayWhy();
};

namespace {

MemorySource source(std::vector<market::CorporateAction> actions = {})
{
  MemorySource source;
  source.add(entity("stock_sh_600000", "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10.3, 10, 10.2},
          {"2024-12-04", 10.2, 10.5, 10.1, 10.4}, {"2024-12-05", 10.4, 10.6, 10.3, 10.5},
          {"2024-12-06", 10.5, 10.7, 10.4, 10.6}, {"2024-12-09", 10.6, 10.8, 10.5, 10.7},
          {"2024-12-10", 10.7, 10.9, 10.6, 10.8}}),
      std::move(actions));
  return source;
}

Result<BacktestRun> runScript(
    const std::string& text, MarketSource& bars, TaskControl& control, const std::vector<std::string>& settings = {})
{
  ZVT_TRY(auto script, ScriptStrategy::load(text, "my.lua"));
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(script->applySetting(setting));
  StrategyBacktestRequest request;
  ZVT_TRY(request.run, strategy::runSettingsOf(script->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(script->account()));
  script->setSeed(request.run.seed);
  request.source = text;
  request.appVersion = "test";
  request.strategy = std::move(script);
  ZVT_TRY(const auto rules, market::RuleBook::load());
  return backtestStrategy(std::move(request), bars, rules, control);
}

struct Control final : TaskControl {
  QStringList lines;
  CancelToken token;
  void progress(double, std::string_view) override { }
  void log(std::string_view line) override
  {
    lines << QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
  }
  [[nodiscard]] const CancelToken& cancelToken() const override { return token; }
};

std::string hooks(const std::string& body)
{
  return "strategy = {name = 'mine', entities = 'stock_*', levels = {'1d', '1wk'}, params = {weight = 0.5, on = true}, "
         "run = {start = '2024-12-03', adjust = 'bfq'}, account = {initial_cash = '100000'}}\n"
      + body;
}

}

/// Half of 100,000 at 10.20: 4,900 shares, bought at 12-04's open, sold at 12-06's: 4,900 × 0.3 less costs.
void TstScriptStrategy::tradesAndReports()
{
  MemorySource bars = source();
  Control control;
  const auto run = runScript(hooks(R"(
    function on_time(ctx)
      if ctx:day() == '2024-12-03' then ctx:target('stock_sh_600000', strategy.params.weight) end
      if ctx:day() == '2024-12-05' then ctx:target('stock_sh_600000', 0) end
    end
    function on_fill(ctx, fill) print(fill.side, fill.quantity, fill.price) end
    function on_order(ctx, order) if order.state == 'filled' then print(order.entity, order.filled) end end
    function on_stop(ctx) print('equity', ctx:equity() == ctx:cash()) end
  )"),
      bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  QCOMPARE(control.lines,
      (QStringList{"2024-12-04 buy\t4900.0\t10.2", "2024-12-04 stock_sh_600000\t4900.0",
          "2024-12-06 sell\t4900.0\t10.5", "2024-12-06 stock_sh_600000\t4900.0", "2024-12-10 equity\ttrue"}));
  const auto& report = run->report.input;
  QCOMPARE(report.orders.size(), std::size_t{2});
  QCOMPARE(report.fills.size(), std::size_t{2});
  QCOMPARE(report.trades.size(), std::size_t{1});
  QCOMPARE(report.equity.size(), std::size_t{6});
  double costs = 0;
  for (const auto& fill : report.fills)
    costs += fill.totalCosts().toDouble();
  QVERIFY(costs > 0);
  QCOMPARE(report.equity.back().equity, 100'000 + 4900 * 0.3 - costs);
  QVERIFY(run->manifest.find("on_fill") != std::string::npos); // the script itself
  // Held from its fill on the 4th to the one on the 6th.
  QCOMPARE(report.holdings.days.size(), std::size_t{6});
  std::vector<std::string> held;
  for (const auto& day : report.holdings.days)
    for (const auto& holding : day.holdings)
      if (holding.value != 0)
        held.push_back(day.day.iso());
  QCOMPARE(held, (std::vector<std::string>{"2024-12-04", "2024-12-05"}));
  QCOMPARE(report.groups.size(), std::size_t{1});
}

/// Weeks of April and May 2019 with two shares for one on Wednesday 05-22. The script hears of weeks only; what it
/// wants on Friday 05-10 is bought on Monday 05-13, and what was held is sold before the ex-date of its week. Cash is
/// kept back at the upper limit, 11.22: 8,900 × 11.22 + 24.96 + 2.00 = 99,884.96. Bought at 10.20 for 90,780 + 22.70
/// + 1.82, sold at 10.00 for 89,000 − 22.25 − 89.00 − 1.78.
void TstScriptStrategy::weeksTradeOnDays()
{
  const auto calendar = market::Calendar::load("cn").value();
  market::BarSeries days = daily({});
  const auto flat = [&](const char* first, const char* last, double price) {
    const auto traded = calendar->between(TradingDay::parse(first).value(), TradingDay::parse(last).value()).value();
    for (const TradingDay day : traded)
      days.append({day.days, price, price, price, price, 10'000, std::nan("")});
  };
  flat("2019-04-29", "2019-05-16", 10.2);
  flat("2019-05-17", "2019-05-21", 10.0);
  flat("2019-05-22", "2019-05-31", 5.0);
  market::CorporateAction doubling;
  doubling.exDay = TradingDay::parse("2019-05-22").value();
  doubling.bonus = 1;
  MemorySource bars;
  bars.add(entity("stock_sh_600000", "Bank"), days, {doubling});
  Control control;
  const auto run = runScript(R"(
    strategy = {name = 'weeks', entities = 'stock_*', levels = {'1wk'}, factors = {'CLOSE/MA(CLOSE,2)'},
      run = {adjust = 'bfq'}, account = {initial_cash = '100000'}}
    local id = 'stock_sh_600000'
    function on_bar(ctx, level, entities)
      print(level, ctx:count(id), ctx:bar(id).close, ctx:factor(1, id) ~= nil)
      if ctx:day() == '2019-05-10' then ctx:target(id, 1) end
      if ctx:day() == '2019-05-17' then ctx:target(id, 0) end
    end
    function on_time(ctx) print('time') end
    function on_fill(ctx, fill) print(fill.side, fill.quantity, fill.price) end
  )",
      bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  QCOMPARE(control.lines,
      (QStringList{"2019-04-30 1wk\t1\t10.2\tfalse", "2019-04-30 time", "2019-05-10 1wk\t2\t10.2\ttrue",
          "2019-05-10 time", "2019-05-13 buy\t8900.0\t10.2", "2019-05-17 1wk\t3\t10.0\ttrue", "2019-05-17 time",
          "2019-05-20 sell\t8900.0\t10.0", "2019-05-24 1wk\t4\t5.0\ttrue", "2019-05-24 time",
          "2019-05-31 1wk\t5\t5.0\ttrue", "2019-05-31 time"}));
  QCOMPARE(QString::number(run->report.input.equity.back().equity, 'f', 2), QString("98082.45"));
  QCOMPARE(run->report.input.equity.size(), std::size_t(2 + 5 + 5 + 5 + 5)); // a point a trading day
  QCOMPARE(run->report.input.options.periodsPerYear, 252.0);

  MemorySource weeks;
  weeks.add(entity("stock_sh_600000", "Bank"), data::resample(days, market::BarLevel::Week1, *calendar).value());
  const auto missing = runScript(
      "strategy = {name = 'weeks', entities = 'stock_*', levels = {'1wk', '1mon'}}\nfunction on_time(ctx) end", weeks,
      control);
  QVERIFY(!missing);
  QCOMPARE(missing.error().code, std::string("backtest.no_daily_bars"));

  // Suspended from Thursday 05-09: the week is over on Friday all the same, for bars and for factors.
  market::BarSeries stopped = daily({});
  for (std::size_t i = 0; i < days.size(); ++i)
    if (const std::string day = days.dayAt(i).iso(); day < "2019-05-09" || (day > "2019-05-13" && day < "2019-05-20"))
      stopped.append(days.at(i));
  MemorySource suspended;
  suspended.add(entity("stock_sh_600000", "Bank"), stopped);
  control.lines.clear();
  QVERIFY(runScript(R"(
    strategy = {name = 'weeks', entities = 'stock_*', levels = {'1wk'}, factors = {'CLOSE/MA(CLOSE,2)'}}
    function on_time(ctx) print(ctx:count('stock_sh_600000'), ctx:factor(1, 'stock_sh_600000') == 1) end
  )",
      suspended, control)
          .has_value());
  QCOMPARE(control.lines, (QStringList{"2019-04-30 1\tfalse", "2019-05-10 2\ttrue", "2019-05-17 3\tfalse"}));
}

/// Five new shares for ten on the day of the sale, and a second trade afterwards: two round trips, each from flat to
/// flat.
void TstScriptStrategy::soldOnItsExDate()
{
  MemorySource bars;
  market::CorporateAction bonus;
  bonus.exDay = TradingDay::parse("2024-12-06").value();
  bonus.bonus = 0.5;
  bars.add(entity("stock_sh_600000", "Bank"),
      daily({{"2024-12-02", 15, 15, 15, 15}, {"2024-12-03", 15, 15.3, 15, 15}, {"2024-12-04", 15, 15.1, 14.9, 15},
          {"2024-12-05", 15, 15.2, 14.9, 15}, {"2024-12-06", 10, 10.2, 9.9, 10.1}, {"2024-12-09", 10.1, 10.2, 10, 10.1},
          {"2024-12-10", 10.1, 10.2, 10, 10.1}, {"2024-12-11", 10.1, 10.2, 10, 10.1},
          {"2024-12-12", 10.1, 10.2, 10, 10.1}}),
      {bonus});
  Control control;
  const auto run = runScript(hooks(R"(
    function on_time(ctx)
      local day = ctx:day()
      if day == '2024-12-03' or day == '2024-12-09' then ctx:target('stock_sh_600000', 0.5) end
      if day == '2024-12-05' or day == '2024-12-11' then ctx:target('stock_sh_600000', 0) end
    end
  )"),
      bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  const auto& trades = run->report.input.trades;
  QCOMPARE(trades.size(), std::size_t{2});
  QCOMPARE(trades[0].entryTime.day().iso(), std::string("2024-12-04"));
  QCOMPARE(trades[0].quantity.toString(), std::string("3300"));
  QCOMPARE(trades[1].entryTime.day().iso(), std::string("2024-12-10"));
  double pnl = 0;
  for (const auto& trade : trades)
    pnl += trade.pnl.toDouble();
  QVERIFY(std::fabs(pnl - (run->report.input.equity.back().equity - 100'000)) < 1e-6);
}

/// What a script decided: the hook, the target, the close, what the account was worth, and what it noted.
void TstScriptStrategy::ordersSayWhy()
{
  MemorySource bars = source();
  Control control;
  const std::string script = hooks(R"(
    function on_bar(ctx, level)
      if level == '1d' and ctx:day() == '2024-12-03' then
        ctx:why('stock_sh_600000', 'close', ctx:bar('stock_sh_600000').close)
        ctx:target('stock_sh_600000', 0.5)
      end
    end
    function on_profit_control(ctx)
      if ctx:day() == '2024-12-05' then pcall(ctx.target, ctx, 'stock_sh_600000', 0) end
    end
  )");
  const auto lineOf = [&script](std::string_view call) {
    return 1 + std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(script.find(call)), '\n');
  };
  const auto run = runScript(script, bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  const auto& decisions = run->report.input.decisions;
  QCOMPARE(decisions[0].line, lineOf("ctx:target("));
  QCOMPARE(decisions[1].line, lineOf("pcall(ctx.target"));
  QCOMPARE(decisions.size(), run->report.input.orders.size());
  QCOMPARE(decisions.size(), std::size_t{2});
  QCOMPARE(decisions[0].time.day().iso(), std::string("2024-12-03"));
  QCOMPARE(decisions[0].source, std::string("on_bar"));
  QVERIFY(decisions[0].kind == analytics::DecisionKind::Open);
  QCOMPARE(decisions[0].weight, 0.5);
  QCOMPARE(decisions[0].price, 10.2);
  QCOMPARE(decisions[0].equity, 100'000.0);
  QCOMPARE(decisions[0].notes, (std::vector<std::pair<std::string, double>>{{"close", 10.2}}));
  QCOMPARE(decisions[1].source, std::string("on_profit_control"));
  QVERIFY(decisions[1].kind == analytics::DecisionKind::Close);

  const WhyRow why = whyFill(*run, 0, {bars, market::RuleBook::load().value(), {}}, control).value();
  const QString text = QString::fromStdString(whyText(why, *Messages::load("en")));
  for (const char* line : {"Fill 1: Buy 4900 stock_sh_600000 at 10.2 on 2024-12-04",
           "Decided at the close of 2024-12-03 by mine: target 50 % of the equity", "It noted close = 10.2",
           "Said in on_bar, line ", "50 % of 100000 ÷ 10.2 = 4901.96", "What the code looked at is not recorded"})
    QVERIFY2(text.contains(QString::fromUtf8(line)), qPrintable(text));
}

void TstScriptStrategy::seesWhatIsFinished()
{
  MemorySource bars = source();
  Control control;
  const auto run = runScript(hooks(R"(
    local id = 'stock_sh_600000'
    function on_bar(ctx, level, entities)
      if level == '1wk' then print('week', #entities, ctx:bar(id, 0, '1wk').close) end
      if level == '1d' and ctx:day() == '2024-12-09' then
        print(ctx:count(id), ctx:count(id, '1wk'), ctx:bar(id).close, ctx:bar(id, 5).close, ctx:bar(id, 6))
        print(table.concat(ctx:values(id, 'close', 3), ' '), ctx:mean(id, 'close', 2), ctx:highest(id, 'high', 6),
          ctx:lowest(id, 'low', 6), ctx:mean(id, 'close', 7), ctx:price(id), table.concat(ctx:entities()))
        print(ctx:position(id), #ctx:positions(), #ctx:orders(), ctx:cash(), ctx:equity())
      end
    end
  )"),
      bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  QCOMPARE(control.lines,
      (QStringList{"2024-12-06 week\t1\t10.6", "2024-12-09 6\t1\t10.7\t10.0\tnil",
          "2024-12-09 10.5 10.6 10.7\t10.65\t10.8\t9.9\tnil\t10.7\tstock_sh_600000",
          "2024-12-09 nil\t0\t0\t100000.0\t100000.0"}));
}

void TstScriptStrategy::settings()
{
  MemorySource bars = source();
  Control control;
  const std::string text =
      hooks("function on_start(ctx) print(strategy.params.weight, strategy.params.on, ctx:cash()) end");
  QVERIFY(
      runScript(text, bars, control, {"weight=0.25", "on=false", "run.start=2024-12-09", "account.initial_cash=5000"})
          .has_value());
  QCOMPARE(control.lines.size(), 1);
  QVERIFY2(control.lines[0].endsWith("0.25\tfalse\t5000.0"), qPrintable(control.lines[0]));
  QCOMPARE(runScript(text, bars, control, {"speed=1"}).error().code, std::string("strategy.unknown_setting"));
  QCOMPARE(runScript(text, bars, control, {"weight=much"}).error().code, std::string("strategy.bad_setting"));
  QCOMPARE(runScript(text, bars, control, {"run.start=2024-12-05", "run.end=2024-12-04"}).error().code,
      std::string("strategy.bad_span"));
  QCOMPARE(runScript(text, bars, control, {"on=yes"}).error().code, std::string("script.bad_switch"));
}

void TstScriptStrategy::declarationsAreChecked()
{
  const auto code = [](const char* text) {
    const auto loaded = ScriptStrategy::load(text, "a.lua");
    return loaded ? QString("loaded") : QString::fromStdString(loaded.error().code);
  };
  QCOMPARE(code("print(1)"), "script.no_declaration");
  QCOMPARE(code("strategy = {name = 'a'}"), "script.bad_declaration");
  QCOMPARE(code("strategy = {name = 'a', entities = {1, {}}}"), "script.bad_declaration");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x', run = 3}"), "script.bad_declaration");
  QVERIFY(code("strategy = {name = 'a', entities = 'x', levels = {'2d'}}") != "loaded");
  QCOMPARE(code("strategy = "), "script.syntax");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x', levles = {'1d'}}"), "script.unknown_field");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x', warmup = 'ten'}"), "script.bad_declaration");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x'} function on_bars(ctx) end"), "script.unknown_hook");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x'} function onBar(ctx) end"), "script.unknown_hook");
  QCOMPARE(code("strategy = {name = 'a', entities = 'x'} function on_signal(ctx) end"), "loaded");
  QCOMPARE(code("\xEF\xBB\xBFstrategy = {name = 'a', entities = 'x'}"), "loaded"); // of editors on Windows
}

void TstScriptStrategy::slipsOfThePenAreRefused_data()
{
  QTest::addColumn<QString>("call");
  QTest::addColumn<QString>("named");
  const auto add = [](const char* call, const char* named) { QTest::newRow(call) << call << named; };
  add("ctx:exit_rules({stoploss = 0.08})", "stoploss");
  add("ctx:exit_rules({stop_loss = 'abc'})", "stop_loss");
  add("ctx:exit_rules({stop_loss = 8})", "stop_loss");
  add("ctx:exit_rules({stop_loss = 0.08, 3})", "number");
  add("ctx:hold(id, 'sell', 100, {stop = 9, limt = 8.9})", "limt");
  add("ctx:hold(id, 'sell', 100, {stop = 9, limit = 'x'})", "limit");
  add("ctx:hold(id, 'sell', 100, {take_profit = 12, limit = 11})", "limit");
  add("ctx:hold(id, 'sell', 100, {stop = 9, group = {}})", "group");
  add("ctx:bracket(id, 'buy', 100, {stop = 9, takeprofit = 12})", "takeprofit");
  add("ctx:work(id, 'buy', 500, {kind = 'foo'})", "twap");
  add("ctx:work(id, 'buy', 500, {kind = 'twap', slice = 5})", "slice");
  add("ctx:buy(id, 100, 'x')", "above 0");
  add("ctx:profit_rule('x')", "number");
  add("ctx:mean(id, 'close', 2.5)", "whole");
  add("ctx:mean(id, 'close', 'abc')", "whole");
  add("ctx:values(id, 'close', 0/0)", "whole");
  add("ctx:bar(id, 0.5)", "whole");
}

/// What cannot be read stops the strategy at its line; it is never left out.
void TstScriptStrategy::slipsOfThePenAreRefused()
{
  QFETCH(QString, call);
  QFETCH(QString, named);
  MemorySource bars = source();
  Control control;
  const auto run = runScript(
      hooks("function on_time(ctx) local id = 'stock_sh_600000'\n" + call.toStdString() + "\nend"), bars, control);
  QVERIFY(!run.has_value());
  const std::string& code = run.error().code;
  QVERIFY2(code == "script.unknown_key" || code == "script.bad_field" || code == "script.bad_argument", code.c_str());
  QCOMPARE(run.error().field("line"), std::string_view("3"));
  QCOMPARE(run.error().field("file"), std::string_view("my.lua"));
  QCOMPARE(run.error().field("day"), std::string_view("2024-12-03"));
  QVERIFY(std::ranges::any_of(run.error().arguments,
      [&](const Error::Field& argument) { return argument.second.find(named.toStdString()) != std::string::npos; }));
}

/// What is asked for before the first day stands at the day that is over.
void TstScriptStrategy::startHasADay()
{
  MemorySource bars = source();
  Control control;
  const auto run = runScript(hooks("function on_start(ctx) print(ctx:day()) end"), bars, control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  QVERIFY2(control.lines.filter("2024-12-02 2024-12-02").size() == 1, qPrintable(control.lines.join(" | ")));
}

void TstScriptStrategy::faultsTellFileAndLine()
{
  MemorySource bars = source();
  Control control;
  const auto failed = runScript(hooks("function on_time(ctx)\n  local x = nil\n  x.y = 1\nend"), bars, control);
  QVERIFY(!failed);
  QCOMPARE(failed.error().code, std::string("script.failed"));
  QCOMPARE(failed.error().field("file"), std::string_view("my.lua"));
  QCOMPARE(failed.error().field("line"), std::string_view("4"));
  const auto unknown = runScript(hooks("function on_time(ctx) ctx:target('stock_sh_1', 1) end"), bars, control);
  QCOMPARE(unknown.error().code, std::string("strategy.unknown_entity"));
  const auto outside = runScript(
      hooks("local c function on_start(ctx) c = ctx end function on_time(ctx) c:bar('x', 0, '1m') end"), bars, control);
  QVERIFY(!outside);
}

/// The example of the help page, over a made-up market: two runs have the same report and manifest.
void TstScriptStrategy::exampleRunsTwiceTheSame()
{
  const std::string text = readFile(std::filesystem::path(ZVT_EXAMPLE_FOLDER) / "ma_cross.lua");
  SeededRandom random(4);
  const auto calendar = market::Calendar::load("cn").value();
  const auto days =
      calendar->between(TradingDay::parse("2024-06-03").value(), TradingDay::parse("2024-11-29").value()).value();
  MemorySource bars;
  for (int e = 0; e < 8; ++e) {
    market::BarSeries series;
    series.provider = "test";
    double close = 20;
    for (const TradingDay day : days) {
      const double open = close;
      close = std::round(close * (0.975 + 0.052 * random.uniform()) * 100) / 100;
      series.append({day.days, open, std::max(open, close), std::min(open, close), close, 1e6, 1e7});
    }
    bars.add(entity(("stock_sh_60000" + std::to_string(e)).c_str(), "Name"), std::move(series));
  }
  Control control;
  const auto first = runScript(text, bars, control, {"fast=5", "slow=15"});
  QVERIFY2(first.has_value(), first ? "" : first.error().code.c_str());
  const auto second = runScript(text, bars, control, {"fast=5", "slow=15"});
  QVERIFY(second.has_value());
  QVERIFY(first->report.input.trades.size() > 3);
  // The holdings are replayed from the fills alone and still come to the same equity, day by day.
  const auto& input = first->report.input;
  QCOMPARE(input.holdings.days.size(), input.equity.size());
  for (std::size_t i = 0; i < input.equity.size(); ++i)
    QVERIFY(std::fabs(input.holdings.days[i].equity - input.equity[i].equity) < 1e-6);
  QVERIFY(std::ranges::equal(first->report.input.equity, second->report.input.equity, {},
      &analytics::EquityPoint::equity, &analytics::EquityPoint::equity));
  QCOMPARE(first->manifest, second->manifest);
}

/// fill, limit_offset and finalize mean what they mean in a document; what cannot be kept is refused.
void TstScriptStrategy::accountSettingsCount()
{
  const std::string text =
      hooks("function on_time(ctx) if ctx:day() == '2024-12-03' then ctx:target('stock_sh_600000', 0.5) end end");
  const auto report = [&](const std::vector<std::string>& settings) {
    MemorySource bars = source();
    Control control;
    auto run = runScript(text, bars, control, settings);
    if (!run)
      qFatal("%s", run.error().code.c_str());
    return std::move(run->report.input);
  };
  const auto kept = report({"account.finalize=keep"});
  QCOMPARE(kept.fills.size(), std::size_t{1});
  QCOMPARE(kept.trades.size(), std::size_t{0});
  QVERIFY(kept.equity.back().positions == 1);
  // 4,900 bought at 10.20; the last bar opens at 10.70 and closes at 10.80.
  for (const auto& [setting, price] : {std::pair("last_close", 10.8), std::pair("last_open", 10.7)}) {
    const auto closed = report({std::string("account.finalize=") + setting});
    QCOMPARE(closed.fills.size(), std::size_t{2});
    QCOMPARE(closed.fills[1].price.toDouble(), price);
    QCOMPARE(closed.orders.back().reasonCode, std::string("backtest.closed_at_end"));
    QCOMPARE(closed.trades.size(), std::size_t{1});
    QVERIFY(closed.equity.back().positions == 0);
    double costs = 0;
    for (const auto& fill : closed.fills)
      costs += fill.totalCosts().toDouble();
    QCOMPARE(closed.equity.back().equity, 100'000 + 4900 * (price - 10.2) - costs);
    QCOMPARE(closed.equity.back().cash, closed.equity.back().equity);
    QCOMPARE(closed.equity.size(), kept.equity.size());
  }
  QCOMPARE(report({}).fills.size(), std::size_t{2}); // last_close, as a document

  const auto limit = report({"account.fill=limit", "account.finalize=keep"}); // 10.20, the close that decided
  QCOMPARE(limit.orders.front().type, std::string("limit"));
  QCOMPARE(limit.orders.front().limitPrice, std::string("10.2"));
  QCOMPARE(limit.fills.size(), std::size_t{1});
  QCOMPARE(limit.fills[0].price.toDouble(), 10.2);
  const auto lower = report({"account.fill=limit", "account.limit_offset=-0.05", "account.finalize=keep"});
  QCOMPARE(lower.orders.front().limitPrice, std::string("9.69")); // 10.20 × 0.95; no day is as low as that
  QVERIFY(lower.fills.empty());
  QVERIFY(lower.orders.size() > 1); // tried again each day

  MemorySource bars = source();
  Control control;
  const auto refused = runScript(text, bars, control, {"account.size_at=fill"});
  QVERIFY(!refused);
  QCOMPARE(refused.error().code, std::string("strategy.not_for_code"));
}

/// 4,900 at 10.20 on 12-04: 49,980.00 + 12.50 + 0.50, cash 50,007.00. On 12-06 1,470 × 6.00 = 8,820.00. Closed at the
/// end: 6,370 × 10.80 = 68,796.00 less 17.20 + 34.40 + 0.69; cash 109,930.71.
void TstScriptStrategy::rightsAreTakenWhereTheCashSuffices()
{
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2024-12-06").value();
  action.rights = 0.3;
  action.rightsPrice = 6;
  const auto report = [&](const std::vector<std::string>& settings) {
    MemorySource bars = source({action});
    Control control;
    auto run = runScript(
        hooks("function on_time(ctx) if ctx:day() == '2024-12-03' then ctx:target('stock_sh_600000', 0.5) end end"),
        bars, control, settings);
    if (!run)
      qFatal("%s", run.error().code.c_str());
    return std::move(run->report.input);
  };
  const auto warned = [](const analytics::ReportInput& input, const char* code) {
    return std::ranges::find(input.warnings, code, &Error::code) != input.warnings.end();
  };
  const auto taken = report({"account.rights=take"});
  QCOMPARE(taken.equity.back().equity, 109'930.71);
  QCOMPARE(taken.trades.size(), std::size_t{1});
  QCOMPARE(taken.trades[0].quantity.toString(), std::string("6370"));
  QCOMPARE(taken.trades[0].pnl.toFixed(2), std::string("9930.71"));
  QVERIFY(
      std::ranges::find(taken.log, "2024-12-06 stock_sh_600000: rights 1470 x 6 = 8820.00, taken") != taken.log.end());
  QVERIFY(!warned(taken, "backtest.rights_unpaid") && !warned(taken, "backtest.rights_ignored"));
  for (std::size_t i = 0; i < taken.holdings.days.size(); ++i)
    QVERIFY(std::fabs(taken.holdings.days[i].equity - taken.equity[i].equity) < 1e-6);
  const auto ignored = report({});
  QCOMPARE(ignored.trades[0].quantity.toString(), std::string("4900"));
  QVERIFY(warned(ignored, "backtest.rights_ignored"));
  action.rightsPrice = 60; // 88,200.00 of 50,007.00
  const auto unpaid = report({"account.rights=take"});
  QCOMPARE(unpaid.trades[0].quantity.toString(), std::string("4900"));
  QVERIFY(warned(unpaid, "backtest.rights_unpaid"));
}

QTEST_GUILESS_MAIN(TstScriptStrategy)
#include "tst_script_strategy.moc"

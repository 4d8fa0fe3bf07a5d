// SPDX-License-Identifier: Apache-2.0
// Exit rules of strategies: their levels move with the reference price on ex-dates.
#include "core/backtest/host/exit_control.h"
#include "core/backtest/host/strategy_backtest.h"
#include "core/strategy/script/script_strategy.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using strategy::script::ScriptStrategy;

namespace {

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

constexpr const char* kBank = "stock_sh_600000";

/// Ten for five and 0.50 in cash on the 6th: 10.20 becomes (10.20 − 0.50) ÷ 1.5 = 6.4667.
MemorySource bank()
{
  market::CorporateAction action;
  action.exDay = orDie(TradingDay::parse("2024-12-06"));
  action.cash = 0.5;
  action.bonus = 0.5;
  MemorySource source;
  source.add(entity(kBank, "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10.3, 10, 10}, {"2024-12-04", 10, 10.2, 9.9, 10},
          {"2024-12-05", 10, 10.4, 10, 10.2}, {"2024-12-06", 6.47, 6.6, 6.4, 6.5}, {"2024-12-09", 6.5, 6.5, 6, 6.1},
          {"2024-12-10", 6.1, 6.2, 6, 6.1}}),
      {action});
  return source;
}

BacktestRun runScript(const std::string& rules, MarketSource& bars, const std::string& more = {},
    const std::string& level = "1d", const std::string& start = "2024-12-03")
{
  const std::string text = "strategy = {name = 'mine', entities = 'stock_*', levels = {'" + level
      + "'}, run = {start = '" + start
      + "', adjust = 'bfq'}, "
        "account = {initial_cash = '100000', finalize = 'keep'}}\n"
        "function on_start(ctx) ctx:exit_rules("
      + rules + ") end\nfunction on_bar(ctx) if ctx:day() == '" + start
      + "' then ctx:target('stock_sh_600000', 0.5) end end\n" + more;
  auto script = orDie(ScriptStrategy::load(text, "my.lua"));
  StrategyBacktestRequest request;
  request.run = orDie(strategy::runSettingsOf(script->run()));
  request.account = orDie(strategy::accountSettingsOf(script->account()));
  request.source = text;
  request.strategy = std::move(script);
  SilentTaskControl control;
  return orDie(backtestStrategy(std::move(request), bars, orDie(market::RuleBook::load()), control));
}

trading::Fill fillOf(const std::string& entityId, double price, Timestamp at, trading::Side side = trading::Side::Buy)
{
  trading::Fill fill;
  fill.entityId = entityId;
  fill.side = side;
  fill.price = orDie(Price::fromDouble(price));
  fill.quantity = Quantity::fromInt(1000);
  fill.at = at;
  return fill;
}

}

class TstExitControl : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void anExDateIsNoFall();
  void profitIsTakenAtTheMovedLevel();
  void aNewTripHasABestPriceOfItsOwn();
  void adjustedPricesGiveTheSameExits();
  void weeksAreWatchedDayByDay_data();
  void weeksAreWatchedDayByDay();
  void anExitOfAWeekIsPursuedDayByDay();
  void badRulesStopTheScript();
};

/// Entry 10.00 × 6.4667 ÷ 10.20 = 6.3399, less 5 % = 6.0229: the gap to 6.40 does not reach it, 6.00 does.
void TstExitControl::anExDateIsNoFall()
{
  MemorySource bars = bank();
  const BacktestRun run = runScript("{stop_loss = 0.05}", bars);
  const auto& input = run.report.input;
  QCOMPARE(input.fills.size(), std::size_t{2});
  QCOMPARE(input.fills[1].time.day().iso(), std::string("2024-12-10"));
  QCOMPARE(input.decisions[1].time.day().iso(), std::string("2024-12-09"));
  QCOMPARE(input.decisions[1].source, std::string("exit_rules"));
  QVERIFY(input.decisions[1].kind == analytics::DecisionKind::Close);
  QCOMPARE(input.decisions[1].notes.size(), std::size_t{1});
  QCOMPARE(input.decisions[1].notes[0].first, std::string("stop_loss"));
  QVERIFY(std::abs(input.decisions[1].notes[0].second + 0.05) < 1e-12);
}

/// 4 % above 6.3399 is 6.5935, which the ex-date's high of 6.60 reaches; 4 % above 10.00 was reached the day before by
/// its high of exactly 10.40, so 5 %: 6.6569, out of reach. A trailing stop of 10 % hangs below 10.40 × 0.63399
/// = 6.5935 at 5.9342, out of reach as well.
void TstExitControl::profitIsTakenAtTheMovedLevel()
{
  MemorySource bars = bank();
  const BacktestRun taken = runScript("{take_profit = 0.0401}", bars); // above 10.40, moved 6.5941
  QCOMPARE(taken.report.input.fills.size(), std::size_t{2});
  QCOMPARE(taken.report.input.decisions[1].time.day().iso(), std::string("2024-12-06"));
  QCOMPARE(taken.report.input.decisions[1].notes[0].first, std::string("take_profit"));
  QCOMPARE(runScript("{take_profit = 0.05}", bars).report.input.fills.size(), std::size_t{1});
  QCOMPARE(runScript("{trailing_stop = 0.1}", bars).report.input.fills.size(), std::size_t{1});
  // 8 %: 6.0660, reached on the 9th.
  const BacktestRun trailed = runScript("{trailing_stop = 0.08}", bars);
  QCOMPARE(trailed.report.input.decisions[1].time.day().iso(), std::string("2024-12-09"));
  QCOMPARE(trailed.report.input.decisions[1].notes[0].first, std::string("trailing_stop"));
}

/// 5,000 shares become 6,666 by a bonus of one for three, all of which are sold; the next purchase at 8.00 has nothing
/// to do with the 9.00 of before: 10 % below that is 8.10, below 8.00 it is 7.20.
void TstExitControl::aNewTripHasABestPriceOfItsOwn()
{
  market::CorporateAction action;
  action.exDay = orDie(TradingDay::parse("2024-12-05"));
  action.bonus = 1.0 / 3;
  MemorySource bars;
  bars.add(entity(kBank, "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10.3, 10, 10}, {"2024-12-04", 10, 10.2, 9.9, 10},
          {"2024-12-05", 7.5, 8.2, 7.5, 8.2}, {"2024-12-06", 8.2, 9, 8.2, 9}, {"2024-12-09", 8.9, 8.9, 8.4, 8.5},
          {"2024-12-10", 8, 8, 7.7, 7.8}, {"2024-12-11", 7.8, 7.9, 7.7, 7.8}}),
      {action});
  const BacktestRun run = runScript("{trailing_stop = 0.1}", bars,
      "local id = 'stock_sh_600000'\nfunction on_time(ctx)\n"
      "  if ctx:day() == '2024-12-06' then ctx:target(id, 0) end\n"
      "  if ctx:day() == '2024-12-09' then ctx:target(id, 0.5) end\nend\n");
  const auto& input = run.report.input;
  QCOMPARE(input.fills.size(), std::size_t{3});
  QCOMPARE(input.fills[1].quantity.toString(), std::string("6666"));
  QCOMPARE(input.fills[2].time.day().iso(), std::string("2024-12-10"));
  QCOMPARE(input.orders.size(), std::size_t{3});
}

namespace {

/// Bought on Monday the 9th at 10.00. On Tuesday the price reaches 10.40 and 9.40, by Friday it is back.
MemorySource weeksOfBank(double wednesdayVolume = 10'000)
{
  MemorySource source;
  source.add(entity(kBank, "Bank"),
      daily({{"2024-12-02", 10, 10, 10, 10}, {"2024-12-03", 10, 10, 10, 10}, {"2024-12-04", 10, 10, 10, 10},
          {"2024-12-05", 10, 10, 10, 10}, {"2024-12-06", 10, 10, 10, 10}, {"2024-12-09", 10, 10.3, 9.9, 10.1},
          {"2024-12-10", 10.1, 10.4, 9.4, 9.8}, {"2024-12-11", 9.9, 10, 9.8, 9.9, wednesdayVolume},
          {"2024-12-12", 9.9, 10.2, 9.9, 10.1}, {"2024-12-13", 10.1, 10.2, 10, 10.1},
          {"2024-12-16", 10.1, 10.2, 10, 10.1}, {"2024-12-17", 10.1, 10.2, 10, 10.1}}));
  return source;
}

QStringList fillsAndReasons(const BacktestRun& run)
{
  QStringList lines;
  const auto& input = run.report.input;
  for (const analytics::FillRecord& fill : input.fills)
    lines << QString::fromStdString(
        fill.time.day().iso() + " " + fill.side + " " + fill.quantity.toString() + " @" + fill.price.toString());
  for (const analytics::DecisionRecord& decision : input.decisions)
    for (const auto& [name, value] : decision.notes)
      lines << QString::fromStdString(decision.time.day().iso() + " " + decision.source + " " + name);
  return lines;
}

}

void TstExitControl::weeksAreWatchedDayByDay_data()
{
  QTest::addColumn<QString>("rules");
  QTest::addColumn<QString>("rule");
  QTest::newRow("stop loss") << "{stop_loss = 0.05}" << "stop_loss"; // 9.50
  QTest::newRow("take profit") << "{take_profit = 0.04}" << "take_profit"; // 10.40
  QTest::newRow("trailing") << "{trailing_stop = 0.06}"
                            << "trailing_stop"; // 10.10 × 0.94 = 9.494: Monday's close counts
  QTest::newRow("time stop") << "{time_stop = 2}" << "time_stop"; // Monday and Tuesday
}

/// A strategy on weeks decides at their ends; what it holds is watched on each day as that of a strategy on days is:
/// sold on Wednesday at 9.90.
void TstExitControl::weeksAreWatchedDayByDay()
{
  QFETCH(QString, rules);
  QFETCH(QString, rule);
  MemorySource bars = weeksOfBank();
  const QStringList expected{"2024-12-09 buy 5000 @10", "2024-12-11 sell 5000 @9.9", "2024-12-10 exit_rules " + rule};
  QCOMPARE(fillsAndReasons(runScript(rules.toStdString(), bars, {}, "1d", "2024-12-06")), expected);
  QCOMPARE(fillsAndReasons(runScript(rules.toStdString(), bars, {}, "1wk", "2024-12-06")), expected);
}

/// Nobody trades on Wednesday: what was to be sold is asked for again on the next day, not at the end of the week.
void TstExitControl::anExitOfAWeekIsPursuedDayByDay()
{
  MemorySource bars = weeksOfBank(0);
  const BacktestRun run = runScript("{stop_loss = 0.05}", bars, {}, "1wk", "2024-12-06");
  QCOMPARE(fillsAndReasons(run).value(1), QStringLiteral("2024-12-12 sell 5000 @9.9"));
}

/// Backward adjusted prices have no ex-dates: the plain rules over them reach the same levels on the same bars,
/// whenever the watch was begun.
void TstExitControl::adjustedPricesGiveTheSameExits()
{
  const std::vector<risk::ExitRule> rules{
      risk::StopLoss{0.06}, risk::TakeProfit{0.12}, risk::TrailingStop{0.09, 0.03}, risk::TimeStop{25, 0.05}};
  int compared = 0, exDates = 0;
  for (int seed = 1; seed <= 12; ++seed) {
    MemorySource source;
    for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 90))
      source.add(stock.entity, stock.bars, stock.actions);
    BookRequest request;
    request.entities = {"stock_*"};
    request.adjust = market::AdjustMode::Hfq;
    BarBook book = orDie(BarBook::load(source, request));
    ExitControl whole, late;
    whole.setRules(rules);
    late.setRules(rules);
    struct Plain {
      risk::ExitWatch watch;
      std::size_t row = 0;
      bool isOpen = true;
      QString exit;
    };
    std::map<std::string, Plain> plain;
    std::map<std::string, QString> exits, lateExits;
    std::vector<trading::Fill> fills;
    for (std::uint32_t place = 0; place < book.universe().size(); ++place) {
      const BarBook::Item& item = book.items()[place];
      constexpr std::size_t kRow = 10;
      if (item.raw->size() <= kRow + 1)
        continue;
      const bool isLong = place % 2 == 0;
      fills.push_back(fillOf(book.universe()[place], item.raw->open[kRow], item.ends[kRow],
          isLong ? trading::Side::Buy : trading::Side::Sell));
      whole.take(fills.back());
      const auto adjusted =
          orDie(source.bars({book.universe()[place], market::BarLevel::Day1, market::AdjustMode::Hfq, {}, {}}));
      const double factor = adjusted->open[kRow] / item.raw->open[kRow];
      Plain one{risk::ExitWatch::opened(item.raw->open[kRow] * factor, isLong), kRow, true, {}};
      for (std::size_t row = kRow; row < adjusted->size() && one.isOpen; ++row) {
        const risk::ExitBar bar = row == kRow
            ? risk::ExitBar::at(adjusted->close[row])
            : risk::ExitBar{adjusted->open[row], adjusted->high[row], adjusted->low[row], adjusted->close[row]};
        if (const auto signal = risk::step(one.watch, rules, bar)) {
          one.isOpen = false;
          one.exit = QStringLiteral("%1 %2").arg(row).arg(signal->rule);
        }
      }
      exDates += static_cast<int>(item.actions.size());
      plain.emplace(book.universe()[place], one);
    }
    std::vector<Timestamp> moments;
    for (const BarBook::Item& item : book.items())
      moments.insert(moments.end(), item.ends.begin(), item.ends.end());
    std::ranges::sort(moments);
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    std::size_t passed = 0;
    for (const Timestamp moment : moments) {
      book.moveTo(moment);
      const auto note = [&](ExitControl& control, std::map<std::string, QString>& into) {
        for (const ExitControl::Exit& exit : control.closeBars(book, nullptr))
          into.try_emplace(
              exit.entityId, QStringLiteral("%1 %2").arg(book.count(*book.find(exit.entityId)) - 1).arg(exit.rule));
      };
      note(whole, exits);
      if (++passed == 14) // a program that starts again hands in what was filled before
        for (const trading::Fill& fill : fills)
          late.take(fill);
      if (passed >= 14)
        note(late, lateExits);
    }
    for (const auto& [id, one] : plain) {
      QCOMPARE(exits[id], one.exit);
      const std::size_t row = one.exit.section(u' ', 0, 0).toULongLong();
      if (one.exit.isEmpty() || row > 16)
        QCOMPARE(lateExits[id], one.exit);
      compared += one.exit.isEmpty() ? 0 : 1;
    }
  }
  QVERIFY2(compared > 50 && exDates > 20, qPrintable(QStringLiteral("%1 %2").arg(compared).arg(exDates)));
}

void TstExitControl::badRulesStopTheScript()
{
  MemorySource bars = bank();
  const std::string text = "strategy = {name = 'mine', entities = 'stock_*'}\n"
                           "function on_start(ctx) ctx:exit_rules({stop_loss = -1}) end\n";
  auto script = orDie(ScriptStrategy::load(text, "my.lua"));
  StrategyBacktestRequest request;
  request.run = orDie(strategy::runSettingsOf(script->run()));
  request.account = orDie(strategy::accountSettingsOf(script->account()));
  request.strategy = std::move(script);
  SilentTaskControl control;
  const auto run = backtestStrategy(std::move(request), bars, orDie(market::RuleBook::load()), control);
  QVERIFY(!run.has_value());
  QCOMPARE(run.error().code, std::string("risk.exit.bad_rule"));
}

QTEST_APPLESS_MAIN(TstExitControl)
#include "tst_exit_control.moc"

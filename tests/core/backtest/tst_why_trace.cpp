// SPDX-License-Identifier: Apache-2.0
// From a fill back to what it stands on: every figure below is worked out by hand from the bars.
#include "core/backtest/run_reader.h"
#include "core/backtest/why_trace.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

#include <nlohmann/json.hpp>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

const std::filesystem::path kFolder = "/out/run";
constexpr const char* kBank = "stock_sh_600000";

/// A fall that turns on the 23rd and a rise that turns on the 25th.
std::vector<DayBar> turn()
{
  return {{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
      {"2023-08-23", 9.90, 10.05, 9.90, 10.00}, {"2023-08-24", 10.10, 10.25, 10.05, 10.20},
      {"2023-08-25", 10.15, 10.20, 10.05, 10.10}, {"2023-08-28", 10.00, 10.05, 9.95, 10.00}};
}

MemorySource sourceOf(const std::vector<DayBar>& bars)
{
  MemorySource source;
  source.add(entity(kBank, "浦发银行"), daily(bars));
  return source;
}

BacktestRun runOf(MemorySource& source, testing::MemoryFileSystem& files, const std::vector<std::string>& more = {})
{
  std::vector<std::string> settings{"initial_cash=100000"};
  settings.insert(settings.end(), more.begin(), more.end());
  SilentTaskControl control;
  auto run = backtestToFolder({turnStrategy({kBank}), settings, "1.2.3"}, source, market::RuleBook::load().value(),
      kFolder, files, *Messages::load("en"), "en", control);
  if (!run)
    qFatal("%s", run.error().code.c_str());
  return *std::move(run);
}

WhySources sourcesOf(MemorySource& market)
{
  return {market, market::RuleBook::load().value(), {}};
}

/// The first row with a key, depth first; null: none.
const WhyRow* find(const WhyRow& row, std::string_view key)
{
  if (row.sentence.code == key)
    return &row;
  for (const WhyRow& child : row.children)
    if (const WhyRow* found = find(child, key))
      return found;
  return nullptr;
}

QString text(const WhyRow& root, std::string_view key)
{
  const WhyRow* row = find(root, key);
  return row ? QString::fromStdString(whySentence(*row, *Messages::load("en"))) : QString();
}

QStringList texts(const WhyRow& root, WhyKind kind)
{
  QStringList found;
  if (root.kind == kind)
    found << QString::fromStdString(whySentence(root, *Messages::load("en")));
  for (const WhyRow& child : root.children)
    found << texts(child, kind);
  return found;
}

}

class TstWhyTrace : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aFillLeadsToItsBars();
  void whatTheMarketTookIsNamed();
  void weeksLeadToTheDayThatFilled();
  void aSaleLeadsToTheCrossBelow();
  void aRoundTripLeadsToBothEnds();
  void aReversalBelongsToBothTrips();
  void waitingIsExplained();
  void sharesOfTheDayWaitForTheNext();
  void earlierOrdersAreNamed();
  void barsSayWhatBroughtThem();
  void whatCannotBeKnownIsSaid();
  void anOrderThatNeverFilledHasATraceToo();
  void aFolderGivesTheTraceOfItsRun();
  void aFolderGivesTheReportOfItsRun();
  void aFolderOfAnEarlierVersionIsReadToo();
  void everyOrderOfAMarketIsExplained();
  void badQuestionsAreRefused();
  void everySentenceIsThere();
};

void TstWhyTrace::aFillLeadsToItsBars()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill"), "Fill 1: Buy 9800 stock_sh_600000 at 10.1 on 2023-08-24");
  QCOMPARE(text(root, "why.matched.next_open"), "Matched at the open of the bar, 10.1");
  // The close before is 10.00: ±10 %.
  QVERIFY(text(root, "why.limits").startsWith("Limits of the day: 9 to 11, from a reference of 10;"));
  // 9,800 × 10.10 = 98,980: commission 0.025 % = 24.745 → 24.75, transfer fee 0.001 % = 0.9898 → 0.99.
  QCOMPARE(text(root, "why.costs"), "Costs 25.74");
  QVERIFY(texts(root, WhyKind::Cost)
          .join('\n')
          .contains("Commission 24.75: 0.00025 of the amount, at least 5, as the account pays its broker"));
  QVERIFY(text(root, "why.order")
          .startsWith("Order 000001: Buy 10000 stock_sh_600000, Market, placed at the close of 2023-08-23; Partial, "
                      "9800 filled"));
  QVERIFY(find(root, "why.market_cost") == nullptr);
  QVERIFY(find(root, "backtest.cut_to_cash") != nullptr);
  QCOMPARE(text(root, "why.size"), "100 % of 100000 ÷ 10 = 10000.00");
  QVERIFY(text(root, "why.lot").startsWith("Down to a legal lot, 100 and steps of 100: 10000;"));
  QCOMPARE(text(root, "why.decision.open"), "Decided at the close of 2023-08-23 by turn: target 100 % of the equity");
  QCOMPARE(text(root, "why.closed_at"), "Close 10; the account was worth 100000");
  QCOMPARE(texts(root, WhyKind::Node),
      (QStringList{
          "Node w, Equal weight: 1", "Node cross, Moving-average cross: 1", "Node u, Universe: securities: 1"}));
  QCOMPARE(text(root, "why.has_slot"), "It has one of 1 slots (1 taken), each 1 of the equity");
  QCOMPARE(text(root, "why.crossed_above"), "SMA(CLOSE,1) crossed above SMA(CLOSE,2)");
  QCOMPARE(text(root, "why.since"), "The signal came up at the close of 2023-08-23");
  // One close, and the mean of two: (10.00 + 9.90) / 2 and (9.90 + 10.00) / 2.
  QCOMPARE(texts(root, WhyKind::Value),
      (QStringList{"SMA(CLOSE,1) at the close of 2023-08-22 = 9.9", "SMA(CLOSE,1) at the close of 2023-08-23 = 10",
          "SMA(CLOSE,2) at the close of 2023-08-22 = 9.95", "SMA(CLOSE,2) at the close of 2023-08-23 = 9.95"}));
  // The fill's bar, then those that both means were made of, the newest first.
  QCOMPARE(texts(root, WhyKind::Bar).mid(0, 3),
      (QStringList{"2023-08-24: close 10.2, open 10.1, high 10.25, low 10.05, volume 10000",
          "2023-08-23: close 10, open 9.9, high 10.05, low 9.9, volume 10000",
          "2023-08-22: close 9.9, open 9.95, high 10, low 9.9, volume 10000"}));
  const WhyRow* bar = find(root, "why.bar");
  QCOMPARE(bar->entityId, std::string(kBank)); // leads to a chart
  QCOMPARE(QString::fromStdString(bar->time->day().iso()), "2023-08-24");
}

/// Three weeks, of two days each, turn up; the fill is on the Monday after.
/// The open of 10.10 and 0.7 % of it is 10.1707, on the tick 10.18: 0.08 a share of the 9,800 that 100,000 pay.
void TstWhyTrace::whatTheMarketTookIsNamed()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files, {"slippage=0.005", "half_spread=0.002"});
  QCOMPARE(run.report.input.fills[0].price.toString(), std::string("10.18"));
  QCOMPARE(run.report.input.fills[0].quantity.toString(), std::string("9800"));
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.market_cost"),
      "In the price of the market: 784, by slippage 0.5 %, half the spread 0.2 % and no impact");
}

void TstWhyTrace::weeksLeadToTheDayThatFilled()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf({{"2023-08-07", 10.3, 10.3, 10.3, 10.3}, {"2023-08-08", 10.4, 10.4, 10.4, 10.4},
      {"2023-08-14", 10.0, 10.0, 10.0, 10.0}, {"2023-08-18", 9.9, 9.9, 9.9, 9.9},
      {"2023-08-21", 10.1, 10.1, 10.1, 10.1}, {"2023-08-24", 10.2, 10.2, 10.2, 10.2},
      {"2023-08-28", 10.1, 10.1, 10.1, 10.1}});
  SilentTaskControl control;
  const auto run = backtest::backtest({turnStrategy({kBank}), {"initial_cash=100000", "run.level=1wk"}, "1.2.3"},
      source, market::RuleBook::load().value(), control);
  QVERIFY(run);
  const WhyRow root = whyFill(*run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill"), "Fill 1: Buy 9800 stock_sh_600000 at 10.1 on 2023-08-28");
  QVERIFY(text(root, "why.limits").contains("from a reference of 10.2;"));
  QCOMPARE(text(root, "why.size"), "100 % of 100000 ÷ 10.2 = 9803.92");
  QCOMPARE(text(root, "why.decision.open"), "Decided at the close of 2023-08-25 by turn: target 100 % of the equity");
  QCOMPARE(text(root, "why.since"), "The signal came up at the close of 2023-08-24");
  QCOMPARE(texts(root, WhyKind::Value),
      (QStringList{"SMA(CLOSE,1) at the close of 2023-08-18 = 9.9", "SMA(CLOSE,1) at the close of 2023-08-24 = 10.2",
          "SMA(CLOSE,2) at the close of 2023-08-18 = 10.15", "SMA(CLOSE,2) at the close of 2023-08-24 = 10.05"}));
  QCOMPARE(texts(root, WhyKind::Bar).mid(0, 3),
      (QStringList{"2023-08-28: close 10.1, open 10.1, high 10.1, low 10.1, volume 10000",
          "2023-08-24: close 10.2, open 10.1, high 10.2, low 10.1, volume 20000",
          "2023-08-18: close 9.9, open 10, high 10, low 9.9, volume 20000"}));
}

void TstWhyTrace::aSaleLeadsToTheCrossBelow()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 1, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill"), "Fill 2: Sell 9800 stock_sh_600000 at 10 on 2023-08-28");
  QCOMPARE(text(root, "why.decision.close"), "Decided at the close of 2023-08-25 by turn: close the position");
  QVERIFY(find(root, "why.whole_position") != nullptr);
  QCOMPARE(text(root, "why.crossed_below"), "SMA(CLOSE,1) crossed below SMA(CLOSE,2)");
  QVERIFY(texts(root, WhyKind::Value).contains("SMA(CLOSE,2) at the close of 2023-08-25 = 10.149999999999999")
      || texts(root, WhyKind::Value)
          .contains("SMA(CLOSE,2) at the close of 2023-08-25 = 10.15")); // (10.20 + 10.10) / 2
}

void TstWhyTrace::aRoundTripLeadsToBothEnds()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  const WhyRow root = whyTrade(run, 0, sourcesOf(source), control).value();
  // 9,800 × (10.00 − 10.10) = −980, less costs of 100.22 (tst_backtest_folder).
  QCOMPARE(text(root, "why.trade"), "Round trip: Long stock_sh_600000, 2023-08-24 to 2023-08-28, profit -1080.22");
  QCOMPARE(root.children.size(), std::size_t{2});
  QVERIFY(find(root.children[0], "why.crossed_above") != nullptr);
  QVERIFY(find(root.children[1], "why.crossed_below") != nullptr);
  QCOMPARE(whyTrade(run, 1, sourcesOf(source), control).error().code, std::string("why.no_trade"));
}

/// What closes a long and what opens a short are two sales of one bar: each belongs to its own trip.
void TstWhyTrace::aReversalBelongsToBothTrips()
{
  std::size_t reversals = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    MemorySource source;
    for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 90))
      source.add(stock.entity, stock.bars);
    SilentTaskControl control;
    const auto run = backtest::backtest(
        {turnStrategy({"stock_*"}),
            {"cross.fast=2", "cross.slow=5", "cross.side=both", "rules=free", "allow_short=true", "w.max_positions=0"},
            "1.0"},
        source, market::RuleBook::load().value(), control);
    QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
    const auto& trades = run->report.input.trades;
    for (std::size_t i = 0; i < trades.size(); ++i) {
      const WhyRow root = whyTrade(*run, i, sourcesOf(source), control).value();
      const auto sideOf = [](const WhyRow& row) { return row.sentence.field("side"); };
      const bool isLong = trades[i].side == analytics::TradeSide::Long;
      QCOMPARE(sideOf(root.children.front()), std::string_view(isLong ? "@trading.side.buy" : "@trading.side.sell"));
      QCOMPARE(sideOf(root.children.back()), std::string_view(isLong ? "@trading.side.sell" : "@trading.side.buy"));
      QCOMPARE(root.children.size(), std::size_t{2}); // one order in, one out
      reversals += std::ranges::count(trades, trades[i].exitTime, &analytics::RoundTrip::entryTime) > 0 ? 1 : 0;
    }
  }
  QVERIFY(reversals > 10);
}

void TstWhyTrace::waitingIsExplained()
{
  testing::MemoryFileSystem files;
  std::vector<DayBar> bars = turn();
  bars[3].volume = 0; // the 24th: a bar without trading
  MemorySource source = sourceOf(bars);
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill").right(10), "2023-08-25");
  QCOMPARE(text(root, "why.waited"), "Bars it waited: 1");
  QCOMPARE(text(root, "why.waited_at"), "2023-08-24: Not filled: no trading that day");
}

void TstWhyTrace::sharesOfTheDayWaitForTheNext()
{
  // Hours of 08-22 and 23: the turn up at 11:30 buys at 14:00's open, the turn down at 14:00 cannot sell at 15:00.
  market::BarSeries hours;
  hours.level = market::BarLevel::Hour1;
  hours.provider = "test";
  const auto calendar = market::Calendar::load("cn").value();
  const auto add = [&](const char* end, double open, double close) {
    const std::int64_t key = calendar->zone().toUtc(parseTime(end)->local).micros;
    hours.append({key, open, std::max(open, close) + 0.1, std::min(open, close) - 0.1, close, 10'000, std::nan("")});
  };
  add("2023-08-21T15:00", 10.0, 10.0);
  add("2023-08-22T10:30", 10.0, 9.9);
  add("2023-08-22T11:30", 9.9, 10.0);
  add("2023-08-22T14:00", 10.0, 9.8);
  add("2023-08-22T15:00", 9.8, 9.7);
  add("2023-08-23T10:30", 9.7, 9.6);
  MemorySource source;
  source.add(entity(kBank, "浦发银行"), hours);
  SilentTaskControl control;
  auto run = backtest::backtest({turnStrategy({kBank}), {"initial_cash=100000", "run.level=1h"}, "1.2.3"}, source,
      market::RuleBook::load().value(), control);
  QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
  QCOMPARE(run->report.input.fills.size(), std::size_t{2});
  const WhyRow root = whyFill(*run, 1, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill"), "Fill 2: Sell 9900 stock_sh_600000 at 9.7 on 2023-08-23T10:30:00");
  QCOMPARE(text(root, "why.waited"), "Bars it waited: 1");
  QCOMPARE(text(root, "why.waited_at"), "2023-08-22T15:00:00: Nothing can be sold yet: bought today (T+1)");
}

void TstWhyTrace::earlierOrdersAreNamed()
{
  // The 24th stands at the upper limit of 11.00 all day: the order of the 23rd expires, that of the 24th fills.
  const std::vector<DayBar> bars{{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
      {"2023-08-23", 9.90, 10.05, 9.90, 10.00}, {"2023-08-24", 11.00, 11.00, 11.00, 11.00},
      {"2023-08-25", 11.10, 11.50, 11.05, 11.40}, {"2023-08-28", 11.40, 11.60, 11.30, 11.50}};
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(bars);
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.fill").right(10), "2023-08-25");
  QCOMPARE(text(root, "why.earlier_orders"), "Earlier orders for the same wish that filled nothing: 1");
  QCOMPARE(
      text(root, "why.earlier_order"), "Order 000001 of 2023-08-23: Expired. Not filled: sealed at the upper limit");
  // What that one met: the bar that stood at 10.00 + 10 %.
  const WhyRow expired = whyOrder(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(expired, "why.met"), "It met the bar of 2023-08-24 in vain");
  QVERIFY(text(expired, "why.limits").startsWith("Limits of the day: 9 to 11, from a reference of 10;"));
  QCOMPARE(text(expired, "why.bar"), "2023-08-24: close 11, open 11, high 11, low 11, volume 10000");
  QVERIFY(find(root, "why.met") == nullptr);
  // The order is the 24th's, its reason the cross of the 23rd.
  QCOMPARE(text(root, "why.decision.open").left(34), "Decided at the close of 2023-08-24");
  QCOMPARE(text(root, "why.since"), "The signal came up at the close of 2023-08-23");
}

void TstWhyTrace::barsSayWhatBroughtThem()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  const auto keyOf = [](const char* day) { return std::int64_t{TradingDay::parse(day)->days}; };
  WhySources sources = sourcesOf(source);
  std::vector<data::BarPlace> asked;
  sources.origins = [&](const data::BarPlace& place, std::int64_t, std::int64_t) -> Result<std::vector<data::Origin>> {
    asked.push_back(place);
    data::Origin imported;
    imported.run = storage::DataRun{};
    imported.run->id = 7;
    imported.run->kind = "import";
    imported.run->provider = "csv";
    imported.run->source = "/data/bank.csv";
    imported.first = keyOf("2023-08-01");
    imported.last = keyOf("2023-08-22");
    data::Origin unrecorded;
    unrecorded.first = keyOf("2023-08-23");
    unrecorded.last = keyOf("2023-08-31");
    return std::vector{imported, unrecorded};
  };
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sources, control).value();
  QCOMPARE(QString::fromStdString(asked.front().entityId), QString(kBank));
  QCOMPARE(QString::fromStdString(asked.front().provider), "test");
  const WhyRow* read = find(*find(root, "why.decision.open"), "why.bars");
  QCOMPARE(read->children.size(), std::size_t{2}); // the newest stretch first
  QCOMPARE(text(read->children[0], "why.stretch"), "Bars: 1, 2023-08-23 to 2023-08-23");
  QVERIFY(find(read->children[0], "why.origin_unrecorded") != nullptr);
  QCOMPARE(read->children[1].dataRun, std::int64_t{7});
  QVERIFY(text(read->children[1], "why.origin_run").startsWith("Brought by run 7 (import) of csv,"));
  QVERIFY(text(read->children[1], "why.origin_run").endsWith(": /data/bank.csv"));
}

void TstWhyTrace::whatCannotBeKnownIsSaid()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  // Nobody can say what brought the bars.
  QVERIFY(find(whyFill(run, 0, sourcesOf(source), control).value(), "why.origin_unknown") != nullptr);
  // A bar was corrected after the run: the fall turns a day later.
  std::vector<DayBar> corrected = turn();
  corrected[2].close = 9.80;
  MemorySource changed = sourceOf(corrected);
  const WhyRow other = whyFill(run, 0, sourcesOf(changed), control).value();
  QVERIFY(find(other, "why.data_changed") != nullptr);
  QCOMPARE(
      text(other, "why.bars_changed"), "The stored bars or ex-dates of stock_sh_600000 are others than they were then");
  QVERIFY(find(other, "why.rules_changed") == nullptr);
  BacktestRun ofOldRules = run;
  const std::string version = market::RuleBook::load().value()->version();
  ofOldRules.manifest.replace(ofOldRules.manifest.find(version), version.size(), "older");
  const WhyRow newRules = whyFill(ofOldRules, 0, sourcesOf(source), control).value();
  QCOMPARE(text(newRules, "why.rules_changed"),
      QString::fromStdString("The rule book is another one: older then, " + version + " now"));
  QVERIFY(find(newRules, "why.bars_changed") == nullptr && find(newRules, "why.data_changed") == nullptr);
  QCOMPARE(text(other, "why.other_weight"), "The strategy decided 100 % then and decides 0 % over the data of now");
  // The security is gone.
  MemorySource none;
  const WhyRow bare = whyFill(run, 0, sourcesOf(none), control).value();
  QCOMPARE(text(bare, "why.fill"), "Fill 1: Buy 9800 stock_sh_600000 at 10.1 on 2023-08-24");
  QVERIFY(find(bare, "why.not_replayed") != nullptr);
  QVERIFY(find(bare, "why.node") == nullptr);
}

void TstWhyTrace::anOrderThatNeverFilledHasATraceToo()
{
  std::vector<DayBar> bars = turn();
  bars.resize(3); // the run ends at the close that decides
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(bars);
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  QVERIFY(run.report.input.fills.empty());
  const WhyRow root = whyOrder(run, findOrder(run, "000001").value(), sourcesOf(source), control).value();
  QVERIFY(find(root, "backtest.run_ended") != nullptr);
  QVERIFY(find(root, "why.crossed_above") != nullptr);
  QVERIFY(!findOrder(run, "000002").has_value());
}

void TstWhyTrace::aFolderGivesTheTraceOfItsRun()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  const BacktestRun again = readRunFolder(kFolder, files).value();
  SilentTaskControl control;
  for (std::size_t fill = 0; fill < run.report.input.fills.size(); ++fill)
    QCOMPARE(whyJson(whyFill(again, fill, sourcesOf(source), control).value(), *Messages::load("zh_CN")),
        whyJson(whyFill(run, fill, sourcesOf(source), control).value(), *Messages::load("zh_CN")));
}

void TstWhyTrace::aFolderGivesTheReportOfItsRun()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  const BacktestRun again = readRunFolder(kFolder, files).value();
  const analytics::ReportInput& was = run.report.input;
  const analytics::ReportInput& is = again.report.input;
  QCOMPARE(analytics::metricsJson(again.report.metrics), analytics::metricsJson(run.report.metrics));
  QCOMPARE(analytics::equityCsv(is), analytics::equityCsv(was));
  QCOMPARE(analytics::tradesCsv(is), analytics::tradesCsv(was));
  QCOMPARE(analytics::ordersCsv(is), analytics::ordersCsv(was));
  QCOMPARE(analytics::decisionsCsv(is), analytics::decisionsCsv(was));
  QCOMPARE(analytics::fillsCsv(is), analytics::fillsCsv(was));
  QCOMPARE(analytics::holdingsCsv(is), analytics::holdingsCsv(was));
  QVERIFY(is.facts == was.facts && is.title == was.title && is.currency == was.currency);
  QCOMPARE(is.warnings.size(), was.warnings.size());
  for (std::size_t i = 0; i < is.equity.size(); ++i)
    QCOMPARE(is.equity[i].positions, was.equity[i].positions);
  for (std::size_t i = 0; i < is.trades.size(); ++i)
    QVERIFY(is.trades[i].entryBar == was.trades[i].entryBar && is.trades[i].exitBar == was.trades[i].exitBar);

  // A table that was cut short, and a run whose writing was interrupted.
  const std::string fills = files.read(kFolder / "fills.csv").value();
  QVERIFY(files.writeAtomically(kFolder / "fills.csv", fills.substr(0, fills.find("000002") + 10)).has_value());
  QCOMPARE(readRunFolder(kFolder, files).error().code, std::string("backtest.bad_table"));
  Json manifest = Json::parse(files.read(kFolder / "manifest.json").value());
  manifest["complete"] = false;
  QVERIFY(files.writeAtomically(kFolder / "manifest.json", manifest.dump()).has_value());
  QCOMPARE(readRunFolder(kFolder, files).error().code, std::string("backtest.unfinished_folder"));
  QCOMPARE(readRunFolder("/elsewhere", files).error().code, std::string("backtest.no_run"));
}

void TstWhyTrace::aFolderOfAnEarlierVersionIsReadToo()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  static_cast<void>(runOf(source, files));
  QVERIFY(files.remove(kFolder / "decisions.csv").has_value());
  Json manifest = Json::parse(files.read(kFolder / "manifest.json").value());
  manifest.erase("report");
  QVERIFY(files.writeAtomically(kFolder / "manifest.json", manifest.dump()).has_value());
  const BacktestRun run = readRunFolder(kFolder, files).value();
  SilentTaskControl control;
  const WhyRow root = whyFill(run, 0, sourcesOf(source), control).value();
  QCOMPARE(text(root, "why.no_decision"), "This run kept no decisions");
  QVERIFY(find(root, "why.order") != nullptr && find(root, "why.costs") != nullptr);
}

/// A law, over markets with suspensions, limits and ex-dates, whichever engine ran: the graph run again decides what
/// the run decided, and every order leads to a signal and to the bars it read.
void TstWhyTrace::everyOrderOfAMarketIsExplained()
{
  std::size_t explained = 0, columns = 0;
  const auto messages = Messages::load("en");
  const auto rules = market::RuleBook::load().value();
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    MemorySource source;
    for (const RandomStock& stock : randomMarket(seed, "2023-05-04", 90))
      source.add(stock.entity, stock.bars, stock.actions);
    const std::vector<std::string> settings{"cross.fast=2", "cross.slow=5", "run.adjust=hfq",
        seed % 3 == 0 ? "w.max_positions=0" : "w.max_positions=2",
        seed % 2 == 0 ? "w.rebalance=change" : "w.rebalance=entry",
        seed % 4 == 3 ? "a.fill=limit" : "a.fill=next_open"}; // limits are left to the loop
    SilentTaskControl control;
    auto run = backtest::backtest(
        {turnStrategy({"stock_*"}), settings, "1.0"}, source, market::RuleBook::load().value(), control);
    QVERIFY2(run.has_value(), run ? "" : run.error().code.c_str());
    columns += run->manifest.contains("\"engine\": \"columns\"") ? 1 : 0;
    const analytics::ReportInput& input = run->report.input;
    QCOMPARE(input.decisions.size(), input.orders.size());
    for (std::size_t i = 0; i < input.orders.size(); ++i) {
      const WhyRow root = whyOrder(*run, i, {source, rules, {}}, control).value();
      const std::string whole = whyText(root, *messages);
      for (const char* wrong : {"why.other_weight", "why.data_changed", "why.not_replayed", "why.wait_unknown"})
        QVERIFY2(find(root, wrong) == nullptr, whole.c_str());
      if (input.decisions[i].kind == analytics::DecisionKind::AtEnd)
        continue;
      QVERIFY2(find(root, "why.since") != nullptr && find(root, "why.bars") != nullptr, whole.c_str());
      const bool isEnd = input.decisions[i].kind == analytics::DecisionKind::Close;
      QVERIFY2(find(root, isEnd ? "why.crossed_below" : "why.crossed_above") != nullptr, whole.c_str());
      ++explained;
    }
  }
  QVERIFY(explained > 100 && columns > 3 && columns < 12);
}

void TstWhyTrace::badQuestionsAreRefused()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  QCOMPARE(whyFill(run, 2, sourcesOf(source), control).error().code, std::string("why.no_fill"));
  QCOMPARE(whyOrder(run, 9, sourcesOf(source), control).error().code, std::string("why.no_order"));
}

void TstWhyTrace::everySentenceIsThere()
{
  testing::MemoryFileSystem files;
  MemorySource source = sourceOf(turn());
  const BacktestRun run = runOf(source, files);
  SilentTaskControl control;
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    const std::string whole = whyText(whyFill(run, 0, sourcesOf(source), control).value(), *messages);
    QVERIFY2(!whole.contains("why.") && !whole.contains('{') && !whole.contains('@'), whole.c_str());
  }
}

QTEST_APPLESS_MAIN(TstWhyTrace)
#include "tst_why_trace.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/cost_history.h"
#include "core/analytics/trade_statistics.h"
#include "core/base/json.h"
#include "tests/core/analytics/samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace zvt;
using namespace zvt::analytics;
using zvt::tests::at;

namespace {

bool isNear(std::optional<double> found, double expected, double tolerance = 1e-9)
{
  return found && std::fabs(*found - expected) <= tolerance * std::max(1.0, std::fabs(expected));
}

/// The trades of a result file of freqtrade, in its own currency.
std::vector<RoundTrip> tradesOf(const Json& strategy)
{
  std::vector<RoundTrip> trades;
  for (const Json& row : strategy["trades"]) {
    RoundTrip trade;
    trade.entityId = row["pair"].get<std::string>();
    trade.side = row["is_short"].get<bool>() ? TradeSide::Short : TradeSide::Long;
    trade.quantity = Quantity::fromDouble(row["amount"].get<double>()).value();
    trade.entryPrice = Price::fromDouble(row["open_rate"].get<double>()).value();
    trade.exitPrice = Price::fromDouble(row["close_rate"].get<double>()).value();
    trade.entryTime = {static_cast<std::int64_t>(row["open_timestamp"].get<double>()) * 1000};
    trade.exitTime = {static_cast<std::int64_t>(row["close_timestamp"].get<double>()) * 1000};
    trade.pnl = Money::fromDouble(row["profit_abs"].get<double>()).value();
    trade.returnFraction = row["profit_ratio"].get<double>();
    trades.push_back(std::move(trade));
  }
  return trades;
}

RoundTrip roundTrip(TradeSide side, const char* entry, const char* exit)
{
  RoundTrip trade;
  trade.side = side;
  trade.entryPrice = Price::parse(entry).value();
  trade.exitPrice = Price::parse(exit).value();
  return trade;
}

}

class TstAnalyticsTrades : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void resultOfAnotherProgram();
  void handWorked();
  void groups();
  void streaksEndAtADraw();
  void excursions();
  void costsInTheCourseOfTime();
  void costsAgainstGross();
  void nothingIsUndefined();
};

void TstAnalyticsTrades::resultOfAnotherProgram()
{
  ZVT_FIXTURE(file, "market/freqtrade/backtest-result.json");
  const Json result = parseJson(tests::readFile(file)).value();
  const Json& strategy = result["strategy"].front();
  const auto trades = tradesOf(strategy);
  const TradeStatistics all = tradeStatistics(trades);
  QCOMPARE(all.count, strategy["total_trades"].get<std::size_t>());
  QVERIFY(isNear(all.profitFactor, strategy["profit_factor"].get<double>(), 1e-7));
  QVERIFY(isNear(all.meanReturn, strategy["profit_mean"].get<double>()));
  QVERIFY(isNear(all.meanHolding, strategy["holding_avg_s"].get<double>(), 5e-3)); // printed to the minute
  QVERIFY(isNear(all.meanHoldingOfLosses, strategy["loser_holding_avg_s"].get<double>(), 5e-3));

  const auto pairs = groupTrades(trades, [](const RoundTrip& trade) { return trade.entityId; });
  int compared = 0;
  for (const Json& row : strategy["results_per_pair"]) {
    const std::string key = row["key"].get<std::string>();
    const auto found = std::ranges::find(pairs, key, &TradeGroup::key);
    const TradeStatistics& own = key == "TOTAL" ? all : found->statistics;
    QVERIFY2(key == "TOTAL" || found != pairs.end(), key.c_str());
    QCOMPARE(own.count, row["trades"].get<std::size_t>());
    QCOMPARE(own.wins, row["wins"].get<std::size_t>());
    QCOMPARE(own.losses, row["losses"].get<std::size_t>());
    QVERIFY2(isNear(own.meanReturn, row["profit_mean"].get<double>()), key.c_str());
    QVERIFY2(std::fabs(own.pnl.toDouble() - row["profit_total_abs"].get<double>()) < 1e-9, key.c_str());
    ++compared;
  }
  QCOMPARE(compared, 11);
}

void TstAnalyticsTrades::handWorked()
{
  // P&L 30, −10, 20, −20: gains 50, lost −30; each from 01-31 to 02-02 = two days
  const TradeStatistics found = tradeStatistics(tests::sampleTrades());
  QCOMPARE(found.count, 4u);
  QCOMPARE(found.wins, 2u);
  QCOMPARE(found.losses, 2u);
  QCOMPARE(found.pnl, Money::fromInt(20));
  QCOMPARE(found.gains, Money::fromInt(50));
  QCOMPARE(found.lost, Money::fromInt(-30));
  QCOMPARE(found.costs, Money::fromInt(5));
  QVERIFY(isNear(found.winRate, 0.5));
  QVERIFY(isNear(found.profitFactor, 50.0 / 30));
  QVERIFY(isNear(found.payoff, 25.0 / 15));
  QVERIFY(isNear(found.meanReturn, 0)); // 0.1 − 0.05 + 0.2 − 0.25
  QVERIFY(isNear(found.medianReturn, 0.025)); // between −0.05 and 0.1
  QVERIFY(isNear(found.bestReturn, 0.2));
  QVERIFY(isNear(found.worstReturn, -0.25));
  QCOMPARE(found.longestWin, 1);
  QCOMPARE(found.longestLoss, 1);
  QVERIFY(isNear(found.meanHolding, 2 * 86'400.0));
  QVERIFY(isNear(found.medianHolding, 2 * 86'400.0));
}

void TstAnalyticsTrades::groups()
{
  auto trades = tests::sampleTrades();
  trades[1].entityId = "stock_sh_600000";
  trades[3].entityId.clear(); // of no group
  const auto found = groupTrades(trades, [](const RoundTrip& trade) { return trade.entityId; });
  QCOMPARE(found.size(), 2u);
  QCOMPARE(found[0].key, std::string("stock_sh_600000"));
  QCOMPARE(found[0].statistics.pnl, Money::fromInt(-10));
  QCOMPARE(found[1].key, std::string("stock_sz_000001"));
  QCOMPARE(found[1].statistics.count, 2u);
  QCOMPARE(found[1].statistics.longestWin, 2); // 30 and 20 follow each other here
}

void TstAnalyticsTrades::streaksEndAtADraw()
{
  using tests::trade;
  const std::vector<RoundTrip> trades{trade("1", 0.1), trade("1", 0.1), trade("0", 0), trade("1", 0.1),
      trade("-1", -0.1), trade("-1", -0.1), trade("-1", -0.1), trade("2", 0.1)};
  const TradeStatistics found = tradeStatistics(trades);
  QCOMPARE(found.longestWin, 2);
  QCOMPARE(found.longestLoss, 3);
  QCOMPARE(found.wins, 4u);
  QCOMPARE(found.losses, 3u); // the draw is neither
  QVERIFY(isNear(found.winRate, 0.5));
}

void TstAnalyticsTrades::excursions()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> highs{10.5, nan, 12};
  const std::vector<double> lows{9.5, nan, 9};
  const Excursion bought = excursionOf(roundTrip(TradeSide::Long, "10", "11"), highs, lows);
  QVERIFY(isNear(bought.adverse, -0.1)); // 9 / 10 − 1
  QVERIFY(isNear(bought.favourable, 0.2)); // 12 / 10 − 1
  const Excursion sold = excursionOf(roundTrip(TradeSide::Short, "10", "11"), highs, lows);
  QVERIFY(isNear(sold.adverse, -0.2));
  QVERIFY(isNear(sold.favourable, 0.1));
  // A gap: bought at 10 in a bar whose range is not known, sold at 8.
  const Excursion gap = excursionOf(roundTrip(TradeSide::Long, "10", "8"), {}, {});
  QVERIFY(isNear(gap.adverse, -0.2));
  QVERIFY(isNear(gap.favourable, 0));
}

void TstAnalyticsTrades::costsInTheCourseOfTime()
{
  const auto day = [](int year, int month, int dayOfMonth) {
    return LocalTime::of(TradingDay::fromDate({year, month, dayOfMonth}));
  };
  const auto fill = [](LocalTime time, const char* price, std::vector<CostAmount> costs) {
    FillRecord record;
    record.time = time;
    record.quantity = Quantity::fromInt(100);
    record.price = Price::parse(price).value();
    record.costs = std::move(costs);
    return record;
  };
  const auto money = [](const char* text) { return Money::parse(text).value(); };
  // The sale of January stands before the purchase of December: order does not matter.
  const std::vector<FillRecord> fills{
      fill(day(2024, 1, 3), "12", {{"commission", money("5")}, {"stamp_duty", money("0.6")}}),
      fill(day(2023, 12, 28), "10", {{"commission", money("5")}})};
  std::vector<EquityPoint> equity(4);
  equity[0].time = day(2023, 12, 27);
  equity[1].time = day(2023, 12, 28);
  equity[2].time = day(2024, 1, 2);
  equity[3].time = day(2024, 1, 3);
  const CostHistory history = costHistory(equity, fills);
  QCOMPARE(history.paid, (std::vector<double>{0, 5, 5, 10.6}));
  QCOMPARE(history.kinds.size(), std::size_t{2});
  QCOMPARE(history.kinds[0].kind, std::string("commission"));
  QCOMPARE(history.kinds[0].amount, Money::fromInt(10));
  QCOMPARE(history.kinds[0].fills, std::size_t{2});
  QCOMPARE(history.kinds[0].traded, 2200.0); // 100 × 12 + 100 × 10
  QCOMPARE(history.kinds[1].amount, money("0.6"));
  QCOMPARE(history.kinds[1].traded, 1200.0);
  QCOMPARE(history.years.size(), std::size_t{2});
  QCOMPARE(history.years[0].year, 2023);
  QCOMPARE(history.years[0].amounts, (std::vector<Money>{money("5"), Money()}));
  QCOMPARE(history.years[1].amounts, (std::vector<Money>{money("5"), money("0.6")}));
}

void TstAnalyticsTrades::costsAgainstGross()
{
  // net 20, four times costs 1.25: gross 25. Fills: 50 bought and 60 sold for 4 in costs.
  const CostShare share = costShare(tests::sampleTrades(), tests::sampleFills());
  QCOMPARE(share.gross, Money::fromInt(25));
  QCOMPARE(share.costs, Money::fromInt(5));
  QCOMPARE(share.net(), Money::fromInt(20));
  QVERIFY(isNear(share.ofGross, 0.2));
  QVERIFY(isNear(share.ofTraded, 4.0 / 110));
  const std::vector<RoundTrip> lost{tests::trade("-30", -0.1)};
  QVERIFY(!costShare(lost, {}).ofGross); // no share of a loss
  QVERIFY(!costShare(lost, {}).ofTraded);
}

void TstAnalyticsTrades::nothingIsUndefined()
{
  const TradeStatistics none = tradeStatistics({});
  QVERIFY(!none.winRate && !none.profitFactor && !none.payoff && !none.meanReturn && !none.meanHolding);
  const std::vector<RoundTrip> one{tests::trade("30", 0.1)};
  const TradeStatistics won = tradeStatistics(one);
  QVERIFY(!won.profitFactor && !won.payoff && !won.meanHoldingOfLosses); // never infinite
  QVERIFY(isNear(won.winRate, 1));
}

QTEST_GUILESS_MAIN(TstAnalyticsTrades)
#include "tst_analytics_trades.moc"

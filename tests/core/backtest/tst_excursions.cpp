// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/backtest.h"
#include "core/backtest/excursions.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;

namespace {

TradingDay day(const char* iso)
{
  return TradingDay::parse(iso).value();
}

/// Bought at the open of the 1st, sold at that of the 3rd; ten new shares for ten old ones on the 2nd.
backtest::BacktestData splitMarket(double bonus)
{
  auto raw = daily({{"2024-03-01", 10, 10.4, 9.5, 10}, {"2024-03-04", 5, 5.6, 4.5, 5.2},
      {"2024-03-05", 5.5, 5.7, 5.4, 5.5}, {"2024-03-06", 9, 9, 1, 1}});
  raw.entityId = "stock_sz_000001";
  backtest::EntityData data;
  data.raw = std::make_shared<const market::BarSeries>(std::move(raw));
  if (bonus != 0) {
    market::CorporateAction action;
    action.exDay = day("2024-03-04");
    action.bonus = bonus;
    data.actions = {action};
  }
  backtest::BacktestData market;
  market.entities = {data};
  return market;
}

analytics::RoundTrip trip(const char* entry, const char* exit)
{
  analytics::RoundTrip trade;
  trade.entityId = "stock_sz_000001";
  trade.entryTime = LocalTime::of(day("2024-03-01"));
  trade.exitTime = LocalTime::of(day("2024-03-05"));
  trade.entryPrice = Price::parse(entry).value();
  trade.exitPrice = Price::parse(exit).value();
  return trade;
}

bool isNear(double found, double expected)
{
  return std::abs(found - expected) < 1e-9;
}

}

class TstExcursions : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theBarsOfTheTradeCount()
  {
    const auto found = backtest::excursionsOf(splitMarket(0), std::vector{trip("10", "5.5")});
    QVERIFY(isNear(found[0].adverse, -0.55)); // 4.5 / 10 − 1; the 1 of the day after does not count
    QVERIFY(isNear(found[0].favourable, 0.04)); // 10.4 / 10 − 1
  }

  /// P_ex = 10 / (1 + 1) = 5: from the 2nd on a price of 5 is worth 10 of before.
  void anExDateIsNoMove()
  {
    const auto found = backtest::excursionsOf(splitMarket(1), std::vector{trip("10", "5.5")});
    QVERIFY(isNear(found[0].adverse, -0.1)); // 4.5 × 2 / 10 − 1
    QVERIFY(isNear(found[0].favourable, 0.14)); // 5.7 × 2 / 10 − 1
  }

  /// 1,000 at 10.00 and, on the 2nd, 1,000 rights shares at 5.00: P_ex = (10 + 5) / 2 = 7.5, a scale of 10 / 7.5. The
  /// entry of the trip is 7.50; what counts is the 10.00 that was paid before the ex-date.
  void rightsAreNoMoveEither()
  {
    backtest::BacktestData market = splitMarket(0);
    market::CorporateAction action;
    action.exDay = day("2024-03-04");
    action.rights = 1;
    action.rightsPrice = 5;
    market.entities[0].actions = {action};
    analytics::RoundTrip trade = trip("7.5", "5.5");
    trade.quantity = Quantity::fromInt(2'000);
    trade.rightsQuantity = Quantity::fromInt(1'000);
    trade.rightsPaid = Money::fromInt(5'000);
    const auto found = backtest::excursionsOf(market, std::vector{trade});
    QVERIFY(isNear(found[0].adverse, 4.5 / 7.5 - 1));
    QVERIFY(isNear(found[0].favourable, 0.04)); // 10.4 of the first day
  }

  void aTradeOfNoBarsIsNotKnown()
  {
    analytics::RoundTrip trade = trip("10", "11");
    trade.entityId = "stock_sz_000002";
    const auto found = backtest::excursionsOf(splitMarket(0), std::vector{trade});
    QVERIFY(std::isnan(found[0].adverse) && std::isnan(found[0].favourable));
  }

  void everyTradeOfARunHasOne()
  {
    backtest::MemorySource source;
    for (const RandomStock& stock : randomMarket(21, "2023-05-04", 80))
      source.add(stock.entity, stock.bars, stock.actions);
    SilentTaskControl control;
    const auto run = backtest::backtest({turnStrategy({"stock_*"}), {"cross.fast=2", "cross.slow=5"}, "1.0"}, source,
        market::RuleBook::load().value(), control);
    QVERIFY(run.has_value());
    const analytics::ReportInput& input = run->report.input;
    QVERIFY(input.trades.size() > 3);
    QCOMPARE(input.excursions.size(), input.trades.size());
    for (const analytics::Excursion& excursion : input.excursions)
      QVERIFY(excursion.adverse <= 0 && excursion.favourable >= 0);
  }
};

QTEST_APPLESS_MAIN(TstExcursions)
#include "tst_excursions.moc"

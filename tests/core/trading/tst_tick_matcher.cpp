// SPDX-License-Identifier: Apache-2.0
#include "core/trading/tick_matcher.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// A main-board share, previous close 10.00: asks 10.01 … 10.06, bids 10.00 … 9.95, 300 shares each.
MatchTick tick()
{
  MatchTick made;
  made.last = price("10.00");
  for (int level = 0; level < 6; ++level) {
    const Price step(require(Decimal::parse("0.01")));
    const Price away(require(step.value().multiply(Decimal::fromInt(level))));
    made.asks.push_back({price("10.01") + away, quantity("300")});
    made.bids.push_back({price("10.00") - away, quantity("300")});
  }
  made.traded = quantity("1000");
  made.day = day("2024-03-01");
  made.reference = price("10.00");
  return made;
}

Order atMarket(Side side, std::string_view units, PriceKind kind = PriceKind::Plain)
{
  Order made = order("o", side, "10", units, OrderType::Market);
  made.terms.priceKind = kind;
  return made;
}

QString told(const TickMatch& match)
{
  QStringList parts;
  for (const Execution& execution : match.executions)
    parts.append(QStringLiteral("%1@%2").arg(text(execution.quantity), text(execution.price)));
  if (parts.isEmpty())
    parts.append(text(toString(match.outcome)));
  if (match.standsAt)
    parts.append(QStringLiteral("stands at ") + text(*match.standsAt));
  if (match.ends)
    parts.append(QStringLiteral("ends"));
  return parts.join(QLatin1Char(' '));
}

QString matched(const Order& made, const MatchTick& at, bool resting = false, TickSettings settings = {})
{
  return told(require(TickMatcher(rules(), settings).match(made, at, resting)));
}

TickSettings queue(const char* share)
{
  TickSettings settings;
  settings.queueShare = require(Decimal::parse(share));
  return settings;
}

}

class TstTickMatcher : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void marketOrdersWalkTheBook()
  {
    QCOMPARE(matched(atMarket(Side::Buy, "200"), tick()), QStringLiteral("200@10.01"));
    QCOMPARE(matched(atMarket(Side::Buy, "700"), tick()), QStringLiteral("300@10.01 300@10.02 100@10.03"));
    QCOMPARE(matched(atMarket(Side::Sell, "400"), tick()), QStringLiteral("300@10 100@9.99"));
    // Six levels of 300 are 1,800; the rest finds nobody.
    QCOMPARE(matched(atMarket(Side::Buy, "2000"), tick()),
        QStringLiteral("300@10.01 300@10.02 300@10.03 300@10.04 300@10.05 300@10.06 ends"));
  }

  void halfOfTheBookIsThere()
  {
    TickSettings settings;
    settings.bookShare = require(Decimal::parse("0.5"));
    // Half of 300 is 150, on the lot 100; what remains of 100 is within the next level's 150.
    QCOMPARE(matched(atMarket(Side::Buy, "200"), tick(), false, settings), QStringLiteral("100@10.01 100@10.02"));
  }

  void slippageComesOnTop()
  {
    TickSettings settings;
    settings.slippage = {Slippage::Kind::Ticks, Decimal::fromInt(2)};
    QCOMPARE(matched(atMarket(Side::Buy, "200"), tick(), false, settings), QStringLiteral("200@10.03"));
    QCOMPARE(matched(order("o", Side::Buy, "10.02", "200"), tick(), false, settings), QStringLiteral("200@10.02"));
  }

  void bestFiveStopsAtFive()
  {
    const QString five = QStringLiteral("300@10.01 300@10.02 300@10.03 300@10.04 300@10.05");
    QCOMPARE(
        matched(atMarket(Side::Buy, "2000", PriceKind::BestFiveThenCancel), tick()), five + QStringLiteral(" ends"));
    QCOMPARE(matched(atMarket(Side::Buy, "2000", PriceKind::BestFiveThenLimit), tick()),
        five + QStringLiteral(" stands at 10.05"));
    MatchTick empty = tick();
    empty.asks.clear();
    QCOMPARE(matched(atMarket(Side::Buy, "200", PriceKind::BestFiveThenLimit), empty),
        QStringLiteral("no_counterparty ends"));
  }

  void ownAndOppositeBest()
  {
    QCOMPARE(matched(atMarket(Side::Buy, "500", PriceKind::OppositeBest), tick()),
        QStringLiteral("300@10.01 stands at 10.01"));
    QCOMPARE(matched(atMarket(Side::Buy, "500", PriceKind::OwnBest), tick()),
        QStringLiteral("limit_not_reached stands at 10"));
    MatchTick empty = tick();
    empty.bids.clear();
    QCOMPARE(matched(atMarket(Side::Buy, "500", PriceKind::OwnBest), empty), QStringLiteral("no_counterparty ends"));
  }

  void limitsTakeUpToTheirPrice()
  {
    QCOMPARE(matched(order("o", Side::Buy, "10.02", "1000"), tick()), QStringLiteral("300@10.01 300@10.02"));
    QCOMPARE(matched(order("o", Side::Buy, "9.99", "1000"), tick()), QStringLiteral("limit_not_reached"));
    Order kill = order("o", Side::Buy, "10.02", "1000");
    kill.terms.timeInForce = TimeInForce::FillOrKill;
    QCOMPARE(matched(kill, tick()), QStringLiteral("not_whole ends"));
    kill.terms.timeInForce = TimeInForce::ImmediateOrCancel;
    QCOMPARE(matched(kill, tick()), QStringLiteral("300@10.01 300@10.02 ends"));
  }

  /// 102 % of the best ask 10.01 is 10.2102, on the tick 10.21; ten ticks above are 10.11: the wider holds.
  void theCageRefusesFarLimits()
  {
    MatchTick at = tick();
    QCOMPARE(matched(order("o", Side::Buy, "10.21", "200"), at), QStringLiteral("200@10.01"));
    QCOMPARE(matched(order("o", Side::Buy, "10.22", "200"), at), QStringLiteral("outside_cage ends"));
    // 98 % of the best bid 10.00 is 9.80.
    QCOMPARE(matched(order("o", Side::Sell, "9.79", "200"), at), QStringLiteral("outside_cage ends"));
    at.day = day("2023-04-07"); // the main board had none yet
    QCOMPARE(matched(order("o", Side::Buy, "10.22", "200"), at), QStringLiteral("200@10.01"));
    TickSettings open;
    open.cage = false;
    QCOMPARE(matched(order("o", Side::Buy, "10.22", "200"), tick(), false, open), QStringLiteral("200@10.01"));
  }

  void rulesOfTheDayHold()
  {
    QCOMPARE(matched(order("o", Side::Buy, "11.01", "200"), tick()), QStringLiteral("outside_price_limit ends"));
    QCOMPARE(matched(order("o", Side::Buy, "10.015", "200"), tick()), QStringLiteral("illegal_price ends"));
    QCOMPARE(matched(order("o", Side::Buy, "10.01", "150"), tick()), QStringLiteral("illegal_quantity ends"));
    MatchTick halted = tick();
    halted.suspended = true;
    QCOMPARE(matched(atMarket(Side::Buy, "200"), halted), QStringLiteral("suspended"));
  }

  void aSealedLimitServesNobody()
  {
    MatchTick up = tick();
    up.last = price("11.00");
    up.asks.clear();
    up.bids = {{price("11.00"), quantity("100000")}};
    QCOMPARE(matched(atMarket(Side::Buy, "200"), up), QStringLiteral("sealed_limit_up ends"));
    QCOMPARE(matched(atMarket(Side::Sell, "200"), up), QStringLiteral("200@11"));
    // In the queue at the limit: a hundredth of what trades there.
    up.traded = quantity("50000");
    QCOMPARE(matched(order("o", Side::Buy, "11.00", "2000"), up, true, queue("0.01")), QStringLiteral("500@11"));
  }

  /// 1,000 traded at 10.00: a limit of 10.00 shares its queue, one of 10.01 is before all of it.
  void whatRestsIsServedByTrades()
  {
    QCOMPARE(matched(order("o", Side::Buy, "10.00", "1000"), tick(), true, queue("0.3")), QStringLiteral("300@10"));
    QCOMPARE(matched(order("o", Side::Buy, "10.01", "1000"), tick(), true, queue("0.3")), QStringLiteral("1000@10.01"));
    QCOMPARE(matched(order("o", Side::Buy, "9.99", "1000"), tick(), true), QStringLiteral("limit_not_reached"));
    MatchTick low = tick();
    low.low = price("9.98");
    QCOMPARE(matched(order("o", Side::Buy, "9.99", "600"), low, true), QStringLiteral("600@9.99"));
    Order iceberg = order("o", Side::Buy, "10.00", "1000");
    iceberg.terms.display = quantity("200");
    QCOMPARE(matched(iceberg, tick(), true), QStringLiteral("200@10"));
    MatchTick quiet = tick();
    quiet.traded = {};
    QCOMPARE(matched(order("o", Side::Buy, "10.00", "1000"), quiet, true), QStringLiteral("no_volume"));
  }

  void auctionsFillWhenTheyUncross()
  {
    MatchTick auction = tick();
    auction.phase = market::Phase::OpenAuction;
    QCOMPARE(matched(order("o", Side::Buy, "10.50", "1000"), auction), QStringLiteral("limit_not_reached"));
    QCOMPARE(matched(atMarket(Side::Buy, "200"), auction), QStringLiteral("not_in_phase ends"));
    auction.uncross = true;
    auction.last = price("10.20");
    auction.traded = quantity("2000");
    QCOMPARE(matched(order("o", Side::Buy, "10.50", "1000"), auction, true, queue("0.1")), QStringLiteral("1000@10.2"));
    QCOMPARE(matched(order("o", Side::Buy, "10.20", "1000"), auction, true, queue("0.1")), QStringLiteral("200@10.2"));
    QCOMPARE(matched(order("o", Side::Buy, "10.19", "1000"), auction, true), QStringLiteral("limit_not_reached"));
    QCOMPARE(matched(order("o", Side::Sell, "10.10", "1000"), auction, true), QStringLiteral("1000@10.2"));
  }

  void afterHoursTradeAtTheClose()
  {
    MatchTick late = tick();
    late.phase = market::Phase::AfterHours;
    late.last = price("10.05");
    Order made = order("o", Side::Buy, "10.10", "1000");
    QCOMPARE(matched(made, late), QStringLiteral("not_in_phase"));
    made.terms.priceKind = PriceKind::FixedPrice;
    QCOMPARE(matched(made, late, false, queue("0.5")), QStringLiteral("500@10.05"));
    made.price = price("10.04");
    QCOMPARE(matched(made, late), QStringLiteral("limit_not_reached"));
    made.price = price("10.10");
    QCOMPARE(matched(made, tick()), QStringLiteral("not_in_phase"));
  }

  void stopsTakeTheBook()
  {
    const TickMatcher matcher(rules(), {});
    Order made = order("o", Side::Sell, "10", "400", OrderType::Stop);
    made.terms.trigger = price("9.99");
    QVERIFY(!require(matcher.match(made, tick(), true)).triggered);
    made.terms.trigger = price("10.00");
    const TickMatch reached = require(matcher.match(made, tick(), true));
    QVERIFY(reached.triggered);
    QCOMPARE(told(reached), QStringLiteral("300@10 100@9.99"));
    Order trailing = order("o", Side::Sell, "10", "400", OrderType::TrailingStop);
    trailing.terms.trail = {Trail::Kind::Amount, require(Decimal::parse("0.2"))};
    QCOMPARE(text(require(matcher.match(trailing, tick(), true)).trigger), QStringLiteral("9.8"));
    trailing.terms.trigger = price("9.9");
    QCOMPARE(text(require(matcher.match(trailing, tick(), true)).trigger), QStringLiteral("9.9"));
  }
};

QTEST_APPLESS_MAIN(TstTickMatcher)
#include "tst_tick_matcher.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/trading/matcher.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

#include <limits>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

MatchBar bar(double open, double high, double low, double close, double volume = 1e6)
{
  MatchBar made;
  made.bar = market::Bar{0, open, high, low, close, volume, kNan};
  made.day = day("2024-03-01");
  made.reference = price("10.00"); // limits of a main-board share: 11.00 and 9.00
  return made;
}

Match matched(
    const Order& made, const MatchBar& against, MatchSettings settings = {}, std::string_view policy = "dated")
{
  return require(Matcher(rules(policy), settings).match(made, against));
}

MatchSettings slippage(Slippage::Kind kind, const char* value)
{
  MatchSettings settings;
  settings.slippage = {kind, require(Decimal::parse(value))};
  return settings;
}

}

Q_DECLARE_METATYPE(zvt::trading::MatchBar)

class TstMatcher : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void decisions_data();
  void decisions();
  void suspended();
  void closeFills();
  void slippageIsRoundedAgainstTheTrader();
  void slippageStaysInBarAndLimits();
  void volumeShareCaps();
  void freePolicyHasNoLimits();
  void oddLots();
  void unknownDayIsAnError();
};

void TstMatcher::decisions_data()
{
  QTest::addColumn<QString>("side");
  QTest::addColumn<QString>("limit"); // empty: market order
  QTest::addColumn<MatchBar>("against");
  QTest::addColumn<QString>("outcome");
  QTest::addColumn<QString>("at");
  const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3);
  const MatchBar up = bar(11, 11, 11, 11);
  const MatchBar down = bar(9, 9, 9, 9);
  QTest::newRow("market buy at the open") << "buy" << "" << plain << "filled" << "10.1";
  QTest::newRow("market sell at the open") << "sell" << "" << plain << "filled" << "10.1";
  QTest::newRow("buy limit above the open: the open") << "buy" << "10.20" << plain << "filled" << "10.1";
  QTest::newRow("buy limit inside the bar: the limit") << "buy" << "9.90" << plain << "filled" << "9.9";
  QTest::newRow("buy limit at the low") << "buy" << "9.80" << plain << "filled" << "9.8";
  QTest::newRow("buy limit below the low") << "buy" << "9.79" << plain << "limit_not_reached" << "0";
  QTest::newRow("sell limit below the open: the open") << "sell" << "10.00" << plain << "filled" << "10.1";
  QTest::newRow("sell limit inside the bar: the limit") << "sell" << "10.40" << plain << "filled" << "10.4";
  QTest::newRow("sell limit above the high") << "sell" << "10.51" << plain << "limit_not_reached" << "0";
  QTest::newRow("no buy at a sealed limit-up") << "buy" << "" << up << "sealed_limit_up" << "0";
  QTest::newRow("no limit buy either") << "buy" << "11.00" << up << "sealed_limit_up" << "0";
  QTest::newRow("a limit below the seal is out of reach") << "buy" << "9.90" << up << "limit_not_reached" << "0";
  QTest::newRow("a limit above the seal as well") << "sell" << "10.10" << down << "limit_not_reached" << "0";
  QTest::newRow("a sale is served there") << "sell" << "" << up << "filled" << "11";
  QTest::newRow("no sale at a sealed limit-down") << "sell" << "" << down << "sealed_limit_down" << "0";
  QTest::newRow("a buy is served there") << "buy" << "" << down << "filled" << "9";
  QTest::newRow("opened at the limit and traded away") << "buy" << "" << bar(11, 11, 10.6, 10.9) << "filled" << "11";
  QTest::newRow("one price off the limit is no seal")
      << "buy" << "" << bar(10.5, 10.5, 10.5, 10.5) << "filled" << "10.5";
  QTest::newRow("limit above limit-up") << "buy" << "11.01" << plain << "outside_price_limit" << "0";
  QTest::newRow("limit below limit-down") << "sell" << "8.99" << plain << "outside_price_limit" << "0";
  QTest::newRow("limit off the tick") << "buy" << "10.005" << plain << "illegal_price" << "0";
  QTest::newRow("a bar without trades") << "buy" << "" << bar(10, 10, 10, 10, 0) << "no_volume" << "0";
  QTest::newRow("missing volume does not matter") << "buy" << "" << bar(10, 10, 10, 10, kNan) << "filled" << "10";
}

void TstMatcher::decisions()
{
  QFETCH(QString, side);
  QFETCH(QString, limit);
  QFETCH(MatchBar, against);
  Order made = order("o", require(parseSide(side.toStdString())), "10", "1000", OrderType::Market);
  if (!limit.isEmpty()) {
    made.type = OrderType::Limit;
    made.price = price(limit.toStdString());
  }
  const Match result = matched(made, against);
  QTEST(text(toString(result.outcome)), "outcome");
  QTEST(text(result.price), "at");
  QCOMPARE(
      text(result.quantity), result.outcome == MatchOutcome::Filled ? QStringLiteral("1000") : QStringLiteral("0"));
}

void TstMatcher::suspended()
{
  MatchBar none = bar(1, 1, 1, 1);
  none.bar.reset();
  QVERIFY(matched(order("o", Side::Buy, "10", "100"), none).outcome == MatchOutcome::Suspended);
  QVERIFY(matched(order("o", Side::Buy, "10", "100"), bar(kNan, kNan, kNan, kNan)).outcome == MatchOutcome::Suspended);
}

void TstMatcher::closeFills()
{
  MatchSettings atClose;
  atClose.fillAt = FillAt::Close;
  const Order buy = order("o", Side::Buy, "10", "100", OrderType::Market);
  const Order sell = order("o", Side::Sell, "10", "100", OrderType::Market);
  QCOMPARE(text(matched(buy, bar(10.1, 10.5, 9.8, 10.3), atClose).price), QStringLiteral("10.3"));
  // It closed at the limit: whoever queued there at the close got nothing.
  QVERIFY(matched(buy, bar(10.1, 11, 9.8, 11), atClose).outcome == MatchOutcome::SealedLimitUp);
  QVERIFY(matched(sell, bar(10.1, 11, 9.8, 11), atClose).outcome == MatchOutcome::Filled);
  QVERIFY(matched(sell, bar(10.1, 10.2, 9, 9), atClose).outcome == MatchOutcome::SealedLimitDown);
}

void TstMatcher::slippageIsRoundedAgainstTheTrader()
{
  const MatchBar wide = bar(10.03, 10.9, 9.1, 10);
  const Order buy = order("o", Side::Buy, "10", "100", OrderType::Market);
  const Order sell = order("o", Side::Sell, "10", "100", OrderType::Market);
  // 10.03 × 1.001 = 10.04003 → 10.05; 10.03 × 0.999 = 10.01997 → 10.01
  QCOMPARE(text(matched(buy, wide, slippage(Slippage::Kind::Fraction, "0.001")).price), QStringLiteral("10.05"));
  QCOMPARE(text(matched(sell, wide, slippage(Slippage::Kind::Fraction, "0.001")).price), QStringLiteral("10.01"));
  QCOMPARE(text(matched(buy, wide, slippage(Slippage::Kind::Ticks, "3")).price), QStringLiteral("10.06"));
  QCOMPARE(text(matched(sell, wide, slippage(Slippage::Kind::Ticks, "3")).price), QStringLiteral("10"));
}

void TstMatcher::slippageStaysInBarAndLimits()
{
  const Order buy = order("o", Side::Buy, "10", "100", OrderType::Market);
  const Order sell = order("o", Side::Sell, "10", "100", OrderType::Market);
  QCOMPARE(text(matched(buy, bar(10.5, 10.52, 10, 10), slippage(Slippage::Kind::Ticks, "9")).price),
      QStringLiteral("10.52"));
  QCOMPARE(text(matched(sell, bar(10.5, 10.52, 10.45, 10.5), slippage(Slippage::Kind::Ticks, "9")).price),
      QStringLiteral("10.45"));
  // A vendor's high beyond the limit does not lift a fill over it.
  QCOMPARE(
      text(matched(buy, bar(10.99, 11.5, 10.9, 11), slippage(Slippage::Kind::Ticks, "9")).price), QStringLiteral("11"));
  // A limit order never pays more than its limit.
  QCOMPARE(
      text(matched(order("o", Side::Buy, "10.50", "100"), bar(10.5, 10.9, 10, 10), slippage(Slippage::Kind::Ticks, "9"))
              .price),
      QStringLiteral("10.5"));
}

void TstMatcher::volumeShareCaps()
{
  MatchSettings settings;
  settings.volumeShare = require(Decimal::parse("0.1"));
  const Order buy = order("o", Side::Buy, "10", "1000", OrderType::Market);
  const Match part = matched(buy, bar(10, 10.2, 9.9, 10, 5678), settings); // 567.8 → five lots
  QVERIFY(part.outcome == MatchOutcome::Partial);
  QCOMPARE(text(part.quantity), QStringLiteral("500"));
  QVERIFY(matched(buy, bar(10, 10.2, 9.9, 10, 10'000), settings).outcome == MatchOutcome::Filled);
  QVERIFY(matched(buy, bar(10, 10.2, 9.9, 10, 900), settings).outcome == MatchOutcome::NoVolume);
  QVERIFY(matched(buy, bar(10, 10.2, 9.9, 10, kNan), settings).outcome == MatchOutcome::NoVolume);
}

void TstMatcher::freePolicyHasNoLimits()
{
  Order buy = order("o", Side::Buy, "12.3456", "1.5");
  const Match result = matched(buy, bar(11, 13, 11, 13), {}, "free");
  QVERIFY(result.outcome == MatchOutcome::Filled);
  QCOMPARE(text(result.price), QStringLiteral("11"));
  QCOMPARE(text(result.quantity), QStringLiteral("1.5"));
  QVERIFY(matched(order("o", Side::Buy, "11", "1"), bar(11, 11, 11, 11), {}, "free").outcome == MatchOutcome::Filled);
}

void TstMatcher::oddLots()
{
  const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3);
  const Matcher matcher(rules(), {});
  QVERIFY(matched(order("o", Side::Buy, "10", "150"), plain).outcome == MatchOutcome::IllegalQuantity);
  QVERIFY(matched(order("o", Side::Buy, "10", "0"), plain).outcome == MatchOutcome::IllegalQuantity);
  const Order odd = order("o", Side::Sell, "10", "150");
  QVERIFY(require(matcher.match(odd, plain, quantity("150"))).outcome == MatchOutcome::Filled);
  QVERIFY(require(matcher.match(odd, plain, quantity("1000"))).outcome == MatchOutcome::IllegalQuantity);
}

void TstMatcher::unknownDayIsAnError()
{
  MatchBar early = bar(10, 10, 10, 10);
  early.day = day("1980-01-02");
  const auto result = Matcher(rules(), {}).match(order("o", Side::Buy, "10", "100"), early);
  QCOMPARE(result.error().code, std::string("rules.unknown"));
}

QTEST_APPLESS_MAIN(TstMatcher)
#include "tst_matcher.moc"

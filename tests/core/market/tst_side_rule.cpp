// SPDX-License-Identifier: Apache-2.0
#include "core/market/side_rule.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <sstream>

using namespace zvt;
using namespace zvt::market;

namespace {

DepthSide side(double price)
{
  DepthSide made;
  made.add({price, 100});
  return made;
}

/// What the rule makes of a price; "?" where it makes nothing of it.
QString told(SideRule& rule, double price, QuotePhase phase = QuotePhase::Continuous)
{
  Trade trade{.time = {}, .price = price, .volume = 100};
  rule.tell(trade, phase);
  const QString text = QString::fromStdString(std::string(toString(trade.side)));
  return trade.inferred ? text + u'?' : text;
}

}

class TstSideRule : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theBookDecides();
  void theTickTestDecidesInTheMiddle();
  void oneSidedBookAtALimit();
  void toldSidesStay();
  void auctionsHaveNoSide();
  void agreesWithAnExchangesOwnSides_data();
  void agreesWithAnExchangesOwnSides();
};

/// Bid 10.00, ask 10.02: the middle is 10.01.
void TstSideRule::theBookDecides()
{
  SideRule rule;
  rule.setBook(side(10), side(10.02));
  QCOMPARE(told(rule, 10.02), QStringLiteral("buy?"));
  QCOMPARE(told(rule, 10), QStringLiteral("sell?"));
  QCOMPARE(told(rule, 10.015), QStringLiteral("buy?")); // inside the spread, nearer to the ask
  QCOMPARE(told(rule, 10.03), QStringLiteral("buy?")); // through the book
}

/// Lee and Ready's tick test: up-tick and zero-up-tick are buys, down-tick and zero-down-tick sells.
void TstSideRule::theTickTestDecidesInTheMiddle()
{
  SideRule rule;
  QCOMPARE(told(rule, 10), QStringLiteral("unknown")); // nothing before it
  QCOMPARE(told(rule, 10), QStringLiteral("unknown"));
  QCOMPARE(told(rule, 10.01), QStringLiteral("buy?"));
  QCOMPARE(told(rule, 10.01), QStringLiteral("buy?"));
  QCOMPARE(told(rule, 9.99), QStringLiteral("sell?"));
  rule.setBook(side(9.98), side(10));
  QCOMPARE(told(rule, 9.99), QStringLiteral("sell?")); // the middle: as the tick before it
}

void TstSideRule::oneSidedBookAtALimit()
{
  SideRule rule;
  rule.setBook(side(11), {}); // sealed at the upper limit: who trades sells to those that wait
  QCOMPARE(told(rule, 11), QStringLiteral("sell?"));
  rule.setBook({}, side(9)); // sealed at the lower limit
  QCOMPARE(told(rule, 9), QStringLiteral("buy?"));
}

void TstSideRule::toldSidesStay()
{
  SideRule rule;
  rule.setBook(side(10), side(10.02));
  Trade trade{.time = {}, .price = 10.02, .volume = 100, .side = TradeSide::Sell};
  rule.tell(trade, QuotePhase::Continuous);
  QVERIFY(trade.side == TradeSide::Sell);
  QVERIFY(!trade.inferred);
}

void TstSideRule::auctionsHaveNoSide()
{
  SideRule rule;
  QCOMPARE(told(rule, 10, QuotePhase::OpenAuction), QStringLiteral("auction"));
  QCOMPARE(told(rule, 10.01), QStringLiteral("buy?")); // against the auction's price
  QCOMPARE(told(rule, 10, QuotePhase::Closed), QStringLiteral("auction"));
  QCOMPARE(told(rule, 10, QuotePhase::AfterHours), QStringLiteral("unknown"));
}

void TstSideRule::agreesWithAnExchangesOwnSides_data()
{
  QTest::addColumn<double>("share");
  QTest::newRow("sz000001") << 0.89;
  QTest::newRow("sz000002") << 0.80;
}

/// The file tells who crossed; without its book there is the tick test alone, which studies of exchanges with known
/// sides find right of three to four trades in five.
void TstSideRule::agreesWithAnExchangesOwnSides()
{
  QFETCH(double, share);
  const std::string name = std::string("market/hikyuu/") + QTest::currentDataTag() + "_ticks.csv";
  const auto file = tests::fixture(name);
  if (!file)
    QSKIP("fixtures of hikyuu are not there");
  std::istringstream text(tests::readFile(*file));
  std::string row, day;
  std::getline(text, row); // the head
  SideRule rule;
  int known = 0, right = 0;
  while (std::getline(text, row)) {
    std::istringstream cells(row);
    std::string time, price, lots, told;
    std::getline(cells, time, ',');
    std::getline(cells, price, ',');
    std::getline(cells, lots, ',');
    std::getline(cells, told, ',');
    if (std::exchange(day, time.substr(0, 10)) != day)
      rule = {};
    Trade trade{.time = {}, .price = std::stod(price), .volume = std::stod(lots)};
    rule.tell(trade, QuotePhase::Continuous);
    const int truth = std::stoi(told);
    if (truth == 2 || trade.side == TradeSide::Unknown)
      continue;
    ++known;
    right += (truth == 0) == (trade.side == TradeSide::Buy) ? 1 : 0;
  }
  QVERIFY(known > 8'000);
  qInfo("%d of %d sides agree: %.1f %%", right, known, 100.0 * right / known);
  QVERIFY2(right > share * known, qPrintable(QStringLiteral("%1 of %2").arg(right).arg(known)));
}

QTEST_APPLESS_MAIN(TstSideRule)
#include "tst_side_rule.moc"

// SPDX-License-Identifier: Apache-2.0
// What one order may carry by board and type, and what is wanted beyond it. Largest orders (resources/rules): main
// board 1,000,000; ChiNext 300,000 at a limit and 150,000 at the market; STAR 100,000 and 50,000; BSE 1,000,000.
#include "core/trading/order_split.h"

#include "core/trading/matcher.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

const TradingDay kDay = TradingDay::parse("2024-06-03").value();

std::optional<market::LotRule> lotOf(const char* entity, TradingDay day = kDay)
{
  return require(rules()->lot(entity, day));
}

QString partsOf(const char* entity, OrderType type, Side side, const char* wanted)
{
  QStringList parts;
  for (const Quantity part : orderParts(lotOf(entity), type, side, quantity(wanted)))
    parts << text(part);
  return parts.join(QLatin1Char(' '));
}

}

class TstOrderSplit : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void largest_data()
  {
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("market");
    QTest::newRow("Shanghai main board") << "stock_sh_600000" << "1000000" << "1000000";
    QTest::newRow("Shenzhen main board") << "stock_sz_000001" << "1000000" << "1000000";
    QTest::newRow("ChiNext") << "stock_sz_300750" << "300000" << "150000";
    QTest::newRow("STAR") << "stock_sh_688981" << "100000" << "50000";
    QTest::newRow("BSE") << "stock_bj_430047" << "1000000" << "1000000";
  }

  void largest()
  {
    QFETCH(QString, entity);
    const auto lot = lotOf(entity.toUtf8().constData());
    QTEST(text(largestOrder(lot, OrderType::Limit).value()), "limit");
    QTEST(text(largestOrder(lot, OrderType::StopLimit).value()), "limit");
    QTEST(text(largestOrder(lot, OrderType::Market).value()), "market");
    QTEST(text(largestOrder(lot, OrderType::Stop).value()), "market"); // it arrives as a market order
    QTEST(text(largestOrder(lot, OrderType::TrailingStop).value()), "market");
  }

  void chinextHadTheMainBoardsUntilItsReform()
  {
    const auto before = lotOf("stock_sz_300750", TradingDay::parse("2020-08-21").value());
    const auto after = lotOf("stock_sz_300750", TradingDay::parse("2020-08-24").value());
    QCOMPARE(text(largestOrder(before, OrderType::Market).value()), QStringLiteral("1000000"));
    QCOMPARE(text(largestOrder(after, OrderType::Market).value()), QStringLiteral("150000"));
    QVERIFY(!largestOrder({}, OrderType::Market)); // free rules: any size
  }

  void parts_data()
  {
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("side");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("market");
    QTest::addColumn<QString>("limit");
    QTest::newRow("fits") << "stock_sz_300750" << "buy" << "150000" << "150000" << "150000";
    QTest::newRow("three") << "stock_sz_300750" << "buy" << "400000" << "150000 150000 100000" << "300000 100000";
    // STAR takes no buy below 200: the rest is brought up to that.
    QTest::newRow("small rest") << "stock_sh_688981" << "buy" << "100050" << "50000 49850 200" << "99850 200";
    QTest::newRow("odd lot at the end of a sale")
        << "stock_sz_300750" << "sell" << "300030" << "150000 150000 30" << "300000 30";
    QTest::newRow("nothing") << "stock_sz_300750" << "buy" << "0" << "" << "";
  }

  void parts()
  {
    QFETCH(QString, entity);
    QFETCH(QString, wanted);
    QFETCH(QString, side);
    const QByteArray id = entity.toUtf8();
    const Side which = require(parseSide(side.toStdString()));
    QTEST(partsOf(id.constData(), OrderType::Market, which, wanted.toUtf8().constData()), "market");
    QTEST(partsOf(id.constData(), OrderType::Limit, which, wanted.toUtf8().constData()), "limit");
  }

  void theMarketTakesNoLargerOrder()
  {
    const Matcher matcher(rules(), {});
    MatchBar bar;
    bar.day = kDay;
    bar.bar = market::Bar{kDay.days, 10, 10.2, 9.9, 10.1, 1e7, 1e8};
    Order asked;
    asked.entityId = "stock_sz_300750";
    asked.side = Side::Sell;
    asked.type = OrderType::Market;
    asked.quantity = quantity("150100");
    QVERIFY(require(matcher.match(asked, bar)).outcome == MatchOutcome::IllegalQuantity);
    asked.side = Side::Buy;
    QVERIFY(require(matcher.match(asked, bar)).outcome == MatchOutcome::IllegalQuantity);
    asked.type = OrderType::Limit;
    asked.price = price("10.10");
    QVERIFY(require(matcher.match(asked, bar)).outcome == MatchOutcome::Filled);
    asked.quantity = quantity("300100");
    QVERIFY(require(matcher.match(asked, bar)).outcome == MatchOutcome::IllegalQuantity);
  }

  void severalOrdersShareTheVolumeOfABar()
  {
    // A tenth of 1,000,000 is 100,000. After 60,000 the next order gets 40,000, and pays the impact of 100,000:
    // linear, 1 × 100,000 ÷ 1,000,000 of 10.00 = 1.00.
    MatchSettings settings;
    settings.volumeShare = require(Decimal::parse("0.1"));
    settings.impact = {Impact::Kind::Linear, Decimal::fromInt(1)};
    const Matcher matcher(rules(), settings);
    MatchBar bar;
    bar.day = kDay;
    bar.bar = market::Bar{kDay.days, 10, 12, 9, 11, 1e6, 1e7};
    Order asked;
    asked.entityId = "stock_sz_300750";
    asked.side = Side::Buy;
    asked.type = OrderType::Market;
    asked.quantity = quantity("60000");
    const Match first = require(matcher.match(asked, bar));
    QCOMPARE(text(first.quantity) + "@" + text(first.price), QStringLiteral("60000@10.6"));
    bar.taken = first.quantity;
    const Match second = require(matcher.match(asked, bar));
    QCOMPARE(text(second.quantity) + "@" + text(second.price), QStringLiteral("40000@11"));
    bar.taken = quantity("100000");
    QVERIFY(require(matcher.match(asked, bar)).outcome == MatchOutcome::NoVolume);
  }
};

QTEST_APPLESS_MAIN(TstOrderSplit)
#include "tst_order_split.moc"

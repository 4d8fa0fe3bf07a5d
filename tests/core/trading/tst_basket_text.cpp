// SPDX-License-Identifier: Apache-2.0
#include "core/trading/basket_text.h"

#include "core/market/entity.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

market::EntityTable known()
{
  std::vector<market::Entity> all;
  const auto add = [&all](const std::string& id, const char* name) {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(id));
    entity.name = name;
    all.push_back(entity);
  };
  add(kMain, "中信证券");
  add(kOther, "平安银行");
  return market::EntityTable(std::move(all));
}

QStringList linesOf(const BasketReading& reading)
{
  QStringList list;
  for (const BasketLine& line : reading.lines)
    list << text(line.entityId) + u' ' + text(toString(line.side)) + u' ' + text(line.quantity);
  return list;
}

QStringList problemsOf(const BasketReading& reading)
{
  QStringList list;
  for (const Error& problem : reading.problems)
    list << text(problem.code) + u'@' + text(problem.arguments.back().second);
  return list;
}

}

/// Lists of orders as people paste them.
class TstBasketText : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsWhatPeoplePaste_data()
  {
    QTest::addColumn<QByteArray>("pasted");
    QTest::newRow("commas") << QByteArray("600030,buy,200\n000001,sell,300\n");
    QTest::newRow("tabs and Windows lines") << QByteArray("600030\t买入\t200\r\n000001\t卖出\t300\r\n");
    QTest::newRow("blanks, any order") << QByteArray("  b 200  600030.SH\n\ns 000001 300");
    QTest::newRow("a negative quantity sells") << QByteArray("600030 200\n000001 -300");
    QTest::newRow("names") << QByteArray("600030 中信证券 买 200\n000001 平安银行 卖 300");
    QTest::newRow("ids") << QByteArray("stock_sh_600030;BUY;200\nstock_sz_000001;Sell;300");
    QTest::newRow("a table with a header") << QByteArray("证券代码,证券名称,方向,价格,数量,金额\n600030,中信证券,买入,"
                                                         "31.25,200,6250\n000001,平安银行,卖出,11,300,3300\n");
  }
  void readsWhatPeoplePaste()
  {
    QFETCH(QByteArray, pasted);
    const BasketReading reading = readBasket(pasted.toStdString(), known());
    QCOMPARE(problemsOf(reading), QStringList());
    QCOMPARE(linesOf(reading), QStringList({"stock_sh_600030 buy 200", "stock_sz_000001 sell 300"}));
  }

  void aCodeAloneIsToBeSized()
  {
    QCOMPARE(linesOf(readBasket("600030\n000001", known())),
        QStringList({"stock_sh_600030 buy 0", "stock_sz_000001 buy 0"}));
  }

  void saysWhichLineIsWrong()
  {
    const BasketReading reading = readBasket("600030 200\nhello 5\n000001 0\n600030 100\n000001 buy 1 2\n", known());
    QCOMPARE(linesOf(reading), QStringList({"stock_sh_600030 buy 200"}));
    QCOMPARE(problemsOf(reading),
        QStringList({"basket.unknown@2", "basket.quantity@3", "basket.twice@4", "basket.numbers@5"}));
    QCOMPARE(problemsOf(readBasket("\xff\xfe", known())), QStringList({"basket.not_utf8@1"}));
    QCOMPARE(linesOf(readBasket("", known())), QStringList());
  }
};

QTEST_APPLESS_MAIN(TstBasketText)
#include "tst_basket_text.moc"

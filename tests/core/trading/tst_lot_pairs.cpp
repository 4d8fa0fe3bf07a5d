// SPDX-License-Identifier: Apache-2.0
#include "core/trading/lot_pairs.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

const Money kCent = money("0.01");

AccountSettings account(bool allowShort = false)
{
  AccountSettings settings;
  settings.allowShort = allowShort;
  return settings;
}

Fill fill(Side side, std::string_view at, std::string_view units, std::string_view cost, std::string_view on)
{
  Fill made;
  made.entityId = kMain;
  made.side = side;
  made.price = price(at);
  made.quantity = quantity(units);
  made.amount = require(amountOf(made.price, made.quantity, kCent));
  made.costs = {{market::RuleKind::Commission, money(cost), {}}};
  made.day = day(on);
  return made;
}

market::CorporateAction action(std::string_view on)
{
  market::CorporateAction made;
  made.exDay = day(on);
  return made;
}

/// The account after the same events, one action before each fill of its ex-date or later.
SimAccount accountAfter(std::vector<Fill> fills, const market::CorporateAction& action)
{
  AccountSettings settings = account();
  settings.initialCash = money("1000000");
  SimAccount made(settings);
  bool applied = false;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    made.startDay(fills[i].day);
    if (!applied && action.exDay <= fills[i].day) {
      applied = true;
      if (!made.applyCorporateAction(kMain, action))
        qFatal("the account did not take the action");
    }
    fills[i].tradeId = "t" + std::to_string(i);
    static_cast<void>(require(made.apply(fills[i])));
  }
  return made;
}

Money profitOf(const std::vector<LotPair>& pairs)
{
  Money sum;
  for (const LotPair& pair : pairs)
    sum += pair.profit;
  return sum;
}

}

class TstLotPairs : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void firstInFirstOut()
  {
    // Buys 100 at 10 (cost 5) and 200 at 11 (cost 6); sells 150 at 12 (cost 9), then 150 at 10.50 (cost 9).
    const std::vector<Fill> fills{fill(Side::Buy, "10", "100", "5", "2024-01-02"),
        fill(Side::Buy, "11", "200", "6", "2024-01-03"), fill(Side::Sell, "12", "150", "9", "2024-01-04"),
        fill(Side::Sell, "10.50", "150", "9", "2024-01-05")};
    const auto pairs = require(pairLots(fills, {}, account()));
    QCOMPARE(pairs.size(), std::size_t{3});
    // 100 of the first: 1200 − 1000 − 5 − 9·100/150 = 189.
    QCOMPARE(pairs[0].entry, std::size_t{0});
    QCOMPARE(pairs[0].exit, std::size_t{2});
    QCOMPARE(text(pairs[0].profit), QStringLiteral("189"));
    // 50 of the second: 600 − 550 − 6·50/200 − 3 = 45.50; its other 150: 1575 − 1650 − 4.50 − 9 = −88.50.
    QCOMPARE(text(pairs[1].profit), QStringLiteral("45.5"));
    QCOMPARE(text(pairs[1].costs), QStringLiteral("4.5"));
    QCOMPARE(text(pairs[1].amount), QStringLiteral("550"));
    QCOMPARE(text(pairs[2].quantity), QStringLiteral("150"));
    QCOMPARE(text(pairs[2].profit), QStringLiteral("-88.5"));
  }

  void partsOfAFillAddUpToIt()
  {
    // 300 at 10 cost 1.00 in three sales of 100: 0.33 + 0.34 (of 0.67 / 2, rounded up) + 0.33.
    std::vector<Fill> fills{fill(Side::Buy, "10", "300", "1", "2024-01-02")};
    for (int i = 0; i < 3; ++i)
      fills.push_back(fill(Side::Sell, "10", "100", "0", "2024-01-03"));
    const auto pairs = require(pairLots(fills, {}, account()));
    Money costs;
    for (const LotPair& pair : pairs)
      costs += pair.costs;
    QCOMPARE(text(costs), QStringLiteral("1"));
    QCOMPARE(text(pairs[1].costs), QStringLiteral("0.34"));
  }

  void bonusSharesAndDividendsBelongToTheLot()
  {
    // 100 at 20; 10 for 10 and 0.50 a share on 01-03; 200 sold at 11: 2200 − 2000 + 50 = 250.
    market::CorporateAction action;
    action.exDay = day("2024-01-03");
    action.bonus = 1;
    action.cash = 0.5;
    const std::vector<Fill> fills{
        fill(Side::Buy, "20", "100", "0", "2024-01-02"), fill(Side::Sell, "11", "200", "0", "2024-01-03")};
    const auto pairs = require(pairLots(fills, std::vector{action}, account()));
    QCOMPARE(pairs.size(), std::size_t{1});
    QCOMPARE(text(pairs[0].quantity), QStringLiteral("200"));
    QCOMPARE(text(pairs[0].dividends), QStringLiteral("50"));
    QCOMPARE(text(pairs[0].profit), QStringLiteral("250"));
    // An ex-date on the day of the purchase or before is not for what was bought then.
    action.exDay = day("2024-01-02");
    QCOMPARE(text(require(pairLots(fills, std::vector{action}, account()))[0].quantity), QStringLiteral("100"));
  }

  void rightsSharesArePaidByTheLots()
  {
    // 1,000 at 10 and 100 at 9, three for ten at 6 on 01-03: 300 and 30 for 1,800 and 180. 1,300 sold at 9:
    // 11,700 − 10,000 − 1,800 = −100; 130 at 9: 1,170 − 900 − 180 = 90.
    market::CorporateAction action;
    action.exDay = day("2024-01-03");
    action.rights = 0.3;
    action.rightsPrice = 6;
    const std::vector<Fill> fills{fill(Side::Buy, "10", "1000", "0", "2024-01-02"),
        fill(Side::Buy, "9", "100", "0", "2024-01-02"), fill(Side::Sell, "9", "1430", "0", "2024-01-03")};
    const auto pairs = require(pairLots(fills, std::vector{action}, account()));
    QCOMPARE(pairs.size(), std::size_t{2});
    QCOMPARE(text(pairs[0].quantity), QStringLiteral("1300"));
    QCOMPARE(text(pairs[0].profit), QStringLiteral("-100"));
    QCOMPARE(text(pairs[1].quantity), QStringLiteral("130"));
    QCOMPARE(text(pairs[1].profit), QStringLiteral("90"));
  }

  void aConsolidationLeavesNoFractionBehind()
  {
    // 155 at 1, ten into one: 15 shares, as the account has them. All sold at 12; then 100 bought and sold.
    market::CorporateAction tenIntoOne = action("2024-01-03");
    tenIntoOne.consolidation = 0.1;
    const std::vector<Fill> fills{fill(Side::Buy, "1", "155", "0", "2024-01-02"),
        fill(Side::Sell, "12", "15", "0", "2024-01-03"), fill(Side::Buy, "10", "100", "0", "2024-02-01"),
        fill(Side::Sell, "11", "100", "0", "2024-02-05")};
    const SimAccount after = accountAfter(fills, tenIntoOne);
    QVERIFY(after.find(kMain)->total.isZero());
    const auto pairs = require(pairLots(fills, std::vector{tenIntoOne}, account()));
    QCOMPARE(pairs.size(), std::size_t{2});
    QCOMPARE(text(pairs[0].quantity), QStringLiteral("15"));
    QCOMPARE(text(pairs[0].profit), QStringLiteral("25")); // 180 − 155
    QCOMPARE(pairs[1].entry, std::size_t{2});
    QCOMPARE(text(pairs[1].quantity), QStringLiteral("100"));
    QCOMPARE(text(pairs[1].profit), QStringLiteral("100"));
    QCOMPARE(text(profitOf(pairs)), text(after.realised()));
  }

  void wholeBonusSharesGoToTheLargestFractions()
  {
    // 33 + 33 + 34 with one for ten: 10 shares for 3.3 + 3.3 + 3.4, so 3, 3 and 4.
    market::CorporateAction oneForTen = action("2024-01-03");
    oneForTen.bonus = 0.1;
    const std::vector<Fill> fills{fill(Side::Buy, "10", "33", "0", "2024-01-02"),
        fill(Side::Buy, "10", "33", "0", "2024-01-02"), fill(Side::Buy, "10", "34", "0", "2024-01-02"),
        fill(Side::Sell, "10", "110", "0", "2024-01-03")};
    QVERIFY(accountAfter(fills, oneForTen).find(kMain)->total.isZero());
    const auto pairs = require(pairLots(fills, std::vector{oneForTen}, account()));
    QCOMPARE(pairs.size(), std::size_t{3});
    QCOMPARE(text(pairs[0].quantity), QStringLiteral("36"));
    QCOMPARE(text(pairs[1].quantity), QStringLiteral("36"));
    QCOMPARE(text(pairs[2].quantity), QStringLiteral("38"));
    // 100 with one for three: 33 shares, and the third of one is dropped.
    oneForTen.bonus = 0.333;
    const std::vector<Fill> third{fill(Side::Buy, "10", "100", "0", "2024-01-02"),
        fill(Side::Sell, "10", "133", "0", "2024-01-03"), fill(Side::Buy, "10", "100", "0", "2024-01-04"),
        fill(Side::Sell, "10", "100", "0", "2024-01-05")};
    QVERIFY(accountAfter(third, oneForTen).find(kMain)->total.isZero());
    QCOMPARE(require(pairLots(third, std::vector{oneForTen}, account())).size(), std::size_t{2});
  }

  void whatALotWithoutAUnitHadCostIsNotLost()
  {
    // 3 at 10 and 12 at 20, ten into one: 1 share of 1.5, and it had cost 30 + 240. Sold at 300: 30.
    market::CorporateAction tenIntoOne = action("2024-01-03");
    tenIntoOne.consolidation = 0.1;
    for (const bool smallFirst : {true, false}) {
      std::vector<Fill> fills{
          fill(Side::Buy, "10", "3", "0", "2024-01-02"), fill(Side::Buy, "20", "12", "0", "2024-01-02")};
      if (!smallFirst)
        std::swap(fills[0], fills[1]);
      fills.push_back(fill(Side::Sell, "300", "1", "0", "2024-01-03"));
      const auto pairs = require(pairLots(fills, std::vector{tenIntoOne}, account()));
      QCOMPARE(pairs.size(), std::size_t{1});
      QCOMPARE(text(pairs[0].amount), QStringLiteral("270"));
      QCOMPARE(text(pairs[0].profit), text(accountAfter(fills, tenIntoOne).realised()));
      QCOMPARE(text(pairs[0].profit), QStringLiteral("30"));
    }
  }

  void shortsGainWhenPricesFall()
  {
    const std::vector<Fill> fills{
        fill(Side::Sell, "20", "100", "2", "2024-01-02"), fill(Side::Buy, "18", "100", "1", "2024-01-03")};
    const auto pairs = require(pairLots(fills, {}, account(true)));
    QVERIFY(pairs[0].side == Side::Sell);
    QCOMPARE(text(pairs[0].profit), QStringLiteral("197"));
    QVERIFY(require(pairLots(fills, {}, account())).empty()); // shares that no purchase brought
  }

  void whatIsHeldIsInNoPair()
  {
    const std::vector<Fill> fills{fill(Side::Buy, "20", "100", "2", "2024-01-02")};
    QVERIFY(require(pairLots(fills, {}, account())).empty());
    QVERIFY(require(pairLots({}, {}, account())).empty());
  }
};

QTEST_APPLESS_MAIN(TstLotPairs)
#include "tst_lot_pairs.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;
using market::RuleKind;

class TstAccount : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void buyTicketOfTheManual();
  void breakEven();
  void stampDutyHalvesOn20230828_data();
  void stampDutyHalvesOn20230828();
  void usualContractIsOfMainlandShares();
  void minimumCommissionCountsOnceAnOrder();
  void boughtTodaySellsTomorrow();
  void reserveFreezesCash();
  void reserveRefusesWhatIsNotThere();
  void sellFreezesShares();
  void exDateBringsCashAndShares();
  void fractionsOfBonusSharesAreDropped();
  void rightsAreTakenOnlyWhenChosen();
  void consolidationComesFirst();
  void actionWithoutPositionChangesNothing();
  void shortOnlyWithoutRules();
  void reversalUnderTheFreePolicy();
  void sameTradeTwiceCountsOnce();
  void badFillsAreRefused();
  void cashMoves();
  void affordable();
  void snapshotRoundTrip();
  void damagedSnapshotIsRefused();
};

void TstAccount::buyTicketOfTheManual()
{
  // 1,200 × 31.25 = 37,500.00; commission 0.025 % = 9.375 → 9.38; transfer fee 0.001 % = 0.375 → 0.38; no stamp duty.
  SimAccount held = account("206901.55");
  const auto dated = rules();
  const Fill bought = fill(*dated, held, "t1", "o1", Side::Buy, "31.25", "1200", "2026-10-30");
  QCOMPARE(text(bought.amount), QStringLiteral("37500"));
  QCOMPARE(text(costOf(bought, RuleKind::Commission)), QStringLiteral("9.38"));
  QCOMPARE(text(costOf(bought, RuleKind::TransferFee)), QStringLiteral("0.38"));
  QCOMPARE(text(costOf(bought, RuleKind::StampDuty)), QStringLiteral("0"));
  QVERIFY(require(held.apply(bought)));
  QCOMPARE(text(held.cash()), QStringLiteral("169391.79"));
  QCOMPARE(text(held.find(kMain)->cost), QStringLiteral("37509.76"));
}

void TstAccount::breakEven()
{
  const auto dated = rules();
  const TradingDay on = day("2026-10-30");
  // At 31.29 the sale brings 37,548.00 − 9.39 − 0.38 − 18.77 = 37,519.46 ≥ 37,509.76; at 31.28 only 37,507.47.
  QCOMPARE(
      text(require(breakEvenPrice(*dated, kMain, on, quantity("1200"), money("37509.76")))), QStringLiteral("31.29"));
  // 1,250 × 32.50 + 10.16 + 0.41 = 40,635.57; at 32.54 the sale brings 40,675.00 − 10.17 − 0.41 − 20.34 = 40,644.08.
  QCOMPARE(
      text(require(breakEvenPrice(*dated, kMain, on, quantity("1250"), money("40635.57")))), QStringLiteral("32.54"));
}

void TstAccount::stampDutyHalvesOn20230828_data()
{
  QTest::addColumn<QString>("on");
  QTest::addColumn<QString>("duty");
  QTest::addColumn<QString>("cash");
  // 1,000 × 20.00 = 20,000.00; commission 5.00; transfer fee 0.20; duty 0.1 % or 0.05 % of the amount.
  QTest::newRow("last day of 0.1 %") << "2023-08-27" << "20" << "19974.8";
  QTest::newRow("first day of 0.05 %") << "2023-08-28" << "10" << "19984.8";
}

void TstAccount::stampDutyHalvesOn20230828()
{
  QFETCH(QString, on);
  SimAccount held = account("0");
  const auto dated = rules();
  Fill given;
  given.tradeId = "gift";
  given.orderId = "g";
  given.entityId = kMain;
  given.quantity = quantity("1000");
  QVERIFY(require(held.apply(given)));
  const Fill sold = fill(*dated, held, "t", "o", Side::Sell, "20.00", "1000", on.toStdString());
  QTEST(text(costOf(sold, RuleKind::StampDuty)), "duty");
  QVERIFY(require(held.apply(sold)));
  QTEST(text(held.cash()), "cash");
}

/// The rule book's own: crypto 0.1 %, convertible bonds 0.01 % and at least 1. A contract that the user wrote down for
/// a run holds for all that it trades.
void TstAccount::usualContractIsOfMainlandShares()
{
  const auto commissionOf = [](const TradingRules& terms, const char* entity, const char* amount) {
    Money sum;
    for (const Cost& cost :
        require(terms.costs(entity, day("2024-03-01"), Side::Buy, money(amount), quantity("1"), Liquidity::Unknown)))
      if (cost.kind == RuleKind::Commission)
        sum += cost.amount;
    return text(sum);
  };
  const auto dated = rules();
  QCOMPARE(commissionOf(*dated, kMain.c_str(), "1000000"), QStringLiteral("250"));
  QCOMPARE(commissionOf(*dated, "coin_binance_BTC-USDT", "997630"), QStringLiteral("997.63"));
  QCOMPARE(commissionOf(*dated, "cbond_sh_113001", "1000"), QStringLiteral("1"));
  Commission own = Commission::standard();
  own.everywhere = true;
  const TradingRules contract(require(market::RuleBook::load()), market::RulePolicy{}, own);
  QCOMPARE(commissionOf(contract, "coin_binance_BTC-USDT", "1000000"), QStringLiteral("250"));
}

void TstAccount::minimumCommissionCountsOnceAnOrder()
{
  // Three fills of 100 × 10.00: the order of 3,000.00 pays 5.00 once, and 0.03 of transfer fee in all.
  SimAccount held = account("10000");
  const auto dated = rules();
  Money commission;
  Money transfer;
  for (const char* trade : {"t1", "t2", "t3"}) {
    const Fill part = fill(*dated, held, trade, "o1", Side::Buy, "10.00", "100", "2024-03-01");
    commission += costOf(part, RuleKind::Commission);
    transfer += costOf(part, RuleKind::TransferFee);
    QVERIFY(require(held.apply(part)));
  }
  QCOMPARE(text(commission), QStringLiteral("5"));
  QCOMPARE(text(transfer), QStringLiteral("0.03"));
  QCOMPARE(text(held.cash()), QStringLiteral("6994.97"));
  // Another order pays its own minimum.
  QCOMPARE(text(costOf(fill(*dated, held, "t4", "o2", Side::Buy, "10.00", "100", "2024-03-01"), RuleKind::Commission)),
      QStringLiteral("5"));
}

void TstAccount::boughtTodaySellsTomorrow()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  held.startDay(day("2024-03-01"));
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10", "1000", "2024-03-01"))));
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("0"));
  QCOMPARE(text(held.find(kMain)->boughtToday), QStringLiteral("1000"));
  QCOMPARE(
      held.reserve(order("s", Side::Sell, "10", "100")).error().code, std::string("trading.insufficient_quantity"));
  held.startDay(day("2024-03-01")); // the same day again settles nothing
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("0"));
  held.startDay(day("2024-03-04"));
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("1000"));
  QCOMPARE(text(held.find(kMain)->boughtToday), QStringLiteral("0"));
}

void TstAccount::reserveFreezesCash()
{
  SimAccount held = account("20000");
  const auto dated = rules();
  Order buy = order("o1", Side::Buy, "10.00", "1000");
  buy.reservedCash = require(cashNeeded(*dated, buy, held.settings().moneyUnit));
  QCOMPARE(text(buy.reservedCash), QStringLiteral("10005.1")); // 10,000 + 5.00 + 0.10
  QVERIFY(held.reserve(buy).has_value());
  QCOMPARE(text(held.availableCash()), QStringLiteral("9994.9"));
  QCOMPARE(held.reserve(buy).error().code, std::string("trading.duplicate_order"));
  // 400 fill at 9.90: 3,960.00 + 5.00 + 0.04 leave the reserve.
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "9.90", "400", "2026-10-30"))));
  QCOMPARE(text(held.cash()), QStringLiteral("16034.96"));
  QCOMPARE(text(held.frozenCash()), QStringLiteral("6040.06"));
  held.release("o1");
  QCOMPARE(text(held.availableCash()), QStringLiteral("16034.96"));
}

void TstAccount::reserveRefusesWhatIsNotThere()
{
  SimAccount held = account("10005.09");
  Order buy = order("o1", Side::Buy, "10.00", "1000");
  buy.reservedCash = money("10005.10");
  const SimAccount before = held;
  QCOMPARE(held.reserve(buy).error().code, std::string("trading.insufficient_cash"));
  QCOMPARE(held.reserve(order("o2", Side::Buy, "10", "0")).error().code, std::string("trading.bad_quantity"));
  QCOMPARE(held.reserve(order("o3", Side::Sell, "10", "1")).error().code, std::string("trading.insufficient_quantity"));
  QVERIFY(held == before);
}

void TstAccount::sellFreezesShares()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10", "1000", "2024-03-01"))));
  held.startDay(day("2024-03-04"));
  QVERIFY(held.reserve(order("s1", Side::Sell, "11", "600")).has_value());
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("400"));
  QVERIFY(!held.reserve(order("s2", Side::Sell, "11", "500")).has_value());
  QVERIFY(require(held.apply(fill(*dated, held, "t2", "s1", Side::Sell, "11", "200", "2024-03-04"))));
  QCOMPARE(text(held.find(kMain)->frozen), QStringLiteral("400"));
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("400"));
  held.release("s1");
  QCOMPARE(text(held.find(kMain)->sellable()), QStringLiteral("800"));
}

void TstAccount::exDateBringsCashAndShares()
{
  // 10 shares bring 2.00 in cash and 3 new shares. Buy 1,000 at 10.00: 10,000 + 5.00 + 0.10 = 10,005.10.
  SimAccount held = account("100000");
  const auto dated = rules();
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10", "1000", "2024-06-03"))));
  held.startDay(day("2024-06-12"));
  market::CorporateAction action;
  action.exDay = day("2024-06-12");
  action.cash = 0.2;
  action.bonus = 0.3;
  QVERIFY(held.applyCorporateAction(kMain, action).has_value());
  const Position* position = held.find(kMain);
  QCOMPARE(text(position->total), QStringLiteral("1300"));
  QCOMPARE(text(position->sellable()), QStringLiteral("1300"));
  QCOMPARE(text(position->cost), QStringLiteral("9805.1"));
  QCOMPARE(text(held.cash()), QStringLiteral("90194.9"));
  // Sell all at 8.00: 10,400 − 5.00 − 0.10 − 5.20 = 10,389.70; profit 10,389.70 − 9,805.10 = 584.60.
  QVERIFY(require(held.apply(fill(*dated, held, "t2", "o2", Side::Sell, "8", "1300", "2024-06-12"))));
  QCOMPARE(text(held.find(kMain)->realised), QStringLiteral("584.6"));
  QCOMPARE(text(held.cash()), QStringLiteral("100584.6"));
  QVERIFY(held.find(kMain)->cost.isZero());
}

void TstAccount::fractionsOfBonusSharesAreDropped()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10", "300", "2024-06-03"))));
  market::CorporateAction action;
  action.bonus = 0.035; // 300 × 0.035 = 10.5
  QVERIFY(held.applyCorporateAction(kMain, action).has_value());
  QCOMPARE(text(held.find(kMain)->total), QStringLiteral("310"));
}

void TstAccount::rightsAreTakenOnlyWhenChosen()
{
  const auto dated = rules();
  market::CorporateAction action;
  action.rights = 0.3;
  action.rightsPrice = 6;
  SimAccount ignores = account("20000");
  QVERIFY(require(ignores.apply(fill(*dated, ignores, "t1", "o1", Side::Buy, "10", "1000", "2024-06-03"))));
  AccountSettings settings = ignores.settings();
  settings.rights = RightsChoice::Take;
  SimAccount takes(settings);
  QVERIFY(require(takes.apply(fill(*dated, takes, "t1", "o1", Side::Buy, "10", "1000", "2024-06-03"))));
  QVERIFY(!require(ignores.applyCorporateAction(kMain, action)).rights);
  const auto taken = require(takes.applyCorporateAction(kMain, action)).rights;
  QVERIFY(taken && taken->taken);
  QCOMPARE(text(taken->payment), QStringLiteral("1800"));
  QCOMPARE(text(ignores.find(kMain)->total), QStringLiteral("1000"));
  // 300 × 6.00 = 1,800.00: cash 20,000 − 10,005.10 − 1,800, cost 10,005.10 + 1,800
  QCOMPARE(text(takes.find(kMain)->total), QStringLiteral("1300"));
  QCOMPARE(text(takes.cash()), QStringLiteral("8194.9"));
  QCOMPARE(text(takes.find(kMain)->cost), QStringLiteral("11805.1"));
  // Not enough cash for all of them: none.
  action.rightsPrice = 30;
  const auto unpaid = require(takes.applyCorporateAction(kMain, action)).rights; // 390 × 30.00
  QVERIFY(unpaid && !unpaid->taken);
  QCOMPARE(text(unpaid->payment), QStringLiteral("11700"));
  QCOMPARE(text(unpaid->available), QStringLiteral("8194.9"));
  QCOMPARE(text(takes.find(kMain)->total), QStringLiteral("1300"));
}

void TstAccount::consolidationComesFirst()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "2", "1000", "2024-06-03"))));
  market::CorporateAction action;
  action.consolidation = 0.1; // one new share for ten
  action.cash = 1; // of each new share
  QVERIFY(held.applyCorporateAction(kMain, action).has_value());
  QCOMPARE(text(held.find(kMain)->total), QStringLiteral("100"));
  QCOMPARE(text(held.find(kMain)->dividends), QStringLiteral("100"));
}

void TstAccount::actionWithoutPositionChangesNothing()
{
  SimAccount held = account("100");
  const SimAccount before = held;
  market::CorporateAction action;
  action.cash = 1;
  QVERIFY(held.applyCorporateAction(kMain, action).has_value());
  QVERIFY(held == before);
}

void TstAccount::shortOnlyWithoutRules()
{
  const auto dated = rules();
  SimAccount held = account("10000");
  const Fill sold = fill(*dated, held, "t", "o", Side::Sell, "50", "100", "2024-03-01");
  QCOMPARE(held.apply(sold).error().code, std::string("trading.short_not_allowed"));
  QVERIFY(!dated->allowsShort());
  QVERIFY(rules("free")->allowsShort());
}

void TstAccount::reversalUnderTheFreePolicy()
{
  const auto free = rules("free");
  SimAccount held = account("10000", true);
  QVERIFY(held.reserve(order("o1", Side::Sell, "50", "100")).has_value());
  QVERIFY(require(held.apply(fill(*free, held, "t1", "o1", Side::Sell, "50", "100", "2024-03-01"))));
  QCOMPARE(text(held.cash()), QStringLiteral("15000"));
  QCOMPARE(text(held.find(kMain)->averageCost()), QStringLiteral("50"));
  held.mark(kMain, price("40"));
  QCOMPARE(text(held.equity()), QStringLiteral("11000"));
  // More than the equity covers one to one: 11,000 / 40 = 275 short in all.
  QVERIFY(held.canReserve(order("o2", Side::Sell, "40", "175")).has_value());
  QCOMPARE(
      held.canReserve(order("o2", Side::Sell, "40", "176")).error().code, std::string("trading.insufficient_cash"));
  // Buy 200 at 40: 100 close with 5,000 − 4,000 = 1,000 profit, 100 open.
  QVERIFY(require(held.apply(fill(*free, held, "t2", "o3", Side::Buy, "40", "200", "2024-03-01"))));
  const Position* position = held.find(kMain);
  QCOMPARE(text(position->total), QStringLiteral("100"));
  QCOMPARE(text(position->sellable()), QStringLiteral("100")); // T+0
  QCOMPARE(text(position->realised), QStringLiteral("1000"));
  QCOMPARE(text(position->cost), QStringLiteral("4000"));
  QCOMPARE(text(held.cash()), QStringLiteral("7000"));
  QCOMPARE(text(held.equity()), QStringLiteral("11000"));
}

void TstAccount::sameTradeTwiceCountsOnce()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  const Fill bought = fill(*dated, held, "t1", "o1", Side::Buy, "10", "100", "2024-03-01");
  QVERIFY(require(held.apply(bought)));
  const SimAccount before = held;
  QVERIFY(!require(held.apply(bought)));
  QVERIFY(held == before);
}

void TstAccount::badFillsAreRefused()
{
  SimAccount held = account("100");
  Fill bad;
  bad.tradeId = "t";
  bad.entityId = kMain;
  QCOMPARE(held.apply(bad).error().code, std::string("trading.bad_fill")); // no quantity
  bad.quantity = quantity("1");
  bad.price = price("-1");
  QCOMPARE(held.apply(bad).error().code, std::string("trading.bad_fill"));
  bad.price = price("1");
  bad.tradeId.clear();
  QCOMPARE(held.apply(bad).error().code, std::string("trading.bad_fill"));
}

void TstAccount::cashMoves()
{
  SimAccount held = account("100");
  QVERIFY(held.moveCash(money("50")).has_value());
  QVERIFY(held.moveCash(money("-150")).has_value());
  QCOMPARE(held.moveCash(money("-0.01")).error().code, std::string("trading.insufficient_cash"));
  QVERIFY(held.cash().isZero());
  QCOMPARE(text(held.movedCash()), QStringLiteral("-100"));
}

void TstAccount::affordable()
{
  const auto dated = rules();
  const TradingDay on = day("2024-03-01");
  // 1,000 × 10.00 need 10,005.10 with costs: a cent less buys 900.
  QCOMPARE(
      text(require(affordableQuantity(*dated, account("10005.10"), kMain, on, price("10")))), QStringLiteral("1000"));
  QCOMPARE(
      text(require(affordableQuantity(*dated, account("10005.09"), kMain, on, price("10")))), QStringLiteral("900"));
  QCOMPARE(text(require(affordableQuantity(*dated, account("900"), kMain, on, price("10")))), QStringLiteral("0"));
  // STAR: at least 200, then single shares. 201 × 10.00 = 2,010 + 5.00 + 0.02 = 2,015.02
  QCOMPARE(
      text(require(affordableQuantity(*dated, account("2015.02"), kStar, on, price("10")))), QStringLiteral("201"));
  QCOMPARE(text(require(affordableQuantity(*dated, account("1999"), kStar, on, price("10")))), QStringLiteral("0"));
  QCOMPARE(text(require(affordableQuantity(*rules("free"), account("1999"), kMain, on, price("10")))),
      QStringLiteral("199"));
}

void TstAccount::snapshotRoundTrip()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  held.startDay(day("2024-03-01"));
  QVERIFY(require(held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10.01", "1000", "2024-03-01"))));
  Order buy = order("o2", Side::Buy, "10", "100");
  buy.reservedCash = money("1005.01");
  QVERIFY(held.reserve(buy).has_value());
  const SimAccount back = require(SimAccount::fromJson(held.toJson()));
  QVERIFY(back == held);
  QCOMPARE(back.toJson(), held.toJson());
}

void TstAccount::damagedSnapshotIsRefused()
{
  QVERIFY(!SimAccount::fromJson("{}").has_value());
  QVERIFY(!SimAccount::fromJson("[1]").has_value());
  std::string json = account("1").toJson();
  json.replace(json.find("\"version\":1"), 11, "\"version\":9");
  QCOMPARE(SimAccount::fromJson(json).error().code, std::string("trading.bad_snapshot"));
}

QTEST_APPLESS_MAIN(TstAccount)
#include "tst_account.moc"

// SPDX-License-Identifier: Apache-2.0
// Hong Kong: board lots are those of the issuers, and stamp duty is rounded up to the dollar.
#include "core/trading/issuer_lots.h"
#include "core/trading/order_split.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

const std::string kShare = "stockhk_hk_00700";

/// @param lots of kShare
TradingRules rulesWith(const IssuerLots& lots, std::string_view policy = "dated")
{
  const auto lookup = [lots](std::string_view entityId, TradingDay day) {
    SubjectFacts facts;
    facts.subject = market::RuleSubject::of(require(market::EntityId::parse(entityId)));
    facts.issuerLot = [lots, day] { return Result<std::optional<Quantity>>(lots.on(day)); };
    return facts;
  };
  return TradingRules(
      require(market::RuleBook::load()), require(market::RulePolicy::parse(policy)), Commission::standard(), lookup);
}

}

class TstIssuerLots : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void theNewestByThenCounts()
  {
    IssuerLots lots{{{day("2020-01-02"), quantity("1000")}, {day("2024-06-03"), quantity("500")}}, quantity("200")};
    QVERIFY(!lots.on(day("2020-01-01"))); // the list's lot is of today
    QCOMPARE(text(*lots.on(day("2020-01-02"))), QStringLiteral("1000"));
    QCOMPARE(text(*lots.on(day("2024-06-02"))), QStringLiteral("1000"));
    QCOMPARE(text(*lots.on(day("2024-06-03"))), QStringLiteral("500"));
    lots.dated.clear();
    QCOMPARE(text(*lots.on(day("2020-01-01"))), QStringLiteral("200"));
    QVERIFY(!IssuerLots().on(day("2024-06-03")));
  }

  /// Lots of 500: 500, 1,000 … to 3,000 lots in one order; an odd lot is sold with all that is left.
  void quantitiesFitTheLot()
  {
    const auto lot = require(rulesWith({{}, quantity("500")}).lot(kShare, day("2024-12-02")));
    QVERIFY(lot.has_value());
    const auto legal = [&](Side side, const char* wanted, const char* sellable) {
      return text(legalQuantity(lot, side, quantity(wanted), quantity(sellable)));
    };
    QCOMPARE(legal(Side::Buy, "499", "0"), QStringLiteral("0"));
    QCOMPARE(legal(Side::Buy, "1499", "0"), QStringLiteral("1000"));
    QCOMPARE(legal(Side::Sell, "1020", "1500"), QStringLiteral("1000"));
    QCOMPARE(legal(Side::Sell, "1020", "1020"), QStringLiteral("1020"));
    QCOMPARE(text(*largestOrder(lot, OrderType::Limit)), QStringLiteral("1500000"));
    const auto parts = orderParts(lot, OrderType::Limit, Side::Buy, quantity("2000000"));
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(text(parts[0]), QStringLiteral("1500000"));
    QCOMPARE(lot->source.id, std::string("hk.lot"));
  }

  void anUnknownLotSaysWhatToDo()
  {
    const auto unknown = rulesWith({{{day("2024-12-03"), quantity("500")}}, {}}).lot(kShare, day("2024-12-02"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, std::string("rules.lot_unknown"));
    QCOMPARE(unknown.error().field("entity"), std::string_view(kShare));
    QCOMPARE(unknown.error().field("day"), std::string_view("2024-12-02"));
    QCOMPARE(rules()->lot(kShare, day("2024-12-02")).error().code, std::string("rules.lot_unknown")); // no look-up
    QVERIFY(!require(rulesWith({}, "free").lot(kShare, day("2024-12-02"))));
    // Rules of one day have the lot of that day, and say so.
    const IssuerLots lots{{{day("2020-01-02"), quantity("1000")}, {day("2024-06-03"), quantity("500")}}, {}};
    const auto before = rulesWith(lots, "fixed:2019-12-30").lot(kShare, day("2024-12-02"));
    QVERIFY(!before);
    QCOMPARE(before.error().field("day"), std::string_view("2019-12-30"));
    QCOMPARE(text(require(rulesWith(lots, "fixed:2024-01-02").lot(kShare, day("2024-12-02")))->minimum),
        QStringLiteral("1000"));
  }

  /// 0.1 % of 80,800.00 is 80.80, of 100,000.00 100.00, of 0.13 % before 2023-11-17 105.04 and 130.00; a dollar at
  /// least.
  void stampDutyIsRoundedUpToTheDollar_data()
  {
    QTest::addColumn<QString>("on");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("stamp");
    QTest::newRow("up") << "2024-12-02" << "80800" << "81";
    QTest::newRow("even") << "2024-12-02" << "100000" << "100";
    QTest::newRow("before") << "2023-11-16" << "80800" << "106";
    QTest::newRow("even before") << "2023-11-16" << "100000" << "130";
    QTest::newRow("least") << "2024-12-02" << "0.01" << "1";
  }
  void stampDutyIsRoundedUpToTheDollar()
  {
    QFETCH(QString, on);
    QFETCH(QString, amount);
    QFETCH(QString, stamp);
    for (const Side side : {Side::Buy, Side::Sell}) {
      const auto costs =
          require(rules()->costs(kShare, day(on.toStdString()), side, money(amount.toStdString()), quantity("200")));
      const auto duty = std::ranges::find(costs, market::RuleKind::StampDuty, &Cost::kind);
      QVERIFY(duty != costs.end());
      QCOMPARE(text(duty->amount), stamp);
    }
  }

  /// An order's duty is that of the whole of it: two fills of 40,400.00 pay 41 and 40, not 41 twice.
  void theDutyIsOfTheWholeOrder()
  {
    const TradingRules dated = rulesWith({{}, quantity("100")});
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = money("100000");
    SimAccount held(settings);
    QStringList duties;
    for (const char* trade : {"t1", "t2"}) {
      Fill fill;
      fill.tradeId = trade;
      fill.orderId = "o";
      fill.entityId = kShare;
      fill.price = price("404");
      fill.quantity = quantity("100");
      fill.day = day("2024-12-02");
      fill = require(completeFill(dated, held, fill));
      QVERIFY(require(held.apply(fill)));
      duties << text(std::ranges::find(fill.costs, market::RuleKind::StampDuty, &Cost::kind)->amount);
    }
    QCOMPARE(duties, (QStringList{"41", "40"}));
  }
};

QTEST_APPLESS_MAIN(TstIssuerLots)
#include "tst_issuer_lots.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/trading/conditional/conditional_journal.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

Trail percent(std::string_view value)
{
  return {Trail::Kind::Percent, require(Decimal::parse(value))};
}

QString reached(const ConditionalOrder& order, std::string_view open, std::string_view high, std::string_view low)
{
  const auto at = reachedIn(order, price(open), price(high), price(low));
  return at ? text(*at) : QStringLiteral("no");
}

QString codeOf(const ConditionalOrder& order)
{
  const auto checked = checkConditional(order);
  return checked ? QString() : text(checked.error().code);
}

}

class TstConditionalOrder : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// A gap through the stop trades at the open; inside the bar it trades at the stop.
  void barsReachAStop()
  {
    const ConditionalOrder sell = stopOrder("a", kMain, Side::Sell, price("9.5"), quantity("100"));
    QCOMPARE(reached(sell, "10", "10.2", "9.51"), QStringLiteral("no"));
    QCOMPARE(reached(sell, "10", "10.2", "9.5"), QStringLiteral("9.5"));
    QCOMPARE(reached(sell, "9.2", "9.9", "9.1"), QStringLiteral("9.2"));
    const ConditionalOrder buy = stopOrder("b", kMain, Side::Buy, price("10.5"), quantity("100"));
    QCOMPARE(reached(buy, "10", "10.49", "9.9"), QStringLiteral("no"));
    QCOMPARE(reached(buy, "10", "10.6", "9.9"), QStringLiteral("10.5"));
    QCOMPARE(reached(buy, "10.8", "11", "10.7"), QStringLiteral("10.8"));
  }

  void barsReachATakeProfit()
  {
    const ConditionalOrder sell = takeProfit("a", kMain, Side::Sell, price("11"), quantity("100"));
    QCOMPARE(reached(sell, "10", "10.99", "9"), QStringLiteral("no"));
    QCOMPARE(reached(sell, "10", "11", "9"), QStringLiteral("11"));
    QCOMPARE(reached(sell, "11.4", "11.5", "11.3"), QStringLiteral("11.4"));
    QVERIFY(!sell.isProtective());
    QVERIFY(stopOrder("b", kMain, Side::Sell, price("9"), quantity("1")).isProtective());
  }

  /// 5 % below 12.00 is 11.40; 0.50 above 8.00 is 8.50.
  void trailsKeepTheirDistance()
  {
    const ConditionalOrder sell = trailingStop("a", kMain, Side::Sell, percent("5"), quantity("100"));
    QCOMPARE(text(require(trailedTrigger(sell, price("12")))), QStringLiteral("11.4"));
    const Trail half{Trail::Kind::Amount, require(Decimal::parse("0.5"))};
    const ConditionalOrder buy = trailingStop("b", kMain, Side::Buy, half, quantity("100"));
    QCOMPARE(text(require(trailedTrigger(buy, price("8")))), QStringLiteral("8.5"));
    QCOMPARE(reached(sell, "1", "100", "0.5"), QStringLiteral("no")); // no price has set it yet
  }

  void nonsenseIsRefused()
  {
    const ConditionalOrder good = stopOrder("a", kMain, Side::Sell, price("9.5"), quantity("100"));
    QCOMPARE(codeOf(good), QString());
    ConditionalOrder order = good;
    order.id.clear();
    QCOMPARE(codeOf(order), QStringLiteral("conditional.bad_order"));
    order = good;
    order.trigger = {};
    QCOMPARE(codeOf(order), QStringLiteral("conditional.bad_order"));
    order = good;
    order.quantity = {};
    QCOMPARE(codeOf(order), QStringLiteral("conditional.bad_order"));
    order = good;
    order.sends = OrderType::Stop;
    QCOMPARE(codeOf(order), QStringLiteral("conditional.bad_order"));
    order = good;
    order.entityId = "what";
    QCOMPARE(codeOf(order), QStringLiteral("entity.bad_id"));
    order = trailingStop("a", kMain, Side::Sell, percent("100"), quantity("100"));
    QCOMPARE(codeOf(order), QStringLiteral("trading.terms.bad_trail"));
    order = trailingStop("a", kMain, Side::Sell, percent("5"), quantity("100"));
    order.reach = Reach::AtOrAbove;
    QCOMPARE(codeOf(order), QStringLiteral("conditional.bad_order"));
  }

  void ordersReadBack()
  {
    ConditionalOrder order = trailingStop("a", kMain, Side::Sell, percent("5"), quantity("100"));
    order.group = "g";
    order.entry = "e";
    order.goodTill = day("2026-12-31");
    order.waitDays = 1;
    order.reason = {"conditional.expired", {{"a", "b"}}, {}};
    const Json json = require(parseJson(canonicalJson(toJsonValue(order))));
    QCOMPARE(require(conditionalFromJson(json)), order);
    Json unknown = json;
    unknown["later"] = true;
    QCOMPARE(text(conditionalFromJson(unknown).error().arguments.front().second), QStringLiteral("conditional.later"));
    for (const auto& [key, value] : json.items()) {
      Json broken = json;
      broken[key] = Json::array({1, 2});
      QVERIFY2(!conditionalFromJson(broken), key.c_str());
    }
  }

  void journalReadsBack()
  {
    const ConditionalOrder order = stopOrder("a", kMain, Side::Sell, price("9.5"), quantity("100"));
    const std::vector<ConditionalEvent> events{ConditionalCreated{order}, ConditionalDay{day("2026-11-02")},
        ConditionalTrailed{"a", price("12"), price("11.4")},
        ConditionalFilled{"a", quantity("50"), 1, quantity("5"), quantity("55"), quantity("7")},
        ConditionalAdjusted{"a", price("6.92"), price("7.3"), price("6.77"), Decimal::fromInt(1), quantity("65")},
        ConditionalMoved{"a", ConditionalState::Triggered, price("9.4"), {}, {}},
        ConditionalMoved{"a", ConditionalState::Sent, {}, "z1", {}}};
    ConditionalBook live;
    ConditionalBook read;
    for (const ConditionalEvent& event : events) {
      const ConditionalEntry entry{Timestamp{7}, event};
      QVERIFY(live.apply(entry));
      const ConditionalEntry again = require(conditionalEntryFromJson(toJson(entry)));
      QCOMPARE(toJson(again), toJson(entry));
      QVERIFY(read.apply(again));
    }
    QCOMPARE(read, live);
    QVERIFY(live.find("a")->state == ConditionalState::Sent);
    QCOMPARE(live.find("a")->triggeredOn, day("2026-11-02"));
    QVERIFY(!live.apply({Timestamp{8}, ConditionalMoved{"a", ConditionalState::Cancelled, {}, {}, {}}}));
    QVERIFY(!live.apply({Timestamp{8}, ConditionalMoved{"b", ConditionalState::Armed, {}, {}, {}}}));
    QVERIFY(!live.apply({Timestamp{8}, ConditionalCreated{order}}));
    QVERIFY(!conditionalEntryFromJson(R"({"v":2,"at":1,"data":{"kind":"day","day":"2026-11-02"}})"));
    QVERIFY(!conditionalEntryFromJson(R"({"v":1,"at":1,"data":{"kind":"wish"}})"));
  }
};

QTEST_APPLESS_MAIN(TstConditionalOrder)
#include "tst_conditional_order.moc"

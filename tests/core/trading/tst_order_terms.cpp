// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/trading/account_json.h"
#include "core/trading/order_kinds.h"
#include "core/trading/order_terms_json.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

#include <nlohmann/json.hpp>

namespace zvt::trading {

using namespace samples;

namespace {

OrderTerms fullTerms()
{
  OrderTerms terms;
  terms.timeInForce = TimeInForce::GoodTillDay;
  terms.goodTill = day("2026-11-30");
  terms.trigger = price("9.5");
  terms.trail = {Trail::Kind::Percent, require(Decimal::parse("2.5"))};
  terms.display = quantity("200");
  return terms;
}

/// What a journal holds that was written before orders had terms.
const std::string kOldOrder = R"({"account":"paper","broker_order_id":"P1","costs":"0","created":5,"day":"2026-10-30",
"entity":"stock_sh_600030","filled":"0","filled_amount":"0","id":"z1","intent":"i","price":"10.5","quantity":"300",
"reason":{"arguments":[],"code":""},"reserved_cash":"0","sequence":0,"side":"buy","source":"manual","state":"working",
"type":"limit","updated":6})";

}

class TestOrderTerms : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void namesReadBack()
  {
    for (const std::string_view name : {"market", "limit", "stop", "stop_limit", "trailing_stop"})
      QCOMPARE(text(toString(require(parseOrderType(name)))), text(name));
    for (const std::string_view name : {"day", "ioc", "fok", "gtc", "gtd"})
      QCOMPARE(text(toString(require(parseTimeInForce(name)))), text(name));
    for (const std::string_view name :
        {"plain", "best5_cancel", "best5_limit", "opposite_best", "own_best", "fixed_price"})
      QCOMPARE(text(toString(require(parsePriceKind(name)))), text(name));
    QCOMPARE(text(parseTimeInForce("tomorrow").error().code), QStringLiteral("trading.bad_name"));
  }

  void termsFitTheirType_data()
  {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* type, const char* json, const char* code) {
      QTest::newRow(name) << QString(type) << QString(json) << QString(code);
    };
    row("plain", "limit", "{}", "");
    row("stop", "stop", R"({"trigger":"9"})", "");
    row("stop without trigger", "stop", "{}", "trading.terms.no_trigger");
    row("negative trigger", "stop", R"({"trigger":"-9"})", "trading.terms.no_trigger");
    row("trigger of a limit", "limit", R"({"trigger":"9"})", "trading.terms.needless_trigger");
    row("trailing", "trailing_stop", R"({"trail":"amount","trail_value":"0.5"})", "");
    row("trailing without trail", "trailing_stop", "{}", "trading.terms.bad_trail");
    row("trail of a stop", "stop", R"({"trigger":"9","trail":"amount","trail_value":"1"})", "trading.terms.bad_trail");
    row("all of it in percent", "trailing_stop", R"({"trail":"percent","trail_value":"100"})",
        "trading.terms.bad_trail");
    row("iceberg", "limit", R"({"display":"100"})", "");
    row("iceberg above its quantity", "limit", R"({"display":"1100"})", "trading.terms.bad_display");
    row("market iceberg", "market", R"({"display":"100"})", "trading.terms.display_needs_limit");
    row("till a day", "limit", R"({"time_in_force":"gtd","good_till":"2026-11-30"})", "");
    row("till no day", "limit", R"({"time_in_force":"gtd"})", "trading.terms.no_day");
    row("a day for nothing", "limit", R"({"good_till":"2026-11-30"})", "trading.terms.needless_day");
    row("best five", "market", R"({"price_kind":"best5_cancel"})", "");
    row("best five at a limit", "limit", R"({"price_kind":"best5_cancel"})", "trading.terms.kind_needs_market");
    row("after hours", "limit", R"({"price_kind":"fixed_price"})", "");
    row("after hours at market", "market", R"({"price_kind":"fixed_price"})", "trading.terms.kind_needs_market");
  }

  void termsFitTheirType()
  {
    QFETCH(QString, type);
    QFETCH(QString, json);
    QFETCH(QString, code);
    const OrderTerms terms = require(termsFromJson(require(parseJson(json.toStdString())), "terms"));
    const auto checked = checkTerms(require(parseOrderType(type.toStdString())), quantity("1000"), terms);
    QCOMPARE(checked ? QString() : text(checked.error().code), code);
  }

  void oldOrdersReadAndWriteTheSame()
  {
    const Order old = require(orderFromJson(require(parseJson(kOldOrder))));
    QCOMPARE(old.terms, OrderTerms{});
    QCOMPARE(text(old.price), QStringLiteral("10.5"));
    QCOMPARE(text(canonicalJson(toJsonValue(old))), text(canonicalJson(require(parseJson(kOldOrder)))));
  }

  void termsReadBack()
  {
    Order made = order("z2", Side::Sell, "10", "1000", OrderType::TrailingStop);
    made.terms = fullTerms();
    const std::string written = canonicalJson(toJsonValue(made));
    QCOMPARE(require(orderFromJson(require(parseJson(written)))), made);

    Fill maker;
    maker.tradeId = "t";
    maker.liquidity = Liquidity::Maker;
    QCOMPARE(require(fillFromJson(require(parseJson(canonicalJson(toJsonValue(maker)))))), maker);
  }

  void unknownFieldsAreRefusedWithTheirPlace()
  {
    Json json = require(parseJson(kOldOrder));
    json["terms"] = {{"hidden", "1"}};
    const auto inside = orderFromJson(json);
    QCOMPARE(text(inside.error().code), QStringLiteral("trading.unknown_field"));
    QCOMPARE(text(inside.error().arguments.front().second), QStringLiteral("order.terms.hidden"));
    json.erase("terms");
    json["leverage"] = 3;
    QCOMPARE(text(orderFromJson(json).error().arguments.front().second), QStringLiteral("order.leverage"));
  }

  void brokenTermsAreRefused_data()
  {
    QTest::addColumn<QString>("json");
    QTest::newRow("list") << QStringLiteral("[]");
    QTest::newRow("number") << QStringLiteral(R"({"trigger":9})");
    QTest::newRow("not exact") << QStringLiteral(R"({"trigger":"nine"})");
    QTest::newRow("name") << QStringLiteral(R"({"time_in_force":"soon"})");
    QTest::newRow("day") << QStringLiteral(R"({"good_till":"2026-02-30"})");
  }

  void brokenTermsAreRefused()
  {
    QFETCH(QString, json);
    QVERIFY(!termsFromJson(require(parseJson(json.toStdString())), "order.terms"));
  }

  /// Boundary days of the rules in resources/rules/orders.
  void exchangesTakeTheirKinds_data()
  {
    QTest::addColumn<int>("board");
    QTest::addColumn<QString>("exchange");
    QTest::addColumn<QString>("on");
    QTest::addColumn<int>("phase");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char* name, market::Board board, const char* exchange, const char* on,
                         market::Phase phase, PriceKind kind, bool taken) {
      QTest::newRow(name) << static_cast<int>(board) << QString(exchange) << QString(on) << static_cast<int>(phase)
                          << static_cast<int>(kind) << taken;
    };
    using market::Board;
    using market::Phase;
    row("Shanghai best five then limit", Board::Main, "sh", "2020-01-02", Phase::Continuous,
        PriceKind::BestFiveThenLimit, true);
    row("Shenzhen has no such", Board::Main, "sz", "2020-01-02", Phase::Continuous, PriceKind::BestFiveThenLimit,
        false);
    row("Shanghai own best before 2023", Board::Main, "sh", "2023-04-07", Phase::Continuous, PriceKind::OwnBest, false);
    row("Shanghai own best since", Board::Main, "sh", "2023-04-10", Phase::Continuous, PriceKind::OwnBest, true);
    row("not in the opening auction", Board::Main, "sz", "2024-01-02", Phase::OpenAuction,
        PriceKind::BestFiveThenCancel, false);
    row("not in the closing auction", Board::Star, "sh", "2024-01-02", Phase::CloseAuction, PriceKind::OwnBest, false);
    row("STAR after hours", Board::Star, "sh", "2019-07-22", Phase::AfterHours, PriceKind::FixedPrice, true);
    row("ChiNext after hours before 2020", Board::ChiNext, "sz", "2020-08-21", Phase::AfterHours, PriceKind::FixedPrice,
        false);
    row("ChiNext after hours since", Board::ChiNext, "sz", "2020-08-24", Phase::AfterHours, PriceKind::FixedPrice,
        true);
    row("Shanghai after hours before 2026", Board::Main, "sh", "2026-07-03", Phase::AfterHours, PriceKind::FixedPrice,
        false);
    row("Shanghai after hours since", Board::Main, "sh", "2026-07-06", Phase::AfterHours, PriceKind::FixedPrice, true);
    row("Shenzhen main not after hours", Board::Main, "sz", "2026-07-06", Phase::AfterHours, PriceKind::FixedPrice,
        false);
  }

  void exchangesTakeTheirKinds()
  {
    QFETCH(int, board);
    QFETCH(QString, exchange);
    QFETCH(QString, on);
    QFETCH(int, phase);
    QFETCH(int, kind);
    OrderTerms terms;
    terms.priceKind = static_cast<PriceKind>(kind);
    const OrderType type = terms.priceKind == PriceKind::FixedPrice ? OrderType::Limit : OrderType::Market;
    const OrderKindVerdict verdict = require(exchangeTakes(static_cast<market::Board>(board), exchange.toStdString(),
        day(on.toStdString()), static_cast<market::Phase>(phase), type, terms));
    QVERIFY(verdict.known);
    QTEST(verdict.taken, "taken");
    QVERIFY(!verdict.rule.source.empty());
  }

  void heldTypesAreTakenByNoExchange()
  {
    OrderTerms stop;
    stop.trigger = price("9");
    QVERIFY(!require(
        exchangeTakes(market::Board::Main, "sh", day("2024-01-02"), market::Phase::Continuous, OrderType::Stop, stop))
            .taken);
    OrderTerms iceberg;
    iceberg.display = quantity("100");
    QVERIFY(!require(exchangeTakes(market::Board::Main, "sz", day("2024-01-02"), market::Phase::Continuous,
                         OrderType::Limit, iceberg))
            .taken);
    OrderTerms kill;
    kill.timeInForce = TimeInForce::FillOrKill;
    QVERIFY(require(
        exchangeTakes(market::Board::Main, "sz", day("2024-01-02"), market::Phase::Continuous, OrderType::Market, kill))
            .taken);
    QVERIFY(!require(
        exchangeTakes(market::Board::Main, "sh", day("2024-01-02"), market::Phase::Continuous, OrderType::Market, kill))
            .taken);
    // Nothing is known of Hong Kong's, and nothing is guessed.
    QVERIFY(!require(exchangeTakes(market::Board::HongKong, "hk", day("2024-01-02"), market::Phase::Continuous,
                         OrderType::Market, kill))
            .known);
  }
};

}

QTEST_APPLESS_MAIN(zvt::trading::TestOrderTerms)
#include "tst_order_terms.moc"

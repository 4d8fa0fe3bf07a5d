// SPDX-License-Identifier: Apache-2.0
// What an account does on margin: futures, perpetuals and borrowed shares.
#include "core/trading/journal.h"
#include "core/trading/margin_booking.h"
#include "core/trading/margin_day.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

const std::string kIndex = "future_cffex_IF2403";
const std::string kCoin = "perpetual_binance_BTC-USDT";
const std::string kShare = "stockus_nasdaq_AAPL";

Decimal decimal(std::string_view text)
{
  return require(Decimal::parse(text));
}

ContractTerms termsOf(const std::string& entity, std::string_view on = "2024-03-01")
{
  const auto terms = require(contractTerms(entity, day(on)));
  if (!terms)
    qFatal("no terms of %s", entity.c_str());
  return *terms;
}

/// A trade as it is booked: with its value, its costs and the terms of the day.
Fill trade(const SimAccount& held, const std::string& id, const std::string& entity, Side side, std::string_view at,
    std::string_view units, const ContractTerms& terms, Liquidity liquidity = Liquidity::Unknown)
{
  Fill made;
  made.tradeId = id;
  made.orderId = "o" + id;
  made.entityId = entity;
  made.side = side;
  made.price = price(at);
  made.quantity = quantity(units);
  made.day = held.day();
  made.liquidity = liquidity;
  made.margin = terms.margin;
  const Money points = require(multiply(made.price, made.quantity));
  made.amount = require(Money(require(points.value().multiply(terms.margin.multiplier)))
          .roundTo(held.settings().moneyUnit, Rounding::HalfUp));
  made.costs = require(contractCosts(terms, held, made));
  return made;
}

void fill(SimAccount& held, const std::string& id, const std::string& entity, Side side, std::string_view at,
    std::string_view units, Liquidity liquidity = Liquidity::Unknown)
{
  if (!require(held.apply(trade(held, id, entity, side, at, units, termsOf(entity), liquidity))))
    qFatal("seen before");
}

/// Free of fees, so that two accounts that trade with each other share what there is.
ContractTerms plain(bool settlesDaily)
{
  ContractTerms terms;
  terms.margin.multiplier = Decimal::fromInt(300);
  terms.margin.initialMargin = decimal("0.1");
  terms.margin.maintenanceMargin = decimal("0.05");
  terms.margin.borrowRate = decimal("0.1");
  terms.margin.settlesDaily = settlesDaily;
  return terms;
}

const OnMargin& marginOf(const SimAccount& held, const std::string& entity)
{
  return *held.find(entity)->margin;
}

/// Cash as the law says it: what came in, and profits with settlements, funding, interest and fees.
Money explained(const SimAccount& held)
{
  Money paid;
  for (const auto& [id, position] : held.positions())
    paid += position.paid();
  return held.settings().initialCash + held.movedCash() + held.realised() - paid;
}

}

class TstMarginAccount : public QObject {
  Q_OBJECT
private Q_SLOTS:
  /// IF at 300 CNY a point, fee 0.0023 %, close-today ten times that, margin 12 %. Two lots bought at 3,500.0:
  /// 3,500 × 300 × 2 = 2,100,000; fee 0.0023 % = 48.30; margin 12 % = 252,000.
  /// Settled at 3,520.0: 20 × 300 × 2 = 12,000 into the cash. One lot sold next day at 3,510.0: (3,510 − 3,520) × 300 =
  /// −3,000; 1,053,000 × 0.0023 % = 24.219 → 24.22.
  void aFutureSettlesDaily()
  {
    SimAccount held = account("1000000");
    held.startDay(day("2024-03-01"));
    fill(held, "1", kIndex, Side::Buy, "3500", "2");
    QCOMPARE(text(held.costsPaid()), QStringLiteral("48.3"));
    QCOMPARE(text(held.cash()), QStringLiteral("999951.7")); // only the fee is paid
    QCOMPARE(text(held.initialMargin()), QStringLiteral("252000"));
    QCOMPARE(text(held.availableCash()), QStringLiteral("747951.7"));
    held.mark(kIndex, price("3490"));
    QCOMPARE(text(held.equity()), QStringLiteral("993951.7")); // 1,000,000 − 48.30 − 6,000
    QCOMPARE(text(held.find(kIndex)->value()), QStringLiteral("2094000")); // exposure: 3,490 × 300 × 2
    QCOMPARE(text(held.find(kIndex)->equityValue()), QStringLiteral("-6000"));
    QCOMPARE(text(held.find(kIndex)->averageCost()), QStringLiteral("3500"));
    QCOMPARE(text(require(held.settle({{kIndex, price("3520")}}))), QStringLiteral("12000"));
    QCOMPARE(text(marginOf(held, kIndex).settled), QStringLiteral("12000"));
    QCOMPARE(text(held.cash()), QStringLiteral("1011951.7"));
    QVERIFY(held.unrealised().isZero());
    QCOMPARE(text(held.find(kIndex)->averageCost()), QStringLiteral("3500")); // settlement moves no entry
    QCOMPARE(text(held.find(kIndex)->profit()), QStringLiteral("12000"));
    held.startDay(day("2024-03-04"));
    fill(held, "2", kIndex, Side::Sell, "3510", "1");
    QCOMPARE(text(held.costsPaid()), QStringLiteral("72.52"));
    QCOMPARE(text(held.find(kIndex)->realised), QStringLiteral("8927.48")); // 12,000 − 3,000 − 72.52
    QCOMPARE(text(held.cash()), QStringLiteral("1008927.48"));
    QCOMPARE(text(held.find(kIndex)->profit()), QStringLiteral("3000")); // of the lot that is left: 3,510 − 3,500
    fill(held, "3", kIndex, Side::Sell, "3530", "2"); // turned around
    QCOMPARE(text(held.find(kIndex)->averageCost()), QStringLiteral("3530"));
    QCOMPARE(held.cash(), explained(held));
  }

  /// Opened and closed on one day: 1,050,000 × 0.0023 % = 24.15 to open, ten times 24.15 = 241.50 to close.
  void closingTodayCostsMore()
  {
    SimAccount held = account("1000000");
    held.startDay(day("2024-03-01"));
    fill(held, "1", kIndex, Side::Buy, "3500", "1");
    QCOMPARE(text(held.costsPaid()), QStringLiteral("24.15"));
    fill(held, "2", kIndex, Side::Sell, "3500", "1");
    QCOMPARE(text(held.costsPaid()), QStringLiteral("265.65"));
    // Yesterday's lot goes first: one of two closed at the plain rate. Of a short as of a long.
    for (const Side opens : {Side::Buy, Side::Sell}) {
      SimAccount mixed = account("1000000");
      mixed.startDay(day("2024-03-01"));
      fill(mixed, "1", kIndex, opens, "3500", "1");
      mixed.startDay(day("2024-03-04"));
      fill(mixed, "2", kIndex, opens, "3500", "1");
      fill(mixed, "3", kIndex, opposite(opens), "3500", "1");
      QCOMPARE(text(mixed.costsPaid()), QStringLiteral("72.45"));
      fill(mixed, "4", kIndex, opposite(opens), "3500", "1");
      QCOMPARE(text(mixed.costsPaid()), QStringLiteral("313.95")); // + 241.50
    }
  }

  /// One coin long at 50,000 with a margin of 4,000; maintenance 0.4 %. Fee of the taker 0.05 % = 25.
  /// Funding 0.01 % of 50,000 = 5. Equity 3,970 + P − 50,000 = 0.004 P at P = 46,030 ÷ 0.996 = 46,214.859…
  void aPerpetualPaysFundingAndIsLiquidated()
  {
    SimAccount held = account("4000");
    fill(held, "1", kCoin, Side::Buy, "50000", "1");
    QCOMPARE(text(held.costsPaid()), QStringLiteral("25"));
    QCOMPARE(text(require(held.fund(kCoin, decimal("0.0001"), price("50000"), {1}))), QStringLiteral("-5"));
    QVERIFY(require(held.fund(kCoin, decimal("0.0001"), price("50000"), {1})).isZero()); // the same payment again
    QCOMPARE(text(marginOf(held, kCoin).funding), QStringLiteral("-5"));
    const auto liquidation = require(held.liquidationPrice(kCoin));
    QVERIFY(liquidation);
    QCOMPARE(liquidation->toFixed(3), std::string("46214.859"));
    held.mark(kCoin, price("46215"));
    QVERIFY(!held.mustLiquidate());
    held.mark(kCoin, price("46214"));
    QVERIFY(held.mustLiquidate());
    // A short receives it: 4,000 − 25 + 5 = 3,980; 3,980 + 50,000 − P = 0.004 P at P = 53,980 ÷ 1.004 = 53,764.940…
    SimAccount sold = account("4000");
    fill(sold, "1", kCoin, Side::Sell, "50000", "1");
    QCOMPARE(text(require(sold.fund(kCoin, decimal("0.0001"), price("50000"), {1}))), QStringLiteral("5"));
    QCOMPARE(require(sold.liquidationPrice(kCoin))->toFixed(3), std::string("53764.940"));
    fill(sold, "2", kCoin, Side::Buy, "50000", "1", Liquidity::Maker);
    QCOMPARE(text(sold.costsPaid()), QStringLiteral("35")); // 25 + 0.02 % of 50,000
    QVERIFY(!sold.mustLiquidate());
    QVERIFY(!require(sold.liquidationPrice(kCoin)));
  }

  /// 1 coin long at 50,000, 10 of another short at 3,000; 10,000 less fees of 25 and 15. At the opens 9,960 − 200 − 120
  /// = 9,640 are to spare, at the low of 46,000 and the high of 3,600 together 9,960 − 4,000 − 6,000 − 184 − 144 =
  /// −368: 9,640 ÷ 10,008 of the way.
  void marginBreaksInsideABar()
  {
    const std::string other = "coin_binance_ETH-USDT_USDT";
    SimAccount held = account("10000");
    held.startDay(day("2024-03-01"));
    fill(held, "1", kCoin, Side::Buy, "50000", "1");
    fill(held, "2", other, Side::Sell, "3000", "10");
    const auto breach = [&](const char* low, const char* high) {
      const MarginBars bars{
          {kCoin, {price("50000"), price("50500"), price(low)}}, {other, {price("3000"), price(high), price("2900")}}};
      return require(marginBreach(held, bars, *rules()));
    };
    const auto met = breach("46000", "3600");
    QVERIFY(met);
    QCOMPARE(met->at(kCoin).toFixed(4), std::string("46147.0823")); // 50,000 − 4,000 × 0.9632294…
    QCOMPARE(met->at(other).toFixed(4), std::string("3577.9376"));
    QVERIFY(!breach("46000", "3500")); // 1,000 better, 4 less needed
    QVERIFY(!require(marginBreach(held, {}, *rules()))); // no bars: nothing is known of the moment
    // Opens beyond it: 9,960 − 7,000 − 3,000 = −40 before anything is needed.
    const MarginBars gap{{kCoin, {price("43000"), price("43100"), price("42000")}},
        {other, {price("3300"), price("3300"), price("3200")}}};
    const auto opened = require(marginBreach(held, gap, *rules()));
    QVERIFY(opened);
    QCOMPARE(text(opened->at(kCoin)), QStringLiteral("43000"));
    QCOMPARE(text(opened->at(other)), QStringLiteral("3300"));
  }

  /// 1 coin held since 40,000, fee 20, and 1 more bought at 50,000 inside the bar, fee 25: 9,955 + 2 P − 90,000 =
  /// 0.008 P at P = 80,045 ÷ 1.992 = 40,183.2329…, between the mean of 38,000 and 50,000 and the low. With 4,000 less
  /// and an open of 34,000 the mean, 42,000, leaves 5,955 + 2,000 − 8,000 = −45: closed there.
  void whatWasAddedInABarStartsAtItsFill()
  {
    for (const auto& [cash, open, at] :
        {std::tuple("10000", "38000", "40183.2329"), std::tuple("6000", "34000", "42000.0000")}) {
      SimAccount held = account(cash);
      held.startDay(day("2024-03-01"));
      fill(held, "1", kCoin, Side::Buy, "40000", "1");
      fill(held, "2", kCoin, Side::Buy, "50000", "1");
      const MarginBars bars{{kCoin, {price(open), price("51000"), price("33000")}}};
      const std::vector<MomentTrade> traded{{kCoin, Side::Buy, price("50000"), quantity("1")},
          {kCoin, Side::Sell, price("60000"), quantity("1")}, {"another", Side::Buy, price("60000"), quantity("1")}};
      const auto met = require(marginBreach(held, bars, *rules(), traded));
      QVERIFY(met);
      QCOMPARE(met->at(kCoin).toFixed(4), std::string(at));
    }
  }

  /// One coin long at 50,000: 5 % of it, 2,500, is no free cash, whatever it is marked at. Of 20,000 less a fee of 25
  /// and 1,000 shares for 10,005.10, 9,969.90 are left, 7,469.90 of them free: 300 × 24.90 = 7,470 are too much.
  void rightsAreNotPaidWithTheMargin()
  {
    AccountSettings settings = account("20000").settings();
    settings.rights = RightsChoice::Take;
    const auto offered = [&settings](double at, const char* mark) {
      SimAccount held(settings);
      held.startDay(day("2024-06-03"));
      if (!require(held.apply(samples::fill(*rules(), held, "t1", "o1", Side::Buy, "10", "1000", "2024-06-03"))))
        qFatal("seen before");
      fill(held, "2", kCoin, Side::Buy, "50000", "1");
      held.mark(kCoin, price(mark));
      market::CorporateAction action;
      action.rights = 0.3;
      action.rightsPrice = at;
      return *require(held.applyCorporateAction(kMain, action)).rights;
    };
    for (const char* mark : {"45000", "50000", "70000"}) {
      QVERIFY(!offered(24.9, mark).taken);
      QCOMPARE(text(offered(24.9, mark).available), QStringLiteral("7469.9"));
      QVERIFY(offered(24.8, mark).taken);
    }
  }

  /// 100 shares sold at 200.00; at 210.00 they are worth 21,000; 30 days at 0.3 % of 360: 21,000 × 0.003 ÷ 12 = 5.25.
  void aShortShareIsBorrowed()
  {
    SimAccount held = account("20000");
    fill(held, "1", kShare, Side::Sell, "200", "100");
    held.mark(kShare, price("210"));
    QCOMPARE(
        text(require(held.chargeBorrowing({{kShare, price("210")}}, day("2024-03-01"), 30))), QStringLiteral("-5.25"));
    QVERIFY(require(held.chargeBorrowing({{kShare, price("210")}}, day("2024-03-01"), 30)).isZero());
    QCOMPARE(text(held.equity()), QStringLiteral("18994.75")); // 20,000 − 1,000 − 5.25
    QCOMPARE(text(held.initialMargin()), QStringLiteral("10500"));
    // 19,994.75 + 20,000 − 100 P = 30 P at P = 307.651…
    QCOMPARE(require(held.liquidationPrice(kShare))->toFixed(3), std::string("307.652"));
    // The lender is owed the dividend: 100 × 1.50.
    market::CorporateAction dividend;
    dividend.exDay = day("2024-03-01");
    dividend.cash = 1.5;
    QVERIFY(held.applyCorporateAction(kShare, dividend));
    QCOMPARE(text(held.cash()), QStringLiteral("19844.75"));
    QCOMPARE(held.cash(), explained(held));
  }

  /// 126,000 a lot at 12 %: 300,000 is enough for two, with fees, and not for three. What an open order has reserved is
  /// gone; what only closes needs nothing, however little is left, but turning around does.
  void marginIsDemanded()
  {
    const auto dated = rules();
    SimAccount held = account("300000");
    held.startDay(day("2024-03-01"));
    const auto prepared = [&](std::string id, Side side, std::string_view at, std::string_view units) {
      Order made = order(std::move(id), side, at, units);
      made.entityId = kIndex;
      made.day = held.day();
      if (!prepareReservation(*dated, held, made))
        qFatal("no reservation");
      return made;
    };
    const Order two = prepared("a", Side::Buy, "3500", "2");
    QCOMPARE(text(two.reservedCash), QStringLiteral("252048.3")); // 252,000 + 48.30
    QCOMPARE(text(two.margin->multiplier.toString()), QStringLiteral("300"));
    QVERIFY(held.canReserve(two));
    const auto refused = held.canReserve(prepared("b", Side::Sell, "3500", "3"));
    QCOMPARE(text(refused.error().code), QStringLiteral("trading.insufficient_margin"));
    QCOMPARE(text(refused.error().arguments[0].second), QStringLiteral("378072.45"));
    QCOMPARE(text(refused.error().arguments[1].second), QStringLiteral("300000.00"));
    QVERIFY(held.reserve(two));
    QVERIFY(!held.canReserve(prepared("c", Side::Buy, "3500", "1")));
    QCOMPARE(text(require(affordableQuantity(*dated, account("300000"), kIndex, held.day(), price("3500")))),
        QStringLiteral("2"));
    Fill half = trade(held, "1", kIndex, Side::Buy, "3500", "1", termsOf(kIndex));
    half.orderId = "a";
    QVERIFY(require(held.apply(half)));
    QCOMPARE(text(held.reservations().at("a").cash), QStringLiteral("126024.15")); // the other half
    QCOMPARE(text(held.availableCash()), QStringLiteral("47951.7")); // 300,000 − 24.15 − 126,000 − 126,024.15
    held.release("a");
    held.mark(kIndex, price("3000")); // 150,000 lost, 108,000 of margin: closing is allowed, turning around is not
    QVERIFY(held.canReserve(prepared("d", Side::Sell, "3000", "1")));
    QVERIFY(held.reserve(prepared("d", Side::Sell, "3000", "1")));
    QVERIFY(held.find(kIndex)->frozen.isZero());
    QVERIFY(prepared("e", Side::Sell, "3000", "1").reservedCash.isPositive()); // the long is on its way out already
    QVERIFY(!held.canReserve(prepared("f", Side::Sell, "3000", "2")));
    QVERIFY(!held.moveCash(money("-100000")));
    QVERIFY(held.moveCash(money("100000")));
    QCOMPARE(held.cash(), explained(held));
  }

  /// A coin of 0.00003 at 10 % costs 0.000003 of margin: 10.00 are that of 3,333,333 of them, and no rounding of one
  /// to a cent makes them 1,000.
  void smallCoinsAreSizedByTheirWorth()
  {
    ContractTerms terms = plain(false);
    terms.margin.multiplier = Decimal::fromInt(1);
    QCOMPARE(text(require(affordableContracts(terms, account("10"), price("0.00003"), {}))), QStringLiteral("3333333"));
    // 0.10 × 33 = 3.30; of 3.29 there are 32.
    QCOMPARE(text(require(affordableContracts(terms, account("3.29"), price("1"), {}))), QStringLiteral("32"));
    QCOMPARE(text(require(affordableContracts(terms, account("3.3"), price("1"), {}))), QStringLiteral("33"));
  }

  /// Whichever of them fills first, the other would lead from a short to a long.
  void aMarginedAndAPaidOrderOfOneShare()
  {
    const auto dated = rules();
    const auto share = [](const char* id, Side side, const char* units) {
      Order made = order(id, side, "200", units);
      made.entityId = kShare;
      made.day = day("2025-06-02");
      return made;
    };
    SimAccount held = account("100000", true);
    held.startDay(day("2025-06-02"));
    Order shorting = share("s", Side::Sell, "100");
    QVERIFY(prepareReservation(*dated, held, shorting).has_value());
    QVERIFY(shorting.margin.has_value());
    QVERIFY(held.reserve(shorting).has_value());
    Order buying = share("b", Side::Buy, "100");
    QCOMPARE(text(prepareReservation(*dated, held, buying).error().code), QStringLiteral("trading.mixed_position"));
    Order more = share("m", Side::Sell, "10");
    QVERIFY(prepareReservation(*dated, held, more).has_value());
    held.release("s");
    QVERIFY(prepareReservation(*dated, held, buying).has_value());
    QVERIFY(held.reserve(buying).has_value());
    QCOMPARE(text(prepareReservation(*dated, held, shorting).error().code), QStringLiteral("trading.mixed_position"));
  }

  void aTradeCountsOnce()
  {
    SimAccount held = account("1000000");
    fill(held, "1", kIndex, Side::Buy, "3500", "1");
    QVERIFY(!require(held.apply(trade(held, "1", kIndex, Side::Buy, "3500", "1", termsOf(kIndex)))));
    Fill paid = trade(held, "2", kIndex, Side::Buy, "3500", "1", termsOf(kIndex));
    paid.margin.reset();
    QCOMPARE(text(held.apply(paid).error().code), QStringLiteral("trading.mixed_position"));
    QCOMPARE(text(held.find(kIndex)->total), QStringLiteral("1"));
  }

  void termsAreDatedAndSaySoWhenUnverified()
  {
    QVERIFY(!require(contractTerms(kIndex, day("2023-10-22"))));
    QVERIFY(require(contractTerms(kIndex, day("2023-10-23"))));
    QVERIFY(!require(contractTerms("future_cffex_XX2403", day("2024-03-01"))));
    QVERIFY(require(contractTerms("future_shfe_cu2405", day("2024-03-01")))); // in small letters, as SHFE writes it
    QVERIFY(!require(contractTerms(kMain, day("2024-03-01"))));
    QVERIFY(!termsOf(kIndex).rule.verified);
    QVERIFY(!termsOf(kIndex).rule.source.empty());
    QVERIFY(!contractTerms("what", day("2024-03-01")));
    // A coin's perpetual by its code; spot, dated and inverse contracts have no terms.
    QVERIFY(isContract("coin_binance_BTC-USDT_USDT"));
    QVERIFY(!isContract("coin_binance_BTC-USDT"));
    QCOMPARE(termsOf("coin_binance_BTC-USDT_USDT").margin.fundingHours, 8);
    QVERIFY(!require(contractTerms("coin_binance_BTC-USDT", day("2024-03-01"))));
    QVERIFY(!require(contractTerms("coin_binance_BTC-USD_BTC", day("2024-03-01"))));
    QVERIFY(!require(contractTerms("coin_binance_BTC-USDT_USDT-240628", day("2024-03-01"))));
  }

  /// The fee table of the exchanges, as AKShare gives it for 2026-04-24: multiplier, tick, margin, and what one lot
  /// costs at its price to open, to close, and to close on the same day.
  void publishedTermsOfIndexFutures()
  {
    ZVT_FIXTURE(path, "providers/akshare-parsed/futures_fees_info.csv");
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int seen = 0;
    while (!file.atEnd()) {
      const QList<QByteArray> cells = file.readLine().split(',');
      if (cells.size() < 26 || cells[0] != "CFFEX")
        continue;
      ++seen;
      const std::string id = "future_cffex_" + cells[1].toStdString();
      const ContractTerms terms = termsOf(id, "2026-04-24");
      QVERIFY(terms.rule.verified);
      QCOMPARE(text(terms.margin.multiplier.toString()), QString::fromUtf8(cells[5]));
      QCOMPARE(text(*terms.tick), QString::fromUtf8(cells[6]));
      const std::string at = cells[19].toStdString();
      SimAccount held = account("10000000");
      held.startDay(day("2026-04-23"));
      const auto costOf = [&](const char* trade_, Side side) {
        return total(trade(held, trade_, id, side, at, "1", terms).costs).toDouble();
      };
      const auto open = [&](const char* trade_) {
        QVERIFY(require(held.apply(trade(held, trade_, id, Side::Buy, at, "1", terms))));
      };
      QCOMPARE(costOf("a", Side::Buy), cells[22].toDouble());
      open("a");
      QCOMPARE(costOf("b", Side::Sell), cells[24].toDouble());
      held.startDay(day("2026-04-24"));
      QCOMPARE(costOf("b", Side::Sell), cells[23].toDouble());
      QCOMPARE(held.initialMargin().toDouble(), cells[25].toDouble());
    }
    QCOMPARE(seen, 16);
  }

  /// Binance's lowest leverage bracket, as CCXT unifies it: 0.4 % maintenance for the largest pairs.
  void publishedMaintenanceOfPerpetuals()
  {
    ZVT_FIXTURE(path, "market/freqtrade/binance_leverage_tiers.json");
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject tiers = QJsonDocument::fromJson(file.readAll()).object();
    for (const char* pair : {"BTC/USDT:USDT", "ETH/USDT:USDT"}) {
      const QJsonObject lowest = tiers[pair].toArray().first().toObject();
      const std::string id = "coin_binance_" + market::codeFromUnifiedSymbol(pair);
      const ContractTerms terms = termsOf(id);
      QCOMPARE(require(Decimal::fromDouble(lowest["maintenanceMarginRate"].toDouble())).toString(),
          terms.margin.maintenanceMargin.toString());
      QVERIFY(lowest["maxLeverage"].toDouble() >= 1 / terms.margin.initialMargin.toDouble());
    }
  }

  /// The rules of a contract are its own; an unknown one is refused, not paid in full.
  void rulesOfAContract()
  {
    const auto dated = rules();
    const TradingDay on = day("2026-04-24");
    QCOMPARE(text(require(dated->lot("future_cffex_IF2606", on))->step), QStringLiteral("1"));
    QCOMPARE(text(*require(dated->tickAt("future_cffex_IF2606", on, price("4700")))), QStringLiteral("0.2"));
    QCOMPARE(require(dated->settlement("future_cffex_IF2606", on))->sellAfterDays, 0);
    QCOMPARE(text(dated->contract("future_cffex_XX2606", on).error().code), QStringLiteral("rules.unknown"));
    QCOMPARE(text(dated->contract("coin_binance_BTC-USD_BTC", on).error().code), QStringLiteral("rules.unknown"));
    const auto free = require(rules("free")->contract("future_cffex_IF2606", on));
    QVERIFY(free && free->openRate.isZero());
    QCOMPARE(text(free->margin.multiplier.toString()), QStringLiteral("300"));
    QVERIFY(!require(rules("free")->contract("future_cffex_XX2606", on)));
  }

  /// What is stored comes back, and what older programs wrote is read as ever.
  void theJournalKeepsTheTerms()
  {
    SimAccount held = account("1000000");
    held.startDay(day("2024-03-01"));
    const Fill made = trade(held, "1", kIndex, Side::Buy, "3500", "2", termsOf(kIndex));
    const std::vector<JournalEvent> events{OrderFilled{made}, DaySettled{{{kIndex, price("3520")}}},
        FundingPaid{kCoin, {1'709'251'200'000'000}, decimal("-0.0001"), price("61000.5")},
        BorrowingCharged{{{kShare, price("210")}}, day("2024-03-04"), 3}};
    for (const JournalEvent& event : events) {
      const std::string text = toJson(JournalEntry{1, {5}, event});
      QVERIFY2(text.find("\"v\":2") != std::string::npos, text.c_str()); // an older program says that it is too new
      QCOMPARE(toJson(require(journalEntryFromJson(text))), text);
    }
    QCOMPARE(
        std::get<OrderFilled>(require(journalEntryFromJson(toJson(JournalEntry{1, {5}, events[0]}))).event).fill, made);
    Fill paid = made;
    paid.margin.reset();
    QVERIFY(toJson(JournalEntry{1, {5}, OrderFilled{paid}}).find("\"v\":1") != std::string::npos);
    QVERIFY(require(held.apply(made)));
    static_cast<void>(require(held.settle({{kIndex, price("3520")}})));
    QCOMPARE(require(SimAccount::fromJson(held.toJson())), held);
    QCOMPARE(require(SimAccount::fromJson(held.toJson())).availableCash(), held.availableCash());
  }

  /// Whatever happens, the cash is explained; and two accounts that trade with each other have together what they
  /// began with: nobody wins what nobody loses.
  void cashIsConserved()
  {
    const bool ok = rc::check("cash is explained, and the pair keeps its money", [] {
      const ContractTerms terms = plain(*rc::gen::arbitrary<bool>());
      SimAccount buyer = account("1000000");
      SimAccount seller = account("1000000");
      std::string last = "100";
      const int steps = *rc::gen::inRange(1, 40);
      for (int step = 0; step < steps; ++step) {
        last = require(Decimal::fromDouble(*rc::gen::inRange(1, 100'000) / 10.0)).toString();
        const int what = *rc::gen::inRange(0, 8);
        if (what == 0) {
          const Money paid = require(buyer.settle({{kIndex, price(last)}}));
          RC_ASSERT(paid == -require(seller.settle({{kIndex, price(last)}})));
        } else if (what == 1) {
          const Decimal rate = require(Decimal::fromDouble(*rc::gen::inRange(-100, 100) / 10000.0));
          const Money got = require(buyer.fund(kIndex, rate, price(last), {step + 1}));
          RC_ASSERT(got == -require(seller.fund(kIndex, rate, price(last), {step + 1})));
        } else {
          const Side side = *rc::gen::arbitrary<bool>() ? Side::Sell : Side::Buy;
          const std::string units = std::to_string(*rc::gen::inRange(1, 20));
          const std::string id = std::to_string(step);
          RC_ASSERT(require(buyer.apply(trade(buyer, id, kIndex, side, last, units, terms))));
          RC_ASSERT(require(seller.apply(trade(seller, id, kIndex, opposite(side), last, units, terms))));
        }
        buyer.mark(kIndex, price(last));
        seller.mark(kIndex, price(last));
        RC_ASSERT(buyer.cash() == explained(buyer));
        RC_ASSERT(seller.cash() == explained(seller));
        RC_ASSERT(buyer.cash().isMultipleOf(buyer.settings().moneyUnit));
        RC_ASSERT(buyer.equity() + seller.equity() == money("2000000"));
        const Position* mine = buyer.find(kIndex);
        const Position* theirs = seller.find(kIndex);
        RC_ASSERT((mine ? mine->total : Quantity()) == -(theirs ? theirs->total : Quantity()));
        RC_ASSERT(require(SimAccount::fromJson(buyer.toJson())) == buyer);
      }
    });
    QVERIFY(ok);
  }

  /// Profit is what the trades themselves say: Σ sold − Σ bought + what is held, by the multiplier, less the fees, with
  /// what was funded.
  void profitIsOfTheTrades()
  {
    const bool ok = rc::check("equity − initial cash = Σ signed trades + value − fees + funding", [] {
      ContractTerms terms = plain(*rc::gen::arbitrary<bool>());
      terms.openRate = terms.closeRate = terms.closeTodayRate = decimal("0.0001");
      SimAccount held = account("1000000");
      std::int64_t tenths = 0; // of a point, signed: what came in
      std::int64_t units = 0;
      std::int64_t last = 0;
      Money beside; // fees and funding, counted by themselves
      for (int step = 0, steps = *rc::gen::inRange(1, 40); step < steps; ++step) {
        last = *rc::gen::inRange(1, 100'000);
        const std::int64_t quantity = *rc::gen::inRange(-20, 20);
        const std::string at = require(Decimal::fromDouble(static_cast<double>(last) / 10.0)).toString();
        if (quantity != 0) {
          const Fill made = trade(held, std::to_string(step), kIndex, quantity > 0 ? Side::Buy : Side::Sell, at,
              std::to_string(std::abs(quantity)), terms);
          // 30 a tenth and lot, one in ten thousand of it: 0.003, to the cent.
          const std::int64_t mills = last * std::abs(quantity) * 3;
          RC_ASSERT(
              total(made.costs) == Money(require(Decimal::fromInt((mills + 5) / 10).divide(Decimal::fromInt(100)))));
          beside -= total(made.costs);
          RC_ASSERT(require(held.apply(made)));
          tenths -= last * quantity;
          units += quantity;
        }
        held.mark(kIndex, price(at));
        if (*rc::gen::inRange(0, 4) == 0)
          RC_ASSERT(held.settle({{kIndex, price(at)}}).has_value());
        if (*rc::gen::inRange(0, 4) == 0)
          beside += require(held.fund(kIndex, decimal("0.0003"), price(at), {step + 1}));
      }
      // 300 a point is 30 a tenth.
      const std::int64_t profit = (tenths + units * last) * 30;
      RC_ASSERT(held.equity() - held.settings().initialCash == Money::fromInt(profit) + beside);
    });
    QVERIFY(ok);
  }
};

QTEST_APPLESS_MAIN(TstMarginAccount)
#include "tst_margin_account.moc"

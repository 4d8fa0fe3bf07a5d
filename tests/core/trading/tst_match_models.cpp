// SPDX-License-Identifier: Apache-2.0
// Stops, time in force, volume-weighted fills, spread and impact against bars. Every figure is worked by hand.
#include "core/base/testing/memory_store.h"
#include "core/base/testing/mock_clock.h"
#include "core/trading/paper_broker.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// Volume 1,000,000 and turnover 10,123,400: average 10.1234.
MatchBar bar(double open, double high, double low, double close, double volume = 1e6)
{
  MatchBar made;
  made.bar = market::Bar{20000, open, high, low, close, volume, 10.1234 * volume};
  made.day = day("2024-03-01");
  made.reference = price("10.00"); // limits 11.00 and 9.00
  return made;
}

Order stop(Side side, std::string_view trigger, std::string_view limit = {})
{
  Order made = order("s", side, limit.empty() ? std::string_view("10") : limit, "1000",
      limit.empty() ? OrderType::Stop : OrderType::StopLimit);
  made.terms.trigger = price(trigger);
  return made;
}

Match matched(const Order& made, const MatchBar& against, MatchSettings settings = {})
{
  return require(Matcher(rules(), settings).match(made, against));
}

QString told(const Match& match)
{
  if (match.quantity.isZero())
    return text(toString(match.outcome));
  return QStringLiteral("%1@%2").arg(text(match.quantity), text(match.price));
}

Impact impact(Impact::Kind kind, const char* coefficient)
{
  return {kind, require(Decimal::parse(coefficient))};
}

/// Counts what a broker reports.
class Ear final : public BrokerListener {
public:
  void onAccepted(const std::string&, const std::string&) override { }
  void onRejected(const std::string&, const Error& reason) override { heard.append(text(reason.code)); }
  void onFill(const Fill& fill) override
  {
    heard.append(QStringLiteral("fill %1@%2").arg(text(fill.quantity), text(fill.price)));
    liquidity = fill.liquidity;
  }
  void onCancelled(const std::string&) override { heard.append(QStringLiteral("cancelled")); }
  void onCancelRejected(const std::string&, const Error&) override { }
  void onExpired(const std::string&, const Error& reason) override
  {
    heard.append(QStringLiteral("expired ") + text(reason.code));
  }
  void onTradeBust(const std::string&, const std::string&, OrderState) override { }
  void onTradeCorrect(const std::string&, const std::string&, const Fill&, OrderState) override { }
  QStringList heard;
  Liquidity liquidity = Liquidity::Unknown;
};

}

class TstMatchModels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void stops_data()
  {
    QTest::addColumn<QString>("side");
    QTest::addColumn<QString>("trigger");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QList<double>>("prices");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("triggered");
    using Prices = QList<double>;
    const Prices plain{10.1, 10.5, 9.8, 10.3};
    QTest::newRow("sell stop above the low: the stop") << "sell" << "9.90" << "" << plain << "1000@9.9" << true;
    QTest::newRow("sell stop at the low") << "sell" << "9.80" << "" << plain << "1000@9.8" << true;
    QTest::newRow("sell stop below the low") << "sell" << "9.79" << "" << plain << "not_triggered" << false;
    QTest::newRow("gap down through the stop: the open") << "sell" << "10.20" << "" << plain << "1000@10.1" << true;
    QTest::newRow("buy stop inside the bar") << "buy" << "10.40" << "" << plain << "1000@10.4" << true;
    QTest::newRow("gap up through the stop: the open") << "buy" << "10.00" << "" << plain << "1000@10.1" << true;
    QTest::newRow("buy stop above the high") << "buy" << "10.51" << "" << plain << "not_triggered" << false;
    QTest::newRow("stop-limit within its limit") << "sell" << "9.90" << "9.85" << plain << "1000@9.9" << true;
    // Gap to 10.10 below the limit 10.20: the bar trades at 10.20 after its open, since its high is 10.50.
    QTest::newRow("gap beyond the limit, later back") << "sell" << "10.30" << "10.20" << plain << "1000@10.2" << true;
    QTest::newRow("gap beyond the limit, never back")
        << "sell" << "10.70" << "10.60" << plain << "limit_not_reached" << true;
    // Reached at 9.90 inside the bar with a limit above it: only the close, 10.30, is certainly later.
    QTest::newRow("limit above the trigger, close within") << "sell" << "9.90" << "10.00" << plain << "1000@10" << true;
    QTest::newRow("limit above the trigger, close beyond")
        << "sell" << "9.90" << "10.40" << plain << "limit_not_reached" << true;
    QTest::newRow("sealed: reached and not served")
        << "sell" << "9.50" << "" << Prices{9, 9, 9, 9} << "sealed_limit_down" << true;
  }

  void stops()
  {
    QFETCH(QString, side);
    QFETCH(QString, trigger);
    QFETCH(QString, limit);
    QFETCH(QList<double>, prices);
    const Match match =
        matched(stop(require(parseSide(side.toStdString())), trigger.toStdString(), limit.toStdString()),
            bar(prices[0], prices[1], prices[2], prices[3]));
    QTEST(told(match), "expected");
    QTEST(match.triggered, "triggered");
  }

  /// Sell, 5 % below the best. Without a trigger the bar sets it: 10.50 × 0.95 = 9.975. Then the low 9.98 does not
  /// reach it, and the high 11.00 moves it to 10.45; a lower high moves nothing.
  void trailingStops()
  {
    Order made = order("t", Side::Sell, "10", "1000", OrderType::TrailingStop);
    made.terms.trail = {Trail::Kind::Percent, Decimal::fromInt(5)};
    Match match = matched(made, bar(10, 10.5, 9.5, 10.2));
    QCOMPARE(text(match.trigger), QStringLiteral("9.975"));
    QVERIFY(!match.triggered);
    made.terms.trigger = match.trigger;
    match = matched(made, bar(10.2, 11, 9.98, 10.9));
    QCOMPARE(text(match.trigger), QStringLiteral("10.45"));
    made.terms.trigger = match.trigger;
    match = matched(made, bar(10.6, 10.7, 10.5, 10.6));
    QCOMPARE(text(match.trigger), QStringLiteral("10.45"));
    match = matched(made, bar(10.6, 10.7, 10.3, 10.4));
    QVERIFY(match.triggered);
    QCOMPARE(told(match), QStringLiteral("1000@10.45"));
  }

  /// 10.1234 on the tick: 10.13 for a buyer, 10.12 for a seller.
  void volumeWeightedFills()
  {
    MatchSettings settings;
    settings.fillAt = FillAt::Vwap;
    QCOMPARE(
        told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), bar(10.1, 10.5, 9.8, 10.3), settings)),
        QStringLiteral("1000@10.13"));
    QCOMPARE(
        told(matched(order("o", Side::Sell, "10", "1000", OrderType::Market), bar(10.1, 10.5, 9.8, 10.3), settings)),
        QStringLiteral("1000@10.12"));
    // An average outside the bar's range is a fault of the data: the range holds.
    QCOMPARE(
        told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), bar(10.3, 10.5, 10.2, 10.3), settings)),
        QStringLiteral("1000@10.2"));
    MatchBar without = bar(10.1, 10.5, 9.8, 10.3);
    without.bar->turnover = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), without, settings)),
        QStringLiteral("no_volume"));
  }

  /// 1 % of the volume. Linear with 0.5: 10.10 × 0.5 × 0.01 = 0.0505 → 10.1505 → 10.16 bought, 10.04 sold.
  /// Square root with 0.5: √0.01 = 0.1 → 10.10 × 0.05 = 0.505 → 10.605, above the high: 10.50; sold 9.595 → 9.80.
  void impactMovesTheTaker()
  {
    MatchSettings settings;
    const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3, 1e5);
    settings.impact = impact(Impact::Kind::Linear, "0.5");
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.16"));
    QCOMPARE(told(matched(order("o", Side::Sell, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.04"));
    settings.impact = impact(Impact::Kind::SquareRoot, "0.5");
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.5"));
    QCOMPARE(told(matched(order("o", Side::Sell, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@9.8"));
    // 0.02 × 0.1 × 10.10 = 0.0202 → 10.1202 → 10.13
    settings.impact = impact(Impact::Kind::SquareRoot, "0.02");
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.13"));
    MatchBar without = plain;
    without.bar->volume = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), without, settings)),
        QStringLiteral("no_volume"));
  }

  /// Crossing the spread costs two ticks: 10.12; with one tick of slippage 10.13. A limit order pays the spread up to
  /// its limit, and one that waits for the price pays none.
  void spreadIsPaidByTheTaker()
  {
    MatchSettings settings;
    settings.halfSpread = {Slippage::Kind::Ticks, Decimal::fromInt(2)};
    const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3);
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.12"));
    QCOMPARE(told(matched(order("o", Side::Buy, "10.20", "1000"), plain, settings)), QStringLiteral("1000@10.12"));
    QCOMPARE(told(matched(order("o", Side::Buy, "10.11", "1000"), plain, settings)), QStringLiteral("1000@10.11"));
    const Match waits = matched(order("o", Side::Buy, "9.90", "1000"), plain, settings);
    QCOMPARE(told(waits), QStringLiteral("1000@9.9"));
    QVERIFY(waits.liquidity == Liquidity::Maker);
    settings.slippage = {Slippage::Kind::Ticks, Decimal::fromInt(1)};
    QCOMPARE(told(matched(order("o", Side::Buy, "10", "1000", OrderType::Market), plain, settings)),
        QStringLiteral("1000@10.13"));
  }

  void aTouchMayNotBeEnough()
  {
    MatchSettings settings;
    const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3);
    QCOMPARE(told(matched(order("o", Side::Buy, "9.80", "1000"), plain, settings)), QStringLiteral("1000@9.8"));
    settings.touchFills = false;
    QCOMPARE(
        told(matched(order("o", Side::Buy, "9.80", "1000"), plain, settings)), QStringLiteral("limit_not_reached"));
    QCOMPARE(told(matched(order("o", Side::Buy, "9.81", "1000"), plain, settings)), QStringLiteral("1000@9.81"));
  }

  void afterHoursFillAtTheClose()
  {
    Order made = order("o", Side::Buy, "10.30", "1000");
    made.terms.priceKind = PriceKind::FixedPrice;
    QCOMPARE(told(matched(made, bar(10.1, 10.5, 9.8, 10.3))), QStringLiteral("1000@10.3"));
    made.price = price("10.29");
    QCOMPARE(told(matched(made, bar(10.1, 10.5, 9.8, 10.3))), QStringLiteral("limit_not_reached"));
  }

  /// A twentieth of 10,000 is 500.
  void timeInForceAtThePaperBroker()
  {
    QCOMPARE(heard(TimeInForce::ImmediateOrCancel), QStringList({"fill 500@10.1", "cancelled"}));
    QCOMPARE(heard(TimeInForce::FillOrKill), QStringList({"cancelled"}));
    QCOMPARE(heard(TimeInForce::Day), QStringList({"fill 500@10.1", "expired trading.match.partial"}));
    QCOMPARE(heard(TimeInForce::GoodTillCancel), QStringList({"fill 500@10.1", "fill 500@10.1"}));
  }

  /// Limits 11.00 and 9.00; the bar is of the day that the order is good for.
  void whatExpiresSaysWhy()
  {
    const MatchBar plain = bar(10.1, 10.5, 9.8, 10.3);
    QCOMPARE(expired("10.20", {}), QStringLiteral("expired trading.expired.no_bar"));
    QCOMPARE(expired("9.70", {plain}), QStringLiteral("expired trading.match.limit_not_reached"));
    QCOMPARE(expired("11.00", {bar(11, 11, 11, 11)}), QStringLiteral("expired trading.match.sealed_limit_up"));
    QCOMPARE(expired("10.20", {bar(10.1, 10.1, 10.1, 10.1, 0)}), QStringLiteral("expired trading.match.no_volume"));
    // What a minute without a trade says is less than what is known.
    QCOMPARE(expired("9.70", {plain, bar(10.1, 10.1, 10.1, 10.1, 0)}),
        QStringLiteral("expired trading.match.limit_not_reached"));
    // It was made inside the day's only bar.
    MatchBar begun = plain;
    begun.begins = Timestamp{-1};
    QCOMPARE(expired("10.20", {begun}), QStringLiteral("expired trading.expired.no_bar"));
    // A later minute did begin after it, and nobody traded in it.
    QCOMPARE(
        expired("10.20", {begun, bar(10.1, 10.1, 10.1, 10.1, 0)}), QStringLiteral("expired trading.match.no_volume"));
    // Nothing is known of a fill.
    QCOMPARE(expired("10.20", {plain}), QStringLiteral("fill 1000@10.1"));
  }

  /// A feed that says so knows of a suspension.
  void aSuspensionThatIsToldIsTheReason()
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    const auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
    broker->setListener(&ear);
    Order made = order("o", Side::Buy, "10.20", "1000");
    made.account = "paper";
    made.day = day("2024-03-01");
    broker->place(made);
    MatchTick halted;
    halted.suspended = true;
    halted.day = made.day;
    QVERIFY(broker->onTick(kMain, halted, Timestamp{1'000'000}).has_value());
    QVERIFY(broker->endDay(made.day).has_value());
    QCOMPARE(ear.heard, QStringList{"expired trading.match.suspended"});
  }

  /// The reason is kept with the order: a broker that is opened again between bar and close knows it.
  void theReasonOutlivesARestart()
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    Order made = order("o", Side::Buy, "11.00", "1000");
    made.account = "paper";
    made.day = day("2024-03-01");
    {
      const auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
      broker->place(made);
      MatchBar sealed = bar(11, 11, 11, 11);
      sealed.bar->key = 1;
      QVERIFY(broker->onBar(kMain, sealed).has_value());
      QVERIFY(require(broker->orders("paper")).front().reason.code.empty()); // it still works
    }
    const auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
    broker->setListener(&ear);
    QVERIFY(broker->endDay(day("2024-03-01")).has_value());
    QCOMPARE(ear.heard, QStringList{"expired trading.match.sealed_limit_up"});
    QCOMPARE(
        text(require(broker->orders("paper")).front().reason.code), QStringLiteral("trading.match.sealed_limit_up"));
  }

  void aStopAtThePaperBrokerIsTakenOnce()
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    Order made = order("t", Side::Sell, "10", "1000", OrderType::TrailingStop);
    made.account = "paper";
    made.terms.trail = {Trail::Kind::Amount, require(Decimal::parse("0.5"))};
    made.terms.timeInForce = TimeInForce::GoodTillCancel;
    MatchSettings settings;
    settings.volumeShare = require(Decimal::parse("0.05"));
    const auto open = [&] {
      auto broker = require(PaperBroker::open({"paper", settings, {}}, rules(), store, clock));
      broker->setListener(&ear);
      return broker;
    };
    const auto play = [&](std::int64_t key, double at, double high, double low) {
      MatchBar played = bar(at, high, low, at, 10000);
      played.bar->key = key;
      const auto broker = open(); // every bar in a new process: the trail and the reached trigger are durable
      QVERIFY(broker->onBar(kMain, played));
      QVERIFY(broker->onBar(kMain, played)); // the same bar again fills nothing twice
    };
    QVERIFY(open()->place(made) == SendOutcome::Sent);
    play(1, 10, 10.4, 9.9); // best 10.40: trigger 9.90
    play(2, 10.1, 10.2, 9.95);
    QVERIFY(ear.heard.isEmpty());
    play(3, 10, 10.1, 9.8); // half of it at 9.90
    play(4, 9.7, 9.9, 9.6); // the rest is a market order: the open
    QCOMPARE(ear.heard, QStringList({"fill 500@9.9", "fill 500@9.7"}));
  }

  /// Maker −0.01 %, taker 0.1 %: of 1,000 × 10.10 = 10,100 the taker pays 10.10, of 9,900 the maker gets 0.99.
  void makersAndTakersPayTheirRates()
  {
    Commission commission;
    commission.rate = require(Decimal::parse("0.001"));
    commission.makerRate = require(Decimal::parse("-0.0001"));
    commission.minimum = money("5");
    const TradingRules crypto(
        require(market::RuleBook::load()), require(market::RulePolicy::parse("dated")), commission);
    const std::string coin = "coin_binance_BTC-USDT";
    const auto cost = [&](std::string_view amount, Liquidity liquidity) {
      return text(
          total(require(crypto.costs(coin, day("2024-03-01"), Side::Buy, money(amount), quantity("1000"), liquidity))));
    };
    QCOMPARE(cost("10100", Liquidity::Taker), QStringLiteral("10.1"));
    QCOMPARE(cost("9900", Liquidity::Maker), QStringLiteral("-0.99"));
    QCOMPARE(cost("100", Liquidity::Unknown), QStringLiteral("0.1"));
  }

  /// A sale of 1,000 shares for 100,000 at a broker who charges nothing himself, the exchange fees on top.
  void feesAreOfTheirDay_data()
  {
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("on");
    QTest::addColumn<QString>("side");
    QTest::addColumn<QString>("fees");
    // Stamp duty 0.13 % then 0.1 %, trading fee 0.00565 % = 5.65, levies 0.00285 % = 2.85; on both sides.
    QTest::newRow("hk before") << "stockhk_hk_00700" << "2023-11-16" << "sell" << "138.5";
    QTest::newRow("hk since") << "stockhk_hk_00700" << "2023-11-17" << "sell" << "108.5";
    QTest::newRow("hk bought") << "stockhk_hk_00700" << "2023-11-17" << "buy" << "108.5";
    // 0.0008 % = 0.80 and 0.000166 × 1,000 = 0.166 → 0.17; then 0.00278 % = 2.78; then 0.
    QTest::newRow("us 8 a million") << "stockus_nasdaq_AAPL" << "2024-05-21" << "sell" << "0.97";
    QTest::newRow("us 27.80 a million") << "stockus_nasdaq_AAPL" << "2024-05-22" << "sell" << "2.95";
    QTest::newRow("us none") << "stockus_nasdaq_AAPL" << "2025-05-14" << "sell" << "0.17";
    QTest::newRow("us bought") << "stockus_nasdaq_AAPL" << "2024-05-22" << "buy" << "0";
  }

  void feesAreOfTheirDay()
  {
    QFETCH(QString, entity);
    QFETCH(QString, on);
    QFETCH(QString, side);
    Commission free;
    free.rate = Decimal();
    free.includesExchangeFees = false;
    free.everywhere = true;
    const TradingRules dated(require(market::RuleBook::load()), require(market::RulePolicy::parse("dated")), free);
    const auto costs = require(dated.costs(entity.toStdString(), day(on.toStdString()),
        require(parseSide(side.toStdString())), money("100000"), quantity("1000")));
    QTEST(text(total(costs)), "fees");
  }

  /// 0.5 of cash and three for ten on 2024-03-04: 10.00 becomes 7.31, a stop at 9.50 (9.5 − 0.5) / 1.3 = 6.92. The bar
  /// of the ex-date falls to 7.00 and the next one to 6.90.
  void aStopDoesNotFireAtAnExDate()
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
    Order made = stop(Side::Sell, "9.50");
    made.account = "paper";
    made.day = day("2024-03-01");
    made.terms.timeInForce = TimeInForce::GoodTillCancel;
    broker->place(made);
    market::CorporateAction action;
    action.exDay = day("2024-03-04");
    action.cash = 0.5;
    action.bonus = 0.3;
    QVERIFY(broker->onExDate(day("2024-03-04"), {{kOther, action}, {kMain, action}}));
    broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
    QVERIFY(broker->onExDate(day("2024-03-04"), {{kMain, action}})); // once, also over a restart
    broker->setListener(&ear);
    const auto play = [&](std::int64_t key, double open, double low) {
      MatchBar played = bar(open, open, low, low);
      played.bar->key = key;
      played.day = day("2024-03-04");
      played.reference = price("7.31");
      QVERIFY(broker->onBar(kMain, played));
    };
    play(1, 7.3, 7);
    QCOMPARE(ear.heard, QStringList());
    play(2, 7, 6.9);
    QCOMPARE(ear.heard, QStringList{"fill 1000@6.92"});
  }

private:
  /// The last that is heard of a purchase of 1,000 over the bars of its day.
  static QString expired(std::string_view limit, std::vector<MatchBar> bars)
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    const auto broker = require(PaperBroker::open({"paper", {}, {}}, rules(), store, clock));
    broker->setListener(&ear);
    Order made = order("o", Side::Buy, limit, "1000");
    made.account = "paper";
    made.day = day("2024-03-01");
    broker->place(made);
    std::int64_t key = 0;
    for (MatchBar& played : bars) {
      played.bar->key = ++key;
      if (!broker->onBar(kMain, played))
        qFatal("the bar was not played");
    }
    if (!broker->endDay(day("2024-03-01")))
      qFatal("the day did not end");
    return ear.heard.value(ear.heard.size() - 1);
  }
  /// Two bars of 10,000 shares a day apart, at most a twentieth an order.
  static QStringList heard(TimeInForce timeInForce)
  {
    testing::MemoryStore store;
    testing::MockClock clock;
    Ear ear;
    MatchSettings settings;
    settings.volumeShare = require(Decimal::parse("0.05"));
    const auto broker = require(PaperBroker::open({"paper", settings, {}}, rules(), store, clock));
    broker->setListener(&ear);
    Order made = order("o", Side::Buy, "10.20", "1000");
    made.account = "paper";
    made.day = day("2024-03-01");
    made.terms.timeInForce = timeInForce;
    broker->place(made);
    for (std::int64_t key = 1; key <= 2; ++key) {
      MatchBar played = bar(10.1, 10.5, 9.8, 10.3, 10000);
      played.bar->key = key;
      if (!broker->onBar(kMain, played) || !broker->endDay(day("2024-03-01")))
        qFatal("the bar was not played");
    }
    return ear.heard;
  }
};

QTEST_APPLESS_MAIN(TstMatchModels)
#include "tst_match_models.moc"

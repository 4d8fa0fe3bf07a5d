// SPDX-License-Identifier: Apache-2.0
#include "core/trading/margin_account.h"
#include "tests/core/trading/trading_samples.h"

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

ContractTerms termsOf(const std::string& entity)
{
  const auto terms = require(contractTerms(entity, day("2024-03-01")));
  if (!terms)
    qFatal("no terms of %s", entity.c_str());
  return *terms;
}

MarginAccount onMargin(std::string_view cash)
{
  MarginSettings settings;
  settings.name = "margin";
  settings.initialCash = money(cash);
  return MarginAccount(settings);
}

MarginFill trade(std::string id, const std::string& entity, Side side, std::string_view at, std::string_view units)
{
  return {std::move(id), entity, side, price(at), quantity(units), Liquidity::Unknown};
}

void fill(MarginAccount& held, const MarginFill& made)
{
  if (!require(held.apply(made, termsOf(made.entityId))))
    qFatal("seen before");
}

/// Free of fees, so that two accounts that trade with each other share what there is.
ContractTerms plain(bool settlesDaily)
{
  ContractTerms terms;
  terms.multiplier = Decimal::fromInt(300);
  terms.initialMargin = decimal("0.1");
  terms.maintenanceMargin = decimal("0.05");
  terms.borrowRate = decimal("0.1");
  terms.settlesDaily = settlesDaily;
  return terms;
}

Money explained(const MarginAccount& held)
{
  return held.settings().initialCash + held.moved() + held.realised() + held.settled() + held.funding()
      + held.borrowing() - held.fees();
}

}

class TstMarginAccount : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Two lots of IF at 3,500.0: 300 × 3,500 × 2 = 2,100,000; fee 0.0023 % = 48.30; margin 12 % = 252,000.
  /// Settled at 3,520.0: 20 × 300 × 2 = 12,000 into the cash. One lot sold next day at 3,510.0: (3,510 − 3,520) × 300 =
  /// −3,000; 1,053,000 × 0.0023 % = 24.219 → 24.22.
  void aFutureSettlesDaily()
  {
    MarginAccount held = onMargin("1000000");
    fill(held, trade("1", kIndex, Side::Buy, "3500", "2"));
    QCOMPARE(text(held.fees()), QStringLiteral("48.3"));
    QCOMPARE(text(require(held.initialMargin())), QStringLiteral("252000"));
    held.mark(kIndex, price("3490"));
    QCOMPARE(text(held.equity()), QStringLiteral("993951.7")); // 1,000,000 − 48.30 − 6,000
    QVERIFY(held.settleDay({{kIndex, price("3520")}}));
    QCOMPARE(text(held.settled()), QStringLiteral("12000"));
    QCOMPARE(text(held.cash()), QStringLiteral("1011951.7"));
    QVERIFY(held.unrealised().isZero());
    fill(held, trade("2", kIndex, Side::Sell, "3510", "1"));
    QCOMPARE(text(held.realised()), QStringLiteral("-3000"));
    QCOMPARE(text(held.fees()), QStringLiteral("72.52"));
    QCOMPARE(held.cash(), explained(held));
  }

  /// Opened and closed on one day: 1,050,000 × 0.0023 % = 24.15 to open, ten times 24.15 = 241.50 to close.
  void closingTodayCostsMore()
  {
    MarginAccount held = onMargin("1000000");
    fill(held, trade("1", kIndex, Side::Buy, "3500", "1"));
    QCOMPARE(text(held.fees()), QStringLiteral("24.15"));
    fill(held, trade("2", kIndex, Side::Sell, "3500", "1"));
    QCOMPARE(text(held.fees()), QStringLiteral("265.65"));
    // Yesterday's lot goes first: one of two closed at the plain rate.
    MarginAccount mixed = onMargin("1000000");
    fill(mixed, trade("1", kIndex, Side::Buy, "3500", "1"));
    QVERIFY(mixed.settleDay({{kIndex, price("3500")}}));
    fill(mixed, trade("2", kIndex, Side::Buy, "3500", "1"));
    fill(mixed, trade("3", kIndex, Side::Sell, "3500", "1"));
    QCOMPARE(text(mixed.fees()), QStringLiteral("72.45"));
  }

  /// One coin long at 50,000 with a margin of 4,000; maintenance 0.4 %. Fee of the taker 0.05 % = 25.
  /// Funding 0.01 % of 50,000 = 5. Equity 3,970 + P − 50,000 = 0.004 P at P = 46,030 ÷ 0.996 = 46,214.859…
  void aPerpetualPaysFundingAndIsLiquidated()
  {
    MarginAccount held = onMargin("4000");
    fill(held, trade("1", kCoin, Side::Buy, "50000", "1"));
    QCOMPARE(text(held.fees()), QStringLiteral("25"));
    QCOMPARE(text(require(held.fund(kCoin, decimal("0.0001"), price("50000")))), QStringLiteral("-5"));
    const auto liquidation = require(held.liquidationPrice(kCoin));
    QVERIFY(liquidation);
    QCOMPARE(liquidation->toFixed(3), std::string("46214.859"));
    held.mark(kCoin, price("46215"));
    QVERIFY(!require(held.mustLiquidate()));
    held.mark(kCoin, price("46214"));
    QVERIFY(require(held.mustLiquidate()));
    // A short receives it: 4,000 − 25 + 5 = 3,980; 3,980 + 50,000 − P = 0.004 P at P = 53,980 ÷ 1.004 = 53,764.940…
    MarginAccount sold = onMargin("4000");
    fill(sold, trade("1", kCoin, Side::Sell, "50000", "1"));
    QCOMPARE(text(require(sold.fund(kCoin, decimal("0.0001"), price("50000")))), QStringLiteral("5"));
    QCOMPARE(require(sold.liquidationPrice(kCoin))->toFixed(3), std::string("53764.940"));
    MarginFill maker = trade("2", kCoin, Side::Buy, "50000", "1");
    maker.liquidity = Liquidity::Maker;
    fill(sold, maker);
    QCOMPARE(text(sold.fees()), QStringLiteral("35")); // 25 + 0.02 % of 50,000
    QVERIFY(!require(sold.mustLiquidate()));
  }

  /// 100 shares sold at 200.00; at 210.00 they are worth 21,000; 30 days at 0.3 % of 360: 21,000 × 0.003 ÷ 12 = 5.25.
  void aShortShareIsBorrowed()
  {
    MarginAccount held = onMargin("20000");
    fill(held, trade("1", kShare, Side::Sell, "200", "100"));
    held.mark(kShare, price("210"));
    QCOMPARE(text(require(held.chargeBorrowing(30))), QStringLiteral("-5.25"));
    QCOMPARE(text(held.equity()), QStringLiteral("18994.75")); // 20,000 − 1,000 − 5.25
    QCOMPARE(text(require(held.initialMargin())), QStringLiteral("10500"));
    // 19,994.75 + 20,000 − 100 P = 30 P at P = 307.651…
    QCOMPARE(require(held.liquidationPrice(kShare))->toFixed(3), std::string("307.652"));
  }

  /// 126,000 a lot at 12 %: 300,000 is enough for two, with fees, and not for three.
  void marginIsDemanded()
  {
    MarginAccount held = onMargin("300000");
    const ContractTerms terms = termsOf(kIndex);
    QVERIFY(held.canTrade(trade("1", kIndex, Side::Buy, "3500", "2"), terms));
    const auto refused = held.canTrade(trade("1", kIndex, Side::Buy, "3500", "3"), terms);
    QCOMPARE(text(refused.error().code), QStringLiteral("trading.insufficient_margin"));
    fill(held, trade("1", kIndex, Side::Buy, "3500", "2"));
    held.mark(kIndex, price("3000")); // all but lost: closing is allowed, turning around is not
    QVERIFY(held.canTrade(trade("2", kIndex, Side::Sell, "3000", "2"), terms));
    QVERIFY(!held.canTrade(trade("2", kIndex, Side::Sell, "3000", "3"), terms));
    QVERIFY(!held.moveCash(money("-100000")));
    QVERIFY(held.moveCash(money("100000")));
    QCOMPARE(held.cash(), explained(held));
  }

  void aTradeCountsOnce()
  {
    MarginAccount held = onMargin("1000000");
    fill(held, trade("1", kIndex, Side::Buy, "3500", "1"));
    QVERIFY(!require(held.apply(trade("1", kIndex, Side::Buy, "3500", "1"), termsOf(kIndex))));
    QVERIFY(!held.apply(trade("2", kIndex, Side::Buy, "3500", "0"), termsOf(kIndex)));
    QVERIFY(!held.apply(trade("", kIndex, Side::Buy, "3500", "1"), termsOf(kIndex)));
    QCOMPARE(text(held.find(kIndex)->total), QStringLiteral("1"));
  }

  void termsAreDatedAndSaySoWhenUnverified()
  {
    QVERIFY(!require(contractTerms(kIndex, day("2023-10-22"))));
    QVERIFY(require(contractTerms(kIndex, day("2023-10-23"))));
    QVERIFY(!require(contractTerms("future_cffex_XX2403", day("2024-03-01"))));
    QVERIFY(!require(contractTerms(kMain, day("2024-03-01"))));
    QVERIFY(!termsOf(kIndex).rule.verified);
    QVERIFY(!termsOf(kIndex).rule.source.empty());
    QVERIFY(!contractTerms("what", day("2024-03-01")));
  }

  /// Whatever happens, the cash is explained; and two accounts that trade with each other have together what they
  /// began with: nobody wins what nobody loses.
  void cashIsConserved()
  {
    const bool ok = rc::check("cash is explained, and the pair keeps its money", [] {
      const ContractTerms terms = plain(*rc::gen::arbitrary<bool>());
      MarginAccount buyer = onMargin("1000000");
      MarginAccount seller = onMargin("1000000");
      Price last = price("100");
      const int steps = *rc::gen::inRange(1, 40);
      for (int step = 0; step < steps; ++step) {
        last = Price(require(Decimal::fromDouble(*rc::gen::inRange(1, 100'000) / 10.0)));
        const int what = *rc::gen::inRange(0, 8);
        if (what == 0) {
          RC_ASSERT(buyer.settleDay({{kIndex, last}}).has_value());
          RC_ASSERT(seller.settleDay({{kIndex, last}}).has_value());
        } else if (what == 1) {
          const Decimal rate = require(Decimal::fromDouble(*rc::gen::inRange(-100, 100) / 10000.0));
          const Money got = require(buyer.fund(kIndex, rate, last));
          RC_ASSERT(got == -require(seller.fund(kIndex, rate, last)));
        } else {
          const bool turned = *rc::gen::arbitrary<bool>();
          MarginFill made{std::to_string(step), kIndex, turned ? Side::Sell : Side::Buy, last,
              Quantity::fromInt(*rc::gen::inRange(1, 20)), Liquidity::Unknown};
          RC_ASSERT(require(buyer.apply(made, terms)));
          made.side = opposite(made.side);
          RC_ASSERT(require(seller.apply(made, terms)));
        }
        buyer.mark(kIndex, last);
        seller.mark(kIndex, last);
        RC_ASSERT(buyer.cash() == explained(buyer));
        RC_ASSERT(seller.cash() == explained(seller));
        RC_ASSERT(buyer.equity() + seller.equity() == money("2000000"));
        const MarginPosition* mine = buyer.find(kIndex);
        const MarginPosition* theirs = seller.find(kIndex);
        RC_ASSERT((mine ? mine->total : Quantity()) == -(theirs ? theirs->total : Quantity()));
      }
    });
    QVERIFY(ok);
  }

  /// Profit is what the trades themselves say: Σ sold − Σ bought + what is held, by the multiplier.
  void profitIsOfTheTrades()
  {
    const bool ok = rc::check("equity − initial cash = Σ signed trades + value", [] {
      const ContractTerms terms = plain(*rc::gen::arbitrary<bool>());
      MarginAccount held = onMargin("1000000");
      std::int64_t tenths = 0; // of a point, signed: what came in
      std::int64_t units = 0;
      std::int64_t last = 0;
      for (int step = 0, steps = *rc::gen::inRange(1, 40); step < steps; ++step) {
        last = *rc::gen::inRange(1, 100'000);
        const std::int64_t quantity = *rc::gen::inRange(-20, 20);
        const Price at(require(Decimal::fromDouble(static_cast<double>(last) / 10.0)));
        if (quantity != 0) {
          const MarginFill made{std::to_string(step), kIndex, quantity > 0 ? Side::Buy : Side::Sell, at,
              Quantity::fromInt(std::abs(quantity)), Liquidity::Unknown};
          RC_ASSERT(require(held.apply(made, terms)));
          tenths -= last * quantity;
          units += quantity;
        }
        held.mark(kIndex, at);
        if (*rc::gen::inRange(0, 4) == 0)
          RC_ASSERT(held.settleDay({{kIndex, at}}).has_value());
      }
      // 300 a point is 30 a tenth.
      const std::int64_t profit = (tenths + units * last) * 30;
      RC_ASSERT(held.equity() - held.settings().initialCash == Money::fromInt(profit));
    });
    QVERIFY(ok);
  }
};

QTEST_APPLESS_MAIN(TstMarginAccount)
#include "tst_margin_account.moc"

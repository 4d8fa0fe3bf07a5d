// SPDX-License-Identifier: Apache-2.0
// Hand-worked cases on a share of Hong Kong: lots of the issuer, its fees of both sides, T+0.
#include "core/backtest/run_warnings.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;
using Lines = QStringList;

namespace {

constexpr const char* kShare = "stockhk_hk_00700";

TradingDay day(const char* iso)
{
  return TradingDay::parse(iso).value();
}

/// 400 falls to 396 and turns up to 400 on 12-04: bought at the open of 12-05; turns down on 12-06: sold on 12-09.
backtest::MemorySource hongKong(trading::IssuerLots lots, std::vector<market::CorporateAction> actions = {})
{
  backtest::MemorySource source;
  source.add(entity(kShare, "TENCENT", "2004-06-16"),
      daily({{"2024-12-02", 400, 400, 400, 400}, {"2024-12-03", 398, 400, 396, 396}, {"2024-12-04", 396, 401, 396, 400},
          {"2024-12-05", 404, 409, 403, 408}, {"2024-12-06", 406, 407, 403, 404}, {"2024-12-09", 400, 402, 399, 400}}),
      std::move(actions));
  source.setLots(kShare, std::move(lots));
  return source;
}

trading::IssuerLots since(const char* iso, int lot)
{
  return {{{day(iso), Quantity::fromInt(lot)}}, {}};
}

}

class TstHongKong : public QObject {
  Q_OBJECT
private Q_SLOTS:
  /// 100,000 ÷ 400 = 250, in lots of 100: 200. Bought at 404: 80,800.00; commission 0.025 % 20.20, trading fee 0.00565
  /// % 4.5652 → 4.57, stamp 80.80 → 81.00, levies 0.00285 % 2.3028 → 2.30: 108.07. Sold at 400: 80,000.00; 20.00, 4.52,
  /// 80.00, 2.28: 106.80. 100,000 − 80,800 − 108.07 + 80,000 − 106.80 = 98,985.13.
  void boughtAndSoldInLots()
  {
    backtest::MemorySource source = hongKong(since("2004-06-16", 100));
    const auto result = run(turnStrategy({kShare}), {"initial_cash=100000"}, source);
    QCOMPARE(fillLines(result),
        (Lines{"2024-12-05 buy 200 @404 commission 20.20 handling_fee 4.57 stamp_duty 81.00 supervision_fee 2.30",
            "2024-12-09 sell 200 @400 commission 20.00 handling_fee 4.52 stamp_duty 80.00 supervision_fee 2.28"}));
    QCOMPARE(result.equity.back().equity, 98'985.13);
  }

  /// From the day of the decision on a lot is 150: 150 of 250.
  void theLotOfTheDayCounts()
  {
    trading::IssuerLots lots = since("2004-06-16", 100);
    lots.dated.emplace_back(day("2024-12-04"), Quantity::fromInt(150));
    backtest::MemorySource source = hongKong(lots);
    const auto result = run(turnStrategy({kShare}), {"initial_cash=100000"}, source);
    QVERIFY2(fillLines(result).front().startsWith("2024-12-05 buy 150 @404 "), qPrintable(fillLines(result).front()));
  }

  /// One for ten on 12-06: 220, of which 20 are an odd lot; the position is sold as a whole.
  void anOddLotIsSoldWithTheRest()
  {
    market::CorporateAction action;
    action.exDay = day("2024-12-06");
    action.bonus = 0.1;
    backtest::MemorySource source = hongKong(since("2004-06-16", 100), {action});
    const auto result = run(turnStrategy({kShare}), {"initial_cash=100000"}, source);
    QVERIFY2(fillLines(result).back().startsWith("2024-12-09 sell 220 @400 "), qPrintable(fillLines(result).back()));
  }

  void anUnknownLotEndsTheRun()
  {
    for (const trading::IssuerLots& lots : {trading::IssuerLots(), since("2024-12-05", 100)}) {
      backtest::MemorySource source = hongKong(lots);
      strategy::StrategyDocument document = turnStrategy({kShare});
      const auto plan = strategy::compile(document).value();
      SilentTaskControl control;
      const auto data = backtest::loadData(plan, source, control).value();
      const auto refused = backtest::runBacktest(plan, data, market::RuleBook::load().value(), control);
      QVERIFY(!refused);
      QCOMPARE(refused.error().code, std::string("rules.lot_unknown"));
      QCOMPARE(refused.error().field("day"), std::string_view("2024-12-04"));
    }
    // Without rules there are no lots: 247 at 404.
    backtest::MemorySource source = hongKong({});
    const auto free = run(turnStrategy({kShare}), {"initial_cash=100000", "rules=free"}, source);
    QVERIFY2(fillLines(free).front().startsWith("2024-12-05 buy 247 @404"), qPrintable(fillLines(free).front()));
  }

  /// The list of securities knows the lot of today alone.
  void anUndatedLotIsTold()
  {
    for (const bool dated : {false, true}) {
      backtest::MemorySource source =
          hongKong(dated ? since("2004-06-16", 100) : trading::IssuerLots{{}, Quantity::fromInt(100)});
      const auto plan = strategy::compile(turnStrategy({kShare})).value();
      SilentTaskControl control;
      const auto data = backtest::loadData(plan, source, control).value();
      const auto result = backtest::runBacktest(plan, data, market::RuleBook::load().value(), control).value();
      QVERIFY(result.fills.size() == 2);
      const auto warnings = backtest::runWarnings(data, result.fills, plan.account);
      QCOMPARE(std::ranges::count(warnings, "backtest.lot_undated", &Error::code), dated ? 0 : 1);
    }
  }
};

QTEST_APPLESS_MAIN(TstHongKong)
#include "tst_hong_kong.moc"

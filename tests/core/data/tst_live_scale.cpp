// SPDX-License-Identifier: Apache-2.0
// A day that is not stored yet beside adjusted bars.
#include "core/data/live_scale.h"
#include "tests/core/data/data_profile.h"

#include <cmath>

using namespace zvt;
using namespace zvt::data;
using market::AdjustMode;

class TstLiveScale : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Closes 10.0, 10.4 and 10.5 on three days of January 2024; the 5th pays 0.5 a share, the 8th 10 new shares for 10.
  void init()
  {
    m_profile = std::make_unique<tests::DataProfile>();
    QVERIFY(m_profile->import(m_profile->write("days.csv",
                                  "date,open,high,low,close,volume\n2024-01-02,10,10,10,10,1000\n"
                                  "2024-01-03,10.4,10.4,10.4,10.4,1000\n2024-01-04,10.5,10.5,10.5,10.5,1000\n"),
        "stock_sz_000001"));
    QVERIFY(m_profile->importActions(
        m_profile->write("actions.csv",
            "ex_date,bonus_shares_per10,rights_shares_per10,rights_price,cash_dividend_per10_pretax,"
            "transfer_shares_per10,total_shares_10k,float_shares_10k,consolidation_ratio\n"
            "2024-01-05,0,0,0,5,0,0,0,0\n2024-01-08,10,0,0,0,0,0,0,0\n"),
        "stock_sz_000001"));
  }
  void cleanup() { m_profile.reset(); }

  void aDayBeforeAnyExDateGoesOn()
  {
    const LiveJoin join = joinAt(AdjustMode::Qfq, 4);
    QVERIFY(!join.exDay);
    QVERIFY(join.nextExDay == TradingDay::fromDate({2024, 1, 5}));
    QCOMPARE(join.reference, 10.5);
    QVERIFY(std::abs(join.scale.price - 1) < 1e-12);
  }

  /// 10.5 less 0.5 is the reference 10.0: bars before the 5th count 10 / 10.5.
  void forwardAdjustedBarsMove()
  {
    const LiveJoin join = joinAt(AdjustMode::Qfq, 5);
    QVERIFY(join.exDay == TradingDay::fromDate({2024, 1, 5}));
    QVERIFY(join.nextExDay == TradingDay::fromDate({2024, 1, 8}));
    QVERIFY(std::abs(join.reference - 10.0) < 1e-12);
    QVERIFY(std::abs(join.scale.price - 1) < 1e-12);
    QVERIFY(std::abs(join.before.price - 10.0 / 10.5) < 1e-12);
    const auto bars = barsThrough(m_profile->data(), m_profile->profile(), request(AdjustMode::Qfq), day(5));
    QVERIFY(bars);
    QVERIFY(std::abs((*bars)->close.back() - 10.0) < 1e-12);
    QVERIFY(std::abs((*bars)->close.front() - 100.0 / 10.5) < 1e-12);
    QVERIFY((*bars)->adjust == AdjustMode::Qfq);
  }

  /// Two ex-dates later: (10.5 − 0.5) / 2 = 5, and twice as many shares.
  void severalExDatesInARow()
  {
    const LiveJoin join = joinAt(AdjustMode::Qfq, 8);
    QVERIFY(join.exDay == TradingDay::fromDate({2024, 1, 8}));
    QVERIFY(!join.nextExDay);
    QVERIFY(std::abs(join.reference - 5.0) < 1e-12);
    QVERIFY(std::abs(join.before.price - 5.0 / 10.5) < 1e-12);
    QVERIFY(std::abs(join.before.volume - 2) < 1e-12);
  }

  /// Backward adjusted bars stay, and the day takes the scale: 10.5 / 10.
  void backwardAdjustedBarsStay()
  {
    const LiveJoin join = joinAt(AdjustMode::Hfq, 5);
    QVERIFY(std::abs(join.scale.price - 10.5 / 10.0) < 1e-12);
    QVERIFY(std::abs(join.before.price - 1) < 1e-12);
    const auto bars = barsThrough(m_profile->data(), m_profile->profile(), request(AdjustMode::Hfq), day(5));
    QVERIFY(bars);
    QCOMPARE((*bars)->close.back(), 10.5);
  }

  /// What the store says once the day is there is what was said before.
  void agreesWithTheStoreAfterwards()
  {
    const auto before = barsThrough(m_profile->data(), m_profile->profile(), request(AdjustMode::Qfq), day(5));
    QVERIFY(m_profile->import(
        m_profile->write("more.csv", "date,open,high,low,close,volume\n2024-01-05,9.9,9.9,9.9,9.9,1000\n"),
        "stock_sz_000001"));
    const auto after = m_profile->data().bars(request(AdjustMode::Qfq));
    QVERIFY(before && after);
    QCOMPARE((*after)->size(), (*before)->size() + 1);
    for (std::size_t i = 0; i < (*before)->size(); ++i)
      QVERIFY(std::abs((*after)->close[i] - (*before)->close[i]) < 1e-9);
    QVERIFY(std::abs((*after)->close.back() - 9.9) < 1e-9);
  }

private:
  static TradingDay day(int number) { return TradingDay::fromDate({2024, 1, number}); }
  static BarRequest request(AdjustMode adjust)
  {
    BarRequest request;
    request.entityId = "stock_sz_000001";
    request.adjust = adjust;
    return request;
  }
  LiveJoin joinAt(AdjustMode adjust, int number)
  {
    const auto join = liveJoin(m_profile->data(), m_profile->profile(), request(adjust), day(number));
    return join ? *join : LiveJoin{};
  }

  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_GUILESS_MAIN(TstLiveScale)
#include "tst_live_scale.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/top_stocks.h"
#include "tests/core/factor/series.h"

#include <QTest>

using namespace zvt;
using namespace zvt::factor;

namespace {

using Names = std::vector<std::string>;

/// Daily bars from Monday 2024-01-01 on, weekends left out, as many as closes.
std::shared_ptr<market::BarSeries> stock(
    const std::string& id, const std::vector<double>& closes, double turnover = 6e8)
{
  auto bars = std::make_shared<market::BarSeries>(tests::barsOf(closes));
  bars->entityId = id;
  const int first = TradingDay::fromDate({2024, 1, 1}).days;
  for (std::size_t i = 0; i < closes.size(); ++i) {
    bars->key[i] = first + static_cast<std::int64_t>(i / 5 * 7 + i % 5);
    bars->turnover[i] = turnover;
  }
  for (const std::string& column : TopStocksBuilder::columns())
    bars->extraForWrite(column);
  return bars;
}

TopStocksBuilder builderOf(std::vector<market::BarSeriesPtr> bars, const TopStocksRules& rules)
{
  static const FactorRegistry registry = FactorRegistry::builtIn();
  auto builder = TopStocksBuilder::of(std::move(bars), registry, rules);
  if (!builder)
    qFatal("%s", builder.error().code.c_str());
  return *std::move(builder);
}

TradingDay day(int number)
{
  return TradingDay::fromDate({2024, 1, number});
}

}

class TstTopStocks : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Monday the 8th, two calendar days back is Saturday: its window begins on Monday itself and is none; three days
  /// back is Friday the 5th. Short windows of 3 days: from the 5th alone, where b gains most (10 → 12). The two long
  /// windows begin on the 4th (a: 8 → 11 against b: 11 → 12) and the 3rd (c: 5 → 9).
  void windows()
  {
    TopStocksRules rules;
    rules.best = 1;
    rules.shortDays = 3;
    rules.longWindows = 2;
    const auto builder =
        builderOf({stock("stock_sz_a", {9, 9, 10, 8, 10.5, 11}), stock("stock_sz_b", {9, 9, 12, 11, 10, 12}),
                      stock("stock_sz_c", {9, 9, 5, 8.9, 9, 9})},
            rules);
    const TopStocks top = builder.on(day(8));
    QCOMPARE(top.shortTerm, (Names{"stock_sz_b"}));
    QCOMPARE(top.longTerm, (Names{"stock_sz_a", "stock_sz_c"}));
    QCOMPARE(top.count(), std::size_t{3});
    QVERIFY(builder.on(day(6)).shortTerm.empty()); // a Saturday
  }

  /// Limit-ups count on the mainland only; where turnover is asked for, quiet ones do not.
  void limitUpsAndTurnover()
  {
    const auto quiet = stock("stock_sz_a", {10, 10, 10, 14}, 1e6);
    const auto limit = stock("stock_sz_b", {10, 10, 10, 11});
    limit->extraForWrite("is_limit_up") = {0, 0, 0, 1};
    TopStocksRules rules;
    rules.best = 1;
    QCOMPARE(builderOf({quiet, limit}, rules).on(day(4)).shortTerm, (Names{"stock_sz_a", "stock_sz_b"}));
    rules.isMainland = false;
    QCOMPARE(builderOf({quiet, limit}, rules).on(day(4)).shortTerm, (Names{"stock_sz_a"}));
    rules.leastTurnover = 1e7;
    QCOMPARE(builderOf({quiet, limit}, rules).on(day(4)).shortTerm, (Names{"stock_sz_b"}));
  }

  /// A list that is back-filled is the one that was made on the day: nothing of later bars is in it, the recently
  /// active ones included.
  void backFilled()
  {
    std::vector<market::BarSeriesPtr> all;
    for (int e = 0; e < 12; ++e) {
      std::vector<double> closes;
      for (int i = 0; i < 320; ++i)
        closes.push_back(20 + 0.05 * i * (e % 3) + 3 * std::sin(i * 0.21 + e) + ((i * 7 + e * 13) % 41 == 0 ? 2.5 : 0));
      auto bars = stock("stock_sz_" + std::to_string(100000 + e), closes, 4e8 + 1e8 * (e % 4));
      auto& limits = bars->extraForWrite("is_limit_up");
      auto& changes = bars->extraForWrite("change_pct");
      auto& rates = bars->extraForWrite("turnover_rate");
      for (std::size_t i = 0; i < closes.size(); ++i) {
        limits[i] = (i * 5 + static_cast<std::size_t>(e)) % 23 == 0 ? 1 : 0;
        changes[i] = i == 0 ? tests::kNan : closes[i] / closes[i - 1] - 1;
        rates[i] = e % 2 == 0 ? 0.03 : 0.05;
        if (i % 60 == 59)
          bars->volume[i] = 5000;
      }
      all.push_back(std::move(bars));
    }
    TopStocksRules rules;
    rules.best = 2;
    const auto whole = builderOf(all, rules);
    std::size_t listed = 0;
    for (const std::size_t last : {255U, 271U, 290U, 305U}) {
      std::vector<market::BarSeriesPtr> known;
      for (const auto& bars : all)
        known.push_back(std::make_shared<market::BarSeries>(bars->slice(0, bars->key[last] + 1)));
      const TradingDay then{static_cast<std::int32_t>(all.front()->key[last])};
      const TopStocks made = builderOf(std::move(known), rules).on(then);
      const TopStocks filled = whole.on(then);
      QCOMPARE(filled.shortTerm, made.shortTerm);
      QCOMPARE(filled.longTerm, made.longTerm);
      QCOMPARE(filled.smallVolumeUp, made.smallVolumeUp);
      QCOMPARE(filled.bigVolumeUp, made.bigVolumeUp);
      listed += made.count();
    }
    QVERIFY(listed > 12);
  }
};

QTEST_APPLESS_MAIN(TstTopStocks)
#include "tst_top_stocks.moc"

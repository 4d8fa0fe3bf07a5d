// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_market.h"
#include "tests/core/data/coverage_support.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace zvt;
using namespace zvt::data;
using namespace zvt::tests;
using market::BarLevel;

namespace {

const std::string kBank = "stock_sz_000001";

/// Dates that begin a line of one file and of no line of another.
std::set<std::string> daysOnlyIn(const std::filesystem::path& file, const std::filesystem::path& other)
{
  const auto datesOf = [](const std::filesystem::path& path) {
    std::set<std::string> dates;
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line); // the header
    while (std::getline(stream, line))
      dates.insert(line.substr(0, 10));
    return dates;
  };
  std::set<std::string> days = datesOf(file);
  const std::set<std::string> others = datesOf(other);
  std::erase_if(days, [&](const std::string& one) { return others.contains(one); });
  return days;
}

}

/// Coverage of whole markets: real files and the sample.
class TstCoverageMarkets : public CoverageTest {
  Q_OBJECT

private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  /// Shenzhen Development Bank (000001) and the Shanghai index from 14 February 2000 to 14 May 2021: the index traded
  /// on every day of the exchange, so that the days that its file has and the bank's lacks are the bank's suspensions.
  /// The longest, from 30 June to 1 September 2010, was that of the bank's purchase by Ping An.
  void realDaysOfAStockAndAnIndex()
  {
    ZVT_FIXTURE(bank, "market/tdx/sz000001_1d.csv");
    ZVT_FIXTURE(index, "market/tdx/sh000001_1d.csv");
    QVERIFY(m_profile->import(bank, kBank));
    QVERIFY(m_profile->import(index, "index_sh_000001"));
    m_clock.setNow(moment("2021-05-14", 16));
    const auto report = look({});
    QCOMPARE(report->bars.size(), std::size_t{2});
    const DataSetCoverage& indexes = report->bars[0];
    QCOMPARE(indexes.name, std::string("index_1d_kdata"));
    QVERIFY(indexes.state == DataSetState::Current);
    QCOMPARE(indexes.total, (CoverageCounts{5156, 5156, 0, 0, 0, 0, 0}));
    const std::set<std::string> missing = daysOnlyIn(index, bank);
    QCOMPARE(missing.size(), std::size_t{161});
    const DataSetCoverage& stocks = report->bars[1];
    QVERIFY(stocks.state == DataSetState::Missing);
    QCOMPARE(stocks.total, (CoverageCounts{5156, 4995, 0, 161, 0, 0, 0}));
    const std::vector<DayRange> gaps = stocks.series.front().missing();
    const auto longest = std::max_element(
        gaps.begin(), gaps.end(), [](const DayRange& a, const DayRange& b) { return a.days < b.days; });
    QCOMPARE(textOf({*longest}), std::string("2010-06-30..2010-09-01 46 asked_empty\n"));
    for (const DayRange& gap : gaps)
      QVERIFY(missing.contains(gap.first.iso()) && missing.contains(gap.last.iso()));

    storage::MarketBatch batch;
    batch.records = {suspension(kBank, {missing.begin(), missing.end()})};
    QVERIFY(m_profile->profile().write(std::move(batch)));
    const auto told = look({});
    QVERIFY(told->bars[1].state == DataSetState::Current);
    QCOMPARE(told->bars[1].total, (CoverageCounts{4995, 4995, 161, 0, 0, 0, 0}));
  }

  /// Twelve days of 240 minutes; one minute less makes a day partial.
  void minutesAgainstTheSessions()
  {
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    QVERIFY(m_profile->import(minutes, "stock_sh_688001", BarLevel::Min1));
    m_clock.setNow(moment("2021-06-03", 16));
    auto report = look({});
    const SeriesCoverage& whole = report->bars.front().series.front();
    QCOMPARE(whole.rows, std::int64_t{2880});
    QCOMPARE(whole.barsExpected, std::int64_t{2880});
    QCOMPARE(whole.days.stored, std::int64_t{12});
    QCOMPARE(whole.partialDays, std::int64_t{0});
    market::BarSeries none;
    none.entityId = "stock_sh_688001";
    none.level = BarLevel::Min1;
    none.provider = "csv";
    const std::int64_t key = moment("2021-06-03", 15).micros;
    QVERIFY(m_profile->profile().bars().write({{std::make_shared<const market::BarSeries>(none),
        storage::WriteMode::Replace, storage::BarRange{key, key + 1}, storage::kNoRun}}));
    report = look({});
    QCOMPARE(report->bars.front().partialDays, std::int64_t{1});
    QCOMPARE(report->bars.front().rows, std::int64_t{2879});
  }

  /// The sample has no gaps but suspensions, which it tells.
  void theSampleMarketIsComplete()
  {
    SilentTaskControl control;
    const auto made = generateSampleMarket(m_profile->profile(), nullptr, control);
    QVERIFY(made);
    m_clock.setNow(moment("2024-12-31", 16));
    const auto report = look({});
    std::int64_t suspended = 0;
    for (const DataSetCoverage& set : report->bars) {
      QVERIFY2(set.state == DataSetState::Current, set.name.c_str());
      QCOMPARE(set.total.completeness(), 1.0);
      QCOMPARE(set.offCalendar + set.unknownDays + set.partialDays, std::int64_t{0});
      QCOMPARE(set.total.undue, std::int64_t{0});
      suspended += set.level == BarLevel::Day1 ? set.total.suspended : 0;
    }
    QVERIFY(suspended > 0);
    for (const DataSetCoverage& set : report->bars) {
      CoverageCounts days;
      for (const DayCoverage& one : set.days)
        days += one.series;
      CoverageCounts series;
      for (const SeriesCoverage& one : set.series)
        series += one.days;
      QCOMPARE(days, set.total);
      QCOMPARE(series, set.total);
    }
    const Coverage side(m_profile->profile(), m_clock, m_threads);
    const auto parallel = side.report({}, control);
    QVERIFY(parallel);
    for (std::size_t i = 0; i < report->bars.size(); ++i)
      QVERIFY((*parallel)->bars[i].days == report->bars[i].days);
    QCOMPARE(std::accumulate(report->bars.begin(), report->bars.end(), std::int64_t{0},
                 [](std::int64_t sum, const DataSetCoverage& set) { return sum + set.rows; }),
        static_cast<std::int64_t>(made->dailyBars + made->minuteBars));
  }

private:
  TbbParallelFor m_threads;
};

QTEST_APPLESS_MAIN(TstCoverageMarkets)
#include "tst_coverage_markets.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle_stockcharts_rows.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

std::vector<OracleCase> cases()
{
  std::vector<OracleCase> all = kStockChartsTrend;
  all.insert(all.end(), kStockChartsVolume.begin(), kStockChartsVolume.end());
  return all;
}

/// Some sheets print no close ahead of the first result, which does not look at it: the low stands in.
market::BarSeries barsOfSheet(const OracleTable& table)
{
  auto bars = barsFrom(table);
  for (std::size_t i = 0; i < bars.close.size(); ++i)
    if (std::isnan(bars.close[i]))
      bars.close[i] = bars.low[i];
  return bars;
}

}

class TstOracleStockCharts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void column_data();
  void column();
  void everyColumnIsCompared();
};

void TstOracleStockCharts::column_data()
{
  QTest::addColumn<int>("index");
  const auto all = cases();
  for (std::size_t i = 0; i < all.size(); ++i)
    QTest::addRow("%s: %s = %s", all[i].file, all[i].column, all[i].formula) << static_cast<int>(i);
}

void TstOracleStockCharts::column()
{
  QFETCH(int, index);
  const OracleCase one = cases()[static_cast<std::size_t>(index)];
  ZVT_FIXTURE(folder, "oracle/stockcharts");
  const auto table = readTable(folder / one.file);
  const auto* cells = table.find(one.column);
  QVERIFY(cells);
  const QString apart = difference(evaluate(one.formula, barsOfSheet(table)), *cells, one);
  QVERIFY2(apart.isEmpty(), qPrintable(apart));
}

void TstOracleStockCharts::everyColumnIsCompared()
{
  ZVT_FIXTURE(folder, "oracle/stockcharts");
  std::vector<OracleException> exceptions = kStockChartsTrendExceptions;
  exceptions.insert(exceptions.end(), kStockChartsVolumeExceptions.begin(), kStockChartsVolumeExceptions.end());
  for (const char* input :
      {"Date", "date", "Microsoft Date", "", "#2", "#3", "#4", "Open", "High", "Low", "Close", "Volume"})
    exceptions.push_back({"", input, "input"});
  const QStringList missing = uncompared(folder, cases(), exceptions);
  QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u"; ")));
}

QTEST_APPLESS_MAIN(TstOracleStockCharts)
#include "tst_oracle_stockcharts.moc"

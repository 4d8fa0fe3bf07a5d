// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle_stock_indicators_trend.h"
#include "tests/core/factor/oracle_stock_indicators_volume.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

const std::string kFolder = "oracle/stock-indicators/";

std::vector<OracleCase> joined(std::initializer_list<std::vector<OracleCase>> lists)
{
  std::vector<OracleCase> all;
  for (const auto& list : lists)
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<OracleCase> results()
{
  return joined({kTrendResults, kVolumeResults});
}

const std::vector<OracleCase>& sheets()
{
  static std::deque<std::string> texts;
  static const std::vector<OracleCase> all = joined({kTrendSheets, repeatedSheets(texts), kVolumeSheets});
  return all;
}

/// The digits at the beginning of a date or time as a number: what a month, a day or an hour is known by.
double digitsOf(const std::string& text, std::size_t length)
{
  double number = 0;
  for (const char c : text.substr(0, length))
    if (c >= '0' && c <= '9')
      number = number * 10 + (c - '0');
  return number;
}

/// What the periods of pivot points are known by; nothing for other files.
std::optional<std::vector<double>> periodsOf(const std::string& file, const std::vector<std::string>& dates)
{
  const std::map<std::string, std::size_t> digits{{"pivot-points.csv", 7}, {"PivotPoint__Standard.csv", 7},
      {"PivotPoint__Demark.csv", 7}, {"PivotPoint__Fibonacci.csv", 13}, {"PivotPoint__Woodie.csv", 10},
      {"PivotPoint__Camarilla.csv", 0}};
  const auto found = digits.find(file);
  if (found == digits.end())
    return std::nullopt;
  std::vector<double> keys;
  for (const std::string& date : dates) {
    const auto day = TradingDay::parse(date.substr(0, 10));
    const double week = day ? std::floor((day->days + 3) / 7.0) : kNan; // from Mondays; day 0 was a Thursday
    keys.push_back(found->second == 0 ? week : digitsOf(date, found->second));
  }
  return keys;
}

/// Turnover: the number of the bar from 1 on, or the period.
void number(market::BarSeries& bars, const std::string& file, const std::vector<std::string>* dates)
{
  for (std::size_t i = 0; i < bars.turnover.size(); ++i)
    bars.turnover[i] = static_cast<double>(i + 1);
  if (dates)
    if (auto periods = periodsOf(file, *dates))
      bars.turnover = std::move(*periods);
}

/// The bars of results/: one series; of two, the evaluated one as CLOSE and the market as OPEN.
market::BarSeries barsOfResult(const std::string& file, const OracleTable& table)
{
  auto bars = barsFrom(readTable(*fixture(kFolder + "quotes/default.csv")));
  if (file == "beta.csv" || file == "corr.csv") {
    bars.open = bars.close;
    bars.close = barsFrom(readTable(*fixture(kFolder + "quotes/compare.csv"))).close;
  }
  number(bars, file, table.find("timestamp"));
  return bars;
}

/// The bars of calc/: each sheet has its own.
market::BarSeries barsOfSheet(const std::string& file, const OracleTable& table)
{
  auto bars = barsFrom(table);
  if (const auto* market = table.find("mrkt")) {
    bars.open = numbersOf(*market);
    bars.close = numbersOf(*table.find("eval"));
  }
  number(bars, file, table.find("date"));
  return bars;
}

void addRows(const std::vector<OracleCase>& cases)
{
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < cases.size(); ++i)
    QTest::addRow("%s: %s = %s", cases[i].file, cases[i].column, cases[i].formula) << static_cast<int>(i);
}

}

class TstOracleStockIndicators : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void result_data() { addRows(results()); }
  void result();
  void sheet_data() { addRows(sheets()); }
  void sheet();
  void everyColumnIsCompared();
};

void TstOracleStockIndicators::result()
{
  QFETCH(int, index);
  const OracleCase one = results()[static_cast<std::size_t>(index)];
  ZVT_FIXTURE(folder, "oracle/stock-indicators/results");
  const auto table = readTable(folder / one.file);
  const auto* cells = table.find(one.column);
  QVERIFY(cells);
  const QString apart = difference(evaluate(one.formula, barsOfResult(one.file, table)), *cells, one);
  QVERIFY2(apart.isEmpty(), qPrintable(apart));
}

void TstOracleStockIndicators::sheet()
{
  QFETCH(int, index);
  const OracleCase one = sheets()[static_cast<std::size_t>(index)];
  ZVT_FIXTURE(folder, "oracle/stock-indicators/calc");
  const auto table = readTable(folder / one.file);
  const auto* cells = table.find(one.column);
  QVERIFY(cells);
  const QString apart = difference(evaluate(one.formula, barsOfSheet(one.file, table)), *cells, one);
  QVERIFY2(apart.isEmpty(), qPrintable(apart));
}

void TstOracleStockIndicators::everyColumnIsCompared()
{
  ZVT_FIXTURE(folder, "oracle/stock-indicators");
  std::vector<OracleException> exceptions = kTrendExceptions;
  exceptions.insert(exceptions.end(), kVolumeExceptions.begin(), kVolumeExceptions.end());
  for (const char* input :
      {"i", "index", "index#2", "date", "date#2", "Date", "timestamp", "open", "high", "low", "close", "volume"})
    exceptions.push_back({"", input, "input"});
  for (const char* empty : {"output", "Output"})
    exceptions.push_back({"", empty, "a heading"});
  for (const char* step : {"O", "H", "L", "C", "X", "day"})
    exceptions.push_back({"", step, "pivot points: the bar of the period before, out of which the levels are made"});
  for (const char* empty : {"PP#2", "S1#2", "S2#2", "S3#2", "S4#2", "R1#2", "R2#2", "R3#2", "R4#2"})
    exceptions.push_back({"PivotPoint__Camarilla.csv", empty, "empty"});
  const QStringList missing =
      uncompared(folder / "results", results(), exceptions) + uncompared(folder / "calc", sheets(), exceptions);
  QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u"; ")));
}

QTEST_APPLESS_MAIN(TstOracleStockIndicators)
#include "tst_oracle_stock_indicators.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/oracle_talib_rows.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

struct Input {
  const char* expected;
  const char* bars;
};
constexpr std::array kInputs{Input{"oracle/talib/GOOG_expected.csv", "market/backtesting-py/GOOG.csv"},
    Input{"oracle/talib/sz000001_tdx_expected.csv", "market/tdx/sz000001_1d.csv"}};

std::vector<OracleCase> cases()
{
  std::vector<OracleCase> all = kTalibTrend;
  all.insert(all.end(), kTalibVolume.begin(), kTalibVolume.end());
  return all;
}

std::vector<std::string> daysOf(const OracleTable& table)
{
  for (const char* name : {"date", "Date", "timestamp", ""})
    if (const auto* days = table.find(name))
      return *days;
  qFatal("no dates");
}

}

class TstOracleTalib : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void column_data();
  void column();
  void everyColumnIsCompared();
};

void TstOracleTalib::column_data()
{
  QTest::addColumn<int>("input");
  QTest::addColumn<int>("index");
  const auto all = cases();
  for (int input = 0; input < static_cast<int>(kInputs.size()); ++input)
    for (std::size_t i = 0; i < all.size(); ++i)
      QTest::addRow("%s: %s", kInputs[static_cast<std::size_t>(input)].bars, all[i].column)
          << input << static_cast<int>(i);
}

/// The oracle prints the first 600 bars, the last 60 and a stride between: rows are matched by date.
void TstOracleTalib::column()
{
  QFETCH(int, input);
  QFETCH(int, index);
  const OracleCase one = cases()[static_cast<std::size_t>(index)];
  const Input files = kInputs[static_cast<std::size_t>(input)];
  const auto expectedFile = fixture(files.expected);
  const auto barsFile = fixture(files.bars);
  if (!expectedFile || !barsFile)
    QSKIP("the oracle is not there");
  const auto barTable = readTable(*barsFile);
  const auto values = evaluate(one.formula, barsFrom(barTable));
  std::map<std::string, double> byDay;
  const auto days = daysOf(barTable);
  for (std::size_t i = 0; i < days.size(); ++i)
    byDay[days[i]] = values[i];
  const auto table = readTable(*expectedFile);
  std::vector<double> found;
  for (const std::string& day : daysOf(table)) {
    QVERIFY2(byDay.contains(day), day.c_str());
    found.push_back(byDay[day]);
  }
  const auto* cells = table.find(one.column);
  QVERIFY(cells);
  const QString apart = difference(found, *cells, one);
  QVERIFY2(apart.isEmpty(), qPrintable(apart));
}

void TstOracleTalib::everyColumnIsCompared()
{
  ZVT_FIXTURE(folder, "oracle/talib");
  std::vector<OracleCase> everywhere;
  for (OracleCase one : cases()) {
    for (const char* file : {"GOOG_expected.csv", "sz000001_tdx_expected.csv"}) {
      one.file = file;
      everywhere.push_back(one);
    }
  }
  const QStringList missing = uncompared(folder, everywhere, {{"", "date", "input"}});
  QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u"; ")));
}

QTEST_APPLESS_MAIN(TstOracleTalib)
#include "tst_oracle_talib.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/factor/series.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;
using zvt::tests::barsOf;
using zvt::tests::kNan;

namespace {

/// A series with gaps, ties, constant stretches and wild values; also none or one bar.
rc::Gen<std::vector<double>> anyCloses()
{
  const auto price = rc::gen::map(rc::gen::inRange(-2000, 200000), [](int cents) { return cents / 100.0; });
  const auto tie = rc::gen::element(10.0, 10.0, 10.5, 0.0, 1e12, 1e-9);
  return rc::gen::container<std::vector<double>>(
      rc::gen::weightedOneOf<double>({{6, price}, {3, tie}, {2, rc::gen::just(kNan)}}));
}

std::vector<std::vector<double>> streamed(const Formula& formula, const market::BarSeries& bars)
{
  std::vector<std::vector<double>> columns(formula.names().size());
  FormulaStream stream = formula.stream();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto values = stream.step(bars.at(i));
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].push_back(values[c]);
  }
  return columns;
}

/// A call of every operator in the catalogue, with fields as inputs and small windows, so that short series reach them.
std::vector<std::string> everyOperator()
{
  const std::vector<std::string> fields{"CLOSE", "REF(CLOSE,1)", "OPEN"};
  std::vector<std::string> formulas;
  for (const OperatorInfo& info : OperatorCatalogue::builtIn().operators()) {
    for (const int window : {1, 2, 5}) {
      std::string text = info.name + "(";
      for (std::size_t i = 0; i < info.inputs.size(); ++i)
        text += (i ? "," : "") + fields[i];
      for (std::size_t i = 0; i < info.parameters.specs().size(); ++i)
        text += "," + std::to_string(window + static_cast<int>(i));
      formulas.push_back(text + ")");
    }
  }
  formulas.push_back("CROSS(SMA(CLOSE,2),SMA(CLOSE,3)) AND MACD(CLOSE,2,3,2).MACD > 0 OR VOLUME > SMA(VOLUME,3)");
  return formulas;
}

}

class TstFactorStreaming : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void batchIsStreaming();
  void truncatedHistoryGivesTheSameValues();
  void runTwiceIsTheSame();
  void copyTriesOutABar();
  void realSeries();
  void edges();
};

void TstFactorStreaming::batchIsStreaming()
{
  for (const std::string& text : everyOperator()) {
    const auto formula = compile(text);
    QVERIFY2(formula.has_value(), text.c_str());
    QVERIFY2(rc::check(text,
                 [&] {
                   const auto bars = barsOf(*anyCloses());
                   RC_ASSERT(tests::sameColumns(formula->run(bars).columns, streamed(*formula, bars)));
                 }),
        text.c_str());
  }
}

/// Nothing sees a later bar: the values of a history cut short are those of the whole one.
void TstFactorStreaming::truncatedHistoryGivesTheSameValues()
{
  for (const std::string& text : everyOperator()) {
    const auto formula = compile(text);
    QVERIFY2(rc::check(text,
                 [&] {
                   auto closes = *anyCloses();
                   const auto whole = formula->run(barsOf(closes));
                   closes.resize(*rc::gen::inRange<std::size_t>(0, closes.size() + 1));
                   const auto part = formula->run(barsOf(closes));
                   for (std::size_t c = 0; c < part.columns.size(); ++c)
                     for (std::size_t i = 0; i < closes.size(); ++i)
                       RC_ASSERT(tests::sameBits(part.columns[c][i], whole.columns[c][i]));
                 }),
        text.c_str());
  }
}

void TstFactorStreaming::runTwiceIsTheSame()
{
  const auto bars = barsOf({1, 2, 3, kNan, 5, 4, 3, 2});
  const auto formula = compile("EMA(CLOSE,2)");
  QVERIFY(tests::sameColumns(formula->run(bars).columns, formula->run(bars).columns));
}

void TstFactorStreaming::copyTriesOutABar()
{
  const auto formula = compile("EMA(CLOSE,2) + SMA(CLOSE,2)");
  const auto bars = barsOf({1, 2, 3});
  auto stream = formula->stream();
  stream.step(bars.at(0));
  stream.step(bars.at(1));
  auto trial = stream;
  trial.step(barsOf({99}).at(0)); // an unfinished bar
  QVERIFY(tests::sameBits(stream.step(bars.at(2))[0], formula->run(bars).columns[0][2]));
}

void TstFactorStreaming::realSeries()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  const auto bars = tests::readBars(file);
  for (const char* text : {"MACD(CLOSE,12,26,9)", "SMA(VOLUME,250)/EMA(AMOUNT,30)", "CROSS(MA(C,5),MA(C,10))"}) {
    const auto formula = compile(text);
    QVERIFY(tests::sameColumns(formula->run(bars).columns, streamed(*formula, bars)));
  }
}

void TstFactorStreaming::edges()
{
  for (const std::string& text : everyOperator()) {
    const auto formula = compile(text);
    for (const auto& closes :
        {std::vector<double>{}, std::vector<double>{7}, std::vector<double>(40, 7), std::vector<double>(9, kNan)}) {
      const auto bars = barsOf(closes);
      const auto table = formula->run(bars);
      QCOMPARE(table.columns.size(), table.names.size());
      for (const auto& values : table.columns)
        QCOMPARE(values.size(), closes.size());
      QVERIFY2(tests::sameColumns(table.columns, streamed(*formula, bars)), text.c_str());
    }
  }
}

QTEST_APPLESS_MAIN(TstFactorStreaming)
#include "tst_factor_streaming.moc"

// SPDX-License-Identifier: Apache-2.0
// What holds for every registered operator, whoever wrote it: one definition, whatever the speed.
#include "core/factor/lanes/dispatch.h"
#include "tests/core/factor/operator_cases.h"

#include <QtTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;
using tests::everyOperator;
using tests::MixedMarket;
using tests::OperatorCase;
using tests::sameBits;
using tests::stepped;

namespace {

using Columns = std::vector<std::vector<double>>;

/// The first difference as a text; empty when there is none.
QString difference(const OperatorCase& call, std::size_t entity, const Columns& found, const Columns& expected)
{
  for (std::size_t o = 0; o < expected.size(); ++o) {
    for (std::size_t i = 0; i < expected[o].size(); ++i) {
      if (!sameBits(found[o][i], expected[o][i]))
        return QStringLiteral("%1, entity %2, %3 at bar %4: %5 instead of %6")
            .arg(QString::fromStdString(call.text))
            .arg(entity)
            .arg(QString::fromStdString(call.info->outputs[o]))
            .arg(i)
            .arg(found[o][i], 0, 'g', 17)
            .arg(expected[o][i], 0, 'g', 17);
    }
  }
  return {};
}

/// A column at a time, in two parts, with the state taken out and put into another one between them.
Columns inTwoParts(const OperatorCase& call, const MixedMarket& market, std::size_t entity, bool viaRow)
{
  const std::size_t bars = market.length(entity);
  Columns columns(call.info->outputs.size(), std::vector<double>(bars));
  const auto run = [&](OperatorState& state, std::size_t from, std::size_t count) {
    std::vector<const double*> in;
    std::vector<double*> out;
    for (const Field field : call.inputs)
      in.push_back(market.column(field, entity) + from);
    for (auto& column : columns)
      out.push_back(column.data() + from);
    state.run(in, out, count);
  };
  const std::size_t cut = bars * 2 / 5;
  const auto first = call.info->make(call.parameters);
  run(*first, 0, cut);
  auto second = first->clone();
  if (viaRow && first->canSave()) {
    std::vector<double> row(first->stateSize());
    first->save(row.data());
    second = call.info->make(call.parameters);
    second->load(row.data());
  }
  run(*second, cut, bars - cut);
  return columns;
}

std::vector<std::optional<Isa>> everySpeed()
{
  std::vector<std::optional<Isa>> all{std::nullopt};
  for (const Isa isa : {Isa::Plain, Isa::Avx2, Isa::Avx512})
    if (isAvailable(isa))
      all.push_back(isa);
  return all;
}

}

class TstFactorStreaming : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void columnIsBarByBar();
  void lanesAreSeries();
  void laterBarsChangeNothing();
  void windowsForgetWhatWasInFront();
  void everyOperatorSaysWhatItIs();
  void realSeries();
};

void TstFactorStreaming::columnIsBarByBar()
{
  const MixedMarket market(1);
  for (const OperatorCase& call : everyOperator()) {
    for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e) {
      const auto expected = stepped(call, market, e);
      for (const bool viaRow : {false, true}) {
        const QString found = difference(call, e, inTwoParts(call, market, e, viaRow), expected);
        QVERIFY2(found.isEmpty(), qPrintable(found));
      }
    }
  }
}

/// 16 side by side, in every instruction set that this machine has, give each series what it gets alone, whether entity
/// follows entity or the panel is kept in blocks.
void TstFactorStreaming::lanesAreSeries()
{
  const auto speeds = everySpeed();
  QVERIFY(speeds.size() > 1);
  const MixedMarket market(2);
  const tests::PanelInBlocks blocks(market.view());
  FactorPanel result;
  SilentTaskControl control;
  QStringList problems;
  for (const OperatorCase& call : everyOperator()) {
    std::vector<Columns> expected;
    for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e)
      expected.push_back(stepped(call, market, e));
    for (const auto& isa : speeds) {
      for (const Keep keep : {Keep::Column, Keep::Blocks}) {
        PanelEvaluator evaluator(call.graph, call.outputs(keep), isa);
        const PanelView panel = keep == Keep::Blocks ? blocks.view() : market.view();
        QVERIFY(evaluator.run(panel, result, SerialParallelFor(), control));
        for (std::size_t e = 0; e < expected.size(); ++e) {
          Columns found;
          for (std::size_t o = 0; o < expected[e].size(); ++o)
            result.series(o, e).copyTo(found.emplace_back(result.series(o, e).size()).data());
          const QString text = difference(call, e, found, expected[e]);
          if (!text.isEmpty())
            problems << (isa ? QString::fromStdString(std::string(toString(*isa))) : "alone") + ": " + text;
        }
      }
    }
  }
  QVERIFY2(problems.isEmpty(), qPrintable(problems.mid(0, 40).join('\n')));
}

/// Nothing sees a later bar: the values of a history cut short are those of the whole one.
void TstFactorStreaming::laterBarsChangeNothing()
{
  const MixedMarket market(3);
  for (const OperatorCase& call : everyOperator()) {
    for (const std::size_t entity : {0U, 1U, 6U}) {
      const auto whole = inTwoParts(call, market, entity, false);
      for (const std::size_t bars : {std::size_t{1}, std::size_t{40}, market.length(entity) / 2}) {
        Columns part(whole.size(), std::vector<double>(bars));
        std::vector<const double*> in;
        std::vector<double*> out;
        for (const Field field : call.inputs)
          in.push_back(market.column(field, entity));
        for (auto& column : part)
          out.push_back(column.data());
        call.info->make(call.parameters)->run(in, out, bars);
        Columns expected = whole;
        for (auto& column : expected)
          column.resize(bars);
        const QString text = difference(call, entity, part, expected);
        QVERIFY2(text.isEmpty(), qPrintable(text));
      }
    }
  }
}

/// An operator that declares a window (Memory::recursive false) gives the same bits wherever the history begins.
void TstFactorStreaming::windowsForgetWhatWasInFront()
{
  const MixedMarket market(4);
  constexpr std::size_t kEntity = 1; // without gaps
  for (const OperatorCase& call : everyOperator()) {
    const Memory memory = call.info->memory(call.parameters);
    if (memory.recursive)
      continue;
    const auto whole = stepped(call, market, kEntity);
    for (const std::size_t cut : {1U, 37U}) {
      const auto part = stepped(call, market, kEntity, cut);
      for (std::size_t o = 0; o < part.size(); ++o) {
        for (std::size_t i = memory.warmUp - 1; i < part[o].size(); ++i)
          QVERIFY2(sameBits(part[o][i], whole[o][i + cut]),
              qPrintable(QStringLiteral("%1 with %2 bars in front, output %3 at bar %4: %5 instead of %6")
                      .arg(QString::fromStdString(call.text))
                      .arg(cut)
                      .arg(o)
                      .arg(i)
                      .arg(whole[o][i + cut], 0, 'g', 17)
                      .arg(part[o][i], 0, 'g', 17)));
      }
    }
  }
}

void TstFactorStreaming::everyOperatorSaysWhatItIs()
{
  QStringList names;
  for (const OperatorInfo& info : OperatorCatalogue::builtIn().operators()) {
    QVERIFY2(!info.help.empty() && info.make && info.memory && !info.outputs.empty(), info.name.c_str());
    QVERIFY2(info.inputs.size() <= 16 && info.outputs.size() <= 16, info.name.c_str());
    QVERIFY2(info.outputInfo.size() <= info.outputs.size(), info.name.c_str());
    if (!info.runsInLanes)
      continue;
    QVERIFY2(!names.contains(QString::fromStdString(info.name)), info.name.c_str());
    names << QString::fromStdString(info.name);
  }
}

void TstFactorStreaming::realSeries()
{
  ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
  const auto bars = tests::readBars(file);
  for (const char* text : {"MACD(CLOSE,12,26,9)", "MA(VOLUME,250)/EMA(AMOUNT,30)", "CROSS(MA(C,5),MA(C,10))"}) {
    const auto formula = compile(text);
    Columns streamed(formula->names().size());
    FormulaStream stream = formula->stream();
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const auto values = stream.step(bars.at(i));
      for (std::size_t c = 0; c < streamed.size(); ++c)
        streamed[c].push_back(values[c]);
    }
    QVERIFY(tests::sameColumns(formula->run(bars).columns, streamed));
  }
}

QTEST_APPLESS_MAIN(TstFactorStreaming)
#include "tst_factor_streaming.moc"

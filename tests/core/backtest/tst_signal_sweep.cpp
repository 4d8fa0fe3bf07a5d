// SPDX-License-Identifier: Apache-2.0
// The signal sweep against the strategy's own node, walked bar by bar.
#include "core/backtest/fast/cross_words.h"
#include "core/backtest/fast/signal_sweep.h"
#include "core/strategy/strategy_runner.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/core/backtest/random_market.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using backtest::fast::CrossPair;
using backtest::fast::SignalFigures;

namespace {

backtest::BacktestData makeData(std::uint64_t seed, std::size_t days)
{
  backtest::BacktestData data;
  for (const RandomStock& stock : randomMarket(seed, "2022-03-01", days)) {
    backtest::EntityData entity;
    entity.entity = stock.entity;
    market::BarSeries bars = stock.bars;
    bars.entityId = stock.entity.id.toString();
    if (bars.size() > 60)
      bars.close[40] = std::nan(""); // a gap in the middle
    entity.raw = entity.signal = std::make_shared<const market::BarSeries>(std::move(bars));
    data.entities.push_back(std::move(entity));
  }
  return data;
}

/// The same figures by the node factor.cross and a loop over the bars that have prices.
SignalFigures byHand(const backtest::BacktestData& data, const std::string& kind, CrossPair pair)
{
  SignalFigures figures;
  for (const backtest::EntityData& entity : data.entities) {
    auto document = turnStrategy({"stock_*"});
    for (const std::string& setting :
        {"cross.kind=" + kind, "cross.fast=" + std::to_string(pair.fast), "cross.slow=" + std::to_string(pair.slow)})
      if (!strategy::applySetting(document, setting))
        qFatal("setting");
    const auto plan = strategy::compile(document).value();
    auto runner = strategy::StrategyRunner::create(plan, {"x"}).value();
    std::vector<market::Bar> bars;
    for (std::size_t i = 0; i < entity.signal->size(); ++i)
      if (const market::Bar bar = entity.signal->at(i); bar.close > 0 && bar.open > 0)
        bars.push_back(bar);
    figures.bars += bars.size();
    bool held = false;
    double entry = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const strategy::ClosedBar closed{0, bars[i]};
      const bool wanted = runner.step({&closed, 1}).front().weight > 0;
      const double next = i + 1 < bars.size() ? bars[i + 1].open : bars[i].close;
      const bool ends = i + 1 == bars.size();
      if (held && (!wanted || ends)) {
        const double gain = std::log(next / entry);
        figures.totalLogReturn += gain;
        figures.wins += gain > 0 ? 1 : 0;
        ++figures.trades;
        held = false;
      } else if (!held && wanted) {
        held = true;
        entry = next;
        if (ends)
          ++figures.trades; // entered at the last close and left there
      }
      figures.heldBars += held && !ends ? 1 : 0;
      if (held && i + 2 < bars.size())
        figures.squares += std::pow(std::log(bars[i + 2].open / bars[i + 1].open), 2);
      else if (held && !ends)
        figures.squares += std::pow(std::log(bars[i + 1].close / bars[i + 1].open), 2);
    }
  }
  return figures;
}

}

class TstSignalSweep : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void figuresAreThoseOfTheNode_data();
  void figuresAreThoseOfTheNode();
  void allInstructionSetsCompareAlike();
  void threadsChangeNothing();
};

void TstSignalSweep::figuresAreThoseOfTheNode_data()
{
  QTest::addColumn<QString>("kind");
  QTest::newRow("SMA") << "SMA";
  QTest::newRow("EMA") << "EMA";
}

void TstSignalSweep::figuresAreThoseOfTheNode()
{
  QFETCH(QString, kind);
  const std::vector<CrossPair> pairs = {{1, 2}, {2, 5}, {3, 9}, {5, 20}, {10, 30}, {200, 300}};
  SilentTaskControl control;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const auto data = makeData(seed, 190);
    const auto figures =
        backtest::fast::sweepSignals(data, kind.toStdString(), pairs, SerialParallelFor(), control).value();
    QCOMPARE(figures.back().trades, 0U); // windows longer than the history
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const SignalFigures expected = byHand(data, kind.toStdString(), pairs[i]);
      QCOMPARE(figures[i].bars, expected.bars);
      QCOMPARE(figures[i].trades, expected.trades);
      QCOMPARE(figures[i].wins, expected.wins);
      QCOMPARE(figures[i].heldBars, expected.heldBars);
      QVERIFY(std::abs(figures[i].totalLogReturn - expected.totalLogReturn) < 1e-9);
      QVERIFY(std::abs(figures[i].squares - expected.squares) < 1e-9);
    }
  }
}

void TstSignalSweep::allInstructionSetsCompareAlike()
{
  SeededRandom random(5);
  std::vector<double> a(64 * 40);
  std::vector<double> b(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = random.below(20) == 0 ? std::nan("") : static_cast<double>(random.below(5)) - 2;
    b[i] = random.below(20) == 0 ? std::nan("") : static_cast<double>(random.below(5)) - 2;
  }
  std::vector<std::uint64_t> above(40), below(40), aboveToo(40), belowToo(40);
  backtest::fast::compareColumnsPlain(a.data(), b.data(), 40, above.data(), below.data());
  backtest::fast::compareColumns()(a.data(), b.data(), 40, aboveToo.data(), belowToo.data());
  QVERIFY(above == aboveToo && below == belowToo);
  for (std::size_t i = 0; i < a.size(); ++i) {
    QCOMPARE((above[i / 64] >> (i % 64) & 1U) != 0, a[i] > b[i]);
    QCOMPARE((below[i / 64] >> (i % 64) & 1U) != 0, a[i] < b[i]);
  }
  std::vector<std::uint16_t> up(160), down(160), upToo(160), downToo(160);
  backtest::fast::signsOfRowsPlain(a.data(), 160, up.data(), down.data());
  backtest::fast::signsOfRows()(a.data(), 160, upToo.data(), downToo.data());
  QVERIFY(up == upToo && down == downToo);
  for (std::size_t i = 0; i < a.size(); ++i) {
    QCOMPARE((up[i / 16] >> (i % 16) & 1U) != 0, a[i] > 0);
    QCOMPARE((down[i / 16] >> (i % 16) & 1U) != 0, a[i] < 0);
  }
}

void TstSignalSweep::threadsChangeNothing()
{
  backtest::BacktestData data = makeData(1, 190);
  for (std::uint64_t seed = 2; seed < 12; ++seed) // several blocks of 16
    for (auto& entity : makeData(seed, 190).entities)
      data.entities.push_back(entity);
  const std::vector<CrossPair> pairs = {{2, 5}, {3, 9}, {5, 20}};
  SilentTaskControl control;
  const auto one = backtest::fast::sweepSignals(data, "SMA", pairs, SerialParallelFor(), control).value();
  const auto many = backtest::fast::sweepSignals(data, "SMA", pairs, TbbParallelFor(), control).value();
  QVERIFY(one == many);
  CancelToken cancel;
  cancel.cancel();
  SilentTaskControl cancelled(cancel);
  QCOMPARE(QString::fromStdString(
               backtest::fast::sweepSignals(data, "SMA", pairs, SerialParallelFor(), cancelled).error().code),
      QStringLiteral("task.cancelled"));
}

QTEST_APPLESS_MAIN(TstSignalSweep)
#include "tst_signal_sweep.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/strategy_runner.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::strategy;

namespace {

/// SMA 1 against SMA 2: the fast average is the close c, the slow one lies halfway to the close before. So the averages
/// cross above exactly where a falling close turns up, and below where a rising one turns down.
ExecutionPlan plan(const char* side, std::int64_t maxPositions, double gross, const char* rebalance)
{
  StrategyDocument document;
  document.nodes = {{"u", "universe", {{"entities", std::vector<std::string>{"*"}}}, 0, 0},
      {"cross", "factor.cross", {{"fast", std::int64_t{1}}, {"slow", std::int64_t{2}}, {"side", std::string(side)}}, 0,
          0},
      {"w", "weight.equal", {{"max_positions", maxPositions}, {"gross", gross}, {"rebalance", std::string(rebalance)}},
          0, 0},
      {"a", "account", {{"rules", std::string("free")}, {"allow_short", true}}, 0, 0}};
  document.links = {{{"u", "entities"}, {"cross", "universe"}}, {{"cross", "signals"}, {"w", "signals"}},
      {{"w", "weights"}, {"a", "weights"}}};
  return compile(document).value();
}

market::Bar bar(std::int64_t key, double close)
{
  return {key, close, close, close, close, 100, 100 * close};
}

/// Weights of every entity after each row of closes; NaN: no bar.
std::vector<std::vector<double>> weights(
    const ExecutionPlan& plan, std::size_t entities, const std::vector<std::vector<double>>& closes)
{
  StrategyRunner runner = StrategyRunner::create(plan, std::vector<std::string>(entities, "stock_sz_000001")).value();
  std::vector<std::vector<double>> result;
  std::int64_t key = 0;
  for (const auto& row : closes) {
    std::vector<ClosedBar> bars;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!std::isnan(row[i]))
        bars.push_back({i, bar(key, row[i])});
    }
    ++key;
    std::vector<double> now;
    for (const Target& target : runner.step(bars))
      now.push_back(target.weight);
    result.push_back(now);
  }
  return result;
}

const double kNone = std::nan("");
using Rows = std::vector<std::vector<double>>;

}

class TstStrategyRunner : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void crossesAreStrict();
  void sidesChooseWhatOpens();
  void slotsGoToTheOldestSignalAndStay();
  void withoutALimitSignalsShare();
  void anEntityWithoutABarKeepsItsSignal();
};

void TstStrategyRunner::crossesAreStrict()
{
  // 10 9 10: turns up at the third bar. 10 10 11: the averages were equal before, so nothing was crossed.
  QCOMPARE(weights(plan("long", 1, 1, "entry"), 1, {{10}, {9}, {10}, {11}, {10}}), (Rows{{0}, {0}, {1}, {1}, {0}}));
  QCOMPARE(weights(plan("long", 1, 1, "entry"), 1, {{10}, {10}, {11}, {12}}), (Rows{{0}, {0}, {0}, {0}}));
}

void TstStrategyRunner::sidesChooseWhatOpens()
{
  const Rows closes{{10}, {9}, {10}, {9}, {10}};
  QCOMPARE(weights(plan("long", 1, 1, "entry"), 1, closes), (Rows{{0}, {0}, {1}, {0}, {1}}));
  QCOMPARE(weights(plan("short", 1, 1, "entry"), 1, closes), (Rows{{0}, {0}, {0}, {-1}, {0}}));
  QCOMPARE(weights(plan("both", 1, 1, "entry"), 1, closes), (Rows{{0}, {0}, {1}, {-1}, {1}}));
}

void TstStrategyRunner::slotsGoToTheOldestSignalAndStay()
{
  // Two slots, three entities. 0 and 1 signal at bar 2, 2 at bar 3; 0 ends at bar 4 and 2 takes its slot.
  const Rows closes{{10, 10, 10}, {9, 9, 9}, {10, 10, 8}, {11, 11, 9}, {10, 12, 10}};
  QCOMPARE(weights(plan("long", 2, 0.8, "entry"), 3, closes),
      (Rows{{0, 0, 0}, {0, 0, 0}, {0.4, 0.4, 0}, {0.4, 0.4, 0}, {0, 0.4, 0.4}}));
}

void TstStrategyRunner::withoutALimitSignalsShare()
{
  const Rows closes{{10, 10}, {9, 9}, {10, 8}, {11, 9}, {12, 8}};
  QCOMPARE(weights(plan("long", 0, 1, "change"), 2, closes), (Rows{{0, 0}, {0, 0}, {1, 0}, {0.5, 0.5}, {1, 0}}));
  StrategyRunner runner = StrategyRunner::create(plan("long", 0, 1, "change"), {"a", "b"}).value();
  std::vector<bool> resized;
  std::int64_t key = 0;
  for (const auto& row : closes) {
    const std::vector<ClosedBar> bars{{0, bar(key, row[0])}, {1, bar(key, row[1])}};
    ++key;
    resized.push_back(runner.step(bars)[0].resize);
  }
  QCOMPARE(resized, (std::vector<bool>{false, false, true, true, true}));
}

void TstStrategyRunner::anEntityWithoutABarKeepsItsSignal()
{
  const Rows closes{{10, 10}, {9, 9}, {10, 9}, {kNone, 9}, {kNone, 9}, {11, 9}};
  QCOMPARE(weights(plan("long", 1, 1, "entry"), 2, closes), (Rows{{0, 0}, {0, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}));
}

QTEST_APPLESS_MAIN(TstStrategyRunner)
#include "tst_strategy_runner.moc"

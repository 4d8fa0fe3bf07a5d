// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation.h"
#include "tests/support/sanitized.h"

#include <QElapsedTimer>
#include <QtTest>

#include <set>

using namespace zvt::simulation;

namespace {

constexpr int kSeeds = zvt::tests::kSanitized ? 12 : 500;
constexpr int kSeedsOfFlaw = 40;

/// The log of a failing plan and the command that replays it, on the error stream.
void tell(const SimulationPlan& plan, const SimulationResult& result)
{
  for (const std::string& line : result.log)
    qWarning("  %s", line.c_str());
  qWarning("%s: %s", describe(plan).c_str(), result.breach ? result.breach->c_str() : "no law was broken");
  qWarning("replay: ZVT_SIMULATION_SEED=%llu build/ci/tests/tst_simulation oneSeed",
      static_cast<unsigned long long>(plan.seed));
}

int firstSeedThatSees(Flaw flaw)
{
  for (int seed = 1; seed <= kSeedsOfFlaw; ++seed) {
    SimulationPlan plan;
    plan.seed = static_cast<std::uint64_t>(seed);
    plan.flaw = flaw;
    const SimulationResult first = simulate(plan);
    if (first.breach || first.hash != simulate(plan).hash)
      return seed;
  }
  return 0;
}

}

/// Trading days in virtual time, with everything going wrong, each seed twice.
class TstSimulation : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void oneSeed();
  void seededDays();
  void calmDays();
  void flawIsSeen_data();
  void flawIsSeen();
  void failingPlanShrinks();
};

/// ZVT_SIMULATION_SEED: replays it, prints its log and, where it fails, the log of a smaller plan that fails.
void TstSimulation::oneSeed()
{
  bool given = false;
  SimulationPlan plan;
  plan.seed = qEnvironmentVariable("ZVT_SIMULATION_SEED").toULongLong(&given);
  if (!given)
    plan.seed = 1;
  const SimulationResult result = simulate(plan);
  if (given && result.breach) {
    const SimulationPlan smaller = shrunk(plan);
    tell(smaller, simulate(smaller));
  } else if (given) {
    tell(plan, result);
  }
  QVERIFY2(!result.breach, result.breach.value_or("").c_str());
  QCOMPARE(simulate(plan).hash, result.hash);
}

void TstSimulation::seededDays()
{
  bool given = false;
  const int wanted = qEnvironmentVariableIntValue("ZVT_SIMULATION_SEEDS", &given);
  QElapsedTimer timer;
  timer.start();
  int days = 0, steps = 0, orders = 0, fills = 0, powerCuts = 0, triggered = 0, worked = 0;
  std::set<std::string> hashes;
  for (int seed = 1; seed <= (given ? wanted : kSeeds); ++seed) {
    SimulationPlan plan;
    plan.seed = static_cast<std::uint64_t>(seed);
    const SimulationResult result = simulate(plan);
    const SimulationResult again = simulate(plan);
    if (result.breach || result.hash != again.hash) {
      const SimulationPlan smaller = result.breach ? shrunk(plan) : plan;
      tell(smaller, simulate(smaller));
      QFAIL(result.breach ? result.breach->c_str() : "the second run of the seed went another way");
    }
    days += plan.days;
    steps += result.steps;
    orders += result.orders;
    fills += result.fills;
    powerCuts += result.powerCuts;
    triggered += result.triggered;
    worked += result.worked;
    hashes.insert(result.hash);
  }
  qInfo("%d days twice in %lld ms: %d steps, %d orders, %d fills, %d triggered, %d worked, %d power cuts", days,
      static_cast<long long>(timer.elapsed()), steps, orders, fills, triggered, worked, powerCuts);
  const int seeds = given ? wanted : kSeeds;
  QCOMPARE(days, SimulationPlan().days * seeds);
  QCOMPARE(static_cast<int>(hashes.size()), seeds); // no two seeds are the same days
  QVERIFY(fills > orders / 4 && powerCuts > days / 4 && triggered > days && worked > days); // the days are worth it
}

/// Without faults every order that was taken reaches the broker and nothing is ever unknown.
void TstSimulation::calmDays()
{
  for (int seed = 1; seed <= kSeeds / 10; ++seed) {
    SimulationPlan plan;
    plan.seed = static_cast<std::uint64_t>(seed);
    plan.faults = 0;
    const SimulationResult result = simulate(plan);
    if (result.breach)
      tell(plan, result);
    QVERIFY(!result.breach);
    for (const std::string& line : result.log)
      QVERIFY2(line.find("unknown") == std::string::npos, line.c_str());
    QCOMPARE(result.powerCuts, 0);
  }
}

void TstSimulation::flawIsSeen_data()
{
  QTest::addColumn<int>("flaw");
  QTest::newRow("the store loses what it acknowledged") << static_cast<int>(Flaw::StoreLosesSynced);
  QTest::newRow("the broker forgets an order") << static_cast<int>(Flaw::BrokerForgetsOrder);
  QTest::newRow("the broker renames trades") << static_cast<int>(Flaw::BrokerRenamesTrades);
  QTest::newRow("the broker forgets ids") << static_cast<int>(Flaw::BrokerForgetsIds);
  QTest::newRow("a pair is not tied") << static_cast<int>(Flaw::PairNotTied);
  QTest::newRow("something else than the seed decides") << static_cast<int>(Flaw::Unrepeatable);
}

/// The proof of teeth: with a part that is broken on purpose the simulation must fail.
void TstSimulation::flawIsSeen()
{
  QFETCH(int, flaw);
  const int seed = firstSeedThatSees(static_cast<Flaw>(flaw));
  QVERIFY(seed > 0);
}

void TstSimulation::failingPlanShrinks()
{
  SimulationPlan plan;
  plan.flaw = Flaw::BrokerRenamesTrades;
  plan.seed = static_cast<std::uint64_t>(firstSeedThatSees(plan.flaw));
  const SimulationPlan smaller = shrunk(plan);
  QVERIFY(simulate(smaller).breach.has_value());
  // A renamed trade needs no other fault.
  QCOMPARE(smaller.faults, 0U);
  QVERIFY(smaller.lastStep < plan.days * plan.stepsPerDay);
}

QTEST_APPLESS_MAIN(TstSimulation)
#include "tst_simulation.moc"

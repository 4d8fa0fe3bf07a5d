// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation.h"

#include "tests/core/simulation/simulation_desk.h"

#include <fmt/format.h>

namespace zvt::simulation {

SimulationResult simulate(const SimulationPlan& plan)
{
  SimulationDesk desk(plan);
  desk.run();
  return desk.result();
}

SimulationPlan shrunk(SimulationPlan failing)
{
  for (unsigned bit = 0; bit < kFaultNames.size(); ++bit) {
    SimulationPlan without = failing;
    without.faults &= ~(1U << bit);
    if (simulate(without).breach)
      failing = without;
  }
  failing.lastStep = std::min(failing.lastStep, simulate(failing).steps);
  for (int less = failing.lastStep / 2; less >= 1; less /= 2) {
    SimulationPlan earlier = failing;
    while (earlier.lastStep > less) {
      earlier.lastStep -= less;
      if (!simulate(earlier).breach)
        break;
      failing = earlier;
    }
  }
  return failing;
}

std::string describe(const SimulationPlan& plan)
{
  std::string faults;
  for (unsigned bit = 0; bit < kFaultNames.size(); ++bit)
    if ((plan.faults & (1U << bit)) != 0)
      faults += (faults.empty() ? "" : " ") + std::string(kFaultNames[bit]);
  return fmt::format("seed {}, {} days, at most {} steps, faults: {}", plan.seed, plan.days, plan.lastStep, faults);
}

}

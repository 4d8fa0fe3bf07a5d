// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/simulation/simulation_plan.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::simulation {

struct SimulationResult {
  std::optional<std::string> breach; ///< of a law
  std::string hash; ///< of the log
  std::vector<std::string> log;
  int orders = 0;
  int fills = 0;
  int triggered = 0; ///< conditional orders
  int worked = 0; ///< orders sent as a part of another
  int powerCuts = 0;
  int steps = 0;
};

/// Runs the days of a plan, in virtual time, on the calling thread.
[[nodiscard]] SimulationResult simulate(const SimulationPlan& plan);

/// A smaller plan that breaks a law, too: fewer kinds of faults, an earlier end.
[[nodiscard]] SimulationPlan shrunk(SimulationPlan failing);

/// One line: seed, days, steps, faults.
[[nodiscard]] std::string describe(const SimulationPlan& plan);

}

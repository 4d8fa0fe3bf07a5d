// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/live/deployment.h"
#include "core/strategy/execution_plan.h"
#include "core/strategy/strategy.h"

#include <memory>

namespace zvt {
class Clock;
}

namespace zvt::backtest {

/// A deployment, ready to run.
struct DeployedStrategy {
  std::unique_ptr<strategy::Strategy> strategy;
  strategy::RunSettings run;
  strategy::AccountSettings account;
  bool isDocument = false; ///< its orders wait as in a backtest
};
/// Reads document or script and applies the settings. @param watch for a script's last resort; may be null
/// Errors: strategy.*, script.*, param.*, json.*; strategy.not_for_code: a setting that only backtests have.
[[nodiscard]] Result<DeployedStrategy> readDeployed(const Deployment& deployment, const Clock* watch);
/// The name that the text gives itself. Errors: as above.
[[nodiscard]] Result<std::string> nameInSource(const std::string& file, const std::string& source);

}

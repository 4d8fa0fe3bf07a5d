// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/run_repeat.h"

#include <memory>
#include <string>
#include <string_view>

namespace zvt {
class Clock;
class FileSystem;
class TaskControl;
}
namespace zvt::market {
class RuleBook;
}
namespace zvt::plugin {
class PluginLoader;
}

namespace zvt::backtest {

class MarketSource;
struct BacktestRun;

/// What a manifest is run again with; all of it outlives the run.
struct RunAgainSources {
  MarketSource& market;
  std::shared_ptr<const market::RuleBook> rules;
  const Clock* watch = nullptr; ///< of scripts; may be null
  const plugin::PluginLoader* plugins = nullptr; ///< null: strategies of plug-ins are not known here
  const FileSystem* files = nullptr; ///< the modules of plug-ins
  std::string appVersion;
};

/// Runs what a manifest says over the bars that are stored now: document, script or plug-in. Any thread.
/// Errors: strategy.*, script.*, plugin.*, backtest.*, task.cancelled.
[[nodiscard]] Result<BacktestRun> runAgain(
    const RunSource& source, const RunAgainSources& sources, TaskControl& control);

/// A run that was repeated, and how it came out beside what it repeats.
struct RepeatedRun {
  std::shared_ptr<const BacktestRun> run;
  RepeatOutcome outcome;
  std::size_t files = 0; ///< that were held against each other
};
/// The same of a run that is there: every file that its folder has, or would have, is held against the one of the new
/// run. @param language of the report of a run that has no folder. Errors: as runAgain(); those of runSourceOf().
[[nodiscard]] Result<RepeatedRun> repeatRun(
    const BacktestRun& before, const RunAgainSources& sources, std::string_view language, TaskControl& control);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/run_compare.h"
#include "core/strategy/strategy_document.h"

namespace zvt::backtest {

/// What a manifest.json says was run, to be run again.
struct RunSource {
  std::optional<strategy::StrategyDocument> document = {}; ///< its settings are in it; nothing: code
  std::string script = {}; ///< a script's text
  std::string file = {}; ///< its name
  std::string plugin = {}; ///< the name of a plug-in's strategy; empty: a script
  std::vector<std::string> settings = {}; ///< of code, "name=value"
  std::string language = {}; ///< of its report.html; empty: not known
  bool redUp = false; ///< its colours
};
/// Errors: backtest.no_run; json.*, strategy.*; backtest.altered_document where the document or the script is not the
/// one whose hash the manifest has.
[[nodiscard]] Result<RunSource> runSourceOf(std::string_view manifestJson);

/// How a run that was repeated came out.
struct RepeatOutcome {
  std::vector<RunDifference> causes; ///< what differs of program, data, rules and settings
  std::vector<std::string> files; ///< whose content differs; empty: byte for byte the same
};
/// @param first, second manifest.json of two folders. Errors: backtest.no_run; json.*.
[[nodiscard]] Result<RepeatOutcome> repeatOutcome(const std::string& first, const std::string& second);

}

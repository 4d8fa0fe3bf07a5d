// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::backtest {

/// One thing that two runs do not share.
struct RunDifference {
  std::string what; ///< path in manifest.json ("rules.version"), or a key of metrics.json ("metrics.sharpe")
  std::string first; ///< as JSON; empty: not there
  std::string second;
  bool operator==(const RunDifference&) const = default;
};

/// The first line of fills.csv (else orders.csv) that differs.
struct LineDifference {
  std::string file;
  std::size_t line = 0; ///< from 1, the head not counted
  std::string first; ///< empty: that run had ended
  std::string second;
};

struct RunComparison {
  std::vector<RunDifference> settings; ///< of the manifests: document, settings, data, rules, program
  std::vector<RunDifference> metrics;
  std::optional<LineDifference> firstFill;
  /// The same fills, orders and equity; settings may differ without consequence.
  bool sameResults = false;
};

/// Compares two folders that backtestToFolder() wrote.
/// Errors: backtest.not_a_run_folder with context "file"; file.*, json.*.
[[nodiscard]] Result<RunComparison> compareRuns(
    const std::filesystem::path& first, const std::filesystem::path& second, const FileSystem& files);

}

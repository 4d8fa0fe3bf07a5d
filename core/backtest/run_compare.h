// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::backtest {

struct BacktestRun;

/// One thing that two runs do not share.
struct RunDifference {
  std::string what; ///< path in manifest.json ("rules.version"), or a key of metrics.json ("metrics.sharpe")
  std::string first; ///< as JSON; empty: not there
  std::string second;
  bool operator==(const RunDifference&) const = default;
};

/// The first line of fills.csv (else orders.csv, else decisions.csv) that differs.
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
  int firstDays = 0, secondDays = 0; ///< from the first point of the equity to the last
  /// The same fills, orders, decisions and equity; settings may differ without consequence.
  bool sameResults = false;
};

/// What two runs are compared by: the files of a run folder, as texts.
struct RunTexts {
  std::string manifest, metrics, fills, orders, equity;
  std::string decisions; ///< empty: of a version that kept none
};
/// Of a folder that backtestToFolder() wrote. Errors: backtest.no_run with context "file"; file.*.
[[nodiscard]] Result<RunTexts> readRunTexts(const std::filesystem::path& folder, const FileSystem& files);
/// Of a run that is in no folder yet.
[[nodiscard]] RunTexts runTexts(const BacktestRun& run);
/// The strategy's name; empty where the manifest has none.
[[nodiscard]] std::string titleOf(const RunTexts& run);
/// What two manifest.json do not share but results and the report's look. Errors: backtest.no_run; json.*.
[[nodiscard]] Result<std::vector<RunDifference>> manifestDifferences(
    const std::string& first, const std::string& second);
/// Everything that a manifest.json says of its strategy: leaf ("strategy.document.nodes.cross.params.fast") and JSON.
/// Errors: backtest.no_run; json.*.
[[nodiscard]] Result<std::map<std::string, std::string>> strategyLeaves(const std::string& manifest);
/// Errors: backtest.no_run; json.*.
[[nodiscard]] Result<RunComparison> compareRuns(const RunTexts& first, const RunTexts& second);

/// Two equity curves over the moments of both, as growth since each one's own beginning: 0.1 is 10 %. Between two
/// moments of its own a curve keeps its value; NaN before its first and after its last.
struct RunCurves {
  std::vector<LocalTime> times;
  std::vector<double> first, second;
};
/// Errors: backtest.bad_equity (line) for what is no equity.csv.
[[nodiscard]] Result<RunCurves> curvesOf(const RunTexts& first, const RunTexts& second);

/// Compares two folders that backtestToFolder() wrote.
/// Errors: backtest.no_run with context "file"; file.*, json.*.
[[nodiscard]] Result<RunComparison> compareRuns(
    const std::filesystem::path& first, const std::filesystem::path& second, const FileSystem& files);

}

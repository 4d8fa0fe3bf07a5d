// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/sweep.h"

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::backtest {

/// trial,<axis names>,engine,error and every metric of metrics.json; undefined is empty. One row a trial.
[[nodiscard]] std::string sweepCsv(const SweepResult& result);
/// What repeats the sweep, its best trial and how far that is to be believed.
[[nodiscard]] Result<std::string> sweepJson(const SweepResult& result, std::string_view appVersion);
/// The objective as a grid (sweepGrid): the first axis downwards, the second across, the best of all others. Empty for
/// one axis.
[[nodiscard]] std::string heatMapCsv(const SweepResult& result);

/// Writes sweep.csv, sweep.json and, for two axes and more, heatmap.csv. The folder is made when it is missing.
/// Errors: sweep.not_a_sweep_folder (folder): it holds other files; file.*.
Result<void> writeSweepFolder(
    const SweepResult& result, const std::filesystem::path& folder, FileSystem& files, std::string_view appVersion);
/// What writeSweepFolder() wrote; the sweep's periods are not kept, a failed trial has the code of its error alone.
/// Errors: sweep.not_a_result (folder); file.*; strategy.* for a document of another version.
[[nodiscard]] Result<SweepResult> readSweepFolder(const std::filesystem::path& folder, const FileSystem& files);
/// Whether writeSweepFolder() would refuse the folder, before any work. Errors: sweep.not_a_sweep_folder, file.*.
[[nodiscard]] Result<void> checkSweepFolder(const std::filesystem::path& folder, const FileSystem& files);

}

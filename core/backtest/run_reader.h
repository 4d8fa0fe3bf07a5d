// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest.h"

namespace zvt::backtest {

/// A run as its folder keeps it, to be shown again: the report is made anew from the tables and the manifest. What no
/// file keeps is left out: the groups of the holdings. Files that are not what the run wrote come first
/// among the warnings (backtest.altered_file, backtest.missing_file).
/// Errors: backtest.no_run; backtest.unfinished_folder where writing it was interrupted; backtest.bad_table
/// with context "file"; file.*, json.*.
[[nodiscard]] Result<BacktestRun> readRunFolder(const std::filesystem::path& folder, const FileSystem& files);

/// What a manifest keeps of a report beside the tables: currency, warnings, what the strategy wrote, reasons' figures.
[[nodiscard]] Result<std::string> withReportFacts(std::string_view manifestJson, const analytics::ReportInput& input);

}

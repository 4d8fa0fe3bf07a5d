// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "core/backtest/backtest.h"

namespace zvt::cli {

[[nodiscard]] bool isManifest(const std::string& file); ///< …/manifest.json
/// Runs again what a manifest says, into another folder, and says on standard error what differs and whether all files
/// are the same. Errors: file.*, strategy.*, script.*, backtest.*; backtest.not_repeated where a file differs (the new
/// run is written nevertheless).
[[nodiscard]] Result<void> repeatRun(
    CommandLine& line, app::Services& services, const std::string& manifest, const std::string& folder);

}

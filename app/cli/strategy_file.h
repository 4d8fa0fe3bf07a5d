// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "core/strategy/strategy_document.h"

namespace zvt::cli {

/// Reads a .zvtstrategy file, no code. Errors: file.*, json.*, strategy.*, all with context "file".
[[nodiscard]] Result<strategy::StrategyDocument> readStrategy(const FileSystem& files, const std::string& file);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// The strategy that a new panel opens: a moving-average cross over the sample market.
[[nodiscard]] strategy::StrategyDocument sampleStrategy();
/// Any thread. Errors: file.*, json.*, strategy.*, all with context "file".
[[nodiscard]] Result<strategy::StrategyDocument> readStrategyFile(
    const FileSystem& files, const std::filesystem::path& file);

}

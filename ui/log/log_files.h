// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/log_ring.h"

#include <filesystem>
#include <optional>

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// A line of a log file, as core/base/logging.h writes it; without a sequence. Nothing: it is none.
[[nodiscard]] std::optional<LogLine> parseLogLine(std::string_view line);

/// What the log files of a folder hold of the time before @p before, oldest first: the earlier runs, and what this one
/// no longer has in memory. At most the newest @p most lines. Any thread but the GUI's. Errors: file.*, task.cancelled.
[[nodiscard]] Result<std::vector<LogLinePtr>> readLogFiles(const FileSystem& files, const std::filesystem::path& folder,
    Timestamp before, std::size_t most, const CancelToken& cancel);

}

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

struct EarlierLines {
  std::vector<LogLinePtr> lines; ///< oldest first
  std::size_t unreadable = 0; ///< files that could not be read and were left out
};

/// What the log files of a folder hold of the time before @p before: the earlier runs, and what this one no longer
/// has in memory. At most the newest @p most lines. Any thread but the GUI's. Errors: file.* of the folder,
/// task.cancelled.
[[nodiscard]] Result<EarlierLines> readLogFiles(const FileSystem& files, const std::filesystem::path& folder,
    Timestamp before, std::size_t most, const CancelToken& cancel);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::app {

/// How the run before this one ended, from a file that is there while the program runs ("session.json"). Errors:
/// file.*.
struct LastSession {
  bool crashed = false; ///< it did not end by itself
  int failedStarts = 0; ///< in a row, that ended before the window could be used
};

[[nodiscard]] LastSession readSession(const FileSystem& files, const std::filesystem::path& profile);
/// The program starts, after @p last.
Result<void> markStarting(FileSystem& files, const std::filesystem::path& profile, const LastSession& last);
/// The window can be used.
Result<void> markRunning(FileSystem& files, const std::filesystem::path& profile);
/// The program ends by itself.
Result<void> markEnded(FileSystem& files, const std::filesystem::path& profile);

/// What a crash left behind, oldest first: files of @p folder that nobody has dealt with. Each is completed by the last
/// lines of the newest file in @p logs, once.
[[nodiscard]] std::vector<std::filesystem::path> crashReports(
    FileSystem& files, const std::filesystem::path& folder, const std::filesystem::path& logs);
/// The last lines of the newest log of the folder, some 16 KiB; empty: there is none. On any thread.
[[nodiscard]] std::string lastLogLines(const FileSystem& files, const std::filesystem::path& logs);
/// Keeps the report, and does not offer it again.
Result<void> setAside(FileSystem& files, const std::filesystem::path& report);

}

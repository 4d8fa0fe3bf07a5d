// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace zvt {
class FileSystem;
class Messages;
}
namespace zvt::analytics {
struct ReportModel;
}

namespace zvt::backtest {

/// Whether a run may be written to @p folder: it is missing, empty, or holds an earlier run.
/// Errors: backtest.not_a_run_folder, file.*.
[[nodiscard]] Result<void> checkRunFolder(const std::filesystem::path& folder, const FileSystem& files);

/// The manifest.json that writeRunFolder() would write last: with the SHA-256 of each file. Nothing is written.
[[nodiscard]] Result<std::string> wholeManifest(const analytics::ReportModel& model, std::string_view manifestJson,
    const Messages& messages, std::string_view language);
/// Writes the report's files and then manifest.json (which gains the SHA-256 of each file). Every file is replaced as a
/// whole; until the last one is there the manifest says "complete": false. When writing fails nothing stays.
/// @param manifestJson without results
Result<void> writeRunFolder(const analytics::ReportModel& model, std::string_view manifestJson,
    const std::filesystem::path& folder, FileSystem& files, const Messages& messages, std::string_view language);

}

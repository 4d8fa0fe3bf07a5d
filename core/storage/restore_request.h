// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace zvt {
class Clock;
class FileSystem;
class TaskControl;
}

/// A program that owns a profile cannot replace it under itself: it writes down which backup it wants back, and the
/// next start restores it before anything is opened.
namespace zvt::storage {

/// Errors: file.*.
[[nodiscard]] Result<void> requestRestore(
    const std::filesystem::path& profile, const std::filesystem::path& backup, FileSystem& fileSystem);
[[nodiscard]] Result<void> cancelRestore(const std::filesystem::path& profile, FileSystem& fileSystem);
/// The backup that the next start restores.
[[nodiscard]] std::optional<std::filesystem::path> requestedRestore(
    const std::filesystem::path& profile, const FileSystem& fileSystem);
/// Restores what was asked for and forgets the request, also when it fails, so that one bad backup does not keep the
/// program from starting. Nothing to do: nothing. Errors: as restoreBackup().
[[nodiscard]] Result<void> runRequestedRestore(const std::filesystem::path& profile, const std::string& program,
    const Clock& clock, FileSystem& fileSystem, TaskControl& control);

}

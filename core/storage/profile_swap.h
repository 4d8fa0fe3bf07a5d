// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

/// Putting new data in the place of a profile's as one step. The new files are made in a staging folder inside the
/// profile; writing the plan decides; then each file is moved. Whoever owns the profile next moves what is left.
namespace zvt::storage {

inline constexpr const char* kSwapPlan = "replace.json"; ///< in the profile, while a swap is under way

/// An empty staging folder; remains of an attempt that decided nothing are removed. The caller owns the profile.
[[nodiscard]] Result<std::filesystem::path> makeStaging(const std::filesystem::path& profile, FileSystem& fileSystem);

/// Replaces the profile's @p items (files, folders) by those in the staging folder. What was there goes to
/// profile/backups/<aside>, a database with its log. The staged files have been synced by the caller.
[[nodiscard]] Result<void> swapIn(const std::filesystem::path& profile, const std::vector<std::string>& items,
    const std::string& aside, FileSystem& fileSystem);

/// Finishes what an interrupted swapIn() decided. The caller owns the profile, and nothing of it is open.
[[nodiscard]] Result<void> finishSwap(const std::filesystem::path& profile, FileSystem& fileSystem);

/// Removes a folder with all its content; nothing when it is not there.
[[nodiscard]] Result<void> removeTree(const std::filesystem::path& folder, FileSystem& fileSystem);

}

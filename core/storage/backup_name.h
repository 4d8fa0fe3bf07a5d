// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <filesystem>
#include <string>

namespace zvt {
class FileSystem;
}

namespace zvt::storage {

/// YYYYMMDD-HHMMSS in UTC.
[[nodiscard]] std::string stampOf(Timestamp moment);
/// @p name in @p folder, with -2, -3 … when it is taken: a clock that was set back must not stop a backup.
[[nodiscard]] std::filesystem::path freeName(
    const std::filesystem::path& folder, const std::string& name, const FileSystem& fileSystem);

}

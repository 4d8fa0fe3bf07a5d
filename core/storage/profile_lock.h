// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_system.h"

namespace zvt::storage {

/// Makes this process the owner of a profile until the lock goes. Errors: storage.locked with argument "owner"; file.*.
[[nodiscard]] Result<std::unique_ptr<FileLock>> lockProfile(
    const std::filesystem::path& profile, const std::string& program, FileSystem& fileSystem);

}

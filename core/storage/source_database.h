// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sqlite.h"

namespace zvt {
class FileSystem;
}

namespace zvt::storage {

/// A database of a profile to read from beside a running owner, or in a folder where nothing can be written.
/// Errors: storage.*.
[[nodiscard]] Result<std::unique_ptr<Connection>> openSource(
    const std::filesystem::path& file, const FileSystem& fileSystem);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::data {

/// Gives a document that cannot be read another name, so that it is never overwritten: FILE.unreadable-1 …
/// @return that name. Errors: file.*.
Result<std::filesystem::path> putAside(FileSystem& files, const std::filesystem::path& file);

}

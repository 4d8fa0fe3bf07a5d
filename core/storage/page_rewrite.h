// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace zvt::storage {

/// Writes a sound database that an earlier version made anew as @p target, with checksums in its pages and nothing else
/// changed; the owner of the profile's lock only. Errors: storage.*, file.* of either file.
[[nodiscard]] Result<void> rewriteWithChecksums(
    const std::filesystem::path& source, const std::filesystem::path& target);

}

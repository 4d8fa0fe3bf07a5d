// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace zvt {

/// Bytes that this user may still write where @p path is, which exists. Errors: file.*.
[[nodiscard]] Result<std::uint64_t> freeSpace(const std::filesystem::path& path);

}

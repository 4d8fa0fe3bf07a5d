// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <system_error>

namespace zvt {

/// The error of a failed file operation: file.not_found, file.denied, file.disk_full, file.exists, or file.io with the
/// system's own words as argument "reason"; context "file".
[[nodiscard]] std::unexpected<Error> fileError(const std::error_code& code, const std::filesystem::path& file);

}

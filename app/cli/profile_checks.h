// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace zvt::cli {

struct CheckResult {
  const char* name;
  Result<std::string> detail; ///< what was found, or what is wrong
};

/// A look at a profile that changes nothing and works beside a running owner: its format, a sample of its data, whether
/// its folder can be written and has room. One line that says so where there is no profile yet.
[[nodiscard]] std::vector<CheckResult> checkProfile(const std::filesystem::path& profile);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace zvt::app {

class Workstation;

/// Opens every workspace, panel and window in turn, waits until each has loaded, and writes a PNG of each to @p folder:
/// the program shown without anybody in front of it. Errors: file.*.
[[nodiscard]] Result<void> runDemoTour(Workstation& workstation, const std::filesystem::path& folder);

}

// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"

namespace {
// Whatever follows the first four fields may have any shape in another version.
constexpr zvt::plugin::Manifest kManifest{.apiVersion = 999, .id = "old"};
}

ZVT_PLUGIN_ENTRY(kManifest)

// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"

namespace {
constexpr zvt::plugin::Manifest kManifest{.abi = "libother-7", .id = "other"};
}

ZVT_PLUGIN_ENTRY(kManifest)

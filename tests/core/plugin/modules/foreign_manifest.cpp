// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/api/plugin.h"

namespace {
// Another program's export that happens to have our name.
constexpr unsigned char kBytes[256] = {1, 2, 3};
}

ZVT_PLUGIN_EXPORT const void* zvt_plugin_manifest()
{
  return kBytes;
}

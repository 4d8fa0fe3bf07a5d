// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/base/param_schema.h"
#include "core/base/transport.h"

namespace zvt::plugin {

/// The values that the user set for one plug-in, by the keys of its own schema. Thread-safe.
class PluginOptions {
public:
  virtual ~PluginOptions() = default;
  /// std::monostate when the key is unknown or has neither a value nor a default.
  [[nodiscard]] virtual ParamValue value(std::string_view key) const = 0;
};

/// What the host lends to a plug-in. Everything outlives the plug-in; a pointer may be null where the host has no such
/// service (a command-line import has no network).
struct HostServices {
  Logger* logger = nullptr;
  const Clock* clock = nullptr;
  Transport* transport = nullptr;
  const PluginOptions* options = nullptr;
};

}

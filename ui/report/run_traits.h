// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace zvt::ui {

/// What tells a run apart from others of its strategy. It stands in the manifest, which has a line for each security of
/// the run as well and may be of a megabyte: read once, on the worker that has run it.
struct RunTraits {
  std::map<std::string, std::string> settings; ///< path in the manifest and JSON, those that a person chooses
  std::optional<strategy::StrategyDocument> document; ///< whose settings they are; nothing: code
  /// As JSON; empty: it is not among them.
  [[nodiscard]] std::string setting(const std::string& what) const;
};
using RunTraitsPtr = std::shared_ptr<const RunTraits>;
/// Any thread. Of what is no manifest there are none.
[[nodiscard]] RunTraitsPtr traitsOf(const std::string& manifest);

}

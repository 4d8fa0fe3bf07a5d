// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/symbol_search.h"

#include <string>
#include <vector>

namespace zvt::tests {

/// The rules of the search written down once more, one security at a time and without any index: slow and plain.
struct OracleHit {
  std::uint32_t item;
  ui::MatchKind kind;
};
/// All that fit, in order: kind, then whole matches, then what was used, then the lower group, each as the search says.
[[nodiscard]] ui::MatchKind oracleKind(const ui::SearchItem& item, const std::string& typed);

}

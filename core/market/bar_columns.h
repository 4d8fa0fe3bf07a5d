// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {

/// How the values of several bars become the one of a longer bar.
enum class ColumnMerge { Last, Sum, Drop };
/// What a corporate action does to a column.
enum class ColumnBasis { Other, Price, Volume };

/// A column that only some types of entity have (ExtraColumn), as resources/schema/kdata.json declares it.
struct OptionalBarColumn {
  std::string name;
  std::vector<std::string> entityTypes; ///< empty: all
  std::vector<BarLevel> levels; ///< empty: all
  ColumnMerge merge = ColumnMerge::Last;
  ColumnBasis basis = ColumnBasis::Other;

  [[nodiscard]] bool belongsTo(std::string_view entityType, BarLevel level) const;
};

/// All of them, in the order of the declaration.
[[nodiscard]] const std::vector<OptionalBarColumn>& optionalBarColumns();
/// nullptr for a name that is not declared.
[[nodiscard]] const OptionalBarColumn* findOptionalBarColumn(std::string_view name);
/// Reads a declaration. Errors: json.*, bar.bad_column, bar.unknown_level.
[[nodiscard]] Result<std::vector<OptionalBarColumn>> readOptionalBarColumns(std::string_view json);

}

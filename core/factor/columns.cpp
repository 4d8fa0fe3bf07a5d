// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns.h"

#include "core/base/text.h"
#include "core/factor/columns/groups.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace zvt::factor {

std::string_view toString(ColumnKnown known)
{
  constexpr std::array<std::string_view, 3> kNames{"close", "next_bar", "publication"};
  return kNames[static_cast<std::size_t>(known)];
}

const ColumnCatalogue& ColumnCatalogue::builtIn()
{
  static const ColumnCatalogue catalogue = [] {
    std::vector<ColumnInfo> all = barColumns();
    for (auto* group : {&fundamentalColumns, &alternativeColumns})
      std::ranges::move(group(), std::back_inserter(all));
    return ColumnCatalogue(std::move(all));
  }();
  return catalogue;
}

ColumnCatalogue::ColumnCatalogue(std::vector<ColumnInfo> columns)
    : m_columns(std::move(columns))
{
}

const ColumnInfo* ColumnCatalogue::find(std::string_view name) const
{
  const std::string wanted = toLower(name);
  const auto found = std::ranges::find_if(m_columns, [&](const ColumnInfo& column) {
    return column.name == wanted
        || std::ranges::any_of(column.aliases, [&](const std::string& alias) { return toLower(alias) == wanted; });
  });
  return found == m_columns.end() ? nullptr : &*found;
}

}

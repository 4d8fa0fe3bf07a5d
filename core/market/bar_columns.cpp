// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_columns.h"

#include "bar_schema_resources.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace zvt::market {
namespace {

template <typename Value, std::size_t n>
Result<Value> named(const Json& column, const char* key, const std::array<std::pair<std::string_view, Value>, n>& names)
{
  ZVT_TRY(const std::string text, jsonString(column, key));
  for (const auto& [name, value] : names)
    if (name == text)
      return value;
  return fail("bar.bad_column", {{"key", key}, {"text", text}});
}

Result<OptionalBarColumn> readColumn(const Json& json)
{
  constexpr std::array<std::pair<std::string_view, ColumnMerge>, 3> kMerges{
      {{"last", ColumnMerge::Last}, {"sum", ColumnMerge::Sum}, {"none", ColumnMerge::Drop}}};
  constexpr std::array<std::pair<std::string_view, ColumnBasis>, 3> kBases{
      {{"none", ColumnBasis::Other}, {"price", ColumnBasis::Price}, {"volume", ColumnBasis::Volume}}};
  OptionalBarColumn column;
  ZVT_TRY(column.name, jsonString(json, "name"));
  ZVT_TRY(column.merge, named(json, "resample", kMerges));
  ZVT_TRY(column.basis, named(json, "adjust", kBases));
  const Json types = json.value("entityTypes", Json::array());
  for (const Json& type : types)
    column.entityTypes.push_back(type.get<std::string>());
  const Json levels = json.value("levels", Json::array());
  for (const Json& name : levels) {
    ZVT_TRY(const BarLevel level, parseBarLevel(name.get<std::string>()));
    column.levels.push_back(level);
  }
  return column;
}

std::vector<OptionalBarColumn> readEmbedded()
{
  for (const EmbeddedResource& file : resources::bar_schema()) {
    auto columns = readOptionalBarColumns(file.content);
    if (columns)
      return *std::move(columns);
    // Embedded at build and read by a test: it cannot be wrong at run time.
    throw std::logic_error("kdata.json: " + columns.error().code);
  }
  return {};
}

}

bool OptionalBarColumn::belongsTo(std::string_view entityType, BarLevel level) const
{
  const bool type =
      entityTypes.empty() || std::find(entityTypes.begin(), entityTypes.end(), entityType) != entityTypes.end();
  return type && (levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end());
}

const std::vector<OptionalBarColumn>& optionalBarColumns()
{
  static const std::vector<OptionalBarColumn> columns = readEmbedded();
  return columns;
}

const OptionalBarColumn* findOptionalBarColumn(std::string_view name)
{
  const auto& columns = optionalBarColumns();
  const auto found = std::find_if(
      columns.begin(), columns.end(), [&](const OptionalBarColumn& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

Result<std::vector<OptionalBarColumn>> readOptionalBarColumns(std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  try {
    std::vector<OptionalBarColumn> columns;
    for (const Json& column : document.at("columns")) {
      if (!column.contains("resample"))
        continue; // every entity has it
      ZVT_TRY(OptionalBarColumn read, readColumn(column));
      columns.push_back(std::move(read));
    }
    return columns;
  } catch (const Json::exception& error) {
    return fail("bar.bad_column", {{"key", "columns"}, {"text", error.what()}});
  }
}

}

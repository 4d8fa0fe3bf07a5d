// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_bar_names.h"

#include "core/market/bar_columns.h"
#include "core/storage/schema_registry.h"
#include "core/storage/sql_time.h"
#include "core/storage/sqlite.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zvt::storage {

namespace {

using market::AdjustMode;
using market::BarLevel;

constexpr std::array kLevels = {BarLevel::Min1, BarLevel::Min5, BarLevel::Min15, BarLevel::Min30, BarLevel::Hour1,
    BarLevel::Hour4, BarLevel::Day1, BarLevel::Week1, BarLevel::Month1};
constexpr std::array<std::string_view, 3> kAdjustedTypes = {"stock", "stockhk", "stockus"};
constexpr std::array<std::string_view, 13> kHead = {"id", "entity_id", "timestamp", "provider", "code", "name", "level",
    "open", "high", "low", "close", "volume", "turnover"};
static_assert(kHead.size() == static_cast<std::size_t>(SqlBarColumn::FirstExtra));
constexpr std::array<std::string_view, 4> kTail = {"adjust", "adjust_method", "key", "available_at"};

template <typename List> bool holds(const List& list, std::string_view name)
{
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// As in ZVT every bar table has change_pct and turnover_rate, shares say whether a day closed at its limit, and
/// futures and currencies how they changed against the settlement; the rest is declared for types and levels.
std::vector<std::string> extrasOf(std::string_view type, BarLevel level)
{
  std::vector<std::string> extras = {"change_pct", "turnover_rate"};
  if (type.empty() || type == "stock" || type == "stockus")
    extras.insert(extras.end(), {"is_limit_up", "is_limit_down"});
  if (type.empty() || type == "future" || type == "currency")
    extras.emplace_back("change_settlement_pct");
  for (const market::OptionalBarColumn& column : market::optionalBarColumns()) {
    if (!holds(extras, column.name) && (type.empty() || column.belongsTo(type, level)))
      extras.push_back(column.name);
  }
  return extras;
}

std::string_view sqlType(std::size_t column)
{
  return column < static_cast<std::size_t>(SqlBarColumn::Open) ? "TEXT" : "REAL";
}

}

std::vector<SqlBarTable> sqlBarTables(const SchemaRegistry& schemas)
{
  std::vector<SqlBarTable> tables = {{"bars", "", BarLevel::Day1, AdjustMode::Bfq, extrasOf("", BarLevel::Day1)}};
  for (const RecordSchema* schema : schemas.all()) {
    if (schema->kind != SchemaKind::Entity || schema->entityType.empty() || schema->entityType == "country")
      continue;
    const std::string& type = schema->entityType;
    const bool isAdjusted = holds(kAdjustedTypes, type);
    for (const BarLevel level : kLevels) {
      const std::vector<std::string> extras = extrasOf(type, level);
      const std::string stem = fmt::format("{}_{}_", type, market::toString(level));
      tables.push_back({stem + "kdata", type, level, isAdjusted ? AdjustMode::Qfq : AdjustMode::Bfq, extras});
      if (isAdjusted) {
        tables.push_back({stem + "hfq_kdata", type, level, AdjustMode::Hfq, extras});
        tables.push_back({stem + "bfq_kdata", type, level, AdjustMode::Bfq, extras});
      }
    }
  }
  return tables;
}

std::vector<std::string> sqlBarColumns(const SqlBarTable& table)
{
  std::vector<std::string> columns(kHead.begin(), kHead.end());
  columns.insert(columns.end(), table.extras.begin(), table.extras.end());
  columns.insert(columns.end(), kTail.begin(), kTail.end());
  return columns;
}

std::string sqlBarDeclaration(const SqlBarTable& table)
{
  std::string sql = "CREATE TABLE bars(";
  for (std::size_t i = 0; i < kHead.size(); ++i) {
    const bool isTime = i == static_cast<std::size_t>(SqlBarColumn::Timestamp);
    sql += fmt::format("{} {}{}{}, ", kHead[i], sqlType(i), isTime ? " COLLATE " : "", isTime ? kTimeCollation : "");
  }
  for (const std::string& extra : table.extras) // the rules of each day are a lot of work for a mere *
    sql += sqlName(extra) + (extra.starts_with("is_limit_") ? " REAL HIDDEN, " : " REAL, ");
  const std::string_view hidden = table.isGeneric() ? "" : " HIDDEN";
  return sql
      + fmt::format(
          "adjust TEXT{}, adjust_method TEXT{}, key INTEGER HIDDEN, available_at INTEGER HIDDEN)", hidden, hidden);
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"

#include <string>
#include <vector>

namespace zvt::storage {

class SchemaRegistry;

/// A bar table of SQL.
struct SqlBarTable {
  std::string name; ///< stock_1d_hfq_kdata; "bars" for all types and levels in one
  std::string type; ///< of its entities; empty: any, named by a condition
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::vector<std::string> extras; ///< columns that not every bar has, see market::BarSeries::extras

  [[nodiscard]] bool isGeneric() const { return type.empty(); }
};

/// Every bar table: {type}_{level}_kdata for each entity type and level, and for shares also _hfq_ and _bfq_. As in
/// ZVT the plain name means forward adjusted bars for shares; types that are not adjusted have raw bars under it.
[[nodiscard]] std::vector<SqlBarTable> sqlBarTables(const SchemaRegistry& schemas);

/// Columns in the order of the table, hidden ones (adjust, adjust_method, key, available_at) included.
[[nodiscard]] std::vector<std::string> sqlBarColumns(const SqlBarTable& table);

/// Positions of the columns that every bar table begins with; extras follow, then the ones of SqlBarTail.
enum class SqlBarColumn {
  Id,
  EntityId,
  Timestamp,
  Provider,
  Code,
  Name,
  Level,
  Open,
  High,
  Low,
  Close,
  Volume,
  Turnover,
  FirstExtra
};
enum class SqlBarTail { Adjust, AdjustMethod, Key, AvailableAt };

/// CREATE TABLE … of a bar table, for SQLite.
[[nodiscard]] std::string sqlBarDeclaration(const SqlBarTable& table);

}

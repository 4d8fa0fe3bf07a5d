// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sql_bar_scan.h"

#include <string>
#include <string_view>
#include <vector>

struct sqlite3_index_info;
struct sqlite3_value;

namespace zvt::storage {

/// Which conditions of a statement a bar table takes over from SQLite, in the order of their values.
struct SqlBarPlan {
  enum class Field : char {
    EntityId = 'e',
    Code = 'c',
    Name = 'n',
    Provider = 'p',
    Time = 't',
    Key = 'k',
    Level = 'l',
    Adjust = 'a',
    Method = 'm'
  };
  enum class Op : char {
    Equal = '=',
    In = '@',
    EqualText = '"', ///< of times, compared as bytes by SQLite
    Less = '<',
    LessEqual = '[',
    Greater = '>',
    GreaterEqual = ']',
    Like = '~',
    Glob = '*'
  };
  struct Term {
    Field field;
    Op op;
    bool operator==(const Term&) const = default;
  };
  std::vector<Term> terms;
  bool entitiesDescending = false;
  bool timesDescending = false;
  market::BarColumnSet columns;
  bool usesExtras = false;

  /// As SQLite carries it from planning to running.
  [[nodiscard]] std::string encode() const;
  static SqlBarPlan decode(std::string_view text);
};

/// Plans one use of a bar table: SQLite's xBestIndex. @return an SQLite result code; with SQLITE_ERROR @p error says
/// which condition the table needs.
int planBars(const SqlBarTable& table, sqlite3_index_info& info, std::optional<Error>& error);

/// The query of a plan with its values. Errors: sql.bad_time, sql.time_with_offset, market.bad_level and the like.
[[nodiscard]] Result<SqlBarQuery> queryOf(const SqlBarTable& table, const SqlBarPlan& plan, sqlite3_value** values);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/time.h"
#include "core/storage/record_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt {
class Clock;
}

namespace zvt::storage {

class Profile;
class SqlBarSource;

/// One SELECT of a user.
struct SqlQuery {
  std::string text;
  /// Values of :name, @name or $name, by the bare name; bound, never pasted into the text.
  std::vector<std::pair<std::string, RecordValue>> parameters;
  std::optional<std::int64_t> maxRows; ///< the answer ends there and says so
  std::optional<Duration> maxTime; ///< then sql.time_limit
};

struct SqlOutcome {
  std::int64_t rows = 0;
  bool truncated = false; ///< maxRows was reached and there are more
  Duration elapsed;
};

/// What receives the answer, row by row. An error that it returns ends the statement.
struct SqlSink {
  std::function<Result<void>(const std::vector<std::string>& names)> columns; ///< once, before the rows
  std::function<Result<void>(std::span<RecordValue> cells)> row; ///< the cells may be moved from
};

/// A table that SQL can read.
struct SqlTableInfo {
  std::string name;
  std::string kind; ///< "record" or "bars"
  std::vector<std::string> columns;
  /// Bars: whether any are stored of which the table can be made; records: always.
  bool hasData = true;
};

/// Read-only SQL over market.db on a connection of its own: the tables of the record schemas, and bars as tables named
/// {type}_{level}[_hfq|_bfq]_kdata (see resources/help). Only SELECT, only what the schemas declare, only functions
/// that neither change nor reach anything; the ledger, the settings and the tables inside which bars are kept are out
/// of reach. One thread at a time; the profile, the source and the clock outlive it.
class SqlSession {
public:
  static Result<std::unique_ptr<SqlSession>> open(const Profile& profile, SqlBarSource& bars, const Clock& clock);
  ~SqlSession();
  SqlSession(const SqlSession&) = delete;
  SqlSession& operator=(const SqlSession&) = delete;

  /// Runs one statement and hands its rows to @p sink as they are found.
  /// Errors: sql.syntax with "line", "column", "text"; sql.unknown_table, sql.unknown_column with "nearest";
  /// sql.unknown_function, sql.only_select, sql.many_statements, sql.not_readable, sql.function_refused,
  /// sql.missing_param, sql.unknown_param, sql.too_complex, sql.time_limit, sql.bars_need, sql.bad_time, sql.failed;
  /// task.cancelled; those of the source and of the sink; storage.*.
  Result<SqlOutcome> run(const SqlQuery& query, const SqlSink& sink, const CancelToken& cancel = {});
  /// The same into memory.
  Result<RecordTable> fetch(const SqlQuery& query, const CancelToken& cancel = {});
  /// Everything that can be read, by name.
  [[nodiscard]] Result<std::vector<SqlTableInfo>> tables();

private:
  struct State;
  explicit SqlSession(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace zvt::storage {

/// A cell: missing, or what its ColumnType says.
using RecordValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
using RecordRow = std::vector<RecordValue>;

/// Rows with named columns, in the order of @p columns.
struct RecordTable {
  std::vector<std::string> columns;
  std::vector<RecordRow> rows;
};

/// A comparison with a missing value is false, NotEqual included.
enum class FilterOperator {
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In, ///< any of the values, however many
  Glob, ///< * and ?, text columns; upper and lower case differ
  Missing, ///< no values
  Present, ///< no values
  Like, ///< % and _, text columns; A–Z and a–z are the same
  Between ///< two values, both inclusive
};

/// One condition on a column; values are always bound, never part of the statement. A column is one of the schema,
/// "entity.NAME" (of the row's security), "run.NAME" (of the run that stored the row) or "_run" (that run's id).
struct RecordFilter {
  std::string column;
  FilterOperator op = FilterOperator::Equal;
  std::vector<RecordValue> values;
};

/// Conditions joined by and, or, not. `not` is the exact complement: it holds where its part does not, so that
/// not(price > 5) selects rows without a price, too.
struct RecordExpression {
  enum class Kind {
    Filter,
    All, ///< every part; nothing to hold: true
    Any, ///< at least one part; no parts: false
    Not ///< the only part does not hold
  };
  Kind kind = Kind::All;
  RecordFilter filter = {}; ///< kind Filter
  std::vector<RecordExpression> parts = {};

  static RecordExpression of(RecordFilter condition) { return {Kind::Filter, std::move(condition), {}}; }
};

struct RecordOrder {
  std::string column;
  bool descending = false;
};

/// Where a page ended: the values of the order's columns and of the key in the last row.
struct RecordCursor {
  std::vector<RecordValue> values;

  /// One line that parse() reads back exactly.
  [[nodiscard]] std::string text() const;
  /// Errors: storage.bad_cursor.
  static Result<RecordCursor> parse(std::string_view text);
  bool operator==(const RecordCursor&) const = default;
};

/// Which rows and columns of one schema. Everything that is given must hold.
struct RecordQuery {
  std::string schema;
  std::vector<std::string> columns; ///< empty: all of the schema
  std::vector<RecordFilter> filters; ///< all must hold
  std::vector<RecordOrder> order; ///< then by the key, so that the order is always the same
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;

  std::optional<RecordExpression> where = {};
  std::vector<std::string> codes = {}; ///< codes of the rows' securities (000001), whatever their type and exchange
  std::vector<std::string> providers = {};
  /// On the schema's time column, both inclusive; a date alone means the whole day. A time without an offset is on the
  /// clock of each row's exchange (without one: Asia/Shanghai).
  std::optional<ParsedTime> start = {};
  std::optional<ParsedTime> end = {};
  /// Only what was known at that moment, by the schema's "known" column; of several versions of a row the newest known.
  /// A row that is known by its day only counts from the end of that day. A date alone means the end of that day.
  std::optional<ParsedTime> asOf = {};
  std::optional<RecordCursor> after = {}; ///< rows behind this one in the order: the next page
};

/// A page and where the next one begins.
struct RecordPage {
  RecordTable table;
  std::optional<RecordCursor> next; ///< empty: there are no more rows
};

}

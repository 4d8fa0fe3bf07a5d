// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

#include <functional>
#include <string>
#include <string_view>

/// Values of a schema's columns ↔ the text of cells.
namespace zvt::data {

/// What a cell does not say itself.
struct CellContext {
  int exponent = 0; ///< of ten, from the column's header: (%) -2, (万元) 4
  /// The zone of times without an offset. Errors: import.no_zone.
  std::function<Result<TimeZone>()> zone;
};

/// Reads one cell.
/// - Every type: a cell with a null data pointer is missing. All but text: blanks around the value are ignored, and "",
///   -, --, NaN, null, None, N/A and NaT are missing, too. Text is taken as it stands, an empty one included.
/// - real, int, decimal: thousands separators (1,234,567.8) unless the unit is fraction or degree. % (or ％) only where
///   the unit is fraction: 5% is 0.05. 万, 亿 and 万亿 only where the unit is an amount: share, contract, base, count,
///   person, currency or a currency's code. What the cell says itself counts, and then the header's exponent does not.
///   The scaling is exact: the point is moved before the digits become a double.
/// - int also as 1200.0; bool as true/false, 1/0, yes/no, 是/否; day as 2024-01-31, 2024/01/31, 20240131, with a
///   midnight after it or without; time as text with an offset, an epoch number (s, ms, µs, ns), or text on the clock
///   of @p context; json as a valid document.
/// Errors: import.bad_number, import.not_whole, import.out_of_range, import.bad_decimal, import.bad_bool,
/// import.bad_day, import.bad_time, import.time_range, import.bad_json, import.no_zone; argument "text".
[[nodiscard]] Result<storage::RecordValue> readCell(
    const storage::ColumnSchema& column, std::string_view cell, const CellContext& context);

/// The text of a value that readCell reads back to the same value: doubles with the shortest digits, times in UTC. A
/// missing value has none.
[[nodiscard]] std::string cellText(storage::ColumnType type, const storage::RecordValue& value);
/// The same for JSON: numbers and bools bare, JSON objects and arrays as stored, all else in quotes; missing is null.
void appendJsonValue(std::string& out, storage::ColumnType type, const storage::RecordValue& value);
void appendJsonString(std::string& out, std::string_view text);

/// The power of ten that a header's bracket asks for, where the column's unit allows it: 持股比例(%) on a fraction −2,
/// 总股本（万股） on shares 4, (元) and (股) 0, (手) on shares 2. Nothing when it does not fit the unit.
[[nodiscard]] std::optional<int> exponentOfUnit(const storage::ColumnSchema& column, std::string_view bracket);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/storage/record_query.h"

namespace zvt::storage {

struct ColumnSchema;
struct RecordSchema;
class SchemaRegistry;

/// Reads a condition as people write it; nothing of it becomes part of a statement.
///
///   pe < 10 and (pb between 0.5 and 1 or not entity.name like '%银行%') and industry is missing
///
/// Comparisons: = == != <> < <= > >=, in (a, b), between a and b, like (% and _), glob or ~ (* and ?), is missing,
/// is present; "not" before in, between, like, glob and before any condition. "and" binds closer than "or". Values: a
/// bare word or number up to a blank, bracket or comma, or text in '…' or "…" with that quote doubled inside. A time
/// without an offset is on the clock of @p zone; a date alone on a time column means that whole day.
/// Errors: storage.bad_expression with "text", "position" (in characters) and "expected"; storage.unknown_column;
/// storage.bad_text (a value that is none of the column); storage.bad_value (like and glob on what is no text).
[[nodiscard]] Result<RecordExpression> parseExpression(
    const SchemaRegistry& schemas, const RecordSchema& schema, std::string_view text, const TimeZone& zone);

/// A value of a column from text. Errors: storage.bad_text.
[[nodiscard]] Result<RecordValue> parseValue(const ColumnSchema& column, std::string_view text, const TimeZone& zone);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/record_sql.h"

/// Moments on the clock of each row's exchange, as conditions.
namespace zvt::storage {

/// "column op moment" for a time column: op is one of < <= > >=; a date alone is taken as its first moment.
/// @param entityId SQL of the row's entity id; empty: Asia/Shanghai for every row
[[nodiscard]] Result<SqlText> compareTime(
    const std::string& column, std::string_view op, const ParsedTime& moment, const std::string& entityId);
/// "column op day" for a day column, where the day is the one that the exchange's calendar shows at the moment.
[[nodiscard]] Result<SqlText> compareDay(
    const std::string& column, std::string_view op, const ParsedTime& moment, const std::string& entityId);
/// The first moment of the day after.
[[nodiscard]] ParsedTime nextDay(ParsedTime moment);

}

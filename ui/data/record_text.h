// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/storage/data_run.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

#include <QString>

namespace zvt::ui {

/// A cell as people read it: groups of three digits, times on the clock of @p zone; missing is U+2013.
[[nodiscard]] QString cellText(
    const storage::ColumnSchema& column, const storage::RecordValue& value, const TimeZone& zone);
/// All digits, grouped by three; missing is U+2013.
[[nodiscard]] QString numberText(double value);
[[nodiscard]] bool isNumber(storage::ColumnType type);
/// What sorting and copying take.
[[nodiscard]] QVariant cellValue(const storage::RecordValue& value);
/// "Close  CNY": the label in the language in force with the unit.
[[nodiscard]] QString columnTitle(const storage::ColumnSchema& column);
/// Where a row comes from, one fact a line.
[[nodiscard]] QString lineageText(const storage::DataRun& run, const TimeZone& zone);
/// 14.2 MB.
[[nodiscard]] QString sizeText(std::int64_t bytes);
[[nodiscard]] QString timeText(Timestamp time, const TimeZone& zone);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/plugin/api/importer.h"

#include <optional>
#include <string_view>

namespace zvt::importer_csv {

/// A plain finite number ("10.25", "-3", "1e5"), surrounding blanks allowed.
/// Errors: import.bad_number, import.missing_number.
[[nodiscard]] Result<double> parseNumber(std::string_view cell);

struct CellTime {
  std::int64_t micros = 0;
  plugin::TimeKind kind = plugin::TimeKind::Local;
  bool hasTime = false;
};
/// A date, a date with a time, YYYYMMDD[HHMM[SS]], or an epoch number in seconds, milliseconds, microseconds or
/// nanoseconds. Errors: import.bad_time.
[[nodiscard]] Result<CellTime> parseMoment(std::string_view cell);
/// HH:MM[:SS], HHMM or HHMMSS as microseconds since midnight.
[[nodiscard]] std::optional<std::int64_t> parseClock(std::string_view cell);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// What people write into cells of tables: numbers and times in the usual forms.
namespace zvt {

/// A plain finite number ("10.25", "-3", "1e5"), surrounding blanks allowed.
/// Errors: import.bad_number, import.missing_number.
[[nodiscard]] Result<double> parseNumberCell(std::string_view cell);

struct CellTime {
  std::int64_t micros = 0; ///< since 1970-01-01T00:00, UTC or local
  bool isUtc = false; ///< an epoch number or a text with an offset
  bool hasTime = false; ///< false: only a date
};
/// A date, a date with a time, YYYYMMDD[HHMM[SS]], or an epoch number in seconds, milliseconds, microseconds or
/// nanoseconds. Errors: import.bad_time.
[[nodiscard]] Result<CellTime> parseMomentCell(std::string_view cell);
/// HH:MM[:SS], HHMM or HHMMSS as microseconds since midnight.
[[nodiscard]] std::optional<std::int64_t> parseClockCell(std::string_view cell);

}

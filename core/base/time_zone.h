// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

namespace zvt {

/// A zone of the tz database ("Asia/Shanghai", "UTC"). Cheap to copy; safe to use from any thread.
class TimeZone {
public:
  /// Errors: time.unknown_zone.
  static Result<TimeZone> find(std::string_view name);
  static TimeZone utc();

  [[nodiscard]] std::string name() const;
  [[nodiscard]] LocalTime toLocal(Timestamp timestamp) const;
  /// A local time that occurs twice is taken as the earlier moment; one that is skipped, as the moment of the jump.
  [[nodiscard]] Timestamp toUtc(LocalTime local) const;

private:
  explicit TimeZone(const void* zone)
      : m_zone(zone)
  {
  }
  const void* m_zone; ///< date::time_zone of the process-wide, immutable database
};

}

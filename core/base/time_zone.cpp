// SPDX-License-Identifier: Apache-2.0
#include "core/base/time_zone.h"

#include <date/tz.h>

#include <chrono>

namespace zvt {
namespace {

const date::time_zone& zoneOf(const void* zone)
{
  return *static_cast<const date::time_zone*>(zone);
}

std::chrono::seconds floorSeconds(std::int64_t micros)
{
  return date::floor<std::chrono::seconds>(std::chrono::microseconds(micros));
}

std::int64_t micros(std::chrono::seconds seconds)
{
  return std::chrono::microseconds(seconds).count();
}

}

Result<TimeZone> TimeZone::find(std::string_view name)
{
  try {
    return TimeZone(date::locate_zone(std::string(name)));
  } catch (const std::exception&) { // the library's way to say that there is no such zone, or no database
    return fail("time.unknown_zone", {{"zone", std::string(name)}});
  }
}

TimeZone TimeZone::utc()
{
  return TimeZone(date::locate_zone("Etc/UTC"));
}

std::string TimeZone::name() const
{
  return zoneOf(m_zone).name();
}

LocalTime TimeZone::toLocal(Timestamp timestamp) const
{
  const auto info = zoneOf(m_zone).get_info(date::sys_seconds(floorSeconds(timestamp.micros)));
  return {timestamp.micros + micros(info.offset)};
}

Timestamp TimeZone::toUtc(LocalTime local) const
{
  const auto info = zoneOf(m_zone).get_info(date::local_seconds(floorSeconds(local.micros)));
  if (info.result == date::local_info::nonexistent)
    return {micros(info.first.end.time_since_epoch())};
  return {local.micros - micros(info.first.offset)}; // for a time that occurs twice, first is the earlier
}

}

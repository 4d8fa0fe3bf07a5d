// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/clock_text.h"

namespace zvt::widgets {

QString clockText(const TimeZone& zone, Timestamp time, bool withSeconds)
{
  const std::int64_t second = zone.toLocal(time).sinceMidnight().micros / 1'000'000;
  const auto part = [](std::int64_t number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
  const QString minute = part(second / 3600) + u':' + part(second / 60 % 60);
  return withSeconds ? minute + u':' + part(second % 60) : minute;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"

#include <QString>

namespace zvt::widgets {

/// A moment on the clock of a zone: 10:42, or 10:42:18.
[[nodiscard]] QString clockText(const TimeZone& zone, Timestamp time, bool withSeconds);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"

#include <string_view>

namespace zvt::alert {

/// The clock of the exchange of a security; UTC where it is not known.
[[nodiscard]] TimeZone zoneOf(std::string_view entityId);

}

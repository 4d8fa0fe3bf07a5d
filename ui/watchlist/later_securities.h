// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <string>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// The securities whose stored bars are all of days after @p day, in the order of their ids: a replay of that day must
/// not know them. Reads the store; not for the GUI thread. Errors: storage.*
[[nodiscard]] Result<std::vector<std::string>> laterSecurities(storage::Profile& profile, TradingDay day);

}

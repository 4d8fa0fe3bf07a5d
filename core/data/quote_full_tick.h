// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/quote.h"

namespace zvt::data {

/// One security of a full tick.
struct FullTick {
  std::string code; ///< as the terminal writes it: 600519.SH
  market::Quote quote; ///< entityId is empty where the code is none that is known
};

/// Reads what QMT's get_full_tick() gives as JSON: {"600519.SH": {"lastPrice": …, "askPrice": […], …}, …}. Prices of 0
/// stand for none and levels without a price are left out. Volumes come in 手 or in shares depending on the terminal:
/// pvolume decides where it is there, else which of the two the turnover fits. Level volumes are 手 for stocks and
/// funds where the day's volume is. Time: "time" in milliseconds, else "timetag" on Shanghai's clock. Errors: json.*,
/// quote.bad_full_tick with argument "code".
[[nodiscard]] Result<std::vector<FullTick>> readFullTicks(std::string_view json, Timestamp received);

}

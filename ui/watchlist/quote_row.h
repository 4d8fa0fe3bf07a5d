// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cmath>
#include <string>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// The newest bar of one security against the close before it. NaN where unknown.
struct QuoteRow {
  std::string entityId;
  std::string name;
  std::string code; ///< as the desk writes it
  std::string pinyin;
  bool index = false;
  bool synthetic = false;
  double last = std::nan("");
  double previous = std::nan("");
  double volume = std::nan("");
  double turnover = std::nan("");
  TradingDay day; ///< of the newest bar
  bool hasBar = false;

  [[nodiscard]] double change() const { return last - previous; }
  [[nodiscard]] double changeFraction() const { return previous > 0 ? last / previous - 1 : std::nan(""); }
};

/// One row for everything stored, indexes first, then by code. Reads only the newest bars of each. Runs on a worker's
/// thread. Errors: storage.*.
[[nodiscard]] Result<std::vector<QuoteRow>> loadQuotes(data::MarketData& marketData, storage::Profile& profile);

}

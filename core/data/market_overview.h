// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace zvt::data {

/// One security as the overview counts it; live or of the stored day. NaN where unknown.
struct OverviewRow {
  std::string entityId;
  double last = std::nan("");
  double previous = std::nan("");
  double turnover = std::nan("");
  double minutesAgo = std::nan(""); ///< price a few minutes ago; of a stored day NaN
  int streak = 0; ///< days at the upper limit, today included; negative: at the lower
  double sealed = std::nan(""); ///< money that waits at the limit, where a book tells
  std::int64_t sealedAt = 0; ///< Timestamp::micros of the first time at the limit; 0: not known
  int industry = -1; ///< index into OverviewInput::industries
  bool index = false; ///< indexes are shown, never counted

  [[nodiscard]] double change() const { return last / previous - 1; }
};

struct OverviewInput {
  std::vector<OverviewRow> rows;
  std::vector<std::string> industries;
  std::size_t top = 50; ///< rows of each ranking
};

/// Change of the day in classes of one percentage point; classes 0 and 21 are beyond ±10 %, 10 and 11 lie at either
/// side of 0 without it. Unchanged securities are in none.
inline constexpr std::size_t kChangeClasses = 22;
/// −1: unchanged or unknown. A change on a border belongs to the class nearer to 0: +1.00 % to (0, 1].
[[nodiscard]] int changeClass(double change);

struct IndustryRank {
  int industry = -1;
  double change = std::nan(""); ///< mean of its securities' changes, each weighing the same
  double turnover = 0;
  int up = 0, down = 0, flat = 0;
  std::size_t leader = 0; ///< row that rose most
};

/// What a market did. Rows are named by their index into OverviewInput::rows.
struct MarketOverview {
  int up = 0, flat = 0, down = 0, unknown = 0;
  int limitUp = 0, limitDown = 0;
  double turnover = 0; ///< of all that are counted
  double median = std::nan(""); ///< change
  std::array<int, kChangeClasses> distribution{};
  std::vector<std::size_t> limitBoard; ///< at the upper limit: longest streak first, then most turnover
  std::vector<std::size_t> mostActive; ///< by turnover
  std::vector<std::size_t> risers; ///< by change
  std::vector<std::size_t> fallers;
  std::vector<std::size_t> fastest; ///< by change in the last minutes, up or down; empty without live prices
  std::vector<IndustryRank> industries; ///< best first
};

/// Pure; any thread.
[[nodiscard]] MarketOverview overviewOf(const OverviewInput& input);

}

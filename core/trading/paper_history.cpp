// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_session_state.h"

#include <algorithm>

namespace zvt::trading {

namespace {

Result<EquityPoint> valuedAt(const SimAccount& account, const PaperMarket& market)
{
  EquityPoint point{account.day(), account.cash(), {}, account.movedCash()};
  for (const auto& [entityId, position] : account.positions()) {
    if (position.total.isZero())
      continue;
    ZVT_TRY(const auto mark, market.mark(entityId, account.day()));
    if (!mark)
      continue;
    Position valued = position;
    valued.last = *mark;
    point.marketValue += valued.equityValue();
  }
  return point;
}

}

Result<std::vector<EquityPoint>> equityHistory(
    const Journal& journal, const PaperMarket& market, std::optional<TradingDay> until)
{
  ZVT_TRY(const auto entries, journal.read());
  TradingState state;
  std::vector<EquityPoint> points;
  const auto close = [&]() -> Result<void> {
    if (!state.isOpen() || state.account().day() == TradingDay{} || (until && state.account().day() > *until))
      return {};
    ZVT_TRY(const EquityPoint point, valuedAt(state.account(), market));
    points.push_back(point);
    return {};
  };
  for (const JournalEntry& entry : entries) {
    if (std::holds_alternative<DayStarted>(entry.event))
      ZVT_TRY_VOID(close());
    ZVT_TRY_VOID(state.apply(entry));
  }
  ZVT_TRY_VOID(close());
  return points;
}

}

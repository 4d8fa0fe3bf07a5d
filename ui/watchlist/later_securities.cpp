// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/later_securities.h"

#include "core/market/exchange.h"
#include "core/storage/profile.h"

#include <map>

namespace zvt::ui {

namespace {

/// Of its oldest bar; nothing where the exchange is not known.
std::optional<TradingDay> firstDay(const storage::BarInventory& series)
{
  if (market::isDayKeyed(series.level))
    return TradingDay{static_cast<std::int32_t>(series.first)};
  const auto id = market::EntityId::parse(series.entityId);
  if (!id)
    return {};
  const auto calendar = market::Calendar::of(*id);
  return calendar ? std::optional((*calendar)->dayOf(Timestamp{series.first - 1})) : std::nullopt;
}

}

Result<std::vector<std::string>> laterSecurities(storage::Profile& profile, TradingDay day)
{
  ZVT_TRY(const auto inventory, profile.bars().inventory());
  std::map<std::string, bool> isLater;
  for (const storage::BarInventory& series : inventory) {
    const auto first = firstDay(series);
    bool& later = isLater.try_emplace(series.entityId, true).first->second;
    later = later && first && *first > day;
  }
  std::vector<std::string> later;
  for (const auto& [entityId, is] : isLater)
    if (is)
      later.push_back(entityId);
  return later;
}

}

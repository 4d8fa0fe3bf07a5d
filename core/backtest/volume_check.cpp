// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/volume_check.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

namespace zvt::backtest {

std::optional<Error> beyondVolume(const BacktestData& data, std::span<const analytics::FillRecord> fills)
{
  std::unordered_map<std::string_view, const EntityData*> entities;
  for (const EntityData& entity : data.entities)
    entities.emplace(entity.raw->entityId, &entity);
  std::size_t count = 0;
  double most = 0;
  for (const analytics::FillRecord& fill : fills) {
    const auto entity = entities.find(fill.entityId);
    if (entity == entities.end())
      continue;
    const market::BarSeries& raw = *entity->second->raw;
    const std::int64_t key = market::isDayKeyed(raw.level) ? std::int64_t{fill.time.day().days}
                                                           : entity->second->calendar->zone().toUtc(fill.time).micros;
    const auto bar = std::ranges::lower_bound(raw.key, key);
    if (bar == raw.key.end() || *bar != key)
      continue;
    const double volume = raw.volume[static_cast<std::size_t>(bar - raw.key.begin())];
    const double quantity = fill.quantity.toDouble();
    if (!(volume > 0) || quantity <= volume)
      continue;
    ++count;
    most = std::max(most, quantity / volume);
  }
  if (count == 0)
    return std::nullopt;
  return Error{"backtest.beyond_volume",
      {{"count", std::to_string(count)}, {"fills", std::to_string(fills.size())},
          {"times", fmt::format("{:.1f}", most)}},
      {}};
}

}

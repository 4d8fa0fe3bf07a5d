// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/subject_facts.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

/// Rules for new listings reach no further than this.
constexpr int kListingDays = 60;

const EntityData* find(const BacktestData& data, std::string_view entityId)
{
  const auto found = std::ranges::lower_bound(
      data.entities, entityId, {}, [](const EntityData& entity) { return std::string_view(entity.raw->entityId); });
  return found == data.entities.end() || found->raw->entityId != entityId ? nullptr : &*found;
}

bool isSpecialTreatment(std::string_view name)
{
  return name.starts_with("ST") || name.starts_with("*ST");
}

std::optional<int> daysSinceListing(const EntityData& entity, TradingDay day)
{
  if (!entity.entity.listed || day < *entity.entity.listed || day - *entity.entity.listed > kListingDays)
    return {};
  const auto days = entity.calendar->between(*entity.entity.listed, day);
  return days && !days->empty() ? std::optional(static_cast<int>(days->size()) - 1) : std::nullopt;
}

}

trading::SubjectLookup subjectLookup(const BacktestData& data)
{
  return [&data](std::string_view entityId, TradingDay day) {
    trading::SubjectFacts facts;
    const EntityData* entity = find(data, entityId);
    if (entity == nullptr)
      return facts;
    facts.subject.board = market::boardOf(entity->entity.id);
    facts.subject.specialTreatment = isSpecialTreatment(entity->entity.name);
    facts.subject.listed = entity->entity.listed;
    facts.tradingDaysSinceListing = daysSinceListing(*entity, day);
    return facts;
  };
}

}

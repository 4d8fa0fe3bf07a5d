// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/subject_facts.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

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

}

trading::SubjectLookup subjectLookup(const BacktestData& data)
{
  return [&data](std::string_view entityId, TradingDay day) {
    trading::SubjectFacts facts;
    if (const EntityData* entity = find(data, entityId)) {
      facts.subject = market::RuleSubject::of(entity->entity.id);
      facts.subject.specialTreatment = isSpecialTreatment(entity->entity.name);
      facts.subject.listed = entity->entity.listed;
      if (!entity->lots.isEmpty())
        facts.issuerLot = [entity, day] { return Result<std::optional<Quantity>>(entity->lots.on(day)); };
    }
    return facts;
  };
}

}

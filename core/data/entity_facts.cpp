// SPDX-License-Identifier: Apache-2.0
#include "core/data/entity_facts.h"

#include <algorithm>

namespace zvt::data {
namespace {

void sortOnce(std::vector<TradingDay>& days)
{
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}

Result<EntityFacts> entityFacts(
    storage::Profile& profile, const std::string& entityId, const std::vector<std::string>& preferred)
{
  EntityFacts facts;
  ZVT_TRY(facts.subject.id, market::EntityId::parse(entityId));
  const auto entities = profile.entities().snapshot();
  if (const auto index = entities->find(entityId)) {
    facts.subject.listed = entities->at(*index).listed;
    facts.delisted = entities->at(*index).delisted;
  }
  storage::RecordQuery status;
  status.schema = "trading_status";
  status.columns = {"day", "suspended", "special_treatment"};
  status.filters = {{"entity_id", storage::FilterOperator::Equal, {entityId}}};
  ZVT_TRY(const storage::RecordTable days, profile.records().query(status));
  for (const storage::RecordRow& row : days.rows) {
    ZVT_TRY(const TradingDay day, TradingDay::parse(std::get<std::string>(row[0])));
    if (row[1] == storage::RecordValue(true))
      facts.suspended.push_back(day);
    if (row[2] == storage::RecordValue(true))
      facts.subject.specialTreatment.push_back(day);
  }
  sortOnce(facts.suspended);
  sortOnce(facts.subject.specialTreatment);
  storage::ActionQuery actions;
  actions.entityId = entityId;
  actions.priority = preferred;
  ZVT_TRY(facts.actions, profile.actions().read(actions));
  return facts;
}

}

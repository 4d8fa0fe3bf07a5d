// SPDX-License-Identifier: Apache-2.0
#include "core/data/lineage.h"

#include "core/base/json.h"
#include "core/storage/profile.h"

#include <nlohmann/json.hpp>

namespace zvt::data {
namespace {

/// The parts of a transformation; what is no object is one fact.
void addTransformation(const std::string& text, std::vector<LineageFact>& facts)
{
  if (text.empty())
    return;
  const auto json = parseJson(text);
  if (!json || !json->is_object()) {
    facts.push_back({"transformation", text, true});
    return;
  }
  for (const auto& [name, value] : json->items()) {
    if (value.is_object()) {
      std::string list;
      for (const auto& [inner, one] : value.items())
        list += (list.empty() ? "" : ", ") + inner + "=" + (one.is_string() ? one.get<std::string>() : one.dump());
      facts.push_back({name, list, true});
    } else {
      facts.push_back({name, value.is_string() ? value.get<std::string>() : value.dump(), true});
    }
  }
}

storage::RecordFilter equal(const std::string& column, const storage::RecordValue& value)
{
  return {column, storage::FilterOperator::Equal, {value}};
}

}

std::vector<LineageFact> Origin::facts() const
{
  std::vector<LineageFact> facts;
  if (!run)
    return facts;
  const auto number = [](std::int64_t value) { return value == 0 ? std::string() : std::to_string(value); };
  facts = {{"provider", run->provider, false}, {"kind", run->kind, false}, {"source", run->source, false},
      {"started", isoUtc(run->started), false}, {"payload_hash", run->payloadHash, false},
      {"payload_size", number(run->payloadSize), false}};
  addTransformation(run->transformation, facts);
  for (const LineageFact& fact : {LineageFact{"actor", run->actor, false}, LineageFact{"program", run->program, false},
           LineageFact{"rows", number(run->rows), false}, LineageFact{"rejected", number(run->rejected), false},
           LineageFact{"run", number(run->id), false}})
    facts.push_back(fact);
  std::erase_if(facts, [](const LineageFact& fact) { return fact.value.empty(); });
  return facts;
}

Result<void> Lineage::complete(Origin& origin, std::int64_t run) const
{
  if (run == storage::kUnknownRun)
    return {};
  ZVT_TRY(origin.run, m_profile.runs().find(run));
  if (origin.run->entityId.empty())
    return {}; // about many: what it replaced of this one is not known
  storage::RunQuery query;
  query.entityId = origin.run->entityId;
  query.schema = origin.run->schema;
  query.provider = origin.run->provider;
  if (!origin.run->level.empty())
    query.level = origin.run->level;
  query.before = run;
  query.limit = static_cast<std::int64_t>(kEarlierRuns);
  ZVT_TRY(origin.earlier, m_profile.runs().list(query));
  return {};
}

Result<Origin> Lineage::ofBar(const BarPlace& place, std::int64_t key) const
{
  ZVT_TRY(std::vector<Origin> origins, ofBars(place, key, key + 1));
  if (origins.empty())
    return fail(Error{"storage.no_bars", {}, {}}.with("entity", place.entityId));
  return std::move(origins.front());
}

Result<std::vector<Origin>> Lineage::ofBars(
    const BarPlace& place, std::optional<std::int64_t> from, std::optional<std::int64_t> to) const
{
  storage::BarQuery query;
  query.entityId = place.entityId;
  query.level = place.level;
  query.provider = place.provider;
  query.from = from;
  query.to = to;
  ZVT_TRY(const auto stored, m_profile.bars().lineage(query));
  std::vector<Origin> origins;
  for (const storage::BarOrigin& piece : stored) {
    Origin origin;
    origin.first = piece.first;
    origin.last = piece.last;
    origin.count = piece.count;
    ZVT_TRY_VOID(complete(origin, piece.run));
    origins.push_back(std::move(origin));
  }
  return origins;
}

Result<Origin> Lineage::ofRecord(
    const std::string& schema, const std::vector<std::pair<std::string, storage::RecordValue>>& key) const
{
  storage::RecordQuery query;
  query.schema = schema;
  query.columns = {"_run"};
  for (const auto& [column, value] : key)
    query.filters.push_back(equal(column, value));
  query.limit = 1;
  ZVT_TRY(const storage::RecordTable table, m_profile.records().query(query));
  if (table.rows.empty())
    return fail("storage.no_record", {{"schema", schema}});
  Origin origin;
  origin.count = 1;
  const auto* run = std::get_if<std::int64_t>(&table.rows.front().front());
  ZVT_TRY_VOID(complete(origin, run == nullptr ? storage::kUnknownRun : *run));
  return origin;
}

}

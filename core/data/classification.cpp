// SPDX-License-Identifier: Apache-2.0
#include "core/data/classification.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::data {

namespace {

void filterBy(storage::RecordQuery& query, std::span<const std::string> entities)
{
  if (!entities.empty())
    query.filters.push_back({"entity_id", storage::FilterOperator::In,
        std::vector<storage::RecordValue>(entities.begin(), entities.end())});
}

void add(std::vector<std::string>& tags, std::string tag)
{
  if (!tag.empty() && std::ranges::find(tags, tag) == tags.end())
    tags.push_back(std::move(tag));
}

/// Names are the keys of an object (values: reasons), or a list.
Result<void> addAll(std::vector<std::string>& tags, const std::string& text)
{
  ZVT_TRY(const Json names, parseJson(text));
  if (names.is_object())
    for (const auto& [name, reason] : names.items())
      add(tags, name);
  if (names.is_array())
    for (const Json& name : names)
      if (name.is_string())
        add(tags, name.get<std::string>());
  return {};
}

}

Result<IndustryByEntity> industriesOf(
    storage::Profile& profile, std::span<const std::string> entities, std::optional<TradingDay> until)
{
  storage::RecordQuery first;
  first.schema = "industry_membership";
  first.columns = {"system", "level"};
  first.order = {{"system"}, {"level"}};
  first.limit = 1;
  ZVT_TRY(const storage::RecordTable classifications, profile.records().query(first));
  IndustryByEntity industries;
  if (classifications.rows.empty())
    return industries;
  storage::RecordQuery query;
  query.schema = first.schema;
  query.columns = {"entity_id", "timestamp", "industry_name", "industry_code"};
  query.filters = {{"system", storage::FilterOperator::Equal, {classifications.rows.front()[0]}},
      {"level", storage::FilterOperator::Equal, {classifications.rows.front()[1]}}};
  filterBy(query, entities);
  query.order = {{"timestamp"}};
  std::optional<Error> bad;
  ZVT_TRY_VOID(profile.records().scan(query, [&](storage::RecordRow&& row) {
    const auto day = TradingDay::parse(std::get<std::string>(row[1]).substr(0, 10));
    if (!day)
      bad = day.error();
    const auto* name = std::get_if<std::string>(&row[2]);
    name = name ? name : std::get_if<std::string>(&row[3]);
    if (day && name && (!until || *day <= *until))
      industries[std::get<std::string>(row[0])] = *name;
    return !bad;
  }));
  if (bad)
    return fail(*bad);
  return industries;
}

Result<TagsByEntity> tagsOf(storage::Profile& profile, std::span<const std::string> entities)
{
  storage::RecordQuery query;
  query.schema = "stock_tags";
  query.columns = {"entity_id", "main_tag", "sub_tag", "active_hidden_tags"};
  filterBy(query, entities);
  TagsByEntity all;
  std::optional<Error> bad;
  ZVT_TRY_VOID(profile.records().scan(query, [&](storage::RecordRow&& row) {
    std::vector<std::string> tags;
    for (const std::size_t column : {1, 2})
      if (const auto* tag = std::get_if<std::string>(&row[column]))
        add(tags, *tag);
    if (const auto* hidden = std::get_if<std::string>(&row[3]); hidden && !hidden->empty())
      if (const auto added = addAll(tags, *hidden); !added)
        bad = added.error();
    if (!tags.empty())
      all[std::get<std::string>(row[0])] = std::move(tags);
    return !bad;
  }));
  if (bad)
    return fail(*bad);
  return all;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/data/watchlist.h"
#include "core/market/entity_id.h"

#include <nlohmann/json.hpp>

#include <unordered_set>

namespace zvt::data {
namespace {

constexpr std::int64_t kVersion = 1;

Json itemJson(const WatchItem& item)
{
  Json json = {{"entity", item.entityId}};
  if (!item.note.empty())
    json["note"] = item.note;
  if (item.flag != WatchFlag::None)
    json["flag"] = toString(item.flag);
  return json;
}

Json listJson(const Watchlist& list)
{
  Json groups = Json::array();
  for (const WatchGroup& group : list.groups) {
    Json items = Json::array();
    for (const WatchItem& item : group.items)
      items.push_back(itemJson(item));
    groups.push_back({{"name", group.name}, {"collapsed", group.collapsed}, {"items", std::move(items)}});
  }
  return {{"id", list.id}, {"name", list.name}, {"groups", std::move(groups)}};
}

Json columnsJson(const WatchColumnSet& set)
{
  Json columns = Json::array();
  for (const WatchColumn& column : set.columns) {
    Json json = {{"id", column.id}, {"width", column.width}};
    if (!column.formula.empty()) {
      json["formula"] = column.formula;
      json["unit"] = std::string(toString(column.unit));
      json["decimals"] = column.decimals;
      json["colored"] = column.colored;
    }
    columns.push_back(std::move(json));
  }
  return {{"id", set.id}, {"name", set.name}, {"columns", std::move(columns)}};
}

const Json& arrayOf(const Json& object, const char* key)
{
  static const Json kNone = Json::array();
  const auto at = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && at != object.end() && at->is_array() ? *at : kNone;
}

/// Missing or of another kind: empty.
std::string textOf(const Json& object, const char* key)
{
  return object.is_object() ? jsonString(object, key).value_or(std::string()) : std::string();
}

std::unexpected<Error> badEntry(const Watchlist& list, std::string text)
{
  return fail("watchlist.bad_entry", {{"list", list.name}, {"text", std::move(text)}});
}

Result<WatchItem> readItem(const Watchlist& list, const Json& json)
{
  WatchItem item{textOf(json, "entity"), textOf(json, "note")};
  if (!market::EntityId::parse(item.entityId))
    return badEntry(list, item.entityId.empty() ? json.dump() : item.entityId);
  if (const std::string flag = textOf(json, "flag"); !flag.empty()) {
    const auto read = watchFlagFrom(flag);
    if (!read)
      return badEntry(list, flag);
    item.flag = *read;
  }
  return item;
}

Result<Watchlist> readList(const Json& json)
{
  Watchlist list{textOf(json, "id"), textOf(json, "name")};
  list.groups.clear();
  std::unordered_set<std::string> known;
  for (const Json& part : arrayOf(json, "groups")) {
    WatchGroup group{textOf(part, "name")};
    group.collapsed = part.is_object() && jsonBool(part, "collapsed").value_or(false);
    for (const Json& entry : arrayOf(part, "items")) {
      ZVT_TRY(WatchItem item, readItem(list, entry));
      if (known.insert(item.entityId).second)
        group.items.push_back(std::move(item));
    }
    list.groups.push_back(std::move(group));
  }
  if (list.groups.empty() || !list.groups.front().name.empty())
    list.groups.insert(list.groups.begin(), WatchGroup{});
  return list;
}

WatchColumnSet readColumns(const Json& json)
{
  WatchColumnSet set{textOf(json, "id"), textOf(json, "name")};
  for (const Json& entry : arrayOf(json, "columns")) {
    WatchColumn column{textOf(entry, "id")};
    if (column.id.empty())
      continue;
    column.width = static_cast<int>(std::clamp<std::int64_t>(jsonInt(entry, "width").value_or(0), 0, 2000));
    column.formula = textOf(entry, "formula");
    column.unit = watchUnitFrom(textOf(entry, "unit")).value_or(WatchUnit::Number);
    column.decimals = static_cast<int>(std::clamp<std::int64_t>(jsonInt(entry, "decimals").value_or(2), 0, 6));
    column.colored = jsonBool(entry, "colored").value_or(false);
    set.columns.push_back(std::move(column));
  }
  return set;
}

}

std::string toJson(const WatchlistBook& book)
{
  Json lists = Json::array(), sets = Json::array();
  for (const WatchlistPtr& list : book.lists)
    lists.push_back(listJson(*list));
  for (const WatchColumnSet& set : book.columnSets)
    sets.push_back(columnsJson(set));
  const Json document = {
      {"kind", "zvt.watchlists"}, {"version", kVersion}, {"lists", std::move(lists)}, {"columnSets", std::move(sets)}};
  return document.dump(1) + '\n';
}

Result<WatchlistBook> watchlistBookFromJson(std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  if (textOf(document, "kind") != "zvt.watchlists")
    return fail("watchlist.not_a_book");
  ZVT_TRY(const std::int64_t version, jsonInt(document, "version"));
  if (version > kVersion)
    return fail("watchlist.newer_version", {{"version", std::to_string(version)}});
  WatchlistBook book;
  for (const Json& json : arrayOf(document, "lists")) {
    ZVT_TRY(Watchlist list, readList(json));
    if (list.id.empty() || book.indexOf(list.id) >= 0)
      list.id = book.freshId();
    book.lists.push_back(std::make_shared<const Watchlist>(std::move(list)));
  }
  for (const Json& json : arrayOf(document, "columnSets"))
    if (WatchColumnSet set = readColumns(json); !set.id.empty())
      book.columnSets.push_back(std::move(set));
  return book;
}

}

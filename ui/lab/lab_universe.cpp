// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_universe.h"

#include "core/base/text.h"
#include "core/market/entity.h"
#include "core/storage/profile.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace zvt::ui {

namespace {

constexpr std::array kKinds{std::pair{UniverseKind::Stocks, "stocks"}, std::pair{UniverseKind::Everything, "all"},
    std::pair{UniverseKind::Watchlist, "watchlist"}, std::pair{UniverseKind::Industry, "industry"},
    std::pair{UniverseKind::Tag, "tag"}, std::pair{UniverseKind::Pattern, "pattern"}};

/// By security: the newest value of a text column.
using Membership = std::map<std::string, std::string>;

Result<Membership> readIndustries(storage::Profile& profile)
{
  Membership members;
  std::optional<std::pair<storage::RecordValue, storage::RecordValue>> first; // system and level
  storage::RecordQuery query;
  query.schema = "industry_membership";
  query.columns = {"entity_id", "system", "level", "industry_name"};
  query.order = {{"system"}, {"level"}, {"timestamp"}};
  ZVT_TRY_VOID(profile.records().scan(query, [&](storage::RecordRow&& row) {
    if (!first)
      first.emplace(row[1], row[2]);
    if (first->first != row[1] || first->second != row[2])
      return false;
    if (const auto* name = std::get_if<std::string>(&row[3]))
      members[std::get<std::string>(row[0])] = *name;
    return true;
  }));
  return members;
}

Result<Membership> readTags(storage::Profile& profile)
{
  Membership members;
  storage::RecordQuery query;
  query.schema = "stock_tags";
  query.columns = {"entity_id", "main_tag"};
  ZVT_TRY_VOID(profile.records().scan(query, [&](storage::RecordRow&& row) {
    if (const auto* tag = std::get_if<std::string>(&row[1]))
      members[std::get<std::string>(row[0])] = *tag;
    return true;
  }));
  return members;
}

QStringList namesOf(const Membership& members)
{
  std::set<std::string> names;
  for (const auto& [entity, name] : members)
    names.insert(name);
  QStringList list;
  for (const std::string& name : names)
    list << QString::fromStdString(name);
  return list;
}

Result<void> addPattern(const std::string& text, const market::EntityTable& table, std::set<std::string>& ids)
{
  if (text.find_first_of("*?") != std::string::npos) {
    for (const market::Entity& entity : table.entities())
      if (std::string id = entity.id.toString(); matchesGlob(id, text))
        ids.insert(std::move(id));
    return {};
  }
  if (table.find(text)) {
    ids.insert(text);
    return {};
  }
  for (const market::EntityId& reading : market::readCode(text))
    if (std::string id = reading.toString(); table.find(id)) {
      ids.insert(std::move(id));
      return {};
    }
  ZVT_TRY(const market::EntityId likeliest, market::parseCode(text));
  return fail("entity.not_stored", {{"entity", likeliest.toString()}});
}

Result<void> addMembers(Result<Membership> members, const std::string& name, std::set<std::string>& ids)
{
  if (!members)
    return fail(std::move(members).error());
  for (const auto& [entity, of] : *members)
    if (of == name)
      ids.insert(entity);
  return {};
}

}

QString toString(UniverseKind kind)
{
  const auto found = std::ranges::find(kKinds, kind, &std::pair<UniverseKind, const char*>::first);
  return QString::fromLatin1(found->second);
}

UniverseKind universeKindFrom(const QString& text)
{
  for (const auto& [kind, name] : kKinds)
    if (text == QLatin1String(name))
      return kind;
  return UniverseKind::Stocks;
}

Result<UniverseNames> universeNames(storage::Profile& profile)
{
  ZVT_TRY(const Membership industries, readIndustries(profile));
  ZVT_TRY(const Membership tags, readTags(profile));
  return UniverseNames{namesOf(industries), namesOf(tags)};
}

Result<std::vector<std::string>> entitiesOf(const Universe& universe, storage::Profile& profile)
{
  const auto table = profile.entities().snapshot();
  std::set<std::string> ids;
  switch (universe.kind) {
  case UniverseKind::Stocks:
  case UniverseKind::Everything:
    for (const market::Entity& entity : table->entities())
      if (universe.kind == UniverseKind::Everything || entity.id.type == "stock")
        ids.insert(entity.id.toString());
    break;
  case UniverseKind::Watchlist:
    ids.insert(universe.listed.begin(), universe.listed.end());
    break;
  case UniverseKind::Industry:
    ZVT_TRY_VOID(addMembers(readIndustries(profile), universe.value.toStdString(), ids));
    break;
  case UniverseKind::Tag:
    ZVT_TRY_VOID(addMembers(readTags(profile), universe.value.toStdString(), ids));
    break;
  case UniverseKind::Pattern: {
    static const QRegularExpression gap(QStringLiteral("[,;，；\\s]+"));
    const QStringList parts = universe.value.split(gap, Qt::SkipEmptyParts);
    for (const QString& part : parts)
      ZVT_TRY_VOID(addPattern(part.toStdString(), *table, ids));
    break;
  }
  }
  if (ids.empty())
    return fail("lab.empty_universe");
  return std::vector<std::string>(ids.begin(), ids.end());
}

}

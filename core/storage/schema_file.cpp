// SPDX-License-Identifier: Apache-2.0
#include "core/storage/schema_file.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <set>

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxNameLength = 64;

/// Lower-case words with '_': safe in SQL, in REST paths and in formulas.
bool isName(std::string_view name)
{
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= kMaxNameLength && name.front() >= 'a' && name.front() <= 'z'
      && std::all_of(name.begin(), name.end(), allowed);
}

Result<void> checkName(std::string_view name)
{
  if (!isName(name))
    return fail("schema.bad_name", {{"name", std::string(name)}});
  return {};
}

Result<std::string> optionalString(const Json& object, const char* key)
{
  return object.contains(key) ? jsonString(object, key) : Result<std::string>(std::string());
}

Result<bool> optionalBool(const Json& object, const char* key)
{
  return object.contains(key) ? jsonBool(object, key) : Result<bool>(false);
}

Result<LocalizedText> readText(const Json& object, const char* key)
{
  const auto found = object.find(key);
  if (found == object.end() || !found->is_object())
    return fail("json.missing", {{"key", key}});
  LocalizedText text;
  ZVT_TRY(text.en, jsonString(*found, "en"));
  ZVT_TRY(text.zh, jsonString(*found, "zh_CN"));
  return text;
}

Result<std::vector<std::string>> readList(const Json& object, const char* key)
{
  std::vector<std::string> list;
  const auto found = object.find(key);
  if (found == object.end())
    return list;
  if (!found->is_array())
    return fail("json.type", {{"key", key}});
  for (const Json& item : *found) {
    if (!item.is_string())
      return fail("json.type", {{"key", key}});
    list.push_back(item.get<std::string>());
  }
  return list;
}

Result<ColumnSchema> readColumn(const Json& json)
{
  if (!json.is_object())
    return fail("json.type", {{"key", "columns"}});
  ColumnSchema column;
  ZVT_TRY(column.name, jsonString(json, "name"));
  ZVT_TRY(const std::string type, jsonString(json, "type"));
  ZVT_TRY(column.type, parseColumnType(type));
  ZVT_TRY(column.label, readText(json, "label"));
  ZVT_TRY(column.unit, optionalString(json, "unit"));
  ZVT_TRY(column.required, optionalBool(json, "required"));
  ZVT_TRY(column.indexed, optionalBool(json, "indexed"));
  ZVT_TRY(column.entityTypes, readList(json, "entityTypes"));
  return column;
}

Result<void> readColumns(const Json& json, RecordSchema& schema)
{
  const auto columns = json.find("columns");
  if (columns == json.end())
    return {};
  if (!columns->is_array())
    return fail("json.type", {{"key", "columns"}});
  for (const Json& item : *columns) {
    auto column = readColumn(item);
    if (!column)
      return fail(std::move(column).error().with("column", std::to_string(schema.columns.size() + 1)));
    schema.columns.push_back(*std::move(column));
  }
  return {};
}

Result<void> readKind(const Json& json, SchemaFile& file)
{
  ZVT_TRY(const std::string kind, jsonString(json, "kind"));
  file.isBase = kind == "base";
  if (kind == "entity")
    file.schema.kind = SchemaKind::Entity;
  else if (kind == "bars")
    file.schema.kind = SchemaKind::Bars;
  else if (kind != "record" && !file.isBase)
    return fail("schema.unknown_kind", {{"kind", kind}});
  return {};
}

}

Result<SchemaFile> readSchemaFile(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  if (!json.is_object())
    return fail("json.type", {{"key", "/"}});
  SchemaFile file;
  RecordSchema& schema = file.schema;
  ZVT_TRY(schema.name, jsonString(json, "name"));
  ZVT_TRY_VOID(readKind(json, file));
  ZVT_TRY(file.base, optionalString(json, "extends"));
  ZVT_TRY(schema.label, readText(json, "label"));
  if (json.contains("help")) {
    ZVT_TRY(schema.help, readText(json, "help"));
  }
  ZVT_TRY(schema.entityType, optionalString(json, "entityType"));
  ZVT_TRY_VOID(readColumns(json, schema));
  ZVT_TRY(schema.key, readList(json, "key"));
  ZVT_TRY(schema.timeColumn, optionalString(json, "time"));
  ZVT_TRY(schema.knownColumn, optionalString(json, "known"));
  ZVT_TRY(schema.hasVersions, optionalBool(json, "versions"));
  ZVT_TRY(schema.providers, readList(json, "providers"));
  return file;
}

Result<void> checkSchema(const RecordSchema& schema)
{
  ZVT_TRY_VOID(checkName(schema.name));
  std::set<std::string_view> names;
  for (const ColumnSchema& column : schema.columns) {
    ZVT_TRY_VOID(checkName(column.name));
    if (!names.insert(column.name).second)
      return fail("schema.duplicate_column", {{"name", column.name}});
  }
  if (schema.key.empty())
    return fail("schema.no_key");
  for (const std::string& key : schema.key) {
    const ColumnSchema* column = schema.find(key);
    if (!column || !column->required)
      return fail("schema.bad_key", {{"name", key}});
  }
  if (!schema.timeColumn.empty() && !names.contains(schema.timeColumn))
    return fail("schema.bad_key", {{"name", schema.timeColumn}});
  const ColumnSchema* known = schema.find(schema.knownColumn);
  if (!schema.knownColumn.empty() && (!known || (known->type != ColumnType::Day && known->type != ColumnType::Time)))
    return fail("schema.bad_known", {{"name", schema.knownColumn}});
  if (schema.hasVersions && std::find(schema.key.begin(), schema.key.end(), schema.knownColumn) == schema.key.end())
    return fail("schema.bad_versions", {{"name", schema.knownColumn}});
  if (!schema.entityType.empty())
    ZVT_TRY_VOID(checkName(schema.entityType));
  if ((schema.kind == SchemaKind::Entity) != !schema.entityType.empty())
    return fail("schema.bad_entity_type", {{"name", schema.entityType}});
  return {};
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/schema_registry.h"

#include "core/base/embedded_resource.h"
#include "core/storage/schema_file.h"
#include "schema_resources.h"

namespace zvt::storage {

namespace {

template <typename Enum, std::size_t n> using Names = std::array<std::pair<Enum, std::string_view>, n>;

constexpr Names<ColumnType, 8> kTypes = {{{ColumnType::Text, "text"}, {ColumnType::Int, "int"},
    {ColumnType::Real, "real"}, {ColumnType::Bool, "bool"}, {ColumnType::Day, "day"}, {ColumnType::Time, "time"},
    {ColumnType::Decimal, "decimal"}, {ColumnType::Json, "json"}}};
constexpr Names<SchemaKind, 3> kKinds = {
    {{SchemaKind::Entity, "entity"}, {SchemaKind::Record, "record"}, {SchemaKind::Bars, "bars"}}};

/// The columns of a file and of the files that it extends, the base's first. A base extends nothing: no cycles.
Result<void> addBaseColumns(
    RecordSchema& schema, const std::string& base, const std::map<std::string, SchemaFile>& files)
{
  if (base.empty())
    return {};
  const auto found = files.find(base);
  if (found == files.end() || !found->second.isBase)
    return fail("schema.unknown_base", {{"name", base}});
  const RecordSchema& from = found->second.schema;
  schema.columns.insert(schema.columns.begin(), from.columns.begin(), from.columns.end());
  if (schema.key.empty())
    schema.key = from.key;
  if (schema.timeColumn.empty())
    schema.timeColumn = from.timeColumn;
  if (schema.knownColumn.empty())
    schema.knownColumn = from.knownColumn;
  schema.hasVersions = schema.hasVersions || from.hasVersions;
  if (schema.providers.empty())
    schema.providers = from.providers;
  return {};
}

}

std::string_view toString(ColumnType type)
{
  return std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.first == type; })->second;
}

Result<ColumnType> parseColumnType(std::string_view text)
{
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.second == text; });
  if (found == kTypes.end())
    return fail("schema.unknown_type", {{"type", std::string(text)}});
  return found->first;
}

std::string_view toString(SchemaKind kind)
{
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return entry.first == kind; })->second;
}

const ColumnSchema* RecordSchema::find(std::string_view column) const
{
  const auto index = indexOf(column);
  return index ? &columns[*index] : nullptr;
}

std::optional<std::size_t> RecordSchema::indexOf(std::string_view column) const
{
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const ColumnSchema& c) { return c.name == column; });
  if (found == columns.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

Result<SchemaRegistry> SchemaRegistry::builtIn()
{
  static const Result<SchemaRegistry> read = fromFiles(resources::schema()); // a hundred files, the same for ever
  return read;
}

Result<SchemaRegistry> SchemaRegistry::fromFiles(std::span<const EmbeddedResource> files)
{
  std::map<std::string, SchemaFile> read;
  for (const EmbeddedResource& file : files) {
    auto parsed = readSchemaFile(file.content);
    if (!parsed)
      return fail(std::move(parsed).error().with("file", file.path));
    std::string name = parsed->schema.name;
    if (!read.emplace(name, *std::move(parsed)).second)
      return fail(Error{"schema.duplicate", {{"name", name}}, {}}.with("file", file.path));
  }
  SchemaRegistry registry;
  for (const auto& [name, file] : read) {
    if (file.isBase)
      continue;
    RecordSchema schema = file.schema;
    auto complete = addBaseColumns(schema, file.base, read);
    if (complete)
      complete = checkSchema(schema);
    if (!complete)
      return fail(std::move(complete).error().with("schema", name));
    registry.m_schemas.emplace(name, std::move(schema));
  }
  return registry;
}

const RecordSchema* SchemaRegistry::find(std::string_view name) const
{
  const auto found = m_schemas.find(name);
  return found == m_schemas.end() ? nullptr : &found->second;
}

Result<const RecordSchema*> SchemaRegistry::get(std::string_view name) const
{
  if (const RecordSchema* schema = find(name))
    return schema;
  return fail("schema.unknown", {{"name", std::string(name)}});
}

const RecordSchema* SchemaRegistry::findEntityType(std::string_view entityType) const
{
  for (const auto& [name, schema] : m_schemas) {
    if (schema.kind == SchemaKind::Entity && schema.entityType == entityType)
      return &schema;
  }
  return nullptr;
}

std::vector<const RecordSchema*> SchemaRegistry::all() const
{
  std::vector<const RecordSchema*> result;
  for (const auto& [name, schema] : m_schemas)
    result.push_back(&schema);
  return result;
}

}

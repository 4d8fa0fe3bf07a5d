// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/record_output.h"

namespace zvt::cli {

namespace {

std::string idColumn(const storage::RecordSchema& schema)
{
  if (schema.kind == storage::SchemaKind::Entity)
    return "id";
  return schema.find("entity_id") ? "entity_id" : "";
}

}

RecordOutput::RecordOutput(app::Services& services, TableOutput output, TimeZone zone)
    : m_services(services)
    , m_output(std::move(output))
    , m_defaultZone(zone)
{
}

Result<RecordOutput> RecordOutput::of(
    app::Services& services, const storage::RecordSchema& schema, storage::RecordQuery& query, Format format)
{
  ZVT_TRY(const auto columns, services.profile().records().columns(query));
  ZVT_TRY(const TimeZone zone, TimeZone::find(kDefaultZone));
  std::vector<std::string> names;
  std::vector<bool> isTime;
  for (const storage::ColumnSchema& column : columns) {
    names.push_back(column.name);
    isTime.push_back(column.type == storage::ColumnType::Time);
  }
  RecordOutput output(services, TableOutput(names, format, stdout), zone);
  if (format != Format::Table || std::find(isTime.begin(), isTime.end(), true) == isTime.end())
    return output;
  output.m_isTime = std::move(isTime);
  if (const std::string id = idColumn(schema); !id.empty()) {
    query.columns = std::move(names);
    query.columns.push_back(id);
    output.m_hasEntity = true;
  }
  return output;
}

TimeZone RecordOutput::zoneOf(const storage::RecordValue& entityId)
{
  const auto* text = std::get_if<std::string>(&entityId);
  const auto id = market::EntityId::parse(text ? *text : std::string());
  if (!id)
    return m_defaultZone;
  const auto known = m_zones.find(id->exchange);
  if (known != m_zones.end())
    return known->second;
  const auto calendar = m_services.marketData().calendarOf(*text);
  return m_zones.emplace(id->exchange, calendar ? (*calendar)->zone() : m_defaultZone).first->second;
}

void RecordOutput::row(storage::RecordRow&& row)
{
  TimeZone zone = m_defaultZone;
  if (m_hasEntity) {
    zone = zoneOf(row.back());
    row.pop_back();
  }
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* micros = std::get_if<std::int64_t>(&row[i]);
    if (!m_isTime.empty() && m_isTime[i] && micros)
      cells.emplace_back(zone.toLocal({*micros}).iso());
    else
      cells.push_back(std::visit([](auto&& held) { return Cell{std::move(held)}; }, std::move(row[i])));
  }
  m_output.row(std::move(cells));
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/data/record_collector.h"

#include "core/base/text.h"
#include "core/data/cell_value.h"
#include "core/data/import_entity.h"
#include "core/data/import_options.h"
#include "core/market/exchange.h"

#include <algorithm>

namespace zvt::data {
namespace {

using Origin = PlannedColumn::Origin;

/// A security of the type from what vendors call its code.
Result<market::EntityId> codeOfType(std::string_view code, std::string_view type)
{
  const auto readings = market::readCode(code);
  const auto fits =
      std::find_if(readings.begin(), readings.end(), [&](const market::EntityId& id) { return id.type == type; });
  if (fits == readings.end())
    return fail("entity.unknown_code", {{"text", std::string(code)}});
  return *fits;
}

}

RecordCollector::RecordCollector(
    const RecordPlan& plan, Options options, RowTaker take, std::function<bool(double)> progress)
    : m_plan(plan)
    , m_options(std::move(options))
    , m_take(std::move(take))
    , m_progress(std::move(progress))
    , m_problems(m_options.file, m_options.maxProblems)
{
}

bool RecordCollector::problem(plugin::FileProblem problem)
{
  return m_problems.add(problem.line, problem.column, std::move(problem.error));
}

Result<RecordCollector::Security> RecordCollector::securityOf(const plugin::TextRow& row) const
{
  const auto cellAt = [&](std::size_t column) { return trim(row.cells[column]); };
  const PlannedColumn& column = m_plan.columns[*m_plan.entity];
  Result<market::EntityId> id = fail("import.missing_entity");
  if (column.origin == Origin::Constant)
    id = market::EntityId::parse(std::get<std::string>(column.constant));
  else if (column.origin == Origin::File && !cellAt(column.fileColumn).empty())
    id = readEntity(cellAt(column.fileColumn));
  else if (column.origin == Origin::Identity && m_plan.exchangeCell && !cellAt(*m_plan.codeCell).empty())
    id = market::EntityId::parse(m_options.entityType + "_" + toLower(cellAt(*m_plan.exchangeCell)) + "_"
        + std::string(cellAt(*m_plan.codeCell)));
  else if (column.origin == Origin::Identity && !cellAt(*m_plan.codeCell).empty())
    id = codeOfType(cellAt(*m_plan.codeCell), m_options.entityType);
  if (!id)
    return std::unexpected(std::move(id).error());
  if (!m_options.entityType.empty() && id->type != m_options.entityType)
    return fail("import.wrong_entity_type", {{"entity", id->toString()}, {"type", m_options.entityType}});
  return Security{*id, id->toString()};
}

/// The row's security; the one before it mostly holds for it, too.
bool RecordCollector::readSecurity(const plugin::TextRow& row)
{
  if (!m_plan.entity)
    return true;
  const PlannedColumn& column = m_plan.columns[*m_plan.entity];
  std::string cells;
  if (column.origin == Origin::File)
    cells = row.cells[column.fileColumn];
  else if (column.origin == Origin::Identity)
    cells = std::string(row.cells[*m_plan.codeCell]) + '\n'
        + std::string(m_plan.exchangeCell ? row.cells[*m_plan.exchangeCell] : std::string_view());
  if (m_security && cells == m_securityCells)
    return true;
  auto security = securityOf(row);
  m_security.reset();
  if (!security) {
    const bool hasCell = column.origin == Origin::File;
    m_problems.add(
        row.line, hasCell ? m_plan.fileNames[column.fileColumn] : column.schema->name, std::move(security).error());
    return false;
  }
  m_security = std::move(*security);
  m_securityCells = std::move(cells);
  return true;
}

Result<TimeZone> RecordCollector::zoneOfRow()
{
  if (m_options.zone)
    return *m_options.zone;
  if (!m_security)
    return fail("import.no_zone");
  if (!m_zone || m_zoneExchange != m_security->id.exchange) {
    ZVT_TRY(const auto calendar, market::Calendar::of(m_security->id));
    m_zone = calendar->zone();
    m_zoneExchange = m_security->id.exchange;
  }
  return *m_zone;
}

storage::RecordValue RecordCollector::identityOf(std::string_view column) const
{
  if (column == "entity_type")
    return m_security->id.type;
  if (column == "exchange")
    return m_security->id.exchange;
  if (column == "code")
    return m_security->id.code;
  return m_security->text;
}

Result<storage::RecordValue> RecordCollector::valueOf(const PlannedColumn& column, const plugin::TextRow& row)
{
  if (column.isEntity)
    return storage::RecordValue(m_security->text);
  if (column.origin == Origin::Constant)
    return column.constant;
  if (column.origin == Origin::Identity)
    return identityOf(column.schema->name);
  CellContext context{column.exponent, {}};
  if (column.schema->type == storage::ColumnType::Time)
    context.zone = [this] { return zoneOfRow(); };
  ZVT_TRY(storage::RecordValue value, readCell(*column.schema, row.cells[column.fileColumn], context));
  if (column.schema->required && std::holds_alternative<std::monostate>(value))
    return fail("import.missing_value");
  return value;
}

bool RecordCollector::record(const plugin::TextRow& row)
{
  bool good = readSecurity(row);
  storage::RecordRow values;
  values.reserve(m_plan.columns.size());
  for (const PlannedColumn& column : m_plan.columns) {
    if (m_plan.entity && !m_security && (column.isEntity || column.origin == Origin::Identity))
      continue; // said already
    auto value = valueOf(column, row);
    if (value) {
      values.push_back(std::move(*value));
      continue;
    }
    good = false;
    const bool fromFile = column.origin == Origin::File;
    m_problems.add(
        row.line, fromFile ? m_plan.fileNames[column.fileColumn] : column.schema->name, std::move(value).error());
    if (m_problems.isFull())
      return false;
  }
  if (!good)
    return !m_problems.isFull();
  ++m_rows;
  if (m_options.keys != nullptr)
    m_options.keys->add(values, m_plan.key, {m_options.fileNumber, static_cast<std::uint32_t>(row.line)});
  return m_take(std::move(values));
}

}

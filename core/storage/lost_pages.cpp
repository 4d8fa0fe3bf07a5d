// SPDX-License-Identifier: Apache-2.0
#include "core/storage/lost_pages.h"

#include <algorithm>

namespace zvt::storage {

namespace {

std::string textOf(const RawValue& value)
{
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer ? std::to_string(*integer) : std::string();
}

std::string valueOf(const TableShape& shape, const RawRow& row, const std::string& column)
{
  const auto found = std::find(shape.columns.begin(), shape.columns.end(), column);
  const auto at = static_cast<std::size_t>(found - shape.columns.begin());
  return found != shape.columns.end() && at < row.values.size() ? textOf(row.values[at]) : std::string();
}

std::string keyOf(const TableShape& shape, const RecordSchema* schema, const RawRow& row)
{
  if (!schema)
    return row.values.empty() ? std::string() : textOf(row.values.front());
  std::string key;
  for (const std::string& column : schema->key)
    key += (key.empty() ? "" : " ") + valueOf(shape, row, column);
  return key;
}

}

bool LostPages::hasOwnChecksums(const std::string& table)
{
  return table == "bar_chunk" || table == "bar_tail" || table == "bar_day";
}

LostPages::Page& LostPages::at(const TableShape& shape, const RecordSchema* schema, std::uint32_t page)
{
  Page& found = m_pages[{shape.name, page}];
  found.isRecords = schema != nullptr;
  return found;
}

void LostPages::addPage(const TableShape& shape, const RecordSchema* schema, std::uint32_t page)
{
  // Chunks that are missing are named by their index; the other tables of bars are made anew.
  const bool isNamedElsewhere = shape.name == "bar_chunk" || shape.name.starts_with("bar_day");
  if (!isNamedElsewhere)
    at(shape, schema, page);
}

void LostPages::addRow(const TableShape& shape, const RecordSchema* schema, const RawRow& row)
{
  Page& page = at(shape, schema, row.page);
  const std::string entity = valueOf(shape, row, "entity_id");
  const std::string key = keyOf(shape, schema, row);
  page.hasOneEntity = page.rows == 0 || (page.hasOneEntity && page.entity == entity);
  page.entity = entity;
  page.first = page.rows == 0 ? key : page.first;
  page.last = key;
  ++page.rows;
}

std::vector<Error> LostPages::errors() const
{
  std::vector<Error> errors;
  for (const auto& [place, page] : m_pages) {
    const auto& [table, number] = place;
    Error error{"storage.lost_page",
        {{"page", std::to_string(number)}, {"table", table}, {"rows", std::to_string(page.rows)}}, {}};
    if (page.isRecords)
      error = std::move(error).with("schema", table);
    if (page.hasOneEntity && !page.entity.empty())
      error = std::move(error).with("entity", page.entity);
    if (page.rows > 0)
      error = std::move(error).with("first", page.first).with("last", page.last);
    errors.push_back(std::move(error));
  }
  return errors;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/data/archive_records.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/data/cell_value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::data {
namespace {

using storage::ColumnType;
using storage::RecordRow;
using storage::RecordValue;

std::unexpected<Error> badLine(std::string_view line)
{
  constexpr std::size_t kShown = 80;
  return fail("archive.bad_line", {{"text", std::string(line.substr(0, kShown))}});
}

std::optional<RecordValue> realOf(const Json& json)
{
  if (json.is_number())
    return RecordValue(json.get<double>());
  if (json == "inf" || json == "-inf")
    return RecordValue(
        json == "inf" ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity());
  return {};
}

std::optional<RecordValue> valueOf(const Json& json, ColumnType type)
{
  if (json.is_null())
    return RecordValue();
  switch (type) {
  case ColumnType::Real:
    return realOf(json);
  case ColumnType::Int:
  case ColumnType::Time:
    return json.is_number_integer() && !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
        ? std::optional(RecordValue(json.get<std::int64_t>()))
        : std::nullopt;
  case ColumnType::Bool:
    return json.is_boolean() ? std::optional(RecordValue(json.get<bool>())) : std::nullopt;
  default:
    return json.is_string() ? std::optional(RecordValue(json.get<std::string>())) : std::nullopt;
  }
}

}

void appendRecordLine(std::string& out, const RecordRow& row)
{
  out += '[';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0)
      out += ',';
    if (const auto* text = std::get_if<std::string>(&row[i]))
      appendJsonString(out, *text);
    else if (const auto* number = std::get_if<double>(&row[i]); number != nullptr && !std::isfinite(*number))
      out += std::isnan(*number) ? "null" : *number > 0 ? "\"inf\"" : "\"-inf\"";
    else
      out += std::holds_alternative<std::monostate>(row[i]) ? "null" : cellText(ColumnType::Int, row[i]);
  }
  out += "]\n";
}

Result<RecordRow> parseRecordLine(std::string_view line, const std::vector<ColumnType>& types)
{
  const auto json = parseJson(line);
  if (!json || !json->is_array() || json->size() != types.size())
    return badLine(line);
  RecordRow row;
  for (std::size_t i = 0; i < types.size(); ++i) {
    auto value = valueOf((*json)[i], types[i]);
    if (!value)
      return badLine(line);
    row.push_back(std::move(*value));
  }
  return row;
}

Result<storage::DataRun> runOfRow(const std::vector<std::string>& columns, const RecordRow& row)
{
  const auto cell = [&](std::string_view name) -> const RecordValue* {
    const auto at = std::find(columns.begin(), columns.end(), name);
    return at == columns.end() ? nullptr : &row[static_cast<std::size_t>(at - columns.begin())];
  };
  const auto text = [&](std::string_view name) {
    const RecordValue* value = cell(name);
    const auto* held = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return held == nullptr ? std::string() : *held;
  };
  const auto number = [&](std::string_view name) {
    const RecordValue* value = cell(name);
    const auto* held = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return held == nullptr ? std::int64_t{0} : *held;
  };
  storage::DataRun run;
  run.id = number("id");
  run.kind = text("kind");
  run.schema = text("schema");
  run.entityId = text("entity_id");
  run.level = text("level");
  run.provider = text("provider");
  run.source = text("source");
  run.payloadHash = text("payload_hash");
  run.payloadSize = number("payload_size");
  run.transformation = text("transformation");
  run.started = Timestamp{number("started")};
  run.finished = Timestamp{number("finished")};
  run.actor = text("actor");
  run.program = text("program");
  run.rows = number("rows");
  run.rejected = number("rejected");
  if (run.id <= 0)
    return badLine("data_run");
  return run;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/data/quarantine_rows.h"

#include "core/base/checksum.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <bit>
#include <cmath>

namespace zvt::data {
namespace {

using market::Bar;

constexpr std::array<std::pair<const char*, double Bar::*>, 6> kValues{{{"open", &Bar::open}, {"high", &Bar::high},
    {"low", &Bar::low}, {"close", &Bar::close}, {"volume", &Bar::volume}, {"turnover", &Bar::turnover}}};
constexpr std::size_t kOwnColumns = 12; ///< of quarantineColumns(), what a finding fills

/// Missing values are left out; infinite ones, which JSON cannot hold, are told as text.
Json numberOf(double value)
{
  return std::isinf(value) ? Json(value > 0 ? "inf" : "-inf") : Json(value);
}

double valueOf(const Json& object, const char* name)
{
  const auto found = object.find(name);
  if (found == object.end())
    return std::nan("");
  if (found->is_string())
    return found->get<std::string>() == "inf" ? INFINITY : -INFINITY;
  return found->is_number() ? found->get<double>() : std::nan("");
}

storage::RecordValue barText(const std::optional<Bar>& bar, const std::vector<std::pair<std::string, double>>& extras)
{
  if (!bar)
    return {};
  Json json = Json::object();
  for (const auto& [name, member] : kValues)
    if (!std::isnan((*bar).*member))
      json[name] = numberOf((*bar).*member);
  for (const auto& [name, value] : extras)
    if (!std::isnan(value))
      json["extras"][name] = numberOf(value);
  return canonicalJson(json);
}

std::string reasonText(const Error& reason)
{
  Json arguments = Json::array();
  for (const auto& [name, value] : reason.arguments)
    arguments.push_back({name, value});
  return canonicalJson(Json{{"code", reason.code}, {"arguments", arguments}});
}

Result<Error> readReason(const std::string& text)
{
  ZVT_TRY(const Json json, parseJson(text));
  Error reason;
  ZVT_TRY(reason.code, jsonString(json, "code"));
  const Json arguments = json.value("arguments", Json::array());
  for (const Json& one : arguments)
    if (one.is_array() && one.size() == 2 && one[0].is_string() && one[1].is_string())
      reason.arguments.emplace_back(one[0].get<std::string>(), one[1].get<std::string>());
  return reason;
}

Result<std::optional<Bar>> readBar(
    const storage::RecordValue& value, std::int64_t key, std::vector<std::pair<std::string, double>>* extras)
{
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr)
    return std::optional<Bar>();
  ZVT_TRY(const Json json, parseJson(*text));
  if (!json.is_object())
    return fail("quality.bad_row");
  Bar bar;
  bar.key = key;
  for (const auto& [name, member] : kValues)
    bar.*member = valueOf(json, name);
  const Json own = json.value("extras", Json::object());
  if (extras != nullptr && own.is_object())
    for (const auto& [name, one] : own.items())
      extras->emplace_back(name, valueOf(own, name.c_str()));
  return std::optional(bar);
}

std::string textOf(const storage::RecordValue& value)
{
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

std::int64_t intOf(const storage::RecordValue& value)
{
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

}

const std::vector<std::string>& quarantineColumns()
{
  static const std::vector<std::string> columns = {"id", "found", "entity_id", "level", "provider", "key", "rule",
      "severity", "reason", "bar", "proposal", "stored", "state", "decided", "decided_by",
      std::string(storage::kRunColumn)};
  return columns;
}

storage::RecordTable quarantineTable()
{
  const auto& all = quarantineColumns();
  return {{all.begin(), all.begin() + kOwnColumns}, {}};
}

std::string quarantineId(const QualityFinding& finding)
{
  std::string identity = finding.entityId + '|' + std::string(market::toString(finding.level)) + '|' + finding.provider
      + '|' + finding.rule + '|' + std::to_string(finding.key);
  if (finding.bar)
    for (const auto& [name, member] : kValues)
      identity += '|' + std::to_string(std::bit_cast<std::uint64_t>((*finding.bar).*member));
  return sha256Hex(identity).substr(0, 12);
}

storage::RecordRow quarantineRow(const QualityFinding& finding, bool stored, Timestamp found)
{
  return {quarantineId(finding), found.micros, finding.entityId, std::string(market::toString(finding.level)),
      finding.provider, finding.key, finding.rule, std::string(toString(finding.severity)), reasonText(finding.reason),
      barText(finding.bar, finding.extras), barText(finding.proposal, {}), stored};
}

Result<QuarantineRow> readQuarantineRow(const storage::RecordRow& row)
{
  QuarantineRow result;
  result.id = textOf(row[0]);
  result.found = {intOf(row[1])};
  QualityFinding& finding = result.finding;
  finding.entityId = textOf(row[2]);
  ZVT_TRY(finding.level, market::parseBarLevel(textOf(row[3])));
  finding.provider = textOf(row[4]);
  finding.key = intOf(row[5]);
  finding.rule = textOf(row[6]);
  ZVT_TRY(finding.severity, parseSeverity(textOf(row[7])));
  ZVT_TRY(finding.reason, readReason(textOf(row[8])));
  ZVT_TRY(finding.bar, readBar(row[9], finding.key, &finding.extras));
  ZVT_TRY(finding.proposal, readBar(row[10], finding.key, nullptr));
  result.stored = row[11] == storage::RecordValue(true);
  const std::string state = textOf(row[12]);
  if (!state.empty()) {
    ZVT_TRY(result.state, parseQuarantineState(state));
  }
  if (const auto* decided = std::get_if<std::int64_t>(&row[13]))
    result.decided = Timestamp{*decided};
  result.decidedBy = textOf(row[14]);
  result.run = intOf(row[15]);
  return result;
}

}

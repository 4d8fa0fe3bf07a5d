// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_book.h"

#include "core/alert/alert_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::alert {

namespace {

constexpr std::int64_t kVersion = 1;

Json headJson()
{
  return {{"kind", "zvt.alerts"}, {"version", kVersion}, {"alerts", Json::array()}};
}

/// Says of which alert an error is.
Error inAlert(Error error, const Json& json, std::size_t number)
{
  const auto id = json.is_object() ? json.find("id") : json.end();
  const bool hasId =
      json.is_object() && id != json.end() && id->is_string() && !id->get_ref<const std::string&>().empty();
  error.arguments.emplace_back("alert", hasId ? id->get<std::string>() : std::to_string(number));
  return error;
}

}

const Alert* AlertBook::find(std::string_view id) const
{
  const auto at = std::ranges::find(alerts, id, &Alert::id);
  return at == alerts.end() ? nullptr : &*at;
}

Alert* AlertBook::find(std::string_view id)
{
  return const_cast<Alert*>(std::as_const(*this).find(id));
}

std::string AlertBook::freshId() const
{
  for (std::size_t n = alerts.size() + 1;; ++n)
    if (std::string id = "alert-" + std::to_string(n); find(id) == nullptr)
      return id;
}

std::string toJson(const AlertBook& book)
{
  Json document = headJson();
  for (const Alert& alert : book.alerts)
    document["alerts"].push_back(alertJson(alert));
  addUnknown(document, book.unknown);
  return document.dump(1) + '\n';
}

Result<AlertBook> alertBookFromJson(std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  if (!document.is_object() || jsonString(document, "kind").value_or(std::string()) != "zvt.alerts"
      || !document.contains("alerts") || !document["alerts"].is_array())
    return fail("alert.not_a_book");
  ZVT_TRY(const std::int64_t version, jsonInt(document, "version"));
  if (version > kVersion)
    return fail("alert.newer_version", {{"version", std::to_string(version)}});
  AlertBook book;
  for (const Json& json : document["alerts"]) {
    auto alert = readAlert(json);
    if (!alert)
      return fail(inAlert(std::move(alert).error(), json, book.alerts.size() + 1));
    if (alert->id.empty())
      alert->id = book.freshId();
    if (book.find(alert->id) != nullptr)
      return fail("alert.double_id", {{"alert", alert->id}});
    book.alerts.push_back(*std::move(alert));
  }
  const Json unknown = unknownMembers(document, headJson());
  book.unknown = unknown.is_null() ? std::string() : unknown.dump();
  return book;
}

std::string toJson(const Condition& condition)
{
  return conditionJson(condition).dump();
}

Result<Condition> conditionFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  return readCondition(json);
}

}

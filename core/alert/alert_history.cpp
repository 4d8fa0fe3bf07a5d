// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_history.h"

#include "core/alert/alert_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::alert {

namespace {

constexpr std::int64_t kVersion = 1;

Json eventJson(const AlertEvent& event)
{
  return {{"number", event.number}, {"alert", event.alertId}, {"entity", event.entityId},
      {"condition", conditionJson(event.condition)}, {"message", event.message}, {"at", event.at.micros},
      {"time", event.time.micros}, {"value", numberJson(event.value)}, {"threshold", numberJson(event.threshold)},
      {"replay", event.replay}};
}

Result<AlertEvent> readEvent(const Json& json)
{
  AlertEvent event;
  ZVT_TRY(event.alertId, readText(json, "alert"));
  ZVT_TRY(event.entityId, readText(json, "entity"));
  ZVT_TRY(event.condition, readCondition(json.value("condition", Json())));
  ZVT_TRY(event.message, readText(json, "message"));
  ZVT_TRY(const auto at, readTime(json, "at"));
  ZVT_TRY(const auto time, readTime(json, "time"));
  event.at = at.value_or(Timestamp());
  event.time = time.value_or(Timestamp());
  ZVT_TRY(event.value, readNumber(json, "value"));
  ZVT_TRY(event.threshold, readNumber(json, "threshold"));
  event.replay = jsonBool(json, "replay").value_or(false);
  event.number = static_cast<std::uint64_t>(std::max<std::int64_t>(0, jsonInt(json, "number").value_or(0)));
  return event;
}

}

const AlertEvent& AlertHistory::add(AlertEvent event)
{
  event.number = m_next++;
  if (m_events.size() >= kMost)
    m_events.erase(m_events.begin(), m_events.end() - (kMost - 1));
  return m_events.emplace_back(std::move(event));
}

std::string AlertHistory::toJson() const
{
  Json events = Json::array();
  for (const AlertEvent& event : m_events)
    events.push_back(eventJson(event));
  const Json document = {
      {"kind", "zvt.alert_history"}, {"version", kVersion}, {"next", m_next}, {"events", std::move(events)}};
  return document.dump() + '\n';
}

Result<AlertHistory> AlertHistory::fromJson(std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  if (!document.is_object() || jsonString(document, "kind").value_or(std::string()) != "zvt.alert_history"
      || !document.contains("events") || !document["events"].is_array())
    return fail("alert.not_a_history");
  ZVT_TRY(const std::int64_t version, jsonInt(document, "version"));
  if (version > kVersion)
    return fail("alert.newer_version", {{"version", std::to_string(version)}});
  AlertHistory history;
  for (const Json& json : document["events"]) {
    auto event =
        json.is_object() ? readEvent(json) : fail("alert.bad_entry", {{"field", "event"}, {"text", json.dump()}});
    if (!event) {
      Error error = std::move(event).error();
      error.arguments.emplace_back("alert", '#' + std::to_string(history.m_events.size() + 1));
      return fail(std::move(error));
    }
    history.m_next = std::max(history.m_next, event->number + 1);
    history.m_events.push_back(*std::move(event));
  }
  const auto next = jsonInt(document, "next").value_or(1);
  history.m_next = std::max(history.m_next, static_cast<std::uint64_t>(std::max<std::int64_t>(1, next)));
  return history;
}

}

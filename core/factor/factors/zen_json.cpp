// SPDX-License-Identifier: Apache-2.0
// The state of the Zen algorithm as JSON and back.
#include "core/factor/factors/state_json.h"
#include "core/factor/factors/zen.h"

namespace zvt::factor {

namespace {

Json toJson(const ZenBar& bar)
{
  return {bar.key, numberToJson(bar.high), numberToJson(bar.low), numberToJson(bar.close)};
}

Json toJson(const ZenFractal& fractal)
{
  return {fractal.isTop, fractal.index, fractal.key, fractal.low, fractal.high};
}

Json toJson(const ZenPoint& point)
{
  return {point.key, point.value, point.index};
}

Json toJson(const ZenHub& hub)
{
  return {hub.x0, hub.x1, hub.y.low, hub.y.high, numberToJson(hub.change), hub.interval, hub.level};
}

template <typename T> Json toJson(const std::vector<T>& items)
{
  Json list = Json::array();
  for (const T& item : items)
    list.push_back(toJson(item));
  return list;
}

template <typename T> Json toJson(const std::optional<T>& item)
{
  return item ? toJson(*item) : Json(nullptr);
}

void read(const Json& json, ZenBar& bar)
{
  bar = {json.at(0).get<std::int64_t>(), numberFromJson(json.at(1)), numberFromJson(json.at(2)),
      numberFromJson(json.at(3))};
}

void read(const Json& json, ZenFractal& fractal)
{
  fractal = {json.at(0).get<bool>(), json.at(1).get<std::int64_t>(), json.at(2).get<std::int64_t>(),
      json.at(3).get<double>(), json.at(4).get<double>()};
}

void read(const Json& json, ZenPoint& point)
{
  point = {json.at(0).get<std::int64_t>(), json.at(1).get<double>(), json.at(2).get<std::int64_t>()};
}

void read(const Json& json, ZenHub& hub)
{
  hub = {json.at(0).get<std::int64_t>(), json.at(1).get<std::int64_t>(),
      {json.at(2).get<double>(), json.at(3).get<double>()}, numberFromJson(json.at(4)), json.at(5).get<std::int64_t>(),
      json.at(6).get<std::int64_t>()};
}

template <typename T> void read(const Json& json, std::vector<T>& items)
{
  items.clear();
  for (const Json& item : json)
    read(item, items.emplace_back());
}

template <typename T> void read(const Json& json, std::optional<T>& item)
{
  item.reset();
  if (!json.is_null())
    read(json, item.emplace());
}

void read(const Json& json, std::int64_t& value)
{
  value = json.get<std::int64_t>();
}

void read(const Json& json, ZenDirection& value)
{
  value = json.get<ZenDirection>();
}

void read(const Json& json, bool& value)
{
  value = json.get<bool>();
}

Json toJson(std::int64_t value)
{
  return value;
}

Json toJson(ZenDirection value)
{
  return value;
}

Json toJson(bool value)
{
  return value;
}

/// Every member once, for writing and for reading.
template <typename State, typename Visit> void visitMembers(State& state, Visit visit)
{
  visit("count", state.count);
  visit("started", state.isStarted);
  visit("recent", state.recent);
  visit("highest", state.highest);
  visit("lowest", state.lowest);
  visit("last", state.last);
  visit("stored", state.stored);
  visit("stored_before", state.storedBefore);
  visit("direction", state.direction);
  visit("bar_direction", state.barDirection);
  visit("interval", state.interval);
  visit("opposite_count", state.oppositeCount);
  visit("opposite_base", state.oppositeBase);
  visit("candidate", state.candidate);
  visit("candidate_stored", state.candidateStored);
  visit("fractals", state.fractals);
  visit("last_stroke", state.lastStroke);
  visit("last_segment", state.lastSegment);
  visit("strokes", state.strokes);
  visit("segments", state.segments);
  visit("segment_state", state.segmentState);
  visit("hub", state.hub);
  visit("merged", state.merged);
}

}

std::string zenToJson(const ZenState& state)
{
  Json json = Json::object();
  visitMembers(state, [&](const char* name, const auto& member) { json[name] = toJson(member); });
  return canonicalJson(json);
}

Result<ZenState> zenFromJson(std::string_view text)
{
  ZenState state;
  ZVT_TRY_VOID(readState(text, [&](const Json& json) {
    visitMembers(state, [&](const char* name, auto& member) { read(json.at(name), member); });
  }));
  return state;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_json.h"

#include "core/alert/alert_book.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace zvt::alert {

namespace {

std::unexpected<Error> badEntry(std::string field, std::string text)
{
  return fail("alert.bad_entry", {{"field", std::move(field)}, {"text", std::move(text)}});
}

const Json& memberOf(const Json& json, const char* key)
{
  static const Json kNone;
  const auto at = json.is_object() ? json.find(key) : json.end();
  return json.is_object() && at != json.end() ? *at : kNone;
}

Result<std::int64_t> readInteger(const Json& json, const char* key, std::int64_t missing)
{
  const Json& value = memberOf(json, key);
  if (value.is_null())
    return missing;
  const auto number = jsonInt(json, key);
  return number ? Result<std::int64_t>(*number) : badEntry(key, value.dump());
}

Result<bool> readFlag(const Json& json, const char* key, bool missing)
{
  const Json& value = memberOf(json, key);
  if (value.is_null())
    return missing;
  return value.is_boolean() ? Result<bool>(value.get<bool>()) : badEntry(key, value.dump());
}

/// A name that @p parse knows.
template <typename Parse>
auto readName(const Json& json, const char* key, Parse parse)
    -> Result<std::decay_t<decltype(*parse(std::string_view()))>>
{
  const Json& value = memberOf(json, key);
  if (value.is_string())
    if (auto read = parse(value.get_ref<const std::string&>()))
      return *std::move(read);
  return badEntry(key, value.is_null() ? std::string() : value.dump());
}

Json anchorJson(const Anchor& anchor)
{
  return {{"time", anchor.time.micros}, {"price", numberJson(anchor.price)}};
}

Result<Anchor> readAnchor(const Json& json, const char* key)
{
  const Json& value = memberOf(json, key);
  if (!value.is_object())
    return badEntry(key, value.dump());
  Anchor anchor;
  ZVT_TRY(const auto time, readTime(value, "time"));
  if (!time)
    return badEntry(std::string(key) + ".time", {});
  anchor.time = *time;
  ZVT_TRY(anchor.price, readNumber(value, "price"));
  return anchor;
}

struct Writer {
  Json operator()(const PriceCondition& price) const
  {
    return {{"test", toString(price.test)}, {"price", numberJson(price.price)}};
  }
  Json operator()(const ChangeCondition& change) const
  {
    return {
        {"percent", numberJson(change.percent)}, {"eitherWay", change.eitherWay}, {"base", numberJson(change.base)}};
  }
  Json operator()(const LineCondition& line) const
  {
    return {{"first", anchorJson(line.first)}, {"second", anchorJson(line.second)}, {"extent", toString(line.extent)},
        {"level", toString(line.level)}, {"logarithmic", line.logarithmic}, {"test", toString(line.test)}};
  }
  Json operator()(const FormulaCondition& formula) const
  {
    Json parameters = Json::object();
    for (const auto& [name, value] : formula.parameters)
      parameters[name] = value;
    return {{"formula", formula.formula}, {"parameters", std::move(parameters)}, {"output", formula.output},
        {"level", toString(formula.level)}, {"adjust", toString(formula.adjust)}, {"test", toString(formula.test)},
        {"value", numberJson(formula.value)}, {"intrabar", formula.intrabar}};
  }
  Json operator()(const HealthCondition& health) const
  {
    return {{"test", toString(health.test)}, {"minutes", health.minutes}, {"sessions", health.sessions},
        {"level", toString(health.level)}};
  }
};

Result<Condition> readFormula(const Json& json)
{
  FormulaCondition formula;
  ZVT_TRY(formula.formula, readText(json, "formula"));
  ZVT_TRY(formula.output, readText(json, "output"));
  const Json& parameters = memberOf(json, "parameters");
  for (auto at = parameters.begin(); at != parameters.end(); ++at) {
    if (!at->is_number())
      return badEntry("parameters", parameters.dump());
    formula.parameters[at.key()] = at->get<double>();
  }
  ZVT_TRY(formula.level, readName(json, "level", market::parseBarLevel));
  ZVT_TRY(formula.adjust, readName(json, "adjust", market::parseAdjustMode));
  ZVT_TRY(formula.test, readName(json, "test", formulaTestFrom));
  ZVT_TRY(formula.value, readNumber(json, "value"));
  ZVT_TRY(formula.intrabar, readFlag(json, "intrabar", false));
  return formula;
}

Result<Condition> readLine(const Json& json)
{
  LineCondition line;
  ZVT_TRY(line.first, readAnchor(json, "first"));
  ZVT_TRY(line.second, readAnchor(json, "second"));
  ZVT_TRY(line.extent, readName(json, "extent", extentFrom));
  ZVT_TRY(line.level, readName(json, "level", market::parseBarLevel));
  ZVT_TRY(line.logarithmic, readFlag(json, "logarithmic", false));
  ZVT_TRY(line.test, readName(json, "test", testFrom));
  return line;
}

Result<Condition> readHealth(const Json& json)
{
  HealthCondition health;
  ZVT_TRY(health.test, readName(json, "test", healthTestFrom));
  ZVT_TRY(const auto minutes, readInteger(json, "minutes", health.minutes));
  ZVT_TRY(const auto sessions, readInteger(json, "sessions", health.sessions));
  constexpr std::int64_t kMost = 1'000'000;
  if (minutes < 1 || minutes > kMost)
    return badEntry("minutes", std::to_string(minutes));
  if (sessions < 1 || sessions > kMost)
    return badEntry("sessions", std::to_string(sessions));
  health.minutes = static_cast<int>(minutes);
  health.sessions = static_cast<int>(sessions);
  ZVT_TRY(health.level, readName(json, "level", market::parseBarLevel));
  return health;
}

Json memoryJson(const Memory& memory)
{
  return {{"side", toString(memory.side)}, {"holds", memory.holds ? Json(*memory.holds) : Json()},
      {"seen", memory.seen.micros}, {"bar", memory.bar}, {"firedAt", timeJson(memory.firedAt)},
      {"firedTime", timeJson(memory.firedTime)}, {"firedValue", numberJson(memory.firedValue)}, {"count", memory.count},
      {"done", memory.done}};
}

Result<Memory> readMemory(const Json& json)
{
  Memory memory;
  if (json.is_null())
    return memory;
  ZVT_TRY(memory.side, readName(json, "side", sideFrom));
  if (!memberOf(json, "holds").is_null()) {
    ZVT_TRY(memory.holds, readFlag(json, "holds", false));
  }
  ZVT_TRY(const auto seen, readInteger(json, "seen", 0));
  memory.seen = {seen};
  ZVT_TRY(memory.bar, readInteger(json, "bar", -1));
  ZVT_TRY(memory.firedAt, readTime(json, "firedAt"));
  ZVT_TRY(memory.firedTime, readTime(json, "firedTime"));
  ZVT_TRY(memory.firedValue, readNumber(json, "firedValue"));
  ZVT_TRY(memory.count, readInteger(json, "count", 0));
  ZVT_TRY(memory.done, readFlag(json, "done", false));
  return memory;
}

}

Json numberJson(double value)
{
  return std::isfinite(value) ? Json(value) : Json();
}

Json timeJson(const std::optional<Timestamp>& time)
{
  return time ? Json(time->micros) : Json();
}

Result<double> readNumber(const Json& json, const char* key)
{
  const Json& value = memberOf(json, key);
  if (value.is_null())
    return kNoValue;
  return value.is_number() ? Result<double>(value.get<double>()) : badEntry(key, value.dump());
}

Result<std::optional<Timestamp>> readTime(const Json& json, const char* key)
{
  if (memberOf(json, key).is_null())
    return std::optional<Timestamp>();
  ZVT_TRY(const std::int64_t micros, readInteger(json, key, 0));
  return std::optional(Timestamp{micros});
}

Result<std::string> readText(const Json& json, const char* key)
{
  const Json& value = memberOf(json, key);
  if (value.is_null())
    return std::string();
  return value.is_string() ? Result<std::string>(value.get<std::string>()) : badEntry(key, value.dump());
}

Json unknownMembers(const Json& original, const Json& known)
{
  Json rest;
  for (auto at = original.begin(); original.is_object() && at != original.end(); ++at) {
    const auto same = known.find(at.key());
    if (same == known.end())
      rest[at.key()] = *at;
    else if (at->is_object() && same->is_object())
      if (Json inner = unknownMembers(*at, *same); !inner.is_null())
        rest[at.key()] = std::move(inner);
  }
  return rest;
}

void addUnknown(Json& json, const std::string& unknown)
{
  if (unknown.empty())
    return;
  const auto rest = parseJson(unknown);
  if (!rest)
    return;
  const auto merge = [](auto& self, Json& into, const Json& from) -> void {
    for (auto at = from.begin(); at != from.end(); ++at) {
      Json& member = into[at.key()];
      if (member.is_object() && at->is_object())
        self(self, member, *at);
      else if (member.is_null())
        member = *at;
    }
  };
  merge(merge, json, *rest);
}

Json conditionJson(const Condition& condition)
{
  Json json = std::visit(Writer(), condition);
  json["kind"] = kindOf(condition);
  return json;
}

Result<Condition> readCondition(const Json& json)
{
  ZVT_TRY(const std::string kind, readText(json, "kind"));
  if (kind == "price") {
    PriceCondition price;
    ZVT_TRY(price.test, readName(json, "test", testFrom));
    ZVT_TRY(price.price, readNumber(json, "price"));
    return price;
  }
  if (kind == "change") {
    ChangeCondition change;
    ZVT_TRY(change.percent, readNumber(json, "percent"));
    ZVT_TRY(change.eitherWay, readFlag(json, "eitherWay", false));
    ZVT_TRY(change.base, readNumber(json, "base"));
    return change;
  }
  if (kind == "line")
    return readLine(json);
  if (kind == "formula")
    return readFormula(json);
  if (kind == "health")
    return readHealth(json);
  return badEntry("kind", kind);
}

Json alertJson(const Alert& alert)
{
  Json json = {{"id", alert.id}, {"entity", alert.entityId}, {"condition", conditionJson(alert.condition)},
      {"frequency", toString(alert.frequency)}, {"bar", toString(alert.bar)},
      {"pauseSeconds", alert.pause.micros / 1'000'000}, {"expires", timeJson(alert.expires)},
      {"snoozedUntil", timeJson(alert.snoozedUntil)}, {"message", alert.message}, {"sound", alert.sound},
      {"enabled", alert.enabled}, {"created", alert.created.micros}, {"drawing", alert.drawing},
      {"memory", memoryJson(alert.memory)}};
  addUnknown(json, alert.unknown);
  return json;
}

Result<Alert> readAlert(const Json& json)
{
  if (!json.is_object())
    return badEntry("alert", json.dump());
  Alert alert;
  ZVT_TRY(alert.id, readText(json, "id"));
  ZVT_TRY(alert.entityId, readText(json, "entity"));
  ZVT_TRY(alert.condition, readCondition(memberOf(json, "condition")));
  ZVT_TRY(alert.frequency, readName(json, "frequency", frequencyFrom));
  ZVT_TRY(alert.bar, readName(json, "bar", market::parseBarLevel));
  ZVT_TRY(const auto pause, readInteger(json, "pauseSeconds", 300));
  alert.pause = Duration::seconds(pause);
  ZVT_TRY(alert.expires, readTime(json, "expires"));
  ZVT_TRY(alert.snoozedUntil, readTime(json, "snoozedUntil"));
  ZVT_TRY(alert.message, readText(json, "message"));
  ZVT_TRY(alert.sound, readText(json, "sound"));
  ZVT_TRY(alert.enabled, readFlag(json, "enabled", true));
  ZVT_TRY(const auto created, readInteger(json, "created", 0));
  alert.created = {created};
  ZVT_TRY(alert.drawing, readText(json, "drawing"));
  ZVT_TRY(alert.memory, readMemory(memberOf(json, "memory")));
  if (const auto sound = checkValues(alert); !sound) {
    const Error& error = sound.error();
    return badEntry(error.code == "entity.bad_id" ? "entity" : std::string(error.field("field")),
        error.code == "entity.bad_id" ? alert.entityId : std::string(error.field("text")));
  }
  const Json unknown = unknownMembers(json, alertJson(alert));
  alert.unknown = unknown.is_null() ? std::string() : unknown.dump();
  return alert;
}

}

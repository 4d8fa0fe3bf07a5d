// SPDX-License-Identifier: Apache-2.0
// Reads resources/rules/calendar_<market>.json; its README describes the format.
#include "core/market/exchange.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "rules_resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace zvt::market {
namespace {

Result<TradingDay> dayMember(const Json& object, std::string_view key)
{
  ZVT_TRY(const std::string text, jsonString(object, key));
  return TradingDay::parse(text);
}

/// "09:30" since midnight; "24:00" ends a day; "-03:00" is 21:00 of the evening before.
Result<Duration> readClock(const Json& json)
{
  if (json.is_string()) {
    std::string_view text = json.get_ref<const std::string&>();
    const bool before = text.starts_with('-');
    const auto parts = split(before ? text.substr(1) : text, ':');
    if (parts.size() == 2) {
      const auto hours = parseInt(parts[0]);
      const auto minutes = parseInt(parts[1]);
      if (hours && minutes && *hours >= 0 && *hours <= 24 && *minutes >= 0 && *minutes < 60)
        return Duration::minutes((before ? -1 : 1) * (*hours * 60 + *minutes));
    }
  }
  return fail("calendar.bad_clock", {{"text", json.dump()}});
}

Result<Phase> readPhase(std::string_view text)
{
  for (int i = 0; i <= static_cast<int>(Phase::PostMarket); ++i)
    if (toString(static_cast<Phase>(i)) == text)
      return static_cast<Phase>(i);
  return fail("calendar.bad_phase", {{"text", std::string(text)}});
}

Result<std::vector<SessionPhase>> readPhases(const Json& sessions, const char* key)
{
  std::vector<SessionPhase> phases;
  const Json list = sessions.value(key, Json::array());
  for (const Json& one : list) {
    SessionPhase phase;
    ZVT_TRY(const std::string name, jsonString(one, "phase"));
    ZVT_TRY(phase.phase, readPhase(name));
    ZVT_TRY(phase.begin, readClock(one.value("begin", Json())));
    ZVT_TRY(phase.end, readClock(one.value("end", Json())));
    phases.push_back(phase);
  }
  return phases;
}

Result<std::vector<SessionPhase>> readHours(const Json& sessions, const char* key)
{
  std::vector<SessionPhase> hours;
  const Json list = sessions.value(key, Json::array());
  for (const Json& one : list) {
    if (!one.is_array() || one.size() != 2)
      return fail("calendar.bad_clock", {{"text", one.dump()}});
    SessionPhase span;
    ZVT_TRY(span.begin, readClock(one[0]));
    ZVT_TRY(span.end, readClock(one[1]));
    hours.push_back(span);
  }
  return hours;
}

/// {"2026": ["01-01", …]} as days.
Result<std::vector<TradingDay>> readDays(const Json& document, const char* key)
{
  std::vector<TradingDay> days;
  const Json years = document.value(key, Json::object());
  for (const auto& [year, list] : years.items()) {
    for (const Json& one : list) {
      ZVT_TRY(const TradingDay day, TradingDay::parse(year + '-' + one.get<std::string>()));
      days.push_back(day);
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

}

struct CalendarReader {
  static Result<Calendar> read(const Json& document)
  {
    Calendar calendar;
    ZVT_TRY(const std::string zone, jsonString(document, "zone"));
    ZVT_TRY(calendar.m_zone, TimeZone::find(zone));
    ZVT_TRY(calendar.m_firstKnown, dayMember(document, "first"));
    ZVT_TRY(calendar.m_lastKnown, dayMember(document, "last"));
    ZVT_TRY(calendar.m_halfDays, readDays(document, "halfDays"));
    ZVT_TRY_VOID(readOpenDays(calendar, document));
    ZVT_TRY_VOID(readSessions(calendar, document));
    return calendar;
  }

  /// The hours of each group of products over the days of another calendar.
  static Result<std::map<std::string, Calendar>> readGroups(const Calendar& days, const Json& document)
  {
    std::map<std::string, Calendar> groups;
    const Json list = document.value("groups", Json::object());
    for (const auto& [name, group] : list.items()) {
      Calendar calendar = days;
      calendar.m_halfDays.clear();
      calendar.m_sessions.clear();
      ZVT_TRY_VOID(readSessions(calendar, group));
      if (group.contains("dayBegins")) {
        ZVT_TRY(calendar.m_dayBegins, readClock(group["dayBegins"]));
      }
      const Json pauses = document.value("noNight", Json::array());
      for (const Json& pause : pauses) {
        ZVT_TRY(const TradingDay from, dayMember(pause, "from"));
        ZVT_TRY(const TradingDay to, dayMember(pause, "to"));
        calendar.m_noNight.emplace_back(from, to);
      }
      groups.emplace(name, std::move(calendar));
    }
    return groups;
  }

  static Result<void> readOpenDays(Calendar& calendar, const Json& document)
  {
    const int count = calendar.m_lastKnown - calendar.m_firstKnown + 1;
    if (count <= 0 || count > 400'000)
      return fail("calendar.bad_range");
    const bool always = document.value("always", false);
    calendar.m_open.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
      calendar.m_open[static_cast<std::size_t>(i)] = always || (calendar.m_firstKnown + i).weekday() < 6;
    ZVT_TRY(const std::vector<TradingDay> closed, readDays(document, "closed"));
    for (const TradingDay day : closed)
      if (day >= calendar.m_firstKnown && day <= calendar.m_lastKnown)
        calendar.m_open[static_cast<std::size_t>(day - calendar.m_firstKnown)] = false;
    return {};
  }

  static Result<void> readSessions(Calendar& calendar, const Json& document)
  {
    const Json list = document.value("sessions", Json::array());
    for (const Json& one : list) {
      Calendar::Sessions sessions;
      ZVT_TRY(sessions.from, dayMember(one, "from"));
      ZVT_TRY(sessions.regular, readPhases(one, "regular"));
      ZVT_TRY(sessions.half, readPhases(one, "half"));
      ZVT_TRY(sessions.hours, readHours(one, "hours"));
      ZVT_TRY(sessions.halfHours, readHours(one, "halfHours"));
      if (sessions.regular.empty() || sessions.hours.empty())
        return fail("calendar.no_sessions");
      calendar.m_sessions.push_back(std::move(sessions));
    }
    const auto earlier = [](const auto& a, const auto& b) { return a.from < b.from; };
    std::sort(calendar.m_sessions.begin(), calendar.m_sessions.end(), earlier);
    if (calendar.m_sessions.empty())
      return fail("calendar.no_sessions");
    return {};
  }
};

Result<Calendar> Calendar::fromJson(std::string_view json)
{
  ZVT_TRY(const Json document, parseJson(json));
  try {
    return CalendarReader::read(document);
  } catch (const Json::exception& error) {
    return fail("calendar.bad_document", {{"reason", error.what()}});
  }
}

namespace {

constexpr std::string_view kFutures = "cn_futures";
constexpr std::string_view kAnyProduct = "any";

struct Calendars {
  std::map<std::string, Result<std::shared_ptr<const Calendar>>, std::less<>> byName;
  std::map<std::string, std::string, std::less<>> groupOfProduct; ///< exchange.product, lower case → cn_futures.<group>
};

/// Hours by product over the days of another market's calendar.
Result<void> readFutures(Calendars& calendars, std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  try {
    ZVT_TRY(const std::string days, jsonString(document, "days"));
    const auto base = calendars.byName.find(days);
    if (base == calendars.byName.end() || !base->second)
      return fail("calendar.unknown_market", {{"market", days}});
    ZVT_TRY(auto groups, CalendarReader::readGroups(**base->second, document));
    for (auto& [name, calendar] : groups)
      calendars.byName.emplace(
          std::string(kFutures) + '.' + name, std::make_shared<const Calendar>(std::move(calendar)));
    for (const auto& [group, products] : document.at("products").items())
      for (const Json& product : products)
        calendars.groupOfProduct[toLower(product.get<std::string>())] = std::string(kFutures) + '.' + group;
  } catch (const Json::exception& error) {
    return fail("calendar.bad_document", {{"reason", error.what()}});
  }
  return {};
}

Calendars readEmbedded()
{
  constexpr std::string_view kPrefix = "calendar_", kSuffix = ".json";
  Calendars calendars;
  std::string_view futures;
  for (const EmbeddedResource& file : resources::rules()) {
    if (!file.path.starts_with(kPrefix))
      continue;
    const std::string market(file.path.substr(kPrefix.size(), file.path.size() - kPrefix.size() - kSuffix.size()));
    if (market == kFutures) {
      futures = file.content;
      continue;
    }
    auto calendar = Calendar::fromJson(file.content);
    if (calendar)
      calendars.byName.emplace(market, std::make_shared<const Calendar>(*std::move(calendar)));
    else
      calendars.byName.emplace(market, fail(std::move(calendar).error().with("file", file.path)));
  }
  if (auto read = readFutures(calendars, futures); !read)
    calendars.byName.insert_or_assign(std::string(kFutures) + '.' + std::string(kAnyProduct), fail(read.error()));
  return calendars;
}

const Calendars& embedded()
{
  static const Calendars calendars = readEmbedded();
  return calendars;
}

/// rb of rb2410.
std::string productOf(std::string_view code)
{
  const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return toLower(
      code.substr(0, static_cast<std::size_t>(std::find_if_not(code.begin(), code.end(), isLetter) - code.begin())));
}

}

Result<std::shared_ptr<const Calendar>> Calendar::load(std::string_view market)
{
  const auto found = embedded().byName.find(market);
  if (found == embedded().byName.end())
    return fail("calendar.unknown_market", {{"market", std::string(market)}});
  return found->second;
}

Result<std::shared_ptr<const Calendar>> Calendar::of(const EntityId& id)
{
  constexpr std::array<std::string_view, 6> kFutureExchanges{"cffex", "shfe", "dce", "czce", "ine", "gfex"};
  if (std::find(kFutureExchanges.begin(), kFutureExchanges.end(), id.exchange) == kFutureExchanges.end())
    return load(marketOf(id.exchange));
  const auto group = embedded().groupOfProduct.find(id.exchange + '.' + productOf(id.code));
  return load(group == embedded().groupOfProduct.end() ? std::string(kFutures) + '.' + std::string(kAnyProduct)
                                                       : group->second);
}

}

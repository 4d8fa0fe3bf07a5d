// SPDX-License-Identifier: Apache-2.0
#include "core/data/coverage_write.h"

#include "core/data/trading_days.h"

#include <algorithm>

namespace zvt::data {
namespace {

Result<std::shared_ptr<const market::Calendar>> calendarOf(const std::string& entityId)
{
  ZVT_TRY(const auto id, market::EntityId::parse(entityId));
  return market::Calendar::of(id);
}

std::pair<TradingDay, TradingDay> daysOfKeys(const market::BarSeries& bars, const market::Calendar& calendar)
{
  const auto day = [&](std::int64_t key) {
    return market::isDayKeyed(bars.level) ? TradingDay{static_cast<std::int32_t>(key)}
                                          : calendar.dayOf(Timestamp{key - 1});
  };
  return {periodOf(bars.level, day(bars.key.front())).first, periodOf(bars.level, day(bars.key.back())).second};
}

/// The last day up to @p last that was over at a moment.
TradingDay lastOver(const market::Calendar& calendar, TradingDay last, Timestamp moment)
{
  TradingDay day = std::min(last, calendar.dayOf(moment));
  while (calendar.closeOf(day) > moment)
    day = day - 1;
  return day;
}

}

Result<std::optional<std::pair<TradingDay, TradingDay>>> daysOf(const market::BarSeries& bars)
{
  if (bars.empty())
    return std::nullopt;
  ZVT_TRY(const auto calendar, calendarOf(bars.entityId));
  return daysOfKeys(bars, *calendar);
}

Result<storage::CoverageWrite> answered(
    const market::BarSeries& bars, std::pair<TradingDay, TradingDay> question, Timestamp asked, std::int32_t run)
{
  ZVT_TRY(const auto calendar, calendarOf(bars.entityId));
  storage::CoverageWrite write;
  write.entityId = bars.entityId;
  write.level = market::toString(bars.level);
  write.provider = bars.provider;
  write.asked = asked;
  write.run = run;
  const storage::CoverageSpans final = {
      {question.first, lastOver(*calendar, question.second, asked), storage::Asked::Answered, {}}};
  storage::CoverageSpans came;
  if (!bars.empty()) {
    const auto [first, last] = daysOfKeys(bars, *calendar);
    came = {{first, last, storage::Asked::Answered, {}}};
  }
  write.spans = merged(final, came);
  return write;
}

Result<storage::CoverageWrite> answeredByFile(const market::BarSeries& bars, Timestamp asked, std::int32_t run)
{
  ZVT_TRY(const auto days, daysOf(bars));
  return answered(bars, days.value_or(std::pair{TradingDay{1}, TradingDay{0}}), asked, run);
}

RecordDays::RecordDays(const storage::RecordSchema& schema)
    : m_schema(schema)
{
}

std::optional<RecordDays::Places> RecordDays::placesIn(const std::vector<std::string>& columns) const
{
  const auto place = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  };
  const Places places{place("entity_id"), place("provider"), place(m_schema.timeColumn)};
  if (std::max({places.entity, places.provider, places.time}) >= columns.size())
    return std::nullopt;
  return places;
}

std::optional<TradingDay> RecordDays::dayOf(const storage::RecordValue& value) const
{
  if (const auto* moment = std::get_if<std::int64_t>(&value))
    return LocalTime{*moment}.day(); // the day in UTC: the ledger keeps days, and a record has no sessions
  const auto* text = std::get_if<std::string>(&value);
  const auto day = text == nullptr ? Result<TradingDay>(fail("time.bad_date")) : TradingDay::parse(*text);
  return day ? std::optional(*day) : std::nullopt;
}

void RecordDays::add(const std::vector<std::string>& columns, const storage::RecordRow& row)
{
  if (columns != m_columns) {
    m_columns = columns;
    m_places = placesIn(columns);
  }
  if (!m_places)
    return;
  const auto* entity = std::get_if<std::string>(&row[m_places->entity]);
  const auto* provider = std::get_if<std::string>(&row[m_places->provider]);
  const auto day = dayOf(row[m_places->time]);
  if (entity == nullptr || provider == nullptr || !day || !market::EntityId::parse(*entity))
    return;
  const auto [at, isNew] = m_days.try_emplace({*entity, *provider}, *day, *day);
  at->second.first = std::min(at->second.first, *day);
  at->second.second = std::max(at->second.second, *day);
}

std::vector<storage::CoverageWrite> RecordDays::take(Timestamp asked, std::int32_t run)
{
  std::vector<storage::CoverageWrite> writes;
  for (const auto& [key, days] : m_days) {
    storage::CoverageWrite write;
    write.entityId = key.first;
    write.schema = m_schema.name;
    write.provider = key.second;
    write.spans = {{days.first, days.second, storage::Asked::Answered, {}}};
    write.asked = asked;
    write.run = run;
    writes.push_back(std::move(write));
  }
  m_days.clear();
  return writes;
}

}

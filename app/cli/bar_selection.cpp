// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_selection.h"

#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/market/bar_time.h"
#include "core/market/corporate_action.h"

#include <CLI/App.hpp>

namespace zvt::cli {

void BarSelection::addOptions(CLI::App& command)
{
  addEntityOption(command, entities)->required();
  command.add_option("--level", level, "tick 1m 5m 15m 30m 1h 4h 1d 1wk 1mon")
      ->check(parsedBy(market::parseBarLevel))
      ->capture_default_str();
  command.add_option("--adjust", adjust, "bfq (raw), qfq or hfq")
      ->check(parsedBy(market::parseAdjustMode))
      ->capture_default_str();
  command.add_option("--adjust-method", adjustMethod, "ratio or difference")
      ->check(parsedBy(market::parseAdjustMethod))
      ->capture_default_str();
  command.add_option("--provider", provider, "Only this provider's bars");
  command.add_option("--start", start, "First bar, e.g. 2024-01-31 or 2024-01-31T09:31")
      ->check(emptyOrParsedBy(parseTime));
  command.add_option("--end", end, "Last bar")->check(emptyOrParsedBy(parseTime));
}

Result<std::vector<std::string>> BarSelection::select(app::Services& services) const
{
  return selectEntities(services, entities);
}

Result<data::BarRequest> BarSelection::request(const std::string& entityId) const
{
  data::BarRequest request;
  request.entityId = entityId;
  ZVT_TRY(request.level, market::parseBarLevel(level));
  ZVT_TRY(request.adjust, market::parseAdjustMode(adjust));
  ZVT_TRY(request.method, market::parseAdjustMethod(adjustMethod));
  request.provider = provider;
  if (request.adjust != market::AdjustMode::Bfq && !market::isAdjustable(entityId))
    return fail(Error{"bar.not_adjustable", {{"adjust", adjust}}, {}}.with("entity", entityId));
  return request;
}

Result<market::BarSeriesPtr> BarSelection::read(app::Services& services, const std::string& entityId) const
{
  ZVT_TRY(const data::BarRequest one, request(entityId));
  return services.marketData().bars(one);
}

Result<BarTimes> BarTimes::of(
    app::Services& services, const std::string& entityId, market::BarLevel level, const BarSelection& selection)
{
  ZVT_TRY(const auto calendar, services.marketData().calendarOf(entityId));
  BarTimes times(calendar->zone(), level);
  if (!selection.start.empty()) {
    ZVT_TRY(times.m_first, times.keyOf(selection.start, false));
  }
  if (!selection.end.empty()) {
    ZVT_TRY(times.m_last, times.keyOf(selection.end, true));
  }
  return times;
}

std::string BarTimes::text(std::int64_t key) const
{
  return market::barTimeText(m_level, key, m_zone);
}

Result<std::int64_t> BarTimes::keyOf(const std::string& text, bool isEnd) const
{
  ZVT_TRY(const ParsedTime parsed, parseTime(text));
  if (market::isDayKeyed(m_level))
    return parsed.local.day().days;
  LocalTime local = parsed.local;
  if (!parsed.hasTime && isEnd)
    local.micros += Duration::hours(24).micros; // the bar that ends at midnight still belongs to the day
  if (parsed.hasOffset)
    return local.micros - parsed.offset.micros;
  return m_zone.toUtc(local).micros;
}

}

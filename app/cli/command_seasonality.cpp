// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/analytics/seasonality.h"
#include "core/data/market_data.h"
#include "core/market/corporate_action.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>

namespace zvt::cli {

namespace {

struct SeasonalityOptions {
  std::vector<std::string> entities;
  std::string by = "month";
  std::string adjust = "qfq";
  std::string start, end;
  std::string format;
  bool years = false;
};

Cell figureCell(const std::optional<double>& value)
{
  return value ? Cell(*value) : Cell();
}

/// Days, or for hours bars that lie within them.
Result<market::BarSeries> barsOf(
    app::Services& services, const std::string& entityId, analytics::Season season, const SeasonalityOptions& options)
{
  BarSelection selection;
  selection.adjust = market::isAdjustable(entityId) ? options.adjust : "bfq";
  selection.start = options.start;
  selection.end = options.end;
  if (season == analytics::Season::Hour) {
    ZVT_TRY(const auto levels, services.marketData().levels(entityId));
    ZVT_TRY(const auto calendar, services.marketData().calendarOf(entityId));
    data::BarRequest request;
    request.entityId = entityId;
    ZVT_TRY(const auto days, services.marketData().bars(request));
    const auto level = analytics::hourlyLevel(levels, *calendar, *days);
    if (!level)
      return fail(Error{"season.no_hours", {}, {}}.with("entity", entityId));
    selection.level = std::string(market::toString(*level));
  }
  ZVT_TRY(const market::BarSeriesPtr bars, selection.read(services, entityId));
  ZVT_TRY(const BarTimes times, BarTimes::of(services, entityId, bars->level, selection));
  const auto end = std::upper_bound(bars->key.begin(), bars->key.end(), times.last());
  return bars->slice(times.first(), end == bars->key.end() ? std::numeric_limits<std::int64_t>::max() : *end);
}

void addFigures(TableOutput& output, const std::string& entityId, const market::BarSeries& bars,
    analytics::Season season, const TimeZone& zone)
{
  for (const analytics::SeasonFigures& one : analytics::seasonFigures(analytics::seasonReturns(bars, season, zone)))
    output.row({entityId, static_cast<std::int64_t>(one.key), static_cast<std::int64_t>(one.count), one.mean,
        one.median, one.hitRate, figureCell(one.deviation), one.best, one.worst});
}

void addYears(TableOutput& output, const std::string& entityId, const market::BarSeries& bars)
{
  for (const analytics::SeasonYear& year : analytics::seasonYears(bars)) {
    std::vector<Cell> row{entityId, static_cast<std::int64_t>(year.year)};
    for (const auto& month : year.months)
      row.push_back(figureCell(month));
    row.push_back(figureCell(year.total));
    output.row(std::move(row));
  }
}

Result<void> showSeasons(CommandLine& line, const SeasonalityOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(const analytics::Season season, analytics::parseSeason(options.by));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto entities, selectEntities(*services, options.entities));
  std::vector<std::string> header = {
      "entity_id", options.by, "count", "mean", "median", "hit_rate", "deviation", "best", "worst"};
  if (options.years)
    header = {"entity_id", "year", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "total"};
  TableOutput output(header, format, stdout);
  for (const std::string& entityId : entities) {
    ZVT_TRY(const market::BarSeries bars,
        barsOf(*services, entityId, options.years ? analytics::Season::Month : season, options));
    ZVT_TRY(const auto calendar, services->marketData().calendarOf(entityId));
    if (options.years)
      addYears(output, entityId, bars);
    else
      addFigures(output, entityId, bars, season, calendar->zone());
  }
  output.finish();
  return {};
}

}

void addSeasonalityCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* seasons = program.add_subcommand("seasonality", "Returns by month, weekday, day of the month or hour");
  auto options = std::make_shared<SeasonalityOptions>();
  seasons->add_option("entities", options->entities, "Ids, codes, patterns")->required();
  seasons->add_option("--by", options->by, "month, weekday, day or hour")
      ->check(parsedBy(analytics::parseSeason))
      ->capture_default_str();
  seasons->add_flag("--years", options->years, "A row a year with the return of each month");
  seasons->add_option("--adjust", options->adjust, "bfq (raw), qfq or hfq")
      ->check(parsedBy(market::parseAdjustMode))
      ->capture_default_str();
  seasons->add_option("--start", options->start, "First bar")->check(emptyOrParsedBy(parseTime));
  seasons->add_option("--end", options->end, "Last bar")->check(emptyOrParsedBy(parseTime));
  seasons->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  seasons->callback([&line, options] { line.run = [&line, options] { return showSeasons(line, *options); }; });
}

}

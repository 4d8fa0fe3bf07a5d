// SPDX-License-Identifier: GPL-3.0-or-later
// zvt replay: the bars of a security one after the other, as they became known.
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/base/executor.h"
#include "core/data/market_data.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdio>
#include <future>

namespace zvt::cli {

namespace {

struct ReplayOptions {
  std::string entity;
  BarSelection bars;
  double speed = 0;
  std::string format;
};

/// Lets the pace of a bar pass between two of them.
class Pacer {
public:
  Pacer(const Clock& clock, double speed)
      : m_clock(clock)
      , m_executor("replay", clock)
      , m_speed(speed)
      , m_due(clock.elapsed())
  {
  }

  void wait()
  {
    if (m_speed <= 0)
      return;
    m_due = std::max(m_due, m_clock.elapsed()) + Duration{static_cast<std::int64_t>(1'000'000 / m_speed)};
    std::promise<void> due;
    m_executor.postAt(m_due, [&due] { due.set_value(); });
    due.get_future().wait();
  }

private:
  const Clock& m_clock;
  ThreadExecutor m_executor;
  double m_speed;
  Duration m_due;
};

Cell numberCell(double value)
{
  return std::isnan(value) ? Cell{} : Cell{value};
}

Result<void> replayBars(CommandLine& line, const ReplayOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(options.bars.level));
  ZVT_TRY(app::Services * services, line.open(true));
  BarSelection selection = options.bars;
  selection.entities = {options.entity};
  ZVT_TRY(const auto entities, selection.select(*services));
  const std::string& entity = entities.front();
  ZVT_TRY(data::BarRequest request, selection.request(entity));
  ZVT_TRY(const BarTimes times, BarTimes::of(*services, entity, level, selection));
  ZVT_TRY(const auto calendar, services->marketData().calendarOf(entity));
  ZVT_TRY(const market::BarSeriesPtr bars, services->marketData().bars(request));
  if (bars->empty())
    return fail("replay.no_bars", {{"entity", entity}, {"level", options.bars.level}});
  TableOutput output(
      {"known_at", "entity_id", "timestamp", "open", "high", "low", "close", "volume", "turnover"}, format, stdout);
  Pacer pacer(services->clock(), options.speed);
  bool isFirst = true;
  for (std::size_t i = 0; i < bars->size() && !output.hasFailed(); ++i) {
    if (!times.contains(bars->key[i]))
      continue;
    if (!std::exchange(isFirst, false))
      pacer.wait();
    const Timestamp known = calendar->availableAt(level, bars->key[i]);
    market::Bar bar = bars->at(i);
    if (bars->adjust != market::AdjustMode::Bfq) { // by the ex-dates up to then
      request.asOf = known;
      ZVT_TRY(const market::BarSeriesPtr then, services->marketData().bars(request));
      bar = then->at(then->size() - 1);
    }
    output.row(
        {calendar->zone().toLocal(known).iso(), entity, times.text(bar.key), numberCell(bar.open), numberCell(bar.high),
            numberCell(bar.low), numberCell(bar.close), numberCell(bar.volume), numberCell(bar.turnover)});
    if (options.speed > 0)
      std::fflush(stdout); // who reads along gets each bar in its time
  }
  output.finish();
  return {};
}

}

void addReplayCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* replay = program.add_subcommand("replay", "Bars of a security one by one, as they became known");
  auto options = std::make_shared<ReplayOptions>();
  replay->add_option("entity", options->entity, "Security, as in --entity of query")->required();
  replay->add_option("--from", options->bars.start, "First bar: date, or date and time")->required();
  replay->add_option("--to", options->bars.end, "Last bar");
  replay->add_option("--level", options->bars.level, "1m … 1mon")
      ->check(emptyOrParsedBy(market::parseBarLevel))
      ->capture_default_str();
  replay->add_option("--adjust", options->bars.adjust, "bfq, or qfq and hfq by the ex-dates known at each bar")
      ->check(emptyOrParsedBy(market::parseAdjustMode))
      ->capture_default_str();
  replay->add_option("--speed", options->speed, "Bars a second; 0: all at once")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  replay->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  replay->callback([&line, options] { line.run = [&line, options] { return replayBars(line, *options); }; });
}

}

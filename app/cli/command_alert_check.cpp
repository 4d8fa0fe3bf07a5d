// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_alert_check.h"

#include "app/cli/alert_options.h"
#include "app/cli/alert_text.h"
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/alert/alert_check.h"
#include "core/alert/alert_store.h"
#include "core/data/quote_file.h"
#include "core/factor/formula_library.h"
#include "core/market/bar_time.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

struct Options {
  std::vector<std::string> ids;
  std::string from, to, level = "1d", quotes, format;
};

/// Writes what alerts would have told.
class Checker {
public:
  Checker(CommandLine& line, app::Services& services, const Options& options, const factor::FormulaLibrary& formulas,
      TableOutput& output)
      : m_line(line)
      , m_options(options)
      , m_sources{&services.marketData(), &services.columns(), &formulas}
      , m_output(output)
  {
  }

  Result<void> check(const alert::Alert& one, const data::QuoteFile* file, Timestamp now)
  {
    const TimeZone zone = alert::zoneOf(one.entityId);
    ZVT_TRY(const auto told,
        file != nullptr ? alert::checkOverQuotes(one, *file, m_sources, m_line.control()) : overBars(one, zone, now));
    const auto* formula = std::get_if<alert::FormulaCondition>(&one.condition);
    ZVT_TRY(const market::BarLevel prices, market::parseBarLevel(m_options.level));
    const bool isDay = file == nullptr && market::isDayKeyed(formula != nullptr ? formula->level : prices);
    for (const alert::AlertEvent& event : told) {
      const LocalTime time = zone.toLocal(event.time);
      m_output.row({one.id, one.entityId, isDay ? time.day().iso() : time.iso(), conditionText(one.condition, zone),
          std::isnan(event.value) ? Cell{} : Cell{event.value},
          std::isnan(event.threshold) ? Cell{} : Cell{event.threshold}});
    }
    const bool isRecorded = file == nullptr || file->snapshots.contains(one.entityId);
    m_line.note(isRecorded ? fmt::format("{}: told {} times", one.id, told.size())
                           : fmt::format("{}: the file has no quote of {}", one.id, one.entityId));
    return {};
  }

private:
  Result<std::vector<alert::AlertEvent>> overBars(const alert::Alert& one, const TimeZone& zone, Timestamp now)
  {
    ZVT_TRY(const market::BarLevel level, market::parseBarLevel(m_options.level));
    Timestamp from{}, to = now;
    if (!m_options.from.empty()) {
      ZVT_TRY(from, parseMoment(m_options.from, zone));
    }
    if (!m_options.to.empty()) {
      ZVT_TRY(to, parseMoment(m_options.to, zone));
      ZVT_TRY(const ParsedTime parsed, parseTime(m_options.to));
      // A date alone means the whole day.
      to = parsed.hasTime ? to : to + Duration::hours(24) - Duration::microseconds(1);
    }
    return alert::checkOverBars(one, level, from, to, m_sources, m_line.control());
  }

  CommandLine& m_line;
  const Options& m_options;
  alert::CheckSources m_sources;
  TableOutput& m_output;
};

Result<void> checkAll(CommandLine& line, const Options& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const Format format, line.format(options.format));
  const auto folder = app::profileFolder(line.profile);
  alert::AlertStore store(services->files(), folder);
  ZVT_TRY(auto loaded, store.load(false));
  if (!loaded.problems.empty())
    return fail(loaded.problems.front());
  ZVT_TRY(const auto formulas, factor::FormulaStore(services->files(), folder).load());
  std::optional<data::QuoteFile> file;
  if (!options.quotes.empty()) {
    ZVT_TRY(file, data::loadQuoteFile(services->files(), options.quotes, options.quotes));
  }
  TableOutput output({"alert", "entity_id", "time", "condition", "value", "threshold"}, format, stdout);
  Checker checker(line, *services, options, formulas, output);
  const data::QuoteFile* quotes = file ? &*file : nullptr;
  for (const std::string& id : options.ids)
    if (loaded.book.find(id) == nullptr)
      return fail("alert.unknown", {{"alert", id}});
  for (const alert::Alert& one : loaded.book.alerts) {
    const bool isMeant = options.ids.empty() ? !std::holds_alternative<alert::HealthCondition>(one.condition)
                                             : std::ranges::find(options.ids, one.id) != options.ids.end();
    if (isMeant)
      ZVT_TRY_VOID(checker.check(one, quotes, services->clock().now()));
  }
  output.finish();
  return {};
}

}

void addAlertCheckCommand(CLI::App& alert, CommandLine& line)
{
  CLI::App* check = alert.add_subcommand("check", "When alerts would have been told, by stored bars or a recorded day");
  auto options = std::make_shared<Options>();
  check->add_option("id", options->ids, "Ids, see “zvt alert list”; else all");
  CLI::Option* from = check->add_option("--from", options->from, "First moment, e.g. 2024-01-31; else the first bar")
                          ->check(emptyOrParsedBy(parseTime));
  CLI::Option* to = check->add_option("--to", options->to, "Last moment")->check(emptyOrParsedBy(parseTime));
  CLI::Option* level = check->add_option("--level", options->level, "Bars that prices are looked up in")
                           ->check(parsedBy(market::parseBarLevel))
                           ->capture_default_str();
  check->add_option("--quotes", options->quotes, "A recorded day instead (QMT full ticks as JSON)")
      ->check(CLI::ExistingFile)
      ->excludes(from)
      ->excludes(to)
      ->excludes(level);
  check->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  check->callback([&line, options] { line.run = [&line, options] { return checkAll(line, *options); }; });
}

}

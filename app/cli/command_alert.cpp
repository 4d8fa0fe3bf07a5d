// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alert_options.h"
#include "app/cli/alert_text.h"
#include "app/cli/command_alert_check.h"
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/alert/alert_store.h"
#include "core/factor/formula_library.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

struct Options {
  AlertOptions alert;
  std::vector<std::string> ids, entities;
  std::string format, span = "1h", until;
  std::size_t limit = 50;
  bool all = false;
};

/// The alerts of the profile, open for a change or only to be read.
struct OpenBook {
  app::Services* services;
  alert::AlertStore store;
  alert::AlertStore::Loaded loaded;

  static Result<OpenBook> open(CommandLine& line, bool readOnly)
  {
    ZVT_TRY(app::Services * services, line.open(readOnly));
    alert::AlertStore store(services->files(), app::profileFolder(line.profile));
    ZVT_TRY(auto loaded, store.load(!readOnly));
    for (const Error& problem : loaded.problems)
      line.note(line.messages().describe(problem));
    return OpenBook{services, std::move(store), std::move(loaded)};
  }
  /// Errors: alert.unknown.
  Result<alert::Alert*> find(const std::string& id)
  {
    if (alert::Alert* found = loaded.book.find(id))
      return found;
    return fail("alert.unknown", {{"alert", id}});
  }
};

Cell textCell(const std::string& text)
{
  return text.empty() ? Cell{} : Cell{text};
}

Cell numberCell(double value)
{
  return std::isnan(value) ? Cell{} : Cell{value};
}

std::vector<Cell> alertCells(const alert::Alert& one, Timestamp now)
{
  const TimeZone zone = alert::zoneOf(one.entityId);
  return {one.id, one.entityId, std::string(alert::kindOf(one.condition)), conditionText(one.condition, zone),
      std::string(toString(one.state(now))), std::string(toString(one.frequency)),
      textCell(timeText(one.expires, zone)), textCell(timeText(one.snoozedUntil, zone)),
      textCell(timeText(one.memory.firedTime, zone)), one.memory.count, textCell(one.message)};
}

const std::vector<std::string> kColumns{"id", "entity_id", "kind", "condition", "state", "frequency", "expires",
    "snoozed_until", "fired", "count", "message"};

Result<void> add(CommandLine& line, const Options& options)
{
  ZVT_TRY(OpenBook open, OpenBook::open(line, false));
  ZVT_TRY(const auto entities, selectEntities(*open.services, options.entities));
  ZVT_TRY(const auto formulas, factor::FormulaStore(open.services->files(), app::profileFolder(line.profile)).load());
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output(kColumns, format, stdout);
  const Timestamp now = open.services->clock().now();
  for (const std::string& entity : entities) {
    ZVT_TRY(alert::Alert made, options.alert.make(entity, now));
    ZVT_TRY_VOID(alert::check(made, &formulas));
    made.id = open.loaded.book.freshId();
    output.row(alertCells(made, now));
    open.loaded.book.alerts.push_back(std::move(made));
  }
  ZVT_TRY_VOID(open.store.save(open.loaded.book));
  output.finish();
  return {};
}

Result<void> list(CommandLine& line, const Options& options)
{
  ZVT_TRY(const OpenBook open, OpenBook::open(line, true));
  ZVT_TRY(const Format format, line.format(options.format));
  std::vector<std::string> entities;
  if (!options.entities.empty()) {
    ZVT_TRY(entities, selectEntities(*open.services, options.entities));
  }
  TableOutput output(kColumns, format, stdout);
  for (const alert::Alert& one : open.loaded.book.alerts)
    if (entities.empty() || std::ranges::find(entities, one.entityId) != entities.end())
      output.row(alertCells(one, open.services->clock().now()));
  output.finish();
  return {};
}

/// The alerts as the profile keeps them.
Result<void> show(CommandLine& line, const Options& options)
{
  ZVT_TRY(OpenBook open, OpenBook::open(line, true));
  alert::AlertBook chosen;
  for (const std::string& id : options.ids) {
    ZVT_TRY(const alert::Alert* found, open.find(id));
    chosen.alerts.push_back(*found);
  }
  ZVT_TRY(const Json document, parseJson(alert::toJson(chosen)));
  nlohmann::ordered_json alerts = document["alerts"];
  writeJson(alerts, stdout);
  return {};
}

/// Changes the alerts that were named, or all, and saves.
Result<void> change(CommandLine& line, const Options& options,
    const std::function<Result<void>(OpenBook& open, alert::Alert& one)>& edit)
{
  ZVT_TRY(OpenBook open, OpenBook::open(line, false));
  std::vector<std::string> ids = options.ids;
  if (options.all)
    for (const alert::Alert& one : open.loaded.book.alerts)
      ids.push_back(one.id);
  for (const std::string& id : ids) {
    ZVT_TRY(alert::Alert * found, open.find(id));
    ZVT_TRY_VOID(edit(open, *found));
  }
  ZVT_TRY_VOID(open.store.save(open.loaded.book));
  line.note(fmt::format("{} alerts changed", ids.size()));
  return {};
}

Result<void> removeOne(OpenBook& open, alert::Alert& one)
{
  std::erase_if(open.loaded.book.alerts, [id = one.id](const alert::Alert& other) { return other.id == id; });
  return {};
}

Result<void> setEnabled(alert::Alert& one, bool enabled)
{
  one.enabled = enabled;
  if (enabled) {
    one.snoozedUntil.reset();
    alert::rearm(one);
  }
  return {};
}

Result<void> snooze(OpenBook& open, alert::Alert& one, const Options& options)
{
  if (!options.until.empty()) {
    ZVT_TRY(one.snoozedUntil, parseMoment(options.until, alert::zoneOf(one.entityId)));
    return {};
  }
  ZVT_TRY(const Duration span, parseSpan(options.span));
  one.snoozedUntil = open.services->clock().now() + span;
  return {};
}

Result<void> history(CommandLine& line, const Options& options)
{
  ZVT_TRY(const OpenBook open, OpenBook::open(line, true));
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output(
      {"number", "alert", "entity_id", "time", "at", "condition", "value", "threshold", "replay", "message"}, format,
      stdout);
  const auto& events = open.loaded.history.events();
  for (std::size_t i = events.size() - std::min(options.limit, events.size()); i < events.size(); ++i) {
    const alert::AlertEvent& event = events[i];
    const TimeZone zone = alert::zoneOf(event.entityId);
    output.row({static_cast<std::int64_t>(event.number), event.alertId, event.entityId, timeText(event.time, zone),
        timeText(event.at, zone), conditionText(event.condition, zone), numberCell(event.value),
        numberCell(event.threshold), event.replay, textCell(event.message)});
  }
  output.finish();
  return {};
}

void addFormat(CLI::App& command, Options& options)
{
  command.add_option("--format", options.format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
}

using Run = Result<void> (*)(CommandLine& line, const Options& options);

void whenCalled(CLI::App& command, CommandLine& line, std::shared_ptr<Options> options, Run run)
{
  command.callback([&line, options, run] { line.run = [&line, options, run] { return run(line, *options); }; });
}

}

void addAlertCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* command = program.add_subcommand("alert", "Alerts on price, line, formula and the health of data");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* adds = command->add_subcommand("add", "Make an alert on each security that is named");
  addEntityOption(*adds, options->entities)->required();
  options->alert.addOptions(*adds);
  addFormat(*adds, *options);
  whenCalled(*adds, line, options, add);

  CLI::App* lists = command->add_subcommand("list", "All alerts and their states");
  addEntityOption(*lists, options->entities);
  addFormat(*lists, *options);
  whenCalled(*lists, line, options, list);

  CLI::App* shows = command->add_subcommand("show", "Alerts as the profile keeps them (JSON)");
  shows->add_option("id", options->ids, "Ids, see “zvt alert list”")->required();
  whenCalled(*shows, line, options, show);

  const auto changing = [&](const char* name, const char* help, Run run) {
    CLI::App* changes = command->add_subcommand(name, help);
    auto* ids = changes->add_option("id", options->ids, "Ids, see “zvt alert list”");
    auto* all = changes->add_flag("--all", options->all, "Every alert");
    ids->excludes(all);
    whenCalled(*changes, line, options, run);
    return changes;
  };
  changing("remove", "Remove alerts", [](CommandLine& to, const Options& with) { return change(to, with, removeOne); });
  changing("enable", "Arm alerts again, as new", [](CommandLine& to, const Options& with) {
    return change(to, with, [](OpenBook&, alert::Alert& one) { return setEnabled(one, true); });
  });
  changing("disable", "Switch alerts off", [](CommandLine& to, const Options& with) {
    return change(to, with, [](OpenBook&, alert::Alert& one) { return setEnabled(one, false); });
  });
  CLI::App* snoozes = changing("snooze", "Silence alerts for a while", [](CommandLine& to, const Options& with) {
    return change(to, with, [&with](OpenBook& open, alert::Alert& one) { return snooze(open, one, with); });
  });
  snoozes->add_option("--for", options->span, "30s, 5m, 1h, 2d")->check(parsedBy(parseSpan))->capture_default_str();
  snoozes->add_option("--until", options->until, "A moment on the exchange's clock")->check(emptyOrParsedBy(parseTime));

  CLI::App* past = command->add_subcommand("history", "What was told, oldest first");
  past->add_option("--limit", options->limit, "The newest of them")->capture_default_str();
  addFormat(*past, *options);
  whenCalled(*past, line, options, history);

  addAlertCheckCommand(*command, line);
}

}

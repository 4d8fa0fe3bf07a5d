// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor compute | results | clear: factors by name and what is stored of them.
#include "app/cli/command_factor_store.h"

#include "app/cli/factor_selection.h"
#include "app/cli/option_check.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct StoreArguments {
  FactorSelection factor;
  std::string format;
  std::size_t last = 0;
  bool marks = false;
  bool signals = false;
};

Result<void> computeFactor(CommandLine& line, const StoreArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(false));
  ZVT_TRY(FactorTools tools, FactorTools::open(*services, arguments.factor));
  ZVT_TRY(const auto reports, tools.service->compute(tools.request, line.control()));
  TableOutput output({"entity_id", "kept", "computed", "from", "error"}, format, stdout);
  std::size_t failed = 0;
  for (const factor::EntityReport& report : reports) {
    ZVT_TRY(const BarTimes times, tools.times(*services, report.entityId));
    failed += report.error ? 1 : 0;
    output.row({report.entityId, report.kept, report.computed, report.from ? Cell{times.text(*report.from)} : Cell{},
        report.error ? Cell{line.messages().describe(*report.error)} : Cell{}});
  }
  output.finish();
  if (failed > 0)
    return fail(
        "factor.entities_failed", {{"failed", std::to_string(failed)}, {"count", std::to_string(reports.size())}});
  return {};
}

void writeValues(TableOutput& output, const factor::FactorValues& values, const BarTimes& times, std::size_t last)
{
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < values.key.size(); ++i) {
    if (times.contains(values.key[i]))
      rows.push_back(i);
  }
  if (last > 0 && rows.size() > last)
    rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(last));
  for (const std::size_t i : rows) {
    std::vector<Cell> cells{values.entityId, times.text(values.key[i])};
    for (const std::vector<double>& column : values.columns)
      cells.push_back(std::isnan(column[i]) ? Cell{} : Cell{column[i]});
    output.row(std::move(cells));
  }
}

void writeMarks(TableOutput& output, const factor::FactorValues& values, const BarTimes& times)
{
  for (const storage::FactorMark& mark : values.marks) {
    if (times.contains(mark.key))
      output.row({values.entityId, times.text(mark.key), times.text(mark.known), mark.name, mark.detail});
  }
}

void writeSignals(
    TableOutput& output, const factor::FactorValues& values, const std::vector<double>& filter, const BarTimes& times)
{
  for (const factor::SwitchPoint& point : factor::switchPoints(values.key, filter)) {
    if (times.contains(point.key))
      output.row({values.entityId, times.text(point.key), std::string(point.isLong ? "open_long" : "open_short")});
  }
}

std::vector<std::string> headOf(const StoreArguments& arguments, const factor::FactorProgram& program)
{
  if (arguments.marks)
    return {"entity_id", "timestamp", "known", "name", "detail"};
  if (arguments.signals)
    return {"entity_id", "timestamp", "signal"};
  std::vector<std::string> head{"entity_id", "timestamp"};
  head.insert(head.end(), program.columns().begin(), program.columns().end());
  return head;
}

Result<void> showResults(CommandLine& line, const StoreArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(FactorTools tools, FactorTools::open(*services, arguments.factor));
  ZVT_TRY(const factor::FactorProgram program, tools.service->program(tools.request));
  const auto filter = program.column(factor::kFilterResult);
  if (arguments.signals && !filter)
    return fail("factor.no_result", {{"name", arguments.factor.name}});
  ZVT_TRY_VOID(line.control().cancelToken().check()); // from the first line on Ctrl-C is heard
  TableOutput output(headOf(arguments, program), format, stdout);
  for (const std::string& entity : tools.request.entities) {
    if (output.hasFailed())
      break;
    ZVT_TRY_VOID(line.control().cancelToken().check());
    ZVT_TRY(const factor::FactorValues values, tools.service->values(tools.request, entity));
    ZVT_TRY(const BarTimes times, tools.times(*services, entity));
    if (arguments.marks)
      writeMarks(output, values, times);
    else if (arguments.signals)
      writeSignals(output, values, values.columns[*filter], times);
    else
      writeValues(output, values, times, arguments.last);
  }
  output.finish();
  return {};
}

/// Whether it was made of more than bars, whose changes alone are followed.
bool readsReports(const storage::FactorSeries& series)
{
  const factor::FactorRegistry registry = factor::FactorRegistry::builtIn();
  const auto definition = registry.find(series.factor);
  if (!definition)
    return false;
  const auto program = factor::FactorProgram::make(**definition, {});
  return program && !program->readsBarsOnly();
}

Result<void> listStored(CommandLine& line, const StoreArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto stored, services->profile().factors().list({}));
  TableOutput output({"factor", "entity_id", "level", "adjust", "parameters", "rows", "state"}, format, stdout);
  for (const storage::FactorSeries& series : stored)
    output.row({series.factor, series.entityId, std::string(market::toString(series.level)),
        std::string(market::toString(series.adjust)), series.parameters, series.rows,
        std::string(series.staleFrom   ? "stale"
                : readsReports(series) ? "computed when read"
                                       : "current")});
  output.finish();
  return {};
}

Result<void> clearFactor(CommandLine& line, const StoreArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(false));
  std::vector<std::optional<std::string>> entities{std::nullopt};
  if (!arguments.factor.bars.entities.empty()) {
    ZVT_TRY(const auto chosen, arguments.factor.bars.select(*services));
    entities.assign(chosen.begin(), chosen.end());
  }
  std::int64_t cleared = 0;
  for (const auto& entity : entities) {
    ZVT_TRY(const std::int64_t gone, services->profile().factors().clear({arguments.factor.name, {}, entity}));
    cleared += gone;
  }
  if (cleared == 0)
    ZVT_TRY_VOID(factor::FactorRegistry::builtIn().find(arguments.factor.name)); // a name that is misspelt
  line.note(fmt::format("{} series cleared", cleared));
  return {};
}

void addFormat(CLI::App& command, StoreArguments& arguments)
{
  command.add_option("--format", arguments.format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
}

}

void addFactorStoreCommands(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<StoreArguments>();
  const auto run = [&line, arguments](Result<void> (*work)(CommandLine&, const StoreArguments&)) {
    return [&line, arguments, work] { line.run = [&line, arguments, work] { return work(line, *arguments); }; };
  };
  CLI::App* compute = factor.add_subcommand("compute", "Bring the stored results of a factor up to date");
  arguments->factor.addOptions(*compute, false);
  addFormat(*compute, *arguments);
  compute->callback(run(computeFactor));

  CLI::App* results = factor.add_subcommand("results", "Values of a factor: stored ones, else computed");
  arguments->factor.addOptions(*results);
  results->add_option("--last", arguments->last, "Only so many newest rows of each entity");
  results->add_flag("--marks", arguments->marks, "What is drawn at a bar and since when it is known");
  results->add_flag("--signals", arguments->signals, "Bars at which the filter changes its mind");
  addFormat(*results, *arguments);
  results->callback(run(showResults));

  CLI::App* stored = factor.add_subcommand("stored", "Which results are stored");
  addFormat(*stored, *arguments);
  stored->callback(run(listStored));

  CLI::App* clear = factor.add_subcommand("clear", "Throw stored results of a factor away");
  clear->add_option("name", arguments->factor.name, "e.g. MacdFactor")->required();
  addEntityOption(*clear, arguments->factor.bars.entities);
  clear->callback(run(clearFactor));
}

}

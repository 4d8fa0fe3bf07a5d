// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor explain: what fundamentals of a security are on a day, and what they are made of.
#include "app/cli/command_factor_explain.h"

#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/base/text.h"
#include "core/factor/fundamental/fundamental_source.h"

#include <CLI/CLI.hpp>

#include <cmath>

namespace zvt::cli {

namespace {

struct ExplainArguments {
  std::vector<std::string> names;
  std::vector<std::string> entities;
  std::string date, format;
};

Cell cellOf(double value)
{
  return std::isnan(value) ? Cell{} : Cell{value};
}

/// The value, then its parts, the reports it is seen from and what is missing.
void write(const std::string& entityId, const factor::MetricExplanation& told, TableOutput& output)
{
  const factor::Metric& metric = *told.call.metric;
  const auto row = [&](std::string what, Cell value, std::string note = {}) {
    output.row({entityId, told.day.iso(), toUpper(metric.name), std::move(what), std::move(value), std::move(note)});
  };
  const auto& period = told.answer.period;
  row("value", cellOf(told.answer.value), period ? "seen from " + period->text() : std::string());
  for (std::size_t i = 0; i < told.answer.parts.size() && metric.history.empty(); ++i)
    row("part " + metric.parts[i], cellOf(told.answer.parts[i]));
  if (metric.readsMarket) {
    row("close", cellOf(told.market.close), "unadjusted");
    row("market value", cellOf(told.market.marketCap));
  }
  for (std::size_t i = 0; i < told.call.arguments.size(); ++i)
    row("parameter " + std::string(metric.parameters[i].key), cellOf(told.call.arguments[i]));
  for (const auto& [table, day] : told.published)
    row("report", table, "published " + day.iso());
  for (const factor::MissingFigure& missing : told.answer.missing)
    row("missing", missing.text(), missing.hasReport ? "blank in the report" : "no such report is known");
}

Result<void> explain(CommandLine& line, const ExplainArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(true));
  TradingDay day{std::numeric_limits<std::int32_t>::max() - 1};
  if (!arguments.date.empty()) {
    ZVT_TRY(day, TradingDay::parse(arguments.date));
  }
  ZVT_TRY(const auto entities, selectEntities(*services, arguments.entities));
  TableOutput output({"entity_id", "timestamp", "name", "what", "value", "note"}, format, stdout);
  for (const std::string& entity : entities) {
    for (const std::string& name : arguments.names) {
      ZVT_TRY(const auto told, factor::explainMetric(services->marketData(), services->profile(), name, entity, day));
      write(entity, told, output);
    }
  }
  output.finish();
  return {};
}

}

void addFactorExplainCommand(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* command = factor.add_subcommand(
      "explain", "What a fundamental column is on a day: its parts, reports, and why it is undefined");
  command->add_option("names", arguments->names, "e.g. PIOTROSKI PE_TTM \"dcf_value(growth=0.1)\"")->required();
  addEntityOption(*command, arguments->entities)->required();
  command->add_option("--date", arguments->date, "The newest bar up to this day; else the newest")
      ->check(emptyOrParsedBy(TradingDay::parse));
  command->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  command->callback([&line, arguments] { line.run = [&line, arguments] { return explain(line, *arguments); }; });
}

}

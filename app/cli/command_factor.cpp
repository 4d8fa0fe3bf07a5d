// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"

#include "core/base/text.h"
#include "core/factor/formula.h"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct FactorArguments {
  std::string formula, format;
  BarSelection bars;
};

Result<void> runFactor(CommandLine& line, const FactorArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const factor::Formula formula, factor::compile(arguments.formula));
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(arguments.bars.level));
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const auto entities, arguments.bars.select(*services));
  std::vector<std::string> columns{"entity_id", "timestamp"};
  columns.insert(columns.end(), formula.names().begin(), formula.names().end());
  TableOutput output(columns, format, stdout);
  for (const std::string& entity : entities) {
    if (output.hasFailed())
      break;
    ZVT_TRY(const market::BarSeriesPtr bars, arguments.bars.read(*services, entity));
    ZVT_TRY(const BarTimes times, BarTimes::of(*services, entity, level, arguments.bars));
    const factor::FactorTable table = formula.run(*bars);
    for (std::size_t i = 0; i < bars->size(); ++i) {
      if (!times.contains(bars->key[i]))
        continue;
      std::vector<Cell> row{entity, times.text(bars->key[i])};
      for (const std::vector<double>& column : table.columns)
        row.push_back(std::isnan(column[i]) ? Cell{} : Cell{column[i]});
      output.row(std::move(row));
    }
  }
  output.finish();
  return {};
}

std::string signatureOf(const factor::OperatorInfo& info)
{
  std::string text = info.name + "(";
  for (const std::string& input : info.inputs)
    text += (text.ends_with('(') ? "" : ", ") + input;
  for (const ParamSpec& parameter : info.parameters.specs()) {
    text += (text.ends_with('(') ? "" : ", ") + parameter.key;
    if (!std::holds_alternative<std::monostate>(parameter.defaultValue))
      text += "=" + toText(parameter.defaultValue);
  }
  return text + ")";
}

Result<void> listOperators(CommandLine& line, const std::string& formatOption)
{
  ZVT_TRY(const Format format, line.format(formatOption));
  TableOutput output({"operator", "outputs", "help"}, format, stdout);
  for (const factor::OperatorInfo& info : factor::OperatorCatalogue::builtIn().operators())
    output.row({signatureOf(info), fmt::format("{}", fmt::join(info.outputs, " ")), line.messages().text(info.help)});
  output.finish();
  return {};
}

}

void addFactorCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* factor = program.add_subcommand("factor", "Compute factors over stored bars");
  factor->require_subcommand(1);
  auto arguments = std::make_shared<FactorArguments>();
  CLI::App* run = factor->add_subcommand("run", "A formula over the bars of entities");
  run->add_option("formula", arguments->formula, "e.g. \"MACD(CLOSE,12,26,9)\"")->required();
  arguments->bars.addOptions(*run);
  run->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  run->callback([&line, arguments] { line.run = [&line, arguments] { return runFactor(line, *arguments); }; });
  CLI::App* list = factor->add_subcommand("list", "Operators that formulas may use");
  list->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  list->callback(
      [&line, arguments] { line.run = [&line, arguments] { return listOperators(line, arguments->format); }; });
}

}

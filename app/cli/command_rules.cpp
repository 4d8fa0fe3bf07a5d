// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct RulesArguments {
  std::string market = "cn", date, format;
};

Result<void> showRules(CommandLine& line, const RulesArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const TradingDay day, TradingDay::parse(arguments.date));
  ZVT_TRY(const auto rules, market::RuleBook::load());
  const auto rows = rules->rows(arguments.market, day);
  if (rows.empty())
    return fail("rules.none", {{"market", arguments.market}, {"day", day.iso()}});
  TableOutput output({"kind", "board", "value", "from", "to", "verified", "source", "note"}, format, stdout);
  for (const market::RuleBook::Row& row : rows)
    output.row({std::string(market::toString(row.kind)), std::string(market::toString(row.board)), row.value,
        row.source.from.iso(), row.source.to ? Cell{row.source.to->iso()} : Cell{}, row.source.verified,
        row.source.source, row.source.note});
  output.finish();
  return {};
}

}

void addRulesCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* rules = program.add_subcommand("rules", "Dated market rules with their sources");
  rules->require_subcommand(1);
  auto arguments = std::make_shared<RulesArguments>();
  CLI::App* show = rules->add_subcommand("show", "Every rule in force on a day");
  show->add_option("--market", arguments->market, "cn, hk, us or crypto")->capture_default_str();
  show->add_option("--date", arguments->date, "e.g. 2026-07-06")->required()->check(parsedBy(TradingDay::parse));
  show->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  show->callback([&line, arguments] { line.run = [&line, arguments] { return showRules(line, *arguments); }; });
}

}

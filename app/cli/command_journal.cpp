// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/base/time_zone.h"
#include "core/trading/late_actions.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::cli {

namespace {

struct JournalOptions {
  std::string account;
  std::vector<std::string> kinds;
  std::string format;
};

/// Sentences where there are some, else the entry's own figures.
std::string textOf(const CommandLine& line, const trading::JournalEntry& entry)
{
  const auto* applied = std::get_if<trading::CorporateActionApplied>(&entry.event);
  if (applied && (applied->late || applied->rights))
    return line.messages().describe(trading::noticeOf(*applied));
  if (const auto* noted = std::get_if<trading::CorporateActionNoted>(&entry.event))
    return line.messages().describe(trading::noticeOf(*noted));
  if (const auto* busted = std::get_if<trading::TradeBusted>(&entry.event); busted && busted->fill)
    return line.messages().describe(trading::noticeOf(*busted));
  return nlohmann::ordered_json::parse(trading::toJson(entry)).at("data").dump();
}

/// What an account's journal says, oldest first: of the one that is named, else of the first.
Result<void> printJournal(CommandLine& line, const JournalOptions& options)
{
  ZVT_TRY(app::Services * services, line.open(true));
  const Store& ledger = services->profile().ledger();
  ZVT_TRY(const std::vector<std::string> names, trading::journaledAccounts(ledger));
  const std::string name = !options.account.empty() || names.empty() ? options.account : names.front();
  if (std::ranges::find(names, name) == names.end())
    return fail("risk.no_journal", {{"account", name}});
  const trading::Journal journal(services->profile().ledger(), name);
  ZVT_TRY(const std::vector<trading::JournalEntry> entries, journal.read());
  ZVT_TRY(const Format format, line.format(options.format));
  TableOutput output({"entry", "at", "day", "kind", "what"}, format, stdout);
  TradingDay day;
  for (const trading::JournalEntry& entry : entries) {
    if (const auto* started = std::get_if<trading::DayStarted>(&entry.event))
      day = started->day;
    const std::string kind(trading::nameOf(entry.event));
    if (!options.kinds.empty() && std::ranges::find(options.kinds, kind) == options.kinds.end())
      continue;
    output.row({static_cast<std::int64_t>(entry.sequence), LocalTime{entry.at.micros}.iso() + "Z",
        day == TradingDay{} ? Cell{} : Cell{day.iso()}, kind, textOf(line, entry)});
  }
  output.finish();
  return {};
}

}

void addJournalCommand(CLI::App& program, CommandLine& line)
{
  auto options = std::make_shared<JournalOptions>();
  CLI::App* command = program.add_subcommand("journal",
      "What an account's journal says: orders, fills, days, corporate actions (those booked late among them), cash");
  command->add_option("account", options->account, "Account; otherwise the first one of the profile");
  command->add_option("--kind", options->kinds,
      "Only entries of this kind, such as corporate_action_applied or corporate_action_noted; repeat");
  command->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  command->callback([&line, options] { line.run = [&line, options] { return printJournal(line, *options); }; });
}

}

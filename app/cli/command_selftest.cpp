// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/profile_checks.h"
#include "core/factor/formula.h"
#include "core/strategy/node_catalog.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

Result<std::string> checkMessages()
{
  const auto english = Messages::load("en");
  for (const std::string& language : Messages::languages()) {
    const auto translated = Messages::load(language);
    for (const auto& [key, text] : english->all())
      if (!translated->contains(key))
        return fail("selftest.missing_message", {{"key", key}, {"language", language}});
  }
  return fmt::format("{}", english->all().size());
}

/// The days of a market that ends before today are unknown: a newer program, or newer calendars, are needed.
Result<std::string> checkCalendars(Timestamp now)
{
  std::string detail;
  for (const char* market : {"cn", "hk", "us", "crypto"}) {
    const auto calendar = market::Calendar::load(market);
    if (!calendar)
      return fail(Error(calendar.error()).with("market", market));
    if ((*calendar)->lastKnown() < (*calendar)->dayOf(now))
      return fail("selftest.old_calendar", {{"market", market}, {"last", (*calendar)->lastKnown().iso()}});
    detail += fmt::format("{}{} {}", detail.empty() ? "" : ", ", market, (*calendar)->lastKnown().iso());
  }
  return detail;
}

Result<std::string> checkRules()
{
  ZVT_TRY(const auto rules, market::RuleBook::load());
  return rules->version().substr(0, 12);
}

Result<std::string> checkSchemas()
{
  ZVT_TRY(const auto schemas, storage::SchemaRegistry::builtIn());
  return fmt::format("{}", schemas.all().size());
}

Result<std::string> checkFactors()
{
  ZVT_TRY(const auto formula, factor::compile("MACD(CLOSE,12,26,9)"));
  return fmt::format("{}", factor::OperatorCatalogue::builtIn().operators().size());
}

Result<void> selftest(CommandLine& line, const std::filesystem::path& programFolder)
{
  const auto checkPlugins = [&]() -> Result<std::string> {
    const OsFileSystem files;
    const SystemClock clock;
    ZVT_TRY(const auto logger, makeLogger({}));
    plugin::PluginLoader loader(files, {logger.get(), &clock, nullptr, nullptr});
    loader.loadAll({{}, {}, programFolder});
    if (!loader.failures().empty())
      return fail(loader.failures().front().error);
    if (loader.importers().empty())
      return fail("selftest.no_importer", {{"folder", programFolder.string()}});
    return fmt::format("{}", loader.plugins().size());
  };
  TableOutput output({"check", "result", "detail"}, line.json ? Format::Json : Format::Table, stdout);
  std::size_t failed = 0;
  const auto add = [&](const char* name, const Result<std::string>& result) {
    failed += result ? 0 : 1;
    output.row({std::string(name), std::string(result ? "ok" : "failed"),
        result ? *result : line.messages().describe(result.error())});
  };
  add("messages", checkMessages());
  add("calendars", checkCalendars(SystemClock().now()));
  add("rules", checkRules());
  add("schemas", checkSchemas());
  add("factors", checkFactors());
  add("plugins", checkPlugins());
  for (const CheckResult& check : checkProfile(app::profileFolder(line.profile)))
    add(check.name, check.detail);
  output.finish();
  if (failed > 0)
    return fail("selftest.failed", {{"count", std::to_string(failed)}});
  return {};
}

}

void addSelftestCommand(CLI::App& program, CommandLine& line)
{
  program.add_subcommand("selftest", "Quick health check of the installation and the profile")->callback([&line] {
    line.run = [&line] { return selftest(line, line.programFolder()); };
  });
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "core/base/random.h"
#include "core/storage/repair.h"
#include "core/trading/projection.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

/// "entity stock_sz_000001 level 1d provider csv": the place of a finding.
std::string placeOf(const Error& error)
{
  std::string place;
  for (const auto& [key, value] : error.context)
    place += (place.empty() ? "" : " ") + key + " " + value;
  return place;
}

std::string sourcesOf(const CommandLine& line, const storage::VerifyFinding& finding)
{
  std::string text;
  for (const storage::DataRun& run : finding.sources)
    text += (text.empty() ? "" : "; ")
        + line.messages().text("cli.import_again", {{"source", run.source}, {"run", std::to_string(run.id)}});
  return text;
}

OrderedJson toJson(const CommandLine& line, const storage::VerifyFinding& finding)
{
  OrderedJson place = OrderedJson::object();
  for (const auto& [key, value] : finding.error.context)
    place[key] = value;
  OrderedJson sources = OrderedJson::array();
  for (const storage::DataRun& run : finding.sources)
    sources.push_back({{"run", run.id}, {"kind", run.kind}, {"source", run.source}});
  return {{"area", storage::toString(finding.area)}, {"code", finding.error.code}, {"loss", finding.isLoss},
      {"message", line.messages().describe(finding.error)}, {"place", place}, {"sources", sources}};
}

OrderedJson toJson(const CommandLine& line, const std::vector<storage::VerifyFinding>& findings)
{
  OrderedJson list = OrderedJson::array();
  for (const storage::VerifyFinding& finding : findings)
    list.push_back(toJson(line, finding));
  return list;
}

void writeFindings(const CommandLine& line, const std::vector<storage::VerifyFinding>& findings)
{
  if (findings.empty())
    return;
  TableOutput output({"area", "finding", "where", "what to do"}, Format::Table, stdout);
  for (const storage::VerifyFinding& finding : findings) {
    const std::string remedy = finding.error.code + ".remedy";
    const std::string sources = sourcesOf(line, finding);
    output.row({std::string(storage::toString(finding.area)),
        line.messages().text(finding.error.code, finding.error.arguments), placeOf(finding.error),
        !sources.empty()                       ? sources
            : line.messages().contains(remedy) ? line.messages().text(remedy)
                                               : std::string()});
  }
  output.finish();
}

std::size_t losses(const std::vector<storage::VerifyFinding>& findings)
{
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [](const storage::VerifyFinding& finding) { return finding.isLoss; }));
}

void writeReport(CommandLine& line, const storage::VerifyReport& report)
{
  if (line.json) {
    OrderedJson counts = OrderedJson::array();
    for (const storage::VerifyCount& count : report.counts)
      counts.push_back({{"area", storage::toString(count.area)}, {"checked", count.checked}, {"damaged", count.damaged},
          {"sample", count.isSample}});
    const OrderedJson document = {
        {"sound", report.isSound()}, {"counts", counts}, {"findings", toJson(line, report.findings)}};
    writeJson(document, stdout);
    line.hasAnswered = true;
    return;
  }
  TableOutput output({"area", "checked", "findings", "state"}, Format::Table, stdout);
  for (const storage::VerifyCount& count : report.counts)
    output.row({std::string(storage::toString(count.area)), count.checked, count.damaged,
        std::string(count.damaged > 0 ? "see below"
                : count.isSample      ? "sound (sample)"
                                      : "sound")});
  output.finish();
  writeFindings(line, report.findings);
}

/// Replays every account's journal and compares what is stored with it.
storage::LedgerCheck checkJournals(Store& ledger)
{
  storage::LedgerCheck all;
  auto checks = trading::verifyJournals(ledger);
  if (!checks)
    return {0, {std::move(checks).error()}};
  for (trading::JournalCheck& check : *checks) {
    all.entries += static_cast<std::int64_t>(check.entries);
    if (check.problem)
      all.damage.push_back(*std::move(check.problem));
  }
  return all;
}

Result<void> runVerify(CommandLine& line, bool quick)
{
  OsFileSystem files;
  SystemRandom random;
  storage::VerifyOptions options;
  options.profile = app::profileFolder(line.profile);
  options.quick = quick;
  options.seed = random.next();
  options.journals = checkJournals;
  ZVT_TRY(const storage::VerifyReport report, storage::verifyProfile(options, files, line.control()));
  if (!line.quiet || line.json)
    writeReport(line, report);
  if (!report.isSound())
    return fail("storage.verify_found", {{"count", std::to_string(losses(report.findings))}});
  return {};
}

void writeReport(CommandLine& line, const storage::RepairReport& report)
{
  OrderedJson tables = OrderedJson::array();
  for (const storage::SalvagedTable& table : report.tables)
    tables.push_back(
        {{"table", table.name}, {"rows", table.rows}, {"refused", table.refused}, {"complete", table.isComplete}});
  if (line.json) {
    const OrderedJson document = {{"needed", report.wasNeeded}, {"rewritten", report.rewritten},
        {"kept_aside", report.keptAside.string()}, {"unreadable_pages", report.unreadablePages},
        {"ledger_sound", report.ledgerIsSound}, {"tables", tables}, {"lost", toJson(line, report.lost)}};
    writeJson(document, stdout);
    line.hasAnswered = true;
    return;
  }
  if (!report.rewritten.empty()) {
    line.note(line.messages().text("cli.checksums_added", {{"folder", report.keptAside.string()}}));
  } else if (!report.wasNeeded) {
    line.note(line.messages().text("cli.repair_not_needed"));
  } else {
    line.note(line.messages().text("cli.repaired", {{"folder", report.keptAside.string()}}));
    TableOutput output({"table", "rows", "refused", "complete"}, Format::Table, stdout);
    for (const storage::SalvagedTable& table : report.tables) {
      if (table.rows > 0 || table.refused > 0 || !table.isComplete)
        output.row({table.name, table.rows, table.refused, table.isComplete});
    }
    output.finish();
  }
  writeFindings(line, report.lost);
}

Result<void> runRepair(CommandLine& line)
{
  SystemClock clock;
  OsFileSystem files;
  ZVT_TRY(const LogLevel level, parseLogLevel(line.quiet ? "error" : line.logLevel));
  LogOptions log;
  log.consoleLevel = level;
  ZVT_TRY(const auto logger, makeLogger(log));
  const storage::RepairOptions options{app::profileFolder(line.profile), "zvt " ZVT_VERSION};
  ZVT_TRY(const storage::RepairReport report, storage::repairProfile(options, clock, files, *logger, line.control()));
  if (!line.quiet || line.json)
    writeReport(line, report);
  if (losses(report.lost) > 0)
    return fail("storage.repair_lost", {{"count", std::to_string(losses(report.lost))}});
  return {};
}

}

void addVerifyCommand(CLI::App& program, CommandLine& line)
{
  auto quick = std::make_shared<bool>(false);
  CLI::App* verify = program.add_subcommand("verify",
      "Check files, chunks, records, ledger and settings, replay the journals, and name exactly what is lost");
  verify->add_flag("--quick", *quick, "A sample of the series instead of all of them");
  verify->callback([&line, quick] { line.run = [&line, quick] { return runVerify(line, *quick); }; });
  program
      .add_subcommand(
          "repair", "Carry everything readable of a damaged market.db into a fresh one; the damaged is kept")
      ->callback([&line] { line.run = [&line] { return runRepair(line); }; });
}

}

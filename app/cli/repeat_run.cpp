// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/repeat_run.h"

#include "core/backtest/live/run_again.h"
#include "core/backtest/market_source.h"
#include "core/backtest/run_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace zvt::cli {

bool isManifest(const std::string& file)
{
  return std::filesystem::path(file).filename() == "manifest.json";
}

Result<void> repeatRun(
    CommandLine& line, app::Services& services, const std::string& manifest, const std::string& folder)
{
  FileSystem& files = services.files();
  ZVT_TRY(const std::string before, files.read(manifest));
  auto source = backtest::runSourceOf(before);
  if (!source)
    return fail(std::move(source).error().with("file", manifest));
  ZVT_TRY_VOID(backtest::checkRunFolder(folder, files));
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource market(services.profile(), services.marketData());
  ZVT_TRY(backtest::BacktestRun run,
      backtest::runAgain(
          *source, {market, rules, &services.clock(), &services.plugins(), &files, ZVT_VERSION}, line.control()));
  run.report.input.redUp = source->redUp;
  const std::string language = source->language.empty() ? line.language() : source->language;
  ZVT_TRY_VOID(backtest::writeRunFolder(run.report, run.manifest, folder, files, *Messages::load(language), language));
  ZVT_TRY(const std::string after, files.read(std::filesystem::path(folder) / "manifest.json"));
  ZVT_TRY(const backtest::RepeatOutcome outcome, backtest::repeatOutcome(before, after));
  if (line.json) {
    TableOutput output({"what", "first", "second"}, Format::Json, stdout);
    for (const backtest::RunDifference& cause : outcome.causes)
      output.row({cause.what, cause.first, cause.second});
    for (const std::string& name : outcome.files)
      output.row({"results." + name, std::string(), std::string()});
    output.finish();
    line.hasAnswered = true;
  }
  for (const backtest::RunDifference& cause : outcome.causes)
    line.note(line.messages().text(
        "cli.repeat_cause", {{"what", cause.what}, {"first", cause.first}, {"second", cause.second}}));
  if (!outcome.files.empty())
    return fail("backtest.not_repeated", {{"files", fmt::format("{}", fmt::join(outcome.files, ", "))}});
  line.note(line.messages().text("cli.repeated", {{"folder", folder}}));
  return {};
}

}

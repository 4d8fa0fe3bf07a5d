// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/run_again.h"

#include "core/backtest/live/plugin_request.h"
#include "core/backtest/live/script_request.h"
#include "core/backtest/run_folder.h"
#include "core/base/json.h"
#include "core/base/messages.h"

#include <nlohmann/json.hpp>

namespace zvt::backtest {

Result<BacktestRun> runAgain(const RunSource& source, const RunAgainSources& sources, TaskControl& control)
{
  if (source.document)
    return backtest({*source.document, {}, sources.appVersion}, sources.market, sources.rules, control);
  if (!source.plugin.empty() && (sources.plugins == nullptr || sources.files == nullptr))
    return fail("plugin.no_strategy", {{"id", source.plugin}, {"known", "—"}});
  ZVT_TRY(StrategyBacktestRequest request,
      source.plugin.empty() ? scriptRequest(source.script, source.file, source.settings, sources.watch)
                            : pluginRequest(*sources.plugins, *sources.files, source.plugin, source.settings));
  request.appVersion = sources.appVersion;
  return backtestStrategy(std::move(request), sources.market, sources.rules, control);
}

Result<RepeatedRun> repeatRun(
    const BacktestRun& before, const RunAgainSources& sources, std::string_view language, TaskControl& control)
{
  ZVT_TRY(const RunSource source, runSourceOf(before.manifest));
  ZVT_TRY(BacktestRun again, runAgain(source, sources, control));
  const bool isWritten = !source.language.empty();
  const std::string spoken = isWritten ? source.language : std::string(language);
  again.report.input.redUp = isWritten ? source.redUp : before.report.input.redUp;
  const auto messages = Messages::load(spoken);
  const auto manifestOf = [&](const BacktestRun& run) {
    return wholeManifest(run.report, run.manifest, *messages, spoken);
  };
  ZVT_TRY(const std::string first, isWritten ? Result<std::string>(before.manifest) : manifestOf(before));
  ZVT_TRY(const std::string second, manifestOf(again));
  RepeatedRun repeated;
  ZVT_TRY(repeated.outcome, repeatOutcome(first, second));
  ZVT_TRY(const Json manifest, parseJson(second));
  repeated.files = manifest.at("results").size();
  repeated.run = std::make_shared<const BacktestRun>(std::move(again));
  return repeated;
}

}

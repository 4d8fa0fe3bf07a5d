// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/script_backtest.h"

#include "core/backtest/host/strategy_backtest.h"
#include "core/strategy/script/script_strategy.h"

#include <filesystem>

namespace zvt::cli {

bool isScript(const std::string& file)
{
  return file.ends_with(".lua");
}

Result<backtest::BacktestRun> backtestScript(CommandLine& line, app::Services& services, const std::string& file,
    const std::vector<std::string>& settings, const std::string& folder)
{
  // Far beyond what the limit of instructions allows: a last resort against what no count of them foresees.
  strategy::script::ScriptLimits limits;
  limits.time = Duration::seconds(10);
  backtest::StrategyBacktestRequest request;
  ZVT_TRY(request.source, services.files().read(file));
  ZVT_TRY(auto script,
      strategy::script::ScriptStrategy::load(
          request.source, std::filesystem::path(file).filename().string(), limits, &services.clock()));
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(script->applySetting(setting));
  ZVT_TRY(request.run, strategy::runSettingsOf(script->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(script->account()));
  script->setSeed(request.run.seed);
  request.appVersion = ZVT_VERSION;
  request.strategy = std::move(script);
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource source(services.profile(), services.marketData());
  return backtest::backtestStrategyToFolder(
      std::move(request), source, rules, folder, services.files(), line.messages(), line.language(), line.control());
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/script_backtest.h"

#include "core/backtest/live/plugin_request.h"
#include "core/backtest/live/script_request.h"

namespace zvt::cli {

namespace {

constexpr std::string_view kPlugin = "plugin:";

Result<backtest::BacktestRun> run(
    CommandLine& line, app::Services& services, backtest::StrategyBacktestRequest request, const std::string& folder)
{
  request.appVersion = ZVT_VERSION;
  ZVT_TRY(const auto rules, services.rules());
  backtest::ProfileSource source(services.profile(), services.marketData());
  return backtest::backtestStrategyToFolder(
      std::move(request), source, rules, folder, services.files(), line.messages(), line.language(), line.control());
}

}

bool isScript(const std::string& file)
{
  return file.ends_with(".lua");
}

Result<backtest::BacktestRun> backtestScript(CommandLine& line, app::Services& services, const std::string& file,
    const std::vector<std::string>& settings, const std::string& folder)
{
  ZVT_TRY(const std::string source, services.files().read(file));
  ZVT_TRY(auto request, backtest::scriptRequest(source, file, settings, &services.clock()));
  return run(line, services, std::move(request), folder);
}

Result<std::shared_ptr<const backtest::StrategyCode>> readScriptCode(app::Services& services, const std::string& file)
{
  ZVT_TRY(std::string source, services.files().read(file));
  return backtest::scriptCode(std::move(source), file, &services.clock());
}

bool isPluginStrategy(const std::string& file)
{
  return file.starts_with(kPlugin);
}

Result<backtest::BacktestRun> backtestPlugin(CommandLine& line, app::Services& services, const std::string& name,
    const std::vector<std::string>& settings, const std::string& folder)
{
  ZVT_TRY(auto request,
      backtest::pluginRequest(services.plugins(), services.files(), name.substr(kPlugin.size()), settings));
  return run(line, services, std::move(request), folder);
}

}

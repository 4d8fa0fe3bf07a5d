// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/script_backtest.h"

#include "core/backtest/live/script_request.h"
#include "core/base/checksum.h"
#include "core/plugin/plugin_loader.h"
#include "core/strategy/plugin_strategy.h"

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
  ZVT_TRY(auto request, pluginRequest(services, name.substr(kPlugin.size()), settings));
  return run(line, services, std::move(request), folder);
}

Result<backtest::StrategyBacktestRequest> pluginRequest(
    app::Services& services, const std::string& name, const std::vector<std::string>& settings)
{
  plugin::PluginLoader& plugins = services.plugins();
  ZVT_TRY(const plugin::StrategyMaker* maker, plugins.strategy(name));
  auto code = std::make_unique<strategy::PluginStrategy>(*maker);
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(code->applySetting(setting));
  ZVT_TRY_VOID(code->prepare());
  backtest::StrategyBacktestRequest request;
  request.settings = settings;
  ZVT_TRY(request.run, strategy::runSettingsOf(code->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(code->account()));
  // The code itself is not in the manifest: the module that it came from is named by its hash.
  const plugin::PluginInfo& owner = plugins.ownerOf(*maker);
  ZVT_TRY(const std::string module, services.files().read(owner.file));
  request.source = code->description() + "module " + owner.id + " " + owner.version + " " + sha256Hex(module) + "\n";
  request.plugin = name;
  request.strategy = std::move(code);
  return request;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/plugin_request.h"

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/plugin/plugin_loader.h"
#include "core/strategy/plugin_strategy.h"

namespace zvt::backtest {

Result<StrategyBacktestRequest> pluginRequest(const plugin::PluginLoader& plugins, const FileSystem& files,
    const std::string& name, const std::vector<std::string>& settings)
{
  ZVT_TRY(const plugin::StrategyMaker* maker, plugins.strategy(name));
  auto code = std::make_unique<strategy::PluginStrategy>(*maker);
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(code->applySetting(setting));
  ZVT_TRY_VOID(code->prepare());
  StrategyBacktestRequest request;
  request.settings = settings;
  ZVT_TRY(request.run, strategy::runSettingsOf(code->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(code->account()));
  // The code itself is not in the manifest: the module that it came from is named by its hash.
  const plugin::PluginInfo& owner = plugins.ownerOf(*maker);
  ZVT_TRY(const std::string module, files.read(owner.file));
  request.source = code->description() + "module " + owner.id + " " + owner.version + " " + sha256Hex(module) + "\n";
  request.plugin = name;
  request.strategy = std::move(code);
  return request;
}

}

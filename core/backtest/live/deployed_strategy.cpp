// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/deployed_strategy.h"

#include "core/strategy/document_strategy.h"
#include "core/strategy/script/script_strategy.h"
#include "core/strategy/strategy_document.h"

#include <filesystem>

namespace zvt::backtest {

namespace {

bool isScript(const std::string& file)
{
  return file.ends_with(".lua");
}

Result<std::unique_ptr<strategy::script::ScriptStrategy>> readScript(
    const std::string& file, const std::string& source, const Clock* watch)
{
  // Far beyond what the limit of instructions allows: a last resort against what no count of them foresees.
  strategy::script::ScriptLimits limits;
  limits.time = Duration::seconds(10);
  return strategy::script::ScriptStrategy::load(source, std::filesystem::path(file).filename().string(), limits, watch);
}

Result<DeployedStrategy> scriptOf(const Deployment& deployment, const Clock* watch)
{
  DeployedStrategy made;
  ZVT_TRY(auto script, readScript(deployment.file, deployment.source, watch));
  for (const std::string& setting : deployment.settings)
    ZVT_TRY_VOID(script->applySetting(setting));
  ZVT_TRY(made.run, strategy::runSettingsOf(script->run()));
  ZVT_TRY(made.account, strategy::accountSettingsOf(script->account()));
  script->setSeed(made.run.seed);
  made.strategy = std::move(script);
  return made;
}

Result<DeployedStrategy> documentOf(const Deployment& deployment)
{
  ZVT_TRY(strategy::StrategyDocument document, strategy::parseStrategy(deployment.source));
  document.name = deployment.name;
  for (const std::string& setting : deployment.settings)
    ZVT_TRY_VOID(strategy::applySetting(document, setting));
  ZVT_TRY(strategy::ExecutionPlan plan, strategy::compile(document));
  DeployedStrategy made{nullptr, plan.run, plan.account, true};
  made.strategy = strategy::makeDocumentStrategy(std::move(plan));
  return made;
}

}

Result<DeployedStrategy> readDeployed(const Deployment& deployment, const Clock* watch)
{
  auto made = isScript(deployment.file) ? scriptOf(deployment, watch) : documentOf(deployment);
  if (!made)
    return fail(std::move(made).error().with("file", deployment.file));
  if (!made->isDocument && made->account.sizeAt == strategy::SizeAt::Fill)
    return fail("strategy.not_for_code", {{"name", "account.size_at"}, {"value", "fill"}});
  return made;
}

Result<std::string> nameInSource(const std::string& file, const std::string& source)
{
  if (isScript(file)) {
    ZVT_TRY(const auto script, readScript(file, source, nullptr));
    return script->needs().name;
  }
  ZVT_TRY(strategy::StrategyDocument document, strategy::parseStrategy(source));
  return document.name;
}

}

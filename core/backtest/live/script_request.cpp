// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/script_request.h"

#include "core/strategy/script/script_strategy.h"

#include <filesystem>

namespace zvt::backtest {

namespace {

Result<std::unique_ptr<strategy::script::ScriptStrategy>> readScript(
    const std::string& source, const std::string& file, const Clock* watch)
{
  // Far beyond what the limit of instructions allows: a last resort against what no count of them foresees.
  strategy::script::ScriptLimits limits;
  limits.time = Duration::seconds(10);
  return strategy::script::ScriptStrategy::load(source, std::filesystem::path(file).filename().string(), limits, watch);
}

/// A number may become any other one, whole or not: it is an exact text.
ParamSpec ownParam(const std::string& name, const ParamValue& value)
{
  ParamSpec spec;
  spec.key = name;
  spec.label = name;
  spec.defaultValue = value;
  if (std::holds_alternative<bool>(value)) {
    spec.type = ParamType::Bool;
  } else if (!std::holds_alternative<std::string>(value)) {
    const std::string text = toText(value);
    spec.type = Decimal::parse(text) ? ParamType::Decimal : ParamType::String; // 1e300 is no decimal
    spec.defaultValue = text;
  }
  return spec;
}

class ScriptCode final : public StrategyCode {
public:
  ScriptCode(std::string source, std::string file, const Clock* watch, std::string appVersion)
      : m_source(std::move(source))
      , m_file(std::move(file))
      , m_watch(watch)
      , m_appVersion(std::move(appVersion))
  {
  }

  Result<strategy::ExecutionPlan> plan(const std::vector<std::string>& settings) const override
  {
    ZVT_TRY(const StrategyBacktestRequest request, scriptRequest(m_source, m_file, settings, m_watch));
    return planOf(request);
  }

  Result<BacktestRun> run(const std::vector<std::string>& settings, MarketSource& source,
      const std::shared_ptr<const market::RuleBook>& rules, TaskControl& control) const override
  {
    ZVT_TRY(StrategyBacktestRequest request, scriptRequest(m_source, m_file, settings, m_watch));
    request.appVersion = m_appVersion;
    return backtestStrategy(std::move(request), source, rules, control);
  }

  [[nodiscard]] Result<CodeFacts> facts() const override
  {
    ZVT_TRY(const auto script, readScript(m_source, m_file, m_watch));
    CodeFacts facts{script->needs().name, {}, script->run(), script->account()};
    for (const auto& [name, value] : script->params())
      facts.params.push_back(ownParam(name, value));
    return facts;
  }

  [[nodiscard]] const std::string& source() const override { return m_source; }

private:
  std::string m_source, m_file;
  const Clock* m_watch;
  std::string m_appVersion;
};

}

Result<StrategyBacktestRequest> scriptRequest(
    const std::string& source, const std::string& file, const std::vector<std::string>& settings, const Clock* watch)
{
  StrategyBacktestRequest request;
  request.source = source;
  request.file = std::filesystem::path(file).filename().string();
  ZVT_TRY(auto script, readScript(source, file, watch));
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(script->applySetting(setting));
  request.settings = settings;
  ZVT_TRY(request.run, strategy::runSettingsOf(script->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(script->account()));
  script->setSeed(request.run.seed);
  request.strategy = std::move(script);
  return request;
}

std::shared_ptr<const StrategyCode> scriptCode(
    std::string source, std::string file, const Clock* watch, std::string appVersion)
{
  return std::make_shared<const ScriptCode>(std::move(source), std::move(file), watch, std::move(appVersion));
}

}

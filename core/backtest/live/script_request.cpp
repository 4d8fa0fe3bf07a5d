// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/script_request.h"

#include "core/strategy/script/script_strategy.h"

#include <filesystem>

namespace zvt::backtest {

namespace {

class ScriptCode final : public StrategyCode {
public:
  ScriptCode(std::string source, std::string file, const Clock* watch)
      : m_source(std::move(source))
      , m_file(std::move(file))
      , m_watch(watch)
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
    return backtestStrategy(std::move(request), source, rules, control);
  }

  [[nodiscard]] const std::string& source() const override { return m_source; }

private:
  std::string m_source, m_file;
  const Clock* m_watch;
};

}

Result<StrategyBacktestRequest> scriptRequest(
    const std::string& source, const std::string& file, const std::vector<std::string>& settings, const Clock* watch)
{
  // Far beyond what the limit of instructions allows: a last resort against what no count of them foresees.
  strategy::script::ScriptLimits limits;
  limits.time = Duration::seconds(10);
  StrategyBacktestRequest request;
  request.source = source;
  request.file = std::filesystem::path(file).filename().string();
  ZVT_TRY(auto script, strategy::script::ScriptStrategy::load(source, request.file, limits, watch));
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(script->applySetting(setting));
  request.settings = settings;
  ZVT_TRY(request.run, strategy::runSettingsOf(script->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(script->account()));
  script->setSeed(request.run.seed);
  request.strategy = std::move(script);
  return request;
}

std::shared_ptr<const StrategyCode> scriptCode(std::string source, std::string file, const Clock* watch)
{
  return std::make_shared<const ScriptCode>(std::move(source), std::move(file), watch);
}

}

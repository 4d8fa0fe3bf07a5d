// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/script/lua_sandbox.h"
#include "core/strategy/strategy.h"
#include "core/strategy/strategy_document.h"

#include <memory>

namespace zvt::strategy::script {

/// A strategy written in Lua, read but not yet run. The script declares itself in the global table `strategy` (name,
/// entities, levels, warmup, factors, params, state, run, account) and has hooks as global functions: on_start,
/// on_trading_open, on_bar, on_time, on_profit_control, on_trading_close, on_fill, on_order, on_stop. What they may
/// call: the in-program help, page "scripts".
class ScriptStrategy final : public Strategy {
public:
  /// Errors: script.*.
  static Result<std::unique_ptr<ScriptStrategy>> load(
      std::string_view source, std::string_view fileName, ScriptLimits limits = {}, const Clock* watch = nullptr);
  ~ScriptStrategy() override;

  /// The tables `run` and `account`, to be completed with runSchema() and the account node's schema.
  [[nodiscard]] const ParamMap& run() const { return m_settings.run; }
  [[nodiscard]] const ParamMap& account() const { return m_settings.nodes.front().params; }
  /// The plain values (switches, numbers, texts) of the table `params` as the script declares them: what applySetting()
  /// changes by name.
  [[nodiscard]] const ParamMap& params() const { return m_params; }
  /// "name=value": a parameter of the script, or run.… or account.… . Before onStart. Errors: strategy.bad_setting,
  /// strategy.unknown_setting, param.*.
  Result<void> applySetting(std::string_view assignment);
  void setSeed(std::uint64_t seed);

  [[nodiscard]] StrategyNeeds needs() const override { return m_needs; }
  Result<void> onStart(StrategyContext& context) override;
  Result<void> onTradingOpen(StrategyContext& context) override;
  Result<void> onBar(StrategyContext& context, const BarEvent& event) override;
  Result<void> onTime(StrategyContext& context) override;
  Result<void> onProfitControl(StrategyContext& context) override;
  Result<void> onTradingClose(StrategyContext& context) override;
  Result<void> onFill(StrategyContext& context, const trading::Fill& fill) override;
  Result<void> onOrder(StrategyContext& context, const trading::Order& order) override;
  Result<void> onStop(StrategyContext& context) override;
  /// The table `strategy.state`, and where math.random stands. Errors: script.state.*.
  Result<std::string> saveState() override;
  Result<void> restoreState(std::string_view text) override;

private:
  ScriptStrategy(ScriptLimits limits, const Clock* watch);
  Result<void> readDeclaration();
  /// Does something with Lua's stack, on top of which the table `strategy` lies.
  Result<void> withDeclaration(const std::function<Result<void>(lua_State*)>& body);
  Result<void> checkState();
  /// Calls a hook, if the script has it, with the context and what @p push adds.
  Result<void> hook(const char* name, StrategyContext& context, const std::function<int(lua_State*)>& push = {});

  LuaSandbox m_sandbox;
  std::uint64_t m_seed = 0;
  StrategyNeeds m_needs;
  StrategyDocument m_settings; ///< run and an account node, as a document has them
  ParamMap m_params;
};

/// Makes the table that hooks are handed as `ctx`, under the sandbox's address in the registry: what a script may ask
/// of the StrategyContext that is set. The finest level is the one that is meant where none is said.
void openStrategyFunctions(LuaSandbox& sandbox);
void setFinestLevel(LuaSandbox& sandbox, market::BarLevel level);

}

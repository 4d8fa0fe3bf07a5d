// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/code_strategy.h"
#include "core/strategy/strategy.h"
#include "core/strategy/strategy_document.h"

#include <memory>

namespace zvt::strategy {

/// A strategy of a plug-in, as the program runs all of them. Its parameters are set by name; run and account settings
/// beside them as those of a script.
class PluginStrategy final : public Strategy {
public:
  /// @param maker outlives it
  explicit PluginStrategy(const plugin::StrategyMaker& maker);
  ~PluginStrategy() override;

  /// "name=value": a parameter, or run.… or account.… . Before prepare(). Errors: strategy.bad_setting,
  /// strategy.unknown_setting, param.*.
  Result<void> applySetting(std::string_view assignment);
  /// Makes the strategy with the parameters as they are. Errors: those of StrategyMaker::needs(), strategy.no_code,
  /// bar_level.*; whatever it throws as strategy.threw.
  Result<void> prepare();

  [[nodiscard]] const ParamMap& run() const { return m_settings.run; }
  [[nodiscard]] const ParamMap& account() const { return m_settings.nodes.front().params; }
  /// What repeats it, for the manifest: the id and every parameter.
  [[nodiscard]] std::string description() const;

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
  Result<std::string> saveState() override { return m_code->saveState(); }
  Result<void> restoreState(std::string_view text) override { return m_code->restoreState(text); }

private:
  class Market;
  class Values;
  const plugin::StrategyMaker& m_maker;
  StrategyDocument m_settings; ///< run and an account node, as a document has them
  std::unique_ptr<Values> m_values;
  StrategyNeeds m_needs;
  std::unique_ptr<plugin::CodeStrategy> m_code;
};

}

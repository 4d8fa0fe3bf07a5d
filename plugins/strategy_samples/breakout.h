// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/code_strategy.h"

namespace zvt::samples {

/// Buys what closes above the highest close of so many bars before, as an entry at the market with a stop below and a
/// target above that close: the orders that protect it wait on their own, the strategy looks at nothing any more.
class BreakoutMaker final : public plugin::StrategyMaker {
public:
  BreakoutMaker();
  [[nodiscard]] std::string_view id() const override { return "breakout"; }
  [[nodiscard]] const ParamSchema& parameters() const override { return m_parameters; }
  [[nodiscard]] Result<plugin::CodeNeeds> needs(const plugin::PluginOptions& values) const override;
  [[nodiscard]] std::unique_ptr<plugin::CodeStrategy> make(const plugin::PluginOptions& values) const override;

private:
  ParamSchema m_parameters;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/code_strategy.h"

namespace zvt::samples {

/// Buys what closed lower so many bars in a row, each with the same part of the equity, and lets it go after so many
/// bars or once it has gained enough, or lost too much.
class ReversalMaker final : public plugin::StrategyMaker {
public:
  ReversalMaker();
  [[nodiscard]] std::string_view id() const override { return "reversal"; }
  [[nodiscard]] const ParamSchema& parameters() const override { return m_parameters; }
  [[nodiscard]] Result<plugin::CodeNeeds> needs(const plugin::PluginOptions& values) const override;
  [[nodiscard]] std::unique_ptr<plugin::CodeStrategy> make(const plugin::PluginOptions& values) const override;

private:
  ParamSchema m_parameters;
};

}

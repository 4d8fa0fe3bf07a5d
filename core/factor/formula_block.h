// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/panel_view.h"
#include "core/market/bar_series.h"

#include <string>
#include <vector>

namespace zvt::factor {

/// The bars of some entities side by side, for the evaluator of formulas.
class FormulaBlock {
public:
  /// @param columns that the formula reads beside the bars; one that some series lack is undefined there
  FormulaBlock(std::vector<market::BarSeriesPtr> series, const std::vector<std::string>& columns);
  FormulaBlock(const FormulaBlock&) = delete;
  FormulaBlock& operator=(const FormulaBlock&) = delete;

  [[nodiscard]] const PanelView& view() const { return m_view; }
  [[nodiscard]] const market::Panel& panel() const { return m_panel; }
  [[nodiscard]] const std::vector<market::BarSeriesPtr>& series() const { return m_series; }

private:
  std::vector<market::BarSeriesPtr> m_series;
  market::Panel m_panel;
  PanelView m_view;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/shape.h"
#include "core/factor/panel_evaluator.h"

#include <memory>

namespace zvt::backtest::fast {

/// A cross of the two averages at the close of a bar.
struct Cross {
  std::uint32_t row = 0; ///< of the entity's series
  bool above = false; ///< the fast one came up through the slow one
};

/// The crosses of factor.cross for many entities, 16 side by side: bit for bit what its node does bar by bar.
class CrossSignals {
public:
  /// Errors: factor.*.
  static Result<std::unique_ptr<CrossSignals>> create(const CrossShape& shape);

  /// Of the signal closes of the entities [first, first + count), count ≤ 16; valid until the next call.
  /// Errors: task.cancelled.
  [[nodiscard]] Result<void> run(const BacktestData& data, std::size_t first, std::size_t count, TaskControl& control);
  [[nodiscard]] const std::vector<Cross>& of(std::size_t index) const { return m_crosses[index]; }
  [[nodiscard]] std::size_t warmUp() const { return m_warmUp; }

private:
  CrossSignals(std::shared_ptr<const factor::ExpressionGraph> graph, factor::NodeOutput distance, std::size_t warmUp);
  void find();

  std::shared_ptr<const factor::ExpressionGraph> m_graph;
  factor::PanelEvaluator m_evaluator;
  factor::FactorPanel m_panel;
  std::size_t m_warmUp = 0;
  std::vector<double> m_closes;
  std::vector<std::size_t> m_offsets;
  std::vector<std::vector<Cross>> m_crosses;
  std::vector<std::uint16_t> m_above; ///< by row, a bit an entity
  std::vector<std::uint16_t> m_below;
};

inline constexpr std::size_t kSideBySide = 16;

}

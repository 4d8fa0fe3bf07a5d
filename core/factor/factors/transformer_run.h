// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/formula.h"

#include <memory>
#include <span>
#include <vector>

namespace zvt::factor {

/// A formula on its way through the bars of one security, stretch by stretch; what it remembers can be kept. The same
/// bits as Formula::run() over the whole. Columns beside the bars are the series' extra columns; one that it lacks is
/// undefined. One thread at a time.
class TransformerRun {
public:
  explicit TransformerRun(const Formula& formula);

  /// The outputs at the bars [from, to) are written to columns[output][row - from]; every bar before @p from must have
  /// been run through already, here or before load().
  void run(const market::BarSeries& bars, std::size_t from, std::size_t to, std::span<double* const> columns);
  /// Whether all of its operators can be kept.
  [[nodiscard]] bool canSave() const { return m_canSave; }
  [[nodiscard]] std::vector<double> save() const;
  /// False when the memory is not one of this formula.
  [[nodiscard]] bool load(std::span<const double> memory);

private:
  Formula m_formula;
  std::vector<std::unique_ptr<OperatorState>> m_states; ///< one a node; null for fields and constants
  std::vector<std::vector<double>> m_slots; ///< scratch
  bool m_canSave = true;
};

}

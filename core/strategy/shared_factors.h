// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel_for.h"
#include "core/base/result.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {
struct LiveBars;
}

namespace zvt::strategy {

/// Formulas that many strategies read, computed once a bar: what two of them share, down to a sub-expression, is one
/// node of one graph. Between two steps it is constant, and any thread may read it.
class SharedFactors {
public:
  explicit SharedFactors(std::size_t entities);
  ~SharedFactors();
  SharedFactors(SharedFactors&&) noexcept;
  SharedFactors& operator=(SharedFactors&&) noexcept;

  /// Its number for values(); the same text has the same number. Before the first step.
  /// Errors: strategy.bad_factor (formula); factor.no_column (name): it reads a column that live bars do not have;
  /// context "formula". What was added before is not touched.
  Result<std::size_t> add(std::string_view formula);
  /// The bars of one moment: by entity. Errors: factor.no_column.
  Result<void> step(const factor::LiveBars& bars, const ParallelFor& parallel);
  /// By entity: the value at its newest bar; NaN before it is defined.
  [[nodiscard]] std::span<const double> values(std::size_t factor) const;
  /// The entities with a value, the highest first, equal ones by place. Sorted by whoever asks first.
  [[nodiscard]] std::span<const std::uint32_t> ranking(std::size_t factor) const;
  [[nodiscard]] std::size_t size() const;
  /// The number of a formula that was added.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view formula) const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

}

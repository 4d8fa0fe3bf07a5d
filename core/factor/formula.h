// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/operator.h"
#include "core/market/bar_series.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

class ExpressionGraph;

/// The result of a formula over a series: one column an output, as long as the series; NaN where undefined.
struct FactorTable {
  std::vector<std::string> names; ///< lower case
  std::vector<std::vector<double>> columns;

  [[nodiscard]] const std::vector<double>* column(std::string_view name) const;
};

class FormulaStream;

/// A checked formula. Immutable, cheap to copy, safe to share between threads.
class Formula {
public:
  [[nodiscard]] const std::string& text() const { return m_text; }
  /// MACD(…): diff, dea, macd. Another operator call: its name in lower case (sma, cross). A field: its name (close).
  /// A selected output: that output (MACD(…).DIFF: diff). Everything else: value.
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
  /// True when the (only) output is a condition: 1, 0 or undefined.
  [[nodiscard]] bool isCondition() const;
  /// Defined bars needed before every output is defined, for a series without gaps.
  [[nodiscard]] std::size_t warmUp() const;
  /// True when results depend on where the history begins (EMA and what is made of it).
  [[nodiscard]] bool isRecursive() const;

  /// The whole series at once; bit for bit what stream() gives bar by bar.
  [[nodiscard]] FactorTable run(const market::BarSeries& bars) const;
  [[nodiscard]] FormulaStream stream() const;

private:
  friend class FormulaStream;
  friend Result<Formula> compile(std::string_view text, const OperatorCatalogue& catalogue);
  struct Output {
    std::uint32_t node = 0;
    std::uint32_t output = 0;
  };
  std::string m_text;
  std::vector<std::string> m_names;
  std::vector<Output> m_outputs;
  std::shared_ptr<const ExpressionGraph> m_graph;
};

/// A formula fed bar by bar. Copy it to try out an unfinished bar and keep the original for the finished one.
class FormulaStream {
public:
  explicit FormulaStream(const Formula& formula);
  FormulaStream(const FormulaStream& other);
  FormulaStream& operator=(const FormulaStream& other);
  FormulaStream(FormulaStream&&) noexcept = default;
  FormulaStream& operator=(FormulaStream&&) noexcept = default;
  ~FormulaStream();

  /// The outputs at this bar, in the order of Formula::names(); valid until the next step.
  std::span<const double> step(const market::Bar& bar);

private:
  Formula m_formula;
  std::vector<std::unique_ptr<OperatorState>> m_states; ///< one a node; null for fields and constants
  std::vector<double> m_values; ///< of every node output, node after node
  std::vector<double> m_inputs; ///< scratch
  std::vector<double> m_results;
};

/// Reads a formula: numbers, OPEN HIGH LOW CLOSE VOLUME TURNOVER (short O H L C V, VOL, AMOUNT), + - * /, comparisons
/// (< <= > >= = == <> !=), AND OR NOT, parentheses, operator calls and .OUTPUT of a call with several outputs.
/// Names in any case. Grammar: core/factor/README.md.
/// Errors, all with arguments "line" and "column" (from 1): factor.syntax (expected, found), factor.unknown_name
/// (name), factor.argument_count, factor.argument_type, factor.argument_range, factor.unknown_output,
/// factor.several_outputs, factor.too_deep (limit), factor.too_long (limit).
[[nodiscard]] Result<Formula> compile(
    std::string_view text, const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn());

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/formula_compiler.h"
#include "core/factor/operator.h"
#include "core/market/bar_series.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// The result of a formula over a series: one column an output, as long as the series; NaN where undefined.
struct FactorTable {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;

  /// By name in any case; null when there is none.
  [[nodiscard]] const std::vector<double>* column(std::string_view name) const;
};

class FormulaStream;

/// A checked formula. Immutable, cheap to copy, safe to share between threads.
class Formula {
public:
  [[nodiscard]] const std::string& text() const { return m_text; }
  /// Of a line NAME: … the name as written. Without a name: MACD(…): diff, dea, macd. Another call: its name in lower
  /// case (ma, cross). A field: its name (close). A selected output: that output (MACD(…).DIFF: diff). Everything else:
  /// value. Names that would come twice get a number: value, value2.
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
  /// As names(), with how they want to be drawn and their places in the graph.
  [[nodiscard]] const std::vector<CompiledOutput>& outputs() const { return m_outputs; }
  /// Declared in an INPUT line: INPUT: N(12,1,100).
  [[nodiscard]] const ParamSchema& parameters() const { return m_parameters; }
  [[nodiscard]] const std::shared_ptr<const ExpressionGraph>& graph() const { return m_graph; }
  /// True when the (only) output is a condition: 1, 0 or undefined.
  [[nodiscard]] bool isCondition() const;
  /// Defined bars needed before every output is defined, for a series without gaps.
  [[nodiscard]] std::size_t warmUp() const;
  /// True when results depend on where the history begins (EMA and what is made of it).
  [[nodiscard]] bool isRecursive() const;

  /// True when it asks about other entities of the same day (RANK): CrossSectionEvaluator runs it; run() and stream()
  /// leave what depends on them undefined.
  [[nodiscard]] bool comparesEntities() const;
  /// The columns beside the bar's own that it reads: turnover_rate. run() takes them from the series' extra columns
  /// (ColumnSources::fill puts them there), date columns from its keys, and leaves one that the series lacks undefined;
  /// a stream is given them with each bar.
  [[nodiscard]] std::vector<std::string> columns() const;

  /// The whole series at once; bit for bit what stream() gives bar by bar.
  [[nodiscard]] FactorTable run(const market::BarSeries& bars) const;
  [[nodiscard]] FormulaStream stream() const;

private:
  friend class FormulaStream;
  friend Result<Formula> compile(std::string_view text, const ParameterValues& values,
      const OperatorCatalogue& catalogue, const FormulaLibrary* saved);
  std::string m_text;
  std::vector<std::string> m_names;
  std::vector<CompiledOutput> m_outputs;
  ParamSchema m_parameters;
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
  /// @param columns values in the order of Formula::columns(); those that are left out are undefined
  std::span<const double> step(const market::Bar& bar, std::span<const double> columns = {});

private:
  Formula m_formula;
  std::vector<std::unique_ptr<OperatorState>> m_states; ///< one a node; null for fields and constants
  std::vector<double> m_values; ///< of every node output, node after node
  std::vector<double> m_inputs; ///< scratch
  std::vector<double> m_results;
};

/// Reads a formula: statements with names, expressions over fields and operators, declared parameters; all of the
/// grammar: core/factor/README.md.
/// @param values for declared parameters; the others take their defaults
/// @param saved formulas that it may refer to: MYMA.DIF, MYMA(12,26).DIF, MYMA.DIF(12,26), "MYMA.DIF"(12,26)
/// Errors, all with arguments "line" and "column" (from 1); of several the first in the text:
///  factor.syntax (expected, found), factor.unexpected_end (expected), factor.bad_input_line (found), factor.too_deep,
///  factor.too_long, factor.too_heavy, factor.no_output, factor.unknown_name, factor.unknown_name_near (suggestion),
///  factor.refused_future, factor.refused_drawing, factor.refused_data, factor.drawing_alone, factor.not_a_function,
///  factor.needs_arguments (signature), factor.needs_text, factor.duplicate_name, factor.reserved_name,
///  factor.single_output, factor.unknown_output, factor.unknown_attribute, factor.unknown_attribute_near, those of
///  CallBuilder (arguments) and of readInputs (parameters); factor.formula_cycle (name, path), factor.bad_reference
///  (name, inner_line, inner_column) at the reference.
[[nodiscard]] Result<Formula> compile(std::string_view text, const ParameterValues& values,
    const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn(), const FormulaLibrary* saved = nullptr);
[[nodiscard]] Result<Formula> compile(
    std::string_view text, const ParameterValues& values, const FormulaLibrary& saved);
[[nodiscard]] Result<Formula> compile(
    std::string_view text, const OperatorCatalogue& catalogue = OperatorCatalogue::builtIn());

}

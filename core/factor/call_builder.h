// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/factor/name_table.h"
#include "core/factor/text_span.h"

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

struct NamedOutput {
  std::string name;
  NodeOutput value;
};

/// A compiled piece of a formula: one value, or all outputs of a call of which none has been selected yet, or a text.
struct Piece {
  NodeOutput value;
  bool isSeveral = false;
  bool isText = false;
  std::string name = "value"; ///< as an output of the formula; the text of a text
  Position position;
  std::vector<NamedOutput> formula{}; ///< of a saved formula that is referred to: its outputs; empty for all else
};

/// How a call is written: "SMA".
struct CallSite {
  std::string_view name; ///< upper case
  Position position;
};

/// Turns calls into nodes: chooses among the operators of a name by the arguments, checks their number, kind and range.
/// Errors, all with arguments "line" and "column": factor.argument_count, factor.argument_type,
/// factor.argument_not_constant, factor.argument_range, factor.argument_order, factor.needs_series,
/// factor.several_outputs, factor.text_not_value.
class CallBuilder {
public:
  explicit CallBuilder(ExpressionGraph& graph)
      : m_graph(graph)
  {
  }
  /// @param candidates the operators of the name, at least one, the first the most usual
  Result<Piece> call(
      std::span<const OperatorInfo* const> candidates, CallSite site, const std::vector<Piece>& arguments);
  /// The operator with its parameters at their defaults and its inputs the bar's fields, when a name alone can mean
  /// that: OBV, TR.
  [[nodiscard]] static const OperatorInfo* callableByName(std::span<const OperatorInfo* const> candidates);
  /// Fails for a text, and for several outputs where one value is needed.
  Result<void> checkSingle(const Piece& piece) const;
  /// What may be selected: outputs of a saved formula, or of a call with several.
  [[nodiscard]] std::vector<NamedOutput> selectable(const Piece& piece) const;
  /// ".DIFF .DEA .MACD"
  [[nodiscard]] std::string outputsOf(const Piece& piece) const;

private:
  Result<Piece> bind(const OperatorInfo& info, bool fromFields, CallSite site, const std::vector<Piece>& arguments);
  static Result<void> checkOrder(const OperatorInfo& info, CallSite site, std::span<const double> parameters);
  [[nodiscard]] Result<double> parameter(CallSite site, const ParamSpec& spec, const Piece* given) const;
  [[nodiscard]] bool isConstant(const Piece& piece) const;
  [[nodiscard]] bool isMistakenPeriod(const OperatorInfo& info, const std::vector<Piece>& arguments) const;
  /// HHV(H, 20) is the function of a window, HHV(H, N) of a series N the one whose period varies: the second is no
  /// way out for a constant that the first refuses.
  [[nodiscard]] bool readsConstantPeriod(const OperatorInfo& info, const std::vector<Piece>& arguments) const;

  ExpressionGraph& m_graph;
};

}

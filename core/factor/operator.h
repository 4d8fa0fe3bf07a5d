// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::factor {

/// One running operator: what it remembers, and how one bar moves it. Not thread-safe; one instance serves one series.
///
/// Values are doubles; NaN means undefined; a condition is 1 (holds) or 0, and any other defined number that is not 0
/// counts as holding. Rules every operator follows:
///  - the output at a bar depends on that bar and earlier ones only;
///  - a NaN input gives a NaN output (except where the README says otherwise: AND, OR, IF) and leaves the state of a
///  moving
///    operator as it was: a window holds the last n *defined* values, a recursion goes on from the last defined one;
///  - nothing is ever replaced by 0.
class OperatorState {
public:
  virtual ~OperatorState() = default;
  /// Takes one value an input, writes one an output.
  virtual void step(const double* in, double* out) = 0;
  /// The same step for a whole column a call: same code, same order, so the same bits.
  /// @param in one column an input, @param out one an output, all of @p count values
  virtual void run(std::span<const double* const> in, std::span<double* const> out, std::size_t count) = 0;
  [[nodiscard]] virtual std::unique_ptr<OperatorState> clone() const = 0;
};

/// What an operator's value at a bar can depend on.
struct Memory {
  /// Defined values needed before the first output, the present one included (SMA 5: 5, pointwise: 1).
  std::size_t warmUp = 1;
  /// True when every earlier value counts (EMA): the result depends on where the history begins. False: only the last
  /// warmUp values count, so history added in front never changes a value that was defined.
  bool recursive = false;
};

/// One entry of the catalogue: the declaration that the parser, forms and help are drawn from.
struct OperatorInfo {
  std::string name; ///< upper case
  std::vector<std::string> aliases;
  std::string help; ///< message key
  std::vector<std::string> inputs; ///< names of the series arguments, which come first
  ParamSchema parameters; ///< constant arguments after them; Int or Double; those with a default may be left out
  std::vector<std::string> outputs; ///< lower case
  bool isCondition = false; ///< its output is 1 or 0
  bool isPointwise = false; ///< no state: constants fold
  std::function<Memory(std::span<const double> parameters)> memory;
  std::function<std::unique_ptr<OperatorState>(std::span<const double> parameters)> make;
};

/// All operators. Immutable, safe to share between threads.
class OperatorCatalogue {
public:
  static const OperatorCatalogue& builtIn();
  explicit OperatorCatalogue(std::vector<OperatorInfo> operators);

  [[nodiscard]] const std::vector<OperatorInfo>& operators() const { return m_operators; }
  /// By name or alias, whatever the case; null when there is none.
  [[nodiscard]] const OperatorInfo* find(std::string_view name) const;

private:
  std::vector<OperatorInfo> m_operators;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"

#include <array>
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
  /// Becomes a copy of @p same, a state of the same operator with the same parameters, without allocating.
  virtual void assign(const OperatorState& same) = 0;

  /// Whether the memory can be had as a row of doubles (false for steps without `each`).
  [[nodiscard]] virtual bool canSave() const = 0;
  [[nodiscard]] virtual std::size_t stateSize() const = 0; ///< doubles of the row
  virtual void save(double* row) const = 0;
  virtual void load(const double* row) = 0; ///< a row of the same operator and parameters
};

/// What an operator's value at a bar can depend on.
struct Memory {
  /// Defined values needed before the first output, the present one included (SMA 5: 5, pointwise: 1).
  std::size_t warmUp = 1;
  /// True when every earlier value counts (EMA): the result depends on where the history begins. False: only the last
  /// warmUp values count, so history added in front never changes a value that was defined.
  bool recursive = false;
};

/// What a person looks for an operator under.
enum class OperatorCategory {
  Math,
  Logic,
  Reference, ///< REF, HHV, BARSLAST … : bars back and windows
  Statistics,
  Average,
  Trend,
  Momentum,
  Volatility,
  Volume,
  Pattern, ///< candles, counts of limit-up days, nine-turn
  Zvt,
  Zen,
  CrossSection,
  Fundamental,
  Alternative,
};
/// "math", "cross_section" …; the message key is "factor.category." + this.
[[nodiscard]] std::string_view toString(OperatorCategory category);

/// Where a chart draws an output.
enum class Placement {
  AsInput, ///< where the input is drawn: an average of prices over the price, of volumes over the volume
  OverPrice,
  OwnPane,
  OwnPaneBars, ///< as columns from zero
  Marks, ///< a condition: marks at bars where it holds
};

enum class OutputUnit {
  AsInput,
  Price,
  Volume,
  Money,
  Percent, ///< 0 … 100
  Ratio, ///< 1 is the whole
  Bars,
  Score, ///< a number without unit
  Condition, ///< 1 or 0
};
/// "as_input", "price" …; the message key is "factor.unit." + this.
[[nodiscard]] std::string_view toString(OutputUnit unit);
[[nodiscard]] std::string_view toString(Placement placement);

struct OutputInfo {
  OutputUnit unit = OutputUnit::AsInput;
  Placement placement = Placement::AsInput;
};

class LanesKernel;
/// Instruction sets that lanes are compiled for, in the order of OperatorInfo::lanes.
enum class Isa : std::uint8_t { Plain, Avx2, Avx512 };
inline constexpr std::size_t kIsaCount = 3;
[[nodiscard]] std::string_view toString(Isa isa); ///< "plain", "avx2", "avx512"

/// An operator that compares the entities of one moment. Not thread-safe.
class CrossSectionState {
public:
  virtual ~CrossSectionState() = default;
  /// @param in one column an input, @param out the result, all of one value an entity
  virtual void step(std::span<const double* const> in, double* out, std::size_t entities) = 0;
};

/// One entry of the catalogue: the declaration that the parser, forms and help are drawn from.
struct OperatorInfo {
  std::string name; ///< upper case
  std::vector<std::string> aliases;
  std::string help; ///< message key: what it is, in one to three sentences, with the formula
  OperatorCategory category = OperatorCategory::Math;
  std::string source; ///< who published it, where; empty for what everybody knows
  std::vector<std::string> inputs; ///< names of the series arguments, which come first
  ParamSchema parameters; ///< constant arguments after them; Int or Double; those with a default may be left out
  std::vector<std::string> outputs; ///< lower case
  std::vector<OutputInfo> outputInfo; ///< by output; missing ones are the default
  bool isCondition = false; ///< its output is 1 or 0
  bool isPointwise = false; ///< no state: constants fold
  std::function<Memory(std::span<const double> parameters)> memory;
  std::function<std::unique_ptr<OperatorState>(std::span<const double> parameters)> make;
  /// For operators that compare entities (RANK): the comparison. Over one series, make() compares the entity with
  /// itself.
  std::function<std::unique_ptr<CrossSectionState>(std::span<const double> parameters)> acrossEntities;
  bool runsInLanes = false; ///< its step is a template of its group (withSteps); such names are unique
  /// The same for 16 series side by side, by Isa; null where the operator or the processor has none.
  std::array<LanesKernel* (*)(const double* parameters), kIsaCount> lanes{};

  [[nodiscard]] OutputInfo output(std::size_t index) const
  {
    return index < outputInfo.size() ? outputInfo[index] : OutputInfo{};
  }
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

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"
#include "core/factor/step_cells.h"

#include <array>
#include <utility>

namespace zvt::factor {

/// A step that is told of gaps (NaN inputs): `static constexpr bool kSeesGaps = true`. Others are only called at bars
/// at which all inputs are defined; elsewhere the outputs are NaN and the step keeps its memory as it was.
template <class S> inline constexpr bool kStepSeesGaps = requires { requires S::kSeesGaps; };
/// A step without memory: `static constexpr bool kStateless = true`.
template <class S> inline constexpr bool kStepIsStateless = requires { requires S::kStateless; };

/// An OperatorState of a step: a copyable type with `void operator()(const double* in, double* out)`. Batch and
/// streaming both call that one function; there is no second definition that could differ.
template <std::size_t Inputs, std::size_t Outputs, class Step> class SteppedState final : public OperatorState {
public:
  explicit SteppedState(Step step)
      : m_step(std::move(step))
  {
  }
  void step(const double* in, double* out) override
  {
    if constexpr (skipsGaps()) {
      for (std::size_t k = 0; k < Inputs; ++k) {
        if (isUndefined(in[k])) {
          for (std::size_t o = 0; o < Outputs; ++o)
            out[o] = kUndefined;
          return;
        }
      }
    }
    m_step(in, out);
  }
  void run(std::span<const double* const> in, std::span<double* const> out, std::size_t count) override
  {
    std::array<double, Inputs == 0 ? 1 : Inputs> inputs{};
    std::array<double, Outputs> outputs{};
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < Inputs; ++k)
        inputs[k] = in[k][i];
      step(inputs.data(), outputs.data());
      for (std::size_t k = 0; k < Outputs; ++k)
        out[k][i] = outputs[k];
    }
  }
  [[nodiscard]] std::unique_ptr<OperatorState> clone() const override { return std::make_unique<SteppedState>(*this); }
  void assign(const OperatorState& same) override { m_step = static_cast<const SteppedState&>(same).m_step; }

  [[nodiscard]] bool canSave() const override { return kStepIsStateless<Step> || HasCells<Step>; }
  [[nodiscard]] std::size_t stateSize() const override
  {
    if constexpr (HasCells<Step>)
      return cellCount<double>(const_cast<Step&>(m_step)); // walking changes nothing
    return 0;
  }
  void save(double* row) const override
  {
    if constexpr (HasCells<Step>) {
      detail::CellWriter<double> walk(row, 0);
      const_cast<Step&>(m_step).each(walk); // only reads
    }
  }
  void load(const double* row) override
  {
    if constexpr (HasCells<Step>) {
      detail::CellReader<double> walk(row, 0, true);
      m_step.each(walk);
    }
  }

private:
  /// Lambdas and steps written for one series say what they do about gaps themselves.
  static constexpr bool skipsGaps()
  {
    return requires { Step::kInputs; } && !kStepSeesGaps<Step>;
  }
  Step m_step;
};

/// A step that cannot run in lanes.
template <std::size_t Inputs, std::size_t Outputs, class Step> std::unique_ptr<OperatorState> makeStepped(Step step)
{
  return std::make_unique<SteppedState<Inputs, Outputs, Step>>(std::move(step));
}

/// Gives the entries of a group the states that its list of steps names (see operators/moving_steps.h).
class StepsOfGroup {
public:
  explicit StepsOfGroup(std::vector<OperatorInfo>& group)
      : m_group(group)
  {
  }
  template <template <class> class Step> void add(std::string_view name)
  {
    using One = Step<double>;
    for (OperatorInfo& info : m_group) {
      if (info.name != name)
        continue;
      info.runsInLanes = true;
      info.make = [](std::span<const double> p) { return makeStepped<One::kInputs, One::kOutputs>(One(p.data())); };
    }
  }

private:
  std::vector<OperatorInfo>& m_group;
};

template <class Steps> std::vector<OperatorInfo> withSteps(std::vector<OperatorInfo> group)
{
  StepsOfGroup registry(group);
  Steps::list(registry);
  return group;
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace zvt::factor {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Makes an OperatorState of a step: a copyable type with `void operator()(const double* in, double* out)`.
/// Batch and streaming both call that one function; there is no second definition that could differ.
template <std::size_t Inputs, std::size_t Outputs, typename Step> class SteppedState final : public OperatorState {
public:
  explicit SteppedState(Step step)
      : m_step(std::move(step))
  {
  }
  void step(const double* in, double* out) override { m_step(in, out); }
  void run(std::span<const double* const> in, std::span<double* const> out, std::size_t count) override
  {
    std::array<double, Inputs> inputs{};
    std::array<double, Outputs> outputs{};
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < Inputs; ++k)
        inputs[k] = in[k][i];
      m_step(inputs.data(), outputs.data());
      for (std::size_t k = 0; k < Outputs; ++k)
        out[k][i] = outputs[k];
    }
  }
  [[nodiscard]] std::unique_ptr<OperatorState> clone() const override { return std::make_unique<SteppedState>(*this); }

private:
  Step m_step;
};

template <std::size_t Inputs, std::size_t Outputs, typename Step> std::unique_ptr<OperatorState> makeStepped(Step step)
{
  return std::make_unique<SteppedState<Inputs, Outputs, Step>>(std::move(step));
}

}

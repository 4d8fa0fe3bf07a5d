// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes.h"

namespace zvt::factor {

/// A result that is no finite number has no value: an infinity would pass every comparison further on, and never leave
/// an average.
template <class V> ZVT_LANES_INLINE V finiteOrUndefined(const V& x)
{
  return select(x - x == V(0.0), x, undefined<V>());
}

/// What steps without memory and parameters have in common.
template <std::size_t Inputs> struct PointwiseStep {
  static constexpr std::size_t kInputs = Inputs;
  static constexpr std::size_t kOutputs = 1;
  static constexpr bool kStateless = true;
  explicit PointwiseStep(const double*) { }
};

#define ZVT_POINTWISE_STEP(Name, inputs, expression)                                                                   \
  template <class V> struct Name : PointwiseStep<inputs> {                                                             \
    using PointwiseStep<inputs>::PointwiseStep;                                                                        \
    void operator()(const V* in, V* out) const                                                                         \
    {                                                                                                                  \
      *out = expression;                                                                                               \
    }                                                                                                                  \
  };

ZVT_POINTWISE_STEP(AddStep, 2, finiteOrUndefined(in[0] + in[1]))
ZVT_POINTWISE_STEP(SubStep, 2, finiteOrUndefined(in[0] - in[1]))
ZVT_POINTWISE_STEP(MulStep, 2, finiteOrUndefined(in[0] * in[1]))
ZVT_POINTWISE_STEP(DivStep, 2, finiteOrUndefined(in[0] / in[1]))
ZVT_POINTWISE_STEP(NegStep, 1, -in[0])
ZVT_POINTWISE_STEP(AbsStep, 1, absOf(in[0]))
ZVT_POINTWISE_STEP(MaxStep, 2, maxOf(in[0], in[1]))
ZVT_POINTWISE_STEP(MinStep, 2, minOf(in[0], in[1]))

struct ArithmeticSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<AddStep>("ADD");
    steps.template add<SubStep>("SUB");
    steps.template add<MulStep>("MUL");
    steps.template add<DivStep>("DIV");
    steps.template add<NegStep>("NEG");
    steps.template add<AbsStep>("ABS");
    steps.template add<MaxStep>("MAX");
    steps.template add<MinStep>("MIN");
  }
};

}

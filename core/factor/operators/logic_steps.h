// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operators/arithmetic_steps.h"

namespace zvt::factor {

ZVT_POINTWISE_STEP(LessStep, 2, asCondition(in[0] < in[1]))
ZVT_POINTWISE_STEP(LessOrEqualStep, 2, asCondition(in[0] <= in[1]))
ZVT_POINTWISE_STEP(GreaterStep, 2, asCondition(in[0] > in[1]))
ZVT_POINTWISE_STEP(GreaterOrEqualStep, 2, asCondition(in[0] >= in[1]))
ZVT_POINTWISE_STEP(EqualStep, 2, asCondition(in[0] == in[1]))
ZVT_POINTWISE_STEP(UnequalStep, 2, asCondition(in[0] != in[1]))
ZVT_POINTWISE_STEP(NotStep, 1, asCondition(in[0] == V(0.0)))

template <class V> ZVT_LANES_INLINE MaskOf<V> fails(const V& x)
{
  return x == V(0.0);
}
template <class V> ZVT_LANES_INLINE MaskOf<V> holds(const V& x)
{
  return (!fails(x)) & (!isUndefined(x));
}

// Kleene's three-valued logic: one failing side settles AND, one holding side settles OR, whatever the other is.
template <class V> struct AndStep : PointwiseStep<2> {
  static constexpr bool kSeesGaps = true;
  using PointwiseStep<2>::PointwiseStep;
  void operator()(const V* in, V* out) const
  {
    const V both = select(holds(in[0]) & holds(in[1]), V(1.0), undefined<V>());
    *out = select(fails(in[0]) | fails(in[1]), V(0.0), both);
  }
};
template <class V> struct OrStep : PointwiseStep<2> {
  static constexpr bool kSeesGaps = true;
  using PointwiseStep<2>::PointwiseStep;
  void operator()(const V* in, V* out) const
  {
    const V neither = select(fails(in[0]) & fails(in[1]), V(0.0), undefined<V>());
    *out = select(holds(in[0]) | holds(in[1]), V(1.0), neither);
  }
};
/// The side that is not chosen may be undefined.
template <class V> struct IfStep : PointwiseStep<3> {
  static constexpr bool kSeesGaps = true;
  using PointwiseStep<3>::PointwiseStep;
  void operator()(const V* in, V* out) const
  {
    *out = select(isUndefined(in[0]), undefined<V>(), select(holds(in[0]), in[1], in[2]));
  }
};

struct LogicSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<LessStep>("LT");
    steps.template add<LessOrEqualStep>("LE");
    steps.template add<GreaterStep>("GT");
    steps.template add<GreaterOrEqualStep>("GE");
    steps.template add<EqualStep>("EQ");
    steps.template add<UnequalStep>("NE");
    steps.template add<NotStep>("NOT");
    steps.template add<AndStep>("AND");
    steps.template add<OrStep>("OR");
    steps.template add<IfStep>("IF");
  }
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/math.h"
#include "core/factor/operators/arithmetic_steps.h"

namespace zvt::factor {

// A lane at a time. What is rounded or cut is exact anywhere; the others are our own, for the C library's differ
// between processors.
#define ZVT_EACH_STEP(Name, call)                                                                                      \
  ZVT_POINTWISE_STEP(Name, 1, finiteOrUndefined(mapEach(in[0], [](double x) { return call; })))

ZVT_EACH_STEP(ExpStep, math::exp(x))
ZVT_EACH_STEP(LnStep, math::log(x))
ZVT_EACH_STEP(LogStep, math::log10(x))
ZVT_EACH_STEP(SinStep, math::sin(x))
ZVT_EACH_STEP(CosStep, math::cos(x))
ZVT_EACH_STEP(TanStep, math::tan(x))
ZVT_EACH_STEP(AsinStep, math::asin(x))
ZVT_EACH_STEP(AcosStep, math::acos(x))
ZVT_EACH_STEP(AtanStep, math::atan(x))
ZVT_EACH_STEP(FloorStep, __builtin_floor(x))
ZVT_EACH_STEP(CeilingStep, __builtin_ceil(x))
ZVT_EACH_STEP(IntPartStep, __builtin_trunc(x))
ZVT_EACH_STEP(FracPartStep, x - __builtin_trunc(x))
ZVT_EACH_STEP(RoundStep, __builtin_round(x))
#undef ZVT_EACH_STEP

ZVT_POINTWISE_STEP(SqrtStep, 1, finiteOrUndefined(sqrtOf(in[0])))
ZVT_POINTWISE_STEP(SignStep, 1, asCondition(in[0] > V(0.0)) - asCondition(in[0] < V(0.0)))
ZVT_POINTWISE_STEP(
    PowStep, 2, finiteOrUndefined(mapEach(in[0], in[1], [](double x, double y) { return math::pow(x, y); })))
ZVT_POINTWISE_STEP(
    ModStep, 2, finiteOrUndefined(mapEach(in[0], in[1], [](double x, double y) { return __builtin_fmod(x, y); })))
ZVT_POINTWISE_STEP(
    BetweenStep, 3, asCondition(((in[0] >= in[1]) & (in[0] <= in[2])) | ((in[0] <= in[1]) & (in[0] >= in[2]))))
ZVT_POINTWISE_STEP(RangeStep, 3, asCondition((in[0] > in[1]) & (in[0] < in[2])))

/// To so many decimals, halves away from zero.
template <class V> struct Round2Step {
  static constexpr std::size_t kInputs = 1;
  static constexpr std::size_t kOutputs = 1;
  static constexpr bool kStateless = true;
  explicit Round2Step(const double* p)
      : scale(math::pow(10, p[0]))
  {
  }
  void operator()(const V* in, V* out) const
  {
    *out = finiteOrUndefined(mapEach(in[0] * V(scale), [](double x) { return __builtin_round(x); }) / V(scale));
  }

private:
  double scale;
};

struct MathSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<SqrtStep>("SQRT");
    steps.template add<PowStep>("POW");
    steps.template add<ExpStep>("EXP");
    steps.template add<LnStep>("LN");
    steps.template add<LogStep>("LOG");
    steps.template add<SinStep>("SIN");
    steps.template add<CosStep>("COS");
    steps.template add<TanStep>("TAN");
    steps.template add<AsinStep>("ASIN");
    steps.template add<AcosStep>("ACOS");
    steps.template add<AtanStep>("ATAN");
    steps.template add<FloorStep>("FLOOR");
    steps.template add<CeilingStep>("CEILING");
    steps.template add<IntPartStep>("INTPART");
    steps.template add<FracPartStep>("FRACPART");
    steps.template add<RoundStep>("ROUND");
    steps.template add<Round2Step>("ROUND2");
    steps.template add<SignStep>("SIGN");
    steps.template add<ModStep>("MOD");
    steps.template add<BetweenStep>("BETWEEN");
    steps.template add<RangeStep>("RANGE");
  }
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operators/arithmetic_steps.h"

namespace zvt::factor {

/// A result that is no finite number has no value.
template <class V> ZVT_LANES_INLINE V finiteOrUndefined(const V& x)
{
  return select(x - x == V(0.0), x, undefined<V>());
}

// By the C library, a lane at a time.
#define ZVT_LIBRARY_STEP(Name, call)                                                                                   \
  ZVT_POINTWISE_STEP(Name, 1, finiteOrUndefined(mapEach(in[0], [](double x) { return call; })))

ZVT_LIBRARY_STEP(ExpStep, __builtin_exp(x))
ZVT_LIBRARY_STEP(LnStep, __builtin_log(x))
ZVT_LIBRARY_STEP(LogStep, __builtin_log10(x))
ZVT_LIBRARY_STEP(SinStep, __builtin_sin(x))
ZVT_LIBRARY_STEP(CosStep, __builtin_cos(x))
ZVT_LIBRARY_STEP(TanStep, __builtin_tan(x))
ZVT_LIBRARY_STEP(AsinStep, __builtin_asin(x))
ZVT_LIBRARY_STEP(AcosStep, __builtin_acos(x))
ZVT_LIBRARY_STEP(AtanStep, __builtin_atan(x))
ZVT_LIBRARY_STEP(FloorStep, __builtin_floor(x))
ZVT_LIBRARY_STEP(CeilingStep, __builtin_ceil(x))
ZVT_LIBRARY_STEP(IntPartStep, __builtin_trunc(x))
ZVT_LIBRARY_STEP(FracPartStep, x - __builtin_trunc(x))
ZVT_LIBRARY_STEP(RoundStep, __builtin_round(x))
#undef ZVT_LIBRARY_STEP

ZVT_POINTWISE_STEP(SqrtStep, 1, finiteOrUndefined(sqrtOf(in[0])))
ZVT_POINTWISE_STEP(SignStep, 1, asCondition(in[0] > V(0.0)) - asCondition(in[0] < V(0.0)))
ZVT_POINTWISE_STEP(
    PowStep, 2, finiteOrUndefined(mapEach(in[0], in[1], [](double x, double y) { return __builtin_pow(x, y); })))
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
      : scale(__builtin_pow(10, p[0]))
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

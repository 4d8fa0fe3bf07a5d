// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/steps/regression.h"

namespace zvt::factor {

template <class V> using LineEndStep = RegressionStep<V, LineOf::End>;
template <class V> using LineNextStep = RegressionStep<V, LineOf::Next>;
template <class V> using LineBeginStep = RegressionStep<V, LineOf::Begin>;
template <class V> using LineSlopeStep = RegressionStep<V, LineOf::Slope>;
template <class V> using LineAngleStep = RegressionStep<V, LineOf::Angle>;
template <class V> using CorrelationStep = JointStep<V, JointFigure::Correlation>;
template <class V> using CovarianceStep = JointStep<V, JointFigure::Covariance>;
template <class V> using BetaStep = JointStep<V, JointFigure::Slope>;
template <class V> using RisingBetaStep = SidedBetaStep<V, 1>;
template <class V> using FallingBetaStep = SidedBetaStep<V, -1>;

struct RegressionSteps {
  template <class Registry> static void list(Registry& steps)
  {
    steps.template add<LineEndStep>("LINEARREG");
    steps.template add<LineNextStep>("TSF");
    steps.template add<LineBeginStep>("LINEARREG_INTERCEPT");
    steps.template add<LineSlopeStep>("LINEARREG_SLOPE");
    steps.template add<LineAngleStep>("LINEARREG_ANGLE");
    steps.template add<RSquaredStep>("RSQUARED");
    steps.template add<CorrelationStep>("CORREL");
    steps.template add<CovarianceStep>("COVAR");
    steps.template add<BetaStep>("BETA");
    steps.template add<RisingBetaStep>("BETA_UP");
    steps.template add<FallingBetaStep>("BETA_DOWN");
  }
};

}

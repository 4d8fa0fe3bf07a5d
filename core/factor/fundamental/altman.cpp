// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/altman.h"

#include "core/factor/fundamental/figures.h"

namespace zvt::factor {

AltmanScore altmanScore(const AltmanFigures& figures, AltmanVariant variant, double constant)
{
  AltmanScore score;
  score.x1 = ratioOf(figures.workingCapital, figures.assets);
  score.x2 = ratioOf(figures.retainedEarnings, figures.assets);
  score.x3 = ratioOf(figures.ebit, figures.assets);
  const bool isListed = variant == AltmanVariant::Listed1968;
  score.x4 = ratioOf(isListed ? figures.equityMarketValue : figures.equityBookValue, figures.liabilities);
  score.x5 = ratioOf(figures.sales, figures.assets);
  const double x1 = score.x1, x2 = score.x2, x3 = score.x3, x4 = score.x4, x5 = score.x5;
  switch (variant) {
  case AltmanVariant::Listed1968:
    score.z = 1.2 * x1 + 1.4 * x2 + 3.3 * x3 + 0.6 * x4 + 0.999 * x5;
    break;
  case AltmanVariant::Private1983:
    score.z = 0.717 * x1 + 0.847 * x2 + 3.107 * x3 + 0.420 * x4 + 0.998 * x5;
    break;
  case AltmanVariant::General1995:
    score.z = 6.56 * x1 + 3.26 * x2 + 6.72 * x3 + 1.05 * x4;
    break;
  }
  score.z += constant;
  return score;
}

AltmanZones altmanZones(AltmanVariant variant)
{
  switch (variant) {
  case AltmanVariant::Listed1968:
    return {1.81, 2.99};
  case AltmanVariant::Private1983:
    return {1.23, 2.90};
  case AltmanVariant::General1995:
    break;
  }
  return {1.10, 2.60};
}

}

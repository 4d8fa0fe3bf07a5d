// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::factor {

/// What Altman's Z is made of, in one currency. NaN: not known.
struct AltmanFigures {
  double workingCapital = 0; ///< current assets − current liabilities
  double retainedEarnings = 0;
  double ebit = 0; ///< of a year
  double equityMarketValue = 0;
  double equityBookValue = 0;
  double liabilities = 0; ///< total
  double sales = 0; ///< of a year
  double assets = 0; ///< total
};

enum class AltmanVariant {
  Listed1968, ///< Z: listed manufacturers
  Private1983, ///< Z′: manufacturers that are not listed; book value of equity
  General1995 ///< Z″: other industries and emerging markets; without sales
};

/// The ratios and the score; undefined where a figure is, or a divisor 0.
struct AltmanScore {
  double x1 = 0; ///< working capital / assets
  double x2 = 0; ///< retained earnings / assets
  double x3 = 0; ///< EBIT / assets
  double x4 = 0; ///< equity (market value; book value in Z′ and Z″) / liabilities
  double x5 = 0; ///< sales / assets; not in Z″
  double z = 0;
};

/// Z  = 1.2 x1 + 1.4 x2 + 3.3 x3 + 0.6 x4 + 0.999 x5 (Altman, Journal of Finance 23, 1968),
/// Z′ = 0.717 x1 + 0.847 x2 + 3.107 x3 + 0.420 x4 + 0.998 x5 (Altman, Corporate Financial Distress, 1983),
/// Z″ = 6.56 x1 + 3.26 x2 + 6.72 x3 + 1.05 x4 (Altman, Hartzell, Peck 1995), which for emerging markets adds 3.25.
/// @param constant added to the score
[[nodiscard]] AltmanScore altmanScore(const AltmanFigures& figures, AltmanVariant variant, double constant = 0);

/// Below: distress; above: safe; between: grey. Of Z″ without the constant.
struct AltmanZones {
  double distress = 0;
  double safe = 0;
};
[[nodiscard]] AltmanZones altmanZones(AltmanVariant variant);

}

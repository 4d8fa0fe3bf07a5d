// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::factor {

/// One year of what Beneish's M is made of, in one currency. NaN: not known.
struct BeneishYear {
  double sales = 0;
  double costOfSales = 0;
  double sellingAndAdministration = 0;
  double depreciation = 0;
  double receivables = 0;
  double currentAssets = 0;
  double fixedAssets = 0; ///< net property, plant and equipment
  double assets = 0;
  double currentLiabilities = 0;
  double longTermDebt = 0;
  double income = 0; ///< from continuing operations; of the present year only
  double operatingCash = 0; ///< of the present year only
};

/// The eight indexes (1: as the year before) and the score; undefined where a figure is, or a divisor 0.
struct BeneishScore {
  double dsri = 0; ///< days' sales in receivables
  double gmi = 0; ///< gross margin (of the year before / of this one)
  double aqi = 0; ///< asset quality: the part of the assets that is neither current nor fixed
  double sgi = 0; ///< sales growth
  double depi = 0; ///< rate of depreciation (of the year before / of this one)
  double sgai = 0; ///< selling and administration costs / sales
  double tata = 0; ///< accruals (income − operating cash flow) / assets; not an index
  double lvgi = 0; ///< leverage
  double m = 0;
};

/// M = −4.84 + 0.920 DSRI + 0.528 GMI + 0.404 AQI + 0.892 SGI + 0.115 DEPI − 0.172 SGAI + 4.679 TATA − 0.327 LVGI
/// (Beneish, Financial Analysts Journal 55(5), 1999). Above −1.78 earnings are likely to be manipulated.
[[nodiscard]] BeneishScore beneishScore(const BeneishYear& now, const BeneishYear& before);
/// M of given indexes.
[[nodiscard]] double beneishM(const BeneishScore& indexes);
inline constexpr double kBeneishThreshold = -1.78;

}

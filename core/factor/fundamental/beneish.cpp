// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/beneish.h"

#include "core/factor/fundamental/figures.h"

namespace zvt::factor {

namespace {

double grossMargin(const BeneishYear& year)
{
  return ratioOf(year.sales - year.costOfSales, year.sales);
}

double softAssets(const BeneishYear& year)
{
  return 1 - ratioOf(year.currentAssets + year.fixedAssets, year.assets);
}

double depreciationRate(const BeneishYear& year)
{
  return ratioOf(year.depreciation, year.depreciation + year.fixedAssets);
}

double leverage(const BeneishYear& year)
{
  return ratioOf(year.longTermDebt + year.currentLiabilities, year.assets);
}

}

double beneishM(const BeneishScore& x)
{
  return -4.84 + 0.920 * x.dsri + 0.528 * x.gmi + 0.404 * x.aqi + 0.892 * x.sgi + 0.115 * x.depi - 0.172 * x.sgai
      + 4.679 * x.tata - 0.327 * x.lvgi;
}

BeneishScore beneishScore(const BeneishYear& now, const BeneishYear& before)
{
  BeneishScore score;
  score.dsri = ratioOf(ratioOf(now.receivables, now.sales), ratioOf(before.receivables, before.sales));
  score.gmi = ratioOf(grossMargin(before), grossMargin(now));
  score.aqi = ratioOf(softAssets(now), softAssets(before));
  score.sgi = ratioOf(now.sales, before.sales);
  score.depi = ratioOf(depreciationRate(before), depreciationRate(now));
  score.sgai =
      ratioOf(ratioOf(now.sellingAndAdministration, now.sales), ratioOf(before.sellingAndAdministration, before.sales));
  score.tata = ratioOf(now.income - now.operatingCash, now.assets);
  score.lvgi = ratioOf(leverage(now), leverage(before));
  score.m = beneishM(score);
  return score;
}

}

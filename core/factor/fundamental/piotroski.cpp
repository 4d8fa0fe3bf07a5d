// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/piotroski.h"

#include "core/factor/fundamental/figures.h"

#include <cmath>
#include <limits>

namespace zvt::factor {

namespace {

/// 1 where a > b, undefined where either is.
double above(double a, double b)
{
  if (std::isnan(a) || std::isnan(b))
    return std::numeric_limits<double>::quiet_NaN();
  return a > b ? 1 : 0;
}

}

const std::array<std::string_view, kPiotroskiSignals>& piotroskiNames()
{
  static constexpr std::array<std::string_view, kPiotroskiSignals> kNames{
      "roa", "cfo", "roa_change", "accrual", "leverage", "liquidity", "issue", "margin", "turnover"};
  return kNames;
}

PiotroskiScore piotroskiScore(const PiotroskiFigures& f)
{
  const double roa = ratioOf(f.income, f.assetsBefore);
  const double roaBefore = ratioOf(f.incomeBefore, f.assetsTwoBefore);
  const double cash = ratioOf(f.operatingCash, f.assetsBefore);
  const double leverage = ratioOf(f.longTermDebt, (f.assets + f.assetsBefore) / 2);
  const double leverageBefore = ratioOf(f.longTermDebtBefore, (f.assetsBefore + f.assetsTwoBefore) / 2);
  const double current = ratioOf(f.currentAssets, f.currentLiabilities);
  const double currentBefore = ratioOf(f.currentAssetsBefore, f.currentLiabilitiesBefore);
  const double margin = ratioOf(f.grossProfit, f.sales);
  const double marginBefore = ratioOf(f.grossProfitBefore, f.salesBefore);
  const double turnover = ratioOf(f.sales, f.assetsBefore);
  const double turnoverBefore = ratioOf(f.salesBefore, f.assetsTwoBefore);
  PiotroskiScore result;
  result.signals = {above(roa, 0), above(cash, 0), above(roa, roaBefore), above(cash, roa),
      above(leverageBefore, leverage), above(current, currentBefore), 1 - above(f.sharesIssued, 0),
      above(margin, marginBefore), above(turnover, turnoverBefore)};
  for (const double signal : result.signals)
    result.score += signal;
  return result;
}

}

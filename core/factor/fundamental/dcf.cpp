// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/dcf.h"

#include <limits>

namespace zvt::factor {

double fcffFromOperatingCash(
    double operatingCash, double interestInOperatingCash, double interest, double taxRate, double investment)
{
  return operatingCash + interestInOperatingCash - interest * taxRate - investment;
}

double fcffFromEbit(double ebit, double taxRate, double depreciation, double investment, double workingCapitalIncrease)
{
  return ebit * (1 - taxRate) + depreciation - investment - workingCapitalIncrease;
}

DcfValue twoStageValue(double cashFlow, const DcfAssumptions& assumptions)
{
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto& [growth, years, discount, terminal] = assumptions;
  if (!(cashFlow > 0) || !(discount > terminal) || !(discount > -1) || years < 1)
    return {kNone, kNone, kNone};
  DcfValue value;
  double flow = cashFlow, factor = 1;
  for (int year = 1; year <= years; ++year) {
    flow *= 1 + growth;
    factor /= 1 + discount;
    value.firstStage += flow * factor;
  }
  value.terminalValue = flow * (1 + terminal) / (discount - terminal) * factor;
  value.enterprise = value.firstStage + value.terminalValue;
  return value;
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace zvt::factor {

/// Free cash flow to the firm from the cash-flow statement. In Chinese statements (as in those under IFRS that say so)
/// interest paid is a financing flow, so operating cash flow is before interest and only its tax shield comes off.
/// @param interestInOperatingCash what operating cash flow is already net of (US GAAP); 0 for Chinese statements
[[nodiscard]] double fcffFromOperatingCash(
    double operatingCash, double interestInOperatingCash, double interest, double taxRate, double investment);
/// EBIT · (1 − tax rate) + depreciation − investment − increase of working capital.
[[nodiscard]] double fcffFromEbit(
    double ebit, double taxRate, double depreciation, double investment, double workingCapitalIncrease);

struct DcfAssumptions {
  double growth = 0.08; ///< of the cash flow a year, in the first stage
  int years = 5; ///< of the first stage
  double discount = 0.10; ///< weighted average cost of capital
  double terminal = 0.03; ///< growth for ever after
};

/// Present values at the end of the year that the cash flow is of.
struct DcfValue {
  double firstStage = 0; ///< sum of cashFlow · (1 + growth)^t / (1 + discount)^t, t = 1 … years
  double terminalValue = 0; ///< Gordon: cash flow of year `years` · (1 + terminal) / (discount − terminal), discounted
  double enterprise = 0; ///< both
};

/// Two-stage value. Undefined for a cash flow that is not positive, a discount rate not above the terminal growth, or
/// years < 1.
[[nodiscard]] DcfValue twoStageValue(double cashFlow, const DcfAssumptions& assumptions);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/statements.h"

#include <array>
#include <string_view>

namespace zvt::factor {

/// Thresholds of ZVT's GoodCompanyFactor.
struct GoodCompanyRules {
  double roe = 0.02; ///< a quarter: reports over 2, 3, 4 quarters need that many times as much
  double revenueGrowth = 0.05;
  double profitGrowth = 0.05;
  double cashPerRevenue = 0.1; ///< operating cash flow / revenue
  double salesCashPerRevenue = 0.3; ///< cash from sales / revenue
  double currentRatio = 1;
  double debtToAssets = 0.5; ///< at most
  int days = 1095; ///< reports published within so many days
  int count = 8; ///< of them need to pass
};

/// How many reports pass, and whether that is enough.
struct GoodCompany {
  int passing = 0;
  int undecided = 0; ///< a figure is missing, and none of the others fails
  int reports = 0; ///< in the window
  double verdict = 0; ///< 1, 0; undefined while the undecided ones would settle it, or without reports
};
/// Looks at the indicators (finance_factor) that the books know at their day. All thresholds are inclusive.
[[nodiscard]] GoodCompany goodCompany(const Books& books, const GoodCompanyRules& rules);

/// Thresholds of ZVT's risky_company.
struct RiskyCompanyRules {
  double revenueGrowth = -0.1; ///< below
  double profitGrowth = -0.1; ///< at most
  double currentRatio = 0.7; ///< below
  double quickRatio = 0.5; ///< below
  int days = 130; ///< reports published within so many days
};

inline constexpr std::size_t kRiskyRules = 6;
/// revenue, profit, current, quick, assets, receivables: the order of the rules.
[[nodiscard]] const std::array<std::string_view, kRiskyRules>& riskyNames();

/// Each rule: 1 one of the reports breaks it, 0 none does, undefined where that cannot be told. The verdict is 1 when
/// any rule says 1, 0 when all say 0, else undefined.
///  revenue, profit – growth against the year before; current, quick – ratios; all of finance_factor;
///  assets – receivables + inventories + goodwill above total equity;
///  receivables – above half of the net profit of the same report.
struct RiskyCompany {
  std::array<double, kRiskyRules> rules{};
  double verdict = 0;
};
[[nodiscard]] RiskyCompany riskyCompany(const Books& books, const RiskyCompanyRules& rules);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace zvt::factor {

/// What Piotroski's F is made of, in one currency: the year, and the year before with the suffix Before. NaN: not
/// known.
struct PiotroskiFigures {
  double income = 0, incomeBefore = 0; ///< before extraordinary items
  double operatingCash = 0;
  double assets = 0, assetsBefore = 0, assetsTwoBefore = 0; ///< at the ends of the years
  double longTermDebt = 0, longTermDebtBefore = 0;
  double currentAssets = 0, currentAssetsBefore = 0;
  double currentLiabilities = 0, currentLiabilitiesBefore = 0;
  double grossProfit = 0, grossProfitBefore = 0;
  double sales = 0, salesBefore = 0;
  double sharesIssued = 0; ///< money from issuing common shares in the year
};

inline constexpr std::size_t kPiotroskiSignals = 9;
/// roa, cfo, roa_change, accrual, leverage, liquidity, issue, margin, turnover: the order of the signals.
[[nodiscard]] const std::array<std::string_view, kPiotroskiSignals>& piotroskiNames();

/// Each signal 1 or 0, undefined where a figure is; the score is their sum, undefined unless all nine are known.
struct PiotroskiScore {
  std::array<double, kPiotroskiSignals> signals{};
  double score = 0;
};

/// Piotroski, Journal of Accounting Research 38 (2000). ROA and turnover are of the assets at the beginning of the
/// year, leverage is of their average: 1 ROA > 0; 2 operating cash flow > 0; 3 ROA above last year's; 4 operating cash
/// flow above the income; 5 long-term debt / assets below last year's; 6 current ratio above last year's; 7 no shares
/// issued; 8 gross margin above last year's; 9 asset turnover above last year's.
[[nodiscard]] PiotroskiScore piotroskiScore(const PiotroskiFigures& figures);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

namespace zvt::market {

/// What happened to one share on an ex-date. All figures are per share (vendors quote per 10).
struct CorporateAction {
  TradingDay exDay;
  double cash = 0; ///< dividend before tax
  double bonus = 0; ///< bonus and transfer shares (送股 + 转增)
  double rights = 0; ///< rights shares (配股)
  double rightsPrice = 0;
  double consolidation = 1; ///< new shares for one old share by split or consolidation, applied first; 1 = none
  double totalShares = 0; ///< after the event; 0 = not told
  double floatShares = 0;

  /// A row that changes share counts only moves no price.
  [[nodiscard]] bool movesPrice() const;
  /// P_ex = (P_prev − D + R·P_r) / (1 + S + R), reference/market-rules.md §5.8; unrounded.
  [[nodiscard]] double referencePrice(double previousClose) const;
  /// New shares per old share.
  [[nodiscard]] double shareFactor() const;

  bool operator==(const CorporateAction&) const = default;
};

/// Whether there is such a thing as an adjusted price of the entity: crypto has no corporate actions.
[[nodiscard]] bool isAdjustable(std::string_view entityId);

/// The line raw → adjusted at each bar: adjusted = scale · price + shift; volume · volumeScale.
struct AdjustFactors {
  std::vector<double> scale, shift, volumeScale;
};

/// Factors for every bar of a raw series. An ex-date without a bar takes effect at the next bar; several events on one
/// day are applied in order. Ratio: products of P_prev / P_ex; difference: composed affine maps.
/// @param raw a day-keyed or shorter series; @param days the trading day of each bar of @p raw
[[nodiscard]] AdjustFactors adjustFactors(const BarSeries& raw, const std::vector<TradingDay>& days,
    const std::vector<CorporateAction>& actions, AdjustMode mode, AdjustMethod method);
/// The series with open, high, low, close and volume adjusted, and those extra columns that are prices or volumes by
/// their declaration (bar_columns.h); turnover stays.
[[nodiscard]] BarSeries adjusted(const BarSeries& raw, const AdjustFactors& factors, AdjustMode mode);

}

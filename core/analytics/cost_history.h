// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"

#include <optional>
#include <span>
#include <vector>

namespace zvt::analytics {

/// What one kind of cost came to.
struct CostKind {
  std::string kind; ///< CostAmount::kind
  Money amount;
  std::size_t fills = 0; ///< that paid it
  double traded = 0; ///< money that those fills traded: Σ price × quantity
};
/// What all kinds came to in one calendar year.
struct CostYear {
  int year = 0;
  std::vector<Money> amounts; ///< one a kind
};

/// What a run paid, kind by kind and in the course of time.
struct CostHistory {
  std::vector<CostKind> kinds; ///< in order of first appearance
  std::vector<CostYear> years; ///< those with a cost, ascending
  /// Modelled slippage, spread and impact of the fills that it is known of; it is in their prices and in nothing of the
  /// above.
  CostKind market{"market", {}, 0, 0};
  std::vector<double> paid; ///< one an equity point: everything that was paid up to it
};
/// @param equity oldest first @param fills in any order; what was paid after the last point is in no @c paid
/// @param market one a fill, or empty: ReportInput::marketCosts
[[nodiscard]] CostHistory costHistory(std::span<const EquityPoint> equity, std::span<const FillRecord> fills,
    std::span<const std::optional<Money>> market = {});

}

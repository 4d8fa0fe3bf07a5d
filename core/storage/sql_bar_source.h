// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

/// One series as a bar table of SQL asks for it.
struct SqlBarRequest {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::optional<std::string> provider; ///< nothing: the profile's choice
  std::optional<std::int64_t> from; ///< key ≥ from
  std::optional<std::int64_t> to; ///< key < to
  market::BarColumnSet columns; ///< what will be read; others may come empty
  bool keep = false; ///< likely to be asked for again: worth a place in a cache
};

/// A security of a bar table.
struct SqlBarEntity {
  std::string id;
  std::string name; ///< empty when not known
};

/// The bars of many securities on one day, a row each.
struct SqlDay {
  std::vector<std::string> entities; ///< in the order of their ids
  market::BarSeriesPtr bars; ///< one row for each of them; all keys are the day
};

/// Where the bar tables of SQL get their rows from; core/data implements it over MarketData (data/sql_bars.h). Called
/// on the thread of the SqlSession.
class SqlBarSource {
public:
  virtual ~SqlBarSource() = default;

  /// A new statement begins: what is remembered of the store may be out of date.
  virtual void refresh() = 0;
  /// Securities of a type for which bars of the level are stored or can be made, in the order of their ids (as bytes).
  [[nodiscard]] virtual Result<std::vector<SqlBarEntity>> entities(std::string_view type, market::BarLevel level) = 0;
  /// Empty when not known.
  [[nodiscard]] virtual std::string nameOf(std::string_view entityId) = 0;
  /// Adjusted bars, oldest first; an empty series when there are none. Never null.
  [[nodiscard]] virtual Result<market::BarSeriesPtr> bars(const SqlBarRequest& request) = 0;
  /// Raw daily bars of every security of a type on one day, where that is cheaper than reading each series; nothing:
  /// read each.
  [[nodiscard]] virtual Result<std::optional<SqlDay>> day(
      std::string_view type, TradingDay day, market::BarColumnSet columns) = 0;
  /// A column that follows from the bars (change_pct, is_limit_up …): one value for each bar of the series without
  /// from and to, missing is NaN; nothing: the column does not follow.
  [[nodiscard]] virtual Result<std::optional<std::vector<double>>> derived(
      const SqlBarRequest& request, std::string_view column) = 0;
  [[nodiscard]] virtual Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId) = 0;
};

}

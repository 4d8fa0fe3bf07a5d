// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/definition.h"
#include "core/market/bar_series.h"

#include <string>
#include <vector>

namespace zvt::factor {

/// What counts as strong (ZVT's compute_top_stocks).
struct TopStocksRules {
  std::size_t best = 30; ///< securities by change, of each window
  int shortDays = 19; ///< calendar days: windows from 1 to so many
  std::size_t longWindows = 30; ///< windows behind the last short one
  double leastTurnover = 0; ///< of the day, for windows; Hong Kong and New York: 1e7
  bool isMainland = true; ///< limit-ups, recently active and trending ones count as short
};

/// The strong securities of one day, by entity id.
struct TopStocks {
  TradingDay day;
  std::vector<std::string> shortTerm; ///< of the best in any short window; limit-ups, recently active, trending
  std::vector<std::string> longTerm; ///< of the best in any long window
  std::vector<std::string> smallVolumeUp; ///< breakout on volume, capitalisation below 15 billion
  std::vector<std::string> bigVolumeUp; ///< the same from there on

  [[nodiscard]] std::size_t count() const; ///< of different securities
};

/// The lists of any day, from daily bars that know nothing of later ones: lists that are back-filled are those that
/// were made on the day, the recent ones too (ZVT takes the present day for these). A window begins at the first
/// trading day on or after a day so many calendar days before; windows that begin on the same day are one. Recently
/// active: a limit-up in the last 10 bars, close above its mean of 10, turnover from 5e8 on. Trending: in the last 20
/// bars a rise above 8 % with such a turnover, means of 10 20 30 60 120 250 in order, close above that of 20.
class TopStocksBuilder {
public:
  /// The columns beside the bars that it reads, for ColumnSources::fill.
  [[nodiscard]] static std::vector<std::string> columns();
  /// @param bars hfq daily bars with those columns; entities without bars are left out
  /// Errors: those of FactorProgram.
  static Result<TopStocksBuilder> of(
      std::vector<market::BarSeriesPtr> bars, const FactorRegistry& registry, const TopStocksRules& rules);

  [[nodiscard]] const std::vector<std::int64_t>& days() const { return m_days; } ///< with a bar of any of them
  [[nodiscard]] TopStocks on(TradingDay day) const;

private:
  struct Entity {
    market::BarSeriesPtr bars;
    std::vector<double> recent; ///< by bar: 1 recently active or trending
    std::vector<double> smallUp, bigUp; ///< by bar: 1 breakout on volume
  };
  /// Keys at which the windows of a day begin: short ones, then long ones.
  struct Windows {
    std::vector<std::int64_t> shortTerm, longTerm;
  };
  [[nodiscard]] Windows windowsOf(std::int64_t day) const;
  [[nodiscard]] std::vector<std::string> best(std::int64_t from, std::int64_t day) const;

  TopStocksRules m_rules;
  std::vector<Entity> m_entities;
  std::vector<std::int64_t> m_days;
};

}

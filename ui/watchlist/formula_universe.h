// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/base/time.h"
#include "core/factor/formula.h"
#include "core/market/bar_series.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::factor {
class ColumnSources;
}

namespace zvt::ui {

/// What a security did on a day that is not over, raw prices; NaN where unknown.
struct LiveDay {
  std::uint32_t entity = 0; ///< place in the universe
  TradingDay day;
  double open, high, low, last, volume, turnover;
  double previous; ///< close of the day before, as the exchange tells it (through an ex-date)
};

/// The last values of formulas over the daily bars of many securities, all at once: forward adjusted history, and the
/// day that is not over as an unfinished bar. Prices are those of the live day: what an ex-date of that very day took
/// off is taken off history as well. What formulas read beside the bars is on a live day what was known before it; of
/// the day's own bar (turnover_rate) nothing. One thread at a time; built and moved on by workers.
class FormulaUniverse {
public:
  struct Request {
    std::vector<std::string> entities;
    std::vector<factor::Formula> formulas; ///< the last output of each counts; none compares securities
    std::vector<LiveDay> live; ///< each entity at most once
    std::optional<TradingDay> until; ///< the newest day that may be seen of those without a live day
  };
  /// @param sources of what formulas read beside the bars; null: none
  /// Errors: storage.*, those of ColumnSources::fill, task.cancelled. A security whose bars cannot be read has none.
  static Result<std::shared_ptr<FormulaUniverse>> build(
      data::MarketData& marketData, const factor::ColumnSources* sources, Request request, TaskControl& control);
  ~FormulaUniverse();

  /// Takes in newer figures of live days. @return those of them that are of another day than their history was cut for:
  /// they keep their values, and want a new universe.
  Result<std::vector<std::uint32_t>> move(std::span<const LiveDay> live);

  [[nodiscard]] std::size_t size() const { return m_bars.size(); }
  /// By entity; NaN where undefined.
  [[nodiscard]] std::span<const double> values(std::size_t formula) const;
  /// Bars of each entity's history.
  [[nodiscard]] const std::vector<std::uint32_t>& bars() const { return m_bars; }

private:
  struct Block;
  explicit FormulaUniverse(Request request);
  [[nodiscard]] market::BarSeriesPtr historyOf(data::MarketData& marketData, std::size_t entity) const;
  Result<void> fill(
      data::MarketData& marketData, const factor::ColumnSources* sources, std::size_t first, TaskControl& control);
  [[nodiscard]] std::vector<double> columnOfDay(
      std::size_t column, const Block& block, std::span<const LiveDay> live) const;
  Result<void> moveBlock(Block& block, std::span<const LiveDay> live);

  Request m_request;
  factor::ExpressionGraph m_graph;
  std::vector<factor::NodeOutput> m_outputs; ///< by formula
  std::vector<std::string> m_columns; ///< beside the bars
  std::vector<double> m_known; ///< their values at the last bars, column after column
  std::vector<const LiveDay*> m_liveOf; ///< by entity; null: none
  std::vector<std::unique_ptr<Block>> m_blocks;
  std::vector<double> m_values; ///< formula after formula
  std::vector<std::uint32_t> m_bars;
};

}

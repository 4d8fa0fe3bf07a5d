// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/base/parallel_for.h"

namespace zvt::backtest::fast {

/// Two windows of factor.cross.
struct CrossPair {
  std::int64_t fast = 0;
  std::int64_t slow = 0;
  bool operator==(const CrossPair&) const = default;
};

/// What the signals of a pair earned over all entities together: long from the open after a cross above to the open
/// after the next cross below (the last close where the bars end), one unit each, without costs, lots and limits: a
/// look over many parameters, not a backtest.
struct SignalFigures {
  std::uint64_t bars = 0; ///< of all entities
  std::uint64_t heldBars = 0;
  std::uint64_t trades = 0;
  std::uint64_t wins = 0;
  double totalLogReturn = 0; ///< Σ ln(exit ÷ entry)
  double squares = 0; ///< Σ of squared log returns of the held bars, open to open

  [[nodiscard]] double meanTrade() const { return trades == 0 ? 0 : totalLogReturn / static_cast<double>(trades); }
  [[nodiscard]] double winRate() const
  {
    return trades == 0 ? 0 : static_cast<double>(wins) / static_cast<double>(trades);
  }
  /// √periods × mean ÷ deviation over all bars, those without a position counting as 0.
  [[nodiscard]] double sharpe(double periodsPerYear) const;
  bool operator==(const SignalFigures&) const = default;
};

/// Every pair over every entity: each window is averaged once an entity, and a pair's work is to compare two columns.
/// The same figures whatever the number of threads and the instruction set. Bars without a close or an open are passed
/// over.
/// @param kind SMA or EMA
/// Errors: factor.*, task.cancelled.
[[nodiscard]] Result<std::vector<SignalFigures>> sweepSignals(const BacktestData& data, std::string_view kind,
    const std::vector<CrossPair>& pairs, const ParallelFor& parallel, TaskControl& control);

}

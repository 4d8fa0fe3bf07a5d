// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/storage/factor_store.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// What an accumulator sees of one bar.
struct BarValues {
  std::int64_t key = 0; ///< see market::BarSeries::key
  double open = 0;
  double high = 0;
  double low = 0;
  double close = 0;
  double volume = 0;
  double turnover = 0;
  double turnoverRate = std::numeric_limits<double>::quiet_NaN(); ///< a fraction; NaN where it is not stored
};

/// The part of a factor that remembers: fed the bars of one security in order, it writes the values that are known at
/// each. What it learns about the past it tells as marks, which are drawn but never seen by strategies. Its state can
/// be taken out and put into another instance, which then goes on as if it had seen all bars. One thread at a time.
class Accumulator {
public:
  virtual ~Accumulator() = default;
  /// @param in the transformer's values at this bar, @param out one value for each of the accumulator's columns
  virtual void step(const BarValues& bar, std::span<const double> in, std::span<double> out) = 0;
  [[nodiscard]] virtual std::string save() const = 0; ///< JSON
  /// Errors: factor.bad_state.
  [[nodiscard]] virtual Result<void> load(std::string_view json) = 0;
  /// What has become known since the last call, in the order in which it did.
  [[nodiscard]] virtual std::vector<storage::FactorMark> takeMarks() { return {}; }
};

/// +1, +2 … while a condition lasts, -1, -2 … while it does not; undefined while the condition is.
class SignedRun {
public:
  double step(double condition)
  {
    if (condition != condition) // NaN: nothing is known, the run ends
      return m_length = 0, condition;
    const bool holds = condition != 0;
    if (holds)
      m_length = m_length > 0 ? m_length + 1 : 1;
    else
      m_length = m_length < 0 ? m_length - 1 : -1;
    return static_cast<double>(m_length);
  }
  [[nodiscard]] std::int64_t length() const { return m_length; } ///< 0: there is none
  void setLength(std::int64_t length) { m_length = length; }

private:
  std::int64_t m_length = 0;
};

// The accumulators of the built-in factors. Each reads the transformer's columns in the order that is named here.

/// ma5, ma10 → live (1, -1), distance (ma5 - ma10) / close, count (SignedRun of live), area (sum of the run's
/// distances).
[[nodiscard]] std::unique_ptr<Accumulator> makeMaStats();
/// diff, dea → live (1, -1), bull (1, 0), live_count.
[[nodiscard]] std::unique_ptr<Accumulator> makeMacdRuns();
/// As makeMacdRuns(), then filter_result: all of the last @p window bars are bull.
[[nodiscard]] std::unique_ptr<Accumulator> makeKeepBull(std::int64_t window);
/// As makeMacdRuns(), then filter_result: live_count was ≤ @p before at the last bar and is ≥ @p now.
[[nodiscard]] std::unique_ptr<Accumulator> makeLiveOrDead(std::int64_t before, std::int64_t now);

struct VolumeUpRules {
  std::size_t averages = 1; ///< ma columns, which come first
  std::size_t volumeAverages = 1; ///< vol_ma columns behind them
  double turnoverThreshold = 3e8;
  double turnoverRateThreshold = 0.02;
  std::int64_t upIntervals = 40;
  bool all = true; ///< over every average, else over any
};
/// ma …, vol_ma … → breakout, filter_result.
[[nodiscard]] std::unique_ptr<Accumulator> makeVolumeUp(const VolumeUpRules& rules);

/// Without input → the columns of zenColumns().
[[nodiscard]] std::unique_ptr<Accumulator> makeZen();
/// As makeZen(), then filter_result.
[[nodiscard]] std::unique_ptr<Accumulator> makeTrending();
[[nodiscard]] std::unique_ptr<Accumulator> makeShaking(double range);
[[nodiscard]] const std::vector<std::string>& zenColumns();

}

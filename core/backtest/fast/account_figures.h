// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/account_curve.h"
#include "core/backtest/fast/common_keys.h"

namespace zvt::backtest::fast {

/// The days on which any entity has a bar, from the run's start.
class DayIndex {
public:
  DayIndex(const BacktestData& data, const std::optional<TradingDay>& start);
  [[nodiscard]] const std::vector<TradingDay>& days() const { return m_days; }
  [[nodiscard]] const CommonKeys& keys() const { return m_keys; }
  /// Of a day that is there.
  [[nodiscard]] std::uint32_t at(TradingDay day) const { return m_places[static_cast<std::size_t>(day - m_first)]; }

private:
  CommonKeys m_keys;
  TradingDay m_first;
  std::vector<TradingDay> m_days;
  std::vector<std::uint32_t> m_places; ///< by calendar day since m_first
};

/// The accounts one after the other: the figures of each, and the sum of all on the common days. An account holds its
/// initial cash before its first bar and its last value after its last one.
class AccountFigureSum {
public:
  AccountFigureSum(const DayIndex& days, std::int64_t initialCash, double periodsPerYear);

  /// Adds an account. Throws OffGrid, and then nothing was added.
  /// @param spans all of its bars
  [[nodiscard]] AccountFigures add(const EntityRows& rows, std::size_t firstRow, const std::vector<QuietSpan>& spans);
  /// Of the account that was added last.
  [[nodiscard]] const AccountCurve& curve() const { return m_curve; }
  /// All accounts. Throws OffGrid.
  [[nodiscard]] std::vector<analytics::EquityPoint> total() const;

private:
  void sum(const EntityRows& rows, std::size_t firstRow, const std::vector<QuietSpan>& spans);
  void sumHeld(const QuietSpan& span, std::uint32_t place);

  const DayIndex& m_days;
  std::int64_t m_initialCash; ///< E4
  double m_periods;
  AccountCurve m_curve;
  std::vector<double> m_value; ///< Σ held × close by day, E4
  std::vector<std::int64_t> m_cashSteps; ///< change of Σ cash at a day, E4
  std::vector<std::int32_t> m_positionSteps;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace zvt::backtest::fast {

/// Sums over an equity curve that comes in pieces. Returns are summed in eight parts — the i-th bar of a piece in part
/// i mod 8 — so that every processor gives the same bits.
struct CurveSums {
  static constexpr std::size_t kParts = 8;
  alignas(32) std::array<double, kParts> total{}; ///< of the returns
  alignas(32) std::array<double, kParts> squares{};
  double peak = 0;
  double floor = 1; ///< the deepest equity ÷ peak so far
};

/// Loops over the bars of one account. All give the same bits.
struct CurveKernels {
  /// cash + held × close in E4: whole numbers below 2^53, so that the order of sums does not matter.
  /// @return whether all closes were on the grid and below the highest price
  bool (*mark)(const double* closes, std::size_t count, double cash, double held, double* equity);
  /// @param equity values[−1] is there as well: the bar before
  void (*follow)(const double* equity, std::size_t count, CurveSums& sums);
  /// values += equity − cash.
  void (*addRest)(const double* equity, std::size_t count, double cash, double* values);
};

/// The fastest that this processor runs.
[[nodiscard]] const CurveKernels& curveKernels();
[[nodiscard]] const CurveKernels& plainCurveKernels();

}

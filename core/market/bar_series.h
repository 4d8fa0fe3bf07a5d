// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_level.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {

/// One bar as a row, for row-wise input; inside the program bars are columns.
struct Bar {
  std::int64_t key = 0; ///< see BarSeries::key
  double open = 0;
  double high = 0;
  double low = 0;
  double close = 0;
  double volume = 0; ///< shares, contracts or coins; NaN when missing
  double turnover = 0; ///< money; NaN when missing
};

/// The value columns that every bar has; the order in which codecs and panels keep them.
enum class BarColumn : std::uint8_t { Open, High, Low, Close, Volume, Turnover };
inline constexpr std::size_t kBarColumnCount = 6;

/// A set of value columns; keys always come along.
struct BarColumnSet {
  std::uint32_t bits = (1U << kBarColumnCount) - 1;
  [[nodiscard]] static constexpr BarColumnSet only(BarColumn column) { return {1U << static_cast<unsigned>(column)}; }
  [[nodiscard]] constexpr bool has(BarColumn column) const
  {
    return ((bits >> static_cast<unsigned>(column)) & 1U) != 0;
  }
  [[nodiscard]] constexpr BarColumnSet operator|(BarColumnSet other) const { return {bits | other.bits}; }
  bool operator==(const BarColumnSet&) const = default;
};
inline constexpr BarColumnSet kAllBarColumns{};

/// A column that only some kinds of entity have (turnover_rate, open_interest, settlement, …); which ones, the schema
/// "kdata" declares.
struct ExtraColumn {
  std::string name;
  std::vector<double> values; ///< as long as the series; missing is NaN
  bool operator==(const ExtraColumn&) const = default;
};

/// The bars of one entity at one level, oldest first, as columns of equal length. Missing values are NaN.
struct BarSeries {
  std::string entityId;
  BarLevel level = BarLevel::Day1;
  AdjustMode adjust = AdjustMode::Bfq;
  std::string provider;

  /// Strictly increasing. Day-keyed levels: TradingDay::days. Shorter levels: the bar's end, Timestamp::micros. Ticks:
  /// the exchange's time in microseconds; the n-th tick of one moment has n - 1 microseconds added. A tick's price is
  /// its open, high, low and close.
  std::vector<std::int64_t> key;
  std::vector<double> open, high, low, close;
  std::vector<double> volume; ///< shares, contracts, coins
  std::vector<double> turnover; ///< money
  std::vector<ExtraColumn> extras; ///< by name

  [[nodiscard]] std::size_t size() const { return key.size(); }
  [[nodiscard]] bool empty() const { return key.empty(); }
  void reserve(std::size_t n);
  /// Extra columns get NaN.
  void append(const Bar& bar);
  /// Bar @p i of @p other with its extra columns; a column that only one of the two has is filled with NaN.
  void appendFrom(const BarSeries& other, std::size_t i);
  /// The values of an extra column; nullptr when the series has none of that name.
  [[nodiscard]] const std::vector<double>* extra(std::string_view name) const;
  /// Adds the column, all NaN, when it is not there yet.
  std::vector<double>& extraForWrite(std::string_view name);
  /// Value columns, extra ones included: what a bar weighs in memory beside its key.
  [[nodiscard]] std::size_t columnCount() const { return kBarColumnCount + extras.size(); }
  [[nodiscard]] Bar at(std::size_t i) const
  {
    return {key[i], open[i], high[i], low[i], close[i], volume[i], turnover[i]};
  }
  /// Bars with from ≤ key < to.
  [[nodiscard]] BarSeries slice(std::int64_t from, std::int64_t to) const;
  [[nodiscard]] TradingDay dayAt(std::size_t i) const
  {
    return {static_cast<std::int32_t>(key[i])};
  } ///< day-keyed levels
  [[nodiscard]] Timestamp endAt(std::size_t i) const { return {key[i]}; } ///< shorter levels
};

using BarSeriesPtr = std::shared_ptr<const BarSeries>;

/// Many entities over one timeline, entity-major: values of entity e at timeline position t are found through
/// offsets[e] … offsets[e + 1] and position[], so that both directions are cheap.
struct Panel {
  std::vector<std::string> entities;
  std::vector<std::int64_t> timeline; ///< union of all keys, increasing
  std::vector<std::size_t> offsets; ///< size entities.size() + 1
  std::vector<std::uint32_t> position; ///< timeline position of each row
  std::vector<double> open, high, low, close, volume, turnover;
  std::vector<ExtraColumn> extras; ///< of any of the series, by name; NaN where a series has none

  static Panel fromSeries(const std::vector<BarSeriesPtr>& series);
  /// Row of entity e at timeline position t, or -1 when it has no bar there.
  [[nodiscard]] std::ptrdiff_t rowAt(std::size_t entity, std::uint32_t timelinePosition) const;
};

}

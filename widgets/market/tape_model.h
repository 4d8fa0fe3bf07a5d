// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/quote.h"

#include <QString>

#include <deque>

namespace zvt::widgets {

/// What a tape shows: the day's trades, newest first, without those that are too small. Appending costs what is new;
/// a change of the filter costs all. No widget; GUI thread.
class TapeModel {
public:
  static constexpr std::size_t kMost = 100'000; ///< the oldest go

  void clear();
  void append(const std::vector<market::Trade>& trades);
  /// Trades of fewer shares are left out; 0: none are.
  void setLeast(double shares);
  /// Trades of at least that many shares stand out; 0: none do.
  void setBig(double shares) { m_big = shares; }
  void setFormat(const TimeZone& zone, int decimals, double lot);
  void setPreviousClose(double price) { m_previousClose = price; }

  [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] std::size_t tradeCount() const { return m_trades.size(); }
  /// Row 0 is the newest.
  [[nodiscard]] const market::Trade& trade(int row) const;
  [[nodiscard]] bool isBig(int row) const;
  [[nodiscard]] double previousClose() const { return m_previousClose; }
  /// How many rows the last append() put in front, and how many it took off the end.
  [[nodiscard]] int rowsAdded() const { return m_added; }

  [[nodiscard]] QString timeText(int row) const; ///< 10:42:18
  [[nodiscard]] QString priceText(int row) const;
  [[nodiscard]] QString volumeText(int row) const; ///< in lots
  /// "10:42:18\t31.26\t36\tS": one line for the clipboard.
  [[nodiscard]] QString line(int row) const;

private:
  [[nodiscard]] bool isShown(const market::Trade& trade) const { return trade.volume >= m_least; }

  std::deque<market::Trade> m_trades; ///< oldest first
  std::uint64_t m_first = 0; ///< running number of m_trades.front()
  std::deque<std::uint64_t> m_rows; ///< running numbers of what is shown, oldest first
  double m_least = 0;
  double m_big = 0;
  double m_previousClose = market::kNoPrice;
  TimeZone m_zone = TimeZone::utc();
  int m_decimals = 2;
  double m_lot = 100;
  int m_added = 0;
};

/// The letter of a side, for people who do not see colours, and for copies: B, S, A; a blank for none.
[[nodiscard]] QString sideLetter(const market::Trade& trade);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/shaped_bars.h"

#include <algorithm>

namespace zvt::market {

/// Writes the bars of a shape: which source bars each is made of, and their volumes.
class ShapeBuilder {
public:
  ShapeBuilder(BarSeriesPtr source, const ShapeSpec& spec);

  [[nodiscard]] bool hasRoom() const { return m_made.size() < kMostShapedBars; }
  void setBox(double box) { m_shaped.box = box; }

  /// The next source bar is at hand.
  void take(std::size_t index);
  /// It will finish that many bars, which share its volume. Not called: what is left goes to the first.
  void sharesAmong(std::int64_t bars) { m_shares = bars; }
  /// The bar in hand is over with the source bar in hand.
  void finish(double open, double high, double low, double close);
  /// The next bar begins inside the source bar in hand.
  void goOn() { m_fresh = false; }
  /// It was over with the one before, and the source bar in hand is the first of the next.
  void finishBefore(double open, double high, double low, double close);
  void finishBrick(double open, double close, bool wicks);
  /// The newest bar, of the source bars since the last finished one; none when there are none.
  void form(double open, double high, double low, double close);
  void formBrick(double bottom, double top);
  [[nodiscard]] ShapedBars take();

private:
  void write(double open, double high, double low, double close, std::size_t last, double volume, double turnover);
  void forget();

  ShapedBars m_shaped;
  BarSeries m_made;
  std::size_t m_index = 0; ///< of the source bar in hand
  std::size_t m_first = 0; ///< of the bar in hand
  bool m_fresh = true; ///< nothing was taken since the last finished bar
  bool m_rose = true; ///< the last brick
  double m_high, m_low; ///< since the last finished bar, with the source bar in hand; NaN: nothing
  double m_volume = 0, m_turnover = 0; ///< of source bars before the one in hand, since the last finished bar
  double m_ownVolume = 0, m_ownTurnover = 0; ///< what is left of the one in hand
  std::int64_t m_shares = 0;
};

/// A bar that is finished by the range that it spans.
struct RangeBar {
  bool isOpen = false;
  double open = 0, high = 0, low = 0, close = 0;

  void begin(double price)
  {
    isOpen = true;
    open = high = low = close = price;
  }
  void see(double price)
  {
    high = std::max(high, price);
    low = std::min(low, price);
    close = price;
  }
  [[nodiscard]] bool leavesTo(double price, double range) const
  {
    const double rounding = range * 1e-9;
    return price > low + range + rounding || price < high - range - rounding;
  }
  [[nodiscard]] double end(double price, double range) const
  {
    return price > low + range ? low + range : high - range;
  }
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/market/exchange.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {

inline constexpr double kNoPrice = std::numeric_limits<double>::quiet_NaN();

/// One price of an order book.
struct DepthLevel {
  double price = kNoPrice; ///< raw
  double volume = 0; ///< shares, contracts or coins; never 手
  bool operator==(const DepthLevel&) const = default;
};

/// One side of a book, best price first. Holds its levels itself, so that a quote is one block of memory.
class DepthSide {
public:
  static constexpr std::size_t kMost = 10;

  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] bool empty() const { return m_size == 0; }
  [[nodiscard]] const DepthLevel& operator[](std::size_t index) const { return m_levels[index]; }
  [[nodiscard]] const DepthLevel* begin() const { return m_levels.data(); }
  [[nodiscard]] const DepthLevel* end() const { return m_levels.data() + m_size; }
  /// Levels beyond kMost are left out.
  void add(DepthLevel level)
  {
    if (m_size < kMost)
      m_levels[m_size++] = level;
  }

private:
  std::array<DepthLevel, kMost> m_levels;
  std::size_t m_size = 0;
};

/// What a security is doing as its exchange tells.
enum class QuotePhase { Unknown, OpenAuction, Continuous, Break, CloseAuction, AfterHours, Closed, Halted };
[[nodiscard]] std::string_view toString(QuotePhase phase);

/// How finely a quote knows its moment.
enum class QuoteGrain {
  Tick, ///< a snapshot or a trade at `time`
  Minute, ///< the bar of the minute that ends at `time`
  Day ///< the day's bar: there is no minute line
};

/// The state of one security at one moment: what a snapshot (level 1) says. Prices are raw, NaN where there is none
/// (nothing traded yet: last, open, high and low are NaN). Volume and turnover count from the day's open.
struct Quote {
  std::string entityId;
  Timestamp time; ///< of the exchange
  Timestamp received; ///< when this program got it; ages count from here
  std::uint64_t sequence = 0; ///< orders quotes of one moment; 0: the feed has none
  double last = kNoPrice;
  double previousClose = kNoPrice;
  double open = kNoPrice;
  double high = kNoPrice;
  double low = kNoPrice;
  double volume = 0; ///< shares since the open
  double turnover = kNoPrice; ///< money since the open
  double limitUp = kNoPrice;
  double limitDown = kNoPrice;
  DepthSide asks;
  DepthSide bids;
  QuotePhase phase = QuotePhase::Unknown;
  QuoteGrain grain = QuoteGrain::Tick;
  bool synthetic = false; ///< (parts of it are) invented, e.g. the depth of a sample security; shown everywhere

  [[nodiscard]] bool isHalted() const { return phase == QuotePhase::Halted; }
  [[nodiscard]] bool hasDepth() const { return !asks.empty() || !bids.empty(); }
  [[nodiscard]] double change() const { return last - previousClose; } ///< NaN when either is missing
  [[nodiscard]] double changeRatio() const { return change() / previousClose; } ///< 0.0189 = +1.89 %
  /// Turnover per share so far; NaN before the first trade or without turnover.
  [[nodiscard]] double average() const { return volume > 0 ? turnover / volume : kNoPrice; }
};

/// Refuses what no exchange sends: a crossed book, a price that is not positive, a negative volume, and against
/// @p before (may be null; same security, same day) time or volume going back.
/// Errors: quote.bad_price, quote.negative_volume, quote.crossed_book, quote.time_back, quote.volume_back.
[[nodiscard]] Result<void> checkQuote(const Quote& quote, const Quote* before);

/// Who crossed the spread.
enum class TradeSide : std::uint8_t { Unknown, Buy, Sell, Auction };
[[nodiscard]] std::string_view toString(TradeSide side);

/// One line of time and sales: a trade, or what a snapshot sums up.
struct Trade {
  Timestamp time;
  double price = kNoPrice;
  double volume = 0; ///< shares
  TradeSide side = TradeSide::Unknown;
  bool inferred = false; ///< no feed told the side: SideRule concluded it from the book and the prices before
  std::uint32_t count = 1; ///< trades in this line; 0: not known
  bool operator==(const Trade&) const = default;
};

/// One minute of the day's line.
struct MinutePoint {
  Timestamp end; ///< of the minute; a closing auction belongs to the last one
  double price = kNoPrice; ///< last of the minute; NaN: the minute is missing
  double average = kNoPrice; ///< turnover per share since the open; of an index: NaN
  double volume = 0; ///< shares in this minute
  double turnover = kNoPrice; ///< money in this minute
};

/// Errors: quote.bad_price, quote.negative_volume, and against @p before (may be null) quote.time_back.
[[nodiscard]] Result<void> checkTrade(const Trade& trade, const Trade* before);

/// The hours of one security on one day: which minutes its line has.
struct DaySession {
  TradingDay day;
  std::vector<TimeSpan> spans; ///< trading hours without breaks, in order, closing auction included
  std::vector<TimeSpan> auctions; ///< opening and closing auctions
  double previousClose = kNoPrice; ///< base of change and limits, after corporate actions

  /// The session of @p day by its calendar; no spans on a day that is known to be closed.
  static DaySession of(const Calendar& calendar, TradingDay day);
  /// Ends of all minutes, in order.
  [[nodiscard]] std::vector<Timestamp> minuteEnds() const;
  /// The end of the minute that a moment belongs to: [begin, end) of it. The opening auction counts in the first
  /// minute, what exchanges report within a minute after hours have ended in their last, and what comes after the close
  /// in the day's last. Without spans: the end of its clock minute.
  [[nodiscard]] Timestamp minuteOf(Timestamp time) const;
  [[nodiscard]] QuotePhase phaseAt(Timestamp time) const;
  /// How much of the trading hours has passed, 0 … 1: what is usual of a whole day times this is usual until now.
  /// Breaks do not count; the opening auction's matching counts as the first minute. Without spans 1.
  [[nodiscard]] double shareAt(Timestamp time) const;
};

}

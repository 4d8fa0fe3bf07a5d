// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/quote.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::data {

using QuotePtr = std::shared_ptr<const market::Quote>;

/// Bounds of the hub's memory. What goes over them is dropped by a named policy and counted in QuoteHubCounts.
struct QuoteHubLimits {
  std::size_t entities = 20'000; ///< "refuse new": quotes of further securities are not kept
  std::size_t tradesPerEntity = 100'000; ///< "drop oldest"
  std::size_t tradesInAll = 2'000'000; ///< "drop oldest" of the security that holds most
};

struct QuoteHubCounts {
  std::uint64_t quotes = 0; ///< published and good
  std::uint64_t trades = 0;
  std::uint64_t conflated = 0; ///< quotes that a newer one replaced before any reader took them
  std::uint64_t droppedTrades = 0;
  std::uint64_t refusedEntities = 0; ///< publications of securities beyond the limit
  std::map<std::string, std::uint64_t> faults; ///< bad quotes and trades by error code, of all securities
};

/// Where the quotes come from and what time it is there: a replay has its own clock.
struct QuoteSource {
  std::string name; ///< key of a message, e.g. "quotes.paper_day"; empty: nothing feeds the hub
  bool replay = false;
  bool running = false; ///< false: time stands still (paused, over)
  double speed = 1; ///< market seconds a second
  Timestamp at; ///< market time …
  Duration elapsed; ///< … at this reading of Clock::elapsed()
  /// Market time at a later reading.
  [[nodiscard]] Timestamp now(Duration elapsedNow) const;
};

/// What happened to one security since a reader looked last.
struct QuoteChange {
  std::string entityId;
  QuotePtr quote; ///< the newest; null: none yet
  bool quoteChanged = false;
  bool tradesChanged = false;
  bool minutesChanged = false;
  bool dayBegan = false; ///< trades and minutes were emptied
};

struct QuoteChanges {
  std::uint64_t generation = 0;
  bool sourceChanged = false;
  std::vector<QuoteChange> entities; ///< each at most once
  [[nodiscard]] bool empty() const { return entities.empty() && !sourceChanged; }
  [[nodiscard]] const QuoteChange* find(std::string_view entityId) const;
};

/// Trades of a security in the order of their arrival, numbered from 1 each day.
struct TradePage {
  std::uint64_t day = 0; ///< grows with every beginDay(); numbers of another day mean nothing
  std::uint64_t first = 0; ///< number of the first trade here
  std::uint64_t oldest = 0; ///< number of the oldest that is kept
  std::uint64_t newest = 0; ///< 0: none yet
  std::vector<market::Trade> trades;
};

/// What a reader needs of a security.
enum class QuoteDetail {
  Quotes, ///< the newest state and the minute line
  Trades ///< the day's trades, and depth where there is any, too
};
struct WantedQuotes {
  std::string entityId;
  QuoteDetail detail = QuoteDetail::Quotes;
  /// Another number: what was kept has been dropped since, and a feed that can tells the day again.
  std::uint64_t serial = 0;
  bool operator==(const WantedQuotes&) const = default;
};

/// All that is known of the securities' present: the newest quote, the day's trades and minute line of each. Feeds
/// publish from any thread; readers take what changed as often as they like, and see of each security only the newest
/// state (conflation). All members are thread-safe; handles may outlive the hub.
///
/// Trades are kept only of securities that somebody subscribed to with QuoteDetail::Trades.
class QuoteHub {
public:
  explicit QuoteHub(QuoteHubLimits limits = {});
  ~QuoteHub();
  QuoteHub(const QuoteHub&) = delete;
  QuoteHub& operator=(const QuoteHub&) = delete;

  // For feeds.

  /// Empties trades, minutes and quote of a security for a new day and tells its hours.
  void beginDay(std::string_view entityId, market::DaySession session);
  /// A quote that checkQuote() refuses is counted, remembered as the security's newest fault and otherwise ignored.
  /// The minute line follows last price, volume and turnover.
  void publish(market::Quote quote);
  void publish(std::span<const market::Quote> quotes);
  /// Oldest first. Errors counted: quote.bad_price, quote.negative_volume, quote.time_back.
  void publish(std::string_view entityId, std::span<const market::Trade> trades);
  /// The day's line so far, for a feed that has minutes only, or joins late. Replaces what is there.
  void publishMinutes(std::string_view entityId, std::vector<market::MinutePoint> minutes);
  void setSource(QuoteSource source);
  /// What readers subscribed to, by entity.
  [[nodiscard]] std::vector<WantedQuotes> wanted() const;
  /// Calls @p observer on the subscriber's thread whenever wanted() has changed, until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observeWanted(std::function<void()> observer);

  // For readers.

  /// Tells feeds that somebody wants these. Counted: as long as one handle names a security it is wanted.
  [[nodiscard]] std::shared_ptr<void> subscribe(
      std::vector<std::string> entityIds, QuoteDetail detail = QuoteDetail::Quotes);
  [[nodiscard]] QuotePtr quote(std::string_view entityId) const; ///< null: none yet
  /// Trades with numbers above @p after, at most the newest @p most.
  [[nodiscard]] TradePage trades(std::string_view entityId, std::uint64_t after = 0, std::size_t most = SIZE_MAX) const;
  /// The day's first trades, oldest first, at most @p most; none where the oldest have been dropped.
  [[nodiscard]] std::vector<market::Trade> firstTrades(std::string_view entityId, std::size_t most) const;
  [[nodiscard]] std::vector<market::MinutePoint> minutes(std::string_view entityId) const;
  [[nodiscard]] std::optional<market::DaySession> session(std::string_view entityId) const;
  /// Bad quotes and trades of the security's day by error code.
  [[nodiscard]] std::map<std::string, std::uint64_t> faults(std::string_view entityId) const;
  [[nodiscard]] QuoteSource source() const;
  [[nodiscard]] std::uint64_t generation() const;
  /// Everything that changed after @p generation (0: everything known). Costs what changed, not what is known.
  [[nodiscard]] QuoteChanges changesSince(std::uint64_t generation) const;
  [[nodiscard]] QuoteHubCounts counts() const;

  /// Calls @p wake once, on the publishing thread, at the first change after rearm(); never while nothing changes.
  /// The observer is gone when the handle is.
  class Wake {
  public:
    virtual ~Wake() = default;
    /// Call before changesSince(), so that no change falls between.
    virtual void rearm() = 0;
  };
  [[nodiscard]] std::shared_ptr<Wake> observe(std::function<void()> wake);

private:
  struct State;
  std::shared_ptr<State> m_state;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/backtest/timeline.h"
#include "core/trading/account.h"

#include <map>

namespace zvt::backtest {

/// Joins fills to round trips, from flat to flat.
class TripBook {
public:
  /// @param positionAfter what is held once @p fill is booked; one that crosses zero ends a trip and begins the next
  [[nodiscard]] Result<void> add(const trading::Fill& fill, Quantity positionAfter, const Moment& moment);
  /// A dividend received (negative: owed on a short) by an open position; funding and interest of one on margin.
  void addDividend(std::string_view entityId, Money amount);
  /// Rights shares that an open position took up: bought at their price. Nothing where they were not taken.
  [[nodiscard]] Result<void> addRights(std::string_view entityId, const trading::RightsOffer& offer);

  /// The run is over, and of a position what was bought on its last day could not be closed: the rest has been, and is
  /// a trip without it. @param held what is held on
  [[nodiscard]] Result<void> endPart(const std::string& entityId, Quantity held, const Moment& moment);

  [[nodiscard]] std::vector<analytics::RoundTrip> take() { return std::move(m_closed); }

private:
  [[nodiscard]] Result<void> addPart(const trading::Fill& fill, Quantity positionAfter, const Moment& moment);
  /// The fills of one direction.
  struct Leg {
    Quantity quantity;
    Money exact; ///< Σ price × quantity
    Money amount; ///< the same as the account booked it, in its money unit
    Price only; ///< the price of the first fill
    int fills = 0;
    [[nodiscard]] Result<void> add(Price price, Quantity units, Money booked);
    void take(const Leg& part);
    [[nodiscard]] Result<Price> mean() const;
  };
  struct Open {
    analytics::TradeSide side = analytics::TradeSide::Long;
    Leg entry;
    Leg exit;
    Money costs;
    Money dividends;
    Quantity rightsUnits;
    Money rightsPaid;
    Decimal multiplier = Decimal::fromInt(1);
    LocalTime entryTime;
    std::int64_t entryBar = -1;
    /// What the day of the newest entry brought.
    struct Day {
      TradingDay day;
      Leg entry;
      Money costs;
    } newest;
  };
  [[nodiscard]] static Result<analytics::RoundTrip> close(
      const std::string& entityId, const Open& open, const Moment& moment);

  std::map<std::string, Open, std::less<>> m_open;
  std::vector<analytics::RoundTrip> m_closed;
};

}

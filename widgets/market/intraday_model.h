// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/quote.h"

#include <QString>

#include <optional>
#include <vector>

namespace zvt::widgets {

/// The day's line on a folded axis: one place a minute, so that breaks take no room. Values of minutes that are not
/// known are NaN. No widget.
struct IntradayModel {
  struct Minute {
    Timestamp end;
    double price = market::kNoPrice;
    double average = market::kNoPrice;
    double volume = market::kNoPrice; ///< in lots
    double turnover = market::kNoPrice;
    [[nodiscard]] bool isKnown() const { return price > 0; }
  };
  /// A moment that the axis names.
  struct Mark {
    std::size_t minute = 0; ///< the place begins with it
    QString label; ///< 09:30, 11:30/13:00
    bool strong = false; ///< hours begin or end here
  };
  /// What the opening auction matched.
  struct Auction {
    double price = market::kNoPrice;
    double volume = 0; ///< lots
  };

  std::vector<Minute> minutes; ///< all of the day, known or not
  std::vector<Mark> marks;
  std::optional<Auction> auction;
  std::size_t closeAuction = SIZE_MAX; ///< the first minute of the closing auction
  double previousClose = market::kNoPrice;
  double limitUp = market::kNoPrice;
  double limitDown = market::kNoPrice;
  int decimals = 2;
  TimeZone zone = TimeZone::utc();

  /// @param points as the hub has them; minutes that no session has are left out. @param lot shares of one unit
  static IntradayModel of(const market::DaySession& session, const std::vector<market::MinutePoint>& points,
      const TimeZone& zone, double lot);

  /// The previous close; where that is not known, the first price.
  [[nodiscard]] double base() const;
  [[nodiscard]] bool empty() const { return newest() < 0; }
  [[nodiscard]] int newest() const; ///< the last known minute; -1: none
  /// Minutes before the newest that are not known; those of an auction are none.
  [[nodiscard]] std::vector<std::size_t> missing() const;
  [[nodiscard]] QString timeText(std::size_t minute) const; ///< 10:42
};

/// How far the price axis reaches either side of the previous close, as a ratio: what the day and its average reached,
/// with a little air, at least half a per cent.
[[nodiscard]] double intradayReach(const IntradayModel& model);

}

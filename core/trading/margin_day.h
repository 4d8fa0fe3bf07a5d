// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

#include <span>
#include <vector>

namespace zvt::trading {

/// A payment of a perpetual as it is stored.
struct FundingRate {
  Timestamp due;
  Decimal rate;
  std::optional<Price> mark; ///< nothing: the newest close
  bool operator==(const FundingRate&) const = default;
};

/// The trading day after a day: borrowed shares that are held over night bear interest until then. Beyond the known
/// calendar, and without one, every weekday is one.
[[nodiscard]] TradingDay nextAccrual(const market::Calendar* calendar, TradingDay day);

/// What a played market knows of what is held on margin, no further than it was played.
class MarginPrices {
public:
  virtual ~MarginPrices() = default;
  /// The newest close; nothing: none yet.
  [[nodiscard]] virtual Result<std::optional<Price>> close(const std::string& entityId) const = 0;
  /// Of the day that ends; nothing: the store has none, the close takes its place.
  [[nodiscard]] virtual Result<std::optional<Price>> settlement(const std::string& entityId, TradingDay day) const = 0;
  /// Payments due after one moment up to another, the oldest first.
  [[nodiscard]] virtual Result<std::vector<FundingRate>> fundings(
      const std::string& entityId, Timestamp after, Timestamp until) const = 0;
};

/// A stretch of played time. A payment that falls into it counts on what is held at its end.
struct MarginSpan {
  Timestamp after;
  Timestamp until;
  TradingDay day;
  std::optional<TradingDay>
      nextDay; ///< it closes the day, and what is held then is held until this one, see nextAccrual()
};

/// What the span brings to the account: funding in the order of time, then, where it closes a day, settlement and
/// interest. What is booked already is left out, so a span that was cut short can be passed again. Errors: those of the
/// prices.
[[nodiscard]] Result<std::vector<JournalEvent>> marginEvents(
    const SimAccount& account, const MarginSpan& span, const MarginPrices& prices);
/// The closes of what is held on margin: what a liquidation closes at.
[[nodiscard]] Result<std::map<std::string, Price, std::less<>>> marginCloses(
    const SimAccount& account, const MarginPrices& prices);
/// A bar of a perpetual, as its margin meets it.
struct MarginBar {
  Price open, high, low;
  bool operator==(const MarginBar&) const = default;
};
using MarginBars = std::map<std::string, MarginBar, std::less<>>;
/// What was traded at the moment of such a bar: nothing of it was held at the open.
struct MomentTrade {
  std::string_view entityId;
  Side side = Side::Buy;
  Price price;
  Quantity quantity;
};
[[nodiscard]] std::vector<MomentTrade> tradesOf(std::span<const Fill> fills);
/// Nothing for what is no bar: a price is missing or not above 0.
[[nodiscard]] std::optional<MarginBar> marginBarOf(const market::Bar& bar);
/// Is a perpetual held, whose margin is judged inside its bars?
[[nodiscard]] bool holdsPerpetuals(const SimAccount& account);
/// Where the margin breaks inside the bars of one moment: what everything on margin is closed at. Nothing: it bears
/// them. Every perpetual is taken from its open to the extreme that is against it, all of them at once and in a
/// straight line, which no order of their moves is worse than; the rest stands at its marks. What was opened at a price
/// that is worse than the open, as by a stop, starts there: it had no part in what came before. It is closed where the
/// equity meets the maintenance margin on that way – of a single perpetual its liquidation price –, on the tick that is
/// worse (1e-8 where none is known), and at the start of the way where that breaks it already. Trades stand for the
/// mark price that an exchange would judge by. Errors: number.overflow.
[[nodiscard]] Result<std::optional<std::map<std::string, Price, std::less<>>>> marginBreach(const SimAccount& account,
    const MarginBars& bars, const TradingRules& rules, std::span<const MomentTrade> traded = {});

/// Books such an event where no journal is kept.
[[nodiscard]] Result<void> applyMargin(SimAccount& account, const JournalEvent& event);

/// The name that a liquidation's orders go by, and what they say.
inline constexpr std::string_view kLiquidation = "liquidation";
[[nodiscard]] Error liquidationReason(const SimAccount& account);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/trading/margin_day.h"
#include "core/trading/paper_session.h"
#include "core/trading/tick_matcher.h"
#include "core/trading/volume_profile.h"

#include <set>

namespace zvt::trading {

/// The stored bars as a market that stands still after a day's close. Reads only; any thread.
class PaperMarket {
public:
  PaperMarket(storage::Profile& profile, data::MarketData& marketData, std::shared_ptr<const TradingRules> rules);

  /// The last day with a stored bar, and the calendar that most stored securities follow.
  struct Extent {
    std::optional<TradingDay> last;
    std::shared_ptr<const market::Calendar> calendar;
  };
  [[nodiscard]] Result<Extent> extent() const;

  /// Newest daily bars of an entity that are not later than @p day.
  struct Closes {
    TradingDay day; ///< of the newest
    Price close;
    std::optional<Price> previous;
  };
  [[nodiscard]] Result<std::optional<Closes>> closes(const std::string& entityId, TradingDay day) const;
  /// The same of what was known at a moment: the newest may be a day that is not over.
  [[nodiscard]] Result<std::optional<Closes>> closes(const std::string& entityId, Timestamp at) const;
  /// What a holding stands at on @p day: the newest close by then; until the first trade after an ex-date that the day
  /// knows, the reference price of it.
  [[nodiscard]] Result<std::optional<Price>> mark(const std::string& entityId, TradingDay day) const;
  [[nodiscard]] Result<std::optional<Price>> mark(const std::string& entityId, Timestamp at, TradingDay day) const;
  /// The settlement price in the daily bar of a day; nothing: the store has none.
  [[nodiscard]] Result<std::optional<Price>> settlement(const std::string& entityId, TradingDay day) const;
  /// A perpetual's payments due after one moment up to another.
  [[nodiscard]] Result<std::vector<FundingRate>> fundings(
      const std::string& entityId, Timestamp after, Timestamp until) const;
  /// The base of the price limits on @p session: the newest close not later than @p day, through the corporate actions
  /// since, on the tick.
  [[nodiscard]] Result<std::optional<Price>> reference(
      const std::string& entityId, TradingDay day, TradingDay session) const;
  /// All that are stored of these securities, whatever their day.
  [[nodiscard]] Result<KnownActions> actionsOf(const std::vector<std::string>& entities) const;
  [[nodiscard]] Result<std::vector<CorporateActionApplied>> actionsOn(
      const std::set<std::string>& entities, TradingDay after, TradingDay day) const;

  /// A bar with its end as key, whatever its level, so that bars of different levels keep their order.
  struct TimedBar {
    std::string entityId;
    MatchBar bar;
    bool onlyHeld = false; ///< nothing waits for it: what is held on margin is judged by it
    bool byTicks = false; ///< ticks of its day are stored: orders meet those instead of the bar
    std::vector<TimedTick> ticks = {}; ///< of the bar's time
  };
  /// Bars with @p after < day ≤ @p day in the order of their ends, with their ticks where the day's are stored. A day
  /// of ticks without minutes has the minutes that these make.
  [[nodiscard]] Result<std::vector<TimedBar>> barsOf(
      const std::set<std::string>& entities, TradingDay after, TradingDay day) const;
  /// What was traded at each time of the day on the days before, up to @p known on @p day; empty without minutes.
  [[nodiscard]] Result<VolumeProfile> volumeProfile(const std::string& entityId, TradingDay day, Timestamp known) const;
  /// What was traded in the minutes of @p order's parts on the days before, up to @p known on @p day: one weight a
  /// part. Errors: algo.no_curve.
  [[nodiscard]] Result<std::vector<Decimal>> volumeCurve(
      const std::string& entityId, TradingDay day, Timestamp known, const ParentOrder& order) const;
  [[nodiscard]] Result<TicketContext> ticketContext(
      const std::string& entityId, OrderType type, const ReplayState& replay) const;

private:
  [[nodiscard]] Result<std::optional<Price>> markFrom(
      const std::optional<Closes>& newest, const std::string& entityId, TradingDay day) const;
  /// Gives the bars of a security the ticks that are stored of their days.
  Result<void> addTicks(const std::string& entityId, std::vector<TimedBar>& bars) const; ///< paper_ticks.cpp
  [[nodiscard]] Result<bool> hasMinutes(const std::string& entityId) const;
  [[nodiscard]] Result<std::vector<TimedBar>> barsOf(
      const std::string& entityId, TradingDay after, TradingDay day) const;

  storage::Profile& m_profile;
  data::MarketData& m_data;
  std::shared_ptr<const TradingRules> m_rules;
};

/// Facts that the rules ask of an entity, from the profile's table: an ST name has narrower limits.
[[nodiscard]] SubjectLookup subjectLookup(storage::Profile& profile);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_file.h"
#include "core/data/quote_replay.h"
#include "core/data/quote_tape_source.h"
#include "core/trading/paper_market.h"
#include "core/trading/replay_moment.h"

namespace zvt::trading {

/// The paper market's present day as quotes: whatever day the session stands at, the hub has that day, with the base of
/// its changes and its price limits. So quotes, ticket and fills never speak of different days. Nobody sees a quote of
/// a day that was not played.
///
/// A file of recorded quotes may be put in its place: it plays its own day, which has nothing to do with the account's,
/// and the hub's source says so.
class PaperQuotes {
public:
  /// All outlive the object; @p executor outlives its posted work, too.
  PaperQuotes(PaperSession& session, storage::Profile& profile, data::MarketData& marketData, data::QuoteHub& hub,
      const Clock& clock, Executor& executor);
  ~PaperQuotes();
  PaperQuotes(const PaperQuotes&) = delete;
  PaperQuotes& operator=(const PaperQuotes&) = delete;

  [[nodiscard]] data::QuoteReplay& replay();
  /// Plays the quotes of a file instead; null: the session's day again. Any thread.
  void setFile(std::shared_ptr<const data::QuoteFile> file);
  [[nodiscard]] std::shared_ptr<const data::QuoteFile> file() const; ///< null: the session's day plays

  /// A replay's moment instead of both, until it is over (nothing): the day's quotes up to then, of the hours of the
  /// replayed security's market. Any thread.
  void setMoment(const std::optional<ReplayMoment>& moment);

  static constexpr const char* kReplay = "quotes.replay";
  static constexpr const char* kPaperDay = "quotes.paper_day"; ///< names of the hub's source
  static constexpr const char* kFile = "quotes.file";

private:
  struct Follower;
  std::shared_ptr<Follower> m_follower; ///< what observers hold: one may be told while this object is going
  std::shared_ptr<void> m_sessionObservation;
  std::shared_ptr<void> m_dataObservation;
};

/// The frame of a security's day: hours by its calendar, base and limits by rules and corporate actions.
/// Errors: storage.*, calendar.*, entity.bad_id.
[[nodiscard]] Result<data::TapeFrame> paperFrame(const PaperMarket& market, data::MarketData& marketData,
    const TradingRules& rules, const market::EntityTable& entities, const std::string& entityId, TradingDay day);

}

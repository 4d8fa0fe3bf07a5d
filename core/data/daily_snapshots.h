// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/daily_snapshot.h"

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace zvt::data {

/// The stored days, of now or as of a day, computed once for all who show them and anew after a change of the stored
/// bars (whom MarketData::observe tells of it asks again). Any thread; nobody waits: who asks while another computes is
/// answered by that one.
class DailySnapshots {
public:
  using Answer = std::function<void(Result<DailySnapshotsPtr> days)>;

  /// @param rules may be null. @p marketData and @p profile outlive the object.
  DailySnapshots(MarketData& marketData, storage::Profile& profile, std::shared_ptr<const market::RuleBook> rules);
  ~DailySnapshots();
  DailySnapshots(const DailySnapshots&) = delete;
  DailySnapshots& operator=(const DailySnapshots&) = delete;

  /// Calls @p answer once: before it returns when the days are known or this thread computes them, else later on the
  /// thread that does. Not for the GUI thread, for it may be the one that computes.
  /// @param asOf as dailySnapshots()
  /// @param control of this asker: cancelling it spoils nobody else's answer
  /// Errors: those of dailySnapshots(); the next who asks tries again.
  void get(std::optional<TradingDay> asOf, std::shared_ptr<TaskControl> control, Answer answer);
  /// How often they were computed.
  [[nodiscard]] std::uint64_t loads() const { return m_loads; }

private:
  struct Request {
    std::optional<TradingDay> asOf;
    std::shared_ptr<TaskControl> control;
    Answer answer;
    std::uint64_t changes; ///< when it was asked: an answer that knows fewer is of yesterday
  };
  struct Known {
    std::optional<TradingDay> asOf;
    DailySnapshotsPtr days;
    TradingDay newest; ///< of days
    std::uint64_t changes; ///< before they were read
  };
  [[nodiscard]] DailySnapshotsPtr find(const Request& request) const;
  [[nodiscard]] std::optional<Request> next();
  void serve(Request request);
  void remember(Known known);
  [[nodiscard]] std::vector<Request> takeSame(std::optional<TradingDay> asOf, std::uint64_t changes);

  MarketData& m_marketData;
  storage::Profile& m_profile;
  std::shared_ptr<const market::RuleBook> m_rules;
  std::atomic<std::uint64_t> m_changes = 0;
  std::atomic<std::uint64_t> m_loads = 0;
  std::mutex m_mutex; ///< guards the three below; never held while something is computed or answered
  std::vector<Known> m_known; ///< the latest last
  std::deque<Request> m_waiting;
  bool m_serving = false; ///< a thread works through m_waiting
  std::shared_ptr<void> m_observation; ///< last: no call arrives once the others are going
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/executor.h"
#include "core/base/testing/mock_clock.h"

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>

namespace zvt::testing {

/// Runs posted work when told, on the caller's thread, moving its clock from one due time to the next: a day of virtual
/// time takes as long as its work. Posting is thread-safe; running is for one thread.
class ManualExecutor final : public Executor {
public:
  explicit ManualExecutor(MockClock& clock)
      : m_clock(clock)
  {
  }

  void post(Work work) override;
  void postAt(Duration at, Work work) override;

  /// Runs the next piece that is due now; false when there is none.
  bool runOne();
  /// Runs all that is due now, and what that posts; returns how many pieces ran.
  std::size_t runReady();
  /// Lets @p span pass, running everything that becomes due on the way, in order.
  std::size_t advance(Duration span);
  /// Lets time pass until nothing is left, or @p limit has passed.
  std::size_t runAll(Duration limit = Duration::hours(8'784));
  [[nodiscard]] std::size_t pending() const;

private:
  [[nodiscard]] Work take();
  std::size_t runUntil(Duration end, bool stayAtLast);

  MockClock& m_clock;
  mutable std::mutex m_mutex;
  std::deque<Work> m_ready;
  std::multimap<Duration, Work> m_timed;
};

}

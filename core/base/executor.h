// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <functional>
#include <memory>

namespace zvt {

/// The seam for "later": runs posted work one piece at a time, in order, on the thread it owns.
/// Production: ThreadExecutor; tests: testing/ManualExecutor, which runs in virtual time.
class Executor {
public:
  using Work = std::move_only_function<void()>;

  virtual ~Executor() = default;
  /// Runs @p work after everything posted before. Thread-safe.
  virtual void post(Work work) = 0;
  /// Runs @p work once the clock's elapsed() has passed @p at. Thread-safe.
  virtual void postAt(Duration at, Work work) = 0;
};

class Clock;

/// One thread of its own with a queue. Destruction finishes posted work, drops what postAt holds, and joins.
class ThreadExecutor final : public Executor {
public:
  ThreadExecutor(std::string name, const Clock& clock);
  ~ThreadExecutor() override;
  ThreadExecutor(const ThreadExecutor&) = delete;
  ThreadExecutor& operator=(const ThreadExecutor&) = delete;

  void post(Work work) override;
  void postAt(Duration at, Work work) override;
  /// Returns when everything posted before the call has run. Not from the executor's own thread.
  void drain();

private:
  struct State;
  std::unique_ptr<State> m_state;
};

}

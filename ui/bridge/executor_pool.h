// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace zvt {
class Clock;
class Executor;
class ThreadExecutor;
}

namespace zvt::ui {

/// A few executors with a thread each, for work that the GUI waits for. Destruction finishes what was posted.
class ExecutorPool {
public:
  ExecutorPool(std::size_t threads, const Clock& clock);
  ~ExecutorPool();
  ExecutorPool(const ExecutorPool&) = delete;
  ExecutorPool& operator=(const ExecutorPool&) = delete;

  /// The next executor in turn. Pieces posted to different executors run side by side. Thread-safe.
  [[nodiscard]] Executor& next();
  /// Returns when everything posted before has run; for shut-down and tests. Not from one of its own threads.
  void drain();

private:
  std::vector<std::unique_ptr<ThreadExecutor>> m_executors;
  std::atomic<std::size_t> m_turn{0};
};

}

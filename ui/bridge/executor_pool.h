// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace zvt {
class Clock;
class Executor;
class ThreadExecutor;
}

namespace zvt::ui {

/// A few executors with a thread each, for work that the GUI waits for, and as many for work that lasts, so that it
/// never holds up the other. Destruction finishes what was posted.
class ExecutorPool {
public:
  ExecutorPool(std::size_t threads, const Clock& clock);
  ~ExecutorPool();
  ExecutorPool(const ExecutorPool&) = delete;
  ExecutorPool& operator=(const ExecutorPool&) = delete;

  /// The next executor in turn. Pieces posted to different executors run side by side. Thread-safe.
  [[nodiscard]] Executor& next();
  /// The same for what may take longer than a second: studies, imports, backups. Thread-safe.
  [[nodiscard]] Executor& nextLong();
  /// Returns when everything posted before has run; for shut-down and tests. Not from one of its own threads.
  void drain();

private:
  struct Row {
    std::vector<std::unique_ptr<ThreadExecutor>> executors;
    std::atomic<std::size_t> turn{0};
    void fill(const std::string& name, std::size_t threads, const Clock& clock);
    [[nodiscard]] Executor& next();
  };
  Row m_quick, m_long;
};

}

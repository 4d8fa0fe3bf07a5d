// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/executor.h"
#include "core/base/result.h"

#include <deque>
#include <functional>

namespace zvt::backtest {

/// Runs posted work at once, on the caller's thread: what is posted by running work waits until that is done. For runs
/// in which nothing happens beside them. One thread.
class InlineExecutor final : public Executor {
public:
  void post(Work work) override
  {
    m_queue.push_back(std::move(work));
    if (m_running)
      return;
    m_running = true;
    drain();
  }
  /// There is no later in a run that nothing happens beside.
  void postAt(Duration, Work work) override { post(std::move(work)); }
  /// Runs @p work as if it had been posted: what it posts runs when all of it is done, before this returns. Inside
  /// running work it is a part of that.
  Result<void> turn(const std::function<Result<void>()>& work)
  {
    if (m_running)
      return work();
    m_running = true;
    Result<void> result = work();
    drain();
    return result;
  }

private:
  void drain()
  {
    while (!m_queue.empty()) {
      Work next = std::move(m_queue.front());
      m_queue.pop_front();
      next();
    }
    m_running = false;
  }

  std::deque<Work> m_queue;
  bool m_running = false;
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/executor_pool.h"

#include "core/base/executor.h"

#include <algorithm>
#include <string>

namespace zvt::ui {

ExecutorPool::ExecutorPool(std::size_t threads, const Clock& clock)
{
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
    m_executors.push_back(std::make_unique<ThreadExecutor>("ui-worker-" + std::to_string(i), clock));
}

ExecutorPool::~ExecutorPool() = default;

Executor& ExecutorPool::next()
{
  return *m_executors[m_turn.fetch_add(1, std::memory_order_relaxed) % m_executors.size()];
}

void ExecutorPool::drain()
{
  for (const auto& executor : m_executors)
    executor->drain();
}

}

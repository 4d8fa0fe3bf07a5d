// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/executor_pool.h"

#include "core/base/executor.h"

#include <algorithm>

namespace zvt::ui {

void ExecutorPool::Row::fill(const std::string& name, std::size_t threads, const Clock& clock)
{
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
    executors.push_back(std::make_unique<ThreadExecutor>(name + std::to_string(i), clock));
}

Executor& ExecutorPool::Row::next()
{
  return *executors[turn.fetch_add(1, std::memory_order_relaxed) % executors.size()];
}

ExecutorPool::ExecutorPool(std::size_t threads, const Clock& clock)
{
  m_quick.fill("ui-worker-", threads, clock);
  m_long.fill("ui-long-", threads, clock);
}

ExecutorPool::~ExecutorPool() = default;

Executor& ExecutorPool::next()
{
  return m_quick.next();
}

Executor& ExecutorPool::nextLong()
{
  return m_long.next();
}

void ExecutorPool::drain()
{
  for (const Row* row : {&m_quick, &m_long})
    for (const auto& executor : row->executors)
      executor->drain();
}

}

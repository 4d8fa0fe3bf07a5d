// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"

#include <optional>

namespace zvt::testing {

void ManualExecutor::post(Work work)
{
  const std::lock_guard lock(m_mutex);
  m_ready.push_back(std::move(work));
}

void ManualExecutor::postAt(Duration at, Work work)
{
  const std::lock_guard lock(m_mutex);
  m_timed.emplace(at, std::move(work));
}

Executor::Work ManualExecutor::take()
{
  const std::lock_guard lock(m_mutex);
  if (!m_timed.empty() && m_timed.begin()->first <= m_clock.elapsed())
    return std::move(m_timed.extract(m_timed.begin()).mapped());
  if (m_ready.empty())
    return {};
  Work work = std::move(m_ready.front());
  m_ready.pop_front();
  return work;
}

bool ManualExecutor::runOne()
{
  Work work = take();
  if (!work)
    return false;
  work();
  return true;
}

std::size_t ManualExecutor::runReady()
{
  std::size_t count = 0;
  while (runOne())
    ++count;
  return count;
}

std::size_t ManualExecutor::advance(Duration span)
{
  return runUntil(m_clock.elapsed() + span, false);
}

std::size_t ManualExecutor::runAll(Duration limit)
{
  return runUntil(m_clock.elapsed() + limit, true);
}

std::size_t ManualExecutor::runUntil(Duration end, bool stayAtLast)
{
  std::size_t count = runReady();
  for (;;) {
    std::optional<Duration> next;
    {
      const std::lock_guard lock(m_mutex);
      if (!m_timed.empty() && m_timed.begin()->first <= end)
        next = m_timed.begin()->first;
    }
    if (!next)
      break;
    if (*next > m_clock.elapsed())
      m_clock.advance(*next - m_clock.elapsed());
    count += runReady();
  }
  if (!stayAtLast && end > m_clock.elapsed())
    m_clock.advance(end - m_clock.elapsed());
  return count;
}

std::size_t ManualExecutor::pending() const
{
  const std::lock_guard lock(m_mutex);
  return m_ready.size() + m_timed.size();
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/base/log_ring.h"

#include "core/base/clock.h"

#include <algorithm>

namespace zvt {

LogRing::LogRing(std::shared_ptr<Logger> next, const Clock& clock, std::size_t capacity)
    : m_next(std::move(next))
    , m_clock(clock)
    , m_capacity(std::max<std::size_t>(capacity, 1))
{
}

void LogRing::write(LogLevel level, std::string_view channel, std::string_view line)
{
  if (level == LogLevel::Off)
    return;
  auto kept = std::make_shared<LogLine>(LogLine{0, m_clock.now(), level, std::string(channel), redact(line)});
  std::shared_ptr<Logger> next;
  {
    const std::lock_guard lock(m_mutex);
    kept->sequence = ++m_last;
    m_lines.push_back(std::move(kept));
    if (m_lines.size() > m_capacity)
      m_lines.pop_front();
    next = m_next;
  }
  if (next)
    next->write(level, channel, line);
}

void LogRing::setNext(std::shared_ptr<Logger> next)
{
  const std::lock_guard lock(m_mutex);
  m_next = std::move(next);
}

std::vector<LogLinePtr> LogRing::since(std::uint64_t sequence) const
{
  const std::lock_guard lock(m_mutex);
  const std::uint64_t first = m_last - m_lines.size(); // of the line before the oldest kept
  const std::uint64_t skip = std::min<std::uint64_t>(sequence > first ? sequence - first : 0, m_lines.size());
  return {m_lines.begin() + static_cast<std::ptrdiff_t>(skip), m_lines.end()};
}

std::uint64_t LogRing::last() const
{
  const std::lock_guard lock(m_mutex);
  return m_last;
}

}

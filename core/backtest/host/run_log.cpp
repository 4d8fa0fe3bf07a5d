// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/run_log.h"

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

/// The line, cut where a character begins.
std::string cut(std::string_view prefix, std::string_view line, std::size_t most)
{
  std::string kept = fmt::format("{} {}", prefix, line.substr(0, most + 1));
  if (kept.size() <= most)
    return kept;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(kept[end]) & 0xC0U) == 0x80U)
    --end;
  return kept.substr(0, end) + " …";
}

}

void RunLog::add(std::string_view prefix, std::string_view line)
{
  if (m_lines.size() >= m_limits.lines || m_bytes >= m_limits.bytes) {
    ++m_leftOut;
    return;
  }
  m_lines.push_back(cut(prefix, line, m_limits.line));
  m_bytes += m_lines.back().size();
}

void RunLog::addLast(std::string_view prefix, std::string_view line)
{
  m_last.push_back(cut(prefix, line, m_limits.line));
}

std::vector<std::string> RunLog::lines() const
{
  std::vector<std::string> all = m_lines;
  if (m_leftOut > 0)
    all.push_back(fmt::format("{} more left out", m_leftOut));
  all.insert(all.end(), m_last.begin(), m_last.end());
  return all;
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/logging.h"
#include "core/base/time.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zvt {

class Clock;

struct LogLine {
  std::uint64_t sequence = 0; ///< from 1, without gaps
  Timestamp at;
  LogLevel level = LogLevel::Info;
  std::string channel;
  std::string text; ///< redacted
};
using LogLinePtr = std::shared_ptr<const LogLine>;

/// Keeps the newest lines in memory for people to look at, and hands every line on. Thread-safe.
class LogRing final : public Logger {
public:
  /// @param next gets every line as well; may be null
  LogRing(std::shared_ptr<Logger> next, const Clock& clock, std::size_t capacity = 100'000);

  void write(LogLevel level, std::string_view channel, std::string_view line) override;
  /// Replaces where lines go on to, e.g. once there is a folder for a file.
  void setNext(std::shared_ptr<Logger> next);
  /// What is kept of the lines after @p sequence, oldest first; 0: all of it.
  [[nodiscard]] std::vector<LogLinePtr> since(std::uint64_t sequence) const;
  /// Of the newest line; 0: none yet.
  [[nodiscard]] std::uint64_t last() const;

private:
  mutable std::mutex m_mutex;
  std::shared_ptr<Logger> m_next;
  const Clock& m_clock;
  const std::size_t m_capacity;
  std::uint64_t m_last = 0;
  std::deque<LogLinePtr> m_lines;
};

}

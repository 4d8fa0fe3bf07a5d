// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::backtest {

/// What a strategy says, as much of it as may be kept: the rest is counted. Lines that are too long are cut.
class RunLog {
public:
  struct Limits {
    std::size_t lines = 10'000;
    std::size_t bytes = 1 << 20; ///< of all lines
    std::size_t line = 2'000; ///< bytes of one line
  };
  explicit RunLog(Limits limits)
      : m_limits(limits)
  {
  }

  /// Dropped, and counted, when there is no room.
  void add(std::string_view prefix, std::string_view line);
  /// Why a strategy was stopped: kept whatever else was said.
  void addLast(std::string_view prefix, std::string_view line);
  /// With a line that says how many are left out, if any are.
  [[nodiscard]] std::vector<std::string> lines() const;
  [[nodiscard]] std::size_t leftOut() const { return m_leftOut; }

private:
  Limits m_limits;
  std::vector<std::string> m_lines;
  std::vector<std::string> m_last;
  std::size_t m_bytes = 0;
  std::size_t m_leftOut = 0;
};

}

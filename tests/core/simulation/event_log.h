// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/checksum.h"

#include <string>
#include <vector>

namespace zvt::simulation {

/// Everything that happened, in order. Two runs of one plan must give the same lines, and so the same hash.
class EventLog {
public:
  void add(std::string line)
  {
    m_hash.add(line);
    m_hash.add("\n");
    m_lines.push_back(std::move(line));
  }
  [[nodiscard]] std::string hash() const { return m_hash.hex(); }
  [[nodiscard]] const std::vector<std::string>& lines() const { return m_lines; }

private:
  Sha256 m_hash;
  std::vector<std::string> m_lines;
};

}

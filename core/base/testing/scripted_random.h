// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace zvt::testing {

/// Gives the numbers of a list, over and over.
class ScriptedRandom final : public Random {
public:
  explicit ScriptedRandom(std::vector<std::uint64_t> values)
      : m_values(std::move(values))
  {
  }
  std::uint64_t next() override { return m_values.empty() ? 0 : m_values[m_at++ % m_values.size()]; }

private:
  std::vector<std::uint64_t> m_values;
  std::size_t m_at = 0;
};

}

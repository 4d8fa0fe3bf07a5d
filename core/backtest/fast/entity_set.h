// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace zvt::backtest::fast {

/// Entities as bits: cheap to change and to walk in order.
class EntitySet {
public:
  explicit EntitySet(std::size_t entities)
      : m_words((entities + 63) / 64, 0)
  {
  }
  void set(std::uint32_t entity, bool in)
  {
    const std::uint64_t bit = std::uint64_t{1} << (entity % 64U);
    std::uint64_t& word = m_words[entity / 64U];
    word = in ? word | bit : word & ~bit;
  }
  /// In ascending order. @p action may change whether the entity it is given is in the set, no other.
  template <class Action> void forEach(Action action) const
  {
    for (std::size_t i = 0; i < m_words.size(); ++i) {
      for (std::uint64_t rest = m_words[i]; rest != 0; rest &= rest - 1)
        action(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
    }
  }

private:
  std::vector<std::uint64_t> m_words;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/shape.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace zvt::backtest::fast {

/// weight.equal for long signals, by changes instead of by bars: who has a slot keeps it while the signal lasts, free
/// ones go to the oldest signal, ties to the entity that comes first.
class Slots {
public:
  Slots(const CrossShape& shape, std::size_t entities);

  /// The signals that changed at a moment, by entity in ascending order; then settle().
  void set(std::uint32_t entity, bool on);
  /// Gives and takes slots. @return the entities whose slot changed; valid until the next call
  const std::vector<std::uint32_t>& settle();
  [[nodiscard]] bool has(std::uint32_t entity) const { return m_has[entity] != 0; }
  /// Of everybody who has a slot, since the last change.
  [[nodiscard]] double weight() const { return m_weight; }

private:
  struct Claim {
    std::uint32_t entity = 0;
    std::uint32_t number = 0; ///< of the entity's signals
  };
  std::size_t m_slots;
  double m_gross;
  double m_weight = 0;
  std::size_t m_used = 0;
  std::vector<std::uint8_t> m_has;
  std::vector<std::uint8_t> m_on;
  std::vector<std::uint32_t> m_number; ///< counts the crosses of an entity; older claims are void
  std::vector<std::uint32_t> m_off; ///< of this moment
  std::deque<Claim> m_claims; ///< oldest first
  std::vector<std::uint32_t> m_changed;
};

}

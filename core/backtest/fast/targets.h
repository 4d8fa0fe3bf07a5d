// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace zvt::backtest::fast {

/// What a strategy wants of the entities, told by its changes from moment to moment of a timeline. All who are wanted
/// have the same weight.
class FastTargets {
public:
  virtual ~FastTargets() = default;
  /// After the closes of a moment; moments come in order, none is left out.
  /// @return the entities that are wanted now and were not before, or the other way; valid until the next call
  virtual const std::vector<std::uint32_t>& settle(std::uint32_t moment) = 0;
  [[nodiscard]] virtual bool wants(std::uint32_t entity) const = 0;
  /// Of each that is wanted.
  [[nodiscard]] virtual double weight() const = 0;
  /// Whether positions already held are brought to the weight after this moment.
  [[nodiscard]] virtual bool resizesNow() const = 0;
};

}

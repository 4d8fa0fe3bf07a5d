// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/trading/held_orders.h"
#include "tests/core/simulation/simulation_laws.h"

namespace zvt::simulation {

/// Orders that are worked as many — TWAP, VWAP, participation, iceberg — among what a simulated desk holds, and what
/// must hold of them: no child without a parent that was journaled, never more committed than was asked for, one slice
/// of an iceberg at a time.
class SimulationWorked {
public:
  static constexpr const char* kSource = "worked";

  SimulationWorked(SeededRandom& random, SimulationLaws& laws)
      : m_random(random)
      , m_laws(laws)
  {
  }
  /// The next one, drawn.
  /// @param held of the security
  /// @param now by the market's clock, @param bar how long one takes: it begins and ends with bars that are to come
  [[nodiscard]] trading::ParentOrder next(
      const std::string& entityId, Price price, Quantity held, Timestamp now, Duration bar);
  /// Pauses, resumes, changes or cancels one of the newest.
  void disturb(trading::HeldOrders& held, const trading::HeldOrders::Done& done);
  void check(const trading::TradingSnapshot& snapshot, const trading::HeldSnapshot& held);
  /// Everybody has been heard: the reports say what the orders say.
  void checkSettled(const trading::TradingSnapshot& snapshot, const trading::HeldSnapshot& held, EventLog& log);

private:
  void change(trading::HeldOrders& held, const trading::AlgoOrder& one, const trading::HeldOrders::Done& done);
  [[nodiscard]] std::uint64_t draw(std::uint64_t bound) { return m_random.below(bound); }
  SeededRandom& m_random;
  SimulationLaws& m_laws;
  std::map<std::string, Quantity> m_asked; ///< by parent
};

}

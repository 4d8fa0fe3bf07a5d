// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/trading/held_orders.h"
#include "tests/core/simulation/simulation_laws.h"
#include "tests/core/simulation/simulation_plan.h"
#include "tests/core/simulation/simulation_worked.h"

namespace zvt::simulation {

/// Stops, pairs, brackets, trailing stops and worked orders beside the orders of a simulated desk, over one security of
/// its own that has no ex-dates: so the laws can count in units. Prices wander; each is a bar that is over.
class SimulationHeld {
public:
  SimulationHeld(SeededRandom& random, EventLog& log, SimulationLaws& laws, Flaw flaw);

  /// The machine has started. False: the disk failed, and it has to start again.
  [[nodiscard]] bool open(trading::HeldOrders::Options options, SimulatedStore& store, trading::OrderService& service,
      const Clock& clock, Executor& executor);
  void close() { m_held.reset(); }
  void beginDay(TradingDay day);
  void step(const trading::TradingSnapshot& snapshot);
  /// Nothing goes wrong any more.
  void settle() { retry(); }
  void check(const trading::TradingSnapshot& snapshot);
  void checkSettled(const trading::TradingSnapshot& snapshot, const Store& store, std::string_view account);
  [[nodiscard]] int triggered() const; ///< conditional orders that have sent something

  static constexpr const char* kEntity = "stock_sz_000002";

private:
  /// What may be traded behind a group, or behind one order that has none.
  struct Bound {
    std::string entry; ///< client order id of a bracket's; empty: quantity
    Quantity quantity;
  };
  void place(const trading::TradingSnapshot& snapshot);
  void placePair(const std::string& id, int near, Quantity units, const trading::HeldOrders::Done& done);
  [[nodiscard]] std::string groupOf(const trading::ConditionalOrder& order) const;
  void disturb();
  void trade();
  void retry();
  void follow(const Result<void>& result, std::string_view what);
  [[nodiscard]] std::uint64_t draw(std::uint64_t bound) { return m_random.below(bound); }
  [[nodiscard]] Price priceOf(int cents) const;

  SeededRandom& m_random;
  EventLog& m_log;
  SimulationLaws& m_laws;
  SimulationWorked m_worked;
  bool m_tiesPairs; ///< see Flaw::PairNotTied
  std::shared_ptr<trading::HeldOrders> m_held;
  std::map<std::string, Bound> m_bounds; ///< by group, or id
  std::map<std::string, std::string> m_pairs; ///< whose member an order is, by its id; whatever the desk says
  TradingDay m_day;
  bool m_begun = false; ///< the day, by the machine that runs
  int m_cents = 1000;
  int m_placed = 0;
  std::int64_t m_bars = 0;
};

}

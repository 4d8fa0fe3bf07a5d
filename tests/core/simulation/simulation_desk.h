// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/simulation/simulated_broker.h"
#include "tests/core/simulation/simulation.h"
#include "tests/core/simulation/simulation_held.h"
#include "tests/core/simulation/simulation_laws.h"

namespace zvt::simulation {

/// A desk with its machine, broker and user: what they do in each step is drawn from the seed.
class SimulationDesk {
public:
  explicit SimulationDesk(const SimulationPlan& plan);
  SimulationDesk(const SimulationDesk&) = delete;
  SimulationDesk& operator=(const SimulationDesk&) = delete;

  void run();
  [[nodiscard]] SimulationResult result() const;

private:
  void playDays();
  void beginDay(TradingDay day);
  void step();
  void settle();

  // The user.
  void submitSome();
  void submit(const trading::OrderIntent& intent);
  [[nodiscard]] trading::OrderIntent newIntent();
  void cancelOne();
  void replaceOne();
  void act(std::uint64_t draw);
  // What goes wrong.
  void misfortune(std::uint64_t draw);
  void attempt(const std::function<void()>& work);
  void powerCut();
  void start();
  void open();
  void jumpClock();

  [[nodiscard]] std::vector<trading::CorporateActionApplied> actionsOf(TradingDay day);
  [[nodiscard]] trading::TradingSnapshotPtr snapshot() const { return m_service->snapshot(); }
  [[nodiscard]] std::uint64_t draw(std::uint64_t bound) { return m_random.below(bound); }
  /// Lets time pass; a power cut in it is followed by a start.
  void pass(Duration span);

  SimulationPlan m_plan;
  SeededRandom m_random;
  EventLog m_log;
  testing::MockClock m_clock;
  testing::ManualExecutor m_executor{m_clock};
  std::shared_ptr<const trading::TradingRules> m_rules;
  SimulatedStore m_store;
  SimulationLaws m_laws;
  SimulatedBroker m_broker;
  std::unique_ptr<trading::OrderService> m_service;
  std::shared_ptr<void> m_observer;
  SimulationHeld m_heldOrders;
  std::vector<trading::OrderIntent> m_intents;
  int m_cutIn = 0; ///< crash points until the machine ends; 0: it does not
  int m_powerCuts = 0;
  int m_steps = 0;
};

}

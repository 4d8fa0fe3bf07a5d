// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order_service.h"
#include "tests/core/simulation/simulated_broker.h"
#include "tests/core/simulation/simulated_store.h"

#include <map>
#include <optional>
#include <set>

namespace zvt::simulation {

/// What must hold at every moment and, once the broker has been heard, in the end. The first breach is kept.
class SimulationLaws {
public:
  explicit SimulationLaws(const SimulatedStore& store)
      : m_store(store)
  {
  }
  [[nodiscard]] BrokerWitness witness();

  /// What is journaled, in its order and at its moment.
  void sees(const trading::JournalEvent& event, bool isNews);
  /// What everybody is told.
  void sees(const trading::TradingSnapshot& snapshot);
  /// Submitting gave an error: nothing may have left.
  void refused(const std::string& orderId, const Error& error);
  /// A replacement was sent for what was left of @p orderId.
  void replaced(const std::string& orderId, const std::string& replacement, Quantity whole);
  /// A query's answer counts for what is done with it at once.
  void nextStep() { m_answered = false; }
  /// The broker was asked and has answered, nothing is under way.
  void settled(const trading::TradingSnapshot& snapshot, const SimulatedBroker& broker);
  /// The journal gives the same orders and account.
  void replays(Store& store, const std::string& account, const trading::TradingSnapshot& snapshot);

  void broken(std::string law);
  [[nodiscard]] const std::optional<std::string>& breach() const { return m_breach; }

private:
  void moves(const std::string& orderId, trading::OrderState to, bool isNews);
  void checkAccount(const trading::TradingSnapshot& snapshot);
  void checkReservations(const trading::TradingSnapshot& snapshot);
  void checkFills(const trading::TradingSnapshot& snapshot);

  const SimulatedStore& m_store;
  std::optional<std::string> m_breach;
  std::set<std::string> m_requested;
  std::set<std::string> m_known; ///< a report or an answer has proved that the broker has it
  std::set<std::string> m_busted; ///< orders with a trade that was taken back
  std::map<std::string, int> m_underWork; ///< reports that were handed over and not worked on yet
  std::map<std::string, trading::OrderState> m_states;
  struct Replacement {
    std::string from;
    std::string to;
    Quantity whole;
  };
  std::vector<Replacement> m_replacements;
  bool m_answered = false;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/base/testing/manual_executor.h"
#include "core/trading/broker.h"
#include "core/trading/journal.h"
#include "core/trading/trading_rules.h"
#include "tests/core/simulation/event_log.h"
#include "tests/core/simulation/simulation_plan.h"

#include <functional>
#include <map>

namespace zvt::simulation {

/// What the laws hear of the broker.
struct BrokerWitness {
  std::function<void(const trading::Order&)> requested; ///< place() was called, whatever becomes of it
  std::function<void(const std::string& orderId)> confirmed; ///< a report that proves the order is about to be handed
                                                             ///< over
  std::function<void(const std::string& orderId)> digested; ///< that report was worked on
  std::function<void(const std::vector<trading::BrokerOrder>&)> answered; ///< a query
  std::function<void(const std::string& orderId)> busted; ///< one of its trades is taken back, whoever hears of it
};

/// A market and the way to it. Its own book, holdings and cash are the truth that the program's are held against; they
/// share nothing with the account's code but the rules of costs. Requests and reports are lost, late, doubled and
/// overtake each other; what was sent before a query has arrived or is lost when the query is answered.
class SimulatedBroker final : public trading::Broker {
public:
  SimulatedBroker(const SimulationPlan& plan, testing::ManualExecutor& executor, const Clock& clock,
      std::shared_ptr<const trading::TradingRules> rules, EventLog& log, BrokerWitness witness);

  void setListener(trading::BrokerListener* listener) override { m_listener = listener; }
  trading::SendOutcome place(const trading::Order& order) override;
  trading::SendOutcome cancel(const trading::Order& order) override;
  [[nodiscard]] Result<std::vector<trading::BrokerOrder>> orders(const std::string& account) override;

  /// From here on nothing goes wrong.
  void calm();
  void setConnected(bool connected);
  [[nodiscard]] bool isConnected() const { return m_connected; }
  /// Some of the working orders trade.
  void trade();
  /// Takes one of the day's trades back, or corrects it.
  void takeBack();
  /// Says something true about an order again.
  void repeatOldNews();
  /// What still works expires.
  void endDay();
  void startDay(TradingDay day, const std::vector<trading::CorporateActionApplied>& actions);

  [[nodiscard]] std::vector<trading::BrokerOrder> truth() const;
  [[nodiscard]] Quantity held(const std::string& entityId) const;
  [[nodiscard]] const std::map<std::string, Quantity>& holdings() const { return m_held; }
  /// Everything that orders and dividends brought and took.
  [[nodiscard]] Money earned() const;

private:
  struct Entry {
    trading::Order order;
    trading::BrokerOrder told;
    Money paid; ///< by the account for this order, all costs included; negative: it received
  };
  using Report = std::function<void(trading::BrokerListener&)>;

  [[nodiscard]] bool happens(Fault fault, int percent);
  [[nodiscard]] Duration delay();
  void arrive(const trading::Order& order);
  void arriveCancel(const std::string& orderId);
  void land(bool lost);
  void report(const std::string& orderId, bool confirms, const std::string& what, Report report);
  void deliver(const std::string& orderId, bool confirms, const std::string& what, const Report& report);
  void reportFill(const trading::Fill& fill);
  void tradeOne(Entry& entry);
  /// The trade in the broker's own books, or out of them.
  void count(Entry& entry, const trading::Fill& fill, bool isTrade);
  [[nodiscard]] bool isSellable(const trading::Order& order) const;
  [[nodiscard]] Entry* find(const std::string& orderId);

  SimulationPlan m_plan;
  testing::ManualExecutor& m_executor;
  const Clock& m_clock;
  std::shared_ptr<const trading::TradingRules> m_rules;
  EventLog& m_log;
  BrokerWitness m_witness;
  SeededRandom m_random;
  trading::BrokerListener* m_listener = nullptr;
  bool m_connected = true;
  bool m_calm = false;
  std::vector<Entry> m_book; ///< in the order of arrival
  std::vector<std::function<void()>> m_inFlight; ///< requests, oldest first
  std::map<std::string, Quantity> m_held;
  std::map<std::string, Quantity> m_sellable; ///< T+1: held when the day began, less what was sold since
  Money m_dividends;
  TradingDay m_day;
  int m_trades = 0;
};

}

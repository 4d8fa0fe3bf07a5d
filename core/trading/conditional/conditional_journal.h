// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"
#include "core/trading/conditional/conditional_order.h"

#include <map>
#include <variant>

namespace zvt::trading {

struct ConditionalCreated {
  ConditionalOrder order;
};
struct ConditionalMoved {
  std::string id;
  ConditionalState to = ConditionalState::Armed;
  Price at; ///< of Triggered
  std::string orderId; ///< of Sent
  Error reason;
};
/// A trailing stop followed the price.
struct ConditionalTrailed {
  std::string id;
  Price best;
  Price trigger;
};
/// Its entry filled, its order did, or that of another of its group.
struct ConditionalFilled {
  std::string id;
  Quantity quantity; ///< what is to be traded
  int waitDays = 0;
  Quantity filled; ///< of the order that was sent
  Quantity entryFilled;
  Quantity unsettled;
};
/// An ex-date moved the price, as the exchange moves the reference price, and the units.
struct ConditionalAdjusted {
  std::string id;
  Price trigger, best, price;
  Decimal trail;
  Quantity quantity;
};
struct ConditionalDay {
  TradingDay day;
};
using ConditionalEvent = std::variant<ConditionalCreated, ConditionalMoved, ConditionalTrailed, ConditionalFilled,
    ConditionalDay, ConditionalAdjusted>;

/// The order that an event is of; empty: none.
[[nodiscard]] std::string idOf(const ConditionalEvent& event);

struct ConditionalEntry {
  Timestamp at;
  ConditionalEvent event;
};
/// One line of JSON with its version, and back. Errors: trading.bad_journal, trading.journal_too_new, json.*.
[[nodiscard]] std::string toJson(const ConditionalEntry& entry);
[[nodiscard]] Result<ConditionalEntry> conditionalEntryFromJson(std::string_view text);

/// The conditional orders of one account as their journal tells them: the same code builds it live and by replay. Not
/// thread-safe.
class ConditionalBook {
public:
  /// Errors: conditional.unknown, conditional.duplicate, conditional.illegal_transition.
  [[nodiscard]] Result<void> apply(const ConditionalEntry& entry);
  /// May the event follow? Errors: as apply().
  [[nodiscard]] Result<void> check(const ConditionalEvent& event) const;
  /// In the order of their creation.
  [[nodiscard]] const std::vector<ConditionalOrder>& orders() const { return m_orders; }
  [[nodiscard]] const ConditionalOrder* find(std::string_view id) const;
  /// As it was asked for.
  [[nodiscard]] const ConditionalOrder* findAsked(std::string_view id) const;
  [[nodiscard]] TradingDay day() const { return m_day; }
  bool operator==(const ConditionalBook&) const = default;

private:
  [[nodiscard]] Result<void> on(const ConditionalCreated& event, Timestamp at);
  [[nodiscard]] Result<void> on(const ConditionalMoved& event, Timestamp at);
  [[nodiscard]] Result<void> on(const ConditionalTrailed& event, Timestamp at);
  [[nodiscard]] Result<void> on(const ConditionalFilled& event, Timestamp at);
  [[nodiscard]] Result<void> on(const ConditionalDay& event, Timestamp at);
  [[nodiscard]] Result<void> on(const ConditionalAdjusted& event, Timestamp at);
  [[nodiscard]] Result<ConditionalOrder*> order(std::string_view id);

  std::vector<ConditionalOrder> m_orders;
  std::vector<ConditionalOrder> m_asked; ///< in the same order
  std::map<std::string, std::size_t, std::less<>> m_index;
  TradingDay m_day;
};

/// The append-only log "conditional.<account>" of a store. Errors: storage.*.
class ConditionalJournal {
public:
  ConditionalJournal(Store& store, std::string_view account);
  /// All entries or none; durable when it returns.
  [[nodiscard]] Result<void> append(const std::vector<ConditionalEntry>& entries);
  [[nodiscard]] Result<ConditionalBook> replay() const;
  [[nodiscard]] static Result<ConditionalBook> replay(const Store& store, std::string_view account);

private:
  Store& m_store;
  std::string m_log;
};

}

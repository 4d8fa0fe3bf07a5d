// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"
#include "core/trading/holding_history.h"

#include <set>
#include <variant>

namespace zvt::trading {

/// The truth about one account: what happened, in order. Tables of orders, positions and cash are projections of it.
struct AccountOpened {
  AccountSettings settings;
};
struct OrderCreated {
  Order order; ///< PendingNew, with its reserved cash
};
/// An order changed its state by an answer, by silence (Unknown) or by a request (PendingCancel).
struct OrderMoved {
  std::string orderId;
  OrderState to = OrderState::Working;
  std::string brokerOrderId; ///< where one is told
  Error reason;
};
struct OrderFilled {
  Fill fill; ///< with costs, as they were on that day
};
struct DayStarted {
  TradingDay day;
};
struct CorporateActionApplied {
  std::string entityId;
  market::CorporateAction action; ///< of one booked on its day the ex-date is that day
  std::optional<LateEntitlement> late = {}; ///< learnt of when its day had passed
  std::optional<RightsOffer> rights = {}; ///< what became of the rights that it offered to an account that takes them
  bool operator==(const CorporateActionApplied&) const = default;
};
/// What becomes of rights that are offered from now on.
struct RightsChosen {
  RightsChoice choice = RightsChoice::Ignore;
};
/// What is known of an action by now is not what was booked, and nothing was booked for that.
struct CorporateActionNoted {
  std::string entityId;
  TradingDay day; ///< the account's day that it belongs to
  std::optional<market::CorporateAction> booked; ///< only what of it differs; nothing: it could not be booked
  std::optional<market::CorporateAction> known; ///< only what of it differs; nothing: it is known no more
  /// trading.action_changed, trading.action_gone, trading.late_oversold
  Error why;
  bool operator==(const CorporateActionNoted&) const = default;
};
struct CashMoved {
  Money amount;
  std::string note;
};
/// The close of a day for what settles daily.
struct DaySettled {
  std::map<std::string, Price, std::less<>> prices; ///< by entity: the settlement price, or the close
};
/// A perpetual's payment.
struct FundingPaid {
  std::string entityId;
  Timestamp due;
  Decimal rate; ///< longs pay shorts where it is positive
  Price mark;
};
/// Interest for borrowed shares since the day before.
struct BorrowingCharged {
  std::map<std::string, Price, std::less<>> prices; ///< by entity
  TradingDay day; ///< up to its close
  int days = 1; ///< calendar days
};
/// The broker has taken a trade back, or corrected it: then the trade as it was follows as a fill.
struct TradeBusted {
  std::string orderId;
  std::string tradeId;
  std::optional<Fill> fill; ///< as it was booked; nothing: it had not been told, and will not be booked
  /// A trade of the same order that bears from now on what the order's costs are beside this one (a minimum); empty:
  /// none
  std::string bearer;
  std::vector<Cost> carried; ///< by it
  Rebooking change; ///< the account is as if the trade had never been
  std::string corrected; ///< id of the trade that takes its place; empty: none
  OrderState after = OrderState::Cancelled; ///< what the broker's order is by now
  bool operator==(const TradeBusted&) const = default;
};
using JournalEvent =
    std::variant<AccountOpened, OrderCreated, OrderMoved, OrderFilled, DayStarted, CorporateActionApplied, CashMoved,
        DaySettled, FundingPaid, BorrowingCharged, CorporateActionNoted, TradeBusted, RightsChosen>;
/// account_opened order_created order_moved order_filled day_started corporate_action_applied cash_moved day_settled
/// funding_paid borrowing_charged corporate_action_noted trade_busted rights_chosen
[[nodiscard]] std::string_view nameOf(const JournalEvent& event);

struct JournalEntry {
  std::uint64_t sequence = 0; ///< given by the journal
  Timestamp at;
  JournalEvent event;
  std::optional<std::string> previous = {}; ///< hash of the entry before, "" of the first; none: written before 0.2
  std::string hash = {}; ///< SHA-256 of the entry's text, which contains the one before
};

/// One line of JSON with its version, and back: entries that know of margin have version 2, those of late corporate
/// actions and of trades that were taken back 3, those of rights that an account takes 4, all others 1, as they had.
/// Errors: trading.bad_journal, trading.journal_too_new.
[[nodiscard]] std::string toJson(const JournalEntry& entry);
[[nodiscard]] Result<JournalEntry> journalEntryFromJson(std::string_view text);

/// Where a journal ends, as far as somebody knows it.
struct JournalHead {
  std::uint64_t sequence = 0; ///< of the newest entry; 0: it is empty
  std::string hash;
  bool operator==(const JournalHead&) const = default;
};

/// The append-only log "journal.<account>" of a store. Each entry carries the hash of the one before, and the newest
/// one's stands in the table "journal.heads": a changed, missing, exchanged or cut entry is found. Errors: storage.*,
/// trading.bad_journal, trading.journal_broken (an entry that does not follow), trading.journal_cut (the newest are
/// missing); context "entry".
class Journal {
public:
  Journal(Store& store, std::string_view account);
  /// All entries or none, and what stands @p beside them; durable when it returns. One commit, so entries that go
  /// together cost one sync. Gives the entries their numbers and hashes. @param after where the writer believes the
  /// journal to end: another writer's entry since then is trading.journal_taken, and nothing is written
  [[nodiscard]] Result<void> append(
      std::vector<JournalEntry>& entries, const JournalHead& after, std::vector<StoreOperation> beside = {});
  [[nodiscard]] Result<std::vector<JournalEntry>> read() const;
  /// As it is stored; nothing where none was.
  [[nodiscard]] Result<std::optional<JournalHead>> storedHead() const;

private:
  Store& m_store;
  std::string m_account;
  std::string m_log;
};
/// Names of the accounts whose journals have a head in @p store.
[[nodiscard]] Result<std::vector<std::string>> journaledAccounts(const Store& store);

/// Orders, fills and the account as the journal tells them: the same code builds it live and by replay. Not
/// thread-safe.
class TradingState {
public:
  /// Errors: trading.bad_journal (an entry that cannot follow), context "entry".
  [[nodiscard]] Result<void> apply(const JournalEntry& entry);
  /// Builds the state of a whole journal.
  [[nodiscard]] static Result<TradingState> replay(const Journal& journal);

  [[nodiscard]] bool isOpen() const { return m_account.has_value(); }
  [[nodiscard]] const SimAccount& account() const { return *m_account; }
  [[nodiscard]] SimAccount& account() { return *m_account; } ///< marks only; everything else goes through apply()
  /// In the order of their creation.
  [[nodiscard]] const std::vector<Order>& orders() const { return m_orders; }
  /// Places of the open ones in orders(), increasing.
  [[nodiscard]] const std::set<std::size_t>& open() const { return m_open; }
  [[nodiscard]] const std::vector<Fill>& fills() const { return m_fills; }
  [[nodiscard]] const Order* find(std::string_view orderId) const;
  /// A trade that counts; null: none, or it was taken back.
  [[nodiscard]] const Fill* findFill(std::string_view tradeId) const;
  /// The newest entry that it knows.
  [[nodiscard]] const JournalHead& head() const { return m_head; }
  /// Orders and cancellations that were made since the day began.
  [[nodiscard]] int requestsToday() const { return m_requestsToday; }
  /// The days that the account has begun, oldest first.
  [[nodiscard]] const std::vector<TradingDay>& days() const { return m_days; }
  [[nodiscard]] const std::vector<CorporateActionApplied>& actions() const { return m_actions; } ///< booked
  [[nodiscard]] const std::vector<CorporateActionNoted>& notedActions() const { return m_noted; }
  /// Completes what an entry for a trade says that is taken back: what it was, and what the account changes by.
  /// @param costs of the order without it
  [[nodiscard]] Result<void> completeBust(TradeBusted& bust, const std::vector<Cost>& costs) const;
  [[nodiscard]] bool wasBusted(std::string_view tradeId) const { return m_busted.contains(tradeId); }
  /// What an action that was not booked on @p day would have brought. Errors: as HoldingHistory::entitlement().
  [[nodiscard]] Result<LateEntitlement> entitlement(
      const std::string& entityId, TradingDay day, const market::CorporateAction& action) const;

  bool operator==(const TradingState&) const = default;

private:
  [[nodiscard]] Result<void> on(const AccountOpened& event, Timestamp at);
  [[nodiscard]] Result<void> on(const OrderCreated& event, Timestamp at);
  [[nodiscard]] Result<void> on(const OrderMoved& event, Timestamp at);
  [[nodiscard]] Result<void> on(const OrderFilled& event, Timestamp at);
  [[nodiscard]] Result<void> on(const DayStarted& event, Timestamp at);
  [[nodiscard]] Result<void> on(const CorporateActionApplied& event, Timestamp at);
  [[nodiscard]] Result<void> on(const CorporateActionNoted& event, Timestamp at);
  [[nodiscard]] Result<void> on(const TradeBusted& event, Timestamp at);
  [[nodiscard]] Result<void> on(const CashMoved& event, Timestamp at);
  [[nodiscard]] Result<void> on(const DaySettled& event, Timestamp at);
  [[nodiscard]] Result<void> on(const FundingPaid& event, Timestamp at);
  [[nodiscard]] Result<void> on(const BorrowingCharged& event, Timestamp at);
  [[nodiscard]] Result<void> on(const RightsChosen& event, Timestamp at);
  [[nodiscard]] Result<Order*> order(std::string_view orderId);
  void closeIfFinal(const Order& order);
  [[nodiscard]] Result<void> reopen(const Order& order);

  std::optional<SimAccount> m_account;
  std::vector<Order> m_orders;
  std::vector<Fill> m_fills;
  std::map<std::string, std::size_t, std::less<>> m_index;
  std::set<std::size_t> m_open;
  JournalHead m_head;
  int m_requestsToday = 0;
  std::vector<TradingDay> m_days;
  std::vector<CorporateActionApplied> m_actions;
  std::vector<CorporateActionNoted> m_noted;
  std::set<std::string, std::less<>> m_busted; ///< trade ids
  HoldingHistory m_history;
};

}

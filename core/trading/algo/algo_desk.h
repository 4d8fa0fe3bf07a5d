// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"
#include "core/trading/algo/algo_run.h"

#include <set>

namespace zvt::trading {

/// A parent order and what has become of it. A value.
struct AlgoOrder {
  ParentOrder order;
  AlgoReport report;
  Timestamp created;
  Timestamp updated; ///< newest entry of the journal
  bool operator==(const AlgoOrder&) const = default;
};

/// Works the parent orders of one account, several at once. Each is journaled in the log "algo.<account>" before its
/// first child, and when it ends; children carry its id, so that after a crash it goes on where it was and sends
/// nothing twice. A parent that comes after others waits until they are over, one by one or a group by its name. Time
/// and bars are handed in. Used on the order service's executor; store, sender and clock outlive it.
class AlgoDesk {
public:
  /// @param orders of the account, in which its children are found. Errors: storage.*, trading.bad_journal.
  static Result<std::unique_ptr<AlgoDesk>> open(
      Store& store, OrderSender& sender, const Clock& clock, std::span<const Order> orders);

  /// Several are begun as one: all of them, in one entry of the disk, or none. The same order again changes nothing.
  /// Errors: algo.bad_order (with "what" after: it is neither known nor before this one), algo.duplicate for another
  /// one under a known id, storage.*.
  Result<void> start(std::span<const ParentOrder> orders);
  Result<void> start(const ParentOrder& order) { return start(std::span(&order, 1)); }
  /// Of one that is not over: journaled before it takes effect. Errors: algo.unknown, algo.not_possible,
  /// algo.bad_order, storage.*.
  Result<void> change(std::string_view id, const ParentChange& change);
  /// Errors of these: algo.unknown, algo.not_possible (argument "state"), storage.*.
  Result<void> cancel(std::string_view id);
  Result<void> pause(std::string_view id);
  Result<void> resume(std::string_view id);

  /// Errors of these: storage.*.
  Result<void> onTime(Timestamp now);
  /// A finished bar: what was traded in it counts for participation. Bars that the journal has seen are passed over.
  Result<void> onBar(std::string_view entityId, Quantity volume, Timestamp end);
  /// After an answer of the sender: journals what it led to.
  Result<void> onAnswer();
  /// News of an order, from OrderObserver::onOrder.
  Result<void> onOrder(const Order& order);

  [[nodiscard]] std::vector<AlgoOrder> orders() const; ///< oldest first
  [[nodiscard]] bool isActive() const;
  [[nodiscard]] std::set<std::string> entities() const; ///< of those that are not over
  [[nodiscard]] bool has(std::string_view id) const { return find(id) != nullptr; }
  [[nodiscard]] bool owns(const Order& order) const;
  /// Up to which moment the journals of all that are not over have seen the market; the largest time: none is.
  [[nodiscard]] Timestamp seen() const;
  /// Every bar up to then was handed in, whatever the journal says.
  void setSeen(Timestamp moment);

private:
  enum class Step { Created, Sent, Paused, Resumed, Cancelled, Ended, Seen, Changed, Taken };
  struct Entry {
    std::unique_ptr<AlgoRun> run;
    ParentOrder asked; ///< before any change
    Quantity traded; ///< by the market since it began
    Timestamp seen; ///< of the bars
    Timestamp created, updated;
    bool isPaused = false;
    bool isCancelled = false;
    std::optional<AlgoState> ended; ///< as journaled
    Error reason;
    int children = 0; ///< when it was journaled last
    std::size_t taken = 0; ///< the same of the children that are out of its hands
  };
  AlgoDesk(Store& store, OrderSender& sender, const Clock& clock);
  Result<void> replay(std::span<const Order> orders);
  Result<void> take(const Json& json, std::span<const Order> orders);
  [[nodiscard]] StoreOperation entryOf(Step step, const Entry& entry, Timestamp now, const Json* more = nullptr) const;
  Result<void> append(Step step, Entry& entry, const Json* more = nullptr);
  /// Journals that it has ended, or what the market had traded when it sent.
  Result<void> follow(Entry& entry);
  /// Those that it comes after are over, or its own time is.
  [[nodiscard]] static bool mayRun(const Entry& entry, Timestamp now, const std::set<std::string_view>& open);
  /// The names, of orders and of groups, that are not over.
  [[nodiscard]] std::set<std::string_view> openNames() const;
  [[nodiscard]] const Entry* find(std::string_view id) const;
  [[nodiscard]] Result<Entry*> running(std::string_view id);

  Store& m_store;
  OrderSender& m_sender;
  const Clock& m_clock;
  std::string m_log;
  std::vector<std::unique_ptr<Entry>> m_entries;
};

}

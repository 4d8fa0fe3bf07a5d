// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/algo/algo_order.h"
#include "core/trading/order_sender.h"

#include <limits>
#include <map>
#include <memory>
#include <set>
#include <span>

namespace zvt::trading {

enum class AlgoState {
  Running,
  Paused, ///< sends nothing; what works goes on working
  Ending, ///< its children are being cancelled
  Done,
  Cancelled,
  Stopped ///< a child was refused, see reason
};
/// running paused ending done cancelled stopped
[[nodiscard]] std::string_view toString(AlgoState state);
/// Errors: trading.bad_name.
[[nodiscard]] Result<AlgoState> parseAlgoState(std::string_view text);
/// Done, Cancelled and Stopped: nothing follows.
[[nodiscard]] bool isOver(AlgoState state);

/// What has become of a parent order.
struct AlgoReport {
  AlgoState state = AlgoState::Running;
  Quantity quantity;
  Quantity filled;
  Quantity working; ///< in open children
  Quantity leftover; ///< neither filled nor working
  Quantity taken; ///< of that, what somebody else took out of its hands
  Money filledAmount;
  int children = 0;
  Error reason; ///< algo.leftover with argument "quantity" when time ended first, algo.taken when the rest was taken
                ///< out of its hands; a refusal's own, also one for the time being of a run that goes on
  Decimal multiplier = Decimal::fromInt(1); ///< of a contract, money a point
  [[nodiscard]] Price averagePrice() const; ///< 0 without fills
  bool operator==(const AlgoReport&) const = default;
};

/// Works one parent order through an OrderSender. Deterministic: a function of the order, of the moments and volumes
/// that are handed in and of the answers. Used on the order service's executor; the sender outlives it.
///
/// A child that somebody else cancels or replaces is out of its hands: what is left of it is not sent again, for the
/// replacement has it.
class AlgoRun {
public:
  /// Errors: algo.bad_order.
  static Result<std::unique_ptr<AlgoRun>> start(ParentOrder order, OrderSender& sender);
  /// As start(), knowing the children that an earlier run of the same parent has sent: nothing is sent twice.
  static Result<std::unique_ptr<AlgoRun>> recover(
      ParentOrder order, OrderSender& sender, std::span<const Order> orders);

  void onTime(Timestamp now);
  /// What the market has traded since begin, for Participation.
  void onVolume(Timestamp now, Quantity traded);
  /// News of an order, from OrderObserver::onOrder; others' are ignored.
  void onOrder(const Order& order);
  void pause();
  void resume();
  /// Cancels the children and sends no more.
  void cancel();
  /// The order as it would be. Errors: algo.bad_order (with "what" quantity: so much has filled or was taken already;
  /// time: that is over).
  [[nodiscard]] Result<ParentOrder> changed(const ParentChange& change, Timestamp moment) const;
  /// Goes on with what is left as replanSlices() says. Children that work at another price, or are too many now, are
  /// cancelled first: what is left of them goes out when the broker has confirmed that. Errors: as changed().
  Result<void> change(const ParentChange& change, Timestamp moment);
  /// The same of a run that is being recovered: it was done before.
  Result<void> recoverChange(const ParentChange& change, Timestamp moment);
  /// Children that were out of its hands before a restart.
  void recoverTaken(const std::set<std::string>& ids);

  [[nodiscard]] const ParentOrder& order() const { return m_order; }
  /// The children that are out of its hands.
  [[nodiscard]] const std::set<std::string>& taken() const { return m_taken; }
  [[nodiscard]] Timestamp now() const { return m_now; } ///< that it was told last; the smallest time: none yet
  [[nodiscard]] AlgoReport report() const;
  [[nodiscard]] bool isOver() const;
  /// Has sent it, or would have.
  [[nodiscard]] bool isMine(const Order& order) const;

private:
  AlgoRun(ParentOrder order, OrderSender& sender, std::vector<PlannedSlice> slices);
  void take(const Order& order);
  /// Asks for children to be cancelled: what is left of them is its own again.
  void withdraw();
  /// How much the broker filled of children that are over, before anything is sent for what they left.
  void askForFills();
  [[nodiscard]] Quantity target() const;
  [[nodiscard]] Quantity committed() const; ///< filled, working and on its way
  void work();
  void sendChild(Quantity quantity);
  void end(AlgoState to, Error reason);
  void settle();

  ParentOrder m_order;
  OrderSender& m_sender;
  std::vector<PlannedSlice> m_slices;
  std::map<std::string, Order, std::less<>> m_children; ///< by id; a draft until the answer comes
  std::set<std::string>
      m_ended; ///< children that are over, whose fills the broker has not confirmed: they count as out
  std::set<std::string> m_asked; ///< children that it has asked to be cancelled
  std::set<std::string> m_taken; ///< children that somebody else did
  Timestamp m_now{std::numeric_limits<std::int64_t>::min()};
  Quantity m_traded;
  std::int64_t m_sequence = 0;
  Quantity m_postponed; ///< of the next child, which was refused for the time being; 0: none was
  Error m_waiting; ///< why
  AlgoState m_state = AlgoState::Running;
  AlgoState m_ending = AlgoState::Done;
  Error m_reason;
  std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

}

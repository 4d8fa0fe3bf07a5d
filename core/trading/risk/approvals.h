// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/store.h"
#include "core/trading/risk/risk_limits.h"

#include <functional>
#include <memory>

namespace zvt::risk {

enum class ApprovalState {
  Pending,
  Approved, ///< good for this very order, once, until it expires
  Refused,
  Expired,
  Used
};
[[nodiscard]] std::string_view toString(ApprovalState state);

/// A person who may agree, as the host's log-in says.
struct Approver {
  std::string name;
  std::vector<std::string> roles;
};

/// An order that waits for people.
struct ApprovalRequest {
  std::string id; ///< the client order id: the same intent asks for the same approval
  trading::Order order;
  std::string requestedBy;
  Money value; ///< in the currency of the limits
  std::vector<ApprovalLevel> levels; ///< all of them have to agree
  std::vector<std::pair<std::size_t, std::string>> agreed; ///< level and who
  ApprovalState state = ApprovalState::Pending;
  std::string refusedBy;
  std::string note;
  Timestamp since;
  Timestamp expires;
};

/// Orders above a size wait for one or several levels of approval. Journaled in the ledger's log "risk.approvals".
/// Any thread.
class Approvals {
public:
  /// Store and clock outlive it. Errors: storage.*, risk.bad_approval.
  static Result<std::unique_ptr<Approvals>> open(Store& store, const Clock& clock);
  ~Approvals();
  Approvals(const Approvals&) = delete;
  Approvals& operator=(const Approvals&) = delete;

  /// Is the order free to go? Done when no level is reached or all agreed; marks the approval as used. Else the request
  /// is made (once) and the error says what is missing. Errors: risk.approval.pending, risk.approval.refused,
  /// risk.approval.expired, risk.approval.used, risk.approval.changed (account, source, security, side, type, price,
  /// quantity or terms are not those that were agreed to, or it reaches a level that was not asked), storage.*.
  [[nodiscard]] Result<void> require(
      const trading::Order& order, Money value, const std::vector<ApprovalLevel>& levels);
  /// Agrees on the first level that is open to this person. Errors: risk.approval.unknown, risk.approval.over,
  /// risk.approval.own (who asks may not agree), risk.approval.twice, risk.approval.role, storage.*.
  Result<ApprovalRequest> approve(std::string_view id, const Approver& who);
  /// Anybody who might agree may refuse. Errors: as approve().
  Result<ApprovalRequest> refuse(std::string_view id, const Approver& who, std::string note);
  /// Oldest first.
  [[nodiscard]] std::vector<ApprovalRequest> all() const;
  /// Calls @p changed after each change, on the thread that made it, until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(std::function<void(const ApprovalRequest&)> changed);

private:
  struct State;
  explicit Approvals(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

/// The levels that an order of this value reaches.
[[nodiscard]] std::vector<ApprovalLevel> levelsFor(
    const RiskLimits& limits, const trading::Order& order, Money value, const std::vector<std::string>& tags);

}

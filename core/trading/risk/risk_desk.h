// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"
#include "core/trading/risk/approvals.h"
#include "core/trading/risk/clutch.h"
#include "core/trading/risk/risk_book.h"

#include <map>
#include <mutex>
#include <set>
#include <span>

namespace zvt::risk {

class SecurityFacts;

/// Limits, clutch and approvals of one profile, joined: what a desk hands its order service. Without limits nothing is
/// limited; limits that cannot be read let no order go, for a limit that nobody understands protects nobody.
class RiskDesk {
public:
  /// All outlive the desk. @param facts that limits ask for; null: none, all are unknown
  /// Errors: storage.*, risk.bad_clutch, risk.bad_approval.
  static Result<std::unique_ptr<RiskDesk>> open(
      Store& ledger, Result<RiskLimits> limits, SecurityFacts* facts, const Clock& clock);

  [[nodiscard]] RiskBook& book() { return *m_book; }
  [[nodiscard]] Clutch& clutch() { return *m_clutch; }
  [[nodiscard]] const Clutch& clutch() const { return *m_clutch; }
  [[nodiscard]] Approvals& approvals() { return *m_approvals; }
  /// Why no order goes; an empty code: nothing is wrong. Any thread.
  [[nodiscard]] Error problem() const;
  /// Other limits, from the next order on; ones that could not be read are forgotten. What they want to know of the
  /// securities of know() is read first: not for the GUI thread. Errors: risk.unknown_rule; the old limits hold then.
  [[nodiscard]] Result<void> setLimits(RiskLimits limits);

  /// Has the facts of these securities read, if any limit asks for them, and nothing later than a day: before their
  /// orders are judged, and of what is held. Where accounts stand at several days, the newest counts for all. Any
  /// thread but the GUI's. Errors: those of SecurityFacts::learn(); what is not known then refuses what the limits say.
  Result<void> know(std::span<const std::string> entities, TradingDay until);
  /// What is known of these securities as of a day, read now whether a limit asks for it or not: for a window. Any
  /// thread but the GUI's. The desk outlives it. Errors: as know().
  [[nodiscard]] Result<RiskLookups> factsOf(std::span<const std::string> entities, TradingDay until);
  /// Judges and reserves; any thread.
  [[nodiscard]] Result<void> admit(const Order& order);
  /// Judges an order that is worked in parts, as a whole; any thread.
  [[nodiscard]] Result<void> admitWhole(const Order& order);
  /// The same as a ticket shows it: ids "risk.<rule>"; nothing is reserved. Those that pass without a figure are left
  /// out.
  [[nodiscard]] std::vector<trading::CheckResult> look(const Order& draft) const;

private:
  RiskDesk() = default;
  SecurityFacts* m_facts = nullptr;
  mutable std::mutex m_mutex; ///< guards all below
  bool m_asksFacts = false; ///< some limit does
  std::map<TradingDay, std::set<std::string>> m_asked; ///< until which day who was to be known
  Error m_problem;
  std::unique_ptr<Clutch> m_clutch;
  std::unique_ptr<Approvals> m_approvals;
  std::unique_ptr<RiskBook> m_book;
};

}

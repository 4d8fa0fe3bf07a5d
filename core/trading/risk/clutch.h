// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/store.h"
#include "core/trading/order.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::trading {
class OrderService;
}

namespace zvt::risk {

/// ClutchScope::strategy that means every strategy, and no order that a person makes.
inline constexpr std::string_view kAllStrategies = "*";

/// What a clutch stops: everything, one account, all strategies, or one (in all accounts or in one).
struct ClutchScope {
  std::string account; ///< empty: all
  std::string strategy; ///< empty: all orders, those of persons among them
  [[nodiscard]] bool holds(const trading::Order& order) const;
  auto operator<=>(const ClutchScope&) const = default;
};

/// One engaged clutch.
struct ClutchState {
  ClutchScope scope;
  std::string by;
  std::string note;
  Timestamp since;
  bool operator==(const ClutchState&) const = default;
};

/// The kill switch: while it is engaged no order leaves; strategies go on observing and deciding, their orders are
/// refused with risk.clutch.engaged. Durable: the log "risk.clutch" of the ledger says who did what and when, and a
/// restart finds it as it was. Any thread.
class Clutch {
public:
  /// Store and clock outlive it. Errors: storage.*, risk.bad_clutch.
  static Result<std::unique_ptr<Clutch>> open(Store& store, const Clock& clock);
  ~Clutch();
  Clutch(const Clutch&) = delete;
  Clutch& operator=(const Clutch&) = delete;

  /// Holds at once, even when it cannot be written down; the error says so then. Errors: storage.*.
  Result<void> engage(ClutchScope scope, std::string by, std::string note);
  /// Lets go once it is written down. Errors: risk.clutch.not_engaged, storage.*.
  Result<void> disengage(const ClutchScope& scope, std::string by, std::string note);
  [[nodiscard]] std::vector<ClutchState> engaged() const;
  /// Errors: risk.clutch.engaged with arguments "scope", "by", "note".
  [[nodiscard]] Result<void> check(const trading::Order& order) const;
  /// Calls @p changed after each change, on the thread that made it, until the handle is gone.
  [[nodiscard]] std::shared_ptr<void> observe(std::function<void()> changed);

private:
  struct State;
  explicit Clutch(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

/// Asks for the cancellation of every working order in the scope. @return how many
int cancelWorking(trading::OrderService& service, const ClutchScope& scope);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace zvt::trading {

/// What an account held when, as its journal tells, so that what is learnt of late (a corporate action, a trade that is
/// taken back) can be booked as if it had been known. A part of TradingState. Not thread-safe.
class HoldingHistory {
public:
  /// A trade was booked. One that is told late counts from its day on, unless something happened since.
  /// @param units what the position changed by, in units of today; negative: sold
  void traded(const Fill& fill, Quantity units);
  /// An action of the day that begins is booked. @param spendable what may be paid for rights
  [[nodiscard]] Result<void> acted(const std::string& entityId, TradingDay day, const market::CorporateAction& action,
      const AccountSettings& settings, Money spendable);
  /// A daily settlement of what is on margin was booked.
  void settled(const std::string& entityId, TradingDay day, Price price, const MarginTerms& terms);

  /// What @p action would have brought on @p day, the account's first from the ex-date on, and with it what followed:
  /// sales since took another share of the cost, later actions counted on other holdings. Nothing was held: entitled
  /// is 0. @param spendable what may be paid for rights
  /// Errors: trading.late_oversold: more was sold since than it leaves; number.overflow.
  [[nodiscard]] Result<LateEntitlement> entitlement(const std::string& entityId, TradingDay day,
      const market::CorporateAction& action, const AccountSettings& settings, Money spendable) const;
  /// That was booked: from its day on the history is the one with it.
  [[nodiscard]] Result<void> insert(const std::string& entityId, TradingDay day, const market::CorporateAction& action,
      const AccountSettings& settings, Money spendable);

  /// What the account changes by when a trade had never been, and another one of its order bore @p carried.
  /// Errors: trading.unknown_trade, number.overflow.
  [[nodiscard]] Result<Rebooking> without(
      const Fill& fill, const std::string& bearer, Money carried, const AccountSettings& settings) const;
  /// That was booked: from now on the history is the one without it.
  [[nodiscard]] Result<void> take(const Fill& fill, const std::string& bearer, Money carried);

  bool operator==(const HoldingHistory&) const = default;

private:
  struct Trade {
    std::string id;
    Side side = Side::Buy;
    Quantity units; ///< of today
    Money amount;
    Money costs;
    bool onMargin = false;
    bool operator==(const Trade&) const = default;
  };
  struct Action {
    market::CorporateAction action;
    bool tookRights = false;
    bool operator==(const Action&) const = default;
  };
  struct Settlement {
    Price price;
    Decimal multiplier;
    bool operator==(const Settlement&) const = default;
  };
  struct Step {
    TradingDay day;
    std::variant<Trade, Action, Settlement> what;
    bool operator==(const Step&) const = default;
  };
  using Steps = std::vector<Step>;
  [[nodiscard]] static Result<void> takeFrom(Steps& steps, const Fill& fill, const std::string& bearer, Money carried);
  struct Path;
  /// The place of an action of that day: after those that were booked that morning.
  [[nodiscard]] static std::size_t morningOf(const Steps& steps, TradingDay day);
  [[nodiscard]] static Result<Path> pathOf(const Steps& steps, std::size_t count, const AccountSettings& settings);
  [[nodiscard]] static Result<void> insertAt(Steps& steps, std::size_t place, TradingDay day,
      const market::CorporateAction& action, const AccountSettings& settings, Money spendable);

  std::map<std::string, Steps, std::less<>> m_steps;
};

}

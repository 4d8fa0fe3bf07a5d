// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/entity.h"
#include "core/trading/account.h"

#include <array>
#include <span>

namespace zvt::trading {

enum class CheckStatus { Passed, Warning, Blocked, NotRun };
[[nodiscard]] std::string_view toString(CheckStatus status);

/// A way out that the ticket can offer as a button.
struct CheckFix {
  enum class Kind { SetPrice, SetQuantity };
  Kind kind = Kind::SetPrice;
  Decimal value;
  Error label; ///< code and arguments of its text, "Set price {price}"
  bool operator==(const CheckFix&) const = default;
};

/// The rule that decided a check, as far as one did.
struct CheckRule {
  std::string id;
  std::optional<TradingDay> since;
  std::string source;
  bool verified = false;
  bool operator==(const CheckRule&) const = default;
};

/// One explained check. Its title is the message "trading.check.<id>".
struct CheckResult {
  std::string id; ///< one of kCheckIds
  CheckStatus status = CheckStatus::Passed;
  Error message; ///< code and arguments of one sentence, for Messages::text
  std::optional<CheckRule> rule;
  std::vector<CheckFix> fixes;
  bool operator==(const CheckResult&) const = default;
};

/// In the order in which they are shown.
inline constexpr std::array<std::string_view, 11> kCheckIds{"tradable", "session", "order_kind", "price_limit",
    "price_cage", "tick", "lot_size", "cash", "sellable", "duplicate", "order_rate"};

/// What the desk knows at this moment; anything unknown is left out and never guessed.
struct TicketMarket {
  std::optional<market::Entity> entity; ///< nothing: not in the profile
  bool suspended = false;
  std::optional<Price> last;
  std::optional<Price> bestBid;
  std::optional<Price> bestAsk;
  std::optional<Price> reference; ///< previous close or the ex-date's reference price
  Timestamp now; ///< of the market: in a replay, the replayed time
  TradingDay day;
  const market::Calendar* calendar = nullptr; ///< null: the session is not checked
  /// A session is demanded: true for an order to a live market; a replay or a paper account takes orders at any time
  /// and only warns.
  bool sessionRequired = true;
};

/// Orders and cancels of this account lately, for the limits on programme trading.
struct OrderRate {
  int lastSecond = 0;
  int today = 0;
  int ownLimitPerSecond = 0; ///< the user's own limit; 0: none
};

/// Everything that pre-trade checks look at. All references outlive the call.
struct CheckInput {
  const Order& order; ///< a draft: entity, side, type, price, quantity
  const TicketMarket& market;
  const SimAccount& account;
  const TradingRules& rules;
  std::span<const Order> openOrders;
  OrderRate rate;
};

/// Runs all checks, in the order of kCheckIds without those that cannot apply: no "cash" for a sell, no "sellable" for
/// a buy, no "order_kind" for a plain order good for the day, no "price_cage" or "order_rate" limit where no dated rule
/// is in force. A rule that cannot be looked up blocks. Pure; any thread.
[[nodiscard]] std::vector<CheckResult> runChecks(const CheckInput& input);
[[nodiscard]] bool isBlocked(std::span<const CheckResult> results);
/// The blocked checks as one error: the message of the first, with argument "checks" naming all of them.
[[nodiscard]] Result<void> requirePassed(std::span<const CheckResult> results);

/// What a ticket shows below its fields.
struct TicketEstimate {
  Money amount; ///< of a contract: its value
  std::vector<Cost> costs;
  Money totalCash; ///< buy: cash that leaves; sell: cash that comes; of a contract: what it ties up, fees included
  std::optional<Price> breakEven; ///< buys only, not of contracts
  Quantity maximum; ///< most that can be bought (by cash) or sold (T+1) at this price, on the lot
};
/// Orders of one size that a worked order is sent as.
struct EqualParts {
  Quantity quantity;
  std::int64_t count = 0;
  bool operator==(const EqualParts&) const = default;
};
/// @param parts what the order is sent as; each part has its own minimum commission. Empty: as one order
[[nodiscard]] Result<TicketEstimate> estimateTicket(
    const Order& order, const SimAccount& account, const TradingRules& rules, std::span<const EqualParts> parts = {});
/// ¼ ⅓ ½ all: the largest legal quantity within @p fraction of the maximum.
[[nodiscard]] Result<Quantity> presetQuantity(
    const Order& order, const SimAccount& account, const TradingRules& rules, int numerator, int denominator);

}

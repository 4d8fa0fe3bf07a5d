// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/trading/order.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::risk {

/// What a limit's number means.
enum class LimitUnit {
  Money, ///< in the document's currency
  OfEquity, ///< a fraction: 0.2 = 20 % of the equity in scope
  Fraction, ///< of the price or of the day's volume, see the rule
  PerSecond, ///< orders and cancels
  PerDay, ///< orders and cancels
  Units
}; ///< shares, contracts or coins
/// money of_equity fraction per_second per_day units
[[nodiscard]] std::string_view toString(LimitUnit unit);

enum class LimitAction { Warn, Block };
[[nodiscard]] std::string_view toString(LimitAction action);

/// Which orders a limit looks at, and whose holdings it adds up. Empty: all of them.
struct LimitScope {
  std::string account;
  std::string strategy; ///< Order::source
  std::string tag; ///< securities with this tag
  [[nodiscard]] bool isAll() const { return account.empty() && strategy.empty() && tag.empty(); }
  /// "account paper strategy ma"; empty for all.
  [[nodiscard]] std::string text() const;
  bool operator==(const LimitScope&) const = default;
};

/// One line of the document.
struct RiskLimit {
  std::string rule; ///< the id of a check, see limitRules()
  LimitScope scope;
  Decimal limit;
  LimitUnit unit = LimitUnit::Money;
  LimitAction action = LimitAction::Block;
  /// What is done with an order that enlarges a position when a figure is missing: a price, an industry, the equity.
  LimitAction whenUnknown = LimitAction::Block;
  Decimal warnAt; ///< fraction of the limit from which it warns; 0: never before it is reached
  Decimal threshold; ///< cluster: the correlation that joins two names; cancel_ratio: orders before it counts
  bool operator==(const RiskLimit&) const = default;
};

/// Who has to agree to an order from a size on.
struct ApprovalLevel {
  Decimal above; ///< value of the order in the document's currency
  LimitScope scope;
  std::vector<std::string> roles; ///< any of them may agree
  int approvals = 1; ///< different persons, none of them the one who asks
  int expiresMinutes = 30; ///< after which an approval is worth nothing
  bool operator==(const ApprovalLevel&) const = default;
};

/// The limits of a profile. A value. An empty one limits nothing.
struct RiskLimits {
  std::string currency = "CNY"; ///< of all money in it
  std::vector<RiskLimit> limits;
  std::vector<ApprovalLevel> approvals; ///< smallest first
  [[nodiscard]] bool isEmpty() const { return limits.empty() && approvals.empty(); }
  bool operator==(const RiskLimits&) const = default;
};

/// What the document may say of one rule; forms, help and the reader are drawn from it.
struct LimitRule {
  std::string_view id; ///< its title is the message "trading.check.risk.<id>", its sentence "risk.<id>"
  std::span<const LimitUnit> units;
  bool hasThreshold = false;
  std::string_view defaultThreshold = {}; ///< a decimal
};
/// In the order in which they are checked: name industry tag cluster gross net daily_loss drawdown order_rate
/// cancel_ratio self_trade fat_finger_price fat_finger_size.
[[nodiscard]] std::span<const LimitRule> limitRules();

/// {"version":1,"currency":"CNY","limits":[{"rule":"name","limit":"0.2","unit":"of_equity","action":"block",
/// "when_unknown":"block","warn_at":"0.8","scope":{"account":"paper"}}],"approvals":[{"above":"1000000","roles":["risk"],"approvals":1,
/// "expires_minutes":30}]}
[[nodiscard]] std::string toJson(const RiskLimits& limits);
/// Strict: what it does not know is an error, for a misspelt limit protects nobody; so is a number without its unit.
/// Errors: json.*, risk.bad_limits, risk.unknown_key, risk.unknown_rule, risk.no_unit, risk.bad_unit, risk.bad_number,
/// risk.newer_limits; argument "path" is where, as a JSON pointer (/limits/2/unit).
[[nodiscard]] Result<RiskLimits> riskLimitsFromJson(std::string_view text);

/// risk_limits.json of a profile; no file is no limits. Errors: file.*, those of riskLimitsFromJson.
[[nodiscard]] Result<RiskLimits> loadRiskLimits(const FileSystem& files, const std::filesystem::path& profileFolder);
[[nodiscard]] Result<void> saveRiskLimits(
    FileSystem& files, const std::filesystem::path& profileFolder, const RiskLimits& limits);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/rule_book.h"

#include <map>
#include <variant>

namespace zvt::market {

/// One entry of resources/rules/rules_*.json.
struct RuleEntry {
  RuleKind kind = RuleKind::PriceLimit;
  std::string market;
  std::vector<Board> boards;

  // What narrows it; an empty selector fits everything.
  std::optional<bool> specialTreatment;
  std::string exchange;
  int firstDays = 0; ///< holds on the first so many days of a listing only
  std::optional<TradingDay> listedFrom;
  std::optional<TradingDay> listedTo;

  std::variant<PriceLimit, LotRule, TickRule, SettlementRule, FeeRule> value;
  RuleSource source;

  [[nodiscard]] bool isInForce(TradingDay day) const { return day >= source.from && (!source.to || day <= *source.to); }
  [[nodiscard]] bool concerns(RuleKind ofKind, Board board) const;
  /// Entries with more selectors win over general ones.
  [[nodiscard]] int specificity() const;
};

struct RuleBook::Data {
  std::vector<RuleEntry> entries;
};

/// Reads all entries of one document. Errors: rules.bad_member, number.*, time.*, json.*; context "rule".
[[nodiscard]] Result<std::vector<RuleEntry>> readRules(std::string_view document);
[[nodiscard]] Result<RuleKind> parseRuleKind(std::string_view text);
[[nodiscard]] Result<Board> parseBoard(std::string_view text);

}

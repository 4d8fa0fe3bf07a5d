// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/paper_session.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zvt::ui {

/// What a user filled in.
struct TicketInput {
  std::string entityId;
  trading::Side side = trading::Side::Buy;
  trading::OrderType type = trading::OrderType::Limit;
  Price price; ///< 0: empty
  Quantity quantity; ///< 0: empty
};

/// What a ticket says about it.
struct TicketJudgement {
  trading::Order draft;
  std::vector<trading::CheckResult> checks; ///< blocked first, then warnings, passed, not run
  std::optional<trading::TicketEstimate> estimate;
  int passed = 0, warnings = 0, blocked = 0;
  bool complete = false; ///< price and quantity are there
  [[nodiscard]] bool canSubmit() const { return complete && blocked == 0; }
};

/// The draft of an order: a market order reserves at the upper limit price, or at the last price.
[[nodiscard]] trading::Order draftOrder(
    const TicketInput& input, const trading::TicketContext& context, const trading::SimAccount& account);
/// Runs all checks; pure and quick enough for every key. @param more what is added to them, such as the user's limits
[[nodiscard]] TicketJudgement judgeTicket(const TicketInput& input, const trading::TicketContext& context,
    const trading::TradingSnapshot& snapshot, const trading::TradingRules& rules,
    const std::function<std::vector<trading::CheckResult>(const trading::Order& draft)>& more = {});

}

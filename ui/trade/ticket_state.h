// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_reserve.h"
#include "core/trading/paper_session.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zvt::ui {

/// What becomes of a ticket beyond one order.
enum class TicketPlan {
  Single,
  OneCancelsOther, ///< a stop and a take-profit over what is held
  Bracket, ///< an entry with both behind it
  Iceberg, ///< worked in slices, one after the other
  Twap, ///< worked in even parts until the close
  Vwap, ///< worked in parts as the days before traded
  Participation ///< worked as a share of what the market trades
};
/// Names as kept in a draft: single oco bracket iceberg twap vwap participation
[[nodiscard]] std::string_view toString(TicketPlan plan);
[[nodiscard]] std::optional<TicketPlan> parseTicketPlan(std::string_view text);

/// One entry of the ticket's list of order types.
struct TicketKind {
  trading::OrderType type = trading::OrderType::Limit;
  TicketPlan plan = TicketPlan::Single;
  trading::PriceKind priceKind = trading::PriceKind::Plain;
  bool operator==(const TicketKind&) const = default;
};

/// What a user filled in.
struct TicketInput {
  std::string entityId;
  trading::Side side = trading::Side::Buy;
  trading::OrderType type = trading::OrderType::Limit;
  Price price; ///< 0: empty
  Quantity quantity; ///< 0: empty
  TicketPlan plan = TicketPlan::Single;
  trading::PriceKind priceKind = trading::PriceKind::Plain;
  trading::TimeInForce time = trading::TimeInForce::Day;
  Price trigger = {}; ///< of stops; 0: empty
  Price takeProfit = {}; ///< 0: empty
  trading::Trail trail = {}; ///< of a trailing stop
  Decimal part = {}; ///< of worked orders: shares a slice, number of parts, percent of the volume; 0: empty
  [[nodiscard]] TicketKind kind() const { return {type, plan, priceKind}; }
};

/// Which fields a kind of order has.
struct TicketFields {
  bool price = false, trigger = false, takeProfit = false, trail = false, part = false;
};
[[nodiscard]] TicketFields fieldsOf(const TicketKind& kind);
/// Waits on this computer until its price is reached. A bracket's entry does not, its legs do.
[[nodiscard]] bool isHeld(const TicketKind& kind);
/// Is worked as many orders through the day.
[[nodiscard]] bool isWorked(TicketPlan plan);
/// What a security's board takes on the ticket's day, and what is held for it here; limit and market first.
[[nodiscard]] std::vector<TicketKind> kindsFor(
    const trading::TradingRules& rules, const std::string& entityId, TradingDay day);
/// How long it may be good for: the day first.
[[nodiscard]] std::vector<trading::TimeInForce> timesFor(const TicketKind& kind);

/// What a ticket says about it.
struct TicketJudgement {
  TicketInput input;
  trading::Order draft;
  std::vector<trading::CheckResult> checks; ///< blocked first, then warnings, passed, not run
  std::optional<trading::TicketEstimate> estimate;
  std::int64_t parts = 0; ///< orders that it is sent as, each with its minimum commission; 0: one, or nobody knows
  int passed = 0, warnings = 0, blocked = 0;
  bool complete = false; ///< price and quantity are there
  [[nodiscard]] bool canSubmit() const { return complete && blocked == 0; }
};

/// The draft of an order: a market order reserves at the upper limit price, or at the last price. Of a held order it is
/// what would be sent at its trigger.
[[nodiscard]] trading::Order draftOrder(
    const TicketInput& input, const trading::TicketContext& context, const trading::SimAccount& account);
/// Runs all checks; pure and quick enough for every key. @param rate of the account's requests as of now @param more
/// what is added to them, such as the user's limits
/// @param promised the security's shares that orders which wait or are worked here would sell
/// @param lessened the snapshot's account without any worked shares, where many tickets are judged; null: made for this
/// one
[[nodiscard]] TicketJudgement judgeTicket(const TicketInput& input, const trading::TicketContext& context,
    const trading::TradingSnapshot& snapshot, const trading::OrderRate& rate, const trading::TradingRules& rules,
    const std::function<std::vector<trading::CheckResult>(const trading::Order& draft)>& more = {},
    const trading::PromisedShares& promised = {}, const trading::SimAccount* lessened = nullptr);

}

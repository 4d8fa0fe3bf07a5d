// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/algo/algo_order.h"
#include "core/trading/basket_text.h"
#include "ui/trade/ticket_state.h"

#include <span>

namespace zvt::ui {

/// How the orders of a basket are sent.
enum class BasketWay { Limit, Market, Twap, Vwap, Participation };
inline constexpr int kBasketWays = 5;
/// limit market twap vwap participation
[[nodiscard]] std::string_view toString(BasketWay way);
[[nodiscard]] bool isWorked(BasketWay way);

struct BasketSettings {
  BasketWay way = BasketWay::Limit;
  double beyond = 0.2; ///< percent that a limit lies beyond the last price: above it to buy, below it to sell
  Decimal part = Decimal::fromInt(10); ///< worked: number of parts, or percent of the volume
  bool sellsFirst = true; ///< worked: buys begin when every sell is over
};

/// One order of a basket, and what can be said of it.
struct BasketRow {
  trading::BasketLine line;
  std::optional<trading::TicketContext> context; ///< nothing: not read yet, or problem says why it cannot be
  Error problem;
  TicketJudgement judgement;
  std::string refusal; ///< of its last sending; empty: none
  [[nodiscard]] bool canSend() const { return context && problem.code.empty() && judgement.canSubmit(); }
};

/// What a row would be as a ticket; without a last price, or a quantity, it is not complete.
[[nodiscard]] TicketInput basketInput(const BasketRow& row, const BasketSettings& settings);

struct BasketSums {
  Money buys; ///< value and costs
  Money sells; ///< value less costs
  Money cashAfter; ///< of what is available now
  int ready = 0, blocked = 0, incomplete = 0;
  bool affordable = true; ///< all buys together, with what sells that go first bring
  [[nodiscard]] bool canSend() const { return ready > 0 && blocked == 0 && incomplete == 0 && affordable; }
};
[[nodiscard]] BasketSums sumsOf(
    std::span<const BasketRow> rows, const BasketSettings& settings, const trading::SimAccount& account);

/// The parents of a worked basket, sells before buys. @param id one-time; each has it with the number of its row behind
[[nodiscard]] std::vector<trading::ParentOrder> parentsOf(
    std::span<const BasketRow> rows, const BasketSettings& settings, const std::string& id);

/// The largest legal buy for that much money at the last price; 0 where it is not known, or less than a lot.
[[nodiscard]] Quantity quantityFor(Money amount, const trading::TicketContext& context);

}

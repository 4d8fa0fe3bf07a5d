// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/conditional/conditional_desk.h"
#include "ui/trade/confirm_dialog.h"

#include <functional>
#include <optional>

namespace zvt::ui {

/// What a held order is asked to be when its line is dragged to a price.
struct HeldMove {
  trading::ConditionalChange change;
  Price trigger; ///< where its line stands then
  std::optional<Price> limit; ///< of one that sends a limit order
};

/// A stop takes the price as its trigger, and its limit goes along at the same distance; a trailing one follows at the
/// distance from its best price, a percentage to the hundredth. Nothing: there is no such order, as one that trails
/// ahead of its best price.
/// @param wanted on its tick @param tickAt the tick at a price
[[nodiscard]] std::optional<HeldMove> heldMoveTo(
    const trading::ConditionalOrder& order, Price wanted, const std::function<Price(Price)>& tickAt);

/// What is confirmed before that: the prices before and after, and how far the market is away. Name and code are the
/// caller's. @param last of the market @param paid what one unit cost on average; nothing: none is held
[[nodiscard]] ConfirmText confirmTextOf(const trading::ConditionalOrder& order, const HeldMove& move,
    const std::optional<Price>& last, const std::optional<Price>& paid, const std::function<QString(Price)>& priceText);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/checks.h"
#include "ui/shell/entity_text.h"
#include "ui/trade/ticket_state.h"
#include "widgets/table/cell_roles.h"

#include <QString>

/// How the trading panels say and colour things.
namespace zvt::ui::trade {

[[nodiscard]] QString sideText(trading::Side side);
[[nodiscard]] widgets::CellTone sideTone(trading::Side side); ///< buys in the colour of a rise
[[nodiscard]] QString typeText(trading::OrderType type);
[[nodiscard]] QString kindText(const TicketKind& kind);
[[nodiscard]] QString timeInForceText(trading::TimeInForce time);
/// The prices of a ticket: "10.50", "Market", "Stop 10.15", "Stop 10.15 / Target 11.00".
[[nodiscard]] QString ticketPriceText(const TicketInput& input);
[[nodiscard]] QString trailText(const trading::Trail& trail); ///< "0.50", "5 %"
[[nodiscard]] QString stateText(trading::OrderState state);
[[nodiscard]] QString stateIcon(trading::OrderState state);
[[nodiscard]] widgets::CellTone stateTone(trading::OrderState state);
[[nodiscard]] QString checkIcon(trading::CheckStatus status);
[[nodiscard]] QString checkTitle(const trading::CheckResult& check);
[[nodiscard]] QString checkSentence(const trading::CheckResult& check); ///< with its large numbers grouped

using ui::codeOf;
using ui::nameOf;
/// "12-04 09:31" on the clock of the context's exchange.
[[nodiscard]] QString timeText(const Context& context, Timestamp at);

[[nodiscard]] QString priceText(Price price, int decimals = 2);
[[nodiscard]] QString quantityText(Quantity quantity); ///< grouped, as many decimals as it has
[[nodiscard]] QString moneyText(Money money);
[[nodiscard]] QString signedMoneyText(Money money);

}

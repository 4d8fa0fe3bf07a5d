// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_orders.h"
#include "ui/trade/ticket_state.h"

namespace zvt::ui {

using TicketAnswer = std::function<void(const Result<std::string>& id)>;

/// Sends a judged ticket to where its kind belongs: the account's order service, or what is held on this computer.
/// @param intent one-time id; @p answer comes on the account's executor
void sendTicket(trading::PaperSession& session, const TicketJudgement& judgement, const trading::TicketContext& context,
    const std::string& intent, TicketAnswer answer);

/// The conditional orders of a ticket whose kind is held, for the session of @p market. One that trails begins at its
/// last price.
[[nodiscard]] std::vector<trading::ConditionalOrder> heldOrdersOf(
    const TicketInput& input, const std::string& intent, const trading::TicketMarket& market);

}

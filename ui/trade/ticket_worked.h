// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/algo/algo_order.h"
#include "ui/trade/ticket_state.h"

namespace zvt::ui {

/// The parent order of a ticket that is worked through the rest of its session, in parts of whole lots, each at the
/// ticket's limit. Not yet checked: of an unfinished ticket it is not whole.
[[nodiscard]] trading::ParentOrder parentOf(
    const TicketInput& input, const trading::TicketContext& context, const std::string& intent);
/// What the ticket would be sent as, as far as it is known beforehand: of a Vwap by the volumes of the
/// context, else as if all parts were even; empty of one order, and of a share of the volume, whose parts the market
/// makes.
[[nodiscard]] std::vector<trading::EqualParts> partsOf(const TicketInput& input, const trading::TicketContext& context);
/// The check "part": can it be worked like that?
[[nodiscard]] trading::CheckResult checkPart(const TicketInput& input, const trading::TicketContext& context);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/ticket_state.h"

#include <QJsonObject>

#include <optional>

namespace zvt::ui {

/// What stands in a ticket and has not been sent, for the workspace's document. Empty without a quantity: nothing to
/// lose.
[[nodiscard]] QJsonObject draftToJson(const TicketInput& input);
/// Nothing when it is not one whole order.
[[nodiscard]] std::optional<TicketInput> draftFromJson(const QJsonObject& object);

}

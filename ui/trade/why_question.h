// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_orders.h"
#include "ui/report/why_dialog.h"

namespace zvt::ui {

/// What is asked of an order of the account that is shown, as of its pictures. @param held null: nothing is
/// @param fill trade id; empty: the whole order
[[nodiscard]] WhyDialog::Question whyQuestion(const Context& context, const trading::TradingSnapshot& snapshot,
    const trading::HeldSnapshot* held, const std::string& orderId, const std::string& fill, LinkColor link);

}

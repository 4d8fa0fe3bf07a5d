// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert_history.h"
#include "ui/shell/context.h"

#include <QString>

namespace zvt::ui {

/// Alerts in the user's language.
[[nodiscard]] QString conditionText(const alert::Condition& condition, const std::string& entityId);
/// "Price", "Line" …
[[nodiscard]] QString kindText(const alert::Condition& condition);
[[nodiscard]] QString stateText(alert::State state);
[[nodiscard]] QString testText(alert::Test test);
[[nodiscard]] QString formulaTestText(alert::FormulaTest test);
[[nodiscard]] QString healthTestText(alert::HealthTest test);
[[nodiscard]] QString frequencyText(alert::Frequency frequency);
[[nodiscard]] QString extentText(alert::Extent extent);
/// What is said when it is told: the security, what happened, and the user's words.
[[nodiscard]] QString eventText(const Context& context, const alert::AlertEvent& event);
/// 02-08 15:00:00 on the clock of the security's exchange.
[[nodiscard]] QString momentText(Timestamp time, const std::string& entityId, bool seconds = true);
/// A price with as many decimals as it needs, at least two.
[[nodiscard]] QString priceText(double price);

}

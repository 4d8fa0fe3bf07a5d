// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/approvals.h"
#include "core/trading/risk/clutch.h"
#include "core/trading/risk/limit_usage.h"
#include "ui/shell/context.h"

#include <QString>

namespace zvt::ui {

[[nodiscard]] QString ruleText(std::string_view rule); ///< "Limit per security"
[[nodiscard]] QString unitText(risk::LimitUnit unit); ///< "of the equity"
[[nodiscard]] QString scopeText(const risk::LimitScope& scope); ///< "account paper, tag bank"; empty for all
/// The number of a limit in its unit: "20%", "5.00万".
[[nodiscard]] QString limitText(const risk::RiskLimit& limit);
/// What is used, in the unit of the limit: a limit of the equity says its share of the equity.
[[nodiscard]] QString usedText(const risk::LimitUsage& usage);
/// The security by name, the industry, tag or account as it is.
[[nodiscard]] QString subjectText(const Context& context, const risk::LimitUsage& usage);
/// "All orders are stopped by …": one sentence of a stop switch that is engaged.
[[nodiscard]] QString stoppedText(const risk::ClutchState& state);
[[nodiscard]] QString approvalText(risk::ApprovalState state);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/approvals.h"
#include "core/trading/risk/limit_usage.h"
#include "ui/shell/context.h"
#include "widgets/table/column_table.h"

#include <memory>

namespace zvt::ui {

using LimitUsages = std::shared_ptr<const std::vector<risk::LimitUsage>>;
using ApprovalRequests = std::shared_ptr<const std::vector<risk::ApprovalRequest>>;

/// Columns read what the pointer points to when they are drawn; it outlives them.

/// Rule with its scope, a meter with the warning as a tick, used and limit, who uses the most.
[[nodiscard]] std::vector<widgets::TableColumn> limitColumns(const Context& context, const LimitUsages* usages);
[[nodiscard]] std::vector<widgets::TableColumn> approvalColumns(
    const Context& context, const ApprovalRequests* requests);
/// "Buy 10,000 浦发银行 at 10.50, about 105,000.00".
[[nodiscard]] QString orderText(const Context& context, const risk::ApprovalRequest& request);

}

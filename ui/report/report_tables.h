// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/column_table.h"

#include <functional>
#include <memory>
#include <string>

namespace zvt::analytics {
struct ReportModel;
}

namespace zvt::ui {

using ReportPtr = std::shared_ptr<const analytics::ReportModel>;
/// The name of a security by its id; empty: not known.
using NameOf = std::function<QString(const std::string& entityId)>;

/// Columns over the round trips, orders, fills and drawdowns of a report, in the order of the report; rows as many as
/// the report has.
[[nodiscard]] std::vector<widgets::TableColumn> tradeColumns(const ReportPtr& report, const NameOf& nameOf);
[[nodiscard]] std::vector<widgets::TableColumn> orderColumns(const ReportPtr& report, const NameOf& nameOf);
[[nodiscard]] std::vector<widgets::TableColumn> fillColumns(const ReportPtr& report, const NameOf& nameOf);
[[nodiscard]] std::vector<widgets::TableColumn> drawdownColumns(const ReportPtr& report);

}

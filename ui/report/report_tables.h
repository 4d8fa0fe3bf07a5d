// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/column_table.h"

#include <functional>
#include <memory>
#include <string>

namespace zvt::analytics {
struct Contributions;
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
/// analytics::tradeFigures() for all, long and short trades.
[[nodiscard]] std::vector<widgets::TableColumn> tradeFigureColumns(const ReportPtr& report);
/// @param contributions a part of the report @param nameOf null: the parts are groups, of the grouping @p key
[[nodiscard]] std::vector<widgets::TableColumn> contributionColumns(const ReportPtr& report,
    const analytics::Contributions& contributions, const NameOf& nameOf, const std::string& key = {});
/// Mean, highest and last share of the equity of each group of the report's grouping @p group.
[[nodiscard]] std::vector<widgets::TableColumn> groupShareColumns(const ReportPtr& report, std::size_t group);
/// CostHistory::kinds, and behind them what the model of the market took, where there is one.
[[nodiscard]] std::size_t costKindCount(const analytics::ReportModel& report);
[[nodiscard]] std::vector<widgets::TableColumn> costKindColumns(const ReportPtr& report);
/// What was held on a day of the report's holdings.
[[nodiscard]] std::vector<widgets::TableColumn> holdingColumns(
    const ReportPtr& report, std::size_t day, const NameOf& nameOf);

}

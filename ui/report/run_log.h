// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_tables.h"

#include "core/base/time.h"

#include <optional>
#include <vector>

namespace zvt::ui {

/// One thing that happened in a run: an entry of its report.
struct RunEvent {
  /// In the order in which they happen at one moment.
  enum class Kind { Warning, Placed, Filled, Closed, NotFilled, Said };
  Kind kind = Kind::Warning;
  LocalTime time; ///< of things without one: that of the run's beginning
  std::size_t index = 0; ///< into the report's warnings, orders, fills, trades or log
};

/// Everything that a run did, oldest first: warnings, orders and why they came to nothing, fills, round trips, what the
/// strategy wrote.
[[nodiscard]] std::vector<RunEvent> runEvents(const analytics::ReportModel& report);
[[nodiscard]] std::vector<widgets::TableColumn> runEventColumns(
    const ReportPtr& report, std::shared_ptr<const std::vector<RunEvent>> events, const NameOf& nameOf);
/// The security of an event; empty: none.
[[nodiscard]] std::string entityOf(const analytics::ReportModel& report, const RunEvent& event);

}

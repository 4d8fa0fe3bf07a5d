// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/records.h"
#include "core/trading/journal.h"
#include "ui/chart/chart_feature.h"

namespace zvt::ui {

/// The fills of a security on the bars of a chart.
struct ChartFills {
  std::vector<trading::Fill> fills; ///< of one security, in the order of execution
  std::vector<trading::CorporateActionApplied> rights; ///< of the security, that were taken up
  trading::AccountSettings account;
  QString buy, sell; ///< the sides in words
  QString why; ///< what a double click does; empty: nothing
};

/// The fills of a backtest in one security, with their places among all fills of the run.
struct RunFills {
  std::vector<std::pair<std::size_t, analytics::FillRecord>> fills;
  QString title; ///< of the run
  QString buy, sell; ///< the sides in words
  QString why; ///< what a double click does
};
/// Marks at the bars of the fills; their ids are the places; those after a replay's clock are
/// left out. Errors: storage.*, data.*.
[[nodiscard]] Result<widgets::TradeMarks> runFillsOnChart(const ChartReading& reading, const RunFills& fills);

/// The bar of source() that a moment belongs to; nothing beyond the bars. @param day its trading day
[[nodiscard]] std::optional<std::size_t> sourceBarAt(const widgets::ChartModel& model, Timestamp at, TradingDay day);

/// Marks at the bars of the fills, whose ids are the fills' places, and links from entries to exits, first in first
/// out. Prices are put on the scale of the chart by each bar's own factor; fills beyond the bars are left out. Runs on
/// a worker's thread. Errors: storage.*, data.*, number.overflow.
[[nodiscard]] Result<widgets::TradeSet> tradesOnChart(const ChartReading& reading, const ChartFills& fills);

/// Adjusted price / raw price at each bar of source(); 1 where it is not known. The raw bars are read. Errors:
/// storage.*, data.*.
[[nodiscard]] Result<std::vector<double>> priceScales(const ChartReading& reading);
/// The same where the market is now: at the newest bar, or at the live day behind it (ChartRequest::through).
[[nodiscard]] Result<double> newestScale(const ChartReading& reading);

}

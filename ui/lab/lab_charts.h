// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/lab/factor_lab.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/metric_tiles.h"

#include <memory>

/// A study as the values of the widgets that show it, in the language and number style in force. @p other may be null:
/// a second study that is drawn beside the first at its dates.
namespace zvt::ui {

using LabResultPtr = std::shared_ptr<const analytics::LabResult>;

[[nodiscard]] std::vector<widgets::MetricTile> studyTiles(
    const analytics::LabResult& result, const analytics::LabResult* other, std::size_t horizon);
/// Rank IC of each date as bars; rank IC and IC added up as lines.
[[nodiscard]] std::shared_ptr<const widgets::DatedSeries> coefficientSeries(
    const analytics::LabResult& result, const analytics::LabResult* other, std::size_t horizon);
/// The highest bucket held, the lowest sold: before and after costs.
[[nodiscard]] std::shared_ptr<const widgets::DatedSeries> longShortSeries(
    const analytics::LabResult& result, const analytics::LabResult* other);
[[nodiscard]] std::shared_ptr<const widgets::DatedSeries> bucketSeries(const analytics::LabResult& result);
/// Share of the lowest and the highest bucket that is new at each date.
[[nodiscard]] std::shared_ptr<const widgets::DatedSeries> turnoverSeries(const analytics::LabResult& result);
[[nodiscard]] std::shared_ptr<const widgets::DatedSeries> coverageSeries(const analytics::LabResult& result);

[[nodiscard]] widgets::BarGroups bucketReturns(const analytics::LabResult& result);
[[nodiscard]] widgets::BarGroups bucketTurnover(const analytics::LabResult& result);
/// Mean rank IC and IC by horizon.
[[nodiscard]] widgets::BarGroups decay(const analytics::LabResult& result);
[[nodiscard]] widgets::BarGroups autocorrelation(const analytics::LabResult& result);

/// "1 bar", "5 bars"
[[nodiscard]] QString horizonText(std::size_t bars);
/// How many securities cannot be read, and why the first: only where there are any.
[[nodiscard]] QString unreadableText(const analytics::LabResult& result);
/// The date of a bar's key as text.
[[nodiscard]] QString dateText(const analytics::LabResult& result, std::int64_t key);

}

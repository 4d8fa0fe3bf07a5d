// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quality.h"

#include <cmath>

/// The parts of the quality gate: each looks for one thing.
namespace zvt::data {

/// A series that is being checked, sorted and without duplicates, with what several rules need.
struct CheckedSeries {
  const market::BarSeries& bars;
  const QualityContext& context;
  std::vector<double> references; ///< daily bars: what each change is told against; else the close before
};

[[nodiscard]] CheckedSeries checkedSeries(const market::BarSeries& bars, const QualityContext& context);
/// A finding about bar @p i, without a proposal. @p rule: its id
[[nodiscard]] QualityFinding findingAt(
    const market::BarSeries& bars, std::size_t i, std::string_view rule, Severity severity, Error reason);
/// Whether turnover is price × volume for this type of entity.
[[nodiscard]] bool hasAmounts(std::string_view entityType);

// One bar at a time; nothing when it is fine.
[[nodiscard]] std::optional<QualityFinding> checkPrices(const CheckedSeries& series, std::size_t i);
[[nodiscard]] std::optional<QualityFinding> checkOhlc(const CheckedSeries& series, std::size_t i);
[[nodiscard]] std::optional<QualityFinding> checkSpike(const CheckedSeries& series, std::size_t i);
[[nodiscard]] std::optional<QualityFinding> checkLimit(const CheckedSeries& series, std::size_t i);
[[nodiscard]] std::optional<QualityFinding> checkZeroVolume(const CheckedSeries& series, std::size_t i);

// The whole series.
[[nodiscard]] std::vector<QualityFinding> checkAmounts(const CheckedSeries& series);
[[nodiscard]] std::vector<QualityFinding> checkSessions(const CheckedSeries& series);
[[nodiscard]] std::vector<QualityFinding> checkMissingDays(const CheckedSeries& series);
[[nodiscard]] std::vector<QualityFinding> checkAge(const CheckedSeries& series);

}

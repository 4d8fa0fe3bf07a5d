// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/data/provider_comparison.h"
#include "core/data/quality.h"

namespace zvt::data {

/// Which of the stored series are looked at; empty members: all.
struct AuditScope {
  std::vector<std::string> entities;
  std::optional<market::BarLevel> level;
  std::optional<std::string> provider;
};

/// Every rule about one series, applied to stored ones. @p now: what should have arrived by then; nothing: not asked.
/// Errors: storage.*, calendar.*, task.cancelled.
[[nodiscard]] Result<std::vector<QualityFinding>> auditStored(
    storage::Profile& profile, const AuditScope& scope, std::optional<Timestamp> now, TaskControl& control);

/// A series of adjusted prices that was imported under a provider of its own, beside the raw one.
struct AdjustedSeries {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string rawProvider; ///< its corporate actions are preferred
  std::string provider; ///< of the adjusted prices
  market::AdjustMode mode = market::AdjustMode::Qfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
};

/// Q09: the adjusted prices against the raw ones times the factors that the stored corporate actions make. Findings are
/// about the adjusted series. Errors: storage.no_bars, storage.*, calendar.*.
[[nodiscard]] Result<std::vector<QualityFinding>> auditAdjusted(
    storage::Profile& profile, const AdjustedSeries& series);

/// The stored series of one entity and level against each other. @p providers: in order of priority; empty: all that
/// are stored, by name, without an earlier merge. The tick is that of the rule book on the newest common day, 0.01
/// where it knows none. Errors: storage.*, quality.nothing_to_compare.
[[nodiscard]] Result<ProviderComparison> compareStored(storage::Profile& profile, const std::string& entityId,
    market::BarLevel level, std::vector<std::string> providers, ComparisonOptions& options);

}

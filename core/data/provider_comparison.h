// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quality.h"
#include "core/storage/profile.h"

#include <string>
#include <vector>

namespace zvt::data {

/// One value that providers tell differently. values[i] belongs to ProviderComparison::providers[i]; NaN: it has none.
struct ValueDifference {
  std::int64_t key = 0;
  market::BarColumn column = market::BarColumn::Open;
  std::vector<double> values;
  double chosen = 0; ///< by the rule of the comparison
};

/// How a value is chosen where providers disagree.
enum class ChoiceRule {
  Priority, ///< the first provider that has the value
  Majority ///< the value that most providers tell; where none has more, the first provider's
};
[[nodiscard]] Result<ChoiceRule> parseChoiceRule(std::string_view text); ///< priority | majority
[[nodiscard]] std::string_view toString(ChoiceRule rule);
[[nodiscard]] std::string_view toString(market::BarColumn column); ///< open … turnover

/// The share of values that has to agree for a provider to be called good.
inline constexpr double kWantedAccuracy = 0.9999;
/// The provider under which merged series are stored.
inline constexpr const char* kMergedProvider = "merged";

/// Values compared and agreed of one provider against the choice.
struct ProviderScore {
  std::string provider;
  std::int64_t compared = 0;
  std::int64_t agreed = 0;
  std::int64_t missing = 0; ///< bars that another provider has
  [[nodiscard]] double accuracy() const { return compared == 0 ? 1 : double(agreed) / double(compared); }
};

/// The same bars as several providers tell them.
struct ProviderComparison {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::vector<std::string> providers; ///< in order of priority
  std::int64_t bars = 0; ///< keys that at least two providers have
  std::vector<ValueDifference> differences; ///< prices more than one tick apart, amounts by more than their unit
  std::vector<ProviderScore> scores; ///< as @p providers
  market::BarSeries merged; ///< every key of any provider, each field chosen by the rule
};

struct ComparisonOptions {
  ChoiceRule rule = ChoiceRule::Priority;
  double priceTick = 0.01; ///< prices may differ by so much
  double volumeUnit = 100; ///< volumes may differ by so much (one lot)
  double turnoverTolerance = 1e-4; ///< relative
};

/// Series of one entity and level, in order of priority. Errors: quality.nothing_to_compare (fewer than two).
[[nodiscard]] Result<ProviderComparison> compareProviders(
    const std::vector<market::BarSeries>& series, const ComparisonOptions& options);

/// The differences as findings of Q11, one a bar and provider that differs from the choice.
[[nodiscard]] std::vector<QualityFinding> disagreements(
    const ProviderComparison& comparison, const ComparisonOptions& options);

/// The accuracy counter (record schema "provider_accuracy"): one row a provider, entity and level; the newest
/// comparison replaces the older one.
[[nodiscard]] storage::RecordWrite accuracyRecords(const ProviderComparison& comparison, Timestamp compared);
/// Sums by provider over everything that was compared.
[[nodiscard]] Result<std::vector<ProviderScore>> providerAccuracy(storage::Profile& profile);

/// Writes the merged series as provider "merged" with a run that names its sources; the compared series stay.
/// Errors: storage.*.
Result<void> storeMerged(storage::Profile& profile, const ProviderComparison& comparison, ChoiceRule rule,
    const std::string& actor, Timestamp now);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/entity_facts.h"
#include "core/market/exchange.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::data {

enum class Severity {
  Warning, ///< the bar stays in its series and is listed
  Error ///< the bar is held back until somebody decides
};
[[nodiscard]] std::string_view toString(Severity severity); ///< warning | error
[[nodiscard]] Result<Severity> parseSeverity(std::string_view text);

/// One rule of the list. The message "quality.rule.<name>" says what it checks.
struct QualityRule {
  std::string_view id; ///< Q01 …
  std::string_view name; ///< ohlc_order …
  Severity severity = Severity::Warning; ///< of most findings; a finding has its own
  bool proposes = false; ///< may come with a corrected bar
  bool atIngest = true; ///< checked before bars are stored; else only over what is stored
};
/// All rules in the order of their ids.
[[nodiscard]] std::span<const QualityRule> qualityRules();
[[nodiscard]] const QualityRule* findQualityRule(std::string_view id);

/// One thing that a rule found. key: BarSeries::key of the bar; of a missing day the day itself.
struct QualityFinding {
  std::string rule; ///< id
  Severity severity = Severity::Warning;
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  std::int64_t key = 0;
  Error reason; ///< the sentence with its figures
  std::optional<market::Bar> bar; ///< as it came; nothing when a bar is missing
  std::optional<market::Bar> proposal; ///< the bar as it should probably be
  std::vector<std::pair<std::string, double>> extras{}; ///< optional columns of the bar, by name
};

/// What is known about the entity besides its bars; what is missing here is not checked.
struct QualityContext {
  EntityFacts facts;
  std::shared_ptr<const market::Calendar> calendar;
  std::shared_ptr<const market::RuleBook> rules;
  std::optional<market::Bar> previous; ///< the stored bar before the series, if any
  std::optional<Timestamp> now; ///< for rules about what should have arrived by now
};

/// Bars of a series, divided into those that may be stored and those that are held back.
struct QualityOutcome {
  market::BarSeries accepted; ///< increasing keys, none of @p held
  std::vector<QualityFinding> held; ///< Severity::Error
  std::vector<QualityFinding> findings; ///< Severity::Warning: about bars that are in @p accepted
};

/// The rules, applied to one raw series. Stateless; any thread.
class QualityGate {
public:
  /// Before storing: the rules with QualityRule::atIngest. The series may be unsorted and have duplicates.
  [[nodiscard]] static QualityOutcome check(const market::BarSeries& series, const QualityContext& context);
  /// Over a stored series: every rule about one series, those about missing days and age included.
  [[nodiscard]] static std::vector<QualityFinding> audit(
      const market::BarSeries& series, const QualityContext& context);
  /// Q09: a provider's own adjusted prices against raw × factor. @p adjusted has the keys of @p raw or some of them.
  [[nodiscard]] static std::vector<QualityFinding> checkAdjusted(const market::BarSeries& raw,
      const market::BarSeries& adjusted, const QualityContext& context, market::AdjustMethod method);
};

}

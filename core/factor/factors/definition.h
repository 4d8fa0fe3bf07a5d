// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/accumulator.h"
#include "core/factor/factors/scorer.h"

#include "core/base/param_schema.h"

#include <functional>
#include <map>
#include <optional>

namespace zvt::factor {

/// The columns that decide: a condition (holds: long, does not: short, undefined: keep) and a score.
inline constexpr std::string_view kFilterResult = "filter_result";
inline constexpr std::string_view kScoreResult = "score_result";

/// Parameters of a factor, every one of them, checked.
class FactorParameters {
public:
  /// @param texts what was given, as ParamSchema::parse reads it; the others take their defaults. Errors: param.*,
  /// factor.bad_windows.
  static Result<FactorParameters> of(const ParamSchema& schema, const std::map<std::string, std::string>& texts);

  [[nodiscard]] std::int64_t whole(std::string_view key) const;
  [[nodiscard]] double real(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const; ///< of any type
  /// A list of whole numbers from 1, separated by commas.
  [[nodiscard]] std::vector<std::int64_t> windows(std::string_view key) const;
  /// The same parameters give the same text.
  [[nodiscard]] std::string json() const;

private:
  std::map<std::string, ParamValue, std::less<>> m_values;
};

/// One column of a transformer.
struct FactorColumn {
  std::string name;
  std::string formula; ///< over the bars; core/factor/README.md
};

/// A factor with its parameters filled in: bars → transformer columns → accumulator columns.
struct FactorParts {
  std::vector<FactorColumn> transformer;
  std::function<std::unique_ptr<Accumulator>()> accumulator; ///< may be empty
  std::vector<std::string> accumulatorColumns;
};

/// A factor as a declaration: forms, help and the command line are drawn from it.
struct FactorDefinition {
  std::string name; ///< unique
  std::string title; ///< message key, or the text itself of a user's own
  std::string help;
  int version = 1; ///< a change makes stored results invalid
  ParamSchema parameters;
  market::BarLevel level = market::BarLevel::Day1; ///< unless the request says otherwise
  std::optional<market::AdjustMode> adjust; ///< nothing: hfq for stocks, qfq for the others
  std::vector<std::string> inputs; ///< bar columns that it cannot do without, and tables
  std::string source; ///< who published it; empty for a user's own
  /// Turns scoreColumn of all securities of a day into score_result; nothing: the factor makes its own, or has none.
  std::optional<ScorerSpec> scorer;
  std::string scoreColumn;
  std::string document; ///< the JSON of a user's own factor; empty for built-in ones
  std::function<Result<FactorParts>(const FactorParameters&)> build;
};

/// The prices that a factor reads of an entity when nobody says otherwise.
[[nodiscard]] market::AdjustMode adjustFor(const FactorDefinition& definition, std::string_view entityId);

/// Factors by name: the built-in ones and those of a user. Not thread-safe while adding.
class FactorRegistry {
public:
  /// ZVT's sixteen, SpecificFactor for its SpecificTransformer, and those over reports.
  static FactorRegistry builtIn();
  /// Errors: factor.name_taken.
  Result<void> add(FactorDefinition definition);
  [[nodiscard]] const std::vector<FactorDefinition>& all() const { return m_definitions; }
  /// Errors: factor.unknown.
  [[nodiscard]] Result<const FactorDefinition*> find(std::string_view name) const;

private:
  std::vector<FactorDefinition> m_definitions;
};

/// GoodCompanyFactor and RiskyCompanyFactor: filters over reports.
[[nodiscard]] std::vector<FactorDefinition> fundamentalFactors();

/// Building blocks by ZVT's names (MaTransformer, MacdTransformer …) as columns.
[[nodiscard]] std::vector<FactorColumn> maTransformer(const std::vector<std::int64_t>& windows, bool changePct = false);
[[nodiscard]] std::vector<FactorColumn> maAndVolumeTransformer(const std::vector<std::int64_t>& windows,
    const std::vector<std::int64_t>& volumeWindows, std::string_view volumeField = "VOLUME");
/// overlap_low and overlap_high: what the last @p bars have in common; undefined where nothing.
[[nodiscard]] std::vector<FactorColumn> intersectTransformer(std::int64_t bars);
/// diff, dea, macd; divided by the close when @p normal.
[[nodiscard]] std::vector<FactorColumn> macdTransformer(
    std::int64_t slow, std::int64_t fast, std::int64_t n, bool normal = false);
/// ma …, filter_result: each average above the next.
[[nodiscard]] std::vector<FactorColumn> crossMaTransformer(const std::vector<std::int64_t>& windows);
/// filter_result: 0 after @p interval closes in a row below the average, else undefined.
[[nodiscard]] std::vector<FactorColumn> fallBelowTransformer(std::int64_t window, std::int64_t interval);
/// filter_result: 1 at the first bar of the buying day or behind it, 0 at that of the selling day, else undefined. A
/// day ahead of the first bar gives nothing.
[[nodiscard]] std::vector<FactorColumn> specificTransformer(
    std::optional<TradingDay> buy, std::optional<TradingDay> sell);
/// top, bottom: highest high and lowest low of the last @p window bars.
[[nodiscard]] std::vector<FactorColumn> topBottomTransformer(std::int64_t window);
/// m1 > m2 AND m2 > m3 …
[[nodiscard]] std::string alignment(const std::vector<std::int64_t>& windows);

}

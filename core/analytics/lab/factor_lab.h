// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/factor_study_html.h"
#include "core/factor/formula.h"
#include "core/market/bar_series.h"

#include <map>
#include <memory>

namespace zvt::data {
class MarketData;
}
namespace zvt::factor {
class ColumnSources;
class FactorRegistry;
class FormulaLibrary;
}

namespace zvt::analytics {

/// A factor to look at: a formula, or one of the registry.
struct LabFactor {
  std::string name; ///< of a formula, when it has one; else its text is its name
  std::string formula; ///< empty: one of the registry. Of several outputs the first counts.
  factor::ParameterValues values; ///< of the formula's INPUT line
  std::string factor; ///< name in the registry
  std::map<std::string, std::string> parameters; ///< of it, as a person writes them
  std::string column; ///< of it; empty: mainColumn()
  bool operator==(const LabFactor&) const = default;
};
[[nodiscard]] std::string titleOf(const LabFactor& factor);

/// What is to be studied over which bars.
struct LabRequest {
  LabFactor factor;
  std::vector<LabFactor> others; ///< compared with it, by the correlation of their ranks
  std::shared_ptr<const factor::FormulaLibrary> saved; ///< formulas that they may refer to; null: none
  std::vector<std::string> entities;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Hfq; ///< prices that factors read; returns are always adjusted
  std::optional<TradingDay> from, to; ///< dates whose values count, both included; the bars before warm the factor up
  FactorStudyOptions options;
};

/// A security at the newest date that has values.
struct LabName {
  std::string entityId;
  double value = 0;
  std::size_t bucket = 0; ///< from 1; 0: too few securities for buckets
  double change = 0; ///< of the close against the bar before, adjusted; NaN when there is none
  double change20 = 0; ///< against the bar 20 before
};

struct LabResult {
  FactorReport report; ///< the study, and what pages say about it
  std::vector<LabName> names; ///< highest value first; equal ones by id
  std::int64_t namesKey = 0; ///< of their bars
  std::size_t securities = 0; ///< with bars
  std::size_t withoutBars = 0; ///< of this level; those that cannot be read are counted in the report
};

/// Reads the bars, computes the factors and studies them. Reports progress; ends soon after it is cancelled. Any
/// thread. A security that cannot be read is left out; the report says so. The result does not depend on the number of
/// threads. Errors: factor.no_formula, factor.no_bars_at_all,
/// factor.no_value_at_all, those of compile(), of factorColumn(), of studyFactor(), storage.*, data.*; task.cancelled.
[[nodiscard]] Result<LabResult> runLab(const LabRequest& request, data::MarketData& data,
    const factor::ColumnSources& sources, const factor::FactorRegistry& registry, const ParallelFor& parallel,
    TaskControl& control);

}

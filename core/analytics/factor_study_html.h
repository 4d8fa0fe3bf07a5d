// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/factor_study.h"
#include "core/base/messages.h"
#include "core/market/bar_level.h"

namespace zvt::analytics {

/// A study with what the page says about it.
struct FactorReport {
  std::string title; ///< the factor's name or formula
  std::vector<std::string> facts; ///< lines under the title, as the formula of a name; not escaped
  std::size_t securities = 0; ///< with bars
  std::size_t unreadable = 0; ///< securities that are left out because their bars cannot be read
  std::optional<Error> firstProblem; ///< of them
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Hfq; ///< of the prices that the factor reads
  FactorStudyOptions options;
  FactorStudy study;
  /// Correlation of several factors' ranks; names by row and column. Empty: only one factor.
  std::vector<std::string> names;
  std::vector<std::vector<std::optional<double>>> correlations;
};

/// A self-contained page: no script, no link to outside, charts as SVG. Everything from outside is escaped.
/// @param language "en" or "zh_CN", of @p messages
[[nodiscard]] std::string factorReportHtml(
    const FactorReport& report, const Messages& messages, std::string_view language, bool redUp);

}

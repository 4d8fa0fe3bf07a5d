// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/live_scale.h"
#include "ui/chart/chart_loader.h"
#include "ui/chart/compared_security.h"
#include "widgets/chart/second_axis.h"

#include <optional>
#include <vector>

namespace zvt::ui {

/// What was computed of one compared security.
struct ComparedColumn {
  std::vector<double> values; ///< as long as the bars; of a suspended day the last one known. Empty: see problem
  int decimals = 2;
  std::optional<Error> problem; ///< why there is nothing
  std::vector<double> closes = {}; ///< of the other security, as long as the bars
  data::LiveJoin join = {}; ///< of its newest stored day: how its quotes go on
  std::shared_ptr<const market::Calendar> calendar = {}; ///< of its exchange
};

struct ComparedColumns {
  std::vector<ComparedColumn> columns; ///< one a security
  std::size_t ownAxes = 0; ///< indicators with axes of their own: the first of `axes`
  widgets::SideAxes axes; ///< of those over the prices
};

/// Reads the securities at the chart's level, adjusted as it is, puts each at the bars by what was known then, and adds
/// the panes of spreads, ratios and correlations to the model. @param names of the securities; @param paneTitles of
/// those that have panes; @p ownAxes the indicators that are taken out of the model onto axes of their own. On a
/// worker's thread.
[[nodiscard]] ComparedColumns readCompared(const ChartReading& reading, const std::vector<ComparedSecurity>& securities,
    const QStringList& names, const QStringList& paneTitles, const std::vector<std::string>& ownAxes = {});

}

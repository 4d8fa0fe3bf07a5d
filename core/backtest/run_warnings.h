// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/backtest/backtest_data.h"
#include "core/strategy/execution_plan.h"

#include <span>
#include <vector>

namespace zvt::backtest {

/// What a reader of a run has to know of its fills:
///   backtest.beyond_volume (arguments "count", "fills", "times"): some are larger than all that was traded in their
///   bar, the largest so many times;
///   backtest.lot_undated ("count", "entity"): the lot of the list of securities was taken for all days of what traded,
///   and its issuer may have changed it;
///   backtest.rights_ignored ("count", "entity"): rights were offered on what was held, and the account does not take
///   them, so that a holding lost what they were worth; one that takes them has rightsWarnings().
[[nodiscard]] std::vector<Error> runWarnings(
    const BacktestData& data, std::span<const analytics::FillRecord> fills, const strategy::AccountSettings& account);
/// backtest.costs_unrecorded ("count", "fee", "until", "entity"): so many fills would have paid a fee whose rates are
/// not recorded up to that day, nothing is counted for it; one a fee. Empty under the free policy.
[[nodiscard]] std::vector<Error> costWarnings(std::span<const analytics::FillRecord> fills,
    const strategy::AccountSettings& account, const market::RuleBook& book);
/// backtest.benchmark_partial ("entity", "first", "last"): the benchmark has bars of a part of the run alone, by more
/// than a week; beta, alpha and what is compared with it tell of that part.
[[nodiscard]] std::vector<Error> benchmarkWarnings(
    const BacktestData& data, std::span<const analytics::EquityPoint> equity);

}

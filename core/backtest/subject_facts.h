// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/backtest_data.h"
#include "core/trading/trading_rules.h"

namespace zvt::backtest {

/// What the rule book needs to know of the entities of a run. ST is read from the present name: its history is not
/// known.
/// @param data outlives the lookup
[[nodiscard]] trading::SubjectLookup subjectLookup(const BacktestData& data);

}

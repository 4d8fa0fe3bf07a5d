// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/trade_bootstrap.h"
#include "core/backtest/lookahead.h"
#include "core/backtest/walk_forward.h"
#include "widgets/base/components.h"
#include "widgets/table/column_table.h"

namespace zvt::ui::checks {

/// What a check found: rows, and a sentence on them.
struct Answer {
  std::vector<widgets::TableColumn> columns;
  std::size_t rows = 0;
  widgets::NoteKind kind = widgets::NoteKind::Info;
  QString sentence;
};

[[nodiscard]] Answer answerOf(const backtest::LookaheadReport& report);
[[nodiscard]] Answer answerOf(
    const std::shared_ptr<const backtest::WalkForwardResult>& result, const backtest::SweepRequest& sweep);
[[nodiscard]] Answer answerOf(const analytics::TradeBootstrap& result);

}

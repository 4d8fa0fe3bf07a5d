// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/live/strategy_board.h"
#include "ui/shell/context.h"
#include "widgets/table/cell_roles.h"

#include <QString>

namespace zvt::ui::live {

[[nodiscard]] QString stateText(backtest::LiveState state);
[[nodiscard]] QString stateIcon(backtest::LiveState state);
[[nodiscard]] widgets::CellTone stateTone(backtest::LiveState state);
/// "Buy 3,700 Ping An Bank +2": what it wanted last; empty: nothing yet.
[[nodiscard]] QString decisionText(const Context& context, const backtest::LiveRow& row);
/// Why it does not run, or why its last order did not leave; empty: all is well.
[[nodiscard]] QString troubleText(const backtest::LiveRow& row);
/// On the clock of the exchange that the status bar shows.
[[nodiscard]] QString momentText(const Context& context, Timestamp at);
/// What the stop over all strategies would do; none over what a person orders.
[[nodiscard]] QString stopAllText(bool isStopped);
[[nodiscard]] QString moneyText(Money amount);
[[nodiscard]] QString signedMoneyText(Money amount);
[[nodiscard]] QString lagText(Duration lag);

}

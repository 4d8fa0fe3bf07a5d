// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace zvt::cli {

/// Adds compare, lookahead and bootstrap to the command backtest.
void addBacktestChecks(CLI::App& backtest, CommandLine& line);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace CLI {
class App;
}

namespace zvt::cli {

/// add, list, start, stop, remove, clutch, run: the strategies that live in a profile.
void addLiveStrategyCommands(CLI::App& strategy, CommandLine& line);

}

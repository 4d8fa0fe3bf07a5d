// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// `alert check`: when alerts would have been told.
void addAlertCheckCommand(CLI::App& alert, CommandLine& line);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// report: a subcommand of "factor".
void addFactorReportCommand(CLI::App& factor, CommandLine& line);

}

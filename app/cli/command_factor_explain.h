// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// explain: a subcommand of "factor".
void addFactorExplainCommand(CLI::App& factor, CommandLine& line);

}

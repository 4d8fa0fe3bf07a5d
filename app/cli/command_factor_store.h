// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// compute, results, stored, clear: subcommands of "factor".
void addFactorStoreCommands(CLI::App& factor, CommandLine& line);
/// targets, also one of "factor".
void addFactorTargetCommand(CLI::App& factor, CommandLine& line);
/// top, too.
void addFactorTopCommand(CLI::App& factor, CommandLine& line);

}

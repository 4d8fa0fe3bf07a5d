// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// list, show, help, save, remove, export, import: subcommands of "factor".
void addFactorLibraryCommands(CLI::App& factor, CommandLine& line);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// zvt factor mood | seats: what the alternative columns are made of.
void addFactorAlternativeCommands(CLI::App& factor, CommandLine& line);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "core/factor/formula.h"
#include "core/factor/formula_library.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

/// Which formula a command works on: a text, the name of a saved one or --file FILE, and --param NAME=NUMBER.
struct FormulaSource {
  std::string textOrName, file;
  std::vector<std::string> parameters;

  void addOptions(CLI::App& command);
  /// What is wrong beyond the first mistake is noted on standard error.
  /// Errors: factor.no_formula, factor.two_formulas, factor.bad_parameter_text, file.*, those of FormulaStore and of
  /// compile().
  [[nodiscard]] Result<factor::Formula> compile(CommandLine& line, app::Services& services) const;

private:
  [[nodiscard]] Result<std::string> text(const factor::FormulaLibrary& library) const;
};

/// Reads the formula file as text, without a byte order mark. Errors: file.*.
[[nodiscard]] Result<std::string> readFormulaFile(const std::string& file);

}

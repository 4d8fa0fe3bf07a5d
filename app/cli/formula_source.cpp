// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/formula_source.h"

#include "core/base/text.h"
#include "core/factor/formula_editor.h"

#include <CLI/App.hpp>

namespace zvt::cli {

namespace {

constexpr std::size_t kMostNotes = 9; ///< further mistakes that are listed

Result<factor::ParameterValues> readParameters(const std::vector<std::string>& texts)
{
  factor::ParameterValues values;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    const auto number =
        sign == std::string::npos ? std::nullopt : parseDouble(trim(std::string_view(text).substr(sign + 1)));
    const std::string_view name = trim(std::string_view(text).substr(0, sign));
    if (!number || name.empty())
      return fail("factor.bad_parameter_text", {{"text", text}});
    values[std::string(name)] = *number;
  }
  return values;
}

}

void FormulaSource::addOptions(CLI::App& command)
{
  command.add_option("formula", textOrName, "A formula, e.g. \"MACD(CLOSE,12,26,9)\", or the name of a saved one");
  command.add_option("--file", file, "A file with the formula");
  command.add_option("--param", parameters, "NAME=NUMBER for a parameter of the formula's INPUT line; repeat");
}

Result<std::string> readFormulaFile(const std::string& file)
{
  ZVT_TRY(std::string text, OsFileSystem().read(file));
  if (text.starts_with("\xEF\xBB\xBF"))
    text.erase(0, 3);
  return text;
}

Result<std::string> FormulaSource::text(const factor::FormulaLibrary& library) const
{
  if (!file.empty() && !textOrName.empty())
    return fail("factor.two_formulas");
  if (!file.empty())
    return readFormulaFile(file);
  if (trim(textOrName).empty())
    return fail("factor.no_formula");
  const factor::SavedFormula* saved = library.find(trim(textOrName));
  return saved ? saved->text : textOrName;
}

Result<factor::Formula> FormulaSource::compile(CommandLine& line, app::Services& services) const
{
  ZVT_TRY(
      const factor::FormulaLibrary library, factor::FormulaStore(services.files(), services.profile().path()).load());
  ZVT_TRY(const std::string formula, text(library));
  ZVT_TRY(const factor::ParameterValues values, readParameters(parameters));
  Result<factor::Formula> compiled = factor::compile(formula, values, library);
  if (!compiled) {
    const auto problems = factor::problemsOf(formula, factor::OperatorCatalogue::builtIn(), &library);
    for (std::size_t i = 1; i < problems.size() && i <= kMostNotes; ++i)
      line.note(line.messages().describe(problems[i].error));
  }
  return compiled;
}

}

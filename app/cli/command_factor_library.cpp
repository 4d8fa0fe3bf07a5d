// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor list, show, help, save, remove, export, import: what formulas there are.
#include "app/cli/command_factor_library.h"

#include "app/cli/command_line.h"
#include "app/cli/formula_source.h"
#include "app/cli/option_check.h"
#include "core/base/text.h"
#include "core/factor/factors/factor_page.h"
#include "core/factor/formula_library.h"
#include "core/factor/reference_pages.h"
#include "core/factor/signature.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct LibraryArguments {
  std::string name, text, file, format;
  bool isText = false;
};

factor::FormulaStore storeOf(app::Services& services)
{
  return {services.files(), services.profile().path()};
}

/// For commands that also tell of functions, which need no profile: nothing saved where there is none.
Result<factor::FormulaLibrary> savedIfAny(CommandLine& line)
{
  const auto services = line.open(true);
  return services ? storeOf(**services).load() : factor::FormulaLibrary{};
}

const factor::OperatorCatalogue& catalogue()
{
  return factor::OperatorCatalogue::builtIn();
}

std::string firstLine(std::string_view text)
{
  return std::string(text.substr(0, text.find('\n')));
}

/// "(fast=12, slow=26)"
std::string argumentsOf(const ParamSchema& parameters)
{
  std::string text;
  for (const ParamSpec& spec : parameters.specs())
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", spec.key, toText(spec.defaultValue));
  return "(" + text + ")";
}

Result<void> list(CommandLine& line, const LibraryArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(const factor::FormulaLibrary library, savedIfAny(line));
  TableOutput output({"kind", "name", "signature", "outputs", "help"}, format, stdout);
  for (const factor::SavedFormula& saved : library.all()) {
    const auto formula = factor::compile(saved.text, {}, library);
    output.row({std::string("formula"), saved.name, firstLine(trim(saved.text)),
        formula ? fmt::format("{}", fmt::join(formula->names(), " ")) : std::string(),
        formula ? std::string() : line.messages().describe(formula.error())});
  }
  const factor::FactorRegistry factors = factor::FactorRegistry::builtIn();
  for (const factor::FactorDefinition& factor : factors.all())
    output.row({std::string("factor"), factor.name, factor.name + argumentsOf(factor.parameters),
        fmt::format("{}", fmt::join(factor::columnsOf(factor), " ")), line.messages().text(factor.title)});
  for (const factor::OperatorInfo& info : catalogue().operators())
    output.row({std::string("operator"), info.name, factor::signatureOf(info),
        fmt::format("{}", fmt::join(info.outputs, " ")), line.messages().text(info.help)});
  for (const factor::ColumnInfo& column : factor::ColumnCatalogue::builtIn().columns())
    output.row({std::string("column"), toUpper(column.name), std::string(), std::string(),
        line.messages().text(column.help())});
  output.finish();
  return {};
}

/// The page of a saved formula, an operator or a factor, in this order.
Result<std::string> pageOf(CommandLine& line, const LibraryArguments& arguments)
{
  const Messages& messages = line.messages();
  ZVT_TRY(const factor::FormulaLibrary library, savedIfAny(line));
  if (const factor::SavedFormula* saved = library.find(arguments.name)) {
    if (arguments.isText)
      return std::string(trim(saved->text)) + "\n";
    ZVT_TRY(const factor::Formula formula, factor::compile(saved->text, {}, library));
    return factor::describe(saved->name, formula, messages);
  }
  if (const factor::OperatorInfo* info = catalogue().find(arguments.name); info && !arguments.isText)
    return factor::describe(*info, messages);
  if (const auto* column = factor::ColumnCatalogue::builtIn().find(arguments.name); column && !arguments.isText)
    return factor::describe(*column, messages);
  const factor::FactorRegistry registry = factor::FactorRegistry::builtIn();
  if (const auto found = registry.find(arguments.name); found && !arguments.isText)
    return factor::describe(**found, messages);
  return fail("factor.unknown_formula", {{"name", arguments.name}});
}

Result<void> show(CommandLine& line, const LibraryArguments& arguments)
{
  ZVT_TRY(const std::string page, pageOf(line, arguments));
  if (line.json)
    writeJson(nlohmann::ordered_json{{"name", arguments.name}, {"page", page}}, stdout);
  else
    fmt::print("{}", page);
  return {};
}

Result<void> help(CommandLine& line, const LibraryArguments& arguments)
{
  const auto pages = factor::referencePages(catalogue(), line.messages());
  if (arguments.name.empty()) {
    ZVT_TRY(const Format format, line.format(arguments.format));
    TableOutput output({"topic", "title"}, format, stdout);
    for (const factor::ReferencePage& page : pages)
      output.row({page.topic, page.title});
    output.finish();
    return {};
  }
  for (const factor::ReferencePage& page : pages) {
    if (page.topic != arguments.name && page.topic != "functions-" + arguments.name)
      continue;
    if (line.json)
      writeJson(nlohmann::ordered_json{{"topic", page.topic}, {"title", page.title}, {"page", page.markdown}}, stdout);
    else
      fmt::print("{}", page.markdown);
    return {};
  }
  return show(line, arguments);
}

/// Changes the saved formulas of the profile; an error of @p change leaves them as they are.
Result<void> edit(CommandLine& line, const std::function<Result<void>(factor::FormulaLibrary&)>& change)
{
  ZVT_TRY(app::Services * services, line.open(false));
  factor::FormulaStore store = storeOf(*services);
  ZVT_TRY(factor::FormulaLibrary library, store.load());
  ZVT_TRY_VOID(change(library));
  return store.save(library);
}

Result<void> save(CommandLine& line, const LibraryArguments& arguments)
{
  if (arguments.text.empty() == arguments.file.empty())
    return fail(arguments.text.empty() ? "factor.no_formula" : "factor.two_formulas");
  std::string text = arguments.text;
  if (text.empty()) {
    ZVT_TRY(text, readFormulaFile(arguments.file));
  }
  const auto putChecked = [&](factor::FormulaLibrary& library) -> Result<void> {
    ZVT_TRY_VOID(library.put({arguments.name, text}));
    ZVT_TRY_VOID(factor::compile(text, {}, library)); // what is saved here is meant to run
    return {};
  };
  ZVT_TRY_VOID(edit(line, putChecked));
  line.note(fmt::format("zvt: saved {}", arguments.name));
  return {};
}

Result<void> remove(CommandLine& line, const LibraryArguments& arguments)
{
  return edit(line, [&](factor::FormulaLibrary& library) -> Result<void> {
    if (!library.remove(arguments.name))
      return fail("factor.unknown_formula", {{"name", arguments.name}});
    return {};
  });
}

Result<void> exportAll(CommandLine& line, const LibraryArguments& arguments)
{
  ZVT_TRY(app::Services * services, line.open(true));
  ZVT_TRY(const factor::FormulaLibrary library, storeOf(*services).load());
  ZVT_TRY_VOID(services->files().writeAtomically(arguments.file, factor::toText(library)));
  line.note(fmt::format("zvt: {} formulas written to {}", library.all().size(), arguments.file));
  return {};
}

Result<void> importAll(CommandLine& line, const LibraryArguments& arguments)
{
  ZVT_TRY(const std::string text, readFormulaFile(arguments.file));
  ZVT_TRY(const factor::FormulaLibrary given, factor::formulaLibraryFromText(text));
  const auto putAll = [&](factor::FormulaLibrary& library) -> Result<void> {
    for (const factor::SavedFormula& formula : given.all())
      ZVT_TRY_VOID(library.put(formula));
    return {};
  };
  ZVT_TRY_VOID(edit(line, putAll));
  line.note(fmt::format("zvt: {} formulas read from {}", given.all().size(), arguments.file));
  return {};
}

}

void addFactorLibraryCommands(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<LibraryArguments>();
  const auto add = [&](const char* name, const char* what,
                       Result<void> (*work)(CommandLine&, const LibraryArguments&)) {
    CLI::App* command = factor.add_subcommand(name, what);
    command->callback(
        [&line, arguments, work] { line.run = [&line, arguments, work] { return work(line, *arguments); }; });
    return command;
  };
  const auto addFormat = [&](CLI::App* command) {
    command->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  };
  addFormat(add("list", "Saved formulas, factors and the functions that formulas may use", list));
  CLI::App* showing =
      add("show", "What a formula, factor or function computes, its parameters, outputs and source", show);
  showing->add_option("name", arguments->name, "e.g. MACD")->required();
  showing->add_flag("--text", arguments->isText, "The text of a saved formula, nothing else");
  CLI::App* helping = add("help", "The reference of functions: its pages, or one of them", help);
  helping->add_option("topic", arguments->name, "A page, e.g. average, or a function");
  addFormat(helping);
  CLI::App* saving = add("save", "Keep a formula under a name; replaces one of that name", save);
  saving->add_option("name", arguments->name, "Its name")->required();
  saving->add_option("formula", arguments->text, "Its text");
  saving->add_option("--file", arguments->file, "A file with its text");
  add("remove", "Throw a saved formula away", remove)->add_option("name", arguments->name, "Its name")->required();
  add("export", "Write all saved formulas into a text file", exportAll)
      ->add_option("file", arguments->file, "The file")
      ->required();
  add("import", "Read formulas from a text file, each behind a line {# NAME}", importAll)
      ->add_option("file", arguments->file, "The file")
      ->required();
}

}

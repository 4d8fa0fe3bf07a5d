// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_library.h"

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr std::string_view kKind = "zvt.formulas";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLongestName = 64 * 4; // bytes of 64 characters

bool isName(std::string_view name)
{
  const auto characters =
      std::ranges::count_if(name, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  const bool isPlain = std::ranges::all_of(name, [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && std::string_view("{};/\\").find(c) == std::string_view::npos;
  });
  return !name.empty() && name.size() <= kLongestName && characters <= 64 && isPlain && trim(name) == name
      && !findInvalidUtf8(name);
}

}

const SavedFormula* FormulaLibrary::find(std::string_view name) const
{
  const std::string wanted = toUpper(name);
  const auto found =
      std::ranges::find_if(m_formulas, [&](const SavedFormula& formula) { return toUpper(formula.name) == wanted; });
  return found == m_formulas.end() ? nullptr : &*found;
}

Result<void> FormulaLibrary::put(SavedFormula formula)
{
  if (!isName(formula.name))
    return fail("factor.bad_formula_name", {{"name", formula.name}});
  remove(formula.name);
  const auto place = std::ranges::lower_bound(
      m_formulas, toUpper(formula.name), {}, [](const SavedFormula& one) { return toUpper(one.name); });
  m_formulas.insert(place, std::move(formula));
  return {};
}

bool FormulaLibrary::remove(std::string_view name)
{
  const SavedFormula* found = find(name);
  if (found)
    m_formulas.erase(m_formulas.begin() + (found - m_formulas.data()));
  return found != nullptr;
}

std::string toJson(const FormulaLibrary& library)
{
  Json formulas = Json::array();
  for (const SavedFormula& formula : library.all())
    formulas.push_back({{"name", formula.name}, {"text", formula.text}});
  return canonicalJson({{"formulas", std::move(formulas)}, {"kind", kKind}, {"version", kVersion}}) + "\n";
}

Result<FormulaLibrary> formulaLibraryFromJson(std::string_view text)
{
  ZVT_TRY(const Json document, parseJson(text));
  if (!document.is_object() || document.value("kind", Json()) != Json(kKind) || !document.contains("formulas")
      || !document["formulas"].is_array())
    return fail("factor.not_a_library");
  ZVT_TRY(const std::int64_t version, jsonInt(document, "version"));
  if (version > kVersion)
    return fail("factor.newer_library", {{"version", std::to_string(version)}});
  FormulaLibrary library;
  for (const Json& entry : document["formulas"]) {
    if (!entry.is_object())
      return fail("factor.not_a_library");
    SavedFormula formula;
    ZVT_TRY(formula.name, jsonString(entry, "name"));
    ZVT_TRY(formula.text, jsonString(entry, "text"));
    ZVT_TRY_VOID(library.put(std::move(formula)));
  }
  return library;
}

namespace {

bool isHeading(std::string_view line)
{
  const std::string_view bare = trim(line);
  return bare.starts_with("{#") && bare.ends_with('}');
}

/// Its lines, where a comment that looks like a heading gets a blank: "{ # note}". Still the same comment.
std::string withoutHeadings(std::string_view text)
{
  std::string lines;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t sign = line.find("{#");
    lines += isHeading(line) ? std::string(line.substr(0, sign + 1)) + " " + std::string(line.substr(sign + 1))
                             : std::string(line);
    lines += '\n';
  }
  return lines;
}

}

std::string toText(const FormulaLibrary& library)
{
  std::string text;
  for (const SavedFormula& formula : library.all())
    text += "{# " + formula.name + "}\n" + withoutHeadings(trim(formula.text)) + "\n";
  return text;
}

Result<FormulaLibrary> formulaLibraryFromText(std::string_view text)
{
  FormulaLibrary library;
  std::optional<SavedFormula> current;
  const auto finish = [&]() -> Result<void> {
    if (!current)
      return {};
    current->text = trim(current->text);
    if (current->text.empty())
      return fail("factor.empty_formula", {{"name", current->name}});
    return library.put(*std::exchange(current, std::nullopt));
  };
  for (const std::string_view line : split(text, '\n')) {
    if (const std::string_view bare = trim(line); isHeading(line)) {
      ZVT_TRY_VOID(finish());
      current = SavedFormula{std::string(trim(bare.substr(2, bare.size() - 3))), ""};
    } else if (current) {
      current->text.append(line).push_back('\n');
    }
  }
  ZVT_TRY_VOID(finish());
  if (library.all().empty())
    return fail("factor.no_named_formula");
  return library;
}

Result<FormulaLibrary> FormulaStore::load() const
{
  if (!m_files.exists(m_file))
    return FormulaLibrary{};
  ZVT_TRY(const std::string text, m_files.read(m_file));
  Result<FormulaLibrary> library = formulaLibraryFromJson(text);
  if (!library)
    return fail(std::move(library).error().with("file", m_file.string()));
  return library;
}

Result<void> FormulaStore::save(const FormulaLibrary& library)
{
  ZVT_TRY_VOID(m_files.createDirectories(m_file.parent_path()));
  return m_files.writeAtomically(m_file, toJson(library));
}

}

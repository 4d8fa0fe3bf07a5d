// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_reference.h"

#include "core/base/text.h"
#include "core/factor/lexer.h"

#include <algorithm>

namespace zvt::factor {

std::string Surroundings::pathTo(std::string_view name) const
{
  std::string path;
  for (const std::string& one : open)
    path += one + " → ";
  return path + toUpper(name);
}

Result<void> Surroundings::checkReference(const SavedFormula& formula, Position position) const
{
  if (std::ranges::find(open, toUpper(formula.name)) != open.end())
    return failAt("factor.formula_cycle", position, {{"name", formula.name}, {"path", pathTo(formula.name)}});
  if (open.size() == kDeepestReference)
    return failAt("factor.too_deep", position, {{"limit", std::to_string(kDeepestReference)}});
  if (known.size() >= kMostReferences)
    return failAt("factor.too_heavy", position,
        {{"found", std::to_string(kMostReferences + 1)}, {"limit", std::to_string(kMostReferences)}});
  return {};
}

QuotedReference quotedReference(std::string_view text, const Surroundings& around)
{
  if (text.size() < 3 || text.front() != '"')
    return {};
  const std::string_view inner = text.substr(1, text.size() - 2);
  if (const SavedFormula* whole = around.find(inner))
    return {whole, {}};
  const std::size_t dot = inner.rfind('.');
  if (dot == std::string_view::npos)
    return {};
  return {around.find(inner.substr(0, dot)), inner.substr(dot + 1)};
}

Error atReference(const Error& inner, const std::string& name, Position position)
{
  const auto told = [&inner](std::string_view key) { return std::string(inner.field(key)); };
  if (inner.code == "factor.formula_cycle")
    return failAt("factor.formula_cycle", position, {{"name", told("name")}, {"path", told("path")}}).error();
  if (inner.code == "factor.bad_reference")
    return failAt("factor.bad_reference", position,
        {{"name", told("name")}, {"inner_line", told("inner_line")}, {"inner_column", told("inner_column")}})
        .error();
  return failAt("factor.bad_reference", position,
      {{"name", name}, {"inner_line", told("line")}, {"inner_column", told("column")}})
      .error();
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/call_builder.h"
#include "core/factor/formula_library.h"
#include "core/factor/name_table.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt::factor {

/// Saved formulas that refer to each other, one inside the other.
inline constexpr std::size_t kDeepestReference = 16;
/// Of all of them, a formula with other parameters counting as another one.
inline constexpr std::size_t kMostReferences = 1000;

/// What the formulas that are compiled together share.
struct Surroundings {
  Surroundings(const OperatorCatalogue& catalogue, const FormulaLibrary* formulas)
      : operators(catalogue)
      , saved(formulas)
  {
  }
  [[nodiscard]] const SavedFormula* find(std::string_view name) const { return saved ? saved->find(name) : nullptr; }
  /// A → B → @p name
  [[nodiscard]] std::string pathTo(std::string_view name) const;
  /// Errors: factor.formula_cycle, factor.too_deep, factor.too_heavy, all at @p position.
  [[nodiscard]] Result<void> checkReference(const SavedFormula& formula, Position position) const;

  OperatorNames operators;
  const FormulaLibrary* saved;
  std::vector<std::string> open; ///< upper-case names of those that are being compiled, outermost first
  std::map<std::pair<std::string, std::vector<double>>, Piece> known; ///< by upper-case name and parameters
};

/// Of a text in double quotes, as 通达信 writes references: "MYMA.DIF".
struct QuotedReference {
  const SavedFormula* formula = nullptr; ///< null: it is none
  std::string_view output; ///< may be empty
};
/// @param text with its quotes
[[nodiscard]] QuotedReference quotedReference(std::string_view text, const Surroundings& around);

/// A mistake of a formula that is referred to, told at the place of the reference.
[[nodiscard]] Error atReference(const Error& inner, const std::string& name, Position position);

}

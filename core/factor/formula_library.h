// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::factor {

/// A formula under a name.
struct SavedFormula {
  std::string name; ///< as written; two names that differ in case only are the same
  std::string text;
  bool operator==(const SavedFormula&) const = default;
};

/// The saved formulas of a profile, in order of their names. A value.
class FormulaLibrary {
public:
  [[nodiscard]] const std::vector<SavedFormula>& all() const { return m_formulas; }
  /// By name in any case; null when there is none.
  [[nodiscard]] const SavedFormula* find(std::string_view name) const;
  /// Adds a formula, or replaces that of the name. Its text is not looked at: a formula that is being written may be
  /// kept. Errors: factor.bad_formula_name (a name is 1 to 64 characters without control characters, { } ; / \ or
  /// blanks at its ends).
  Result<void> put(SavedFormula formula);
  /// @return whether there was one
  bool remove(std::string_view name);
  bool operator==(const FormulaLibrary&) const = default;

private:
  std::vector<SavedFormula> m_formulas;
};

/// The JSON document of formulas.json. Exact both ways.
[[nodiscard]] std::string toJson(const FormulaLibrary& library);
/// Errors: json.*, factor.not_a_library, factor.newer_library, factor.bad_formula_name.
[[nodiscard]] Result<FormulaLibrary> formulaLibraryFromJson(std::string_view text);

/// As people pass formulas on: each behind a line {# NAME}. A comment in a formula that looks like that gets a blank.
[[nodiscard]] std::string toText(const FormulaLibrary& library);
/// Text in front of the first {# NAME} is left out. Errors: factor.no_named_formula when there is none,
/// factor.bad_formula_name, factor.empty_formula.
[[nodiscard]] Result<FormulaLibrary> formulaLibraryFromText(std::string_view text);

/// formulas.json of a profile. A file that cannot be read is an error and never overwritten. One thread at a time.
class FormulaStore {
public:
  /// @param files outlives the store
  FormulaStore(FileSystem& files, const std::filesystem::path& profileFolder)
      : m_files(files)
      , m_file(profileFolder / "formulas.json")
  {
  }
  /// Empty when there is no file. Errors: file.*, those of formulaLibraryFromJson with context "file".
  [[nodiscard]] Result<FormulaLibrary> load() const;
  /// Replaces the file as a whole. Errors: file.*.
  Result<void> save(const FormulaLibrary& library);

private:
  FileSystem& m_files;
  std::filesystem::path m_file;
};

}

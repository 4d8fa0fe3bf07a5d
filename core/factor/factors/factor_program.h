// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/definition.h"
#include "core/factor/formula.h"

namespace zvt::factor {

/// What bars make of a factor, and where it goes on later.
struct FactorRows {
  std::vector<storage::FactorChunk> chunks; ///< cut at multiples of kFactorChunkRows of the bars' indexes
  std::vector<storage::FactorMark> marks;
};

/// A factor with its parameters, ready to run. Immutable, safe to share between threads.
class FactorProgram {
public:
  /// Errors: param.*, factor.bad_windows; with context "column": factor.column_outputs, factor.column_compares and
  /// those of compile().
  static Result<FactorProgram> make(
      const FactorDefinition& definition, const std::map<std::string, std::string>& parameters);

  [[nodiscard]] const FactorDefinition& definition() const { return m_definition; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// Columns beside the bars' fields that its formulas read: Formula::columns().
  [[nodiscard]] const std::vector<std::string>& reads() const { return m_reads; }
  /// Whether stored rows follow from the bars alone: nothing tells of a change in other tables.
  [[nodiscard]] bool readsBarsOnly() const;
  [[nodiscard]] const std::string& parameters() const { return m_parameters; } ///< JSON
  /// SHA-256 of everything that decides about the values, but the bars.
  [[nodiscard]] const std::string& identity() const { return m_identity; }

  /// The rows of the bars from index @p from on; @p state is what run() left behind the bar before, unless @p from is
  /// 0. The same bits wherever it begins. Errors: factor.bad_state.
  [[nodiscard]] Result<FactorRows> run(
      const market::BarSeries& bars, std::size_t from = 0, std::string_view state = {}) const;
  /// Whether run() can begin behind the first bar.
  [[nodiscard]] bool canResume() const { return m_canResume; }

private:
  FactorDefinition m_definition;
  FactorParts m_parts;
  std::optional<Formula> m_formula; ///< all transformer columns; nothing when there are none
  std::vector<std::string> m_columns;
  std::vector<std::string> m_reads;
  std::string m_parameters;
  std::string m_identity;
  bool m_canResume = true;
};

/// One number for everything that a factor reads of each bar: equal bars, equal numbers.
/// @param reads FactorProgram::reads()
[[nodiscard]] std::vector<std::uint64_t> digestsOf(
    const market::BarSeries& bars, const std::vector<std::string>& reads = {});

}

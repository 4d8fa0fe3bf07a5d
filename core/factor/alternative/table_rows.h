// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/profile.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// Which rows are read.
struct RowChoice {
  bool isOneProvider = false; ///< of the first provider by name that knows the security: feeds are not to be mixed
  std::optional<Timestamp> from; ///< of a column of times; both inclusive
  std::optional<Timestamp> to;
};

// Cells of a row, by their place in what was asked for.
[[nodiscard]] double numberOf(
    const storage::RecordRow& row, std::size_t column); ///< NaN where it is missing or no number
[[nodiscard]] std::string_view textOf(const storage::RecordRow& row, std::size_t column); ///< "" where it is missing
[[nodiscard]] Timestamp momentOf(const storage::RecordRow& row, std::size_t column); ///< of a column of times

/// Rows of one table by time, one after the other, without holding them. Errors and parameters: as TableRows::read.
Result<void> scanRows(storage::Profile& profile, std::string_view schema, const std::string& entityId,
    std::vector<std::string> columns, std::string_view wantedBy, const RowChoice& choice,
    const std::function<void(const storage::RecordRow& row)>& visit);

/// Rows of one table, by time; columns by their place in what was asked for.
class TableRows {
public:
  /// @param entityId empty: of all securities
  /// Errors: factor.empty_table with arguments "table" and "column" where nothing at all is stored in the table;
  /// storage.*. A security without rows is no error.
  /// @param wantedBy the factor column that needs the rows, for the error
  static Result<TableRows> read(storage::Profile& profile, std::string_view schema, const std::string& entityId,
      std::vector<std::string> columns, std::string_view wantedBy);

  [[nodiscard]] std::size_t size() const { return m_rows.size(); }
  [[nodiscard]] bool empty() const { return m_rows.empty(); }
  /// NaN where it is missing or no number.
  [[nodiscard]] double number(std::size_t row, std::size_t column) const;
  [[nodiscard]] bool flag(std::size_t row, std::size_t column) const; ///< false where it is missing
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const; ///< "" where it is missing
  /// Of a column of days; day 0 where it is missing.
  [[nodiscard]] TradingDay day(std::size_t row, std::size_t column) const;
  [[nodiscard]] Timestamp moment(std::size_t row, std::size_t column) const; ///< of a column of times

private:
  std::vector<storage::RecordRow> m_rows;
};

/// Whether the table has a row of the security.
[[nodiscard]] Result<bool> hasRows(storage::Profile& profile, std::string_view schema, const std::string& entityId);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::backtest {

/// The lines of a CSV file that this program wrote (RFC 4180 as csvField() writes it), the head among them.
[[nodiscard]] std::vector<std::vector<std::string>> csvRecords(std::string_view text);

/// A table of a run or sweep folder by the names of its columns, so that files of other versions are read as well.
class CsvTable {
public:
  /// Errors: backtest.bad_table with context "file": a line that is shorter than the head.
  static Result<CsvTable> read(std::string_view text, std::string_view file);

  [[nodiscard]] bool has(std::string_view column) const;
  [[nodiscard]] std::size_t rows() const { return m_records.size() - 1; }
  /// Empty: no such column. The sign that keeps a spreadsheet from reading a formula is taken off.
  [[nodiscard]] std::string cell(std::size_t row, std::string_view column) const;
  /// NaN: empty or no number.
  [[nodiscard]] double number(std::size_t row, std::string_view column) const;

private:
  std::vector<std::vector<std::string>> m_records;
};

}

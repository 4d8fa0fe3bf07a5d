// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zvt::cli {

enum class Format { Table, Csv, Json };
[[nodiscard]] Result<Format> parseFormat(std::string_view text);

/// A cell keeps its kind, so that JSON gets numbers and a table aligns them. Missing is monostate.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// A line with the document. What is not UTF-8 in its texts becomes U+FFFD, for stored texts may hold anything.
void writeJson(const nlohmann::ordered_json& document, std::FILE* stream);

/// Rows with named columns, written as an aligned table, CSV (RFC 4180) or a JSON array of objects.
class TableOutput {
public:
  TableOutput(std::vector<std::string> columns, Format format, std::FILE* stream);
  /// CSV is written as it comes; a table and JSON are written by finish().
  void row(std::vector<Cell> cells);
  void finish();
  /// The stream took not everything; there is no use in more rows. The program says so at its end.
  [[nodiscard]] bool hasFailed() const { return std::ferror(m_stream) != 0; }

private:
  void writeTable();
  void writeRowsAsJson();

  std::vector<std::string> m_columns;
  Format m_format;
  std::FILE* m_stream;
  std::string m_buffer;
  std::vector<std::vector<Cell>> m_rows;
};

}

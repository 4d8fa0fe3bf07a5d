// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/raw_pages.h"
#include "core/storage/schema_registry.h"
#include "core/storage/table_shape.h"

#include <map>

namespace zvt::storage {

/// Rows that are not kept because a page that holds them is not what was written: nobody can tell which of them
/// changed.
class LostPages {
public:
  /// Whether damage is found row by row, by checksums that the rows carry themselves.
  [[nodiscard]] static bool hasOwnChecksums(const std::string& table);

  /// A damaged page of a table; how many rows it has cannot be known.
  void addPage(const TableShape& shape, const RecordSchema* schema, std::uint32_t page);
  /// A row on it, as far as it can be read.
  void addRow(const TableShape& shape, const RecordSchema* schema, const RawRow& row);
  /// storage.lost_page for each page, with "rows" that were seen; context "schema" for records, "entity" where all rows
  /// have the same, "first" and "last" keys.
  [[nodiscard]] std::vector<Error> errors() const;

private:
  struct Page {
    bool isRecords = false;
    std::int64_t rows = 0;
    bool hasOneEntity = true;
    std::string entity;
    std::string first;
    std::string last;
  };
  Page& at(const TableShape& shape, const RecordSchema* schema, std::uint32_t page);

  std::map<std::pair<std::string, std::uint32_t>, Page> m_pages; ///< by table and number
};

}

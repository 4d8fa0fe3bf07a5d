// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/record_import.h"
#include "core/plugin/api/importer.h"
#include "core/storage/schema_registry.h"

#include <map>

namespace zvt::data {

/// Where the values of one column come from.
struct PlannedColumn {
  enum class Origin {
    File,
    Constant, ///< --provider, --entity
    Identity ///< made from the row's security: id, entity_type, exchange, code
  };
  const storage::ColumnSchema* schema = nullptr;
  Origin origin = Origin::File;
  std::size_t fileColumn = 0; ///< Origin::File
  int exponent = 0; ///< of ten, that the file column's header asks for
  storage::RecordValue constant; ///< Origin::Constant
  bool isEntity = false; ///< holds the id of the row's security: written in its one form
};

/// How the rows of one file become rows of a schema.
struct RecordPlan {
  std::vector<PlannedColumn> columns;
  std::vector<std::size_t> key; ///< places of the schema's key in columns
  std::optional<std::size_t> entity; ///< place in columns that tells the row's security
  std::optional<std::size_t> codeCell, exchangeCell; ///< file columns that make the id of a security that has none
  std::vector<std::string> fileNames; ///< one a column of the file
  std::vector<std::string> foreign; ///< columns of the file that are not used
  std::vector<std::string> missing; ///< columns of the schema that get nothing
  std::vector<plugin::FileProblem> problems; ///< import.no_such_column, import.missing_columns

  [[nodiscard]] std::vector<RecordColumn> report() const;
};

using RecordMapping = std::map<std::string, std::string, std::less<>>;
/// COLUMN=FILECOLUMN,…; an empty FILECOLUMN leaves the column out. Errors: import.bad_mapping, storage.unknown_column.
[[nodiscard]] Result<RecordMapping> parseRecordMapping(const storage::RecordSchema& schema, std::string_view text);
/// What a header of the schema may hold.
[[nodiscard]] std::vector<std::string> headerNames(const storage::RecordSchema& schema, const RecordMapping& mapping);
/// Columns are found, in this order: as mapped; by the same name; by a name or a label that differs in case, blanks and
/// punctuation only; by such a label with a unit in brackets; a security's code by code, symbol, ticker, 代码,
/// 证券代码, 股票代码. @p entityId the one given for all rows, in its one form; empty: none.
[[nodiscard]] RecordPlan planRecords(const storage::RecordSchema& schema, const plugin::FileLayout& layout,
    const RecordMapping& mapping, const std::optional<std::string>& provider, const std::string& entityId);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_service.h"
#include "core/storage/record_query.h"
#include "core/storage/schema_registry.h"

namespace zvt::data {

/// Rows of any schema with a table, securities included (`stock`, `future` …).
struct RecordImportOptions {
  std::string schema;
  std::vector<std::filesystem::path> files;
  /// auto, or COLUMN=FILECOLUMN,… (names or 1-based numbers; with a unit that the file does not tell in brackets:
  /// rate=PCREDIT8(%)), COLUMN='TEXT' for the same value in every row, COLUMN= to leave the column out. The other
  /// columns are found by their name or their label in either language.
  std::string mapping = "auto";
  std::optional<std::string> provider; ///< for every row; nothing: the file's column, else "csv"
  std::string entity; ///< id or code of the security of every row; empty: the file's column
  std::string timeZone; ///< of times without an offset; empty: that of the row's exchange
  bool dryRun = false; ///< check everything, write nothing
};

/// Where a column of the schema comes from.
struct RecordColumn {
  std::string column; ///< of the schema
  std::string fileColumn; ///< name in the file; empty: not from the file (provider, entity)
  double scale = 1; ///< that the header asks for: 持股比例(%) 0.01, 总股本(万股) 10000
};

/// How a file was understood.
struct RecordFileReport {
  std::filesystem::path file;
  std::string sha256;
  std::string encoding;
  std::uint64_t rows = 0;
  std::vector<RecordColumn> columns;
  std::vector<std::string> foreign; ///< columns of the file that the schema does not have: not imported
  std::vector<std::string> missing; ///< columns of the schema that the file does not give: left as they are
};

struct RecordImportReport {
  std::vector<RecordFileReport> files;
  std::vector<ImportProblem> problems; ///< not empty: everything was refused, nothing was written
  std::uint64_t rows = 0;
  bool dryRun = false;
  bool moreProblems = false; ///< reading stopped at kMaxImportProblems

  [[nodiscard]] bool refused() const { return !problems.empty(); }
};

/// A file as it would be imported.
struct RecordPreview {
  plugin::FileLayout layout; ///< the role of a column is the schema's column, empty where it is not imported
  RecordFileReport file;
  storage::RecordTable rows; ///< the first good rows as they would be stored
  std::vector<ImportProblem> problems;
};

/// Whether rows of the schema can be imported. Errors: storage.no_table (bars), import.actions_as_records,
/// import.reserved_schema (what the program itself writes about data).
[[nodiscard]] Result<void> checkImportable(const storage::RecordSchema& schema);

/// The report as an outcome: the first problem, with "problems" when there are more.
[[nodiscard]] Result<void> outcome(const RecordImportReport& report);

}

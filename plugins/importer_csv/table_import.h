// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/importer_csv/columns.h"
#include "plugins/importer_csv/encoding.h"
#include "plugins/importer_csv/records.h"

#include <memory>

namespace zvt::importer_csv {

/// A file that was opened as a table: its text is decoded and its columns are known.
struct Table {
  DecodedText decoded;
  bool json = false;
  bool jsonLines = false;
  JsonMembers jsonMembers = JsonMembers::Same;
  std::vector<std::string> jsonNames; ///< of all objects, where members may be missing
  char delimiter = ',';
  TableColumns columns;
  std::optional<plugin::FileProblem> problem; ///< why it cannot be read at all

  /// A reader at the first record (the header, where there is one).
  [[nodiscard]] std::unique_ptr<RecordReader> reader() const;
};

[[nodiscard]] Table openTable(std::string_view bytes, const plugin::ReadOptions& options);
[[nodiscard]] plugin::FileLayout describeTable(const Table& table, const plugin::ReadOptions& options);
/// Delivers all rows and problems. Errors: task.cancelled.
[[nodiscard]] Result<void> readTable(
    const Table& table, const plugin::ReadOptions& options, plugin::ImportSink& sink, const CancelToken& cancel);

}

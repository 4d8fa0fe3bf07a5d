// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"
#include "core/storage/record_query.h"

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

class CommandLine;

/// zvt query SCHEMA: which rows and columns of a record schema.
struct RecordSelection {
  std::string schema;
  std::vector<std::string> entities;
  std::vector<std::string> codes;
  std::vector<std::string> providers;
  std::vector<std::string> columns;
  std::vector<std::string> filters; ///< conditions as parseExpression() reads them; all must hold
  std::vector<std::string> order; ///< column or column:desc
  std::string start, end, asOf;
  std::string after; ///< a cursor
  std::int64_t limit = 0;
  std::int64_t offset = 0;
  bool lineage = false;
  bool count = false;

  void addOptions(CLI::App& command);
};

/// The rows that were asked for. Errors: those of parseExpression, parseTime, selectEntities.
[[nodiscard]] Result<storage::RecordQuery> makeQuery(
    app::Services& services, const storage::RecordSchema& schema, const RecordSelection& selection);
/// Whether there is such a schema; nothing is opened for it. Errors: schema.unknown.
[[nodiscard]] Result<void> knownSchema(std::string_view name);
Result<void> queryRecords(CommandLine& line, const RecordSelection& selection, const std::string& format);

}

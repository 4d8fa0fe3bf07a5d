// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

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
  std::vector<std::string> columns;
  std::vector<std::string> filters; ///< column=value, column>=value … all must hold
  std::vector<std::string> order; ///< column or column:desc
  std::int64_t limit = 0;

  void addOptions(CLI::App& command);
};

Result<void> queryRecords(CommandLine& line, const RecordSelection& selection, const std::string& format);

}

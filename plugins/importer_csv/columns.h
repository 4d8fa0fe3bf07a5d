// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/importer.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace zvt::importer_csv {

/// Where a value is found and what it is multiplied with (per 10 shares → per share).
struct Source {
  int column = -1;
  double scale = 1;
  [[nodiscard]] bool isSet() const { return column >= 0; }
};

struct BarColumns {
  Source timestamp; ///< or date and time
  Source clock; ///< time of day in its own column
  Source open, high, low, close, volume, turnover, entity;
  std::vector<Source> extras; ///< one a name of ReadOptions::extraColumns
};

struct ActionColumns {
  Source exDay, cash, bonus, transfer, rights, rightsPrice, consolidation, totalShares, floatShares, entity;
};

/// What the columns of a table stand for.
struct TableColumns {
  bool hasHeader = false;
  std::vector<std::string> names; ///< one a column
  std::vector<std::string> roles; ///< one a column, "" = not used
  BarColumns bars;
  ActionColumns actions;
  bool volumeInLots = false;
  bool ownExport = false; ///< written by zvt query bars
  std::optional<plugin::FileProblem> problem; ///< import.missing_columns, import.no_such_column
};

/// @param first the first record; @param second the one after it (empty when there is none)
/// @param jsonNames keys of JSON objects: names that are no record of their own
[[nodiscard]] TableColumns findColumns(const std::vector<std::string>& first, const std::vector<std::string>& second,
    const std::vector<std::string>& jsonNames, const plugin::ReadOptions& options);

}

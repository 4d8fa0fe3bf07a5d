// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

/// What SQLite said about a statement.
struct SqlComplaint {
  int code = 0; ///< extended result code
  std::string message;
  int offset = -1; ///< byte of the statement; -1: unknown
};

/// A table with its columns, to name what a misspelt word may have meant.
struct SqlWords {
  std::string table;
  std::vector<std::string> columns;
};

/// SQLite's complaint as an error that says what to change. See SqlSession::run for the codes.
[[nodiscard]] Error explainSql(
    std::string_view statement, const SqlComplaint& complaint, const std::vector<SqlWords>& tables);

/// Up to @p count of the candidates that differ least from a word, nearest first; none that differs by more than a
/// third.
[[nodiscard]] std::vector<std::string> nearestWords(
    std::string_view word, const std::vector<std::string>& candidates, std::size_t count);

}

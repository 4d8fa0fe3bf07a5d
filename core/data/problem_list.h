// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_options.h"
#include "core/data/import_service.h"

namespace zvt::data {

/// What is wrong with one file, up to a number of problems.
class ProblemList {
public:
  ProblemList(std::filesystem::path file, std::size_t most)
      : m_file(std::move(file))
      , m_most(most)
  {
  }

  /// The error is told its place. @param line 0: the file as a whole; @param column empty: the line as a whole.
  /// Returns whether there is room for more.
  bool add(std::uint64_t line, std::string_view column, Error error)
  {
    if (!column.empty())
      error = std::move(error).with("column", column);
    if (line > 0)
      error = std::move(error).with("line", std::to_string(line));
    error = std::move(error).with("file", pathText(m_file));
    m_problems.push_back({m_file, line, std::string(column), std::move(error)});
    return !isFull();
  }
  [[nodiscard]] bool isFull() const { return m_problems.size() >= m_most; }
  [[nodiscard]] bool empty() const { return m_problems.empty(); }
  [[nodiscard]] std::vector<ImportProblem> take() { return std::move(m_problems); }

private:
  std::filesystem::path m_file;
  std::size_t m_most;
  std::vector<ImportProblem> m_problems;
};

}

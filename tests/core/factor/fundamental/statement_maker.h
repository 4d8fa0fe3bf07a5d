// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/statements.h"

#include <limits>
#include <map>

namespace zvt::tests {

inline TradingDay dayOf(std::string_view iso)
{
  return TradingDay::parse(iso).value();
}

/// Statements written down line by line: table, end, day of publication, figures by column.
class StatementMaker {
public:
  explicit StatementMaker(std::array<std::vector<std::string>, factor::kStatementCount> columns)
      : m_statements(std::move(columns))
  {
  }
  StatementMaker& add(factor::StatementKind statement, std::string_view end, std::string_view published,
      const std::map<std::string, double>& figures, int rank = 0)
  {
    factor::Report report;
    report.statement = statement;
    report.end = dayOf(end);
    report.period = factor::Period::of(report.end);
    report.months = factor::monthsCovered("", report.period).value();
    report.published = dayOf(published);
    report.rank = rank;
    for (const std::string& column : m_statements.columns(statement)) {
      const auto found = figures.find(column);
      report.values.push_back(found == figures.end() ? std::numeric_limits<double>::quiet_NaN() : found->second);
    }
    m_statements.add(std::move(report));
    return *this;
  }
  [[nodiscard]] const factor::Statements& statements() const { return m_statements; }

private:
  factor::Statements m_statements;
};

}

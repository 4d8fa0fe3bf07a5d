// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/period.h"

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// The tables that reports are stored in.
enum class StatementKind : std::uint8_t { Balance, Income, CashFlow, Indicators };
inline constexpr std::size_t kStatementCount = 4;
/// The schema: balance_sheet, income_statement, cash_flow_statement, finance_factor.
[[nodiscard]] std::string_view schemaOf(StatementKind statement);
[[nodiscard]] std::optional<StatementKind> statementOf(std::string_view schema);

/// A set of tables.
struct StatementSet {
  unsigned bits = 0;
  constexpr StatementSet() = default;
  constexpr StatementSet(StatementKind one) // NOLINT: one table is a set of one
      : bits(1U << static_cast<unsigned>(one))
  {
  }
  [[nodiscard]] constexpr bool has(StatementKind one) const { return (bits >> static_cast<unsigned>(one) & 1U) != 0; }
  [[nodiscard]] constexpr StatementSet operator|(StatementSet other) const
  {
    StatementSet both;
    both.bits = bits | other.bits;
    return both;
  }
};
[[nodiscard]] constexpr StatementSet operator|(StatementKind a, StatementKind b)
{
  return StatementSet(a) | StatementSet(b);
}

/// A line of a statement: its table and column.
struct Item {
  StatementKind statement = StatementKind::Balance;
  std::string_view column;
};

/// One version of one report of a security.
struct Report {
  StatementKind statement = StatementKind::Balance;
  TradingDay end; ///< of its period
  Period period; ///< of that end
  int months = 12; ///< of the fiscal year that it covers, from its beginning on: figures of flows are cumulative
  TradingDay published;
  int rank = 0; ///< of its provider; the least one is believed
  std::vector<double> values; ///< by Statements::columns; NaN where the report has none
};

/// All stored versions of the reports of one security.
class Statements {
public:
  /// @param columns that the values of reports are of, by table
  explicit Statements(std::array<std::vector<std::string>, kStatementCount> columns);

  [[nodiscard]] const std::vector<std::string>& columns(StatementKind statement) const;
  [[nodiscard]] std::optional<std::size_t> indexOf(Item item) const;
  /// A report cannot be known on the day its period ends or before: such a day of publication (missing in the source)
  /// becomes the legal deadline.
  void add(Report report);
  /// By the day of publication; of equal days in the order in which they were added.
  [[nodiscard]] const std::vector<Report>& reports() const { return m_reports; }

private:
  std::array<std::vector<std::string>, kStatementCount> m_columns;
  std::vector<Report> m_reports;
};

/// What is known of a security's reports on a day. A report counts from its day of publication on; a restated one
/// replaces the older from its own. Where several providers have a report, the one of the least rank counts, in its
/// newest version. Days only go forward. The statements outlive this.
class Books {
public:
  explicit Books(const Statements& statements);

  /// Goes on to the end of @p day. @return whether anything became known
  bool advance(TradingDay day);
  [[nodiscard]] TradingDay day() const { return m_day; }
  /// Null where the report is not known.
  [[nodiscard]] const Report* find(StatementKind statement, Period period) const;
  /// The newest period of which all of these tables are known.
  /// @param months only reports over so many months; 0: any
  [[nodiscard]] std::optional<Period> latest(StatementSet needed, int months = 0) const;
  /// Known reports of a table, oldest period first.
  [[nodiscard]] const std::map<Period, const Report*>& reports(StatementKind statement) const;
  [[nodiscard]] const Statements& statements() const { return *m_statements; }

private:
  const Statements* m_statements;
  std::size_t m_next = 0; ///< first version that is not known yet
  TradingDay m_day{std::numeric_limits<std::int32_t>::min()};
  std::array<std::map<Period, const Report*>, kStatementCount> m_known;
};

}

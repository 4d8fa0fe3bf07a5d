// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/statements.h"

#include <string>
#include <vector>

namespace zvt::factor {

/// A figure that would have been needed.
struct MissingFigure {
  StatementKind statement = StatementKind::Balance;
  std::string column;
  Period period;
  bool hasReport = false; ///< the report is known, the line in it is not there

  [[nodiscard]] std::string text() const; ///< "income_statement.net_profit 2023-12"
  bool operator==(const MissingFigure&) const = default;
};

/// The figures of a security as its books know them, seen from one period. What is not there is NaN, is never taken as
/// 0, and is noted: missing() says afterwards why a result is undefined.
///
/// Chinese income and cash-flow statements are cumulative: the first quarter, the half year, three quarters, the year.
/// - sinceYearBegan: as reported;
/// - trailing (TTM): reported + last annual report − the same part of the year before; an annual report itself;
/// - quarter: reported − reported at the end of the quarter before; the first quarter itself;
/// - annual: of the newest annual report up to the period.
/// A missing part makes the whole undefined. Years back: the same a year, two years … earlier.
class Figures {
public:
  /// @param period that is known in the books, see Books::latest
  Figures(const Books& books, Period period);

  [[nodiscard]] const Books& books() const { return m_books; }
  [[nodiscard]] Period period() const { return m_period; }
  /// Months of the fiscal year that reports of the period cover; 0 where it is not known.
  [[nodiscard]] int months() const { return m_months; }

  [[nodiscard]] double atEnd(Item item, int yearsBack = 0); ///< of a balance sheet; of indicators as reported
  [[nodiscard]] double sinceYearBegan(Item item, int yearsBack = 0) { return atEnd(item, yearsBack); }
  [[nodiscard]] double trailing(Item item, int yearsBack = 0);
  [[nodiscard]] double quarter(Item item, int yearsBack = 0);
  [[nodiscard]] double annual(Item item, int yearsBack = 0);
  /// The mean of the balance at the period's end and a year before.
  [[nodiscard]] double averageBalance(Item item, int yearsBack = 0);
  /// The balance at the period's end, or what another line says where it is missing.
  [[nodiscard]] double atEndOr(Item item, Item other, int yearsBack = 0);
  /// NaN, with a word why: something other than a figure stands in the way.
  double undefined(Item item, Period period);

  [[nodiscard]] const std::vector<MissingFigure>& missing() const { return m_missing; }

private:
  [[nodiscard]] double value(Item item, Period period);
  [[nodiscard]] double peek(Item item, Period period) const;
  [[nodiscard]] int monthsOf(StatementKind statement, Period period) const;

  const Books& m_books;
  Period m_period;
  int m_months = 0;
  std::vector<MissingFigure> m_missing;
};

/// a / b; undefined for b = 0.
[[nodiscard]] double ratioOf(double a, double b);
/// a / b; undefined unless b > 0: of equity that is used up, or of a loss, a ratio says the contrary of what it seems
/// to.
[[nodiscard]] double ratioOfPositive(double a, double b);
/// (now − before) / |before|; undefined for before = 0.
[[nodiscard]] double growthOf(double now, double before);

}

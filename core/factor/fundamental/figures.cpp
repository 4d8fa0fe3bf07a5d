// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::factor {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kYear = 12;

}

std::string MissingFigure::text() const
{
  return fmt::format("{}.{} {}", schemaOf(statement), column, period.text());
}

Figures::Figures(const Books& books, Period period)
    : m_books(books)
    , m_period(period)
{
  for (std::size_t i = 0; i < kStatementCount && m_months == 0; ++i)
    m_months = monthsOf(static_cast<StatementKind>(i), period);
}

int Figures::monthsOf(StatementKind statement, Period period) const
{
  const Report* report = m_books.find(statement, period);
  return report ? report->months : 0;
}

double Figures::peek(Item item, Period period) const
{
  const Report* report = m_books.find(item.statement, period);
  const auto index = m_books.statements().indexOf(item);
  return report && index ? report->values[*index] : kNone;
}

double Figures::undefined(Item item, Period period)
{
  MissingFigure missing{
      item.statement, std::string(item.column), period, m_books.find(item.statement, period) != nullptr};
  if (std::ranges::find(m_missing, missing) == m_missing.end())
    m_missing.push_back(std::move(missing));
  return kNone;
}

double Figures::value(Item item, Period period)
{
  const double found = peek(item, period);
  return std::isnan(found) ? undefined(item, period) : found;
}

double Figures::atEnd(Item item, int yearsBack)
{
  return value(item, m_period.before(kYear * yearsBack));
}

double Figures::trailing(Item item, int yearsBack)
{
  const Period end = m_period.before(kYear * yearsBack);
  const int months = monthsOf(item.statement, end);
  if (months == 0)
    return undefined(item, end);
  const double reported = value(item, end);
  if (months == kYear)
    return reported;
  const double lastYear = value(item, end.before(months));
  const double sameYearBefore = value(item, end.before(kYear));
  // Fiscal years that were moved: the parts are not those of one year.
  if (!std::isnan(lastYear) && monthsOf(item.statement, end.before(months)) != kYear)
    return undefined(item, end.before(months));
  if (!std::isnan(sameYearBefore) && monthsOf(item.statement, end.before(kYear)) != months)
    return undefined(item, end.before(kYear));
  return reported + lastYear - sameYearBefore;
}

double Figures::quarter(Item item, int yearsBack)
{
  constexpr int kQuarter = 3;
  const Period end = m_period.before(kYear * yearsBack);
  const int months = monthsOf(item.statement, end);
  if (months == 0)
    return undefined(item, end);
  const double reported = value(item, end);
  if (months == kQuarter)
    return reported;
  const double before = value(item, end.before(kQuarter));
  if (!std::isnan(before) && monthsOf(item.statement, end.before(kQuarter)) != months - kQuarter)
    return undefined(item, end.before(kQuarter));
  return reported - before;
}

double Figures::annual(Item item, int yearsBack)
{
  const Period end = m_period.before(kYear * yearsBack + (m_months == kYear ? 0 : m_months));
  if (m_months == 0 || (monthsOf(item.statement, end) != kYear && monthsOf(item.statement, end) != 0))
    return undefined(item, end);
  return value(item, end);
}

double Figures::averageBalance(Item item, int yearsBack)
{
  return (atEnd(item, yearsBack) + atEnd(item, yearsBack + 1)) / 2;
}

double Figures::atEndOr(Item item, Item other, int yearsBack)
{
  const double found = peek(item, m_period.before(kYear * yearsBack));
  return std::isnan(found) ? atEnd(other, yearsBack) : found;
}

double ratioOfPositive(double a, double b)
{
  return b > 0 ? a / b : std::numeric_limits<double>::quiet_NaN();
}

double ratioOf(double a, double b)
{
  return b == 0 ? kNone : a / b;
}

double growthOf(double now, double before)
{
  return before == 0 ? kNone : (now - before) / std::fabs(before);
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/statements.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr std::array<std::string_view, kStatementCount> kSchemas{
    "balance_sheet", "income_statement", "cash_flow_statement", "finance_factor"};

constexpr std::size_t placeOf(StatementKind statement)
{
  return static_cast<std::size_t>(statement);
}

}

std::string_view schemaOf(StatementKind statement)
{
  return kSchemas[placeOf(statement)];
}

std::optional<StatementKind> statementOf(std::string_view schema)
{
  const auto found = std::ranges::find(kSchemas, schema);
  return found == kSchemas.end() ? std::nullopt : std::optional(static_cast<StatementKind>(found - kSchemas.begin()));
}

Statements::Statements(std::array<std::vector<std::string>, kStatementCount> columns)
    : m_columns(std::move(columns))
{
}

const std::vector<std::string>& Statements::columns(StatementKind statement) const
{
  return m_columns[placeOf(statement)];
}

std::optional<std::size_t> Statements::indexOf(Item item) const
{
  const auto& columns = m_columns[placeOf(item.statement)];
  const auto found = std::ranges::find(columns, item.column);
  return found == columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

void Statements::add(Report report)
{
  if (report.published <= report.end)
    report.published = publicationDeadline(report.period, report.months);
  const auto behind = std::ranges::upper_bound(m_reports, report.published, {}, &Report::published);
  m_reports.insert(behind, std::move(report));
}

Books::Books(const Statements& statements)
    : m_statements(&statements)
{
}

bool Books::advance(TradingDay day)
{
  m_day = std::max(m_day, day);
  const std::vector<Report>& reports = m_statements->reports();
  const std::size_t before = m_next;
  for (; m_next < reports.size() && reports[m_next].published <= m_day; ++m_next) {
    const Report& report = reports[m_next];
    const Report*& known = m_known[placeOf(report.statement)][report.period];
    if (known == nullptr || report.rank <= known->rank)
      known = &report;
  }
  return m_next != before;
}

const Report* Books::find(StatementKind statement, Period period) const
{
  const auto& known = m_known[placeOf(statement)];
  const auto found = known.find(period);
  return found == known.end() ? nullptr : found->second;
}

std::optional<Period> Books::latest(StatementSet needed, int months) const
{
  std::optional<StatementKind> first;
  for (std::size_t i = 0; i < kStatementCount && !first; ++i) {
    if (needed.has(static_cast<StatementKind>(i)))
      first = static_cast<StatementKind>(i);
  }
  if (!first)
    return {};
  const auto& candidates = m_known[placeOf(*first)];
  for (auto one = candidates.rbegin(); one != candidates.rend(); ++one) {
    bool hasAll = months == 0 || one->second->months == months;
    for (std::size_t i = 0; i < kStatementCount; ++i)
      hasAll = hasAll && (!needed.has(static_cast<StatementKind>(i)) || m_known[i].contains(one->first));
    if (hasAll)
      return one->first;
  }
  return {};
}

const std::map<Period, const Report*>& Books::reports(StatementKind statement) const
{
  return m_known[placeOf(statement)];
}

}

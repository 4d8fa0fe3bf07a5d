// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_bar_plan.h"

#include "core/base/text.h"

#include <sqlite3.h>

#include <fmt/format.h>

#include <algorithm>

namespace zvt::storage {

namespace {

using Field = SqlBarPlan::Field;
using Op = SqlBarPlan::Op;

std::optional<Field> fieldOf(const SqlBarTable& table, int column)
{
  switch (static_cast<SqlBarColumn>(column)) {
  case SqlBarColumn::EntityId:
    return Field::EntityId;
  case SqlBarColumn::Code:
    return Field::Code;
  case SqlBarColumn::Name:
    return Field::Name;
  case SqlBarColumn::Provider:
    return Field::Provider;
  case SqlBarColumn::Timestamp:
    return Field::Time;
  case SqlBarColumn::Level:
    return table.isGeneric() ? std::optional(Field::Level) : std::nullopt;
  default:
    break;
  }
  const int tail = column - static_cast<int>(SqlBarColumn::FirstExtra) - static_cast<int>(table.extras.size());
  switch (static_cast<SqlBarTail>(tail)) {
  case SqlBarTail::Adjust:
    return table.isGeneric() ? std::optional(Field::Adjust) : std::nullopt;
  case SqlBarTail::AdjustMethod:
    return Field::Method;
  case SqlBarTail::Key:
    return Field::Key;
  default:
    return {};
  }
}

std::optional<Op> opOf(unsigned char op)
{
  switch (op) {
  case SQLITE_INDEX_CONSTRAINT_EQ:
    return Op::Equal;
  case SQLITE_INDEX_CONSTRAINT_LT:
    return Op::Less;
  case SQLITE_INDEX_CONSTRAINT_LE:
    return Op::LessEqual;
  case SQLITE_INDEX_CONSTRAINT_GT:
    return Op::Greater;
  case SQLITE_INDEX_CONSTRAINT_GE:
    return Op::GreaterEqual;
  case SQLITE_INDEX_CONSTRAINT_LIKE:
    return Op::Like;
  case SQLITE_INDEX_CONSTRAINT_GLOB:
    return Op::Glob;
  default:
    return {};
  }
}

/// What a table must be told before it can be read, or reads differently when it is told.
bool isParameter(Field field)
{
  return field == Field::Provider || field == Field::Level || field == Field::Adjust || field == Field::Method;
}

/// Plans one use of a table.
class Planner {
public:
  Planner(const SqlBarTable& table, sqlite3_index_info& info)
      : m_table(table)
      , m_info(info)
  {
  }

  int plan(std::optional<Error>& error);

private:
  std::optional<Op> accepted(int at, Field field) const;
  void take(int at, Field field, Op op);
  bool isMissing(Field field, std::optional<Error>& error) const;
  bool ordersRows();
  void estimate();
  void columnsUsed();

  const SqlBarTable& m_table;
  sqlite3_index_info& m_info;
  SqlBarPlan m_plan;
  bool m_isOneEntity = false;
  bool m_isFewEntities = false;
  bool m_isOneTime = false;
  int m_timeBounds = 0;
};

/// The operator that the table can take over, if it can.
std::optional<Op> Planner::accepted(int at, Field field) const
{
  const auto op = opOf(m_info.aConstraint[at].op);
  if (!op)
    return {};
  const std::string_view collation = sqlite3_vtab_collation(&m_info, at);
  if (field == Field::Time) {
    if (collation == kTimeCollation)
      return *op == Op::Like || *op == Op::Glob ? std::nullopt : op;
    return *op == Op::Equal ? std::optional(Op::EqualText) : std::nullopt;
  }
  if (field == Field::Key)
    return *op == Op::Like || *op == Op::Glob ? std::nullopt : op;
  if (isParameter(field))
    return *op == Op::Equal && collation == "BINARY" ? op : std::nullopt;
  if (*op == Op::Equal && collation == "BINARY" && sqlite3_vtab_in(&m_info, at, 1))
    return Op::In;
  return *op == Op::Like || *op == Op::Glob || collation == "BINARY" ? op : std::nullopt;
}

void Planner::take(int at, Field field, Op op)
{
  m_plan.terms.push_back({field, op});
  auto& usage = m_info.aConstraintUsage[at];
  usage.argvIndex = static_cast<int>(m_plan.terms.size());
  const bool isExact = op == Op::Equal || op == Op::In;
  usage.omit = field == Field::Key ? 0 : field == Field::Time ? op != Op::EqualText : isExact;
  if (field == Field::EntityId && op == Op::Equal)
    m_isOneEntity = true;
  if ((field == Field::EntityId || field == Field::Code) && isExact)
    m_isFewEntities = true;
  if (field == Field::Time || field == Field::Key) {
    m_isOneTime |= op == Op::Equal || op == Op::EqualText;
    ++m_timeBounds;
  }
}

/// The table of all bars has to be told which: without it, it would read everything at every level.
bool Planner::isMissing(Field field, std::optional<Error>& error) const
{
  for (int at = 0; at < m_info.nConstraint; ++at) {
    const auto& constraint = m_info.aConstraint[at];
    if (fieldOf(m_table, constraint.iColumn) == field && constraint.op == SQLITE_INDEX_CONSTRAINT_EQ)
      return false;
  }
  error =
      Error{"sql.bars_need", {{"table", m_table.name}, {"column", field == Field::Level ? "level" : "entity_id"}}, {}};
  return true;
}

bool Planner::ordersRows()
{
  bool sawEntity = false;
  bool sawTime = false;
  for (int i = 0; i < m_info.nOrderBy; ++i) {
    const auto& term = m_info.aOrderBy[i];
    const auto field = fieldOf(m_table, term.iColumn);
    if (sawTime) // one row for each security and time: nothing is left to order
      continue;
    if (field == Field::EntityId) {
      if (!sawEntity)
        m_plan.entitiesDescending = term.desc != 0;
      sawEntity = true;
    } else if ((field == Field::Time || field == Field::Key) && (sawEntity || m_isOneEntity)) {
      m_plan.timesDescending = term.desc != 0;
      sawTime = true;
    } else {
      return false;
    }
  }
  return m_info.nOrderBy > 0;
}

/// In units of a row's work; finding and decoding a series costs about as much as fifty rows. SQLite takes a table of
/// records for a million rows where nothing was counted, so that a walk over all bars has to look much worse than it
/// is: what names its securities is to drive a join.
void Planner::estimate()
{
  constexpr double kEntities = 5'000;
  constexpr double kFewEntities = 20;
  constexpr double kSeries = 50;
  constexpr double kDeterrent = 1'000;
  const double entities = m_isOneEntity ? 1 : m_isFewEntities ? kFewEntities : kEntities;
  const double bars = market::isDayKeyed(m_table.level) ? 2'500 : 100'000;
  const double each = m_isOneTime ? 1 : m_timeBounds > 1 ? bars / 8 : m_timeBounds == 1 ? bars / 3 : bars;
  m_info.estimatedRows = static_cast<sqlite3_int64>(std::max(1.0, entities * each));
  m_info.estimatedCost = entities * (kSeries + each) * (m_isOneEntity || m_isFewEntities ? 1 : kDeterrent);
  if (m_isOneEntity && m_isOneTime)
    m_info.idxFlags |= SQLITE_INDEX_SCAN_UNIQUE;
}

void Planner::columnsUsed()
{
  m_plan.columns.bits = 0;
  for (unsigned i = 0; i < market::kBarColumnCount; ++i) {
    const auto column = static_cast<unsigned>(SqlBarColumn::Open) + i;
    if ((m_info.colUsed >> column) & 1U)
      m_plan.columns.bits |= 1U << i;
  }
  for (std::size_t i = 0; i < m_table.extras.size(); ++i) {
    const std::size_t column = static_cast<std::size_t>(SqlBarColumn::FirstExtra) + i;
    if ((m_info.colUsed >> std::min<std::size_t>(column, 63)) & 1U)
      m_plan.usesExtras = true;
  }
}

int Planner::plan(std::optional<Error>& error)
{
  if (m_table.isGeneric() && (isMissing(Field::EntityId, error) || isMissing(Field::Level, error)))
    return SQLITE_ERROR;
  bool namesEntity = false;
  bool namesLevel = false;
  for (int at = 0; at < m_info.nConstraint; ++at) {
    const auto& constraint = m_info.aConstraint[at];
    const auto field = fieldOf(m_table, constraint.iColumn);
    if (!field || !constraint.usable)
      continue;
    const auto op = accepted(at, *field);
    if (!op)
      continue;
    take(at, *field, *op);
    namesEntity |= *field == Field::EntityId && (*op == Op::Equal || *op == Op::In);
    namesLevel |= *field == Field::Level;
  }
  if (m_table.isGeneric() && !(namesEntity && namesLevel))
    return SQLITE_CONSTRAINT; // another order of the join may do
  m_info.orderByConsumed = ordersRows() ? 1 : 0;
  if (!m_info.orderByConsumed)
    m_plan.entitiesDescending = m_plan.timesDescending = false;
  columnsUsed();
  estimate();
  m_info.idxStr = sqlite3_mprintf("%s", m_plan.encode().c_str());
  m_info.needToFreeIdxStr = 1;
  return m_info.idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

}

std::string SqlBarPlan::encode() const
{
  const auto direction = [](bool descending) { return descending ? 'D' : 'A'; };
  std::string text = fmt::format(
      "{:x}{}{}{} ", columns.bits, usesExtras ? 'X' : '-', direction(entitiesDescending), direction(timesDescending));
  for (const Term& term : terms) {
    text += static_cast<char>(term.field);
    text += static_cast<char>(term.op);
  }
  return text;
}

SqlBarPlan SqlBarPlan::decode(std::string_view text)
{
  SqlBarPlan plan;
  const std::size_t blank = text.find(' ');
  plan.timesDescending = text[blank - 1] == 'D';
  plan.entitiesDescending = text[blank - 2] == 'D';
  plan.usesExtras = text[blank - 3] == 'X';
  plan.columns.bits = static_cast<std::uint32_t>(std::stoul(std::string(text.substr(0, blank - 3)), nullptr, 16));
  for (std::size_t i = blank + 1; i + 1 < text.size(); i += 2)
    plan.terms.push_back({static_cast<Field>(text[i]), static_cast<Op>(text[i + 1])});
  return plan;
}

int planBars(const SqlBarTable& table, sqlite3_index_info& info, std::optional<Error>& error)
{
  return Planner(table, info).plan(error);
}

}

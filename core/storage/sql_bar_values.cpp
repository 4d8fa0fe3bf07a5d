// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_bar_plan.h"

#include <sqlite3.h>

namespace zvt::storage {

namespace {

using Field = SqlBarPlan::Field;
using Op = SqlBarPlan::Op;

bool isText(Field field)
{
  return field == Field::EntityId || field == Field::Code || field == Field::Name;
}

std::string textOf(sqlite3_value* value)
{
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string();
}

void addText(SqlBarQuery& query, const SqlBarPlan::Term& term, sqlite3_value* value)
{
  SqlTextCondition condition;
  condition.field = term.field == Field::Code ? SqlTextCondition::Field::Code
      : term.field == Field::Name             ? SqlTextCondition::Field::Name
                                              : SqlTextCondition::Field::EntityId;
  if (term.op == Op::In) {
    sqlite3_value* each = nullptr;
    for (int code = sqlite3_vtab_in_first(value, &each); code == SQLITE_OK && each;
        code = sqlite3_vtab_in_next(value, &each)) {
      const int type = sqlite3_value_type(each);
      if (type != SQLITE_NULL && type != SQLITE_BLOB)
        condition.values.push_back(textOf(each));
    }
    query.isImpossible |= condition.values.empty();
  } else {
    if (sqlite3_value_type(value) == SQLITE_BLOB) { // greater than every text; SQLite checks ranges again
      query.isImpossible |= term.op == Op::Equal;
      return;
    }
    condition.values.push_back(textOf(value));
    condition.op = term.op == Op::Less ? SqlTextCondition::Op::Less
        : term.op == Op::LessEqual     ? SqlTextCondition::Op::LessEqual
        : term.op == Op::Greater       ? SqlTextCondition::Op::Greater
        : term.op == Op::GreaterEqual  ? SqlTextCondition::Op::GreaterEqual
        : term.op == Op::Like          ? SqlTextCondition::Op::Like
        : term.op == Op::Glob          ? SqlTextCondition::Op::Glob
                                       : SqlTextCondition::Op::In;
  }
  query.texts.push_back(std::move(condition));
}

void restrict(SqlRange& range, Op op, std::int64_t value)
{
  if (op == Op::Less)
    range.below(value);
  else if (op == Op::Greater)
    range.above(value);
  if (op == Op::LessEqual || op == Op::Equal || op == Op::EqualText)
    range.atMost(value);
  if (op == Op::GreaterEqual || op == Op::Equal || op == Op::EqualText)
    range.atLeast(value);
}

Result<void> addTerm(SqlBarQuery& query, const SqlBarPlan::Term& term, sqlite3_value* value)
{
  if (term.op != Op::In && sqlite3_value_type(value) == SQLITE_NULL) {
    query.isImpossible = true; // nothing equals or exceeds NULL
    return {};
  }
  if (isText(term.field)) {
    addText(query, term, value);
    return {};
  }
  const std::string text = term.op == Op::In ? std::string() : textOf(value);
  switch (term.field) {
  case Field::Time: {
    const auto moment = readSqlTime(text);
    if (!moment && term.op != Op::EqualText)
      return std::unexpected(moment.error());
    if (moment)
      restrict(query.times, term.op, moment->micros);
    else
      query.isImpossible = true;
    return {};
  }
  case Field::Key:
    if (sqlite3_value_type(value) == SQLITE_INTEGER)
      restrict(query.keys, term.op, sqlite3_value_int64(value));
    return {};
  case Field::Provider:
    query.isImpossible |= query.provider && *query.provider != text;
    query.provider = text;
    return {};
  case Field::Level: {
    ZVT_TRY(query.level, market::parseBarLevel(text));
    return {};
  }
  case Field::Adjust: {
    ZVT_TRY(query.adjust, market::parseAdjustMode(text));
    return {};
  }
  default: {
    ZVT_TRY(query.method, market::parseAdjustMethod(text));
    return {};
  }
  }
}

}

Result<SqlBarQuery> queryOf(const SqlBarTable& table, const SqlBarPlan& plan, sqlite3_value** values)
{
  SqlBarQuery query;
  query.level = table.level;
  query.adjust = table.adjust;
  query.entitiesDescending = plan.entitiesDescending;
  query.timesDescending = plan.timesDescending;
  query.columns = plan.columns;
  query.usesExtras = plan.usesExtras;
  for (std::size_t i = 0; i < plan.terms.size(); ++i)
    ZVT_TRY_VOID(addTerm(query, plan.terms[i], values[i]));
  return query;
}

}

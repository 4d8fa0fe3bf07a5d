// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_sql.h"

#include "core/storage/record_filter.h"
#include "core/storage/record_moment.h"
#include "core/storage/record_table.h"

#include <fmt/format.h>

namespace zvt::storage {

namespace {

constexpr int kMaxDepth = 64; ///< of nested conditions; SQLite allows 1,000 levels of an expression

/// As a balanced tree, so that a thousand conditions are ten levels deep.
SqlText joined(std::span<const SqlText> parts, std::string_view op)
{
  if (parts.size() == 1)
    return parts.front();
  const std::size_t half = parts.size() / 2;
  SqlText sql{"(", {}};
  sql += joined(parts.first(half), op);
  sql.text += op;
  sql += joined(parts.subspan(half), op);
  sql.text += ")";
  return sql;
}

std::string collated(const QueryColumn& column)
{
  return column.schema.type == ColumnType::Decimal ? column.sql + " COLLATE zvt_decimal" : column.sql;
}

/// In SQLite's order a missing value comes before every other.
SqlText isBehind(const OrderTerm& term, const RecordValue& value)
{
  const bool missing = std::holds_alternative<std::monostate>(value);
  const std::string column = collated(term.column);
  if (term.descending && missing)
    return {"0", {}};
  if (term.descending)
    return {
        term.column.schema.required ? column + "<?" : "(" + column + "<? OR " + term.column.sql + " IS NULL)", {value}};
  return missing ? SqlText{term.column.sql + " IS NOT NULL", {}} : SqlText{column + ">?", {value}};
}

/// (a, b) > (?, ?), which an index on a, b answers at once.
bool isPlain(const std::vector<OrderTerm>& order)
{
  return std::all_of(order.begin(), order.end(), [&](const OrderTerm& term) {
    return term.column.schema.required && term.descending == order.front().descending
        && term.column.schema.type != ColumnType::Decimal;
  });
}

SqlText rowIsBehind(const std::vector<OrderTerm>& order, const std::vector<RecordValue>& values)
{
  std::string names;
  std::string marks;
  for (const OrderTerm& term : order) {
    names += (names.empty() ? "" : ", ") + term.column.sql;
    marks += marks.empty() ? "?" : ", ?";
  }
  return {"(" + names + (order.front().descending ? ") < (" : ") > (") + marks + ")", values};
}

}

SqlText& SqlText::operator+=(const SqlText& other)
{
  text += other.text;
  values.insert(values.end(), other.values.begin(), other.values.end());
  return *this;
}

RecordSql::RecordSql(const SchemaRegistry& schemas, const RecordSchema& schema)
    : m_schemas(schemas)
    , m_schema(schema)
{
}

Result<SqlText> RecordSql::filter(const RecordFilter& filter) const
{
  ZVT_TRY(const QueryColumn column, queryColumn(m_schemas, m_schema, filter.column));
  ZVT_TRY_VOID(checkFilter(column.schema, filter));
  return filterSql(column, filter);
}

/// A negation moves down to the comparisons, whose complement includes what is missing.
Result<SqlText> RecordSql::expression(const RecordExpression& node, bool negated, int depth) const
{
  using Kind = RecordExpression::Kind;
  if (depth > kMaxDepth || (node.kind == Kind::Not && node.parts.size() != 1))
    return fail("storage.bad_filter", {{"column", node.filter.column}});
  if (node.kind == Kind::Filter) {
    ZVT_TRY(SqlText sql, filter(node.filter));
    sql.text = negated ? "((" + sql.text + ") IS NOT TRUE)" : sql.text;
    return sql;
  }
  if (node.kind == Kind::Not)
    return expression(node.parts.front(), !negated, depth + 1);
  const bool all = (node.kind == Kind::All) != negated;
  std::vector<SqlText> parts;
  for (const RecordExpression& part : node.parts) {
    ZVT_TRY(SqlText sql, expression(part, negated, depth + 1));
    parts.push_back(std::move(sql));
  }
  return parts.empty() ? SqlText{all ? "1" : "0", {}} : joined(parts, all ? " AND " : " OR ");
}

Result<void> RecordSql::addRange(const RecordQuery& query, Parts& parts) const
{
  if (!query.start && !query.end)
    return {};
  const ColumnSchema* time = m_schema.find(m_schema.timeColumn);
  if (!time || (time->type != ColumnType::Day && time->type != ColumnType::Time))
    return fail("storage.no_time_column", {{"schema", m_schema.name}});
  const std::string column = "r." + sqlName(time->name);
  const auto compare = time->type == ColumnType::Day ? compareDay : compareTime;
  if (query.start) {
    ZVT_TRY(SqlText sql, compare(column, ">=", *query.start, entityIdSql(m_schema)));
    parts.push_back(std::move(sql));
  }
  if (query.end) {
    const bool untilMidnight = time->type == ColumnType::Time && !query.end->hasTime;
    ZVT_TRY(SqlText sql,
        compare(column, untilMidnight ? "<" : "<=", untilMidnight ? nextDay(*query.end) : *query.end,
            entityIdSql(m_schema)));
    parts.push_back(std::move(sql));
  }
  return {};
}

/// Known on a day means: after its end, unless the moment is that day as a whole.
Result<SqlText> RecordSql::knownBy(const std::string& column, const ParsedTime& moment) const
{
  const std::string id = entityIdSql(m_schema);
  if (m_schema.find(m_schema.knownColumn)->type == ColumnType::Day)
    return compareDay(column, moment.hasTime ? "<" : "<=", moment, id);
  return moment.hasTime ? compareTime(column, "<=", moment, id) : compareTime(column, "<", nextDay(moment), id);
}

Result<void> RecordSql::addKnown(const ParsedTime& moment, Parts& parts) const
{
  if (m_schema.knownColumn.empty())
    return fail("storage.no_known_column", {{"schema", m_schema.name}});
  const std::string name = sqlName(m_schema.knownColumn);
  ZVT_TRY(SqlText known, knownBy("r." + name, moment));
  parts.push_back(std::move(known));
  if (!m_schema.hasVersions)
    return {};
  SqlText newer{"NOT EXISTS (SELECT 1 FROM " + sqlName(m_schema.name) + " AS v WHERE ", {}};
  for (const std::string& key : m_schema.key) {
    if (key != m_schema.knownColumn)
      newer.text += fmt::format("v.{} = r.{} AND ", sqlName(key), sqlName(key));
  }
  newer.text += fmt::format("v.{} > r.{} AND ", name, name);
  ZVT_TRY(SqlText bound, knownBy("v." + name, moment));
  newer += bound;
  newer.text += ")";
  parts.push_back(std::move(newer));
  return {};
}

/// Codes are looked up among the ids that the table has, each found by one step down its index.
SqlText RecordSql::hasCode(const std::vector<std::string>& codes) const
{
  const std::vector<RecordValue> values(codes.begin(), codes.end());
  const std::string id = entityIdSql(m_schema);
  if (m_schema.kind == SchemaKind::Entity)
    return listSql("r.code", values);
  if (m_schema.key.front() != "entity_id")
    return listSql("zvt_code(" + id + ")", values);
  const std::string table = sqlName(m_schema.name);
  SqlText sql{id + " IN (WITH RECURSIVE ids(id) AS (SELECT min(entity_id) FROM " + table
          + " UNION ALL SELECT (SELECT min(entity_id) FROM " + table
          + " WHERE entity_id > ids.id) FROM ids WHERE ids.id IS NOT NULL) SELECT id FROM ids WHERE id IS NOT NULL "
            "AND ",
      {}};
  sql += listSql("zvt_code(id)", values);
  sql.text += ")";
  return sql;
}

Result<RecordSql::Parts> RecordSql::conditions(const RecordQuery& query) const
{
  Parts parts;
  for (const RecordFilter& condition : query.filters) {
    ZVT_TRY(SqlText sql, filter(condition));
    parts.push_back(std::move(sql));
  }
  if (query.where) {
    ZVT_TRY(SqlText sql, expression(*query.where, false, 0));
    parts.push_back(std::move(sql));
  }
  if (!query.codes.empty()) {
    ZVT_TRY_VOID(queryColumn(m_schemas, m_schema, "entity.code"));
    parts.push_back(hasCode(query.codes));
  }
  if (!query.providers.empty()) {
    ZVT_TRY(SqlText sql, filter({"provider", FilterOperator::In, {query.providers.begin(), query.providers.end()}}));
    parts.push_back(std::move(sql));
  }
  ZVT_TRY_VOID(addRange(query, parts));
  if (query.asOf)
    ZVT_TRY_VOID(addKnown(*query.asOf, parts));
  return parts;
}

Result<SqlText> RecordSql::where(const RecordQuery& query) const
{
  ZVT_TRY(const Parts parts, conditions(query));
  SqlText sql;
  if (!parts.empty()) {
    sql.text = " WHERE ";
    sql += joined(parts, " AND ");
  }
  return sql;
}

Result<std::vector<QueryColumn>> RecordSql::columns(const RecordQuery& query) const
{
  std::vector<QueryColumn> columns;
  for (const std::string& name : query.columns) {
    ZVT_TRY(QueryColumn column, queryColumn(m_schemas, m_schema, name));
    columns.push_back(std::move(column));
  }
  for (std::size_t i = 0; query.columns.empty() && i < m_schema.columns.size(); ++i)
    columns.push_back({m_schema.columns[i], "r." + sqlName(m_schema.columns[i].name)});
  return columns;
}

Result<std::vector<OrderTerm>> RecordSql::order(const RecordQuery& query) const
{
  std::vector<OrderTerm> terms;
  const auto add = [&](const std::string& name, bool descending) -> Result<void> {
    for (const OrderTerm& term : terms) {
      if (term.column.schema.name == name)
        return {};
    }
    ZVT_TRY(QueryColumn column, queryColumn(m_schemas, m_schema, name));
    terms.push_back({std::move(column), descending});
    return {};
  };
  for (const RecordOrder& item : query.order)
    ZVT_TRY_VOID(add(item.column, item.descending));
  for (const std::string& key : m_schema.key)
    ZVT_TRY_VOID(add(key, !terms.empty() && terms.back().descending)); // one direction all along suits an index
  return terms;
}

Result<SqlText> RecordSql::behind(const RecordCursor& cursor, const std::vector<OrderTerm>& order) const
{
  if (cursor.values.size() != order.size())
    return fail("storage.bad_cursor");
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool missing = std::holds_alternative<std::monostate>(cursor.values[i]);
    if (missing ? order[i].column.schema.required : !checkValue(order[i].column.schema, cursor.values[i]))
      return fail("storage.bad_cursor");
  }
  if (isPlain(order))
    return rowIsBehind(order, cursor.values);
  SqlText sql = isBehind(order.back(), cursor.values.back());
  for (std::size_t i = order.size() - 1; i-- > 0;) { // a behind, or a equal and the rest behind
    SqlText longer = isBehind(order[i], cursor.values[i]);
    longer.text = "(" + longer.text + " OR (" + collated(order[i].column) + " IS ? AND ";
    longer.values.push_back(cursor.values[i]);
    longer += sql;
    longer.text += "))";
    sql = std::move(longer);
  }
  return sql;
}

Result<SqlText> RecordSql::select(const RecordQuery& query, const std::vector<QueryColumn>& extra) const
{
  ZVT_TRY(std::vector<QueryColumn> shown, columns(query));
  shown.insert(shown.end(), extra.begin(), extra.end());
  ZVT_TRY(const std::vector<OrderTerm> terms, order(query));
  ZVT_TRY(Parts parts, conditions(query));
  if (query.after) {
    ZVT_TRY(SqlText rest, behind(*query.after, terms));
    parts.push_back(std::move(rest));
  }
  SqlText sql{"SELECT ", {}};
  for (std::size_t i = 0; i < shown.size(); ++i)
    sql.text += (i == 0 ? "" : ", ") + shown[i].sql;
  sql.text += " FROM " + sqlName(m_schema.name) + " AS r";
  if (!parts.empty()) {
    sql.text += " WHERE ";
    sql += joined(parts, " AND ");
  }
  for (std::size_t i = 0; i < terms.size(); ++i)
    sql.text += (i == 0 ? " ORDER BY " : ", ") + collated(terms[i].column) + (terms[i].descending ? " DESC" : "");
  sql.text += " LIMIT ? OFFSET ?";
  sql.values.emplace_back(query.limit.value_or(-1)); // SQLite: a negative limit is none
  sql.values.emplace_back(query.offset);
  return sql;
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/record_columns.h"
#include "core/storage/record_query.h"

/// Turns a RecordQuery into one SQL statement. Names come from schemas, every value is bound.
namespace zvt::storage {

/// Part of a statement with the values of its parameters, left to right.
struct SqlText {
  std::string text;
  std::vector<RecordValue> values;

  SqlText& operator+=(const SqlText& other);
};

/// One column of the order that makes it complete: those that were asked for, then the rest of the key.
struct OrderTerm {
  QueryColumn column;
  bool descending = false;
};

class RecordSql {
public:
  RecordSql(const SchemaRegistry& schemas, const RecordSchema& schema);

  /// " WHERE …", or nothing; without the cursor. Errors: see RecordStore.
  [[nodiscard]] Result<SqlText> where(const RecordQuery& query) const;
  /// The whole SELECT with order, cursor, limit and offset. @param extra more columns behind those of the query
  [[nodiscard]] Result<SqlText> select(const RecordQuery& query, const std::vector<QueryColumn>& extra) const;
  [[nodiscard]] Result<std::vector<QueryColumn>> columns(const RecordQuery& query) const;
  [[nodiscard]] Result<std::vector<OrderTerm>> order(const RecordQuery& query) const;

private:
  using Parts = std::vector<SqlText>;
  [[nodiscard]] Result<SqlText> filter(const RecordFilter& filter) const;
  [[nodiscard]] Result<SqlText> expression(const RecordExpression& node, bool negated, int depth) const;
  [[nodiscard]] Result<Parts> conditions(const RecordQuery& query) const;
  [[nodiscard]] Result<void> addRange(const RecordQuery& query, Parts& parts) const;
  [[nodiscard]] Result<void> addKnown(const ParsedTime& moment, Parts& parts) const;
  [[nodiscard]] Result<SqlText> knownBy(const std::string& column, const ParsedTime& moment) const;
  [[nodiscard]] SqlText hasCode(const std::vector<std::string>& codes) const;
  [[nodiscard]] Result<SqlText> behind(const RecordCursor& cursor, const std::vector<OrderTerm>& order) const;

  const SchemaRegistry& m_schemas;
  const RecordSchema& m_schema;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/embedded_resource.h"
#include "core/storage/database.h"
#include "core/storage/record_store.h"
#include "core/storage/record_table.h"
#include "tests/core/storage/test_profile.h"

#include <algorithm>

/// A table with a column of every type, and what a query over it should give, worked out row by row.
namespace zvt::tests {

using namespace zvt::storage;

/// Columns: k, i, r, b, d, t, x, s.
inline constexpr const char* kMixedSchema = R"({"name":"mixed","kind":"record","label":{"en":"Mixed","zh_CN":"混合"},
  "columns":[{"name":"k","type":"int","required":true,"label":{"en":"k","zh_CN":"键"}},
    {"name":"i","type":"int","label":{"en":"i","zh_CN":"整"}},{"name":"r","type":"real","label":{"en":"r","zh_CN":"实"}},
    {"name":"b","type":"bool","label":{"en":"b","zh_CN":"真"}},
    {"name":"d","type":"day","indexed":true,"label":{"en":"d","zh_CN":"日"}},
    {"name":"t","type":"time","label":{"en":"t","zh_CN":"时"}},{"name":"x","type":"decimal","label":{"en":"x","zh_CN":"数"}},
    {"name":"s","type":"text","label":{"en":"s","zh_CN":"文"}}],
  "key":["k"],"time":"d"})";
inline const std::vector<std::string> kMixedColumns = {"k", "i", "r", "b", "d", "t", "x", "s"};

/// A database of its own with the table "mixed".
struct MixedStore {
  TemporaryFolder folder;
  SystemClock clock;
  OsFileSystem files;
  QuietLogger logger;
  SchemaRegistry schemas = registry();
  std::unique_ptr<Database> database = open();
  RecordStore store{*database, schemas};

  static SchemaRegistry registry()
  {
    const std::vector<EmbeddedResource> schema = {{"mixed.json", kMixedSchema}};
    return SchemaRegistry::fromFiles(schema).value();
  }
  std::unique_ptr<Database> open()
  {
    const std::vector<EmbeddedResource> steps = {{"market/0001_start.sql",
        "CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL)"}};
    DatabaseOptions options{folder.path() / "market.db", "market", Durability::Normal, false};
    auto opened = Database::open(options, steps, folder.path() / "backups", clock, files, logger).value();
    opened->write([&](Connection& connection) { return createTables(connection, schemas); }).value();
    return opened;
  }
  /// Puts these rows in the place of all others.
  void fill(const std::vector<RecordRow>& rows)
  {
    store.remove("mixed", {{"k", FilterOperator::Present, {}}}).value();
    store.upsert({"mixed", {kMixedColumns, rows}}).value();
  }
};

inline bool isMissing(const RecordValue& value)
{
  return std::holds_alternative<std::monostate>(value);
}

/// -1, 0 or 1; a missing value comes before every other. Column 6 holds decimals.
inline int compareCells(std::size_t column, const RecordValue& a, const RecordValue& b)
{
  constexpr std::size_t kDecimal = 6;
  const auto sign = [](auto left, auto right) { return left < right ? -1 : left > right ? 1 : 0; };
  if (isMissing(a) || isMissing(b))
    return sign(!isMissing(a), !isMissing(b));
  if (column == kDecimal)
    return sign(std::stod(std::get<std::string>(a)), std::stod(std::get<std::string>(b)));
  if (const auto* text = std::get_if<std::string>(&a))
    return sign(text->compare(std::get<std::string>(b)), 0);
  const auto number = [](const RecordValue& value) {
    if (const auto* flag = std::get_if<bool>(&value))
      return *flag ? 1.0 : 0.0;
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer ? static_cast<double>(*integer) : std::get<double>(value);
  };
  return sign(number(a), number(b));
}

/// One character for each code point.
inline std::u32string codePoints(const std::string& utf8)
{
  std::u32string points;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) == 0x80U)
      points.back() = (points.back() << 6U) | (byte & 0x3fU);
    else
      points += byte < 0x80 ? byte : byte & (byte < 0xe0 ? 0x1fU : byte < 0xf0 ? 0x0fU : 0x07U);
  }
  return points;
}

inline bool matches(std::u32string_view text, std::u32string_view pattern, char32_t many, char32_t one)
{
  if (pattern.empty())
    return text.empty();
  if (pattern.front() == many)
    return matches(text, pattern.substr(1), many, one)
        || (!text.empty() && matches(text.substr(1), pattern, many, one));
  return !text.empty() && (pattern.front() == one || pattern.front() == text.front())
      && matches(text.substr(1), pattern.substr(1), many, one);
}

inline std::string asciiLower(std::string text)
{
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return text;
}

inline bool holds(const RecordFilter& filter, const RecordRow& row)
{
  const auto place = std::find(kMixedColumns.begin(), kMixedColumns.end(), filter.column);
  const auto column = static_cast<std::size_t>(place - kMixedColumns.begin());
  const RecordValue& cell = row[column];
  const auto compare = [&](std::size_t value) { return compareCells(column, cell, filter.values[value]); };
  const auto text = [](const RecordValue& value) { return std::get<std::string>(value); };
  using Operator = FilterOperator;
  if (filter.op == Operator::Missing || isMissing(cell))
    return filter.op == Operator::Missing && isMissing(cell);
  switch (filter.op) {
  case Operator::Present:
    return true;
  case Operator::Equal:
    return compare(0) == 0;
  case Operator::NotEqual:
    return compare(0) != 0;
  case Operator::Less:
    return compare(0) < 0;
  case Operator::LessEqual:
    return compare(0) <= 0;
  case Operator::Greater:
    return compare(0) > 0;
  case Operator::GreaterEqual:
    return compare(0) >= 0;
  case Operator::Between:
    return compare(0) >= 0 && compare(1) <= 0;
  case Operator::In:
    return std::any_of(filter.values.begin(), filter.values.end(),
        [&](const RecordValue& value) { return compareCells(column, cell, value) == 0; });
  case Operator::Glob:
    return matches(codePoints(text(cell)), codePoints(text(filter.values[0])), U'*', U'?');
  case Operator::Like:
    return matches(codePoints(asciiLower(text(cell))), codePoints(asciiLower(text(filter.values[0]))), U'%', U'_');
  case Operator::Missing:
    break;
  }
  return false;
}

inline bool holds(const RecordExpression& node, const RecordRow& row)
{
  const auto part = [&](const RecordExpression& inner) { return holds(inner, row); };
  switch (node.kind) {
  case RecordExpression::Kind::Filter:
    return holds(node.filter, row);
  case RecordExpression::Kind::All:
    return std::all_of(node.parts.begin(), node.parts.end(), part);
  case RecordExpression::Kind::Any:
    return std::any_of(node.parts.begin(), node.parts.end(), part);
  case RecordExpression::Kind::Not:
    return !part(node.parts.front());
  }
  return false;
}

/// The rows in the order of a query: its columns, then the key in the direction of the last of them.
inline std::vector<RecordRow> inOrder(std::vector<RecordRow> rows, const std::vector<RecordOrder>& order)
{
  std::sort(rows.begin(), rows.end(), [&](const RecordRow& a, const RecordRow& b) {
    bool descending = false;
    for (const RecordOrder& item : order) {
      const auto place = std::find(kMixedColumns.begin(), kMixedColumns.end(), item.column);
      const auto column = static_cast<std::size_t>(place - kMixedColumns.begin());
      descending = item.descending;
      if (const int compared = compareCells(column, a[column], b[column]); compared != 0)
        return descending ? compared > 0 : compared < 0;
    }
    const int compared = compareCells(0, a[0], b[0]);
    return descending ? compared > 0 : compared < 0;
  });
  return rows;
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
struct EmbeddedResource;
}

namespace zvt::storage {

/// The type of a column, and how a RecordValue holds it.
enum class ColumnType {
  Text, ///< std::string
  Int, ///< std::int64_t
  Real, ///< double; NaN is stored as missing
  Bool, ///< bool
  Day, ///< std::string YYYY-MM-DD: a trading day in the exchange's zone
  Time, ///< std::int64_t: microseconds since 1970 UTC
  Decimal, ///< std::string: an exact decimal
  Json
}; ///< std::string: a JSON document
[[nodiscard]] std::string_view toString(ColumnType type);
[[nodiscard]] Result<ColumnType> parseColumnType(std::string_view text);

/// Text in both languages, as the schema file gives it.
struct LocalizedText {
  std::string en;
  std::string zh;
  /// @param language "zh_CN" for Chinese; anything else gives English.
  [[nodiscard]] const std::string& in(std::string_view language) const { return language == "zh_CN" ? zh : en; }
};

struct ColumnSchema {
  std::string name;
  ColumnType type = ColumnType::Text;
  LocalizedText label;
  std::string unit; ///< share, CNY, fraction, …; empty for text, days, times
  bool required = false; ///< never missing
  bool indexed = false;
  std::vector<std::string> entityTypes = {}; ///< kind Bars: only securities of these types have it; empty: all
};

enum class SchemaKind {
  Entity, ///< securities of one type
  Record, ///< rows with a key
  Bars
}; ///< describes bars, which live in chunks and have no table
[[nodiscard]] std::string_view toString(SchemaKind kind);

/// One file of resources/schema (format: resources/schema/README.md).
struct RecordSchema {
  std::string name; ///< also the name of the table
  SchemaKind kind = SchemaKind::Record;
  LocalizedText label;
  LocalizedText help;
  std::string entityType; ///< kind Entity: the type of its ids
  std::vector<ColumnSchema> columns;
  std::vector<std::string> key; ///< columns that identify a row
  std::string timeColumn; ///< the column that --start and --end refer to; empty: none
  /// The column that says when a row became known, for queries as of a moment; empty: none.
  std::string knownColumn;
  /// The known column belongs to the key: rows that differ in it only are versions of one fact, such as a statement and
  /// its restatement, and the newest known one counts.
  bool hasVersions = false;
  std::vector<std::string> providers; ///< known to fill it; informative

  [[nodiscard]] const ColumnSchema* find(std::string_view column) const;
  [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view column) const;
};

/// The id of the run that wrote a row, in every table of records. Not among a schema's columns; queries name it so.
inline constexpr std::string_view kRunColumn = "_run";

/// All record schemas. Immutable after loading; safe to share between threads.
class SchemaRegistry {
public:
  /// The schemas of resources/schema, embedded in the program.
  static Result<SchemaRegistry> builtIn();
  /// Errors: schema.* with context "file" and "column".
  static Result<SchemaRegistry> fromFiles(std::span<const EmbeddedResource> files);

  [[nodiscard]] const RecordSchema* find(std::string_view name) const;
  /// Errors: schema.unknown with argument "name".
  [[nodiscard]] Result<const RecordSchema*> get(std::string_view name) const;
  [[nodiscard]] const RecordSchema* findEntityType(std::string_view entityType) const;
  /// By name.
  [[nodiscard]] std::vector<const RecordSchema*> all() const;

private:
  std::map<std::string, RecordSchema, std::less<>> m_schemas;
};

}

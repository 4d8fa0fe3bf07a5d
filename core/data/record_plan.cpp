// SPDX-License-Identifier: Apache-2.0
#include "core/data/record_plan.h"

#include "core/base/text.h"
#include "core/data/cell_value.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::data {
namespace {

using Origin = PlannedColumn::Origin;

constexpr const char* kDefaultProvider = "csv";

/// Lower case without blanks and punctuation.
std::string plainName(std::string_view name)
{
  std::string plain;
  for (const char c : toLower(trim(name))) {
    if (std::string_view(" _-./").find(c) == std::string_view::npos)
      plain += c;
  }
  return plain;
}

/// 持股比例(%) → 持股比例 and %.
std::optional<std::pair<std::string_view, std::string_view>> splitBracket(std::string_view name)
{
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kBrackets = {
      std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}};
  name = trim(name);
  for (const auto& [open, close] : kBrackets) {
    const std::size_t at = name.rfind(open);
    if (at != std::string_view::npos && at > 0 && name.ends_with(close)) {
      const std::size_t start = at + open.size();
      return std::pair(trim(name.substr(0, at)), name.substr(start, name.size() - close.size() - start));
    }
  }
  return {};
}

bool isConstant(std::string_view text)
{
  return text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
}

bool isCodeName(std::string_view name)
{
  static constexpr std::array<std::string_view, 8> kNames = {
      "code", "symbol", "ticker", "tscode", "entity", "代码", "证券代码", "股票代码"};
  const std::string plain = plainName(name);
  return std::find(kNames.begin(), kNames.end(), plain) != kNames.end();
}

std::string joined(const std::vector<std::string>& names)
{
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Planner {
public:
  Planner(const storage::RecordSchema& schema, const plugin::FileLayout& layout, const RecordMapping& mapping)
      : m_schema(schema)
      , m_mapping(mapping)
  {
    for (const plugin::ImportColumn& column : layout.columns)
      m_plan.fileNames.push_back(column.name);
    m_used.assign(m_plan.fileNames.size(), false);
    m_found.assign(schema.columns.size(), {});
  }

  RecordPlan plan(const std::optional<std::string>& provider, const std::string& entityId)
  {
    findMapped();
    findBy([](const storage::ColumnSchema& column, const std::string& name) { return column.name == name; });
    findBy([](const storage::ColumnSchema& column, const std::string& name) { return matches(column, name); });
    findWithUnit();
    findCode();
    for (std::size_t i = 0; i < m_schema.columns.size(); ++i)
      add(i, provider, entityId);
    finish();
    return std::move(m_plan);
  }

private:
  struct Found {
    std::optional<std::size_t> fileColumn;
    int exponent = 0;
    bool isClosed = false; ///< the mapping says what it is
    std::optional<storage::RecordValue> constant; ///< that the mapping gives
  };

  static bool matches(const storage::ColumnSchema& column, std::string_view name)
  {
    const std::string plain = plainName(name);
    return plain == plainName(column.name) || plain == plainName(column.label.en)
        || plain == plainName(column.label.zh);
  }
  [[nodiscard]] bool isEntityColumn(const storage::ColumnSchema& column) const
  {
    return m_schema.kind == storage::SchemaKind::Entity ? column.name == "id" : column.name == "entity_id";
  }

  std::optional<std::size_t> fileColumnNamed(std::string_view name) const
  {
    const auto at = std::find(m_plan.fileNames.begin(), m_plan.fileNames.end(), name);
    if (at != m_plan.fileNames.end())
      return static_cast<std::size_t>(at - m_plan.fileNames.begin());
    const auto position = parseInt(name);
    if (position && *position >= 1 && *position <= static_cast<std::int64_t>(m_plan.fileNames.size()))
      return static_cast<std::size_t>(*position - 1);
    return {};
  }

  void take(std::size_t column, std::size_t fileColumn, int exponent)
  {
    m_found[column].fileColumn = fileColumn;
    m_found[column].exponent = exponent;
    m_used[fileColumn] = true;
  }

  void findMapped()
  {
    for (const auto& [name, fileName] : m_mapping) {
      const std::size_t column = *m_schema.indexOf(name);
      m_found[column].isClosed = true;
      if (fileName.empty())
        continue;
      if (isConstant(fileName)) {
        setConstant(column, fileName);
        continue;
      }
      auto fileColumn = fileColumnNamed(fileName);
      auto bracket = splitBracket(fileName);
      if (!fileColumn && bracket) // a unit that the file does not tell
        fileColumn = fileColumnNamed(bracket->first);
      if (!fileColumn) {
        m_plan.problems.push_back({0, fileName, {"import.no_such_column", {{"column", fileName}}, {}}});
        continue;
      }
      if (!bracket)
        bracket = splitBracket(m_plan.fileNames[*fileColumn]);
      const auto exponent = bracket ? exponentOfUnit(m_schema.columns[column], bracket->second) : std::nullopt;
      take(column, *fileColumn, exponent.value_or(0));
    }
  }

  /// 'text' in the mapping: the same for every row.
  void setConstant(std::size_t column, std::string_view quoted)
  {
    const std::string_view text = quoted.substr(1, quoted.size() - 2);
    const CellContext context{0, [] { return Result<TimeZone>(fail("import.no_zone")); }};
    auto value = readCell(m_schema.columns[column], text, context);
    if (value)
      m_found[column].constant = std::move(*value);
    else
      m_plan.problems.push_back({0, m_schema.columns[column].name, std::move(value).error()});
  }

  template <typename Matches> void findBy(const Matches& isMatch)
  {
    for (std::size_t column = 0; column < m_schema.columns.size(); ++column) {
      for (std::size_t i = 0; i < m_used.size() && isOpen(column); ++i) {
        if (!m_used[i] && isMatch(m_schema.columns[column], m_plan.fileNames[i]))
          take(column, i, 0);
      }
    }
  }

  void findWithUnit()
  {
    for (std::size_t column = 0; column < m_schema.columns.size(); ++column) {
      for (std::size_t i = 0; i < m_used.size() && isOpen(column); ++i) {
        const auto parts = splitBracket(m_plan.fileNames[i]);
        if (m_used[i] || !parts || !matches(m_schema.columns[column], parts->first))
          continue;
        if (const auto exponent = exponentOfUnit(m_schema.columns[column], parts->second))
          take(column, i, *exponent);
      }
    }
  }

  void findCode()
  {
    for (std::size_t column = 0; column < m_schema.columns.size(); ++column) {
      for (std::size_t i = 0; i < m_used.size() && isEntityColumn(m_schema.columns[column]) && isOpen(column); ++i) {
        if (m_schema.kind == storage::SchemaKind::Record && !m_used[i] && isCodeName(m_plan.fileNames[i]))
          take(column, i, 0);
      }
    }
  }

  [[nodiscard]] bool isOpen(std::size_t column) const
  {
    return !m_found[column].isClosed && !m_found[column].fileColumn;
  }

  void add(std::size_t index, const std::optional<std::string>& provider, const std::string& entityId)
  {
    const storage::ColumnSchema& column = m_schema.columns[index];
    const Found& found = m_found[index];
    PlannedColumn planned;
    planned.schema = &column;
    planned.isEntity = isEntityColumn(column);
    const bool isTold = found.fileColumn || found.constant;
    if (column.name == "provider" && (provider || !isTold)) {
      planned.origin = Origin::Constant;
      planned.constant = provider.value_or(kDefaultProvider);
    } else if (planned.isEntity && !entityId.empty()) {
      planned.origin = Origin::Constant;
      planned.constant = entityId;
    } else if (found.constant) {
      planned.origin = Origin::Constant;
      planned.constant = *found.constant;
    } else if (found.fileColumn) {
      planned.fileColumn = *found.fileColumn;
      planned.exponent = found.exponent;
    } else if (isPartOfIdentity(column)) {
      planned.origin = Origin::Identity;
    } else {
      m_plan.missing.push_back(column.name);
      return;
    }
    if (planned.isEntity)
      m_plan.entity = m_plan.columns.size();
    m_plan.columns.push_back(std::move(planned));
  }

  /// The id of a security holds its type, exchange and code, and the other way round.
  [[nodiscard]] bool isPartOfIdentity(const storage::ColumnSchema& column) const
  {
    if (m_schema.kind != storage::SchemaKind::Entity)
      return false;
    const bool hasId = m_found[*m_schema.indexOf("id")].fileColumn.has_value();
    const bool hasCode = m_found[*m_schema.indexOf("code")].fileColumn.has_value();
    if (column.name == "id")
      return hasCode;
    return (hasId || hasCode) && (column.name == "entity_type" || column.name == "exchange" || column.name == "code");
  }

  void finish()
  {
    for (std::size_t i = 0; i < m_used.size(); ++i) {
      if (!m_used[i])
        m_plan.foreign.push_back(m_plan.fileNames[i]);
    }
    if (m_schema.kind == storage::SchemaKind::Entity) {
      m_plan.codeCell = m_found[*m_schema.indexOf("code")].fileColumn;
      m_plan.exchangeCell = m_found[*m_schema.indexOf("exchange")].fileColumn;
    }
    for (const std::string& name : m_schema.key) {
      const auto at = std::find_if(m_plan.columns.begin(), m_plan.columns.end(),
          [&](const PlannedColumn& column) { return column.schema->name == name; });
      if (at != m_plan.columns.end())
        m_plan.key.push_back(static_cast<std::size_t>(at - m_plan.columns.begin()));
    }
    std::vector<std::string> needed;
    for (const std::string& name : m_plan.missing) {
      if (m_schema.find(name)->required)
        needed.push_back(name);
    }
    if (!needed.empty())
      m_plan.problems.push_back({0, {}, {"import.missing_columns", {{"columns", joined(needed)}}, {}}});
  }

  const storage::RecordSchema& m_schema;
  const RecordMapping& m_mapping;
  RecordPlan m_plan;
  std::vector<bool> m_used; ///< one a column of the file
  std::vector<Found> m_found; ///< one a column of the schema
};

}

std::vector<RecordColumn> RecordPlan::report() const
{
  std::vector<RecordColumn> report;
  for (const PlannedColumn& column : columns) {
    const bool fromFile = column.origin == Origin::File;
    report.push_back({column.schema->name, fromFile ? fileNames[column.fileColumn] : std::string(),
        std::pow(10.0, column.exponent)});
  }
  return report;
}

Result<RecordMapping> parseRecordMapping(const storage::RecordSchema& schema, std::string_view text)
{
  RecordMapping mapping;
  if (trim(text).empty() || text == "auto")
    return mapping;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos)
      return fail("import.bad_mapping", {{"text", std::string(part)}});
    const std::string column(trim(part.substr(0, equals)));
    if (schema.find(column) == nullptr)
      return fail("storage.unknown_column", {{"column", column}, {"schema", schema.name}});
    mapping[column] = trim(part.substr(equals + 1));
  }
  return mapping;
}

std::vector<std::string> headerNames(const storage::RecordSchema& schema, const RecordMapping& mapping)
{
  std::vector<std::string> names;
  for (const storage::ColumnSchema& column : schema.columns)
    names.insert(names.end(), {column.name, column.label.en, column.label.zh});
  for (const auto& [column, fileName] : mapping) {
    const auto bracket = splitBracket(fileName);
    if (!fileName.empty() && !parseInt(fileName) && !isConstant(fileName))
      names.emplace_back(bracket ? bracket->first : std::string_view(fileName));
  }
  return names;
}

RecordPlan planRecords(const storage::RecordSchema& schema, const plugin::FileLayout& layout,
    const RecordMapping& mapping, const std::optional<std::string>& provider, const std::string& entityId)
{
  return Planner(schema, layout, mapping).plan(provider, entityId);
}

}

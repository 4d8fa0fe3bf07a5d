// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"
#include "core/storage/sql_bar_names.h"
#include "core/storage/sql_bar_source.h"
#include "core/storage/sql_time.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace zvt::storage {

/// What the bar tables of a session share. One thread.
struct SqlBarContext {
  explicit SqlBarContext(SqlBarSource& bars)
      : source(bars)
  {
  }
  SqlBarSource& source;
  std::uint64_t statement = 0; ///< counts up with every statement; what is remembered of an older one is forgotten
  std::function<Result<void>()> check = [] { return Result<void>(); }; ///< cancelled, out of time
  std::function<void(bool)> declaring = [](bool) { }; ///< told while a table declares its columns
  std::optional<Error> error; ///< what SQLite's result code cannot carry
};

/// A condition on entity_id, code or name.
struct SqlTextCondition {
  enum class Field { EntityId, Code, Name };
  enum class Op { In, Less, LessEqual, Greater, GreaterEqual, Like, Glob };
  Field field = Field::EntityId;
  Op op = Op::In;
  std::vector<std::string> values; ///< one, for In any number

  [[nodiscard]] bool holds(const std::string& text) const;
};

/// What a statement wants of a bar table; all conditions must hold.
struct SqlBarQuery {
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::optional<std::string> provider;
  std::vector<SqlTextCondition> texts;
  SqlRange times; ///< LocalTime::micros
  SqlRange keys;
  bool isImpossible = false; ///< a condition that nothing meets
  bool entitiesDescending = false;
  bool timesDescending = false;
  market::BarColumnSet columns;
  bool usesExtras = false; ///< columns that not every bar has, or that follow from others
};

/// A security as the rows of a scan show it.
struct SqlScanEntity {
  std::string id;
  std::string code;
  std::string name;
  std::shared_ptr<const market::Calendar> calendar;
};

/// What a bar table remembers for all scans of a session: its securities and which of them were read before.
class SqlBarMemory {
public:
  SqlBarMemory(SqlBarContext& context, SqlBarTable table);

  [[nodiscard]] const SqlBarTable& table() const { return m_table; }
  [[nodiscard]] SqlBarContext& context() { return m_context; }
  /// The table's securities that meet the conditions, in order; read once a statement.
  Result<std::vector<std::string>> matching(const SqlBarQuery& query);
  /// Whether the conditions name the securities, so that few will be read.
  [[nodiscard]] static bool namesEntities(const SqlBarQuery& query);
  /// Lives until the next statement. Null when the id is none, is of another type or fails the conditions.
  Result<const SqlScanEntity*> entity(const std::string& id, const std::vector<SqlTextCondition>& conditions);
  /// How often the series was asked for in this statement.
  int countReads(const std::string& entityId);
  /// A number for each series that rows come from, the same throughout the session.
  std::int64_t ordinalOf(const SqlBarQuery& query, const std::string& entityId, const std::string& provider);

private:
  void forget();
  Result<const std::vector<SqlBarEntity>*> listing(market::BarLevel level);

  SqlBarContext& m_context;
  SqlBarTable m_table;
  std::uint64_t m_statement = 0;
  std::map<market::BarLevel, std::vector<SqlBarEntity>> m_listings;
  std::map<market::BarLevel, std::unordered_multimap<std::string, std::string>> m_codes;
  std::unordered_map<std::string, std::unique_ptr<SqlScanEntity>> m_entities;
  std::unordered_map<std::string, int> m_reads;
  std::unordered_map<std::string, std::int64_t> m_ordinals;
};

/// Walks over the bars that a query selects: entity by entity in the order of ids, each by time.
class SqlBarScan {
public:
  explicit SqlBarScan(SqlBarMemory& memory)
      : m_memory(memory)
  {
  }

  Result<void> start(SqlBarQuery query);
  Result<void> next();
  [[nodiscard]] bool isAtEnd() const { return m_entity == nullptr; }

  // The current row.
  [[nodiscard]] const SqlBarQuery& query() const { return m_query; }
  [[nodiscard]] const SqlScanEntity& entity() const { return *m_entity; }
  [[nodiscard]] const market::BarSeries& series() const { return *m_series; }
  [[nodiscard]] std::size_t row() const { return m_row; }
  [[nodiscard]] std::int64_t key() const { return m_series->key[m_row]; }
  [[nodiscard]] std::string timeText() const;
  /// A column of SqlBarTable::extras; NaN when missing.
  [[nodiscard]] Result<double> extra(const std::string& column);
  /// Unique and always the same for a bar, as SQLite's row numbers have to be.
  [[nodiscard]] std::int64_t rowNumber();

private:
  Result<void> nextEntity();
  Result<bool> startDay();
  Result<market::BarSeriesPtr> read(const SqlScanEntity& entity, const SqlRange& keys);
  void enterDay(const SqlScanEntity& entity, std::size_t row);
  bool enter(const SqlScanEntity& entity, market::BarSeriesPtr series, const SqlRange& keys);
  [[nodiscard]] bool isInside(std::size_t row) const;

  SqlBarMemory& m_memory;
  SqlBarQuery m_query;
  bool m_few = false; ///< the statement names its securities
  std::vector<std::string> m_ids;
  market::BarSeriesPtr m_day; ///< a row for each of m_ids, instead of reading them
  std::size_t m_next = 0; ///< into m_ids
  const SqlScanEntity* m_entity = nullptr;
  market::BarSeriesPtr m_series;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
  std::size_t m_row = 0;
  // The series that was read last, because the inner table of a join is asked for the same one again and again.
  market::BarSeriesPtr m_kept;
  SqlBarRequest m_keptRequest;
  SqlRange m_keptKeys;
  // Columns that follow from the bars of m_derivedFrom.
  market::BarSeriesPtr m_derivedFrom;
  std::map<std::string, std::vector<double>, std::less<>> m_derived;
};

}

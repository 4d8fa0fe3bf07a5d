// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sql_session.h"

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/storage/profile.h"
#include "core/storage/sql_authorizer.h"
#include "core/storage/sql_bar_table.h"
#include "core/storage/sql_errors.h"
#include "core/storage/sql_functions.h"
#include "core/storage/sqlite.h"

#include <sqlite3.h>

#include <fmt/format.h>

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr int kStepsBetweenChecks = 1'000;

struct Limit {
  int which;
  int value;
};
/// Far beyond what a person writes, far below what hurts.
constexpr Limit kLimits[] = {{SQLITE_LIMIT_LENGTH, 16'000'000}, {SQLITE_LIMIT_SQL_LENGTH, 200'000},
    {SQLITE_LIMIT_COLUMN, 500}, {SQLITE_LIMIT_EXPR_DEPTH, 200}, {SQLITE_LIMIT_COMPOUND_SELECT, 50},
    {SQLITE_LIMIT_VDBE_OP, 1'000'000}, {SQLITE_LIMIT_FUNCTION_ARG, 100}, {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000}, {SQLITE_LIMIT_VARIABLE_NUMBER, 1'000}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_WORKER_THREADS, 0}};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

std::string hexOf(std::string_view bytes)
{
  std::string text;
  for (const char byte : bytes)
    fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(byte));
  return text;
}

RecordValue cellOf(sqlite3_stmt* row, int column)
{
  const auto bytes = [&](const void* data) {
    return std::string_view(
        static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  };
  switch (sqlite3_column_type(row, column)) {
  case SQLITE_INTEGER:
    return std::int64_t{sqlite3_column_int64(row, column)};
  case SQLITE_FLOAT:
    return sqlite3_column_double(row, column);
  case SQLITE_TEXT:
    return std::string(bytes(sqlite3_column_text(row, column)));
  case SQLITE_BLOB: {
    const void* data = sqlite3_column_blob(row, column);
    return data ? hexOf(bytes(data)) : std::string();
  }
  default:
    return {};
  }
}

int bindCell(sqlite3_stmt* statement, int at, const RecordValue& value)
{
  if (const auto* flag = std::get_if<bool>(&value))
    return sqlite3_bind_int64(statement, at, *flag ? 1 : 0);
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, at, *integer);
  if (const auto* number = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, at, *number);
  if (const auto* text = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return sqlite3_bind_null(statement, at);
}

std::vector<std::string> columnsOf(const RecordSchema& schema)
{
  std::vector<std::string> columns;
  for (const ColumnSchema& column : schema.columns)
    columns.push_back(column.name);
  return columns;
}

/// A statement may be followed by blanks, comments and semicolons only; SQLite prepares those to nothing.
bool isNothing(sqlite3* connection, std::string_view text)
{
  while (!text.empty()) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v2(connection, text.data(), static_cast<int>(text.size()), &statement, &rest);
    const Prepared owner(statement);
    if (code != SQLITE_OK || statement)
      return false;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  }
  return true;
}

}

struct SqlSession::State {
  State(const Profile& owner, SqlBarSource& source, const Clock& time)
      : clock(time)
      , context(source)
      , barTables(sqlBarTables(owner.schemas()))
  {
    for (const RecordSchema* schema : owner.schemas().all()) {
      if (schema->kind != SchemaKind::Bars)
        words.push_back({schema->name, columnsOf(*schema)});
    }
    recordTables = words.size();
    for (const SqlBarTable& table : barTables)
      words.push_back({table.name, sqlBarColumns(table)});
  }

  Result<void> connect(const Profile& profile);
  Result<void> makeAuthorizer();
  Result<Prepared> prepare(const SqlQuery& query);
  Result<void> bind(sqlite3_stmt* statement, const SqlQuery& query) const;
  Result<SqlOutcome> step(sqlite3_stmt* statement, const SqlQuery& query, const SqlSink& sink);
  [[nodiscard]] Error explain(const SqlQuery& query, int code);
  [[nodiscard]] Result<void> check() const;

  const Clock& clock;
  SqlBarContext context;
  std::vector<SqlBarTable> barTables;
  std::vector<SqlWords> words;
  std::size_t recordTables = 0;
  std::optional<SqlAuthorizer> authorizer;
  CancelToken cancel;
  std::optional<Duration> deadline;
  std::unique_ptr<Connection> connection; ///< last: closed while what it points to still lives
};

/// Which tables of the database may be read: those of the schemas, and bars; the rest is how we keep them.
Result<void> SqlSession::State::makeAuthorizer()
{
  SqlAuthorizer::Names readable;
  SqlAuthorizer::Names hidden;
  for (const SqlWords& table : words)
    readable.insert(toLower(table.table));
  ZVT_TRY(Statement rows, connection->prepare("SELECT name FROM sqlite_schema"));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      break;
    if (std::string name = toLower(rows.text(0)); !readable.contains(name))
      hidden.insert(std::move(name));
  }
  authorizer.emplace(std::move(readable), std::move(hidden));
  return {};
}

Result<void> SqlSession::State::connect(const Profile& profile)
{
  ZVT_TRY(connection, profile.openReader());
  // A sort that outgrows its cache goes to a file: a careless ORDER BY must not take all memory.
  ZVT_TRY_VOID(connection->execute("PRAGMA temp_store=FILE; PRAGMA cache_size=-65536;"));
  sqlite3* handle = connection->handle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  for (const Limit& limit : kLimits)
    sqlite3_limit(handle, limit.which, limit.value);
  ZVT_TRY_VOID(registerSqlFunctions(handle, context));
  ZVT_TRY_VOID(registerBarTables(handle, context, barTables));
  context.check = [this] { return check(); };
  context.declaring = [this](bool declaring) { authorizer->setDeclaring(declaring); };
  sqlite3_progress_handler(
      handle, kStepsBetweenChecks, [](void* self) { return static_cast<State*>(self)->check() ? 0 : 1; }, this);
  ZVT_TRY_VOID(makeAuthorizer());
  authorizer->attachTo(handle);
  return {};
}

Result<void> SqlSession::State::check() const
{
  ZVT_TRY_VOID(cancel.check());
  if (deadline && clock.elapsed() > *deadline)
    return fail("sql.time_limit");
  return {};
}

/// The reason why SQLite stopped, from whoever made it stop.
Error SqlSession::State::explain(const SqlQuery& query, int code)
{
  auto refusal = authorizer->takeRefusal();
  if (context.error)
    return *std::exchange(context.error, std::nullopt);
  if (refusal)
    return *std::move(refusal);
  if ((code & 0xff) == SQLITE_INTERRUPT) {
    if (const auto stopped = check(); !stopped)
      return stopped.error();
  }
  sqlite3* handle = connection->handle();
  const int kind = code & 0xff;
  if (kind != SQLITE_ERROR && kind != SQLITE_TOOBIG)
    return connection->lastError(code);
  return explainSql(query.text, {code, sqlite3_errmsg(handle), sqlite3_error_offset(handle)}, words);
}

Result<Prepared> SqlSession::State::prepare(const SqlQuery& query)
{
  sqlite3* handle = connection->handle();
  if (query.text.find('\0') != std::string::npos)
    return fail("sql.syntax", {{"text", "\\0"}});
  if (query.text.size() > static_cast<std::size_t>(sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, -1)))
    return fail("sql.too_complex", {{"reason", "statement too long"}});
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(handle, query.text.data(), static_cast<int>(query.text.size()), &made, &rest);
  Prepared statement(made);
  if (code != SQLITE_OK)
    return fail(explain(query, code));
  if (!statement)
    return fail("sql.empty");
  if (sqlite3_column_count(made) == 0 || sqlite3_stmt_readonly(made) == 0)
    return fail("sql.only_select", {{"action", std::string(query.text.substr(0, query.text.find_first_of(" \n\t;")))}});
  const auto used = static_cast<std::size_t>(rest - query.text.data());
  const bool isAlone = isNothing(handle, std::string_view(query.text).substr(used));
  static_cast<void>(authorizer->takeRefusal());
  context.error.reset();
  if (!isAlone)
    return fail("sql.many_statements");
  return statement;
}

Result<void> SqlSession::State::bind(sqlite3_stmt* statement, const SqlQuery& query) const
{
  std::set<std::string_view> used;
  for (int at = 1; at <= sqlite3_bind_parameter_count(statement); ++at) {
    const char* name = sqlite3_bind_parameter_name(statement, at);
    if (!name)
      return fail("sql.nameless_param");
    const std::string_view bare = std::string_view(name).substr(1);
    const auto given = std::find_if(query.parameters.begin(), query.parameters.end(),
        [&](const auto& parameter) { return parameter.first == bare; });
    if (given == query.parameters.end())
      return fail("sql.missing_param", {{"name", std::string(bare)}});
    used.insert(given->first);
    if (const int code = bindCell(statement, at, given->second); code != SQLITE_OK)
      return fail("sql.too_complex", {{"reason", sqlite3_errstr(code)}});
  }
  for (const auto& [name, value] : query.parameters) {
    if (!used.contains(name))
      return fail("sql.unknown_param", {{"name", name}});
  }
  return {};
}

Result<SqlOutcome> SqlSession::State::step(sqlite3_stmt* statement, const SqlQuery& query, const SqlSink& sink)
{
  const int columns = sqlite3_column_count(statement);
  std::vector<std::string> names;
  for (int i = 0; i < columns; ++i)
    names.emplace_back(sqlite3_column_name(statement, i));
  if (sink.columns)
    ZVT_TRY_VOID(sink.columns(names));
  SqlOutcome outcome;
  std::vector<RecordValue> cells(static_cast<std::size_t>(columns));
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE)
      return outcome;
    if (code != SQLITE_ROW)
      return fail(explain(query, code));
    if (query.maxRows && outcome.rows >= *query.maxRows) {
      outcome.truncated = true;
      return outcome;
    }
    for (int i = 0; i < columns; ++i)
      cells[static_cast<std::size_t>(i)] = cellOf(statement, i);
    ZVT_TRY_VOID(sink.row(cells));
    ++outcome.rows;
  }
}

SqlSession::SqlSession(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

SqlSession::~SqlSession() = default;

Result<std::unique_ptr<SqlSession>> SqlSession::open(const Profile& profile, SqlBarSource& bars, const Clock& clock)
{
  auto state = std::make_unique<State>(profile, bars, clock);
  ZVT_TRY_VOID(state->connect(profile));
  return std::unique_ptr<SqlSession>(new SqlSession(std::move(state)));
}

Result<SqlOutcome> SqlSession::run(const SqlQuery& query, const SqlSink& sink, const CancelToken& cancel)
{
  State& state = *m_state;
  const Duration started = state.clock.elapsed();
  state.cancel = cancel;
  state.deadline = query.maxTime ? std::optional(started + *query.maxTime) : std::nullopt;
  state.context.error.reset();
  static_cast<void>(state.authorizer->takeRefusal());
  ++state.context.statement;
  state.context.source.refresh();
  ZVT_TRY_VOID(state.check());
  ZVT_TRY(const Prepared statement, state.prepare(query));
  ZVT_TRY_VOID(state.bind(statement.get(), query));
  ZVT_TRY(SqlOutcome outcome, state.step(statement.get(), query, sink));
  outcome.elapsed = state.clock.elapsed() - started;
  return outcome;
}

Result<RecordTable> SqlSession::fetch(const SqlQuery& query, const CancelToken& cancel)
{
  RecordTable table;
  const SqlSink sink{[&](const std::vector<std::string>& names) -> Result<void> {
                       table.columns = names;
                       return {};
                     },
      [&](std::span<RecordValue> cells) -> Result<void> {
        table.rows.emplace_back(std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
        return {};
      }};
  ZVT_TRY_VOID(run(query, sink, cancel));
  return table;
}

Result<std::vector<SqlTableInfo>> SqlSession::tables()
{
  std::vector<SqlTableInfo> tables;
  m_state->context.source.refresh();
  for (std::size_t i = 0; i < m_state->words.size(); ++i) {
    const SqlWords& words = m_state->words[i];
    SqlTableInfo info{words.table, i < m_state->recordTables ? "record" : "bars", words.columns, true};
    if (i >= m_state->recordTables) {
      const SqlBarTable& table = m_state->barTables[i - m_state->recordTables];
      if (!table.isGeneric()) {
        ZVT_TRY(const auto entities, m_state->context.source.entities(table.type, table.level));
        info.hasData = !entities.empty();
      }
    }
    tables.push_back(std::move(info));
  }
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return tables;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/option_check.h"
#include "core/base/text.h"
#include "core/data/sql_bars.h"
#include "core/storage/sql_session.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace zvt::cli {

namespace {

struct SqlOptions {
  std::string statement;
  std::vector<std::string> parameters; ///< name=value
  bool tables = false;
  std::string columnsOf;
  std::int64_t limit = 0;
  double seconds = 0;
  std::string format;
};

/// The value as a number where writing that number gives the same text, so that 10 compares as a number and the code
/// 000001 stays a text.
storage::RecordValue valueOf(const std::string& text)
{
  if (const auto number = parseInt(text); number && std::to_string(*number) == text)
    return *number;
  if (const auto number = parseDouble(text); number && formatDouble(*number) == text)
    return *number;
  return text;
}

Result<storage::SqlQuery> queryOf(const SqlOptions& options)
{
  storage::SqlQuery query;
  query.text = options.statement;
  if (options.limit > 0)
    query.maxRows = options.limit;
  if (options.seconds > 0)
    query.maxTime = Duration::microseconds(static_cast<std::int64_t>(options.seconds * 1e6));
  for (const std::string& parameter : options.parameters) {
    const std::size_t at = parameter.find('=');
    if (at == 0 || at == std::string::npos)
      return fail("cli.bad_param", {{"text", parameter}});
    query.parameters.emplace_back(parameter.substr(0, at), valueOf(parameter.substr(at + 1)));
  }
  return query;
}

Result<void> listTables(storage::SqlSession& session, Format format)
{
  ZVT_TRY(const auto tables, session.tables());
  TableOutput output({"table", "kind", "columns"}, format, stdout);
  for (const storage::SqlTableInfo& table : tables)
    if (table.hasData)
      output.row({table.name, table.kind, static_cast<std::int64_t>(table.columns.size())});
  output.finish();
  return {};
}

Result<void> listColumns(storage::SqlSession& session, const std::string& name, Format format)
{
  ZVT_TRY(const auto tables, session.tables());
  const auto table = std::find_if(tables.begin(), tables.end(), [&](const auto& one) { return one.name == name; });
  if (table == tables.end())
    return fail("sql.unknown_table", {{"table", name}});
  TableOutput output({"column"}, format, stdout);
  for (const std::string& column : table->columns)
    output.row({column});
  output.finish();
  return {};
}

Result<void> runStatement(CommandLine& line, storage::SqlSession& session, const SqlOptions& options, Format format)
{
  ZVT_TRY(const storage::SqlQuery query, queryOf(options));
  std::optional<TableOutput> output;
  const storage::SqlSink sink{[&](const std::vector<std::string>& names) -> Result<void> {
                                output.emplace(names, format, stdout);
                                return {};
                              },
      [&](std::span<storage::RecordValue> cells) -> Result<void> {
        std::vector<Cell> row;
        row.reserve(cells.size());
        for (storage::RecordValue& cell : cells)
          row.push_back(std::visit([](auto&& held) { return Cell{std::move(held)}; }, std::move(cell)));
        output->row(std::move(row));
        if (output->hasFailed())
          return fail("output.failed");
        return {};
      }};
  ZVT_TRY(const storage::SqlOutcome outcome, session.run(query, sink, line.control().cancelToken()));
  output->finish();
  if (outcome.truncated)
    line.note(line.messages().text("cli.rows_cut", {{"rows", std::to_string(outcome.rows)}}));
  return {};
}

Result<void> runSql(CommandLine& line, const SqlOptions& options)
{
  ZVT_TRY(const Format format, line.format(options.format));
  ZVT_TRY(app::Services * services, line.open(true));
  const auto bars = data::makeSqlBars(services->profile(), services->marketData());
  ZVT_TRY(const auto session, storage::SqlSession::open(services->profile(), *bars, services->clock()));
  if (options.tables)
    return listTables(*session, format);
  if (!options.columnsOf.empty())
    return listColumns(*session, options.columnsOf, format);
  return runStatement(line, *session, options, format);
}

}

void addSqlCommand(CLI::App& program, CommandLine& line)
{
  CLI::App* sql = program.add_subcommand("sql", "Read-only SQL over records and bars");
  auto options = std::make_shared<SqlOptions>();
  sql->add_option("statement", options->statement,
      "One SELECT, e.g. \"SELECT timestamp, close FROM stock_1d_hfq_kdata WHERE code = :code\"");
  sql->add_option("--param", options->parameters, "name=value for :name in the statement; repeat")
      ->allow_extra_args(false);
  sql->add_option("--limit", options->limit, "At most so many rows");
  sql->add_option("--timeout", options->seconds, "Seconds after which the statement is stopped");
  sql->add_option("--format", options->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  sql->add_flag("--tables", options->tables, "List what can be read: records, and bars of which some are stored");
  sql->add_option("--columns", options->columnsOf, "List the columns of a table");
  sql->callback([&line, options] { line.run = [&line, options] { return runSql(line, *options); }; });
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/data/sql_bars.h"
#include "core/storage/sql_session.h"
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"
#include "tests/bench/store_fixture.h"

#include <optional>

namespace zvt::bench {

namespace {

/// The workload in a profile with an SQL session over it, and beside it as one row a bar in a plain SQLite table.
struct SqlFixture {
  explicit SqlFixture(std::size_t entities)
      : workload(entities)
      , bars(data::makeSqlBars(scratch.profile(), scratch.marketData()))
  {
    std::vector<storage::BarWrite> batch;
    for (std::size_t entity = 0; entity < entities; ++entity)
      batch.push_back({seriesOf(workload, entity, 0, MarketWorkload::kBars), storage::WriteMode::Append, {}});
    must(scratch.profile().bars().write(std::move(batch)), "writing the bars");
    must(scratch.profile().bars().settle(), "folding the bars");
    session = must(storage::SqlSession::open(scratch.profile(), *bars, scratch.clock()), "opening the session");
    rows.emplace(scratch.folder() / "rows.db", false);
    rows->insert(workload, entities);
  }

  MarketWorkload workload;
  ScratchProfile scratch;
  std::unique_ptr<storage::SqlBarSource> bars;
  std::unique_ptr<storage::SqlSession> session;
  std::optional<RowTable> rows;
};

SqlFixture& fixture(std::size_t entities)
{
  static SqlFixture made(entities);
  return made;
}

/// Runs the statement through the session and counts its rows.
std::int64_t rowsOf(SqlFixture& all, const std::string& sql)
{
  storage::SqlQuery query;
  query.text = sql;
  const storage::SqlSink sink{{}, [](std::span<storage::RecordValue>) { return Result<void>(); }};
  return must(all.session->run(query, sink), "the statement").rows;
}

void oneEntity(benchmark::State& state, std::size_t entities)
{
  SqlFixture& all = fixture(entities);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    next = (next + 7) % entities;
    const std::string sql = "SELECT * FROM stock_1d_bfq_kdata WHERE entity_id = '" + entityName(next) + "'";
    if (rowsOf(all, sql) != static_cast<std::int64_t>(MarketWorkload::kBars))
      return state.SkipWithError("bars are missing");
  }
}

void averageClose(benchmark::State& state, std::size_t entities)
{
  SqlFixture& all = fixture(entities);
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(rowsOf(all, "SELECT count(*), avg(close) FROM stock_1d_bfq_kdata"));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * all.workload.rows()));
}

std::int64_t middleDay(std::size_t entities)
{
  return fixture(entities).workload.key[MarketWorkload::kBars / 2];
}

void oneDay(benchmark::State& state, std::size_t entities)
{
  SqlFixture& all = fixture(entities);
  const std::string day = TradingDay{static_cast<std::int32_t>(middleDay(entities))}.iso();
  const std::string sql = "SELECT entity_id, close FROM stock_1d_bfq_kdata WHERE timestamp = '" + day + "'";
  for ([[maybe_unused]] auto _ : state)
    if (rowsOf(all, sql) != static_cast<std::int64_t>(entities))
      return state.SkipWithError("securities are missing");
}

/// The same question to the plain table, every cell taken.
void askRows(benchmark::State& state, std::size_t entities, const std::string& sql, int columns, std::int64_t parameter)
{
  SqlFixture& all = fixture(entities);
  for ([[maybe_unused]] auto _ : state) {
    storage::Statement rows = must(all.rows->connection().prepare(sql), "the plain statement");
    if (parameter >= 0)
      rows.bind(parameter);
    while (must(rows.step(), "a plain row"))
      for (int column = 0; column < columns; ++column)
        benchmark::DoNotOptimize(rows.real(column));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * all.workload.rows()));
}

}

void addSqlSuite(const Scale& scale)
{
  const std::size_t entities = scale.of(1'000);
  const auto ours = [entities](auto work) { return [=](benchmark::State& state) { work(state, entities); }; };
  const auto peer = [entities](const char* sql, int columns, auto parameter) {
    return [=](benchmark::State& state) { askRows(state, entities, sql, columns, parameter()); };
  };
  addMeasure({"sql", "sql.one_entity_2500_bars", "ms", {}, "SQLite rows", ours(oneEntity),
      peer("SELECT * FROM bars WHERE e = ?", 8, [] { return std::int64_t{7}; })});
  addMeasure({"sql", "sql.count_and_average_of_all", "rows/s", {}, "SQLite rows", ours(averageClose),
      peer("SELECT count(*), avg(c) FROM bars", 2, [] { return std::int64_t{-1}; })});
  addMeasure({"sql", "sql.one_day_of_all", "ms", {}, "SQLite rows", ours(oneDay),
      peer("SELECT e, c FROM bars WHERE ts = ?", 2, [entities] { return middleDay(entities); })});
}

}

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/storage/fake_sql_bars.h"

#include "core/base/messages.h"

#include <QTest>

#include <fstream>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

/// Time passes with every look at it.
class CountingClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override { return {}; }
  [[nodiscard]] Duration elapsed() const override { return Duration::milliseconds(++m_looks); }

private:
  mutable std::int64_t m_looks = 0;
};

constexpr const char* kEndless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";

SqlQuery queryOf(std::string text)
{
  SqlQuery query;
  query.text = std::move(text);
  return query;
}

market::Entity stock(const char* id, const char* name)
{
  market::Entity entity;
  entity.id = *market::EntityId::parse(id);
  entity.name = name;
  entity.currency = "CNY";
  return entity;
}

std::string field(const Error& error, std::string_view key)
{
  return std::string(error.field(key));
}

}

class TstSqlSession : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    if (m_bench) // the session is meant to last
      return;
    m_bench = std::make_unique<SqlBench>();
    QVERIFY(m_bench->profile.profile->entities().upsert(
        {stock("stock_sh_600000", "浦发银行"), stock("stock_sz_000001", "平安银行")}));
    m_bench->bars.add(madeSeries("stock_sh_600000", 19'700, 50));
  }
  void refusesWhatIsNotReading_data()
  {
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* sql, const char* code) { QTest::newRow(sql) << QString(sql) << QString(code); };
    constexpr const char* kOnlySelect = "sql.only_select";
    constexpr const char* kHidden = "sql.not_readable";
    constexpr const char* kInternal = "sql.internal_table";
    constexpr const char* kFunction = "sql.function_refused";
    row("INSERT INTO stock(id) VALUES('x')", kOnlySelect);
    row("UPDATE sqlite_master SET sql = ''", kInternal);
    row("SELECT * FROM dbstat", kInternal);
    row("REPLACE INTO stock(id) VALUES('x')", kOnlySelect);
    row("UPDATE stock SET name='x'", kOnlySelect);
    row("DELETE FROM stock", kOnlySelect);
    row("WITH x AS (SELECT 1) DELETE FROM stock", kOnlySelect);
    row("EXPLAIN DELETE FROM stock", kOnlySelect);
    row("DELETE FROM bar_chunk", kOnlySelect);
    row("CREATE TABLE t(a)", kOnlySelect);
    row("CREATE TEMP TABLE t(a)", kOnlySelect);
    row("CREATE TABLE t AS SELECT * FROM stock", kOnlySelect);
    row("CREATE VIEW v AS SELECT 1", kOnlySelect);
    row("CREATE TEMP VIEW v AS SELECT 1", kOnlySelect);
    row("CREATE INDEX i ON stock(name)", kOnlySelect);
    row("CREATE TRIGGER g AFTER INSERT ON stock BEGIN SELECT 1; END", kOnlySelect);
    row("CREATE TEMP TRIGGER g AFTER INSERT ON stock BEGIN SELECT 1; END", kOnlySelect);
    row("CREATE VIRTUAL TABLE f USING fts5(a)", kOnlySelect);
    row("CREATE VIRTUAL TABLE k USING stock_1d_kdata", kOnlySelect);
    row("DROP TABLE stock", kOnlySelect);
    row("ALTER TABLE stock ADD COLUMN x TEXT", kOnlySelect);
    row("ATTACH 'ledger.db' AS ledger", kOnlySelect);
    row("ATTACH ':memory:' AS m", kOnlySelect);
    row("DETACH main", kOnlySelect);
    row("PRAGMA writable_schema=1", kOnlySelect);
    row("PRAGMA query_only=0", kOnlySelect);
    row("PRAGMA database_list", kOnlySelect);
    row("SELECT * FROM pragma_table_info('stock')", kInternal);
    row("SELECT * FROM pragma_database_list", kInternal);
    row("SELECT * FROM pragma_function_list", kInternal);
    row("VACUUM", kOnlySelect);
    row("VACUUM INTO 'copy.db'", kOnlySelect);
    row("REINDEX", kOnlySelect);
    row("ANALYZE", kOnlySelect);
    row("BEGIN", kOnlySelect);
    row("COMMIT", kOnlySelect);
    row("ROLLBACK", kOnlySelect);
    row("SAVEPOINT s", kOnlySelect);
    row("SELECT * FROM sqlite_master", kHidden);
    row("SELECT sql FROM sqlite_schema", kHidden);
    row("SELECT * FROM sqlite_temp_master", kHidden);
    row("SELECT * FROM bar_chunk", kHidden);
    row("SELECT count(*) FROM bar_chunk", kHidden);
    row("SELECT count(*) FROM main.Bar_Chunk b", kHidden);
    row("SELECT count(*) FROM sqlite_master", kHidden);
    row("SELECT count(*) FROM pragma_table_list", kInternal);
    row("SELECT * FROM main.bar_series", kHidden);
    row("SELECT (SELECT max(id) FROM bar_chunk)", kHidden);
    row("SELECT name FROM stock WHERE EXISTS (SELECT 1 FROM schema_migration)", kHidden);
    row("SELECT s.name FROM stock s JOIN bar_series b ON b.entity_id = s.id", kHidden);
    row("WITH c AS (SELECT payload FROM bar_chunk) SELECT * FROM c", kHidden);
    row("SELECT load_extension('x')", kFunction);
    row("SELECT fts3_tokenizer('simple')", kFunction);
    row("SELECT randomblob(1000000000)", kFunction);
    row("SELECT zeroblob(1000000000)", kFunction);
    row("SELECT last_insert_rowid()", kFunction);
    row("SELECT sqlite_compileoption_get(1)", kFunction);
    row("SELECT name FROM stock ORDER BY load_extension(name)", kFunction);
    row("SELECT readfile('/etc/passwd')", "sql.unknown_function");
    row("SELECT writefile('x', 'y')", "sql.unknown_function");
    row("SELECT 1; DROP TABLE stock", "sql.many_statements");
    row("SELECT 1; SELECT 2", "sql.many_statements");
    row("", "sql.empty");
    row(" -- nothing\n;", "sql.empty");
  }
  void refusesWhatIsNotReading()
  {
    QFETCH(QString, sql);
    QFETCH(QString, code);
    const auto answer = m_bench->run(sql.toStdString());
    QCOMPARE(codeOf(answer), code.toStdString());
    const std::string described = Messages::load("en")->describe(answer.error());
    QVERIFY2(described.find('{') == std::string::npos, described.c_str());
    QCOMPARE(m_bench->text("SELECT name FROM stock ORDER BY id"), std::string("浦发银行 平安银行"));
    QVERIFY(!std::filesystem::exists("copy.db"));
  }

  /// The ledger's tables are in a file of their own, which the session never opens.
  void theLedgerIsOutOfReach()
  {
    for (const char* table : {"ledger", "account", "journal", "audit", "main.ledger_entry"})
      QCOMPARE(
          codeOf(m_bench->run(std::string("SELECT * FROM ") + table)).substr(0, 17), std::string("sql.unknown_table"));
  }

  void readsRecordsAndBars()
  {
    QCOMPARE(
        m_bench->text("SELECT code, name FROM stock ORDER BY code"), std::string("000001|平安银行 600000|浦发银行"));
    QCOMPARE(m_bench->text("SELECT count(*) FROM stock_1d_kdata"), std::string("50"));
    QCOMPARE(m_bench->text("SELECT 1 AS a UNION ALL SELECT 2 ORDER BY a DESC;  -- done\n"), std::string("2 1"));
    QCOMPARE(m_bench->text("SELECT typeof(NULL), typeof(1), typeof(1.5), typeof('x'), x'00ff'"),
        std::string("null|integer|real|text|00ff"));
    QCOMPARE(m_bench->text("SELECT value FROM json_each('[1,2]')"), std::string("1 2"));
  }

  void valuesAreBound()
  {
    SqlQuery query = queryOf("SELECT :text, $number + 1, @text, name FROM stock WHERE code = :code OR name = :text");
    query.parameters = {{"text", std::string("x' OR 1=1; DROP TABLE stock; --")}, {"number", std::int64_t{41}},
        {"code", std::string("600000")}};
    const auto table = m_bench->session->fetch(query);
    QVERIFY(table);
    QCOMPARE(SqlBench::textOf(*table),
        std::string("x' OR 1=1; DROP TABLE stock; --|42|x' OR 1=1; DROP TABLE stock; --|浦发银行"));
    QCOMPARE(table->columns.back(), std::string("name"));
    // A number meets a column of texts as the same digits.
    query = queryOf("SELECT count(*) FROM stock_1d_kdata WHERE code = :code");
    query.parameters = {{"code", std::int64_t{600'000}}};
    QCOMPARE(SqlBench::textOf(*m_bench->session->fetch(query)), std::string("50"));
  }

  void everyParameterNeedsAValue()
  {
    SqlQuery query = queryOf("SELECT :a");
    auto missing = m_bench->session->fetch(query);
    QCOMPARE(codeOf(missing), std::string("sql.missing_param"));
    QCOMPARE(field(missing.error(), "name"), std::string("a"));
    query.parameters = {{"a", std::string("1")}, {"b", std::string("2")}};
    auto unknown = m_bench->session->fetch(query);
    QCOMPARE(codeOf(unknown), std::string("sql.unknown_param"));
    QCOMPARE(field(unknown.error(), "name"), std::string("b"));
    QCOMPARE(m_bench->text("SELECT ?"), std::string("sql.nameless_param"));
  }

  void errorsSayWhereAndWhat()
  {
    auto syntax = m_bench->run("SELECT *\n FORM stock");
    QCOMPARE(codeOf(syntax), std::string("sql.syntax"));
    QCOMPARE(field(syntax.error(), "text"), std::string("FORM"));
    QCOMPARE(field(syntax.error(), "line"), std::string("2"));
    QCOMPARE(field(syntax.error(), "column"), std::string("2"));
    // Columns count characters, 银行 are two; FORM is the name of the value, and stock is one word too many.
    QCOMPARE(field(m_bench->run("SELECT '银行' FORM stock").error(), "column"), std::string("18"));
    QCOMPARE(codeOf(m_bench->run("SELECT * FROM stock WHERE")), std::string("sql.incomplete"));
    auto table = m_bench->run("SELECT * FROM stokc_1d_kdata");
    QCOMPARE(codeOf(table), std::string("sql.unknown_table_near"));
    QVERIFY(field(table.error(), "nearest").starts_with("stock_1d_kdata"));
    QCOMPARE(codeOf(m_bench->run("SELECT * FROM qqqqqqqqqqqqqqqqqqqqqqqq")), std::string("sql.unknown_table"));
    auto column = m_bench->run("SELECT k.clsoe FROM stock_1d_kdata k");
    QCOMPARE(codeOf(column), std::string("sql.unknown_column_near"));
    QVERIFY(field(column.error(), "nearest").find("close") != std::string::npos);
    QCOMPARE(codeOf(m_bench->run("SELECT nofunc(1)")), std::string("sql.unknown_function"));
    QCOMPARE(codeOf(m_bench->run("SELECT 1 + 'a")), std::string("sql.syntax"));
    QCOMPARE(codeOf(m_bench->run(std::string("SELECT 1\0, 2", 12))), std::string("sql.syntax"));
  }

  void sizesAreLimited()
  {
    std::string deep = "SELECT 1";
    for (int i = 0; i < 300; ++i)
      deep += "+(1";
    deep += std::string(300, ')');
    std::string wide = "SELECT 1";
    for (int i = 0; i < 80; ++i)
      wide += " UNION ALL SELECT 1";
    std::string columns = "SELECT 1";
    for (int i = 0; i < 600; ++i)
      columns += ",1";
    for (const std::string& sql : {deep, wide, columns, "SELECT '" + std::string(300'000, 'x') + "'",
             std::string("SELECT length(replace(printf('%9999999d', 1), ' ', '          '))")})
      QCOMPARE(codeOf(m_bench->run(sql)), std::string("sql.too_complex"));
  }

  void endlessWorkIsStopped()
  {
    CountingClock clock;
    SqlBench bench(&clock);
    SqlQuery query = queryOf(std::string("SELECT count(*) FROM (") + kEndless + ")");
    query.maxTime = Duration::milliseconds(50);
    QCOMPARE(codeOf(bench.session->fetch(query)), std::string("sql.time_limit"));
    QCOMPARE(bench.text("SELECT 1"), std::string("1")); // and the session goes on
  }

  void endsAtTheRowLimit()
  {
    SqlQuery query = queryOf(kEndless);
    query.maxRows = 5;
    std::int64_t sum = 0;
    const auto outcome = m_bench->session->run(query, {nullptr, [&](std::span<RecordValue> cells) -> Result<void> {
                                                         sum += std::get<std::int64_t>(cells[0]);
                                                         return {};
                                                       }});
    QVERIFY(outcome && outcome->truncated && outcome->rows == 5);
    QCOMPARE(sum, std::int64_t(15));
    query.text = "SELECT 1 UNION ALL SELECT 2";
    query.maxRows = 2;
    const auto whole = m_bench->session->run(query, {nullptr, [](std::span<RecordValue>) { return Result<void>(); }});
    QVERIFY(whole && !whole->truncated && whole->rows == 2);
  }

  void canBeCancelled()
  {
    const CancelToken cancel;
    int rows = 0;
    const SqlSink sink{nullptr, [&](std::span<RecordValue>) -> Result<void> {
                         if (++rows == 10)
                           cancel.cancel();
                         return {};
                       }};
    QCOMPARE(codeOf(m_bench->session->run(queryOf(kEndless), sink, cancel)), std::string("task.cancelled"));
    QVERIFY(rows >= 10 && rows < 10'000);
    QCOMPARE(codeOf(m_bench->session->run(queryOf("SELECT 1"), sink, cancel)), std::string("task.cancelled"));
    QCOMPARE(m_bench->text("SELECT 1"), std::string("1"));
  }

  void errorsOfTheSinkAndTheSourceComeThrough()
  {
    const SqlSink full{nullptr, [](std::span<RecordValue>) -> Result<void> { return fail("file.disk_full"); }};
    QCOMPARE(codeOf(m_bench->session->run(queryOf(kEndless), full)), std::string("file.disk_full"));
    m_bench->bars.failure = Error{"storage.corrupt_chunk", {{"chunk", "2024-01-02"}}, {}};
    const auto damaged = m_bench->run("SELECT * FROM stock_1d_kdata WHERE entity_id = 'stock_sh_600000'");
    QCOMPARE(codeOf(damaged), std::string("storage.corrupt_chunk"));
    QCOMPARE(field(damaged.error(), "chunk"), std::string("2024-01-02"));
    m_bench->bars.failure.reset();
  }

  /// A writer goes on while the session reads, and the session sees what was committed with its next statement.
  void readsBesideAWriter()
  {
    QCOMPARE(m_bench->text("SELECT count(*) FROM stock"), std::string("2"));
    QVERIFY(m_bench->profile.profile->entities().upsert({stock("stock_sz_000002", "万科A")}));
    QCOMPARE(m_bench->text("SELECT count(*) FROM stock"), std::string("3"));
    TestProfile& owner = m_bench->profile;
    auto reader = owner.tryOpen(true); // as the command line beside the workstation
    QVERIFY(reader);
    auto session = SqlSession::open(**reader, m_bench->bars, owner.clock);
    QVERIFY(session);
    QVERIFY(owner.profile->entities().upsert({stock("stock_sz_000003", "国华网安")}));
    QCOMPARE(SqlBench::textOf(*(*session)->fetch(queryOf("SELECT count(*) FROM stock"))), std::string("4"));
    m_bench.reset();
  }

  void namesWhatCanBeRead()
  {
    const auto tables = m_bench->session->tables();
    QVERIFY(tables);
    std::map<std::string, SqlTableInfo> byName;
    for (const SqlTableInfo& table : *tables)
      byName[table.name] = table;
    QVERIFY(byName.contains("stock") && byName.contains("corporate_action") && !byName.contains("bar_chunk"));
    QVERIFY(!byName.contains("kdata") && !byName.contains("country_1d_kdata"));
    for (const char* name : {"stock_1d_kdata", "stock_1d_hfq_kdata", "stock_1mon_bfq_kdata", "stockhk_1d_hfq_kdata",
             "stockus_1wk_kdata", "index_1d_kdata", "etf_1d_kdata", "fund_1d_kdata", "future_1m_kdata", "coin_1m_kdata",
             "block_1d_kdata", "bars"})
      QVERIFY2(byName.contains(name), name);
    QVERIFY(!byName.contains("index_1d_hfq_kdata"));
    QVERIFY(byName["stock_1d_kdata"].hasData && !byName["coin_1m_kdata"].hasData);
    // Everything that is named can be read, and has the columns that it is said to have.
    for (const auto& [name, table] : byName) {
      std::string columns;
      for (const std::string& column : table.columns)
        columns += (columns.empty() ? "\"" : ", \"") + column + '"';
      const auto answer = m_bench->run("SELECT " + columns + " FROM \"" + name + "\""
          + (name == "bars" ? " WHERE entity_id = 'x' AND level = '1d'" : "") + " LIMIT 1");
      QVERIFY2(answer, (name + ": " + codeOf(answer)).c_str());
    }
  }

private:
  std::unique_ptr<SqlBench> m_bench;
};

QTEST_APPLESS_MAIN(TstSqlSession)
#include "tst_sql_session.moc"

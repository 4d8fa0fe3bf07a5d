// SPDX-License-Identifier: Apache-2.0
#include "core/storage/database.h"
#include "core/storage/market_batch.h"
#include "core/storage/migration.h"
#include "migrations_resources.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const std::string kBank = "stock_sz_000001";

DataRun runOf(std::string kind, std::string entity, std::string provider = "test", std::int64_t started = 1'000)
{
  DataRun run;
  run.kind = std::move(kind);
  run.schema = "kdata";
  run.entityId = std::move(entity);
  run.level = "1d";
  run.provider = std::move(provider);
  run.source = "a.csv";
  run.payloadHash = std::string(64, 'a');
  run.payloadSize = 12;
  run.transformation = R"({"unit":"lot"})";
  run.started = Timestamp{started};
  run.finished = Timestamp{started + 5};
  run.actor = "user";
  run.rows = 3;
  run.rejected = 1;
  return run;
}

/// market.db as the first version left it: one step, and the table of imports where something was opened for writing.
void makeFirstVersion(const std::filesystem::path& file, bool withImports)
{
  const auto connection = Connection::open(file, OpenMode::Create);
  const auto steps = readMigrations(resources::migrations(), "market");
  QuietLogger logger;
  SystemClock clock;
  OsFileSystem files;
  if (!migrate(**connection, {file, "market", file.parent_path()}, {steps->front()}, clock, files, logger))
    qFatal("the first version cannot be made");
  if (withImports
      && !(*connection)
          ->execute("CREATE TABLE \"import_run\" (\"id\" TEXT NOT NULL, \"started\" INTEGER NOT NULL, \"finished\" "
                    "INTEGER, \"actor\" TEXT, \"program\" TEXT, \"schema\" TEXT NOT NULL, \"entity_id\" TEXT, "
                    "\"level\" TEXT, \"provider\" TEXT NOT NULL, \"file\" TEXT, \"file_hash\" TEXT, \"file_size\" "
                    "INTEGER, \"rows\" INTEGER NOT NULL, \"rejected\" INTEGER, \"options\" TEXT, PRIMARY KEY "
                    "(\"id\")) STRICT, WITHOUT ROWID;"
                    "CREATE INDEX \"import_run_started_index\" ON \"import_run\" (\"started\");"
                    "INSERT INTO import_run VALUES "
                    "('ff', 10, NULL, NULL, NULL, 'kdata', 'stock_sz_000001', '1d', 'csv', 'a.csv', 'abc', NULL, 7,"
                    " NULL, '{\"mapping\":\"auto\"}'),"
                    "('aa', 20, NULL, NULL, NULL, 'corporate_action', 'stock_sz_000001', NULL, 'csv', 'b.csv', "
                    "'def', NULL, 2, NULL, '{}')"))
    qFatal("the imports cannot be made");
}

}

class TstRunStore : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void runsAreNumberedInTheirTransactionAndFound()
  {
    TestProfile test;
    Profile& profile = test.open();
    QCOMPARE(profile.runs().list({})->size(), std::size_t{0});
    MarketBatch batch;
    batch.runs = {runOf("import", kBank), runOf("import", "stock_sh_600000")};
    QVERIFY(profile.write(batch));
    QVERIFY(profile.write(batch));
    const auto runs = profile.runs().list({});
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t{4});
    QCOMPARE(runs->front().id, std::int64_t{4});
    QCOMPARE(runs->back().id, std::int64_t{1});
    const DataRun run = profile.runs().find(1).value();
    QCOMPARE(run.entityId, kBank);
    QCOMPARE(run.kind, std::string("import"));
    QCOMPARE(run.schema, std::string("kdata"));
    QCOMPARE(run.level, std::string("1d"));
    QCOMPARE(run.source, std::string("a.csv"));
    QCOMPARE(run.payloadHash, std::string(64, 'a'));
    QCOMPARE(run.payloadSize, std::int64_t{12});
    QCOMPARE(run.transformation, std::string(R"({"unit":"lot"})"));
    QCOMPARE(run.started.micros, std::int64_t{1'000});
    QCOMPARE(run.finished.micros, std::int64_t{1'005});
    QCOMPARE(run.actor, std::string("user"));
    QVERIFY2(run.program.starts_with("storage test "), run.program.c_str());
    QCOMPARE(run.rows, std::int64_t{3});
    QCOMPARE(run.rejected, std::int64_t{1});
    QCOMPARE(codeOf(profile.runs().find(9)), std::string("storage.no_run"));
    const std::vector<std::int64_t> some = {4, 9, 2, 4};
    QCOMPARE(profile.runs().find(some)->size(), std::size_t{2});
    QCOMPARE(profile.records().count({"data_run", {}, {}, {}, {}, 0}).value(), std::int64_t{4});
  }

  void filters()
  {
    TestProfile test;
    Profile& profile = test.open();
    MarketBatch batch;
    batch.runs = {runOf("import", kBank, "csv", 100), runOf("record", kBank, "tdx", 200),
        runOf("record", "stock_sh_600000", "tdx", 300)};
    QVERIFY(profile.write(std::move(batch)));
    const auto ids = [&](const RunQuery& query) {
      std::string text;
      const auto runs = profile.runs().list(query).value();
      for (const DataRun& run : runs)
        text += std::to_string(run.id) + " ";
      return text;
    };
    RunQuery query;
    query.entityId = kBank;
    QCOMPARE(ids(query), std::string("2 1 "));
    query.provider = "tdx";
    QCOMPARE(ids(query), std::string("2 "));
    query = {};
    query.kind = "record";
    QCOMPARE(ids(query), std::string("3 2 "));
    query = {};
    query.from = Timestamp{200};
    query.to = Timestamp{300};
    QCOMPARE(ids(query), std::string("2 "));
    query = {};
    query.limit = 1;
    query.before = 3;
    QCOMPARE(ids(query), std::string("2 "));
    query = {};
    query.payloadHash = std::string(64, 'b');
    QCOMPARE(ids(query), std::string());
  }

  /// A run about many is found by each security whose ledger names it.
  void runsOfManyAreFoundByTheirSecurities()
  {
    TestProfile test;
    Profile& profile = test.open();
    MarketBatch batch;
    batch.runs = {runOf("import", ""), runOf("import", "")};
    CoverageWrite write;
    write.entityId = kBank;
    write.level = "1d";
    write.provider = "test";
    write.spans = {{TradingDay{19'700}, TradingDay{19'710}, Asked::Answered, {}}};
    write.run = 1;
    batch.coverage = {write};
    QVERIFY(profile.write(std::move(batch)));
    RunQuery query;
    query.entityId = kBank;
    const auto found = profile.runs().list(query);
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t{1});
    QCOMPARE(found->front().id, std::int64_t{2});
    QCOMPARE(profile.coverage().list({})->front().run, std::int64_t{2});
    QVERIFY(profile.coverage().list({})->front().asked.micros > 0);
  }

  void aBatchThatIsRefusedLeavesNoRun()
  {
    TestProfile test;
    Profile& profile = test.open();
    MarketBatch batch;
    batch.runs = {runOf("import", kBank)};
    batch.bars.push_back(
        {std::make_shared<const market::BarSeries>(madeSeries(kBank, 10, 5)), WriteMode::Merge, {}, 1});
    QCOMPARE(codeOf(profile.write(batch)), std::string("storage.bad_run"));
    batch.bars.front().run = 0;
    batch.runs.front().provider = "no blanks";
    QCOMPARE(codeOf(profile.write(batch)), std::string("storage.bad_provider"));
    batch.runs.front().provider = "test";
    batch.runs.front().transformation = "{";
    QCOMPARE(codeOf(profile.write(batch)), std::string("storage.bad_value"));
    batch.runs.front().transformation.clear();
    batch.bars.push_back(batch.bars.front());
    batch.bars.back().mode = WriteMode::Append; // fails inside the transaction, after the run was inserted
    QCOMPARE(codeOf(profile.write(batch)), std::string("storage.not_appendable"));
    QCOMPARE(profile.runs().list({})->size(), std::size_t{0});
    QVERIFY(profile.bars().inventory()->empty());
    batch.bars.pop_back();
    QVERIFY(profile.write(batch));
    QCOMPARE(profile.runs().list({})->size(), std::size_t{1});
  }

  void importsOfTheFirstVersionBecomeRuns_data()
  {
    QTest::addColumn<bool>("withImports");
    QTest::newRow("never written to") << false;
    QTest::newRow("with imports") << true;
  }

  void importsOfTheFirstVersionBecomeRuns()
  {
    QFETCH(bool, withImports);
    TestProfile test;
    std::filesystem::create_directories(test.path());
    makeFirstVersion(test.path() / "market.db", withImports);
    Profile& profile = test.open();
    const auto runs = profile.runs().list({});
    QVERIFY(runs);
    QCOMPARE(runs->size(), withImports ? std::size_t{2} : std::size_t{0});
    if (withImports) {
      const DataRun& first = runs->back();
      QCOMPARE(first.id, std::int64_t{1});
      QCOMPARE(first.kind, std::string("import"));
      QCOMPARE(first.source, std::string("a.csv"));
      QCOMPARE(first.payloadHash, std::string("abc"));
      QCOMPARE(first.rows, std::int64_t{7});
      QCOMPARE(first.transformation, std::string(R"({"mapping":"auto"})"));
      QCOMPARE(first.finished.micros, std::int64_t{0});
      QCOMPARE(runs->front().schema, std::string("corporate_action"));
    }
    MarketBatch batch;
    batch.runs = {runOf("import", kBank)};
    QVERIFY(profile.write(std::move(batch)));
    QCOMPARE(profile.runs().list({})->front().id, std::int64_t{withImports ? 3 : 1});
    test.profile.reset();
    QVERIFY(test.tryOpen(true));
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
    QCOMPARE((*connection)->number("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'import_run%'").value(),
        std::int64_t{0});
  }

  /// The step makes by hand what the schema says; the two must not part.
  void theMigrationMakesTheTableOfTheSchema()
  {
    TestProfile test;
    test.open();
    test.profile.reset();
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
    const auto columns = [&]() {
      auto rows = (*connection)->prepare("SELECT name, type, \"notnull\" FROM pragma_table_info('data_run')");
      std::string text;
      while (rows->step().value())
        text += std::string(rows->text(0)) + " " + std::string(rows->text(1)) + " " + std::to_string(rows->integer(2))
            + "\n";
      return text;
    };
    const std::string migrated = columns();
    QVERIFY((*connection)->execute("DROP TABLE data_run"));
    test.open();
    QCOMPARE(columns(), migrated);
  }
};

QTEST_APPLESS_MAIN(TstRunStore)
#include "tst_run_store.moc"

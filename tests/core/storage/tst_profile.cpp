// SPDX-License-Identifier: Apache-2.0
#include "core/base/embedded_resource.h"
#include "core/storage/database.h"
#include "core/storage/migration.h"
#include "core/storage/storage_use.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <fstream>
#include <future>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const std::string kEntity = "stock_sz_000001";

BarQuery query()
{
  return {kEntity, market::BarLevel::Day1, {}, {}, {}, {}, {}};
}

const std::vector<EmbeddedResource> kSteps = {
    {"market/0001_first.sql",
        "CREATE TABLE schema_migration(version INTEGER PRIMARY KEY, name TEXT, applied INTEGER); CREATE TABLE a(x); "
        "INSERT INTO a VALUES(1)"},
    {"market/0002_second.sql", "CREATE TABLE b(y); INSERT INTO b SELECT x FROM a"},
    {"market/0003_third.sql", "ALTER TABLE b ADD COLUMN z; INSERT INTO nowhere VALUES(1)"},
    {"ledger/0001_other.sql", "nonsense"},
};

using Path = std::filesystem::path;

/// Delegates to the disk and notes what was synced.
class NotingFileSystem final : public FileSystem {
public:
  std::vector<std::filesystem::path> synced;

  [[nodiscard]] Result<std::string> read(const Path& file) const override { return m_disk.read(file); }
  [[nodiscard]] Result<std::string> readPart(const Path& file, std::uint64_t offset, std::size_t size) const override
  {
    return m_disk.readPart(file, offset, size);
  }
  Result<void> writeAtomically(const Path& file, std::string_view content) override
  {
    return m_disk.writeAtomically(file, content);
  }
  Result<void> createDirectories(const Path& folder) override { return m_disk.createDirectories(folder); }
  Result<void> remove(const Path& file) override { return m_disk.remove(file); }
  Result<void> copy(const Path& from, const Path& to) override { return m_disk.copy(from, to); }
  Result<void> rename(const Path& from, const Path& to) override { return m_disk.rename(from, to); }
  Result<void> sync(const Path& path) override
  {
    synced.push_back(path);
    return m_disk.sync(path);
  }
  [[nodiscard]] bool exists(const Path& file) const override { return m_disk.exists(file); }
  [[nodiscard]] Result<std::vector<FileInfo>> list(const Path& folder) const override { return m_disk.list(folder); }
  Result<std::unique_ptr<FileLock>> lock(const Path& file, std::string_view owner) override
  {
    return m_disk.lock(file, owner);
  }

private:
  OsFileSystem m_disk;
};

}

class TstProfile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aNewProfileHasItsFolders()
  {
    TestProfile test;
    Profile& profile = test.open();
    for (const char* name :
        {"logs", "plugins", "reports", "workspaces", "backups", "market.db", "ledger.db", "profile.lock"})
      QVERIFY2(std::filesystem::exists(profile.path() / name), name);
    test.profile.reset();
    const auto market = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
    const auto ledger = Connection::open(test.path() / "ledger.db", OpenMode::ReadOnly);
    QVERIFY((*market)->number("PRAGMA user_version").value() >= 2);
    QCOMPARE((*ledger)->number("PRAGMA user_version").value(), std::int64_t{1});
  }

  void openingAgainChangesNothing()
  {
    TestProfile test;
    QVERIFY(test.open().bars().write(madeSeries(kEntity, 0, 10), WriteMode::Merge));
    test.open();
    QVERIFY(sameBars(test.open().bars().read(query()).value(), madeSeries(kEntity, 0, 10)));
    QVERIFY2(std::filesystem::is_empty(test.path() / "backups"), "no migration, no copy");
  }

  void aSecondOwnerIsRefusedAndToldWhoTheFirstIs()
  {
    TestProfile test;
    test.open();
    const auto second = test.tryOpen();
    QCOMPARE(codeOf(second), std::string("storage.locked"));
    QVERIFY(second.error().field("owner").find("storage test (process ") != std::string_view::npos);
    test.profile.reset();
    QVERIFY(test.tryOpen());
  }

  void aReaderWorksBesideTheOwner()
  {
    TestProfile test;
    Profile& owner = test.open();
    QVERIFY(owner.bars().write(madeSeries(kEntity, 0, 10), WriteMode::Append));
    const auto reader = test.tryOpen(true);
    QVERIFY(reader);
    Profile& reading = **reader;
    QCOMPARE(reading.bars().read(query())->size(), std::size_t{10});
    QVERIFY(owner.bars().write(madeSeries(kEntity, 10, 10), WriteMode::Append));
    QCOMPARE(reading.bars().read(query())->size(), std::size_t{20});
    QCOMPARE(
        codeOf(reading.bars().write(madeSeries(kEntity, 20, 1), WriteMode::Append)), std::string("storage.read_only"));
    QCOMPARE(codeOf(reading.ledger().commit({{StoreOperation::Kind::Append, "a", {}, "b"}})),
        std::string("storage.read_only"));
    QCOMPARE(codeOf(reading.submit({}, [](Result<void>) { })), std::string("storage.read_only"));
    QVERIFY(
        owner.entities().upsert({market::Entity{{"stock", "sz", "000001"}, "平安银行", "PAYH", "CNY", {}, {}, false}}));
    QVERIFY(reading.entities().reload());
    QCOMPARE(reading.entities().snapshot()->size(), std::size_t{1});
  }

  void aReaderMakesNothing()
  {
    TestProfile test;
    QCOMPARE(codeOf(test.tryOpen(true)), std::string("storage.no_profile"));
    QVERIFY(!std::filesystem::exists(test.path()));
    test.open();
    test.profile.reset();
    QVERIFY2(!std::filesystem::exists(test.path() / "market.db-wal"), "a closed profile leaves no log");
    QVERIFY(test.tryOpen(true));
    std::ofstream(test.path() / "market.db", std::ios::trunc).flush(); // killed before the first commit
    QCOMPARE(codeOf(test.tryOpen(true)), std::string("storage.no_profile"));
  }

  /// The size of a profile is that of its files, told without opening a database.
  void theSizeOfAProfileIsThatOfItsFiles()
  {
    TestProfile test;
    QCOMPARE(codeOf(profileSize(test.path(), test.files)), std::string("storage.no_profile"));
    QVERIFY(test.open().bars().write(madeSeries(kEntity, 0, 500), WriteMode::Append));
    test.profile.reset();
    std::ofstream(test.path() / "backups" / "copy") << std::string(777, 'x');
    std::int64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test.path()))
      bytes += entry.is_regular_file() ? static_cast<std::int64_t>(entry.file_size()) : 0;
    QCOMPARE(profileSize(test.path(), test.files).value(), bytes);
    const auto use = storageUse(test.path(), test.files);
    QVERIFY(use && use->total() == bytes && use->backups == 777);
    QCOMPARE(use->market, static_cast<std::int64_t>(std::filesystem::file_size(test.path() / "market.db")));
    std::ofstream(test.path() / "market.db", std::ios::trunc) << "damaged";
    QVERIFY(profileSize(test.path(), test.files) && !storageUse(test.path(), test.files));
  }

  void aBatchOverSeveralStoresIsWhole()
  {
    TestProfile test;
    Profile& profile = test.open();
    MarketBatch batch;
    batch.entities = {market::Entity{{"stock", "sz", "000001"}, "平安银行", "PAYH", "CNY", {}, {}, false}};
    batch.actions = {{kEntity, "csv", {{TradingDay{100}, 0.5, 0, 0, 0, 1, 0, 0}}}};
    batch.records = {{"trading_status",
        {{"entity_id", "provider", "day", "suspended"},
            {{kEntity, std::string("csv"), std::string("2024-01-02"), true}}}}};
    batch.bars = {{std::make_shared<const market::BarSeries>(madeSeries(kEntity, 0, 5)), WriteMode::Append, {}}};
    QVERIFY(profile.write(batch));
    batch.entities.front().name = "changed";
    batch.actions.front().actions.clear();
    QCOMPARE(codeOf(profile.write(batch)), std::string("storage.not_appendable")); // the bars are there already
    QVERIFY(profile.entities().reload());
    QCOMPARE(profile.entities().snapshot()->entities().front().name, std::string("平安银行"));
    QCOMPARE(profile.actions().read({kEntity, {}, {}})->size(), std::size_t{1});
    QCOMPARE(profile.records().count({"trading_status", {}, {}, {}, {}, 0}).value(), std::int64_t{1});
  }

  void submittedBatchesAreDoneInOrderAndCounted()
  {
    TestProfile test;
    Profile& profile = test.open();
    std::vector<std::promise<Result<void>>> answers(20);
    for (int i = 0; i < 20; ++i) {
      MarketBatch batch;
      batch.bars = {
          {std::make_shared<const market::BarSeries>(madeSeries(kEntity, i * 10, 10)), WriteMode::Append, {}}};
      auto& answer = answers[static_cast<std::size_t>(i)];
      QVERIFY(profile.submit(std::move(batch), [&answer](Result<void> done) { answer.set_value(std::move(done)); }));
    }
    for (auto& answer : answers)
      QCOMPARE(codeOf(answer.get_future().get()), std::string("ok"));
    QCOMPARE(profile.bars().read(query())->size(), std::size_t{200});
    QCOMPARE(profile.marketLag().queued, std::size_t{0});
  }

  void aFullQueueRefusesMoreAndSaysSo()
  {
    TestProfile test;
    Profile& profile = test.open();
    std::promise<void> gate;
    auto opened = gate.get_future().share();
    std::size_t taken = 0;
    Result<void> last;
    while (taken < 10'000) { // the first completion holds the writer back
      last = profile.submit({}, [opened](Result<void>) { opened.wait(); });
      if (!last)
        break;
      ++taken;
    }
    QCOMPARE(codeOf(last), std::string("storage.busy"));
    QVERIFY(profile.marketLag().queued >= 200);
    gate.set_value();
    test.profile.reset(); // finishes what was queued
  }

  void tablesAndColumnsOfNewerSchemasAreAdded()
  {
    TestProfile test;
    QVERIFY(test.open().records().upsert(RecordWrite{"trading_status",
        {{"entity_id", "provider", "day", "suspended", "reason"},
            {{kEntity, std::string("csv"), std::string("2024-01-02"), true, std::string("old")}}}}));
    test.profile.reset();
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
      QVERIFY((*connection)->execute("DROP TABLE data_run; ALTER TABLE trading_status DROP COLUMN reason;"));
    }
    QCOMPARE(codeOf(test.tryOpen(true)), std::string("storage.schema_outdated"));
    const RecordQuery all{"trading_status", {"entity_id", "reason"}, {}, {}, {}, 0};
    QVERIFY(test.open().records().query(all)->rows == (std::vector<RecordRow>{{kEntity, RecordValue()}}));
    QCOMPARE(test.profile->records().count({"data_run", {}, {}, {}, {}, 0}).value(), std::int64_t{0});
    test.profile.reset();
    QVERIFY(test.tryOpen(true));
  }

  void aNewerDatabaseIsRefused()
  {
    TestProfile test;
    test.open();
    test.profile.reset();
    {
      const auto connection = Connection::open(test.path() / "ledger.db", OpenMode::Create);
      QVERIFY((*connection)->execute("PRAGMA user_version=99"));
    }
    for (const bool readOnly : {false, true}) {
      const auto refused = test.tryOpen(readOnly);
      QCOMPARE(codeOf(refused), std::string("storage.newer_database"));
      QCOMPARE(refused.error().field("version"), std::string_view("99"));
    }
    const auto connection = Connection::open(test.path() / "ledger.db", OpenMode::ReadOnly);
    QCOMPARE((*connection)->number("PRAGMA user_version").value(), std::int64_t{99});
  }

  void foreignAndDamagedFilesAreRefused()
  {
    TestProfile test;
    std::filesystem::create_directories(test.path());
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
      QVERIFY((*connection)->execute("CREATE TABLE photos(x)"));
    }
    QCOMPARE(codeOf(test.tryOpen()), std::string("storage.foreign_database"));
    std::filesystem::remove(test.path() / "market.db");
    std::ofstream(test.path() / "market.db", std::ios::binary) << std::string(10'000, 'x');
    QCOMPARE(codeOf(test.tryOpen()), std::string("storage.not_a_database"));
  }

  /// A device that fails under a mapping ends the process: only the fast readers of bars take that for their speed.
  void onlyTheFastReadersOfBarsMapTheFile()
  {
    TestProfile test;
    test.open();
    const auto mapped = [](Connection& connection) { return connection.number("PRAGMA mmap_size"); };
    const auto file = test.path() / "market.db";
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::Immutable, OpenMode::Create})
      QCOMPARE(mapped(**Connection::open(file, mode)).value(), std::int64_t{0});
    QVERIFY(
        mapped(**Connection::open(file, OpenMode::ReadOnly, Durability::Normal, {}, FileAccess::Mapped)).value() > 0);
    DatabaseOptions options;
    options.file = test.folder.path() / "m.db";
    options.name = "market";
    const auto database =
        Database::open(options, std::span(kSteps).first(2), test.folder.path(), test.clock, test.files, test.logger);
    QVERIFY(database);
    QCOMPARE((*database)->fetch(mapped).value(), std::int64_t{0});
    QCOMPARE(mapped(**(*database)->openReader()).value(), std::int64_t{0});
    QVERIFY(mapped(**(*database)->openReader(FileAccess::Mapped)).value() > 0);
    QVERIFY((*database)->write([&](Connection& writer) -> Result<void> {
      ZVT_TRY(const std::int64_t bytes, mapped(writer));
      return bytes == 0 ? Result<void>() : fail("storage.io");
    }));
  }

  void migrationsRunOnceInOrderWithACopyBefore()
  {
    TestProfile test;
    const auto backups = test.folder.path() / "backups";
    const MigrationTarget target{test.folder.path() / "m.db", "market", backups};
    const auto steps = readMigrations(kSteps, "market").value();
    QCOMPARE(steps.size(), std::size_t{3});
    const auto connection = Connection::open(target.file, OpenMode::Create);
    NotingFileSystem files;
    const auto go = [&](std::size_t count) {
      return migrate(**connection, target, {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(count)},
          test.clock, files, test.logger);
    };
    QVERIFY(go(1));
    QVERIFY2(!std::filesystem::exists(backups), "a new database needs no copy");
    QVERIFY(files.synced.empty());
    QVERIFY(go(2));
    QVERIFY2(files.synced == (std::vector<Path>{backups / "market-v1.db", backups}), "the copy and its name stay");
    QVERIFY(go(2));
    QCOMPARE((*connection)->number("SELECT count(*) FROM b").value(), std::int64_t{1});
    QCOMPARE((*connection)->number("SELECT count(*) FROM schema_migration").value(), std::int64_t{2});
    const auto copy = Connection::open(backups / "market-v1.db", OpenMode::ReadOnly);
    QCOMPARE((*copy)->number("PRAGMA user_version").value(), std::int64_t{1});
    QCOMPARE((*copy)->number("SELECT x FROM a").value(), std::int64_t{1});
    QCOMPARE(codeOf(go(3)), std::string("storage.sql")); // its second statement is wrong: the first is undone, too
    QCOMPARE((*connection)->number("PRAGMA user_version").value(), std::int64_t{2});
    QCOMPARE((*connection)->number("SELECT count(*) FROM pragma_table_info('b')").value(), std::int64_t{1});
    QCOMPARE(codeOf(go(1)), std::string("storage.newer_database"));
    QCOMPARE(codeOf(checkVersion(**connection, "market", steps)), std::string("storage.needs_migration"));
  }

  void migrationsMustCountWithoutGaps()
  {
    const std::vector<EmbeddedResource> gap = {{"market/0001_a.sql", ""}, {"market/0003_b.sql", ""}};
    const std::vector<EmbeddedResource> unnumbered = {{"market/first.sql", ""}};
    QCOMPARE(codeOf(readMigrations(gap, "market")), std::string("storage.bad_migration"));
    QCOMPARE(codeOf(readMigrations(unnumbered, "market")), std::string("storage.bad_migration"));
  }
};

QTEST_APPLESS_MAIN(TstProfile)
#include "tst_profile.moc"

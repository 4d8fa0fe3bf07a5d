// SPDX-License-Identifier: Apache-2.0
// The test program runs itself as a child that is killed at some moment, or that has no rights.
#include "core/base/embedded_resource.h"
#include "core/base/random.h"
#include "core/storage/migration.h"
#include "core/storage/storage_use.h"
#include "tests/core/storage/read_only_stores.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr std::int64_t kBatchBars = 20;
constexpr int kKills = tests::kSanitized ? 10 : 200;
const std::array<std::string, 3> kEntities = {"stock_sz_000001", "stock_sh_600000", "index_sh_000001"};

BarQuery query(const std::string& entity)
{
  return {entity, market::BarLevel::Day1, {}, {}, {}, {}};
}

std::int64_t storedBatches(const BarStore& bars)
{
  const auto inventory = bars.inventory(kEntities[0]);
  return inventory && !inventory->empty() ? inventory->front().count / kBatchBars : 0;
}

/// Continues where the profile ends: batch n is 100 bars of each entity, and entry n of a log. Says n when both are
/// committed.
int writeForEver(const std::filesystem::path& path)
{
  SystemClock clock;
  OsFileSystem files;
  QuietLogger logger;
  const auto profile = Profile::open({path, false, {}, "writer"}, clock, files, logger);
  if (!profile)
    return 2;
  for (std::int64_t n = storedBatches((*profile)->bars());; ++n) {
    MarketBatch batch;
    for (const std::string& entity : kEntities)
      batch.bars.push_back({std::make_shared<const market::BarSeries>(madeSeries(entity, n * kBatchBars, kBatchBars)),
          WriteMode::Append, {}});
    const std::string text = std::to_string(n);
    if (!(*profile)->write(std::move(batch))
        || !(*profile)->ledger().commit(
            {{StoreOperation::Kind::Append, "log", {}, text}, {StoreOperation::Kind::Put, "last", "n", text}}))
      return 3;
    const std::string line = text + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0)
      return 4;
  }
}

std::vector<Migration> slowMigrations()
{
  const std::string rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<30000) INSERT INTO ";
  std::vector<Migration> steps = {{1, "first",
      "CREATE TABLE schema_migration(version INTEGER, name TEXT, applied INTEGER); CREATE TABLE t1(i); " + rows
          + "t1 SELECT i FROM n"}};
  for (int version = 2; version <= 6; ++version)
    steps.push_back({version, "step",
        "CREATE TABLE t" + std::to_string(version) + "(i); " + rows + "t" + std::to_string(version)
            + " SELECT i FROM n"});
  return steps;
}

Result<void> migrateTo(const std::filesystem::path& folder, std::size_t version)
{
  SystemClock clock;
  OsFileSystem files;
  QuietLogger logger;
  ZVT_TRY(const auto connection, Connection::open(folder / "m.db", OpenMode::Create));
  auto steps = slowMigrations();
  steps.resize(version);
  return migrate(*connection, {folder / "m.db", "market", folder / "backups"}, steps, clock, files, logger);
}

int migrateInChild(const std::filesystem::path& folder)
{
  if (::write(STDOUT_FILENO, "go\n", 3) < 0)
    return 4;
  return migrateTo(folder, slowMigrations().size()) ? 0 : 3;
}

/// Opens a profile without root's rights and says the outcome.
int openWithoutRights(const std::filesystem::path& path, bool readOnly)
{
  constexpr unsigned kNobody = 65'534;
  if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
    return 5;
  SystemClock clock;
  OsFileSystem files;
  QuietLogger logger;
  const auto profile = Profile::open({path, readOnly, {}, "nobody"}, clock, files, logger);
  std::string text = codeOf(profile);
  if (profile) {
    const auto bars = (*profile)->bars().read(query(kEntities[0]));
    text += bars ? " " + std::to_string(bars->size()) : " " + bars.error().code;
  }
  if (readOnly) {
    const auto use = storageUse(path, files);
    text += use && use->total() > 0 ? "" : " " + codeOf(use);
  }
  std::cout << text << std::endl;
  return 0;
}

/// A run of this program with other arguments; its standard output is read here.
class Child {
public:
  Child(const std::string& mode, const std::filesystem::path& path)
  {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
      std::abort();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = "/proc/self/exe", modeText = mode, pathText = path.string();
    std::array<char*, 4> arguments = {program.data(), modeText.data(), pathText.data(), nullptr};
    if (::posix_spawn(&m_pid, program.c_str(), &actions, nullptr, arguments.data(), environ) != 0)
      std::abort();
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ::fdopen(ends[0], "r");
  }
  ~Child() { finish(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// The next line, or nothing at the end.
  std::optional<std::string> line()
  {
    std::array<char, 200> buffer{};
    if (!std::fgets(buffer.data(), buffer.size(), m_output))
      return std::nullopt;
    std::string text = buffer.data();
    return text.substr(0, text.find('\n'));
  }
  void kill() const { ::kill(m_pid, SIGKILL); }
  /// Waits for the end; the exit code, or -1 when a signal ended it.
  int finish()
  {
    if (m_output) {
      std::fclose(std::exchange(m_output, nullptr));
      ::waitpid(m_pid, &m_status, 0);
    }
    return WIFEXITED(m_status) ? WEXITSTATUS(m_status) : -1;
  }

private:
  pid_t m_pid = 0;
  std::FILE* m_output = nullptr;
  int m_status = 0;
};

/// Lets a random time pass, far shorter than a batch takes, without a timer.
void dawdle(SeededRandom& random)
{
  volatile std::uint64_t counter = random.below(3'000'000);
  while (counter > 0)
    counter = counter - 1;
}

void allowOthers(const std::filesystem::path& folder, std::filesystem::perms perms)
{
  std::filesystem::permissions(folder, perms);
}

/// Files of this process cannot grow beyond a size while this lives.
class SizeLimit {
public:
  explicit SizeLimit(rlim_t bytes)
  {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    rlimit limit = m_before;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

private:
  rlimit m_before{};
};

constexpr auto kReadable = std::filesystem::perms::owner_all | std::filesystem::perms::group_read
    | std::filesystem::perms::group_exec | std::filesystem::perms::others_read | std::filesystem::perms::others_exec;

}

class TstStorageFaults : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aKilledWriterLosesNothingAcknowledgedAndLeavesNothingHalf()
  {
    TestProfile test;
    SeededRandom random(20240601);
    for (int round = 0; round < kKills; ++round) {
      std::int64_t acknowledged = -1;
      {
        Child writer("--write", test.path());
        for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
          const auto line = writer.line();
          QVERIFY2(line, "the writer ended by itself");
          acknowledged = std::stoll(*line);
        }
        dawdle(random);
        writer.kill();
        while (const auto line = writer.line()) // acknowledged before the kill
          acknowledged = std::stoll(*line);
        QCOMPARE(writer.finish(), -1);
      }
      const auto stores = ReadOnlyStores::open(test);
      QVERIFY2(stores, codeOf(stores).c_str());
      BarStore& bars = (*stores)->bars();
      const LedgerStore ledger(*(*stores)->ledger);
      const std::int64_t batches = storedBatches(bars);
      QVERIFY2(batches > acknowledged, "an acknowledged batch is lost");
      for (const std::string& entity : kEntities) {
        const auto stored = bars.read(query(entity));
        QVERIFY(stored && sameBars(*stored, madeSeries(entity, 0, batches * kBatchBars)));
      }
      std::string newest;
      const auto replayed = ledger.replay("log", 1, [&](std::uint64_t, std::string_view value) {
        newest = value;
        return true;
      });
      QVERIFY(replayed && !newest.empty());
      QVERIFY2(std::stoll(newest) >= acknowledged, "an acknowledged entry is lost");
      QVERIFY2(ledger.get("last", "n").value() == newest, "one commit is half visible");
      QVERIFY2(bars.verify()->empty(), "a chunk is damaged");
      QVERIFY(hasSoundPages(*(*stores)->market) && hasSoundPages(*(*stores)->ledger));
    }
  }

  void aKilledMigrationLeavesTheOldOrTheNewVersion()
  {
    SeededRandom random(11);
    for (int round = 0; round < 10; ++round) {
      TemporaryFolder folder;
      QVERIFY(migrateTo(folder.path(), 1));
      {
        Child migrating("--migrate", folder.path());
        QVERIFY(migrating.line());
        for (int i = 0; i < round; ++i) // each round is killed a little later
          dawdle(random);
        migrating.kill();
      }
      {
        const auto connection = Connection::open(folder.path() / "m.db", OpenMode::Create);
        QVERIFY(connection);
        const auto version = (*connection)->number("PRAGMA user_version").value();
        QVERIFY(version >= 1 && version <= 6);
        QCOMPARE((*connection)->number("SELECT count(*) FROM sqlite_schema WHERE name LIKE 't_'").value(), version);
        for (std::int64_t table = 1; table <= version; ++table)
          QCOMPARE(
              (*connection)->number("SELECT count(*) FROM t" + std::to_string(table)).value(), std::int64_t{30'000});
      }
      QVERIFY(migrateTo(folder.path(), 6));
    }
  }

  void aFullDiskIsACleanErrorAndWorkGoesOnWhenThereIsSpace()
  {
    TestProfile test;
    Profile& profile = test.open();
    std::int64_t stored = 0;
    Result<void> last;
    {
      const SizeLimit limit(3U << 20U);
      while (stored < 1'000'000 && (last = profile.bars().write(noisySeries(stored), WriteMode::Append)))
        stored += 3'000;
      QVERIFY2(codeOf(last) == "storage.disk_full", codeOf(last).c_str());
      QVERIFY(stored > 0);
      QCOMPARE(profile.bars().read(query(kEntities[0]))->size(), static_cast<std::size_t>(stored));
      Result<void> ledger;
      for (int i = 0; i < 10'000 && ledger; ++i)
        ledger = profile.ledger().commit({{StoreOperation::Kind::Append, "log", {}, std::string(50'000, 'x')}});
      QVERIFY2(codeOf(ledger) == "storage.disk_full", codeOf(ledger).c_str());
    }
    QVERIFY(profile.bars().write(noisySeries(stored), WriteMode::Append));
    QVERIFY(profile.ledger().commit({{StoreOperation::Kind::Append, "log", {}, "y"}}));
    QCOMPARE(profile.bars().read(query(kEntities[0]))->size(), static_cast<std::size_t>(stored + 3'000));
    QVERIFY(profile.bars().verify()->empty());
    test.profile.reset();
    QVERIFY(isSoundAlone(test));
  }

  /// The system remembers the write that failed, whatever is read later.
  void aDamagedPageAfterAFullDiskIsNoFullDisk()
  {
    TemporaryFolder folder;
    const auto file = folder.path() / "m.db";
    {
      const auto connection = Connection::open(file, OpenMode::Create);
      QVERIFY((*connection)->execute("CREATE TABLE t(a); INSERT INTO t VALUES(randomblob(100000))"));
    }
    const auto connection = Connection::open(file, OpenMode::Create);
    {
      const SizeLimit limit(1U << 20U);
      const auto written = (*connection)->execute("INSERT INTO t VALUES(randomblob(3000000))");
      QCOMPARE(codeOf(written), std::string("storage.disk_full"));
    }
    std::fstream to(file, std::ios::binary | std::ios::in | std::ios::out);
    to.seekp(10 * 4'096); // in the row's pages
    to.write("damage", 6).flush();
    QCOMPARE(codeOf((*connection)->number("SELECT sum(instr(a, x'00ff00ff00ff')) FROM t")),
        std::string("storage.damaged_page"));
  }

  void aFolderWithoutRightsIsACleanError()
  {
    TemporaryFolder folder;
    allowOthers(folder.path(),
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec | std::filesystem::perms::others_read
            | std::filesystem::perms::others_exec);
    Child child("--open", folder.path() / "profile");
    QCOMPARE(child.line().value_or(""), std::string("file.denied"));
    QCOMPARE(child.finish(), 0);
    allowOthers(folder.path(), std::filesystem::perms::owner_all);
  }

  void aProfileInAReadOnlyFolderCanBeRead()
  {
    TestProfile test;
    QVERIFY(test.open().bars().write(madeSeries(kEntities[0], 0, 42), WriteMode::Append));
    test.profile.reset();
    allowOthers(test.folder.path(), kReadable);
    allowOthers(test.path(), kReadable & ~std::filesystem::perms::owner_write);
    {
      Child child("--read", test.path());
      QCOMPARE(child.line().value_or(""), std::string("ok 42"));
    }
    {
      Child child("--open", test.path());
      const std::string code = child.line().value_or("");
      QVERIFY2(code == "file.denied" || code == "storage.denied" || code == "storage.cannot_open", code.c_str());
    }
    allowOthers(test.path(), std::filesystem::perms::owner_all);
  }

private:
  /// Bars that do not compress.
  static market::BarSeries noisySeries(std::int64_t from)
  {
    SeededRandom random(static_cast<std::uint64_t>(from) + 1);
    market::BarSeries bars = emptySeries(kEntities[0]);
    for (std::int64_t i = 0; i < 3'000; ++i)
      addBar(bars,
          {from + i, random.uniform(), random.uniform(), random.uniform(), random.uniform(), random.uniform(),
              random.uniform()});
    return bars;
  }

  /// SQLite's own check of its pages.
  static bool hasSoundPages(const Database& database)
  {
    return database
        .read([](Connection& connection) -> Result<void> {
          ZVT_TRY(Statement rows, connection.prepare("PRAGMA integrity_check"));
          ZVT_TRY(const bool row, rows.step());
          return row && rows.text(0) == "ok" ? Result<void>() : fail("storage.corrupt");
        })
        .has_value();
  }
  static bool isSoundAlone(TestProfile& test)
  {
    const auto stores = ReadOnlyStores::open(test);
    return stores && hasSoundPages(*(*stores)->market) && hasSoundPages(*(*stores)->ledger);
  }
};

int main(int count, char** arguments)
{
  const std::string mode = count == 3 ? arguments[1] : "";
  if (mode == "--write")
    return writeForEver(arguments[2]);
  if (mode == "--migrate")
    return migrateInChild(arguments[2]);
  if (mode == "--open" || mode == "--read")
    return openWithoutRights(arguments[2], mode == "--read");
  TstStorageFaults test;
  return QTest::qExec(&test, count, arguments);
}

#include "tst_storage_faults.moc"

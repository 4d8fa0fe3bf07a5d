// SPDX-License-Identifier: Apache-2.0
// Databases as older versions of the program wrote them: their tables word for word, and chunks of codec 1 whose bytes
// and checksums were computed outside of the program from its description (column sections; zigzag varints of
// differences; CRC-32C over "entity|level|provider|first|last|count|codec|" and the payload).
#include "core/base/testing/mock_clock.h"
#include "core/storage/verify.h"
#include "tests/core/storage/device_profile.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr std::int64_t kMarketId = 0x5A565400 + 'm';
constexpr std::int64_t kLedgerId = 0x5A565400 + 'l';

const std::string kMarketTables = R"(
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL -- microseconds since 1970 UTC
) STRICT;
CREATE TABLE bar_series (
  id INTEGER PRIMARY KEY,
  entity_id TEXT NOT NULL,
  level TEXT NOT NULL,
  provider TEXT NOT NULL,
  UNIQUE (entity_id, level, provider)
) STRICT;
CREATE TABLE bar_chunk (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES bar_series (id),
  first INTEGER NOT NULL, -- key of the oldest bar
  last INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  codec INTEGER NOT NULL,
  checksum INTEGER NOT NULL, -- CRC-32C of the row's other facts and the payload
  payload BLOB NOT NULL,
  CHECK (first <= last)
) STRICT;
CREATE UNIQUE INDEX bar_chunk_range ON bar_chunk (series, first, last, count);
CREATE TABLE import_run (id TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER, actor TEXT, program TEXT,
  schema TEXT NOT NULL, entity_id TEXT, level TEXT, provider TEXT NOT NULL, file TEXT, file_hash TEXT,
  file_size INTEGER, rows INTEGER NOT NULL, rejected INTEGER, options TEXT, PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE TABLE trading_status (entity_id TEXT NOT NULL, provider TEXT NOT NULL, day TEXT NOT NULL,
  suspended INTEGER NOT NULL, special_treatment INTEGER, reason TEXT, PRIMARY KEY (entity_id, provider, day)
) STRICT, WITHOUT ROWID;
)";

/// 4 days with every coding of a column, and 3 minutes.
const std::string kMarketRows =
    R"(
INSERT INTO schema_migration VALUES (1, 'bars', 1767225600000000);
INSERT INTO bar_series VALUES (1, 'stock_sz_000001', '1d', 'old'), (2, 'stock_sz_000001', '1m', 'old');
INSERT INTO bar_chunk VALUES (1, 1, 19724, 19727, 4, 1, 54975034,
  x'0600000098b402020202070000000202d60e270f05070000000202dc0e270d3a070000000202b20e0b0d012100000000ec51b81e856b2240)"
    R"(6666666666662240b81e85eb513822400ad7a3703d8a2240100000000200bcb38d01e7ec33b0f80f88d0890121000000009a9999999999b9)"
    R"(3f555555555555d53f000000000000f87f000000205fa0e241');
INSERT INTO bar_chunk VALUES (2, 2, 1704159060000000, 1704159180000000, 3, 1, 1863090704,
  x'1000000080f4cbb68efb8606809c9c39809c9c3909000000010000000000002440090000000100000000000024400900000001000000000000)"
    R"(2440090000000100000000000024400800000002)"
    R"(00c801c701d8040900000001000000000000f87f');
INSERT INTO import_run VALUES ('a', 1704200000000000, 1704200001000000, 'me', 'zvt 0.1.0', 'kdata', 'stock_sz_000001',
  '1d', 'old', '/data/old.csv', 'hash', 123, 4, 0, '{}');
INSERT INTO trading_status VALUES ('stock_sz_000001', 'old', '2024-01-03', 1, NULL, 'because');
)";

const std::string kLedger = R"(
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL -- microseconds since 1970 UTC
) STRICT;
CREATE TABLE ledger_log (
  log TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  value BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (log, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_log_no_update BEFORE UPDATE ON ledger_log
BEGIN
  SELECT raise(ABORT, 'the log is append-only');
END;
CREATE TRIGGER ledger_log_no_delete BEFORE DELETE ON ledger_log
BEGIN
  SELECT raise(ABORT, 'the log is append-only');
END;
CREATE TABLE ledger_value (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
INSERT INTO schema_migration VALUES (1, 'ledger', 1767225600000000);
INSERT INTO ledger_log VALUES ('orders', 1, CAST('first entry' AS BLOB), 827083287),
  ('orders', 2, CAST('second entry' AS BLOB), 2900569240);
INSERT INTO ledger_value VALUES ('state', 'key', CAST('42' AS BLOB), 1685361968);
)";

Result<void> makeDatabase(
    const std::filesystem::path& file, const std::string& sql, std::int64_t id, const std::string& vfs = {})
{
  ZVT_TRY(const auto connection, Connection::open(file, OpenMode::Create, Durability::Full, vfs));
  return connection->execute(
      "BEGIN;" + sql + "PRAGMA user_version=1; PRAGMA application_id=" + std::to_string(id) + "; COMMIT;");
}

/// What the chunks above hold.
market::BarSeries goldenDays()
{
  market::BarSeries bars = emptySeries("stock_sz_000001", market::BarLevel::Day1, "old");
  addBar(bars, {19724, 9.39, 9.42, 9.21, 9.21, 1'158'366, 0.1});
  addBar(bars, {19725, 9.19, 9.22, 9.15, 9.2, 733'610, 1.0 / 3});
  addBar(bars, {19726, 9.11, 9.15, 9.08, 9.11, 864'194, std::bit_cast<double>(0x7ff8000000000000ULL)});
  addBar(bars, {19727, 9.08, 9.44, 9.07, 9.27, 1'991'622, 2.5e9});
  return bars;
}

std::string problemWithBars(BarStore& store)
{
  BarQuery query;
  query.entityId = "stock_sz_000001";
  const auto days = store.read(query);
  if (!days)
    return codeOf(days);
  query.level = market::BarLevel::Min1;
  const auto minutes = store.read(query);
  if (!minutes)
    return codeOf(minutes);
  if (!sameBars(*days, goldenDays()))
    return "wrong days";
  const bool right = minutes->key == std::vector<std::int64_t>{1704159060000000, 1704159120000000, 1704159180000000}
      && minutes->close == std::vector<double>{10, 10, 10} && minutes->volume == std::vector<double>{100, 0, 300};
  return right ? "" : "wrong minutes";
}

/// A market.db of the first version on a device that fails, brought to the present.
struct OldDevice {
  FaultVfs device;
  testing::MockClock clock;
  OsFileSystem files;
  QuietLogger logger;
  DeviceImage old;

  OldDevice()
  {
    static_cast<void>(makeDatabase("/device/market.db", kMarketTables + kMarketRows, kMarketId, device.name()));
    old = device.contents();
    device.load(old);
  }

  Result<std::unique_ptr<Database>> open()
  {
    DatabaseOptions options;
    options.file = "/device/market.db";
    options.name = "market";
    options.vfs = device.name();
    return Database::open(options, resources::migrations(), "/tmp", clock, files, logger);
  }

  /// The same without what a copy before the migration left, which the device keeps beside the database.
  static DeviceImage withoutCopies(DeviceImage image)
  {
    std::erase_if(image, [](const auto& file) { return file.first.find("market.db") == std::string::npos; });
    return image;
  }

  /// Empty: the version says which steps were taken, all of them whole, and taking the rest leads to the right bars.
  std::string problem()
  {
    device.load(withoutCopies(device.contents()));
    {
      const auto connection =
          Connection::open("/device/market.db", OpenMode::Create, Durability::Normal, device.name());
      if (!connection)
        return codeOf(connection);
      const auto version = (*connection)->number("PRAGMA user_version");
      const auto steps = (*connection)->number("SELECT count(*) FROM schema_migration");
      if (!version || !steps || *version < 1 || *version != *steps)
        return "between two versions";
      SilentTaskControl control;
      if (!checkPages(**connection, false, control)->damage.empty())
        return "damaged";
    }
    auto database = open();
    if (!database)
      return codeOf(database) + " when opened again";
    BarStore bars(**database);
    return problemWithBars(bars);
  }
};

}

class TstMigrations : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theFirstVersionIsBroughtToThePresent()
  {
    TestProfile test;
    std::filesystem::create_directories(test.path());
    QVERIFY(makeDatabase(test.path() / "market.db", kMarketTables + kMarketRows, kMarketId));
    QVERIFY(makeDatabase(test.path() / "ledger.db", kLedger, kLedgerId));
    QCOMPARE(codeOf(test.tryOpen(true)), std::string("storage.needs_migration"));
    Profile& profile = test.open();
    QCOMPARE(problemWithBars(profile.bars()), std::string());
    const auto runs = profile.runs().list({});
    QCOMPARE(runs->size(), std::size_t{1});
    QCOMPARE(runs->front().source, std::string("/data/old.csv"));
    const auto status = profile.records().query({"trading_status", {"day", "suspended", "reason"}, {}, {}, {}, 0});
    QVERIFY(status->rows == (std::vector<RecordRow>{{std::string("2024-01-03"), true, std::string("because")}}));
    QCOMPARE(profile.ledger().get("state", "key").value(), std::optional<std::string>("42"));
    std::string log;
    QVERIFY(profile.ledger().replay("orders", 1, [&](std::uint64_t, std::string_view value) {
      log += std::string(value) + ";";
      return true;
    }));
    QCOMPARE(log, std::string("first entry;second entry;"));

    // Old bars meet new ones.
    market::BarSeries more = emptySeries("stock_sz_000001", market::BarLevel::Day1, "old");
    addBar(more, {19730, 9.3, 9.4, 9.2, 9.35, 100, 935});
    QVERIFY(profile.bars().write(more, WriteMode::Append));
    market::BarSeries whole = goldenDays();
    addBar(whole, {19730, 9.3, 9.4, 9.2, 9.35, 100, 935});
    BarQuery query;
    query.entityId = "stock_sz_000001";
    QVERIFY(sameBars(*profile.bars().read(query), whole));
    test.profile.reset();

    SilentTaskControl control;
    VerifyOptions options;
    options.profile = test.path();
    const auto report = verifyProfile(options, test.files, control);
    QVERIFY(report && report->isSound());
    // The copy made before is the old database, bars and all.
    const auto copy = Connection::open(test.path() / "backups" / "market-v1.db", OpenMode::ReadOnly);
    QVERIFY(copy);
    QCOMPARE((*copy)->number("PRAGMA user_version").value(), std::int64_t{1});
    QCOMPARE((*copy)->number("SELECT sum(count) FROM bar_chunk").value(), std::int64_t{7});
  }

  void theGoldenDatabaseIsReadByItsOwnRules()
  {
    OldDevice test;
    QCOMPARE(test.problem(), std::string()); // also without any fault
  }

  void aWriteThatFailsAnywhereLeavesAWholeVersion()
  {
    for (const FileOperation kind : {FileOperation::Write, FileOperation::Sync, FileOperation::Truncate}) {
      for (std::uint64_t n = 1;; ++n) {
        QVERIFY2(n < 5'000, "the migration never gets done");
        OldDevice test;
        test.device.failAt(kind, n, FileFault::Io);
        static_cast<void>(test.open());
        const bool failed = test.device.hasFailed();
        test.device.failAt(kind, 0, FileFault::Io);
        QVERIFY2(test.problem().empty(), std::to_string(n).c_str());
        if (!failed)
          break;
      }
    }
  }

  void powerThatGoesAnywhereLeavesAWholeVersion()
  {
    OldDevice test;
    QVERIFY(test.open());
    std::vector<DeviceImage> cuts;
    for (std::size_t moment = 0; moment <= test.device.moment(); ++moment) {
      for (std::uint64_t seed = 0; seed < 3; ++seed)
        cuts.push_back(test.device.afterPowerCut(moment, moment * 3 + seed));
    }
    QVERIFY(cuts.size() > 60);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      test.device.load(OldDevice::withoutCopies(std::move(cuts[i])));
      const std::string problem = test.problem();
      QVERIFY2(problem.empty(), ("cut " + std::to_string(i) + ": " + problem).c_str());
    }
  }
};

QTEST_APPLESS_MAIN(TstMigrations)
#include "tst_migrations.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/repair.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/task.h"
#include "core/storage/backup_name.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/migration.h"
#include "core/storage/profile_lock.h"
#include "core/storage/profile_swap.h"
#include "core/storage/record_table.h"
#include "core/storage/run_store.h"
#include "core/storage/salvage.h"
#include "migrations_resources.h"

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSources = 3; ///< runs named for one loss

bool isMarket(VerifyArea area)
{
  return area == VerifyArea::MarketPages || area == VerifyArea::Bars || area == VerifyArea::Records;
}

/// One repair, with the profile locked.
class Repair {
public:
  Repair(const RepairOptions& options, const Clock& clock, FileSystem& fileSystem, Logger& logger, TaskControl& control)
      : m_options(options)
      , m_clock(clock)
      , m_fileSystem(fileSystem)
      , m_logger(logger)
      , m_control(control)
  {
  }

  Result<RepairReport> run();

private:
  Result<bool> isNeeded();
  Result<void> makeFresh(const fs::path& staging);
  Result<void> finishBars(const fs::path& staging);
  Result<void> dropDamagedBars(BarStore& bars);
  void nameLostRows();
  void addLoss(VerifyArea area, Error error);
  void nameSources(Database& market);
  Result<std::unique_ptr<Database>> openMarket(const fs::path& folder);

  const RepairOptions& m_options;
  const Clock& m_clock;
  FileSystem& m_fileSystem;
  Logger& m_logger;
  TaskControl& m_control;
  RepairReport m_report;
  std::vector<Error> m_refused;
};

Result<bool> Repair::isNeeded()
{
  VerifyOptions options;
  options.profile = m_options.profile;
  ZVT_TRY(const VerifyReport report, verifyProfile(options, m_fileSystem, m_control));
  bool isDamaged = false;
  for (const VerifyFinding& finding : report.findings) {
    if (finding.isLoss && finding.error.code == "storage.newer_database")
      return fail(finding.error);
    isDamaged = isDamaged || (finding.isLoss && isMarket(finding.area));
    const bool isLedger = finding.area == VerifyArea::Ledger || finding.area == VerifyArea::LedgerPages;
    m_report.ledgerIsSound = m_report.ledgerIsSound && !(finding.isLoss && isLedger);
  }
  return isDamaged;
}

/// A new market.db of the damaged one's version with what can be read of it.
Result<void> Repair::makeFresh(const fs::path& staging)
{
  ZVT_TRY(const RawPages pages, RawPages::open(m_options.profile / "market.db", m_fileSystem));
  ZVT_TRY(std::vector<Migration> steps, readMigrations(resources::migrations(), "market"));
  ZVT_TRY(const SchemaRegistry schemas, SchemaRegistry::builtIn());
  const bool isOlder = pages.userVersion() > 0 && pages.userVersion() < steps.size();
  if (isOlder)
    steps.resize(pages.userVersion());
  const fs::path file = staging / "market.db";
  ZVT_TRY(const auto fresh, Connection::open(file, OpenMode::Create));
  ZVT_TRY_VOID(migrate(*fresh, {file, "market", staging / "backups"}, steps, m_clock, m_fileSystem, m_logger));
  if (!isOlder)
    ZVT_TRY_VOID(fresh->transaction([&] { return createTables(*fresh, schemas); }));
  ZVT_TRY(SalvageReport salvaged, salvageRows(pages, *fresh, schemas, m_control));
  m_report.tables = std::move(salvaged.tables);
  m_report.unreadablePages = salvaged.unreadablePages;
  m_refused = std::move(salvaged.refused);
  return {};
}

Result<std::unique_ptr<Database>> Repair::openMarket(const fs::path& folder)
{
  DatabaseOptions options;
  options.file = folder / "market.db";
  options.name = "market";
  return Database::open(
      std::move(options), resources::migrations(), folder / "backups", m_clock, m_fileSystem, m_logger);
}

void Repair::addLoss(VerifyArea area, Error error)
{
  m_report.lost.push_back({area, std::move(error), true, {}});
}

/// Puts back from the date-major copy what that holds; the rest is lost and named.
Result<void> Repair::dropDamagedBars(BarStore& bars)
{
  ZVT_TRY(const auto damaged, bars.damage());
  for (const BarDamage& damage : damaged) {
    ZVT_TRY_VOID(m_control.cancelToken().check());
    const bool hasOtherCopy = damage.piece == BarPiece::Chunk || damage.piece == BarPiece::Tail;
    std::int64_t saved = 0;
    if (hasOtherCopy) {
      ZVT_TRY(saved, bars.salvage(damage));
    } else {
      ZVT_TRY_VOID(bars.drop(damage));
    }
    if (!hasOtherCopy || saved >= damage.count)
      continue;
    Error error{"storage.lost_bars", {}, {}};
    error = std::move(error)
                .with("first", keyText(damage.level, damage.first))
                .with("last", keyText(damage.level, damage.last));
    addLoss(VerifyArea::Bars, withSeries(std::move(error), damage.entityId, damage.level, damage.provider));
  }
  return {};
}

void Repair::nameLostRows()
{
  for (const SalvagedTable& table : m_report.tables) {
    if (table.isComplete || table.name == "bar_day" || table.name == "bar_day_stale")
      continue; // the date-major copy is made anew
    Error error{"storage.lost_rows", {{"table", table.name}}, {}};
    const bool isBars = table.name.starts_with("bar_");
    addLoss(isBars ? VerifyArea::Bars : VerifyArea::Records,
        isBars ? std::move(error) : std::move(error).with("schema", table.name));
  }
  for (Error& error : m_refused)
    addLoss(VerifyArea::Records, std::move(error));
}

void Repair::nameSources(Database& market)
{
  const RunStore runs(market);
  for (VerifyFinding& finding : m_report.lost) {
    const auto known = [&](const char* key) {
      const auto text = finding.error.field(key);
      return text.empty() ? std::nullopt : std::optional<std::string>(text);
    };
    RunQuery query;
    query.schema = known("schema");
    query.level = known("level");
    query.provider = known("provider");
    query.entityId = known("entity");
    query.limit = kSources;
    finding.sources = runs.list(query).value_or(std::vector<DataRun>());
  }
}

Result<void> Repair::finishBars(const fs::path& staging)
{
  ZVT_TRY(const auto market, openMarket(staging));
  ZVT_TRY(const SchemaRegistry schemas, SchemaRegistry::builtIn());
  ZVT_TRY_VOID(market->write([&](Connection& connection) { return createTables(connection, schemas); }));
  BarStore bars(*market);
  ZVT_TRY_VOID(dropDamagedBars(bars));
  nameLostRows();
  nameSources(*market);
  // Of the date-major copy nobody knows whether it is whole: it is made anew from chunks and tails.
  return bars.rebuildDayCopy();
}

Result<RepairReport> Repair::run()
{
  ZVT_TRY(m_report.wasNeeded, isNeeded());
  if (!m_report.wasNeeded)
    return std::move(m_report);
  ZVT_TRY(const fs::path staging, makeStaging(m_options.profile, m_fileSystem));
  auto made = makeFresh(staging);
  if (made)
    made = finishBars(staging);
  if (made && m_fileSystem.exists(staging / "market.db-wal")) // closing has not brought everything into the file
    made = fail("storage.io", {{"reason", "market.db-wal"}});
  if (made)
    made = m_fileSystem.sync(staging / "market.db");
  if (!made) {
    static_cast<void>(removeTree(staging, m_fileSystem)); // the error is what counts
    return std::unexpected(std::move(made).error());
  }
  m_report.keptAside = freeName(m_options.profile / "backups", "damaged-" + stampOf(m_clock.now()), m_fileSystem);
  ZVT_TRY_VOID(swapIn(m_options.profile, {"market.db"}, m_report.keptAside.filename().string(), m_fileSystem));
  return std::move(m_report);
}

}

Result<RepairReport> repairProfile(
    const RepairOptions& options, const Clock& clock, FileSystem& fileSystem, Logger& logger, TaskControl& control)
{
  if (!fileSystem.exists(options.profile / "market.db"))
    return fail(Error{"storage.no_profile", {}, {}}.with("profile", options.profile.string()));
  ZVT_TRY(const auto lock, lockProfile(options.profile, options.program, fileSystem));
  ZVT_TRY_VOID(finishSwap(options.profile, fileSystem));
  return Repair(options, clock, fileSystem, logger, control).run();
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/repair.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/task.h"
#include "core/storage/backup_name.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/factor_stale.h"
#include "core/storage/loss_sources.h"
#include "core/storage/migration.h"
#include "core/storage/page_rewrite.h"
#include "core/storage/profile_lock.h"
#include "core/storage/profile_swap.h"
#include "core/storage/record_table.h"
#include "core/storage/salvage.h"
#include "migrations_resources.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

bool isMarket(VerifyArea area)
{
  return area == VerifyArea::MarketPages || area == VerifyArea::Bars || area == VerifyArea::Records;
}

using SeriesKey = std::tuple<market::BarLevel, std::string, std::string>; ///< level, provider, entity

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
  Result<void> addChecksums();
  Result<void> makeFresh(const fs::path& staging);
  Result<void> finishBars(const fs::path& staging);
  Result<void> dropDamagedBars(BarStore& bars);
  Result<void> nameLostExtras(const BarStore& bars, const std::vector<BarDamage>& putBack);
  void nameLostRows();
  void addLoss(VerifyArea area, Error error);
  Result<std::unique_ptr<Database>> openMarket(const fs::path& folder);

  const RepairOptions& m_options;
  const Clock& m_clock;
  FileSystem& m_fileSystem;
  Logger& m_logger;
  TaskControl& m_control;
  RepairReport m_report;
  std::vector<Error> m_lostSeries;
  std::vector<Error> m_lostPages;
  std::vector<std::string> m_unprotected; ///< databases without checksums
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
    if (finding.error.code == "storage.unprotected_pages")
      m_unprotected.push_back(fs::path(finding.error.field("file")).filename().string());
    const bool isLedger = finding.area == VerifyArea::Ledger || finding.area == VerifyArea::LedgerPages;
    m_report.ledgerIsSound = m_report.ledgerIsSound && !(finding.isLoss && isLedger);
  }
  return isDamaged;
}

/// Sound databases of an earlier version are written anew.
Result<void> Repair::addChecksums()
{
  ZVT_TRY(const fs::path staging, makeStaging(m_options.profile, m_fileSystem));
  Result<void> made;
  for (auto name = m_unprotected.begin(); made && name != m_unprotected.end(); ++name) {
    m_control.progress(-1, *name);
    made = rewriteWithChecksums(m_options.profile / *name, staging / *name);
    if (made)
      made = m_fileSystem.sync(staging / *name);
  }
  if (!made) {
    static_cast<void>(removeTree(staging, m_fileSystem)); // the error is what counts
    return made;
  }
  m_report.keptAside = freeName(m_options.profile / "backups", "replaced-" + stampOf(m_clock.now()), m_fileSystem);
  ZVT_TRY_VOID(swapIn(m_options.profile, m_unprotected, m_report.keptAside.filename().string(), m_fileSystem));
  m_report.rewritten = m_unprotected;
  return {};
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
  m_lostSeries = std::move(salvaged.lostSeries);
  m_lostPages = std::move(salvaged.lostPages);
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
  std::vector<BarDamage> putBack;
  for (const BarDamage& damage : damaged) {
    ZVT_TRY_VOID(m_control.cancelToken().check());
    const bool hasOtherCopy = damage.piece == BarPiece::Chunk || damage.piece == BarPiece::Tail;
    std::int64_t saved = 0;
    if (hasOtherCopy) {
      ZVT_TRY(saved, bars.salvage(damage));
    } else {
      ZVT_TRY_VOID(bars.drop(damage));
    }
    if (saved > 0)
      putBack.push_back(damage);
    if (!hasOtherCopy || saved >= damage.count)
      continue;
    Error error{"storage.lost_bars", {}, {}};
    error = std::move(error)
                .with("first", keyText(damage.level, damage.first))
                .with("last", keyText(damage.level, damage.last));
    addLoss(VerifyArea::Bars, withSeries(std::move(error), damage.entityId, damage.level, damage.provider));
  }
  return nameLostExtras(bars, putBack);
}

/// Whether stored bars of a series have optional columns; nothing when all of its bars were put back.
std::optional<bool> hasExtras(const BarStore& bars, const BarInventory& series, const std::vector<BarDamage>& putBack)
{
  BarQuery query;
  query.entityId = series.entityId;
  query.level = series.level;
  query.provider = series.provider;
  const auto read = bars.read(query);
  if (!read || !read->extras.empty())
    return read ? std::optional(true) : std::nullopt;
  const bool isOriginal = std::any_of(read->key.begin(), read->key.end(), [&](std::int64_t key) {
    return std::none_of(putBack.begin(), putBack.end(),
        [&](const BarDamage& damage) { return damage.first <= key && key <= damage.last; });
  });
  return isOriginal ? std::optional(false) : std::nullopt;
}

/// The date-major copy has no optional columns: where the rest of a series has some, those that were put back lack
/// them. Where nothing else is left of a series, any other of its kind tells.
Result<void> Repair::nameLostExtras(const BarStore& bars, const std::vector<BarDamage>& putBack)
{
  if (putBack.empty())
    return {};
  std::map<SeriesKey, std::vector<BarDamage>> pieces;
  for (const BarDamage& damage : putBack)
    pieces[{damage.level, damage.provider, damage.entityId}].push_back(damage);
  ZVT_TRY(const std::vector<BarInventory> all, bars.inventory());
  std::map<std::pair<market::BarLevel, std::string>, bool> kinds;
  const auto ofKind = [&](market::BarLevel level, const std::string& provider) {
    const auto [kind, isNew] = kinds.try_emplace({level, provider}, false);
    bool canAnyTell = !isNew;
    for (auto other = all.begin(); isNew && !kind->second && other != all.end(); ++other) {
      if (other->level != level || other->provider != provider)
        continue;
      const auto damaged = pieces.find({level, provider, other->entityId});
      const auto has = hasExtras(bars, *other, damaged == pieces.end() ? std::vector<BarDamage>() : damaged->second);
      canAnyTell = canAnyTell || has;
      kind->second = has.value_or(false);
    }
    return kind->second = kind->second || !canAnyTell; // when nobody can tell, it is said
  };
  for (const auto& [key, damaged] : pieces) {
    ZVT_TRY_VOID(m_control.cancelToken().check());
    const auto& [level, provider, entity] = key;
    const auto own = hasExtras(bars, {entity, level, provider, 0, 0, 0}, damaged);
    if (!(own ? *own : ofKind(level, provider)))
      continue;
    for (const BarDamage& damage : damaged) {
      Error error{"storage.lost_extras", {}, {}};
      error = std::move(error).with("first", keyText(level, damage.first)).with("last", keyText(level, damage.last));
      addLoss(VerifyArea::Bars, withSeries(std::move(error), entity, level, provider));
    }
  }
  return {};
}

void Repair::nameLostRows()
{
  for (const SalvagedTable& table : m_report.tables) {
    const bool isDerived = table.name == "bar_day" || table.name == "bar_day_stale" || table.name == "factor_series"
        || table.name == "factor_chunk" || table.name == "factor_mark" || table.name == "factor_input";
    if (table.isComplete || isDerived)
      continue; // made anew
    Error error{"storage.lost_rows", {{"table", table.name}}, {}};
    const bool isBars = table.name.starts_with("bar_");
    addLoss(isBars ? VerifyArea::Bars : VerifyArea::Records,
        isBars ? std::move(error) : std::move(error).with("schema", table.name));
  }
  for (Error& error : m_lostSeries)
    addLoss(VerifyArea::Bars, std::move(error));
  for (Error& error : m_lostPages) {
    const bool isRecords = !error.field("schema").empty();
    addLoss(isRecords ? VerifyArea::Records : VerifyArea::Bars, std::move(error));
  }
  for (Error& error : m_refused)
    addLoss(VerifyArea::Records, std::move(error));
}

Result<void> Repair::finishBars(const fs::path& staging)
{
  ZVT_TRY(const auto market, openMarket(staging));
  ZVT_TRY(const SchemaRegistry schemas, SchemaRegistry::builtIn());
  ZVT_TRY_VOID(market->write(dropFactors)); // they are computed again
  ZVT_TRY_VOID(market->write([&](Connection& connection) { return createTables(connection, schemas); }));
  BarStore bars(*market);
  ZVT_TRY_VOID(dropDamagedBars(bars));
  nameLostRows();
  nameSources(*market, m_report.lost);
  // Of the date-major copy nobody knows whether it is whole: it is made anew from chunks and tails.
  return bars.rebuildDayCopy();
}

Result<RepairReport> Repair::run()
{
  ZVT_TRY(m_report.wasNeeded, isNeeded());
  if (!m_report.wasNeeded) {
    if (!m_unprotected.empty() && m_report.ledgerIsSound)
      ZVT_TRY_VOID(addChecksums());
    return std::move(m_report);
  }
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

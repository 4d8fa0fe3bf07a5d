// SPDX-License-Identifier: Apache-2.0
#include "core/storage/verify.h"

#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/random.h"
#include "core/base/task.h"
#include "core/storage/bar_chunks.h"
#include "core/storage/database.h"
#include "core/storage/factor_check.h"
#include "core/storage/ledger_store.h"
#include "core/storage/loss_sources.h"
#include "core/storage/page_check.h"
#include "core/storage/page_sums.h"
#include "core/storage/profile_swap.h"
#include "core/storage/record_check.h"
#include "core/storage/settings_store.h"
#include "migrations_resources.h"

#include <algorithm>
#include <array>
#include <optional>

namespace zvt::storage {

namespace {

constexpr std::int64_t kQuickRows = 500; ///< of each schema
constexpr std::int64_t kBackgroundPages = 16'384; ///< compared when structure is left out: 64 MiB
constexpr int kReadAttempts = 16; ///< of a series that is written meanwhile

/// A reader measures nothing.
class StillClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override { return {}; }
  [[nodiscard]] Duration elapsed() const override { return {}; }
};

class NoLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

struct AreaName {
  VerifyArea area;
  std::string_view name;
  double begins; ///< share of the work done before
};
constexpr std::array<AreaName, 8> kAreas = {{{VerifyArea::Files, "files", 0}, {VerifyArea::Settings, "settings", 0.01},
    {VerifyArea::MarketPages, "market_pages", 0.02}, {VerifyArea::Bars, "bars", 0.35},
    {VerifyArea::Records, "records", 0.8}, {VerifyArea::LedgerPages, "ledger_pages", 0.95},
    {VerifyArea::Ledger, "ledger", 0.97}, {VerifyArea::Journals, "journals", 0.99}}};

/// One run over a profile.
class Verification {
public:
  Verification(const VerifyOptions& options, FileSystem& fileSystem, TaskControl& control)
      : m_options(options)
      , m_fileSystem(fileSystem)
      , m_control(control)
  {
  }

  Result<VerifyReport> run();

private:
  Result<void> begin(VerifyArea area);
  VerifyFinding& add(VerifyArea area, Error error);
  void addCount(VerifyArea area, std::int64_t checked, std::int64_t damaged, bool isSample = false);

  void checkFiles();
  void checkSettings();
  Result<std::unique_ptr<Database>> open(const std::string& name, VerifyArea area);
  Result<PageSums> checkSums(Connection& connection, const std::string& name, VerifyArea area);
  /// Whether the content can be looked at.
  Result<bool> checkDatabasePages(const std::string& name, VerifyArea area);
  Result<void> checkMarket();
  Result<void> checkBars(Database& market);
  /// Of a quick check only what is known without reading bars. False when the pieces cannot all be reached.
  bool addBarDamage(const BarStore& bars);
  void checkSeries(const BarStore& bars, const std::vector<BarInventory>& series);
  static std::optional<Error> findLoss(const BarStore& bars, BarInventory one);
  static Result<BarInventory> countAgain(const BarStore& bars, const BarInventory& one);
  Result<std::vector<BarInventory>> chooseSeries(Database& market, BarStore& bars, bool all);
  Result<void> checkRecords(Database& market);
  Result<void> checkLedger();
  void addLedger(VerifyArea area, LedgerCheck check);

  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return m_options.profile / name; }

  const VerifyOptions& m_options;
  FileSystem& m_fileSystem;
  TaskControl& m_control;
  StillClock m_clock;
  NoLogger m_logger;
  VerifyReport m_report;
};

Result<void> Verification::begin(VerifyArea area)
{
  ZVT_TRY_VOID(m_control.cancelToken().check());
  m_control.progress(kAreas[static_cast<std::size_t>(area)].begins, toString(area));
  return {};
}

VerifyFinding& Verification::add(VerifyArea area, Error error)
{
  m_report.findings.push_back({area, std::move(error), true, {}});
  return m_report.findings.back();
}

void Verification::addCount(VerifyArea area, std::int64_t checked, std::int64_t damaged, bool isSample)
{
  m_report.counts.push_back({area, checked, damaged, isSample});
}

void Verification::checkFiles()
{
  std::int64_t checked = 0;
  const auto look = [&](const std::filesystem::path& folder) {
    const auto entries = m_fileSystem.list(folder);
    for (const FileInfo& entry : entries ? *entries : std::vector<FileInfo>()) {
      ++checked;
      const std::string name = entry.path.filename().string();
      if (name.ends_with(".partial") || name.find(".tmp") != std::string::npos)
        add(VerifyArea::Files, Error{"storage.leftover", {}, {}}.with("file", entry.path.string())).isLoss = false;
    }
  };
  look(m_options.profile);
  look(path("backups"));
  const auto pending = m_fileSystem.exists(path(kSwapPlan));
  if (pending)
    add(VerifyArea::Files, Error{"storage.swap_pending", {}, {}}.with("profile", m_options.profile.string())).isLoss =
        false;
  addCount(VerifyArea::Files, checked, static_cast<std::int64_t>(m_report.findings.size()));
}

void Verification::checkSettings()
{
  auto config = SettingsStore::open(path("config.json"), true, {}, m_fileSystem, m_logger);
  if (!config)
    add(VerifyArea::Settings, std::move(config).error());
  addCount(VerifyArea::Settings, 1, config ? 0 : 1);
}

Result<std::unique_ptr<Database>> Verification::open(const std::string& name, VerifyArea area)
{
  DatabaseOptions options;
  options.file = path(name + ".db");
  options.name = name;
  options.readOnly = true;
  options.isCopy = m_options.isCopy;
  options.vfs = m_options.vfs;
  auto database = Database::open(options, resources::migrations(), {}, m_clock, m_fileSystem, m_logger);
  if (!database) {
    // An older database is whole; its content is looked at when it has been brought to the present.
    const bool isOlder = database.error().code == "storage.needs_migration";
    add(area, database.error()).isLoss = !isOlder;
  }
  return database;
}

/// Every page against its checksum; nothing for files that only SQLite's layer below knows.
Result<PageSums> Verification::checkSums(Connection& connection, const std::string& name, VerifyArea area)
{
  if (!m_options.vfs.empty())
    return PageSums();
  const std::filesystem::path file = path(name + ".db");
  PageRange range;
  range.seed = m_options.seed;
  range.count = m_options.pages ? range.count : kBackgroundPages;
  ZVT_TRY(PageSums sums, checkPageSums(connection, file, range, m_fileSystem, m_control));
  if (!sums.areThere)
    add(area, Error{"storage.unprotected_pages", {}, {}}.with("file", file.string())).isLoss = false;
  for (const Error& error : sums.damage)
    add(area, error);
  return sums;
}

/// A page that is damaged in the log only is not in the sums.
bool isNamed(const PageSums& sums, const Error& error)
{
  return error.code == "storage.damaged_page"
      && std::any_of(sums.damage.begin(), sums.damage.end(),
          [&](const Error& known) { return known.code == error.code && known.field("page") == error.field("page"); });
}

Result<bool> Verification::checkDatabasePages(const std::string& name, VerifyArea area)
{
  ZVT_TRY_VOID(begin(area));
  const auto mode = m_options.isCopy ? OpenMode::Immutable : OpenMode::ReadOnly;
  auto connection = Connection::open(path(name + ".db"), mode, Durability::Normal, m_options.vfs);
  if (!connection && !m_fileSystem.exists(path(name + ".db-wal"))) // a folder without rights
    connection = Connection::open(path(name + ".db"), OpenMode::Immutable, Durability::Normal, m_options.vfs);
  if (!connection) {
    add(area, std::move(connection).error());
    addCount(area, 1, 1);
    return false;
  }
  ZVT_TRY(const PageSums sums, checkSums(**connection, name, area));
  if (!m_options.pages) {
    addCount(area, sums.pages, std::ssize(sums.damage), true);
    return true;
  }
  ZVT_TRY(PageCheck check, checkPages(**connection, m_options.quick, m_control));
  std::int64_t damaged = std::ssize(sums.damage);
  for (Error& error : check.damage) {
    if (isNamed(sums, error))
      continue;
    ++damaged;
    add(area, std::move(error).with("file", path(name + ".db").string()));
  }
  addCount(area, check.pages, damaged);
  return true;
}

Result<void> Verification::checkMarket()
{
  ZVT_TRY(const bool isReadable, checkDatabasePages("market", VerifyArea::MarketPages));
  if (!isReadable)
    return {};
  auto market = open("market", VerifyArea::MarketPages);
  if (!market)
    return {};
  ZVT_TRY_VOID(checkBars(**market));
  ZVT_TRY_VOID(checkRecords(**market));
  nameSources(**market, m_report.findings);
  return {};
}

Result<std::vector<BarInventory>> Verification::chooseSeries(Database& market, BarStore& bars, bool all)
{
  auto inventory = bars.inventory();
  if (!inventory) // the chunks' index is damaged: every series that has a name
    inventory = market.fetch([](Connection& connection) -> Result<std::vector<BarInventory>> {
      ZVT_TRY(Statement rows, connection.prepare("SELECT entity_id, level, provider FROM bar_series"));
      std::vector<BarInventory> named;
      for (;;) {
        ZVT_TRY(const bool row, rows.step());
        if (!row)
          return named;
        if (const auto level = market::parseBarLevel(rows.text(1)))
          named.push_back({std::string(rows.text(0)), *level, std::string(rows.text(2)), 0, 0, 0});
      }
    });
  if (!inventory || all)
    return inventory;
  SeededRandom random(m_options.seed);
  std::vector<BarInventory> chosen;
  while (chosen.size() < m_options.sample && !inventory->empty()) {
    const auto at = static_cast<std::ptrdiff_t>(random.below(inventory->size()));
    chosen.push_back(std::move((*inventory)[static_cast<std::size_t>(at)]));
    inventory->erase(inventory->begin() + at);
  }
  return chosen;
}

bool Verification::addBarDamage(const BarStore& bars)
{
  auto damage = m_options.quick ? bars.damagedNames() : bars.verify();
  if (!damage)
    return false;
  for (Error& error : *damage)
    add(VerifyArea::Bars, std::move(error));
  return true;
}

/// What is stored of a series now; no bars when it is gone. Errors: storage.*
Result<BarInventory> Verification::countAgain(const BarStore& bars, const BarInventory& one)
{
  ZVT_TRY(const std::vector<BarInventory> all, bars.inventory(one.entityId));
  for (const BarInventory& candidate : all) {
    if (candidate.level == one.level && candidate.provider == one.provider)
      return candidate;
  }
  return BarInventory{one.entityId, one.level, one.provider, 0, 0, 0};
}

/// The owner may write between counting and reading: only bars that are missing while the count stays are lost.
std::optional<Error> Verification::findLoss(const BarStore& bars, BarInventory one)
{
  BarQuery query;
  query.entityId = one.entityId;
  query.level = one.level;
  query.provider = one.provider;
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    const auto read = bars.read(query);
    const bool hasNone = !read && read.error().code == "storage.no_bars";
    const bool isComplete = read && (one.count == 0 || static_cast<std::int64_t>(read->size()) == one.count);
    if (isComplete || (hasNone && one.count == 0))
      return std::nullopt;
    const auto now = countAgain(bars, one);
    const bool isSame = !now || (now->count == one.count && now->first == one.first && now->last == one.last);
    if ((read || hasNone) && !isSame) {
      one = *now;
      continue;
    }
    Error error{"storage.lost_bars", {{"reason", read ? "" : std::string(read.error().field("reason"))}}, {}};
    if (one.count > 0)
      error = std::move(error).with("first", keyText(one.level, one.first)).with("last", keyText(one.level, one.last));
    return withSeries(std::move(error), one.entityId, one.level, one.provider);
  }
  return std::nullopt; // it changes faster than it can be read, and every read was sound
}

void Verification::checkSeries(const BarStore& bars, const std::vector<BarInventory>& series)
{
  for (const BarInventory& one : series) {
    if (auto loss = findLoss(bars, one))
      add(VerifyArea::Bars, *std::move(loss));
  }
}

Result<void> Verification::checkBars(Database& market)
{
  ZVT_TRY_VOID(begin(VerifyArea::Bars));
  const std::size_t before = m_report.findings.size();
  BarStore bars(market);
  const auto series = chooseSeries(market, bars, !m_options.quick);
  if (!series)
    add(VerifyArea::Bars, Error{"storage.unreadable_bars", {}, {}}.with("file", path("market.db").string()));
  const auto checked = series ? static_cast<std::int64_t>(series->size()) : 0;
  const bool isReached = addBarDamage(bars);
  if ((m_options.quick || !isReached) && series)
    checkSeries(bars, *series);
  addCount(VerifyArea::Bars, checked, static_cast<std::int64_t>(m_report.findings.size() - before), m_options.quick);
  return {};
}

Result<void> Verification::checkRecords(Database& market)
{
  ZVT_TRY_VOID(begin(VerifyArea::Records));
  ZVT_TRY(const SchemaRegistry schemas, SchemaRegistry::builtIn());
  VerifyCount count{VerifyArea::Records, 0, 0, m_options.quick};
  for (const RecordSchema* schema : schemas.all()) {
    if (schema->kind == SchemaKind::Bars)
      continue;
    ZVT_TRY_VOID(m_control.cancelToken().check());
    auto done = market.fetch([&](Connection& connection) -> Result<RecordCheck> {
      ZVT_TRY(Statement table, connection.prepare("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?"));
      ZVT_TRY(const bool exists, table.bind(schema->name).step());
      return exists ? checkStoredRecords(connection, *schema, m_options.quick ? kQuickRows : 0) : RecordCheck();
    });
    if (!done)
      done = RecordCheck{0, {Error{"storage.unreadable_records", {}, {}}.with("schema", schema->name)}};
    count.checked += done->rows;
    count.damaged += static_cast<std::int64_t>(done->damage.size());
    for (Error& error : done->damage)
      add(VerifyArea::Records, std::move(error));
  }
  const auto factors = m_options.quick
      ? Result<std::vector<Error>>(std::vector<Error>())
      : market.fetch([](Connection& connection) { return damagedFactors(connection); });
  for (const Error& error : factors ? *factors : std::vector<Error>()) // unreadable pages were told with the pages
    add(VerifyArea::Records, error).isLoss = false;
  m_report.counts.push_back(count);
  return {};
}

void Verification::addLedger(VerifyArea area, LedgerCheck check)
{
  addCount(area, check.entries, static_cast<std::int64_t>(check.damage.size()));
  for (Error& error : check.damage)
    add(area, std::move(error));
}

Result<void> Verification::checkLedger()
{
  ZVT_TRY(const bool isReadable, checkDatabasePages("ledger", VerifyArea::LedgerPages));
  if (!isReadable)
    return {};
  ZVT_TRY_VOID(begin(VerifyArea::Ledger));
  const auto ledger = open("ledger", VerifyArea::LedgerPages);
  if (!ledger)
    return {};
  LedgerStore store(**ledger);
  auto check = store.verify();
  addLedger(VerifyArea::Ledger, check ? *std::move(check) : LedgerCheck{0, {std::move(check).error()}});
  if (!m_options.journals)
    return {};
  ZVT_TRY_VOID(begin(VerifyArea::Journals));
  addLedger(VerifyArea::Journals, m_options.journals(store));
  return {};
}

Result<VerifyReport> Verification::run()
{
  ZVT_TRY_VOID(begin(VerifyArea::Files));
  const bool isThere = m_fileSystem.exists(path("market.db")) || m_fileSystem.exists(path("ledger.db"));
  if (!isThere && m_options.vfs.empty())
    return fail(Error{"storage.no_profile", {}, {}}.with("profile", m_options.profile.string()));
  checkFiles();
  checkSettings();
  ZVT_TRY_VOID(checkMarket());
  ZVT_TRY_VOID(checkLedger());
  m_control.progress(1);
  return std::move(m_report);
}

}

std::string_view toString(VerifyArea area)
{
  return kAreas[static_cast<std::size_t>(area)].name;
}

bool VerifyReport::isSound() const
{
  return std::none_of(findings.begin(), findings.end(), [](const VerifyFinding& finding) { return finding.isLoss; });
}

Result<VerifyReport> verifyProfile(const VerifyOptions& options, FileSystem& fileSystem, TaskControl& control)
{
  return Verification(options, fileSystem, control).run();
}

}

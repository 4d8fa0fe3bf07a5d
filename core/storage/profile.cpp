// SPDX-License-Identifier: Apache-2.0
#include "core/storage/profile.h"

#include "core/base/clock.h"
#include "core/base/disk_space.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/storage/ballast.h"
#include "core/storage/database.h"
#include "core/storage/ledger_store.h"
#include "core/storage/market_batch.h"
#include "core/storage/profile_lock.h"
#include "core/storage/profile_swap.h"
#include "core/storage/record_table.h"
#include "migrations_resources.h"

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr Duration kBallastDelay = Duration::minutes(10); ///< until somebody may have made room

Result<void> makeFolders(const std::filesystem::path& path, FileSystem& fileSystem)
{
  for (const char* folder : {"logs", "plugins", "reports", "workspaces", "backups"})
    ZVT_TRY_VOID(fileSystem.createDirectories(path / folder));
  return {};
}

}

struct Profile::State {
  ProfileOptions options;
  const Clock* now = nullptr; ///< stamps runs that do not say when they were
  std::unique_ptr<FileLock> lock;
  SchemaRegistry schemas;
  std::unique_ptr<SettingsStore> settings;
  std::unique_ptr<Ballast> ballast; ///< not in a profile that is only read
  std::unique_ptr<Database> market;
  std::unique_ptr<Database> ledger;
  // The stores refer to the databases.
  std::unique_ptr<BarStore> bars;
  std::unique_ptr<RecordStore> records;
  std::unique_ptr<EntityStore> entities;
  std::unique_ptr<CorporateActionStore> actions;
  std::unique_ptr<RunStore> runs;
  std::unique_ptr<CoverageStore> coverage;
  std::unique_ptr<FactorStore> factors;
  std::unique_ptr<LedgerStore> ledgerStore;

  ~State()
  {
    // Queued writes end in completions that use the stores: the databases go first, while all stores still live.
    market.reset();
    ledger.reset();
  }

  Result<void> openDatabases(const Clock& clock, FileSystem& fileSystem, Logger& logger);
  Result<void> makeStores();
  bool giveUpBallast();
  void keepBallast();
  void completeLineage(MarketBatch& batch) const;
  void afterCommit(bool entitiesChanged, const std::vector<BarWrite>& written);
  void afterCommit(const MarketBatch& batch) { afterCommit(holdsEntities(batch), batch.bars); }
  [[nodiscard]] bool holdsEntities(const MarketBatch& batch) const;
};

Result<void> Profile::State::openDatabases(const Clock& clock, FileSystem& fileSystem, Logger& logger)
{
  const auto backups = options.path / "backups";
  const auto open = [&](const char* name, Durability durability, std::function<bool()> makeRoom = {}) {
    DatabaseOptions database;
    database.file = options.path / (std::string(name) + ".db");
    database.name = name;
    database.durability = durability;
    database.readOnly = options.readOnly;
    database.vfs = options.vfs;
    database.makeRoom = std::move(makeRoom);
    return Database::open(std::move(database), resources::migrations(), backups, clock, fileSystem, logger);
  };
  ZVT_TRY(market, open("market", Durability::Normal));
  ZVT_TRY(ledger, open("ledger", Durability::Full, [this] { return giveUpBallast(); }));
  return {};
}

Result<void> Profile::State::makeStores()
{
  if (options.readOnly)
    ZVT_TRY_VOID(market->read([&](Connection& connection) { return checkTables(connection, schemas); }));
  else
    ZVT_TRY_VOID(market->write([&](Connection& connection) { return createTables(connection, schemas); }));
  bars = std::make_unique<BarStore>(*market);
  records = std::make_unique<RecordStore>(*market, schemas);
  entities = std::make_unique<EntityStore>(*market, schemas);
  actions = std::make_unique<CorporateActionStore>(*market);
  runs = std::make_unique<RunStore>(*market);
  coverage = std::make_unique<CoverageStore>(*market, schemas);
  factors = std::make_unique<FactorStore>(*market);
  ledgerStore = std::make_unique<LedgerStore>(*ledger);
  return entities->reload();
}

/// On the ledger's writer.
bool Profile::State::giveUpBallast()
{
  const bool hadSome = ballast && ballast->release();
  if (hadSome && market)
    market->later(kBallastDelay, [this] { keepBallast(); });
  return hadSome;
}

/// On the market's writer, whose data can be fetched again: nothing of the ledger waits for it.
void Profile::State::keepBallast()
{
  if (!ballast->keep())
    market->later(kBallastDelay, [this] { keepBallast(); });
}

void Profile::State::completeLineage(MarketBatch& batch) const
{
  const Timestamp stamp = now->now();
  for (DataRun& run : batch.runs) {
    if (run.program.empty())
      run.program = options.program + " " ZVT_VERSION;
    if (run.started.micros == 0)
      run.started = run.finished = stamp;
  }
  for (CoverageWrite& write : batch.coverage) {
    if (write.asked.micros == 0)
      write.asked = stamp;
  }
}

bool Profile::State::holdsEntities(const MarketBatch& batch) const
{
  return std::any_of(batch.records.begin(), batch.records.end(), [&](const RecordWrite& write) {
    const RecordSchema* schema = schemas.find(write.schema);
    return schema != nullptr && schema->kind == SchemaKind::Entity;
  });
}

void Profile::State::afterCommit(bool entitiesChanged, const std::vector<BarWrite>& written)
{
  // The commit stands whatever happens here: a failed reload leaves the older snapshot until the next one.
  if (entitiesChanged)
    static_cast<void>(entities->reload());
  bars->announce(written);
}

Profile::Profile(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Profile::~Profile() = default;

Result<std::unique_ptr<Profile>> Profile::open(
    ProfileOptions options, const Clock& clock, FileSystem& fileSystem, Logger& logger)
{
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->now = &clock;
  const ProfileOptions& own = state->options;
  if (own.readOnly && !(fileSystem.exists(own.path / "market.db") && fileSystem.exists(own.path / "ledger.db")))
    return fail(Error{"storage.no_profile", {}, {}}.with("profile", own.path.string()));
  if (own.readOnly && fileSystem.exists(own.path / kSwapPlan))
    return fail(Error{"storage.swap_pending", {}, {}}.with("profile", own.path.string()));
  if (!own.readOnly) {
    ZVT_TRY_VOID(fileSystem.createDirectories(own.path));
    ZVT_TRY(state->lock, lockProfile(own.path, own.program, fileSystem));
    ZVT_TRY_VOID(finishSwap(own.path, fileSystem));
    ZVT_TRY_VOID(makeFolders(own.path, fileSystem));
  }
  ZVT_TRY(state->schemas, SchemaRegistry::builtIn());
  ZVT_TRY(
      state->settings, SettingsStore::open(own.path / "config.json", own.readOnly, own.settings, fileSystem, logger));
  if (!own.readOnly) {
    state->ballast = std::make_unique<Ballast>(own.path / "ballast", own.ballast, fileSystem, freeSpace);
    static_cast<void>(state->ballast->keep());
  }
  ZVT_TRY_VOID(state->openDatabases(clock, fileSystem, logger));
  ZVT_TRY_VOID(state->makeStores());
  return std::unique_ptr<Profile>(new Profile(std::move(state)));
}

const std::filesystem::path& Profile::path() const
{
  return m_state->options.path;
}
bool Profile::isReadOnly() const
{
  return m_state->options.readOnly;
}
std::filesystem::path Profile::logFolder() const
{
  return path() / "logs";
}
std::filesystem::path Profile::pluginFolder() const
{
  return path() / "plugins";
}
std::filesystem::path Profile::reportFolder() const
{
  return path() / "reports";
}
std::filesystem::path Profile::workspaceFolder() const
{
  return path() / "workspaces";
}

BarStore& Profile::bars()
{
  return *m_state->bars;
}
RecordStore& Profile::records()
{
  return *m_state->records;
}
EntityStore& Profile::entities()
{
  return *m_state->entities;
}
CorporateActionStore& Profile::actions()
{
  return *m_state->actions;
}
RunStore& Profile::runs()
{
  return *m_state->runs;
}
CoverageStore& Profile::coverage()
{
  return *m_state->coverage;
}
FactorStore& Profile::factors()
{
  return *m_state->factors;
}
Result<std::unique_ptr<Connection>> Profile::openReader() const
{
  return m_state->market->openReader();
}
const SchemaRegistry& Profile::schemas() const
{
  return m_state->schemas;
}
SettingsStore& Profile::settings()
{
  return *m_state->settings;
}
Store& Profile::ledger()
{
  return *m_state->ledgerStore;
}

Result<void> Profile::write(MarketBatch batch)
{
  m_state->completeLineage(batch);
  ZVT_TRY_VOID(prepareBatch(m_state->schemas, batch));
  ZVT_TRY_VOID(
      m_state->market->write([&](Connection& connection) { return applyBatch(connection, m_state->schemas, batch); }));
  m_state->afterCommit(batch);
  return {};
}

Result<void> Profile::writeStream(const std::function<Result<void>(const BatchWriter&)>& produce)
{
  bool entities = false;
  std::vector<BarWrite> bars; // what observers are told in the end: names without values
  const auto remember = [&](const MarketBatch& batch) {
    entities = entities || m_state->holdsEntities(batch);
    for (const BarWrite& write : batch.bars) {
      market::BarSeries name;
      name.entityId = write.bars->entityId;
      name.level = write.bars->level;
      name.provider = write.bars->provider;
      const bool isNew = bars.empty() || bars.back().bars->entityId != name.entityId
          || bars.back().bars->level != name.level || bars.back().bars->provider != name.provider;
      if (isNew)
        bars.push_back({std::make_shared<const market::BarSeries>(std::move(name)), write.mode, {}, kNoRun});
    }
  };
  RunIds runs;
  const auto apply = [&](Connection& connection, MarketBatch batch) -> Result<void> {
    m_state->completeLineage(batch);
    ZVT_TRY_VOID(prepareBatch(m_state->schemas, batch, runs.ids.size()));
    ZVT_TRY_VOID(applyBatch(connection, m_state->schemas, batch, runs));
    remember(batch);
    return {};
  };
  ZVT_TRY_VOID(m_state->market->write([&](Connection& connection) {
    return produce([&](MarketBatch batch) { return apply(connection, std::move(batch)); });
  }));
  m_state->afterCommit(entities, bars);
  return {};
}

Result<void> Profile::submit(MarketBatch batch, Completion done)
{
  m_state->completeLineage(batch);
  ZVT_TRY_VOID(prepareBatch(m_state->schemas, batch));
  const auto shared = std::make_shared<const MarketBatch>(std::move(batch));
  State* state = m_state.get();
  return state->market->submit(
      [state, shared](Connection& connection) { return applyBatch(connection, state->schemas, *shared); },
      [state, shared, done = std::move(done)](Result<void> result) mutable {
        if (result)
          state->afterCommit(*shared);
        done(std::move(result));
      });
}

WriterLag Profile::marketLag() const
{
  const auto [queued, oldest] = m_state->market->lag();
  return {queued, oldest};
}

WriterLag Profile::ledgerLag() const
{
  const auto [queued, oldest] = m_state->ledger->lag();
  return {queued, oldest};
}

}

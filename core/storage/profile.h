// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"
#include "core/base/store.h"
#include "core/base/time.h"
#include "core/storage/bar_store.h"
#include "core/storage/corporate_action_store.h"
#include "core/storage/coverage_store.h"
#include "core/storage/entity_store.h"
#include "core/storage/factor_store.h"
#include "core/storage/record_store.h"
#include "core/storage/run_store.h"
#include "core/storage/schema_registry.h"
#include "core/storage/settings_store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace zvt {
class Clock;
class FileSystem;
class Logger;
}

namespace zvt::storage {

class Connection;

/// What programs keep: some hundred thousand entries of the ledger.
inline constexpr std::size_t kUsualBallast = std::size_t{16} << 20U;

struct ProfileOptions {
  std::filesystem::path path;
  /// Works beside a running owner, takes no lock, changes nothing, and does not make a profile where there is none.
  bool readOnly = false;
  /// The parameters that config.json is checked with.
  ParamSchema settings;
  /// Written into the lock together with the process id, to be named to others.
  std::string program = "zvt";
  /// SQLite's name of the layer that reads and writes the databases' files; empty: the operating system's.
  std::string vfs{};
  /// Size of a file that is kept in the profile to be given up when a write of the ledger finds the disk full.
  std::size_t ballast{0};
};

/// Everything of market.db that belongs together: one import, one recorder step. Committed as a whole.
struct MarketBatch {
  std::vector<market::Entity> entities;
  std::vector<BarWrite> bars;
  std::vector<ActionWrite> actions;
  std::vector<RecordWrite> records;
  std::vector<CoverageWrite> coverage; ///< what was asked for
  /// Lineage of the above, committed with it; the profile fills in program and times where they are not given.
  std::vector<DataRun> runs;
};

/// How far the writer is behind.
struct WriterLag {
  std::size_t queued = 0; ///< pieces of work that wait or run
  Duration oldest; ///< how long the oldest of them has been waiting
};

/// The folder that holds everything a user has: config.json, market.db, ledger.db, logs/, plugins/, reports/,
/// workspaces/, backups/. Owns the connections and the writer threads; the stores live as long as it does.
class Profile {
public:
  using Completion = std::move_only_function<void(Result<void>)>;

  /// Opens the profile, making it and migrating it as needed (a copy of a database is kept in backups/ before).
  /// @param clock, fileSystem, logger outlive the profile
  /// Errors: storage.locked with argument "owner"; storage.no_profile (read-only, nothing there);
  /// storage.newer_database; storage.needs_migration, storage.schema_outdated (read-only); storage.not_a_database;
  /// file.*; storage.*.
  static Result<std::unique_ptr<Profile>> open(
      ProfileOptions options, const Clock& clock, FileSystem& fileSystem, Logger& logger);
  /// Finishes queued writes.
  ~Profile();
  Profile(const Profile&) = delete;
  Profile& operator=(const Profile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const;
  [[nodiscard]] bool isReadOnly() const;
  [[nodiscard]] std::filesystem::path logFolder() const;
  [[nodiscard]] std::filesystem::path pluginFolder() const;
  [[nodiscard]] std::filesystem::path reportFolder() const;
  [[nodiscard]] std::filesystem::path workspaceFolder() const;

  [[nodiscard]] BarStore& bars();
  [[nodiscard]] RecordStore& records();
  [[nodiscard]] EntityStore& entities();
  [[nodiscard]] CorporateActionStore& actions();
  [[nodiscard]] RunStore& runs();
  [[nodiscard]] CoverageStore& coverage();
  [[nodiscard]] FactorStore& factors();
  [[nodiscard]] const SchemaRegistry& schemas() const;
  [[nodiscard]] SettingsStore& settings();
  /// Durable on commit: orders, accounts, audit.
  [[nodiscard]] Store& ledger();

  /// A read-only connection to market.db for one owner, who may set it up as he needs; one thread at a time.
  [[nodiscard]] Result<std::unique_ptr<Connection>> openReader() const;

  /// The whole batch in one transaction; returns when it is committed. Not from a completion or an observer.
  Result<void> write(MarketBatch batch);
  /// Takes the next batch of a stream.
  using BatchWriter = std::function<Result<void>(MarketBatch)>;
  /// What is too large for one batch, in one transaction all the same: runs @p produce on the writer's thread and
  /// commits what it handed on when it succeeds, else nothing. BarWrite::run and the like may name runs of earlier
  /// batches: they are counted through the whole stream.
  Result<void> writeStream(const std::function<Result<void>(const BatchWriter&)>& produce);
  /// Queues the batch; @p done runs on the writer's thread. Errors: storage.busy when the queue is full, and then
  /// @p done is not called.
  Result<void> submit(MarketBatch batch, Completion done);
  [[nodiscard]] WriterLag marketLag() const;
  [[nodiscard]] WriterLag ledgerLag() const;

private:
  struct State;
  explicit Profile(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}

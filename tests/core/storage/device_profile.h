// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/embedded_resource.h"
#include "core/base/task.h"
#include "core/storage/database.h"
#include "core/storage/ledger_store.h"
#include "core/storage/market_batch.h"
#include "core/storage/page_check.h"
#include "core/storage/record_check.h"
#include "core/storage/record_table.h"
#include "core/storage/run_store.h"
#include "migrations_resources.h"
#include "schema_resources.h"
#include "tests/core/storage/fault_vfs.h"
#include "tests/core/storage/test_profile.h"

#include <array>

namespace zvt::tests {

/// A profile whose databases lie on a device that fails, and work on it whose outcome is known: batch n is the next
/// kBatchBars days of three securities, one record and one run; entry n of the ledger's log goes with it.
class DeviceProfile {
public:
  static constexpr std::int64_t kBatchBars = 20;
  static constexpr std::array<const char*, 3> kEntities = {"stock_sz_000001", "stock_sh_600000", "index_sh_000001"};

  FaultVfs device;

  /// The stores of a profile with the few schemas that the work needs: opening one has to take a millisecond.
  class Stores {
  public:
    Result<void> write(storage::MarketBatch batch)
    {
      ZVT_TRY_VOID(storage::prepareBatch(schemas, batch));
      return market->write(
          [&](storage::Connection& connection) { return storage::applyBatch(connection, schemas, batch); });
    }
    Result<void> commitEntry(std::int64_t n)
    {
      const std::string text = std::to_string(n);
      return storage::LedgerStore(*ledger).commit(
          {{StoreOperation::Kind::Append, "log", {}, text}, {StoreOperation::Kind::Put, "last", "n", text}});
    }

    storage::SchemaRegistry schemas;
    std::unique_ptr<storage::Database> market;
    std::unique_ptr<storage::Database> ledger;
  };

  /// Makes and migrates the databases as Profile::open() does.
  [[nodiscard]] Result<std::unique_ptr<Stores>> open()
  {
    auto stores = std::make_unique<Stores>();
    std::vector<EmbeddedResource> few;
    for (const EmbeddedResource& file : resources::schema()) {
      for (const char* needed : {"data_run", "trading_status", "stock", "entity", "data_coverage"}) {
        if (file.path == std::string(needed) + ".json")
          few.push_back(file);
      }
    }
    ZVT_TRY(stores->schemas, storage::SchemaRegistry::fromFiles(few));
    ZVT_TRY(stores->market, database("market", false));
    ZVT_TRY_VOID(stores->market->write(
        [&](storage::Connection& connection) { return storage::createTables(connection, stores->schemas); }));
    ZVT_TRY(stores->ledger, database("ledger", false));
    return stores;
  }

  static storage::MarketBatch batch(std::int64_t n)
  {
    storage::MarketBatch batch;
    for (const char* entity : kEntities)
      batch.bars.push_back({std::make_shared<const market::BarSeries>(madeSeries(entity, n * kBatchBars, kBatchBars)),
          storage::WriteMode::Append, {}});
    batch.records = {{"trading_status",
        {{"entity_id", "provider", "day", "suspended"},
            {{std::string(kEntities[0]), std::string("test"), TradingDay{static_cast<std::int32_t>(n)}.iso(), true}}}}};
    storage::DataRun run;
    run.kind = "import";
    run.schema = "kdata";
    run.provider = "test";
    run.started = Timestamp::fromSeconds(1'704'067'200 + n);
    batch.runs = {run};
    return batch;
  }

  /// How many batches are there; says nothing good about a half batch, wrong bars, or damaged pages.
  struct Contents {
    std::int64_t batches = 0;
    std::int64_t entries = 0;
    std::string problem; ///< empty: sound
  };

  /// Looks at the device without changing it.
  [[nodiscard]] Contents look()
  {
    Contents contents;
    auto sound = lookAtMarket(contents);
    if (sound)
      sound = lookAtLedger(contents);
    if (!sound)
      contents.problem = sound.error().code + " " + std::string(sound.error().field("reason"));
    return contents;
  }

private:
  Result<std::unique_ptr<storage::Database>> database(const std::string& name, bool readOnly)
  {
    storage::DatabaseOptions options;
    options.file = m_profile.path() / (name + ".db");
    options.name = name;
    options.durability = name == "ledger" ? storage::Durability::Full : storage::Durability::Normal;
    options.readOnly = readOnly;
    options.vfs = device.name();
    return storage::Database::open(options, resources::migrations(), m_profile.path() / "backups", m_profile.clock,
        m_profile.files, m_profile.logger);
  }

  static Result<void> checkPagesOf(storage::Database& database)
  {
    return database.read([](storage::Connection& connection) -> Result<void> {
      SilentTaskControl control;
      ZVT_TRY(const storage::PageCheck check, storage::checkPages(connection, false, control));
      return check.damage.empty() ? Result<void>() : fail(check.damage.front());
    });
  }

  Result<void> lookAtMarket(Contents& contents)
  {
    ZVT_TRY(const auto market, database("market", true));
    ZVT_TRY_VOID(checkPagesOf(*market));
    storage::BarStore bars(*market);
    ZVT_TRY(const auto inventory, bars.inventory());
    if (!inventory.empty())
      contents.batches = inventory.front().count / kBatchBars;
    for (const char* entity : kEntities) {
      storage::BarQuery query;
      query.entityId = entity;
      const auto series = bars.read(query);
      if (!series && contents.batches == 0 && series.error().code == "storage.no_bars")
        continue;
      if (!series)
        return std::unexpected(series.error());
      if (!sameBars(*series, madeSeries(entity, 0, contents.batches * kBatchBars)))
        return fail("half a batch, or wrong bars");
    }
    ZVT_TRY(const std::int64_t records, count(*market, "SELECT count(*) FROM trading_status"));
    ZVT_TRY(const std::int64_t runs, count(*market, "SELECT count(*) FROM data_run"));
    return records == contents.batches && runs == contents.batches ? Result<void>() : fail("half a batch");
  }

  static Result<std::int64_t> count(storage::Database& database, const std::string& sql)
  {
    return database.fetch([&](storage::Connection& connection) { return connection.number(sql); });
  }

  Result<void> lookAtLedger(Contents& contents)
  {
    ZVT_TRY(const auto database, this->database("ledger", true));
    ZVT_TRY_VOID(checkPagesOf(*database));
    const storage::LedgerStore ledger(*database);
    std::string newest;
    ZVT_TRY_VOID(ledger.replay("log", 1, [&](std::uint64_t, std::string_view value) {
      ++contents.entries;
      newest = value;
      return true;
    }));
    ZVT_TRY(const auto last, ledger.get("last", "n"));
    return last.value_or("") == newest ? Result<void>() : fail("half a commit");
  }

  TestProfile m_profile;
};

}

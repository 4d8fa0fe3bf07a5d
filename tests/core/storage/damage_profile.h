// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/storage/page_checksum.h"
#include "core/storage/repair.h"
#include "tests/core/storage/test_profile.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

namespace zvt::tests {

/// A profile to be damaged: three series of two chunks and a tail, some records, a run that brought them, and a ledger.
/// It is made once a program; each test starts with a copy of its files.
struct DamageProfile : TestProfile {
  static constexpr std::size_t kPage = 4'096;
  static constexpr std::int64_t kBars = 4'000;
  static inline const std::array<std::string, 3> kEntities = {"stock_sz_000001", "stock_sh_600000", "index_sh_000001"};

  SilentTaskControl control;
  std::string market; ///< the undamaged file

  DamageProfile()
  {
    static const std::map<std::string, std::string> prepared = madeFiles();
    for (const auto& [name, content] : prepared) {
      const auto file = path() / name;
      std::filesystem::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary) << content;
    }
    market = prepared.at("market.db");
  }

  static void importBars(storage::Profile& to)
  {
    for (const std::string& entity : kEntities) {
      storage::MarketBatch batch;
      storage::DataRun run;
      run.kind = "import";
      run.schema = "kdata";
      run.entityId = entity;
      run.level = "1d";
      run.provider = "test";
      run.source = "/data/" + entity + ".csv";
      run.started = Timestamp::fromSeconds(1'704'067'200);
      batch.runs = {run};
      storage::BarWrite bars{
          std::make_shared<const market::BarSeries>(madeSeries(entity, 0, kBars)), storage::WriteMode::Merge, {}};
      bars.run = 0;
      batch.bars = {bars};
      static_cast<void>(to.write(std::move(batch)));
    }
  }

  void put(const std::string& content) const
  {
    for (const char* suffix : {"-wal", "-shm"})
      std::filesystem::remove(path() / (std::string("market.db") + suffix));
    std::ofstream(path() / "market.db", std::ios::binary) << content;
  }
  /// Changes one byte of the undamaged file where it lies; put it back the same way.
  void putByte(std::size_t at, char byte) const
  {
    std::fstream file(path() / "market.db", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
  }
  /// The same with every page's checksum made right: the damage was there before the page was written.
  [[nodiscard]] static std::string sealed(std::string content)
  {
    for (std::size_t page = 0; content[storage::kReserveAt] != 0 && page < content.size() / kPage; ++page)
      storage::sealPage(content.data() + page * kPage, kPage, static_cast<std::uint32_t>(page + 1));
    return content;
  }
  [[nodiscard]] std::string with(std::size_t at, std::string_view bytes) const
  {
    std::string changed = market;
    changed.replace(at, bytes.size(), bytes);
    return changed;
  }
  [[nodiscard]] Result<storage::VerifyReport> verify(bool quick = false)
  {
    storage::VerifyOptions options;
    options.profile = path();
    options.quick = quick;
    return storage::verifyProfile(options, files, control);
  }
  [[nodiscard]] Result<storage::RepairReport> repair()
  {
    return storage::repairProfile({path(), "test"}, clock, files, logger, control);
  }

  /// How many of the series read as they were written; -1: one reads as something else.
  template <typename Stores> [[nodiscard]] int rightSeries(Stores& from)
  {
    int right = 0;
    for (const std::string& entity : kEntities) {
      storage::BarQuery query;
      query.entityId = entity;
      const auto series = from.bars().read(query);
      if (series && !sameBars(*series, madeSeries(entity, 0, kBars)))
        return -1;
      right += series ? 1 : 0;
    }
    return right;
  }
  /// Every bar that is there is as it was written.
  [[nodiscard]] bool onlyRightBars(storage::Profile& from)
  {
    for (const std::string& entity : kEntities) {
      storage::BarQuery query;
      query.entityId = entity;
      const auto series = from.bars().read(query);
      if (!series)
        return series.error().code == "storage.no_bars";
      const market::BarSeries whole = madeSeries(entity, 0, kBars);
      for (std::size_t i = 0; i < series->size(); ++i) {
        const auto at = static_cast<std::size_t>(series->key[i]);
        if (at >= whole.size() || !sameBits(series->close[i], whole.close[at])
            || !sameBits(series->turnover[i], whole.turnover[at]))
          return false;
      }
    }
    return true;
  }
  /// A number of the undamaged file, the most significant byte first.
  [[nodiscard]] std::size_t number(std::size_t at, std::size_t bytes) const
  {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value = value * 256 + static_cast<unsigned char>(market[at + i]);
    return value;
  }
  [[nodiscard]] std::size_t pages() const { return market.size() / kPage; }

private:
  static std::map<std::string, std::string> madeFiles()
  {
    TestProfile made;
    storage::Profile& to = made.open();
    importBars(to);
    for (int day = 0; day < 40; ++day)
      static_cast<void>(to.records().upsert(storage::RecordWrite{"trading_status",
          {{"entity_id", "provider", "day", "suspended"},
              {{kEntities[0], std::string("csv"), TradingDay{day}.iso(), true}}}}));
    for (int i = 0; i < 50; ++i)
      static_cast<void>(to.ledger().commit({{StoreOperation::Kind::Append, "log", {}, "entry " + std::to_string(i)}}));
    made.profile.reset();
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(made.path())) {
      if (entry.is_regular_file())
        files[std::filesystem::relative(entry.path(), made.path()).string()] = readFile(entry.path());
    }
    return files;
  }
};

inline bool names(const std::vector<storage::VerifyFinding>& findings, std::string_view entity)
{
  return std::any_of(findings.begin(), findings.end(),
      [&](const storage::VerifyFinding& finding) { return finding.isLoss && finding.error.field("entity") == entity; });
}

inline std::string describe(const std::vector<storage::VerifyFinding>& findings)
{
  std::string text;
  for (const storage::VerifyFinding& finding : findings)
    text += finding.error.code + " " + std::string(finding.error.field("reason")) + " "
        + std::string(finding.error.field("entity")) + std::string(finding.error.field("table")) + "; ";
  return text;
}

}

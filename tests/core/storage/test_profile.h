// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/storage/profile.h"
#include "core/storage/sqlite.h"
#include "tests/support/fixtures.h"

#include <bit>
#include <cstdio>

namespace zvt::tests {

class QuietLogger final : public Logger {
public:
  void write(LogLevel level, std::string_view, std::string_view line) override
  {
    if (level >= LogLevel::Warning)
      warnings.emplace_back(line);
  }
  std::vector<std::string> warnings;
};

/// A profile in a folder of its own.
struct TestProfile {
  TemporaryFolder folder;
  SystemClock clock;
  OsFileSystem files;
  QuietLogger logger;
  std::string vfs; ///< SQLite's layer below; empty: the operating system
  std::unique_ptr<storage::Profile> profile;

  [[nodiscard]] std::filesystem::path path() const { return folder.path() / "profile"; }
  [[nodiscard]] Result<std::unique_ptr<storage::Profile>> tryOpen(bool readOnly = false, ParamSchema settings = {})
  {
    storage::ProfileOptions options{path(), readOnly, std::move(settings), "storage test", vfs};
    return storage::Profile::open(std::move(options), clock, files, logger);
  }
  /// Opens the profile, or ends the test program saying why not.
  storage::Profile& open(bool readOnly = false, ParamSchema settings = {})
  {
    profile.reset();
    auto opened = tryOpen(readOnly, std::move(settings));
    if (!opened) {
      std::fprintf(stderr, "the profile cannot be opened: %s\n", opened.error().code.c_str());
      std::exit(1);
    }
    profile = *std::move(opened);
    return *profile;
  }
};

/// The code of an error, or "ok".
template <typename T> [[nodiscard]] std::string codeOf(const Result<T>& result)
{
  return result ? "ok" : result.error().code;
}

inline market::BarSeries emptySeries(
    std::string entityId, market::BarLevel level = market::BarLevel::Day1, std::string provider = "test")
{
  market::BarSeries bars;
  bars.entityId = std::move(entityId);
  bars.level = level;
  bars.provider = std::move(provider);
  return bars;
}

inline void addBar(market::BarSeries& bars, const market::Bar& bar)
{
  bars.key.push_back(bar.key);
  bars.open.push_back(bar.open);
  bars.high.push_back(bar.high);
  bars.low.push_back(bar.low);
  bars.close.push_back(bar.close);
  bars.volume.push_back(bar.volume);
  bars.turnover.push_back(bar.turnover);
}

/// A bar whose figures follow from its key and a salt.
inline market::Bar madeBar(std::int64_t key, int salt)
{
  const auto cents = 1'000 + (key * 37 + salt * 11) % 1'000;
  const auto price = [&](std::int64_t offset) { return static_cast<double>(cents + offset) / 100; };
  return {
      key, price(0), price(5), price(-7), price(1), static_cast<double>(100 * (key % 977 + salt)), price(0) * 1e6 / 3};
}

inline market::BarSeries madeSeries(std::string entityId, std::int64_t from, std::int64_t count, int salt = 0)
{
  market::BarSeries bars = emptySeries(std::move(entityId));
  for (std::int64_t i = 0; i < count; ++i)
    addBar(bars, madeBar(from + i, salt));
  return bars;
}

inline bool sameBits(double a, double b)
{
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool sameColumn(const std::vector<double>& a, const std::vector<double>& b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), sameBits);
}

/// Equal to the last bit, NaN included.
inline bool sameBars(const market::BarSeries& a, const market::BarSeries& b)
{
  return a.key == b.key && sameColumn(a.open, b.open) && sameColumn(a.high, b.high) && sameColumn(a.low, b.low)
      && sameColumn(a.close, b.close) && sameColumn(a.volume, b.volume) && sameColumn(a.turnover, b.turnover);
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/trading_days.h"
#include "core/market/entity_id.h"
#include "core/storage/bar_reader.h"
#include "core/storage/bar_store.h"

#include <compare>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace zvt::data {

struct SeriesKey {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider;
  auto operator<=>(const SeriesKey&) const = default;
};

/// The calendar of a market as reports use it.
struct MarketDay {
  std::string name; ///< cn, hk, us, crypto …; empty: not known
  std::shared_ptr<const TradingDays> days; ///< null: the market is not known
  std::shared_ptr<const std::vector<std::int16_t>> expected; ///< bars of each day; empty for days and longer
  int lastClosed = -1;
  bool isBeyond = false; ///< today lies beyond what the calendar knows
};

/// Calendars, loaded once. Any thread.
class MarketDays {
public:
  /// Errors: calendar.*.
  [[nodiscard]] Result<MarketDay> of(const market::EntityId& id, market::BarLevel level, Timestamp now);

private:
  std::mutex m_guard;
  using CalendarPtr = std::shared_ptr<const market::Calendar>;
  std::map<CalendarPtr, std::shared_ptr<const TradingDays>> m_days;
  std::map<std::pair<CalendarPtr, market::BarLevel>, std::shared_ptr<const std::vector<std::int16_t>>> m_expected;
};

/// Readers of the store, each used by one thread at a time. Any thread.
class BarReaders {
public:
  struct Reader {
    storage::BarReader bars;
    storage::BarArena arena;
  };

  explicit BarReaders(const storage::BarStore& bars)
      : m_bars(bars)
  {
  }
  /// Errors: storage.*.
  [[nodiscard]] Result<std::unique_ptr<Reader>> take();
  void giveBack(std::unique_ptr<Reader> reader);

private:
  const storage::BarStore& m_bars;
  std::mutex m_guard;
  std::vector<std::unique_ptr<Reader>> m_idle;
};

/// Which days of each series are stored, until the series changes. Any thread.
class StoredDaysCache {
public:
  explicit StoredDaysCache(storage::BarStore& bars);

  /// To be taken before the inventory is read.
  [[nodiscard]] std::uint64_t generation() const;
  /// Reads the keys of the series unless its days are known. Errors: storage.*.
  [[nodiscard]] Result<std::shared_ptr<const StoredDays>> find(
      BarReaders& readers, const storage::BarInventory& inventory, const MarketDay& market, std::uint64_t generation);

private:
  struct Entry {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t count = 0;
    std::shared_ptr<const StoredDays> days;
  };
  struct Shared {
    std::mutex guard;
    std::uint64_t generation = 0;
    std::map<SeriesKey, Entry> entries;
    std::map<SeriesKey, std::uint64_t> changed; ///< in which generation
  };

  std::shared_ptr<Shared> m_shared;
  std::shared_ptr<void> m_observer;
};

}

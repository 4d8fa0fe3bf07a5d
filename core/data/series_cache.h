// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <string>

namespace zvt::data {

/// Whole series by a text key, least recently used ones dropped first. Thread-safe. A series that was computed while
/// its entity changed is not kept. The limit is told in bars without extra columns; a bar with some weighs more.
class SeriesCache {
public:
  explicit SeriesCache(std::size_t maxBars)
      : m_maxBars(maxBars)
  {
  }

  [[nodiscard]] market::BarSeriesPtr find(const std::string& key);
  /// Number of changes of an entity so far, to be handed to insert().
  [[nodiscard]] std::uint64_t version(const std::string& entityId) const;
  void insert(const std::string& key, market::BarSeriesPtr series, std::uint64_t version);
  /// Drops everything of an entity; of all when @p entityId is empty. Returns the new generation of the whole cache.
  std::uint64_t invalidate(const std::string& entityId);
  [[nodiscard]] std::uint64_t generation() const;

private:
  struct Item {
    std::string key;
    market::BarSeriesPtr series;
  };
  using Items = std::list<Item>;
  void drop(Items::iterator item);
  [[nodiscard]] std::uint64_t versionLocked(const std::string& entityId) const;

  mutable std::mutex m_guard;
  std::size_t m_maxBars;
  std::size_t m_bars = 0;
  Items m_items; ///< most recently used first
  std::map<std::string, Items::iterator> m_index;
  std::map<std::string, std::uint64_t> m_versions;
  std::uint64_t m_allVersion = 0;
  std::uint64_t m_generation = 0;
};

}

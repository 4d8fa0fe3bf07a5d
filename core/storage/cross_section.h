// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/storage/bar_arena.h"
#include "core/storage/day_rows.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

/// All bars of one provider with one key.
struct CrossSectionQuery {
  std::string provider;
  market::BarLevel level = market::BarLevel::Day1; ///< days come from the date-major copy, others from the chunks
  market::BarColumnSet columns; ///< others stay empty
};

/// The bars of every entity that has one at a key, in reused memory. Spans hold until the next read into it.
class CrossSection {
public:
  [[nodiscard]] std::int64_t key() const { return m_key; }
  [[nodiscard]] std::size_t size() const { return m_entities.size(); }
  /// In the order in which the store first met them. The texts live as long as the store.
  [[nodiscard]] std::span<const std::string_view> entities() const { return m_entities; }
  /// As long as entities(); empty when it was not asked for.
  [[nodiscard]] std::span<const double> column(market::BarColumn column) const
  {
    const double* values = m_rows.values[static_cast<std::size_t>(column)].data();
    return m_set.has(column) ? std::span<const double>{values, size()} : std::span<const double>();
  }

private:
  friend class SectionBuilder;
  std::int64_t m_key = 0;
  market::BarColumnSet m_set;
  DayRows m_rows;
  std::vector<std::string_view> m_entities;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_chunks.h"
#include "core/storage/bar_store.h"
#include "core/storage/series_catalog.h"

#include <algorithm>

namespace zvt::storage {

/// Puts the series that a query may mean in the order in which they are tried: the provider that was asked for and no
/// other; else those of the priority list, then the others by name.
inline void orderByChoice(std::vector<const SeriesRow*>& series, const std::optional<std::string>& provider,
    const std::vector<std::string>& priority)
{
  if (provider)
    std::erase_if(series, [&](const SeriesRow* row) { return row->provider != *provider; });
  if (series.size() < 2 || priority.empty())
    return;
  const auto rank = [&](const SeriesRow* row) {
    return std::find(priority.begin(), priority.end(), row->provider) - priority.begin();
  };
  std::stable_sort(
      series.begin(), series.end(), [&](const SeriesRow* a, const SeriesRow* b) { return rank(a) < rank(b); });
}

inline Result<bool> hasBars(Connection& connection, const SeriesRow& series)
{
  ZVT_TRY(Statement row,
      connection.prepare("SELECT EXISTS(SELECT 1 FROM bar_chunk WHERE series=?1) OR "
                         "EXISTS(SELECT 1 FROM bar_tail WHERE series=?1)"));
  ZVT_TRY_VOID(row.bind(series.id).step());
  return row.integer(0) != 0;
}

/// The first series of @p found, in order of choice, from which @p read brings bars, or that has bars outside of what
/// is read; nullptr when none has any.
/// @param read Result<bool>(const SeriesRow&): whether it brought any
template <typename Read>
Result<const SeriesRow*> readFirst(Connection& connection, const std::vector<const SeriesRow*>& found, Read read)
{
  for (const SeriesRow* series : found) {
    ZVT_TRY(const bool hasRead, read(*series));
    if (hasRead)
      return series;
    ZVT_TRY(const bool isStored, hasBars(connection, *series));
    if (isStored)
      return series;
  }
  return nullptr;
}

[[nodiscard]] inline Error noBars(const BarQuery& query)
{
  return withSeries({"storage.no_bars", {{"level", std::string(market::toString(query.level))}}, {}}, query.entityId,
      query.level, query.provider.value_or(""));
}

/// Both ends included.
struct KeyRange {
  std::int64_t from = kFirstKey;
  std::int64_t last = kLastKey;
  KeyRange(std::optional<std::int64_t> begin, std::optional<std::int64_t> end)
      : from(begin.value_or(kFirstKey))
      , last(!end                   ? kLastKey
                : *end == kFirstKey ? kFirstKey
                                    : *end - 1)
  {
  }
};

}

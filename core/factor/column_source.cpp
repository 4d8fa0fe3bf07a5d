// SPDX-License-Identifier: Apache-2.0
#include "core/factor/column_source.h"

#include "core/factor/columns.h"
#include "core/factor/date_columns.h"

#include <algorithm>
#include <limits>

namespace zvt::factor {

namespace {

/// What the bars lack; fails for a name that is neither theirs nor any source's.
struct Missing {
  std::vector<std::vector<std::string>> bySource;
  std::vector<std::string> ofKeys; ///< date columns
  std::vector<std::string> undefined; ///< columns of bars that these bars do not have
  bool isEmpty = true;
};

Result<Missing> missingOf(const market::BarSeries& bars, std::span<const std::string> columns,
    const std::vector<std::unique_ptr<ColumnSource>>& sources)
{
  Missing missing;
  missing.bySource.resize(sources.size());
  for (const std::string& column : columns) {
    if (bars.extra(column) != nullptr)
      continue;
    missing.isEmpty = false;
    if (isDateColumn(column)) {
      missing.ofKeys.push_back(column);
      continue;
    }
    const auto source = std::ranges::find_if(sources, [&](const auto& one) { return one->provides(column); });
    if (source != sources.end()) {
      missing.bySource[static_cast<std::size_t>(source - sources.begin())].push_back(column);
      continue;
    }
    const ColumnInfo* info = ColumnCatalogue::builtIn().find(column);
    if (info == nullptr || info->table != kBarTable)
      return fail("factor.no_column", {{"name", column}});
    missing.undefined.push_back(column);
  }
  return missing;
}

}

Result<market::BarSeriesPtr> ColumnSources::fill(market::BarSeriesPtr bars, std::span<const std::string> columns) const
{
  ZVT_TRY(const Missing missing, missingOf(*bars, columns, m_sources));
  if (missing.isEmpty)
    return bars;
  auto filled = std::make_shared<market::BarSeries>(*bars);
  for (const std::string& column : missing.ofKeys)
    filled->extraForWrite(column) = dateColumn(column, *bars);
  for (const std::string& column : missing.undefined)
    filled->extraForWrite(column);
  for (std::size_t i = 0; i < m_sources.size(); ++i) {
    if (missing.bySource[i].empty())
      continue;
    const std::lock_guard lock(m_guard);
    ZVT_TRY(auto values, m_sources[i]->read(missing.bySource[i], *bars));
    for (std::size_t k = 0; k < values.size(); ++k) {
      values[k].resize(filled->size(), std::numeric_limits<double>::quiet_NaN());
      filled->extraForWrite(missing.bySource[i][k]) = std::move(values[k]);
    }
  }
  return market::BarSeriesPtr(std::move(filled));
}

}

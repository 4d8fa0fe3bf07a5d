// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/clocked_source.h"

#include "core/data/market_data.h"

#include <algorithm>
#include <limits>

namespace zvt::factor {

ClockedSource::ClockedSource(data::MarketData& data, std::vector<std::string> names)
    : m_data(data)
    , m_names(std::move(names))
{
}

bool ClockedSource::provides(std::string_view column) const
{
  return std::ranges::find(m_names, column) != m_names.end();
}

Result<std::vector<std::vector<double>>> ClockedSource::read(
    std::span<const std::string> columns, const market::BarSeries& bars) const
{
  ZVT_TRY(auto calendar, m_data.calendarOf(bars.entityId));
  ZVT_TRY(NamedColumns computed, compute(columns, bars, BarClock(std::move(calendar), bars)));
  std::vector<std::vector<double>> values;
  for (const std::string& column : columns) {
    const auto found = computed.find(column);
    values.push_back(found == computed.end()
            ? std::vector<double>(bars.size(), std::numeric_limits<double>::quiet_NaN())
            : std::move(found->second));
  }
  return values;
}

bool isWanted(std::span<const std::string> wanted, std::string_view column)
{
  return std::ranges::find(wanted, column) != wanted.end();
}

std::string_view firstWanted(std::span<const std::string> wanted, std::initializer_list<std::string_view> columns)
{
  const auto found = std::ranges::find_if(columns, [&](std::string_view column) { return isWanted(wanted, column); });
  return found == columns.end() ? std::string_view() : *found;
}

}

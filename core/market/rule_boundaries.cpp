// SPDX-License-Identifier: Apache-2.0
// Where dated rules change, for those who resolve them once for many days.
#include "core/market/rule_entry.h"

#include <algorithm>

namespace zvt::market {
namespace {

/// The day on which a span begins, and the one after its end.
void add(std::vector<TradingDay>& days, const std::optional<TradingDay>& from, const std::optional<TradingDay>& to)
{
  if (from)
    days.push_back(*from);
  if (to)
    days.push_back(TradingDay{to->days + 1});
}

void sortUnique(std::vector<TradingDay>& days)
{
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}

RuleBook::Boundaries RuleBook::boundaries() const
{
  Boundaries boundaries;
  for (const RuleEntry& entry : m_data->entries) {
    add(boundaries.days, entry.source.from, entry.source.to);
    add(boundaries.listings, entry.listedFrom, entry.listedTo);
  }
  sortUnique(boundaries.days);
  sortUnique(boundaries.listings);
  return boundaries;
}

}

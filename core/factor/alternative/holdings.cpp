// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/holdings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace zvt::factor {

namespace {

using Holders = std::map<std::string, double>;

double sumOf(const Holders& holders)
{
  double sum = 0;
  for (const auto& [name, ratio] : holders)
    sum += ratio;
  return sum;
}

}

std::vector<HoldingState> holdingStates(std::vector<HoldingRow> rows)
{
  std::erase_if(rows, [](const HoldingRow& row) { return std::isnan(row.ratio); });
  std::ranges::stable_sort(rows, {}, &HoldingRow::published);
  std::map<TradingDay, Holders> known; // by period
  std::vector<HoldingState> states;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    known[rows[i].period][rows[i].holder] = rows[i].ratio;
    if (i + 1 < rows.size() && rows[i + 1].published == rows[i].published)
      continue;
    const auto newest = std::prev(known.end());
    const double ratio = sumOf(newest->second);
    const double before =
        newest == known.begin() ? std::numeric_limits<double>::quiet_NaN() : sumOf(std::prev(newest)->second);
    states.push_back({rows[i].published, ratio, ratio - before});
  }
  return states;
}

}

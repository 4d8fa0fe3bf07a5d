// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/data/data_profile.h"

#include <fmt/format.h>

namespace zvt::tests {

/// Five securities over three days. Security i (1 … 5) trades 100·i shares a day; it closes at 100, then rises by i %,
/// then by (6 − i) %. All that a study of the factor VOLUME says follows by hand:
/// - first day: ranks 1 … 5 against returns 1 … 5 %: rank IC 1; second day against 5 … 1 %: −1; the third has no next.
/// - two buckets, ceil(rank · 2 / 5): {1, 2} and {3, 4, 5}. They earn 1.5 and 4 %, then 4.5 and 2 %.
/// - nobody ever changes the bucket.
inline std::string labEntity(int i)
{
  return fmt::format("stock_sz_00000{}", i);
}

inline void importLabMarket(DataProfile& profile)
{
  for (int i = 1; i <= 5; ++i) {
    const double second = 100 + i;
    const double third = second * (106 - i) / 100;
    std::string text = "date,open,high,low,close,volume\n";
    for (const auto& [day, close] : {std::pair{"2024-01-02", 100.0}, {"2024-01-03", second}, {"2024-01-04", third}})
      text += fmt::format("{},{:.2f},{:.2f},{:.2f},{:.2f},{}\n", day, close, close + 0.5, close - 0.5, close, 100 * i);
    data::ImportOptions options;
    options.entityName = fmt::format("Security {}", i);
    const auto report =
        profile.import(profile.write(fmt::format("{}.csv", i), text), labEntity(i), market::BarLevel::Day1, options);
    if (!report || report->refused())
      qFatal("import: %s", report ? "refused" : reason(report).c_str());
  }
}

}

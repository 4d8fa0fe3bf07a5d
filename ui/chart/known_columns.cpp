// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/known_columns.h"

#include <cmath>

namespace zvt::ui {

Result<std::vector<std::vector<double>>> KnownColumns::read(
    std::span<const std::string> columns, const market::BarSeries& bars) const
{
  const auto finished = std::make_shared<const market::BarSeries>(
      bars.empty() ? bars : bars.slice(std::numeric_limits<std::int64_t>::min(), bars.key.back()));
  ZVT_TRY(const market::BarSeriesPtr filled, m_sources.fill(finished, columns));
  std::vector<std::vector<double>> all;
  for (const std::string& column : columns) {
    const std::vector<double>* known = filled->extra(column);
    std::vector<double>& values =
        all.emplace_back(known ? *known : std::vector<double>(finished->size(), std::nan("")));
    if (!bars.empty())
      values.push_back(values.empty() ? std::nan("") : values.back());
  }
  return all;
}

}

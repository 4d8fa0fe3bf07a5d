// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/table_output.h"
#include "app/services/services.h"
#include "core/data/market_data.h"

#include <string>
#include <vector>

namespace zvt::cli {

/// The columns of `zvt query bars` after entity_id and timestamp: values of every bar, optional and derived ones.
class BarColumns {
public:
  /// @param names empty: open … turnover. Errors: storage.unknown_column.
  static Result<BarColumns> of(std::vector<std::string> names);
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

  /// To be called for each entity before cell().
  Result<void> open(app::Services& services, const data::BarRequest& request, market::BarSeriesPtr series);
  /// Missing is an empty cell.
  [[nodiscard]] Cell cell(std::size_t column, std::size_t bar) const;

private:
  std::vector<std::string> m_names;
  market::BarSeriesPtr m_series;
  std::vector<std::vector<double>> m_derived; ///< by column; empty where the series holds the values
  std::vector<const std::vector<double>*> m_values; ///< by column; nullptr: the series has no such column
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/table_output.h"
#include "app/services/services.h"
#include "core/data/lineage.h"
#include "core/data/market_data.h"

#include <string>
#include <vector>

namespace zvt::cli {

/// Where each bar of `zvt query bars --lineage` comes from.
class BarLineage {
public:
  /// provider, run, source, payload_hash, transformation, derived
  [[nodiscard]] static const std::vector<std::string>& names();

  /// To be called for each entity before cells().
  Result<void> open(app::Services& services, const data::BarRequest& request, const market::BarSeries& series);
  /// What is known of the bar with this key; call with increasing keys.
  [[nodiscard]] std::vector<Cell> cells(std::int64_t key);

private:
  std::string m_provider;
  std::string m_derived; ///< what was done to the stored bars, empty: nothing
  std::vector<data::Origin> m_origins; ///< oldest first
  std::size_t m_at = 0;
};

}

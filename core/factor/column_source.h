// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// Where the values of some declared columns (columns.h) come from: the tables of a profile, the bars themselves.
/// Called by one thread at a time.
class ColumnSource {
public:
  virtual ~ColumnSource() = default;
  /// @param column lower-case name of a declared column
  [[nodiscard]] virtual bool provides(std::string_view column) const = 0;
  /// The values of @p columns, all of them provided, at the bars of one entity: one vector a column, one value a bar.
  /// A value is what was known when the bar closed; NaN where nothing was, never 0. Bars may be adjusted
  /// (BarSeries::adjust) and of any level. Errors: storage.*, those of the data it reads; an entity without such data
  /// is no error.
  [[nodiscard]] virtual Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const = 0;
};

/// All sources of a program, asked in the order in which they were added. Thread-safe once they are added: one thread
/// after the other asks them.
class ColumnSources {
public:
  void add(std::unique_ptr<ColumnSource> source) { m_sources.push_back(std::move(source)); }

  /// @p bars with every one of @p columns (Formula::columns()) as an extra column: kept where the bars have it, else
  /// asked from its source. A column of the bars' own schema that these bars lack is NaN everywhere. Errors:
  /// factor.no_column for a name that is nowhere; those of ColumnSource::read.
  [[nodiscard]] Result<market::BarSeriesPtr> fill(
      market::BarSeriesPtr bars, std::span<const std::string> columns) const;

private:
  std::vector<std::unique_ptr<ColumnSource>> m_sources;
  mutable std::mutex m_guard; ///< of what the sources keep
};

}

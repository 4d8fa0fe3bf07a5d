// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/alternative/bar_clock.h"
#include "core/factor/column_source.h"

#include <map>

namespace zvt::data {
class MarketData;
}

namespace zvt::factor {

/// Columns of one subject, one value a bar each.
using NamedColumns = std::map<std::string, std::vector<double>, std::less<>>;

/// A source that computes all columns of its subject at once, from the bars and when they were known.
class ClockedSource : public ColumnSource {
public:
  ClockedSource(data::MarketData& data, std::vector<std::string> names);
  [[nodiscard]] bool provides(std::string_view column) const final;
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const final;

protected:
  /// @param wanted the columns that are asked for, at least one; others may be left out
  [[nodiscard]] virtual Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const = 0;
  [[nodiscard]] data::MarketData& data() const { return m_data; }

private:
  data::MarketData& m_data;
  std::vector<std::string> m_names;
};

[[nodiscard]] bool isWanted(std::span<const std::string> wanted, std::string_view column);
/// The first of @p columns that is wanted; empty when none is.
[[nodiscard]] std::string_view firstWanted(
    std::span<const std::string> wanted, std::initializer_list<std::string_view> columns);

}

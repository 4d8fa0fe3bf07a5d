// SPDX-License-Identifier: Apache-2.0
#include "core/factor/sources/derived_source.h"

#include "core/data/derived_columns.h"
#include "core/factor/values_at_keys.h"

namespace zvt::factor {

namespace {

class DerivedSource final : public ColumnSource {
public:
  DerivedSource(data::MarketData& data, storage::Profile& profile)
      : m_data(data)
      , m_profile(profile)
  {
  }
  [[nodiscard]] bool provides(std::string_view column) const override { return data::isDerivedColumn(column); }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override
  {
    data::BarRequest request;
    request.entityId = bars.entityId;
    request.level = bars.level;
    if (!bars.provider.empty())
      request.provider = bars.provider;
    // They are of the whole history, while the bars may be a part of it.
    ZVT_TRY(const market::BarSeriesPtr whole, m_data.bars(request));
    std::vector<std::vector<double>> all;
    for (const std::string& column : columns) {
      ZVT_TRY(const std::vector<double> values, data::derivedColumn(m_data, m_profile, request, column));
      all.push_back(valuesAtKeys(whole->key, values, bars.key));
    }
    return all;
  }

private:
  data::MarketData& m_data;
  storage::Profile& m_profile;
};

}

std::unique_ptr<ColumnSource> makeDerivedSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<DerivedSource>(data, profile);
}

}

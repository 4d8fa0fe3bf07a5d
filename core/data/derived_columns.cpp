// SPDX-License-Identifier: Apache-2.0
#include "core/data/derived_columns.h"

#include "core/data/entity_facts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::data {
namespace {

constexpr std::array<std::string_view, 4> kDerived{
    "change_pct", "change_settlement_pct", "is_limit_up", "is_limit_down"};

/// values[i] / before[i - 1] − 1.
std::vector<double> changes(const std::vector<double>& values, const std::vector<double>& before)
{
  std::vector<double> result(values.size(), std::nan(""));
  for (std::size_t i = 1; i < values.size(); ++i)
    if (before[i - 1] > 0)
      result[i] = values[i] / before[i - 1] - 1;
  return result;
}

Result<std::vector<double>> limitFlags(const market::BarSeries& raw, storage::Profile& profile, bool wantsUp)
{
  std::vector<double> flags(raw.size(), std::nan(""));
  if (raw.level != market::BarLevel::Day1)
    return flags;
  ZVT_TRY(const EntityFacts facts, entityFacts(profile, raw.entityId, {raw.provider}));
  ZVT_TRY(const auto rules, market::RuleBook::load());
  const auto limits = dayLimits(raw, referencePrices(raw, facts.actions), facts.subject, *rules);
  constexpr double kSlack = 1e-9; // prices went through binary floating point
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (!limits[i])
      continue;
    const double limit = wantsUp ? limits[i]->up : limits[i]->down;
    flags[i] = std::abs(raw.close[i] - limit) <= kSlack * limit ? 1 : 0;
  }
  return flags;
}

}

std::span<const std::string_view> derivedColumns()
{
  return kDerived;
}

bool isDerivedColumn(std::string_view name)
{
  return std::find(kDerived.begin(), kDerived.end(), name) != kDerived.end();
}

Result<std::vector<double>> derivedColumn(
    MarketData& data, storage::Profile& profile, BarRequest request, std::string_view name)
{
  request.from.reset();
  request.to.reset();
  request.method = market::AdjustMethod::Ratio;
  // Backward adjusted ratios keep returns, so that an ex-date is no fall.
  request.adjust = name == "change_pct" ? market::AdjustMode::Hfq : market::AdjustMode::Bfq;
  ZVT_TRY(const market::BarSeriesPtr series, data.bars(request));
  if (name == "change_pct")
    return changes(series->close, series->close);
  if (name == "change_settlement_pct") {
    const auto* settlement = series->extra("settlement");
    return settlement ? changes(series->close, *settlement) : std::vector<double>(series->size(), std::nan(""));
  }
  return limitFlags(*series, profile, name == "is_limit_up");
}

}

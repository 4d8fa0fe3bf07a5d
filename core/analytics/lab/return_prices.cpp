// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/lab/return_prices.h"

#include "core/market/corporate_action.h"

namespace zvt::analytics {

market::AdjustMode returnAdjust(std::string_view entityId)
{
  return market::isAdjustable(entityId) ? market::AdjustMode::Hfq : market::AdjustMode::Bfq;
}

Result<ReturnPrices> returnPrices(const factor::FormulaBlock& block,
    const std::function<Result<market::BarSeriesPtr>(const std::string& entityId)>& read)
{
  ReturnPrices prices;
  for (const market::BarSeriesPtr& series : block.series()) {
    market::BarSeriesPtr held = series;
    if (series->adjust != returnAdjust(series->entityId)) {
      ZVT_TRY(held, read(series->entityId));
      if (held->key != series->key)
        return fail(Error{"factor.bars_changed", {}, {}}.with("entity", series->entityId));
    }
    prices.open.insert(prices.open.end(), held->open.begin(), held->open.end());
    prices.close.insert(prices.close.end(), held->close.begin(), held->close.end());
  }
  return prices;
}

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/storage/test_profile.h"

#include <initializer_list>

namespace zvt::tests {

/// One stock, stock_sz_000001, with daily bars of provider "alpha".
inline storage::MarketBatch stockBatch(std::initializer_list<market::Bar> bars)
{
  storage::MarketBatch batch;
  market::Entity entity;
  entity.id = *market::EntityId::parse("stock_sz_000001");
  entity.name = "平安银行";
  entity.currency = "CNY";
  batch.entities = {entity};
  market::BarSeries series = emptySeries("stock_sz_000001", market::BarLevel::Day1, "alpha");
  for (const market::Bar& bar : bars)
    addBar(series, bar);
  batch.bars.push_back({std::make_shared<const market::BarSeries>(series), storage::WriteMode::Merge, {}});
  return batch;
}

}

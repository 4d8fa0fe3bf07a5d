// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/factor/formula_block.h"
#include "core/market/bar_level.h"

#include <functional>

namespace zvt::analytics {

/// What a holder's money does: opens and closes through corporate actions, whatever prices a factor reads. A value a
/// row of the block.
struct ReturnPrices {
  std::vector<double> open, close;
};

/// The adjustment that shows what holding brings: backward where there are corporate actions, else none.
[[nodiscard]] market::AdjustMode returnAdjust(std::string_view entityId);

/// @param read all bars of an entity of the block, adjusted by returnAdjust(); asked only where the block has others
/// Errors: factor.bars_changed, when they are not those of the block any more; those of @p read.
[[nodiscard]] Result<ReturnPrices> returnPrices(const factor::FormulaBlock& block,
    const std::function<Result<market::BarSeriesPtr>(const std::string& entityId)>& read);

}

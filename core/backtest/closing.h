// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/trading/account.h"

#include <string>

namespace zvt::backtest {

/// What the end of a run (`finalize`) may close of a position: all of a short and of what is on margin, of a long what
/// could be sold by then. What was bought on the last day and settles on the next (T+1) stays, at its close.
[[nodiscard]] Quantity closableAtEnd(const trading::Position& position);

/// Positions of which the end left something.
struct KeptAtEnd {
  std::size_t count = 0;
  std::string first; ///< entity
  void add(const std::string& entityId)
  {
    if (count++ == 0)
      first = entityId;
  }
  /// backtest.kept_at_end with arguments "count" and "entity".
  [[nodiscard]] Error warning() const
  {
    return {"backtest.kept_at_end", {{"count", std::to_string(count)}, {"entity", first}}, {}};
  }
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace zvt::risk {

/// Rules that close a position, over positions and marks alone, so that strategies, backtests and the paper desk share
/// them. A rule is a value, ExitWatch the memory that a position needs. Prices are of one adjustment: after an ex-date
/// rescale() the watch.

struct StopLoss {
  double fraction = 0.1; ///< from the entry price against the position, > 0
};
struct TakeProfit {
  double fraction = 0.3; ///< from the entry price for the position, > 0
};
struct TrailingStop {
  double fraction = 0.1; ///< back from the best price since the entry, > 0
  double armedAfter = 0; ///< gain from the entry price before it follows; 0: at once
};
struct TimeStop {
  int bars = 20; ///< finished bars since the entry, ≥ 1
  std::optional<double> unlessGain; ///< does not close a position that gained this much
};
using ExitRule = std::variant<StopLoss, TakeProfit, TrailingStop, TimeStop>;
/// stop_loss take_profit trailing_stop time_stop; the sentence of an exit is the message "risk.exit.<name>".
[[nodiscard]] std::string_view nameOf(const ExitRule& rule);
/// Errors: risk.exit.bad_rule with arguments "rule" and "field".
[[nodiscard]] Result<void> checkRule(const ExitRule& rule);

/// A position that is watched.
struct ExitWatch {
  bool isLong = true;
  double entry = 0; ///< average price, > 0
  double best = 0; ///< the best price for the position since
  int bars = 0; ///< finished bars since

  [[nodiscard]] static ExitWatch opened(double entry, bool isLong = true) { return {isLong, entry, entry, 0}; }
  /// Gain at a price, as a fraction of the entry price.
  [[nodiscard]] double gainAt(double price) const;
  /// A corporate action divides prices: all prices times @p factor.
  void rescale(double factor);
};

/// One finished bar, or a single price four times.
struct ExitBar {
  double open = 0, high = 0, low = 0, close = 0;
  [[nodiscard]] static ExitBar at(double price) { return {price, price, price, price}; }
};

struct ExitSignal {
  std::size_t rule = 0; ///< index of the rule
  double price = 0; ///< the price it goes by: its level, or the open where the bar began beyond it; time stop: close
  double gain = 0; ///< at that price
};

/// Looks at one bar and moves the watch on. Of several levels touched in one bar the worst for the position counts,
/// since nobody knows which came first; a trailing level rises only from the next bar on. NaN prices change nothing.
[[nodiscard]] std::optional<ExitSignal> step(ExitWatch& watch, std::span<const ExitRule> rules, const ExitBar& bar);

}

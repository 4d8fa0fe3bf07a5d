// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace zvt::backtest {

/// A strategy's open orders, oldest first, kept up event by event: an event costs the same however many there are.
class OpenOrders {
public:
  void set(std::vector<trading::Order> orders);
  /// The order as it is now: in the list while it is open.
  void take(const trading::Order& order);
  /// Valid until the next change.
  [[nodiscard]] std::span<const trading::Order> list() const;

private:
  void pack() const;

  // What has ended stays until somebody looks.
  mutable std::vector<trading::Order> m_orders;
  mutable std::unordered_map<std::string, std::size_t> m_places;
  mutable std::size_t m_ended = 0;
};

}

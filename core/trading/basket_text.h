// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/order.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {
class EntityTable;
}

namespace zvt::trading {

/// One order of a basket before it is priced.
struct BasketLine {
  std::string entityId;
  Side side = Side::Buy;
  Quantity quantity; ///< 0: still to be said
  bool operator==(const BasketLine&) const = default;
};

/// What a text says; good lines are there although others are bad.
struct BasketReading {
  std::vector<BasketLine> lines; ///< as they stand in the text
  std::vector<Error> problems; ///< each with argument "line"; see readBasket()
};

/// Reads a list of orders, one a line, as people paste and export them: a code or an entity id, and in any order behind
/// it a side (buy, sell, b, s, 买入, 卖出, 买, 卖) and a quantity; a negative one sells. Columns are parted by tabs,
/// commas, semicolons or blanks, and may have a header, which then says which of several numbers is the quantity. Names
/// and empty lines are passed over.
///
/// Problems: basket.unknown (@p known has no such security), basket.twice (the same security again),
/// basket.quantity (no number above 0), basket.numbers (several, and no header), basket.not_utf8.
[[nodiscard]] BasketReading readBasket(std::string_view text, const market::EntityTable& known);

}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/held_orders.h"
#include "ui/trade/trade_texts.h"

#include <variant>

namespace zvt::ui {

/// One line of the orders table: an order of the account, or one that is held or worked on this computer.
struct OrderRow {
  std::string id;
  std::variant<trading::Order, trading::ConditionalOrder, trading::AlgoOrder> what;
  [[nodiscard]] const trading::Order* order() const { return std::get_if<trading::Order>(&what); }
  [[nodiscard]] const trading::ConditionalOrder* held() const { return std::get_if<trading::ConditionalOrder>(&what); }
  [[nodiscard]] const trading::AlgoOrder* worked() const { return std::get_if<trading::AlgoOrder>(&what); }
  [[nodiscard]] const std::string& entityId() const;
  [[nodiscard]] trading::Side side() const;
  [[nodiscard]] Timestamp created() const;
  [[nodiscard]] Quantity quantity() const;
  [[nodiscard]] Quantity filled() const;
  [[nodiscard]] Price average() const; ///< 0: nothing has filled
  [[nodiscard]] bool isCancellable() const;
  [[nodiscard]] bool isOver() const;
  /// Of what is held or worked: nothing of it is on its way, it may be changed and suspended.
  [[nodiscard]] bool canSuspend() const;
  [[nodiscard]] bool isSuspended() const;
  bool operator==(const OrderRow&) const = default;
};

namespace trade {

/// "31.25", "Market", "≤ 10.15", "≥ 11.00"; how a stop trails stands in its note.
[[nodiscard]] QString priceText(const OrderRow& row);
[[nodiscard]] QString stateText(const OrderRow& row);
[[nodiscard]] QString stateIcon(const OrderRow& row);
[[nodiscard]] widgets::CellTone stateTone(const OrderRow& row);
/// "Stop", "Take profit", "TWAP"; of an order of the account its type.
[[nodiscard]] QString kindText(const OrderRow& row);
/// Why it stopped, or was refused; empty: nothing to say.
[[nodiscard]] QString reasonText(const OrderRow& row);
/// Why it is where it is, else what it is and who made it. @param whole what it is a part of; null: of nothing
[[nodiscard]] QString noteText(const OrderRow& row, const OrderRow* whole = nullptr);

}

}

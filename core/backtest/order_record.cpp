// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/order_record.h"

namespace zvt::backtest {

analytics::OrderRecord recordOf(const trading::Order& order, LocalTime placed)
{
  analytics::OrderRecord record;
  record.orderId = order.id;
  record.entityId = order.entityId;
  record.side = trading::toString(order.side);
  record.type = trading::toString(order.type);
  record.quantity = order.quantity;
  record.limitPrice = order.type == trading::OrderType::Limit ? order.price.toString() : std::string();
  record.placedTime = placed;
  record.state = trading::toString(order.state);
  record.filled = order.filled;
  record.reasonCode = order.reason.code;
  record.reasonArguments = order.reason.arguments;
  return record;
}

}

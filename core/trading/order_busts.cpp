// SPDX-License-Identifier: Apache-2.0
// Trades that the broker takes back or corrects.
#include "core/trading/order_core.h"

namespace zvt::trading {

void OrderService::Core::onTradeBust(const std::string& orderId, const std::string& tradeId, OrderState after)
{
  post([orderId, tradeId, after](Core& core) { core.keepStep(core.takeBust(orderId, tradeId, after)); });
}

void OrderService::Core::onTradeCorrect(
    const std::string& orderId, const std::string& tradeId, const Fill& corrected, OrderState after)
{
  post([orderId, tradeId, corrected, after](
           Core& core) { core.keepStep(core.takeBust(orderId, tradeId, after, corrected)); });
}

Result<void> OrderService::Core::takeBust(
    const std::string& orderId, const std::string& tradeId, OrderState after, std::optional<Fill> corrected)
{
  if (!m_state.find(orderId) || tradeId.empty())
    return {};
  if (!m_state.wasBusted(tradeId)) {
    TradeBusted bust;
    bust.orderId = orderId;
    bust.tradeId = tradeId;
    bust.after = after;
    bust.corrected = corrected ? corrected->tradeId : std::string();
    std::vector<Cost> costs;
    if (const Fill* fill = m_state.findFill(tradeId)) {
      ZVT_TRY(costs, costsWithout(*m_options.rules, m_state.account(), *fill));
    }
    ZVT_TRY_VOID(m_state.completeBust(bust, costs));
    ZVT_TRY_VOID(record({std::move(bust)}));
  }
  return corrected ? takeFill(*std::move(corrected)) : Result<void>();
}

}

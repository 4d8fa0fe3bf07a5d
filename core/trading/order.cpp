// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order.h"

#include "core/base/checksum.h"
#include "core/trading/order_names.h"

#include <fmt/format.h>

namespace zvt::trading {

namespace {

constexpr Names<Side, 2> kSides{{{Side::Buy, "buy"}, {Side::Sell, "sell"}}};
constexpr Names<Liquidity, 3> kLiquidities{
    {{Liquidity::Unknown, "unknown"}, {Liquidity::Maker, "maker"}, {Liquidity::Taker, "taker"}}};
constexpr Names<OrderState, 10> kStates{{{OrderState::Draft, "draft"}, {OrderState::PendingNew, "pending_new"},
    {OrderState::Working, "working"}, {OrderState::PartlyFilled, "partly_filled"},
    {OrderState::PendingCancel, "pending_cancel"}, {OrderState::Unknown, "unknown"}, {OrderState::Filled, "filled"},
    {OrderState::Cancelled, "cancelled"}, {OrderState::Rejected, "rejected"}, {OrderState::Expired, "expired"}}};

}

std::string_view toString(Side side)
{
  return nameIn(kSides, side);
}

std::string_view toString(Liquidity liquidity)
{
  return nameIn(kLiquidities, liquidity);
}

std::string_view toString(OrderState state)
{
  return nameIn(kStates, state);
}

Result<Side> parseSide(std::string_view text)
{
  return parseIn(kSides, text, "side");
}

Result<Liquidity> parseLiquidity(std::string_view text)
{
  return parseIn(kLiquidities, text, "liquidity");
}

Result<OrderState> parseOrderState(std::string_view text)
{
  return parseIn(kStates, text, "state");
}

Price Order::averagePrice() const
{
  if (filled.isZero())
    return {};
  const auto points = filled.value().multiply(margin ? margin->multiplier : Decimal::fromInt(1));
  const auto average = points ? filledAmount.value().divide(*points) : points;
  return average ? Price(*average) : Price();
}

Money total(const std::vector<Cost>& costs)
{
  Money sum;
  for (const Cost& cost : costs)
    sum += cost.amount;
  return sum;
}

std::string clientOrderId(
    std::string_view account, std::string_view source, std::string_view intent, std::int64_t sequence)
{
  // Lengths keep ("ab", "c") and ("a", "bc") apart.
  const std::string text = fmt::format(
      "{}:{}|{}:{}|{}:{}|{}", account.size(), account, source.size(), source, intent.size(), intent, sequence);
  return "z" + sha256Hex(text).substr(0, 23);
}

}

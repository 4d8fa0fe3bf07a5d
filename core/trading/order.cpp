// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order.h"

#include "core/base/checksum.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace zvt::trading {

namespace {

template <typename T, std::size_t n> using Names = std::array<std::pair<T, std::string_view>, n>;

constexpr Names<Side, 2> kSides{{{Side::Buy, "buy"}, {Side::Sell, "sell"}}};
constexpr Names<OrderType, 2> kTypes{{{OrderType::Market, "market"}, {OrderType::Limit, "limit"}}};
constexpr Names<OrderState, 10> kStates{{{OrderState::Draft, "draft"}, {OrderState::PendingNew, "pending_new"},
    {OrderState::Working, "working"}, {OrderState::PartlyFilled, "partly_filled"},
    {OrderState::PendingCancel, "pending_cancel"}, {OrderState::Unknown, "unknown"}, {OrderState::Filled, "filled"},
    {OrderState::Cancelled, "cancelled"}, {OrderState::Rejected, "rejected"}, {OrderState::Expired, "expired"}}};

template <typename T, std::size_t n> std::string_view nameIn(const Names<T, n>& names, T value)
{
  for (const auto& [candidate, name] : names)
    if (candidate == value)
      return name;
  return "?";
}

template <typename T, std::size_t n>
Result<T> parseIn(const Names<T, n>& names, std::string_view text, std::string_view kind)
{
  for (const auto& [value, name] : names)
    if (name == text)
      return value;
  return fail("trading.bad_name", {{"text", std::string(text)}, {"kind", std::string(kind)}});
}

}

std::string_view toString(Side side)
{
  return nameIn(kSides, side);
}

std::string_view toString(OrderType type)
{
  return nameIn(kTypes, type);
}

std::string_view toString(OrderState state)
{
  return nameIn(kStates, state);
}

Result<Side> parseSide(std::string_view text)
{
  return parseIn(kSides, text, "side");
}

Result<OrderType> parseOrderType(std::string_view text)
{
  return parseIn(kTypes, text, "type");
}

Result<OrderState> parseOrderState(std::string_view text)
{
  return parseIn(kStates, text, "state");
}

Price Order::averagePrice() const
{
  if (filled.isZero())
    return {};
  const auto average = filledAmount.value().divide(filled.value());
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

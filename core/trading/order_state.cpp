// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_state.h"

#include <algorithm>
#include <array>

namespace zvt::trading {

namespace {

using enum OrderState;

constexpr std::array kFromDraft{PendingNew, Rejected};
// The first news of an order may be any of its later states: reports overtake each other.
constexpr std::array kFromPendingNew{
    Working, PartlyFilled, Filled, PendingCancel, Cancelled, Rejected, Expired, Unknown};
constexpr std::array kFromWorking{PartlyFilled, Filled, PendingCancel, Cancelled, Rejected, Expired, Unknown};
constexpr std::array kFromPartlyFilled{Filled, PendingCancel, Cancelled, Expired, Unknown};
// Back to Working or PartlyFilled: the cancel was refused.
constexpr std::array kFromPendingCancel{Working, PartlyFilled, Filled, Cancelled, Rejected, Expired, Unknown};
constexpr std::array kFromUnknown{Working, PartlyFilled, Filled, PendingCancel, Cancelled, Rejected, Expired};

}

bool isFinal(OrderState state)
{
  return successors(state).empty();
}

bool isOpen(OrderState state)
{
  return state != Draft && !isFinal(state);
}

bool isCancellable(OrderState state)
{
  return isLegal(state, PendingCancel);
}

std::span<const OrderState> successors(OrderState state)
{
  switch (state) {
  case Draft:
    return kFromDraft;
  case PendingNew:
    return kFromPendingNew;
  case Working:
    return kFromWorking;
  case PartlyFilled:
    return kFromPartlyFilled;
  case PendingCancel:
    return kFromPendingCancel;
  case Unknown:
    return kFromUnknown;
  case Filled:
  case Cancelled:
  case Rejected:
  case Expired:
    break;
  }
  return {};
}

bool isLegal(OrderState from, OrderState to)
{
  return std::ranges::find(successors(from), to) != successors(from).end();
}

Result<void> transition(Order& order, OrderState to, Timestamp at)
{
  if (!isLegal(order.state, to))
    return fail(Error{"trading.illegal_transition",
        {{"from", std::string(toString(order.state))}, {"to", std::string(toString(to))}}, {{"order", order.id}}});
  order.state = to;
  order.updated = at;
  return {};
}

}

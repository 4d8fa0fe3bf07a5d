// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/basket_state.h"

#include "ui/trade/ticket_worked.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

using trading::OrderType;
using trading::Side;

namespace {

constexpr double kPercent = 100;

TicketPlan planOf(BasketWay way)
{
  switch (way) {
  case BasketWay::Twap:
    return TicketPlan::Twap;
  case BasketWay::Vwap:
    return TicketPlan::Vwap;
  case BasketWay::Participation:
    return TicketPlan::Participation;
  case BasketWay::Limit:
  case BasketWay::Market:
    break;
  }
  return TicketPlan::Single;
}

/// On the tick, never further beyond than was asked for, and within the day's limits.
Price limitFor(Side side, const trading::TicketContext& context, double beyond)
{
  const Price last = *context.market.last;
  const double factor = 1 + (side == Side::Buy ? beyond : -beyond) / kPercent;
  const auto moved = Price::fromDouble(last.toDouble() * factor);
  if (!moved || !moved->isPositive())
    return last;
  Price price = *moved;
  if (context.tick)
    if (const auto onTick =
            price.roundTo(context.tick->tickAt(price), side == Side::Buy ? Rounding::Down : Rounding::Up))
      price = side == Side::Buy ? std::max(*onTick, last) : std::min(*onTick, last);
  return context.limits ? std::clamp(price, context.limits->down, context.limits->up) : price;
}

}

std::string_view toString(BasketWay way)
{
  constexpr std::array<std::string_view, kBasketWays> kNames{"limit", "market", "twap", "vwap", "participation"};
  return kNames[static_cast<std::size_t>(way)];
}

bool isWorked(BasketWay way)
{
  return isWorked(planOf(way));
}

TicketInput basketInput(const BasketRow& row, const BasketSettings& settings)
{
  TicketInput input;
  input.entityId = row.line.entityId;
  input.side = row.line.side;
  input.quantity = row.line.quantity;
  input.type = settings.way == BasketWay::Market ? OrderType::Market : OrderType::Limit;
  input.plan = planOf(settings.way);
  if (isWorked(settings.way))
    input.part = settings.part;
  if (input.type == OrderType::Limit && row.context && row.context->market.last)
    input.price = limitFor(row.line.side, *row.context, settings.beyond);
  return input;
}

BasketSums sumsOf(std::span<const BasketRow> rows, const BasketSettings& settings, const trading::SimAccount& account)
{
  BasketSums sums;
  for (const BasketRow& row : rows) {
    sums.ready += row.canSend();
    const bool isWrong = !row.problem.code.empty() || row.judgement.blocked > 0;
    sums.blocked += isWrong;
    sums.incomplete += !isWrong && !row.canSend();
    if (!row.judgement.estimate)
      continue;
    const trading::TicketEstimate& estimate = *row.judgement.estimate;
    if (row.line.side == Side::Buy)
      sums.buys += estimate.totalCash;
    else
      sums.sells += estimate.totalCash;
  }
  const Money available = account.availableCash();
  sums.cashAfter = available - sums.buys + sums.sells;
  // Plain orders leave together: cash is there for the buys before any sell has filled, or it is not.
  const bool paid = isWorked(settings.way) && settings.sellsFirst;
  sums.affordable = sums.buys <= available + (paid ? sums.sells : Money());
  return sums;
}

std::vector<trading::ParentOrder> parentsOf(
    std::span<const BasketRow> rows, const BasketSettings& settings, const std::string& id)
{
  std::vector<trading::ParentOrder> sells, buys;
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const BasketRow& row = rows[index];
    std::vector<trading::ParentOrder>& side = row.line.side == Side::Buy ? buys : sells;
    side.push_back(parentOf(row.judgement.input, *row.context, id + '.' + std::to_string(index + 1)));
  }
  if (settings.sellsFirst && !sells.empty()) {
    // One name for all of them: a list of every sell in every buy would grow with the square.
    const std::string group = id + ".sells";
    for (trading::ParentOrder& sell : sells)
      sell.group = group;
    for (trading::ParentOrder& buy : buys)
      buy.after = {group};
  }
  std::ranges::move(buys, std::back_inserter(sells));
  return sells;
}

Quantity quantityFor(Money amount, const trading::TicketContext& context)
{
  if (!context.market.last || !context.lot || !amount.isPositive())
    return {};
  const auto shares = amount.value().divide(context.market.last->value(), Rounding::Down);
  if (!shares || Quantity(*shares) < context.lot->minimum)
    return {};
  const auto beyond = (Quantity(*shares) - context.lot->minimum).roundTo(context.lot->step, Rounding::Down);
  return beyond ? context.lot->minimum + *beyond : Quantity();
}

}

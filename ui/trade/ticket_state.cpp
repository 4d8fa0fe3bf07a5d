// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_state.h"

#include "core/trading/held_checks.h"
#include "core/trading/order_state.h"
#include "ui/trade/ticket_worked.h"

#include <algorithm>

namespace zvt::ui {

using trading::CheckResult;
using trading::CheckStatus;

namespace {

int rank(CheckStatus status)
{
  switch (status) {
  case CheckStatus::Blocked:
    return 0;
  case CheckStatus::Warning:
    return 1;
  case CheckStatus::Passed:
    return 2;
  case CheckStatus::NotRun:
    break;
  }
  return 3;
}

/// Nobody is told that an empty field is wrong: such checks have not run.
bool asksForEmptyField(const CheckResult& check, const TicketJudgement& judgement)
{
  if (check.status != CheckStatus::Blocked && check.status != CheckStatus::Warning)
    return false;
  const bool noPrice = !judgement.draft.price.isPositive();
  const bool noQuantity = !judgement.draft.quantity.isPositive();
  return (noPrice && (check.id == "tick" || check.id == "price_limit" || check.id == "price_cage"))
      || ((noPrice || noQuantity) && (check.id == "lot_size" || check.id == "cash" || check.id == "sellable"));
}

}

trading::Order draftOrder(
    const TicketInput& input, const trading::TicketContext& context, const trading::SimAccount& account)
{
  trading::Order order;
  order.account = account.settings().name;
  order.source = "manual";
  order.entityId = input.entityId;
  order.side = input.side;
  order.quantity = input.quantity;
  order.day = account.day();
  order.terms.priceKind = input.priceKind;
  if (!isHeld(input.kind()))
    order.terms.timeInForce = input.time;
  order.type = trading::hasLimit(input.type) ? trading::OrderType::Limit : trading::OrderType::Market;
  order.price = input.plan == TicketPlan::OneCancelsOther ? input.takeProfit
      : order.type == trading::OrderType::Limit           ? input.price
      : input.type == trading::OrderType::Stop            ? input.trigger
                                                          : context.market.last.value_or(Price());
  if (input.type == trading::OrderType::Market && input.side == trading::Side::Buy && context.limits)
    order.price = context.limits->up; // it reserves more
  return order;
}

namespace {

/// Is something left to be typed?
bool isComplete(const TicketInput& input, const trading::Order& draft)
{
  const TicketFields fields = fieldsOf(input.kind());
  return draft.price.isPositive() && draft.quantity.isPositive() && (!fields.trigger || input.trigger.isPositive())
      && (!fields.takeProfit || input.takeProfit.isPositive()) && (!fields.trail || !input.trail.value.isZero())
      && (!fields.part || !input.part.isZero());
}

/// The prices that are held, and why they are.
void judgeHeld(const TicketInput& input, const trading::TicketContext& context, TicketJudgement& judgement)
{
  const TicketFields fields = fieldsOf(input.kind());
  const bool isBracket = input.plan == TicketPlan::Bracket;
  if (!isBracket && !isHeld(input.kind()))
    return;
  if (!isBracket)
    trading::softenForLater(judgement.checks);
  trading::HeldPrices prices;
  prices.side = isBracket ? trading::opposite(input.side) : input.side;
  if (fields.trigger)
    prices.stop = input.trigger;
  if (fields.takeProfit)
    prices.takeProfit = input.takeProfit;
  if (fields.trail)
    prices.trail = input.trail;
  prices.from = isBracket ? std::optional(input.price) : context.market.last;
  if (context.tick && context.market.last)
    prices.tick = context.tick->tickAt(*context.market.last);
  std::ranges::move(trading::checkHeldPrices(prices), std::back_inserter(judgement.checks));
  judgement.checks.push_back(
      trading::heldHere(input.plan == TicketPlan::Single ? trading::toString(input.type) : toString(input.plan)));
}

}

TicketJudgement judgeTicket(const TicketInput& input, const trading::TicketContext& context,
    const trading::TradingSnapshot& snapshot, const trading::OrderRate& rate, const trading::TradingRules& rules,
    const std::function<std::vector<trading::CheckResult>(const trading::Order& draft)>& more,
    const trading::PromisedShares& promised, const trading::SimAccount* lessened)
{
  std::optional<trading::SimAccount> own;
  if (lessened == nullptr && promised.worked.isPositive())
    own = trading::withReserved(*snapshot.account, {{input.entityId, promised.worked}});
  const trading::SimAccount& account = own ? *own : lessened != nullptr ? *lessened : *snapshot.account;
  TicketJudgement judgement;
  judgement.input = input;
  judgement.draft = draftOrder(input, context, account);
  judgement.complete = isComplete(input, judgement.draft);
  const std::vector<trading::EqualParts> parts = partsOf(input, context);
  for (const trading::EqualParts& part : parts)
    judgement.parts += part.count;
  if (judgement.draft.price.isPositive())
    if (auto estimate = trading::estimateTicket(judgement.draft, account, rules, parts))
      judgement.estimate = std::move(*estimate);
  std::vector<trading::Order> open;
  std::ranges::copy_if(snapshot.orders, std::back_inserter(open),
      [](const trading::Order& order) { return trading::isOpen(order.state); });
  judgement.checks = trading::runChecks({judgement.draft, context.market, account, rules, open, rate});
  if (more && judgement.complete)
    std::ranges::move(more(judgement.draft), std::back_inserter(judgement.checks));
  const trading::Position* position = account.find(input.entityId);
  if (promised.waiting.isPositive() && position != nullptr && input.side == trading::Side::Sell
      && !isHeld(input.kind()))
    judgement.checks.push_back(trading::checkWaiting(judgement.draft, position->sellable(), promised.waiting));
  judgeHeld(input, context, judgement);
  if (isWorked(input.plan))
    judgement.checks.push_back(checkPart(input, context));
  for (CheckResult& check : judgement.checks) {
    if (asksForEmptyField(check, judgement)) {
      check.status = CheckStatus::NotRun;
      check.message = {"trading.check.waits", {}, {}};
      check.fixes.clear();
    }
    judgement.passed += check.status == CheckStatus::Passed;
    judgement.warnings += check.status == CheckStatus::Warning;
    judgement.blocked += check.status == CheckStatus::Blocked;
  }
  std::stable_sort(judgement.checks.begin(), judgement.checks.end(),
      [](const CheckResult& a, const CheckResult& b) { return rank(a.status) < rank(b.status); });
  return judgement;
}

}

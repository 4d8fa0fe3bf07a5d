// SPDX-License-Identifier: Apache-2.0
#include "core/trading/holding_history.h"

#include "core/trading/margin_booking.h"

#include <algorithm>

namespace zvt::trading {

namespace {

Quantity magnitude(Quantity quantity)
{
  return quantity.isNegative() ? -quantity : quantity;
}

}

/// A position on its way through what happened, with what the account made by it.
struct HoldingHistory::Path {
  const AccountSettings& settings;
  Quantity total = {};
  int turns = 0; ///< trades that went from long to short or back, or sold what was not held
  Money cost = {};
  Money entry = {};
  Money realised = {};
  Money cash = {};
  Money dividends = {};
  Money costsPaid = {};
  bool onMargin = false;

  /// What this has more than another.
  [[nodiscard]] Rebooking less(const Path& other) const
  {
    return {total - other.total, cash - other.cash, realised - other.realised, cost - other.cost, entry - other.entry,
        dividends - other.dividends, costsPaid - other.costsPaid};
  }

  /// As SimAccount books it.
  Result<void> operator()(const Trade& trade)
  {
    onMargin = trade.onMargin;
    const bool buys = trade.side == Side::Buy;
    const Money paid = onMargin ? trade.amount : trade.amount + (buys ? trade.costs : -trade.costs);
    const Money flow = buys ? -paid : paid;
    const Quantity units = magnitude(trade.units);
    if (units.isZero()) { // less than one unit of today: only its money is left
      realised += flow;
    } else {
      const Quantity closing = closingOf(total, trade.side, units);
      ZVT_TRY(const Money closingFlow, portion(flow, closing, units, settings.moneyUnit));
      if (closing.isPositive()) {
        ZVT_TRY(const Money share, portion(cost, closing, magnitude(total), settings.moneyUnit));
        cost -= share;
        realised += closingFlow - share;
        cash += onMargin ? closingFlow - share : Money();
        ZVT_TRY(const Money closed, portion(entry, closing, magnitude(total), settings.moneyUnit));
        entry -= closed;
      }
      ZVT_TRY(const Money ofClosing, portion(trade.amount, closing, units, settings.moneyUnit));
      entry += buys ? trade.amount - ofClosing : ofClosing - trade.amount;
      turns += closing < units && (closing.isPositive() || (!onMargin && !buys)) ? 1 : 0;
      cost -= flow - closingFlow;
      total += trade.units;
    }
    if (onMargin) {
      realised -= trade.costs;
      cash -= trade.costs;
    } else {
      cash += flow;
    }
    costsPaid += trade.costs;
    return {};
  }

  Result<void> operator()(const Action& booked)
  {
    AccountSettings as = settings;
    as.rights = booked.tookRights ? RightsChoice::Take : RightsChoice::Ignore;
    ZVT_TRY(const ActionYield yield,
        yieldOf(booked.action, total, as, Money(Decimal::fromInt(1'000'000'000'000'000)))); // it was paid for
    if (yield.held.isZero() && !total.isZero()) {
      realised -= onMargin ? Money() : cost; // nothing is left of it
      cost = {};
    }
    total = yield.held + yield.bonus + yield.subscribed();
    if (onMargin)
      realised += yield.dividend;
    else
      cost -= yield.dividend;
    cost += yield.payment();
    cash += yield.dividend - yield.payment();
    dividends += yield.dividend;
    return {};
  }

  Result<void> operator()(const Settlement& settled)
  {
    if (!onMargin)
      return {};
    ZVT_TRY(const Money value, contractAmount(settled.price, total, settled.multiplier, settings.moneyUnit));
    realised += value - cost;
    cash += value - cost;
    cost = value;
    return {};
  }
};

void HoldingHistory::traded(const Fill& fill, Quantity units)
{
  Steps& steps = m_steps[fill.entityId];
  const TradingDay day = steps.empty() ? fill.day : std::max(fill.day, steps.back().day);
  steps.push_back(
      {day, Trade{fill.tradeId, fill.side, units, fill.amount, total(fill.costs), fill.margin.has_value()}});
}

Result<void> HoldingHistory::acted(const std::string& entityId, TradingDay day, const market::CorporateAction& action,
    const AccountSettings& settings, Money spendable)
{
  const auto found = m_steps.find(entityId);
  return found == m_steps.end() ? Result<void>()
                                : insertAt(found->second, found->second.size(), day, action, settings, spendable);
}

void HoldingHistory::settled(const std::string& entityId, TradingDay day, Price price, const MarginTerms& terms)
{
  const auto found = m_steps.find(entityId);
  if (found != m_steps.end() && terms.settlesDaily)
    found->second.push_back({day, Settlement{price, terms.multiplier}});
}

std::size_t HoldingHistory::morningOf(const Steps& steps, TradingDay day)
{
  auto next = std::ranges::lower_bound(steps, day, {}, &Step::day);
  while (next != steps.end() && next->day == day && std::holds_alternative<Action>(next->what))
    ++next;
  return static_cast<std::size_t>(next - steps.begin());
}

Result<HoldingHistory::Path> HoldingHistory::pathOf(
    const Steps& steps, std::size_t count, const AccountSettings& settings)
{
  Path path{settings};
  for (std::size_t i = 0; i < count; ++i)
    ZVT_TRY_VOID(std::visit(path, steps[i].what));
  return path;
}

/// Offered shares are paid for as the account decides it then.
Result<void> HoldingHistory::insertAt(Steps& steps, std::size_t place, TradingDay day,
    const market::CorporateAction& action, const AccountSettings& settings, Money spendable)
{
  bool tookRights = false;
  if (action.rights > 0 && settings.rights == RightsChoice::Take) {
    ZVT_TRY(const Path before, pathOf(steps, place, settings));
    ZVT_TRY(const ActionYield yield, yieldOf(action, before.total, settings, spendable));
    tookRights = yield.subscribed().isPositive();
  }
  steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(place), {day, Action{action, tookRights}});
  return {};
}

Result<LateEntitlement> HoldingHistory::entitlement(const std::string& entityId, TradingDay day,
    const market::CorporateAction& action, const AccountSettings& settings, Money spendable) const
{
  LateEntitlement late;
  late.day = day;
  const auto found = m_steps.find(entityId);
  if (found == m_steps.end())
    return late;
  Steps steps = found->second;
  const std::size_t place = morningOf(steps, day);
  ZVT_TRY(const Path before, pathOf(steps, place, settings));
  late.entitled = before.total;
  if (late.entitled.isZero())
    return late;
  ZVT_TRY(const Path was, pathOf(steps, steps.size(), settings));
  ZVT_TRY_VOID(insertAt(steps, place, day, action, settings, spendable));
  ZVT_TRY(const Path path, pathOf(steps, steps.size(), settings));
  if (path.turns != was.turns)
    return fail("trading.late_oversold", {{"entity", entityId}});
  late.change = path.less(was);
  return late;
}

Result<void> HoldingHistory::insert(const std::string& entityId, TradingDay day, const market::CorporateAction& action,
    const AccountSettings& settings, Money spendable)
{
  const auto found = m_steps.find(entityId);
  return found == m_steps.end()
      ? Result<void>()
      : insertAt(found->second, morningOf(found->second, day), day, action, settings, spendable);
}

Result<void> HoldingHistory::takeFrom(Steps& steps, const Fill& fill, const std::string& bearer, Money carried)
{
  const auto idOf = [](const Step& step) {
    const Trade* trade = std::get_if<Trade>(&step.what);
    return trade ? std::string_view(trade->id) : std::string_view();
  };
  const auto found = std::ranges::find(steps, std::string_view(fill.tradeId), idOf);
  if (found == steps.end())
    return fail("trading.unknown_trade", {{"trade", fill.tradeId}});
  steps.erase(found);
  const auto other = std::ranges::find(steps, std::string_view(bearer), idOf);
  if (!bearer.empty() && other != steps.end())
    std::get<Trade>(other->what).costs += carried;
  return {};
}

Result<Rebooking> HoldingHistory::without(
    const Fill& fill, const std::string& bearer, Money carried, const AccountSettings& settings) const
{
  const auto found = m_steps.find(fill.entityId);
  Steps steps = found == m_steps.end() ? Steps() : found->second;
  ZVT_TRY(const Path was, pathOf(steps, steps.size(), settings));
  ZVT_TRY_VOID(takeFrom(steps, fill, bearer, carried));
  ZVT_TRY(const Path path, pathOf(steps, steps.size(), settings));
  return path.less(was);
}

Result<void> HoldingHistory::take(const Fill& fill, const std::string& bearer, Money carried)
{
  return takeFrom(m_steps[fill.entityId], fill, bearer, carried);
}

}

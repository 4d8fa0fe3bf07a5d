// SPDX-License-Identifier: Apache-2.0
#include "core/trading/margin_day.h"

#include "core/market/exchange.h"
#include "core/trading/margin_booking.h"
#include "core/trading/order_core.h"

#include <algorithm>
#include <cmath>

namespace zvt::trading {

namespace {

std::vector<const Position*> onMargin(const SimAccount& account)
{
  std::vector<const Position*> held;
  if (account.holdsOnMargin())
    for (const auto& [id, position] : account.positions())
      if (position.margin && !position.total.isZero())
        held.push_back(&position);
  return held;
}

bool isPerpetual(const Position* position)
{
  return position->margin->terms.fundingHours > 0;
}

/// Of a liquidation, where no rule knows a tick or only that of the smallest coins.
const Price kFinestTick{Decimal::fromRaw(WideInteger::fromInt(10'000))}; ///< 1e-8

/// Where a position stood at the open of a bar, or where it was opened in it: the mean of both where it was added to.
Result<Price> startOf(const Position& position, Price open, std::span<const MomentTrade> traded)
{
  const bool isLong = position.total.isPositive();
  Quantity opened;
  Decimal worse; // than the open, a unit of price and quantity
  for (const MomentTrade& trade : traded) {
    if (trade.entityId != position.entityId || (trade.side == Side::Buy) != isLong)
      continue;
    opened += trade.quantity;
    const Price gap = isLong ? std::max(trade.price, open) - open : std::min(trade.price, open) - open;
    ZVT_TRY(const Decimal product, gap.value().multiply(trade.quantity.value()));
    ZVT_TRY(worse, worse.add(product));
  }
  if (worse.isZero())
    return open;
  const Quantity held = isLong ? position.total : -position.total;
  ZVT_TRY(const Decimal way, worse.divide(std::max(opened, held).value()));
  return open + Price(way);
}

Result<void> addFunding(std::vector<JournalEvent>& events, const std::vector<const Position*>& held,
    const MarginSpan& span, const MarginPrices& prices)
{
  std::vector<FundingPaid> due;
  for (const Position* position : held) {
    if (position->margin->terms.fundingHours == 0)
      continue;
    ZVT_TRY(const auto rates, prices.fundings(position->entityId, span.after, span.until));
    for (const FundingRate& rate : rates) {
      if (rate.due <= position->margin->fundedUntil)
        continue;
      ZVT_TRY(const auto close, prices.close(position->entityId));
      const Price mark = rate.mark ? *rate.mark : close.value_or(position->last);
      due.push_back({position->entityId, rate.due, rate.rate, mark});
    }
  }
  std::ranges::stable_sort(due, {}, &FundingPaid::due);
  std::ranges::move(due, std::back_inserter(events));
  return {};
}

/// A position that is settled at the price already is left out.
Result<void> addSettlement(DaySettled& settled, const SimAccount& account, const Position& position, Price price)
{
  ZVT_TRY(const Money value,
      contractAmount(price, position.total, position.margin->terms.multiplier, account.settings().moneyUnit));
  if (value != position.cost)
    settled.prices.emplace(position.entityId, price);
  return {};
}

Result<void> addEndOfDay(std::vector<JournalEvent>& events, const SimAccount& account,
    const std::vector<const Position*>& held, const MarginSpan& span, const MarginPrices& prices)
{
  DaySettled settled;
  std::map<TradingDay, BorrowingCharged> borrowed; // by the day from which they owe it
  for (const Position* position : held) {
    const MarginTerms& terms = position->margin->terms;
    // Nights without a close of their own, such as those of a suspension, are charged with the next one.
    const TradingDay charged = position->margin->chargedUntil;
    const TradingDay from = charged == TradingDay{} ? span.day : charged;
    const bool borrows = position->total.isNegative() && !terms.borrowRate.isZero() && from < *span.nextDay;
    if (!terms.settlesDaily && !borrows)
      continue;
    ZVT_TRY(const auto close, prices.close(position->entityId));
    ZVT_TRY(const auto settlement, prices.settlement(position->entityId, span.day));
    if (terms.settlesDaily)
      ZVT_TRY_VOID(
          addSettlement(settled, account, *position, settlement ? *settlement : close.value_or(position->last)));
    if (borrows)
      borrowed[from].prices.emplace(position->entityId, close.value_or(position->last));
  }
  if (!settled.prices.empty())
    events.emplace_back(std::move(settled));
  for (auto& [from, charge] : borrowed) {
    charge.day = *span.nextDay;
    charge.days = *span.nextDay - from;
    events.emplace_back(std::move(charge));
  }
  return {};
}

struct Booking {
  SimAccount& account;
  Result<Money> operator()(const DaySettled& event) { return account.settle(event.prices); }
  Result<Money> operator()(const FundingPaid& event)
  {
    return account.fund(event.entityId, event.rate, event.mark, event.due);
  }
  Result<Money> operator()(const BorrowingCharged& event)
  {
    return account.chargeBorrowing(event.prices, event.day, event.days);
  }
  Result<Money> operator()(const auto& event)
  {
    return fail("trading.bad_journal", {{"text", std::string(nameOf(JournalEvent(event)))}});
  }
};

}

TradingDay nextAccrual(const market::Calendar* calendar, TradingDay day)
{
  if (calendar)
    if (const auto next = calendar->next(day))
      return *next;
  return day + (day.weekday() >= 5 ? 8 - day.weekday() : 1);
}

Result<std::vector<JournalEvent>> marginEvents(
    const SimAccount& account, const MarginSpan& span, const MarginPrices& prices)
{
  std::vector<JournalEvent> events;
  const std::vector<const Position*> held = onMargin(account);
  if (held.empty())
    return events;
  ZVT_TRY_VOID(addFunding(events, held, span, prices));
  if (span.nextDay)
    ZVT_TRY_VOID(addEndOfDay(events, account, held, span, prices));
  return events;
}

Result<std::map<std::string, Price, std::less<>>> marginCloses(const SimAccount& account, const MarginPrices& prices)
{
  std::map<std::string, Price, std::less<>> closes;
  for (const Position* position : onMargin(account)) {
    ZVT_TRY(const auto close, prices.close(position->entityId));
    if (close)
      closes.emplace(position->entityId, *close);
  }
  return closes;
}

std::optional<MarginBar> marginBarOf(const market::Bar& bar)
{
  MarginBar made;
  for (const auto& [price, exact] : {std::pair(bar.open, &made.open), {bar.high, &made.high}, {bar.low, &made.low}}) {
    const auto read = price > 0 && std::isfinite(price) ? Price::fromDouble(price) : Result<Price>(Price());
    if (!read || !read->isPositive())
      return std::nullopt;
    *exact = *read;
  }
  return made;
}

bool holdsPerpetuals(const SimAccount& account)
{
  return std::ranges::any_of(onMargin(account), isPerpetual);
}

std::vector<MomentTrade> tradesOf(std::span<const Fill> fills)
{
  std::vector<MomentTrade> trades;
  for (const Fill& fill : fills)
    trades.push_back({fill.entityId, fill.side, fill.price, fill.quantity});
  return trades;
}

Result<std::optional<std::map<std::string, Price, std::less<>>>> marginBreach(
    const SimAccount& account, const MarginBars& bars, const TradingRules& rules, std::span<const MomentTrade> traded)
{
  using Prices = std::map<std::string, Price, std::less<>>;
  Prices opens, extremes;
  SimAccount trial = account.withoutHistory();
  bool anyMoves = false;
  for (const Position* position : onMargin(account)) {
    const auto bar = isPerpetual(position) ? bars.find(position->entityId) : bars.end();
    const bool moves = bar != bars.end();
    anyMoves = anyMoves || moves;
    Price& open = opens[position->entityId] = moves ? bar->second.open : position->last;
    if (moves) {
      ZVT_TRY(open, startOf(*position, open, traded));
    }
    extremes[position->entityId] = !moves ? position->last
        : position->total.isPositive()    ? bar->second.low
                                          : bar->second.high;
  }
  if (!anyMoves)
    return std::optional<Prices>();
  const auto spare = [&trial](const Prices& prices) {
    for (const auto& [id, price] : prices)
      trial.mark(id, price);
    return trial.equity() - trial.maintenanceMargin();
  };
  const Money atOpen = spare(opens);
  const Money atExtreme = spare(extremes);
  if (!atExtreme.isNegative())
    return std::optional<Prices>();
  Decimal part; // of the way
  if (atOpen.isPositive()) {
    ZVT_TRY(part, atOpen.value().divide((atOpen - atExtreme).value(), Rounding::Up));
  }
  for (auto& [id, price] : opens) {
    const Price extreme = extremes.at(id);
    const auto bar = bars.find(id);
    if (price == extreme || (part.isZero() && bar != bars.end() && price == bar->second.open))
      continue;
    ZVT_TRY(const Decimal way, (extreme - price).value().multiply(part));
    const bool falls = extreme < price;
    const Price met = price + Price(way);
    const auto known = rules.tickAt(id, account.day(), met);
    if (!known && known.error().code != "rules.unknown")
      return std::unexpected(known.error());
    const std::optional<Price> tick = known ? *known : std::nullopt;
    ZVT_TRY(const Price onTick,
        met.roundTo(std::max(tick.value_or(kFinestTick), kFinestTick), falls ? Rounding::Down : Rounding::Up));
    price = falls ? std::max(onTick, extreme) : std::min(onTick, extreme);
  }
  return std::optional(std::move(opens));
}

Result<void> applyMargin(SimAccount& account, const JournalEvent& event)
{
  ZVT_TRY_VOID(std::visit(Booking{account}, event));
  return {};
}

Error liquidationReason(const SimAccount& account)
{
  return {"trading.liquidated",
      {{"equity", account.equity().toFixed(2)}, {"needed", account.maintenanceMargin().toFixed(2)}}, {}};
}

Result<void> OrderService::Core::bookMargin(const std::vector<JournalEvent>& events)
{
  // Only what the account can book may enter the journal.
  SimAccount trial = m_state.account().withoutHistory();
  for (const JournalEvent& event : events)
    ZVT_TRY_VOID(applyMargin(trial, event));
  return record(events);
}

Result<bool> OrderService::Core::liquidate(const std::map<std::string, Price, std::less<>>& prices, bool isDue)
{
  SimAccount trial = m_state.account().withoutHistory();
  for (const auto& [entityId, price] : prices)
    trial.mark(entityId, price);
  if (!isDue && !trial.mustLiquidate())
    return false;
  cancelAll();
  const Error reason = liquidationReason(trial);
  const auto before = std::ranges::count(m_state.orders(), kLiquidation, &Order::source);
  std::vector<JournalEvent> events;
  for (const auto& [entityId, price] : prices) {
    const Position* position = trial.find(entityId);
    if (!position || !position->margin || position->total.isZero())
      continue;
    Order order;
    order.account = trial.settings().name;
    order.source = kLiquidation;
    order.intent = entityId;
    order.sequence = before;
    order.id = clientOrderId(order.account, order.source, order.intent, order.sequence);
    order.entityId = entityId;
    order.side = position->total.isPositive() ? Side::Sell : Side::Buy;
    order.type = OrderType::Market;
    order.price = price;
    order.quantity = position->total.isPositive() ? position->total : -position->total;
    order.state = OrderState::PendingNew;
    order.margin = position->margin->terms;
    order.reason = reason;
    order.day = trial.day();
    Fill fill;
    fill.tradeId = order.id + "-1";
    fill.orderId = order.id;
    fill.account = order.account;
    fill.entityId = entityId;
    fill.side = order.side;
    fill.price = price;
    fill.quantity = order.quantity;
    fill.day = order.day;
    fill.at = m_clock.now();
    ZVT_TRY(fill, completeFill(*m_options.rules, trial, std::move(fill)));
    ZVT_TRY_VOID(trial.canApply(fill));
    events.emplace_back(OrderCreated{std::move(order)});
    events.emplace_back(OrderFilled{std::move(fill)});
  }
  if (events.empty())
    return false;
  ZVT_TRY_VOID(record(std::move(events)));
  return true;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_picture.h"

#include "core/trading/margin_day.h"
#include "core/trading/order_state.h"
#include "core/trading/request_meter.h"
#include "core/trading/risk/contract_value.h"

#include <algorithm>

namespace zvt::risk {

namespace {

/// Exact where it can be; a value beyond 1.7e26 counts as the largest there is rather than as nothing.
Money amountAt(std::string_view entityId, Price price, Quantity quantity)
{
  const auto product = exposureAt(entityId, price, quantity);
  return product ? *product : Money(Decimal::fromInt(std::numeric_limits<std::int64_t>::max()));
}

RiskOrder riskOrderOf(const Order& order)
{
  const bool open = !trading::isFinal(order.state);
  return {{order.entityId, order.account, order.source}, order.side, order.price,
      open ? std::max(Quantity(), order.remaining()) : Quantity(), order.filled,
      order.state == trading::OrderState::PendingCancel};
}

}

void RiskPicture::setAccount(RiskAccount account)
{
  m_accounts[account.name] = account;
}

Decimal RiskPicture::rateOf(std::string_view account) const
{
  const auto found = m_accounts.find(account);
  return found == m_accounts.end() ? Decimal::fromInt(1) : found->second.toBase;
}

void RiskPicture::clear(std::string_view account)
{
  std::erase_if(m_lines, [account](const auto& item) { return item.first.account == account; });
  std::erase_if(m_orders, [account](const auto& item) { return item.second.key.account == account; });
  std::erase_if(m_over, [account](const auto& item) { return item.second.key.account == account; });
}

void RiskPicture::removeAccount(std::string_view account)
{
  clear(account);
  startDay(account);
  if (const auto found = m_accounts.find(account); found != m_accounts.end())
    m_accounts.erase(found);
}

void RiskPicture::setMark(std::string_view entityId, Price price)
{
  if (price.isPositive())
    m_marks.insert_or_assign(std::string(entityId), price);
}

std::optional<Price> RiskPicture::mark(std::string_view entityId) const
{
  const auto found = m_marks.find(entityId);
  return found == m_marks.end() ? std::nullopt : std::optional(found->second);
}

void RiskPicture::hold(const LineKey& key, Quantity change)
{
  RiskLine& line = m_lines[key];
  line.held += change;
  if (line == RiskLine{})
    m_lines.erase(key);
}

void RiskPicture::addOpen(const RiskOrder& order, bool add)
{
  if (order.remaining.isZero())
    return;
  RiskLine& line = m_lines[order.key];
  const bool buy = order.side == Side::Buy;
  const Money amount = amountAt(order.key.entityId, order.price, order.remaining);
  (buy ? line.buying : line.selling) += add ? order.remaining : -order.remaining;
  (buy ? line.buyingAt : line.sellingAt) += add ? amount : -amount;
  if (line == RiskLine{})
    m_lines.erase(order.key);
}

void RiskPicture::setHolding(std::string_view account, std::string_view entityId, Quantity total)
{
  Quantity known;
  std::vector<LineKey> held;
  const LineKey first{std::string(entityId), std::string(account), {}};
  for (auto at = m_lines.lower_bound(first);
      at != m_lines.end() && at->first.entityId == entityId && at->first.account == account; ++at) {
    known += at->second.held;
    if (!at->second.held.isZero())
      held.push_back(at->first);
  }
  if (known != total)
    hold(held.size() == 1 ? held.front() : first, total - known);
}

void RiskPicture::adoptOrder(const Order& order)
{
  RiskOrder taken = riskOrderOf(order);
  const bool open = !trading::isFinal(order.state);
  if (const auto known = m_orders.find(order.id); known != m_orders.end()) {
    addOpen(known->second, false);
    m_orders.erase(known);
  }
  if (open)
    addOpen(taken, true);
  (open ? m_orders : m_over).insert_or_assign(order.id, std::move(taken));
}

void RiskPicture::takeOrder(const Order& order)
{
  const auto known = m_orders.find(order.id);
  const auto over = m_over.find(order.id);
  const Quantity before = known != m_orders.end() ? known->second.filled
      : over != m_over.end()                      ? over->second.filled
                                                  : Quantity();
  const Quantity filled = order.filled - before;
  // A report of a time gone by: fills only grow.
  if (filled.isNegative() || (over != m_over.end() && filled.isZero()))
    return;
  const Quantity change = order.side == Side::Buy ? filled : -filled;
  if (order.source == trading::kLiquidation)
    holdForced(order, change);
  else if (!filled.isZero())
    hold({order.entityId, order.account, order.source}, change);
  adoptOrder(order);
}

/// A liquidation is nobody's decision: it closes what strategies hold, whosoever it is.
void RiskPicture::holdForced(const Order& order, Quantity change)
{
  const LineKey first{order.entityId, order.account, {}};
  std::vector<std::pair<LineKey, Quantity>> closed;
  for (auto at = m_lines.lower_bound(first); at != m_lines.end() && at->first.entityId == order.entityId
      && at->first.account == order.account && !change.isZero();
      ++at) {
    const Quantity held = at->second.held;
    if (held.isZero() || held.isNegative() == change.isNegative())
      continue;
    const Quantity part = change.isNegative() ? std::max(change, -held) : std::min(change, -held);
    closed.emplace_back(at->first, part);
    change -= part;
  }
  for (const auto& [key, part] : closed)
    hold(key, part);
  if (!change.isZero())
    hold({order.entityId, order.account, order.source}, change);
}

void RiskPicture::forget(std::string_view orderId)
{
  const auto known = m_orders.find(orderId);
  if (known == m_orders.end())
    return;
  addOpen(known->second, false);
  m_orders.erase(known);
}

void RiskPicture::count(const Order& order, std::optional<Duration> at, int orders, int cancels)
{
  if (at) {
    trading::keepLastSecond(m_requests, *at, [](const Request& request) { return request.at; });
    m_requests.push_back({*at, order.account, order.source});
  }
  FlowCount& day = m_days[{order.account, order.source}];
  day.orders += orders;
  day.cancels += cancels;
}

void RiskPicture::countOrder(const Order& order, std::optional<Duration> at)
{
  count(order, at, 1, 0);
}

void RiskPicture::countCancel(const Order& order, std::optional<Duration> at)
{
  count(order, at, 0, 1);
}

void RiskPicture::setDayFlow(std::string_view account, std::string_view strategy, int orders, int cancels)
{
  m_days[{std::string(account), std::string(strategy)}] = {orders, cancels, 0};
}

void RiskPicture::clearDayFlow(std::string_view account)
{
  std::erase_if(m_days, [account](const auto& item) { return item.first.first == account; });
}

void RiskPicture::startDay(std::string_view account)
{
  clearDayFlow(account);
  std::erase_if(m_requests, [account](const Request& request) { return request.account == account; });
  std::erase_if(m_over, [account](const auto& item) { return item.second.key.account == account; });
}

FlowCount RiskPicture::flow(std::string_view account, std::string_view strategy, Duration now) const
{
  const auto isMeant = [account, strategy](std::string_view ofAccount, std::string_view ofStrategy) {
    return (account.empty() || account == ofAccount) && (strategy.empty() || strategy == ofStrategy);
  };
  FlowCount sum;
  for (const auto& [key, day] : m_days) {
    if (!isMeant(key.first, key.second))
      continue;
    sum.orders += day.orders;
    sum.cancels += day.cancels;
  }
  for (const Request& request : m_requests)
    if (trading::isOfLastSecond(request.at, now) && isMeant(request.account, request.strategy))
      ++sum.lastSecond;
  return sum;
}

}

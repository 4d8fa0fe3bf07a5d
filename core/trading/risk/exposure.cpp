// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/exposure.h"

#include "core/trading/risk/contract_value.h"

#include <algorithm>

namespace zvt::risk {

namespace {

Result<Money> inBase(Money amount, Decimal rate)
{
  if (rate == Decimal::fromInt(1))
    return amount;
  ZVT_TRY(const Decimal product, amount.value().multiply(rate));
  return Money(product);
}

/// At the newest price or at the orders' own, whichever is more.
Result<Money> openValue(std::string_view entityId, Quantity quantity, Money atOrders, std::optional<Price> mark)
{
  if (!mark)
    return atOrders;
  ZVT_TRY(const Money atMark, exposureAt(entityId, *mark, quantity));
  return std::max(atMark, atOrders);
}

Result<void> add(NameExposure& sum, const RiskLine& line, std::optional<Price> mark, Decimal rate, const LineKey& key)
{
  if (!line.held.isZero() && !mark)
    return fail("risk.no_price", {{"entity", key.entityId}});
  if (mark) {
    ZVT_TRY(const Money held, exposureAt(key.entityId, *mark, line.held));
    ZVT_TRY(const Money heldInBase, inBase(held, rate));
    sum.held += heldInBase;
  }
  ZVT_TRY(const Money buying, openValue(key.entityId, line.buying, line.buyingAt, mark));
  ZVT_TRY(const Money buyingInBase, inBase(buying, rate));
  ZVT_TRY(const Money selling, openValue(key.entityId, line.selling, line.sellingAt, mark));
  ZVT_TRY(const Money sellingInBase, inBase(selling, rate));
  sum.buying += buyingInBase;
  sum.selling += sellingInBase;
  return {};
}

RiskLine lineOf(const Order& draft, Money amount)
{
  RiskLine line;
  (draft.side == Side::Buy ? line.buying : line.selling) = draft.quantity;
  (draft.side == Side::Buy ? line.buyingAt : line.sellingAt) = amount;
  return line;
}

}

Money magnitude(Money amount)
{
  return amount.isNegative() ? -amount : amount;
}

Money NameExposure::worst() const
{
  return std::max(magnitude(held + buying), magnitude(held - selling));
}

LineKey keyOf(const Order& order)
{
  return {order.entityId, order.account, order.source};
}

bool isInScope(const LimitScope& scope, const LineKey& key, const RiskLookups& lookups)
{
  if (!scope.account.empty() && scope.account != key.account)
    return false;
  if (!scope.strategy.empty() && scope.strategy != key.strategy)
    return false;
  if (scope.tag.empty())
    return true;
  const auto tags = lookups.tags ? lookups.tags(key.entityId) : std::vector<std::string>{};
  return std::ranges::find(tags, scope.tag) != tags.end();
}

Result<ExposureChange> exposureOf(
    const RiskQuestion& question, const LimitScope& scope, const std::function<bool(std::string_view entityId)>& chosen)
{
  const Order& draft = question.draft;
  ExposureChange change;
  const std::string* last = nullptr;
  bool wanted = false;
  for (const auto& [key, line] : question.picture.lines()) {
    if (!last || *last != key.entityId) {
      last = &key.entityId;
      wanted = !chosen || chosen(key.entityId);
    }
    if (wanted && isInScope(scope, key, question.lookups))
      ZVT_TRY_VOID(add(change.before[key.entityId], line, question.picture.mark(key.entityId),
          question.picture.rateOf(key.account), key));
  }
  change.after = change.before;
  if (!chosen || chosen(draft.entityId)) {
    ZVT_TRY(const Money amount, exposureAt(draft.entityId, draft.price, draft.quantity));
    ZVT_TRY_VOID(add(change.after[draft.entityId], lineOf(draft, amount), question.picture.mark(draft.entityId),
        question.picture.rateOf(draft.account), keyOf(draft)));
  }
  return change;
}

bool isReducing(const RiskQuestion& question, const LimitScope& scope)
{
  const Order& draft = question.draft;
  RiskLine sum;
  const auto& lines = question.picture.lines();
  for (auto at = lines.lower_bound({draft.entityId, {}, {}}); at != lines.end() && at->first.entityId == draft.entityId;
      ++at) {
    if (!isInScope(scope, at->first, question.lookups))
      continue;
    sum.held += at->second.held;
    sum.buying += at->second.buying;
    sum.selling += at->second.selling;
  }
  if (draft.side == Side::Sell)
    return !(sum.held - sum.selling - draft.quantity).isNegative();
  return !(sum.held + sum.buying + draft.quantity).isPositive();
}

Result<Money> valueOf(const RiskQuestion& question)
{
  const Order& draft = question.draft;
  ZVT_TRY(const Money atOrder, exposureAt(draft.entityId, draft.price, draft.quantity));
  ZVT_TRY(const Money value, openValue(draft.entityId, draft.quantity, atOrder, question.picture.mark(draft.entityId)));
  return inBase(value, question.picture.rateOf(draft.account));
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/check_kinds.h"
#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

#include <algorithm>

namespace zvt::risk {

namespace {

constexpr Decimal kBefore = Decimal::fromInt(-1); ///< counts are looked at with every order

}

Result<RiskFinding> OrderRateCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  // The exchanges count by account, so a limit without one is every account's own.
  const FlowCount flow = question.picture.flow(question.draft.account, limit.scope.strategy, question.now);
  const int count = limit.unit == LimitUnit::PerSecond ? flow.lastSecond : flow.orders + flow.cancels;
  return judge(limit, {Decimal::fromInt(count + 1), kBefore, limit.limit, question.draft.account});
}

Result<RiskFinding> CancelRatioCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  const FlowCount flow = question.picture.flow(question.draft.account, limit.scope.strategy, question.now);
  Decimal ratio;
  if (flow.orders > 0 && Decimal::fromInt(flow.orders) >= limit.threshold) {
    ZVT_TRY(ratio, Decimal::fromInt(flow.cancels).divide(Decimal::fromInt(flow.orders)));
  }
  RiskFinding finding = judge(limit, {ratio, kBefore, limit.limit, question.draft.account});
  finding.figures.push_back({"orders", Decimal::fromInt(flow.orders)});
  finding.figures.push_back({"cancels", Decimal::fromInt(flow.cancels)});
  return finding;
}

Result<RiskFinding> SelfTradeCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  const Order& draft = question.draft;
  const Price price = draft.type == trading::OrderType::Market ? Price() : draft.price;
  const RiskOrder* first = nullptr;
  int count = 0;
  for (const auto& [id, open] : question.picture.openOrders()) {
    if (open.key.entityId != draft.entityId || open.side == draft.side || id == draft.id)
      continue;
    if (!isInScope(limit.scope, open.key, question.lookups) || !crosses(draft.side, price, open))
      continue;
    first = first ? first : &open;
    ++count;
  }
  return judge(limit,
      {Decimal::fromInt(count), kBefore, limit.limit, first ? first->key.account : std::string_view(draft.account)});
}

Result<RiskFinding> FatFingerPriceCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  const Order& draft = question.draft;
  const auto mark = question.picture.mark(draft.entityId);
  if (draft.type == trading::OrderType::Market)
    return plainFinding(limit, RiskVerdict::Pass, {"risk.no_order_price", {}, {}});
  if (!mark)
    return unknown(limit, question, {"risk.no_price", {{"entity", draft.entityId}}, {}});
  const Price worse = draft.side == Side::Buy ? draft.price - *mark : *mark - draft.price;
  ZVT_TRY(const Decimal deviation, worse.value().divide(mark->value()));
  RiskFinding finding = judge(limit, {std::max(Decimal(), deviation), kBefore, limit.limit, draft.entityId});
  finding.figures.push_back({"price", draft.price.value()});
  finding.figures.push_back({"last", mark->value()});
  return finding;
}

Result<RiskFinding> FatFingerSizeCheck::look(const RiskLimit& limit, const RiskQuestion& question) const
{
  const Order& draft = question.draft;
  if (limit.unit == LimitUnit::Units)
    return judge(limit, {draft.quantity.value(), kBefore, limit.limit, draft.entityId});
  if (limit.unit == LimitUnit::Money) {
    ZVT_TRY(const Money value, valueOf(question));
    return judge(limit, {value.value(), kBefore, limit.limit, draft.entityId});
  }
  const auto volume =
      question.lookups.averageDailyVolume ? question.lookups.averageDailyVolume(draft.entityId) : std::nullopt;
  if (!volume || !volume->isPositive())
    return unknown(limit, question, {"risk.no_volume", {{"entity", draft.entityId}}, {}});
  ZVT_TRY(const Decimal share, draft.quantity.value().divide(volume->value()));
  RiskFinding finding = judge(limit, {share, kBefore, limit.limit, draft.entityId});
  finding.figures.push_back({"average_volume", volume->value()});
  return finding;
}

}

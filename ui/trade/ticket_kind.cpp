// SPDX-License-Identifier: GPL-3.0-or-later
// Which kinds of order a ticket offers, and what each asks for.
#include "ui/trade/ticket_state.h"

#include "core/trading/order_kinds.h"

#include <algorithm>

namespace zvt::ui {

using trading::OrderType;
using trading::PriceKind;
using trading::TimeInForce;

std::string_view toString(TicketPlan plan)
{
  switch (plan) {
  case TicketPlan::OneCancelsOther:
    return "oco";
  case TicketPlan::Bracket:
    return "bracket";
  case TicketPlan::Iceberg:
    return "iceberg";
  case TicketPlan::Twap:
    return "twap";
  case TicketPlan::Vwap:
    return "vwap";
  case TicketPlan::Participation:
    return "participation";
  case TicketPlan::Single:
    break;
  }
  return "single";
}

std::optional<TicketPlan> parseTicketPlan(std::string_view text)
{
  for (const TicketPlan plan : {TicketPlan::Single, TicketPlan::OneCancelsOther, TicketPlan::Bracket,
           TicketPlan::Iceberg, TicketPlan::Twap, TicketPlan::Vwap, TicketPlan::Participation})
    if (toString(plan) == text)
      return plan;
  return std::nullopt;
}

TicketFields fieldsOf(const TicketKind& kind)
{
  TicketFields fields;
  switch (kind.plan) {
  case TicketPlan::OneCancelsOther:
    return {false, true, true, false, false};
  case TicketPlan::Bracket:
    return {true, true, true, false, false};
  case TicketPlan::Iceberg:
  case TicketPlan::Twap:
  case TicketPlan::Vwap:
  case TicketPlan::Participation:
    return {true, false, false, false, true};
  case TicketPlan::Single:
    break;
  }
  fields.price = trading::hasLimit(kind.type);
  fields.trigger = kind.type == OrderType::Stop || kind.type == OrderType::StopLimit;
  fields.trail = kind.type == OrderType::TrailingStop;
  return fields;
}

bool isHeld(const TicketKind& kind)
{
  return kind.plan == TicketPlan::OneCancelsOther
      || (kind.plan == TicketPlan::Single && trading::waitsForTrigger(kind.type));
}

bool isWorked(TicketPlan plan)
{
  return plan == TicketPlan::Iceberg || plan == TicketPlan::Twap || plan == TicketPlan::Vwap
      || plan == TicketPlan::Participation;
}

std::vector<TicketKind> kindsFor(const trading::TradingRules& rules, const std::string& entityId, TradingDay day)
{
  std::vector<TicketKind> kinds{{OrderType::Limit}, {OrderType::Market}, {OrderType::Stop}, {OrderType::StopLimit},
      {OrderType::TrailingStop}, {OrderType::Limit, TicketPlan::OneCancelsOther},
      {OrderType::Limit, TicketPlan::Bracket}, {OrderType::Limit, TicketPlan::Iceberg},
      {OrderType::Limit, TicketPlan::Twap}, {OrderType::Limit, TicketPlan::Vwap},
      {OrderType::Limit, TicketPlan::Participation}};
  if (entityId.empty() || rules.isFree())
    return kinds;
  const market::RuleSubject subject = rules.subjectOf(entityId, day).subject;
  const auto known = trading::orderKindRules(subject.board, subject.exchange, rules.policy().ruleDay(day));
  if (!known)
    return kinds;
  for (const trading::OrderKindRule& rule : *known)
    for (const PriceKind priceKind : rule.kinds) {
      // After hours a limit says up to which close; the others are market orders.
      const OrderType type = priceKind == PriceKind::FixedPrice ? OrderType::Limit : OrderType::Market;
      const TicketKind kind{type, TicketPlan::Single, priceKind};
      if (std::ranges::find(kinds, kind) == kinds.end())
        kinds.push_back(kind);
    }
  return kinds;
}

std::vector<TimeInForce> timesFor(const TicketKind& kind)
{
  if (isHeld(kind))
    return {TimeInForce::Day, TimeInForce::GoodTillCancel};
  if (kind.plan != TicketPlan::Single || kind.priceKind != PriceKind::Plain)
    return {TimeInForce::Day};
  return {TimeInForce::Day, TimeInForce::ImmediateOrCancel, TimeInForce::FillOrKill, TimeInForce::GoodTillCancel};
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/account_trace.h"

#include "core/backtest/decisions.h"
#include "core/backtest/live/account_parts.h"
#include "core/base/text.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

using why::Question;
using why::row;

/// Are the bars that the decision was made by stored as they were?
void addBarsThen(WhyRow& decided, const Question& question)
{
  const KeptDecision& kept = *question.decision;
  const EntityData* entity = question.ground ? question.ground->find(kept.entityId) : nullptr;
  if (!entity)
    return;
  const bool isSame = entity->raw->size() >= kept.bars
      && BarsHash().of(*entity->raw, kept.bars, entity->actions, kept.day) == kept.barsHash;
  decided.children.insert(decided.children.begin(),
      isSame ? row(WhyKind::Fact, "why.same_bars", {{"count", std::to_string(kept.bars)}, {"entity", kept.entityId}})
             : row(WhyKind::Unknown, "why.bars_changed", {{"entity", kept.entityId}}));
  if (kept.moreNotes > 0)
    decided.children.push_back(row(WhyKind::Fact, "why.more_notes", {{"count", std::to_string(kept.moreNotes)}}));
}

/// A strategy's decision with all that is behind it, or the hand that placed the order.
Result<WhyRow> behindOf(Question& question, std::size_t place, const std::string& source, Timestamp created)
{
  if (question.decision) {
    ZVT_TRY(WhyRow decided,
        why::decisionRow(
            question.run, place, question.ground.get(), question.noGround, question.sources, question.control));
    addBarsThen(decided, question);
    return decided;
  }
  if (source == why::kManual)
    return row(WhyKind::Decision, "why.by_hand", {{"time", question.at(created)}});
  return row(WhyKind::Unknown, "why.by_source", {{"time", question.at(created)}, {"strategy", source}});
}

std::string_view kindOf(const trading::ConditionalOrder& order)
{
  if (order.trail.kind != trading::Trail::Kind::None)
    return "trailing_stop";
  if (!order.isProtective())
    return "take_profit";
  return order.sends == trading::OrderType::Limit ? "stop_limit" : "stop";
}

/// The order that waited for its price, and what reached it.
WhyRow heldRow(const Question& question, const trading::ConditionalOrder& held, const trading::Order* sent)
{
  WhyRow parent = row(WhyKind::Order, "why.held",
      {{"kind", "@why.held." + std::string(kindOf(held))}, {"order", held.id},
          {"side", "@trading.side." + std::string(trading::toString(held.side))}, {"entity", held.entityId},
          {"quantity", held.quantity.toString()}, {"trigger", held.trigger.toString()},
          {"state", "@conditional.state." + std::string(trading::toString(held.state))}});
  const bool isNewest = !sent || held.orderId == sent->id;
  if (!held.triggeredAt.isZero() && isNewest) {
    const LocalTime time = LocalTime::of(held.triggeredOn);
    WhyRow reached = why::barRow(WhyKind::Fact, "why.held_triggered",
        {{"price", held.triggeredAt.toString()}, {"day", held.triggeredOn.iso()},
            {"reach", held.reach == trading::Reach::AtOrBelow ? "≤" : "≥"}, {"trigger", held.trigger.toString()}},
        held.entityId, time);
    const EntityData* entity = question.ground ? question.ground->find(held.entityId) : nullptr;
    const auto at = entity ? rowAt(*entity->raw, *entity->calendar, time) : std::nullopt;
    if (at)
      reached.children.push_back(why::barsRow(*question.ground, *entity, *entity->raw, *at, *at, question.sources));
    parent.children.push_back(std::move(reached));
  } else if (sent) {
    parent.children.push_back(row(WhyKind::Fact, "why.held_before", {{"attempt", std::to_string(sent->sequence)}}));
  }
  if (!held.entry.empty())
    parent.children.push_back(row(WhyKind::Fact, "why.held_entry", {{"order", held.entry}}));
  for (const trading::ConditionalOrder& other : question.records.conditional)
    if (!held.group.empty() && other.group == held.group && other.id != held.id)
      parent.children.push_back(row(WhyKind::Fact, "why.held_group", {{"order", other.id}}));
  if (!held.reason.code.empty())
    parent.children.push_back(row(WhyKind::Fact, held.reason.code, held.reason.arguments));
  return parent;
}

/// The order that is worked as many, and which of them this is.
WhyRow workedRow(const Question& question, const trading::ParentOrder& parent, const trading::Order* child)
{
  WhyRow made = row(WhyKind::Order, "why.worked",
      {{"kind", "@why.worked." + std::string(trading::toString(parent.kind))}, {"order", parent.id},
          {"side", "@trading.side." + std::string(trading::toString(parent.side))}, {"entity", parent.entityId},
          {"quantity", parent.quantity.toString()}, {"begin", question.at(parent.begin)},
          {"end", question.at(parent.end)}});
  if (child)
    made.children.push_back(row(WhyKind::Fact, "why.worked_child", {{"number", std::to_string(child->sequence)}}));
  const auto slices = trading::planSlices(parent).value_or(std::vector<trading::PlannedSlice>());
  const trading::PlannedSlice* due = nullptr;
  for (const trading::PlannedSlice& slice : slices)
    if (child && slice.at <= child->created)
      due = &slice;
  if (due)
    made.children.push_back(
        row(WhyKind::Fact, "why.worked_due", {{"time", question.at(due->at)}, {"quantity", due->target.toString()}}));
  if (parent.kind == trading::AlgoKind::Participation)
    made.children.push_back(
        row(WhyKind::Fact, "why.worked_part", {{"percent", formatDouble(parent.participation.toDouble() * 100)}}));
  if (parent.kind == trading::AlgoKind::Iceberg)
    made.children.push_back(row(WhyKind::Fact, "why.worked_slice", {{"quantity", parent.display.toString()}}));
  return made;
}

/// What an id stands for.
struct Asked {
  const trading::Order* order = nullptr;
  const trading::ConditionalOrder* held = nullptr; ///< the order itself, or what sent it
  const trading::ParentOrder* worked = nullptr; ///< the same
};

Asked find(const AccountRecords& records, std::string_view id)
{
  Asked asked;
  const auto order = std::ranges::find(records.orders, id, &trading::Order::id);
  if (order != records.orders.end())
    asked.order = &*order;
  const auto isParent = [&](const auto& one) {
    return asked.order ? one.id == asked.order->intent && one.source == asked.order->source : one.id == id;
  };
  if (const auto held = std::ranges::find_if(records.conditional, isParent); held != records.conditional.end())
    asked.held = &*held;
  if (const auto worked = std::ranges::find_if(records.worked, isParent); worked != records.worked.end())
    asked.worked = &*worked;
  return asked;
}

/// What is held, as an order that has not been sent.
trading::Order unsent(const Asked& asked)
{
  trading::Order order;
  const auto take = [&order](const auto& from) {
    order.id = from.id;
    order.source = from.source;
    order.entityId = from.entityId;
    order.side = from.side;
    order.quantity = from.quantity;
  };
  if (asked.held) {
    take(*asked.held);
    order.created = asked.held->created;
  } else {
    take(*asked.worked);
    order.created = asked.worked->begin;
  }
  return order;
}

WhyRow placedRow(const trading::Order& order, const Question& question)
{
  WhyRow placed = row(WhyKind::Order, "why.order_placed",
      {{"order", order.id}, {"side", "@trading.side." + std::string(trading::toString(order.side))},
          {"entity", order.entityId}, {"type", "@trading.type." + std::string(trading::toString(order.type))},
          {"quantity", order.quantity.toString()}, {"filled", order.filled.toString()},
          {"state", why::stateKey(std::string(trading::toString(order.state)))}, {"time", question.at(order.created)},
          {"day", order.day.iso()}});
  if (!order.reason.code.empty())
    placed.children.push_back(row(WhyKind::Fact, order.reason.code, order.reason.arguments));
  return placed;
}

/// From the order back; its fills are for the caller.
Result<WhyRow> orderTree(Question& question, const Asked& asked, std::size_t place)
{
  if (asked.order && !asked.held && !asked.worked && question.decision) {
    ZVT_TRY(WhyRow made,
        why::orderTree(
            question.run, place, question.ground.get(), question.noGround, question.sources, question.control));
    addBarsThen(made.children.back(), question); // the decision comes last
    return made;
  }
  const std::string& source = asked.order ? asked.order->source
      : asked.held                        ? asked.held->source
                                          : asked.worked->source;
  const Timestamp created = asked.held ? asked.held->created
      : asked.worked                   ? asked.worked->begin
                                       : asked.order->created;
  ZVT_TRY(WhyRow behind, behindOf(question, place, source, created));
  std::optional<WhyRow> made;
  const auto above = [&made](WhyRow parent) {
    if (made)
      parent.children.push_back(*std::move(made));
    made = std::move(parent);
  };
  made = std::move(behind);
  if (asked.held)
    above(heldRow(question, *asked.held, asked.order));
  if (asked.worked)
    above(workedRow(question, *asked.worked, asked.order));
  if (asked.order) {
    WhyRow placed = placedRow(*asked.order, question);
    if (question.ground)
      why::addMetBar(placed, question.run, place, *question.ground, question.sources);
    above(std::move(placed));
  }
  return *std::move(made);
}

Question questionOf(const AccountRecords& records, const Store* ledger, const WhySources& sources, TaskControl& control)
{
  return {records, ledger, sources, control, nullptr, {}, nullptr, {}, std::nullopt};
}

const std::string& decisionId(const Asked& asked)
{
  if (asked.held) // the legs of a bracket are decided with its entry
    return asked.held->entry.empty() ? asked.held->id : asked.held->entry;
  return asked.worked ? asked.worked->id : asked.order->id;
}

}

Result<WhyRow> whyAccountOrder(const AccountRecords& records, std::string_view id, const Store* ledger,
    const WhySources& sources, TaskControl& control)
{
  const Asked asked = find(records, id);
  if (!asked.order && !asked.held && !asked.worked)
    return zvt::fail("why.no_account_order", {{"account", records.account}, {"order", std::string(id)}});
  const trading::Order order = asked.order ? *asked.order : unsent(asked);
  Question question = questionOf(records, ledger, sources, control);
  ZVT_TRY_VOID(why::prepare(question, decisionId(asked), order.entityId));
  const std::size_t place = why::collect(question, order);
  ZVT_TRY(WhyRow made, orderTree(question, asked, place));
  const auto& fills = question.run.report.input.fills;
  for (std::size_t fill = 0; fill < fills.size(); ++fill)
    if (fills[fill].orderId == order.id)
      made.children.push_back(why::fillRow(question.run, fill, question.ground.get(), sources));
  return made;
}

Result<WhyRow> whyAccountFill(const AccountRecords& records, std::size_t fill, const Store* ledger,
    const WhySources& sources, TaskControl& control)
{
  if (fill >= records.fills.size())
    return zvt::fail(
        "why.no_account_fill", {{"account", records.account}, {"count", std::to_string(records.fills.size())}});
  const trading::Fill& filled = records.fills[fill];
  const Asked asked = find(records, filled.orderId);
  Question question = questionOf(records, ledger, sources, control);
  if (!asked.order) {
    WhyRow alone = row(WhyKind::Unknown, "why.order_missing", {{"order", filled.orderId}});
    return alone;
  }
  ZVT_TRY_VOID(why::prepare(question, decisionId(asked), asked.order->entityId));
  const std::size_t place = why::collect(question, *asked.order);
  // Which of the order's fills it is: the same place among those that were collected.
  std::size_t before = 0;
  for (std::size_t i = 0; i < fill; ++i)
    before += records.fills[i].orderId == filled.orderId ? 1 : 0;
  const auto& fills = question.run.report.input.fills;
  std::size_t own = 0;
  while (own < fills.size() && (fills[own].orderId != filled.orderId || before-- > 0))
    ++own;
  WhyRow root = why::fillRow(question.run, own, question.ground.get(), sources);
  for (auto& [name, value] : root.sentence.arguments)
    if (name == "number")
      value = std::to_string(fill + 1);
  ZVT_TRY(WhyRow made, orderTree(question, asked, place));
  root.children.push_back(std::move(made));
  return root;
}

}

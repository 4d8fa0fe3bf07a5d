// SPDX-License-Identifier: Apache-2.0
#include "core/trading/conditional/conditional_journal.h"

#include "core/trading/account_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

constexpr int kVersion = 1;

struct Writer {
  Json operator()(const ConditionalCreated& event) const
  {
    return {{"kind", "created"}, {"order", toJsonValue(event.order)}};
  }
  Json operator()(const ConditionalMoved& event) const
  {
    return {{"kind", "moved"}, {"id", event.id}, {"to", toString(event.to)}, {"price", event.at.toString()},
        {"order", event.orderId}, {"reason", toJsonValue(event.reason)}};
  }
  Json operator()(const ConditionalTrailed& event) const
  {
    return {
        {"kind", "trailed"}, {"id", event.id}, {"best", event.best.toString()}, {"trigger", event.trigger.toString()}};
  }
  Json operator()(const ConditionalFilled& event) const
  {
    return {{"kind", "filled"}, {"id", event.id}, {"quantity", event.quantity.toString()},
        {"wait_days", event.waitDays}, {"filled", event.filled.toString()},
        {"entry_filled", event.entryFilled.toString()}, {"unsettled", event.unsettled.toString()}};
  }
  Json operator()(const ConditionalAdjusted& event) const
  {
    return {{"kind", "adjusted"}, {"id", event.id}, {"trigger", event.trigger.toString()},
        {"best", event.best.toString()}, {"price", event.price.toString()}, {"trail_value", event.trail.toString()},
        {"quantity", event.quantity.toString()}};
  }
  Json operator()(const ConditionalDay& event) const { return {{"kind", "day"}, {"day", event.day.iso()}}; }
};

Result<ConditionalEvent> readMoved(const Json& json)
{
  ConditionalMoved event;
  ZVT_TRY(event.id, jsonString(json, "id"));
  ZVT_TRY(const std::string to, jsonString(json, "to"));
  ZVT_TRY(event.to, parseConditionalState(to));
  ZVT_TRY(event.at, exactFromJson<Price>(json, "price"));
  ZVT_TRY(event.orderId, jsonString(json, "order"));
  ZVT_TRY(event.reason, errorFromJson(json.value("reason", Json::object())));
  return event;
}

Result<ConditionalEvent> readFilled(const Json& json)
{
  ConditionalFilled event;
  ZVT_TRY(event.id, jsonString(json, "id"));
  ZVT_TRY(event.quantity, exactFromJson<Quantity>(json, "quantity"));
  ZVT_TRY(const std::int64_t days, jsonInt(json, "wait_days"));
  event.waitDays = static_cast<int>(days);
  ZVT_TRY(event.filled, exactFromJson<Quantity>(json, "filled"));
  event.entryFilled = event.quantity; // as it was before it was written down
  if (json.contains("entry_filled")) {
    ZVT_TRY(event.entryFilled, exactFromJson<Quantity>(json, "entry_filled"));
  }
  if (json.contains("unsettled")) {
    ZVT_TRY(event.unsettled, exactFromJson<Quantity>(json, "unsettled"));
  }
  return event;
}

Result<ConditionalEvent> readAdjusted(const Json& json)
{
  ConditionalAdjusted event;
  ZVT_TRY(event.id, jsonString(json, "id"));
  ZVT_TRY(event.trigger, exactFromJson<Price>(json, "trigger"));
  ZVT_TRY(event.best, exactFromJson<Price>(json, "best"));
  ZVT_TRY(event.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(event.trail, exactFromJson<Decimal>(json, "trail_value"));
  ZVT_TRY(event.quantity, exactFromJson<Quantity>(json, "quantity"));
  return event;
}

Result<ConditionalEvent> readTrailed(const Json& json)
{
  ConditionalTrailed event;
  ZVT_TRY(event.id, jsonString(json, "id"));
  ZVT_TRY(event.best, exactFromJson<Price>(json, "best"));
  ZVT_TRY(event.trigger, exactFromJson<Price>(json, "trigger"));
  return event;
}

Result<ConditionalEvent> readEvent(const Json& json)
{
  ZVT_TRY(const std::string kind, jsonString(json, "kind"));
  if (kind == "created") {
    ZVT_TRY(ConditionalOrder order, conditionalFromJson(json.value("order", Json::object())));
    return ConditionalCreated{std::move(order)};
  }
  if (kind == "moved")
    return readMoved(json);
  if (kind == "trailed")
    return readTrailed(json);
  if (kind == "filled")
    return readFilled(json);
  if (kind == "adjusted")
    return readAdjusted(json);
  if (kind == "day") {
    ZVT_TRY(const std::string text, jsonString(json, "day"));
    ZVT_TRY(const TradingDay day, TradingDay::parse(text));
    return ConditionalDay{day};
  }
  return fail("trading.bad_journal", {{"text", kind}});
}

}

std::string idOf(const ConditionalEvent& event)
{
  if (const auto* created = std::get_if<ConditionalCreated>(&event))
    return created->order.id;
  if (const auto* moved = std::get_if<ConditionalMoved>(&event))
    return moved->id;
  if (const auto* trailed = std::get_if<ConditionalTrailed>(&event))
    return trailed->id;
  if (const auto* filled = std::get_if<ConditionalFilled>(&event))
    return filled->id;
  if (const auto* adjusted = std::get_if<ConditionalAdjusted>(&event))
    return adjusted->id;
  return {};
}

std::string toJson(const ConditionalEntry& entry)
{
  return canonicalJson({{"v", kVersion}, {"at", entry.at.micros}, {"data", std::visit(Writer{}, entry.event)}});
}

Result<ConditionalEntry> conditionalEntryFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  ZVT_TRY(const std::int64_t version, jsonInt(json, "v"));
  if (version > kVersion)
    return fail("trading.journal_too_new", {{"version", std::to_string(version)}});
  ConditionalEntry entry;
  ZVT_TRY(entry.at.micros, jsonInt(json, "at"));
  ZVT_TRY(entry.event, readEvent(json.value("data", Json::object())));
  return entry;
}

const ConditionalOrder* ConditionalBook::find(std::string_view id) const
{
  const auto found = m_index.find(id);
  return found == m_index.end() ? nullptr : &m_orders[found->second];
}

const ConditionalOrder* ConditionalBook::findAsked(std::string_view id) const
{
  const auto found = m_index.find(id);
  return found == m_index.end() ? nullptr : &m_asked[found->second];
}

Result<ConditionalOrder*> ConditionalBook::order(std::string_view id)
{
  const auto found = m_index.find(id);
  if (found == m_index.end())
    return fail("conditional.unknown", {{"id", std::string(id)}});
  return &m_orders[found->second];
}

Result<void> ConditionalBook::check(const ConditionalEvent& event) const
{
  if (std::holds_alternative<ConditionalDay>(event))
    return {};
  const std::string id = idOf(event);
  const ConditionalOrder* order = find(id);
  if (std::holds_alternative<ConditionalCreated>(event))
    return order ? fail("conditional.duplicate", {{"id", id}}) : Result<void>();
  if (!order)
    return fail("conditional.unknown", {{"id", id}});
  const auto* moved = std::get_if<ConditionalMoved>(&event);
  if (moved && !isLegal(order->state, moved->to))
    return fail(Error{"conditional.illegal_transition",
        {{"from", std::string(toString(order->state))}, {"to", std::string(toString(moved->to))}}, {{"order", id}}});
  return {};
}

Result<void> ConditionalBook::apply(const ConditionalEntry& entry)
{
  ZVT_TRY_VOID(check(entry.event));
  return std::visit([&](const auto& event) { return on(event, entry.at); }, entry.event);
}

Result<void> ConditionalBook::on(const ConditionalCreated& event, Timestamp at)
{
  m_index.emplace(event.order.id, m_orders.size());
  m_asked.push_back(event.order);
  m_orders.push_back(event.order);
  m_orders.back().created = at;
  m_orders.back().updated = at;
  return {};
}

Result<void> ConditionalBook::on(const ConditionalMoved& event, Timestamp at)
{
  ZVT_TRY(ConditionalOrder * order, this->order(event.id));
  using enum ConditionalState;
  const bool wasOut = order->state == Sent || order->state == Triggered;
  // Each order has an id of its own: what was once sent, or may have been, is never sent under the same one again.
  const bool again =
      wasOut && (event.to == Armed || event.to == Waiting || event.to == Suspended || event.to == Triggered);
  if (again && order->state == Sent && event.to != Triggered) {
    order->quantity -= order->filled;
    order->filled = {};
  }
  order->state = event.to;
  order->updated = at;
  order->reason = event.reason;
  if (again) {
    ++order->attempt;
    order->orderId.clear();
  } else if (event.to == Triggered) {
    order->triggeredAt = event.at;
    order->triggeredOn = m_day;
  }
  if (!event.orderId.empty())
    order->orderId = event.orderId;
  return {};
}

Result<void> ConditionalBook::on(const ConditionalTrailed& event, Timestamp at)
{
  ZVT_TRY(ConditionalOrder * order, this->order(event.id));
  order->best = event.best;
  order->trigger = event.trigger;
  order->updated = at;
  return {};
}

Result<void> ConditionalBook::on(const ConditionalFilled& event, Timestamp at)
{
  ZVT_TRY(ConditionalOrder * order, this->order(event.id));
  order->quantity = event.quantity;
  order->waitDays = event.waitDays;
  order->filled = event.filled;
  order->entryFilled = event.entryFilled;
  order->unsettled = event.unsettled;
  order->updated = at;
  return {};
}

Result<void> ConditionalBook::on(const ConditionalAdjusted& event, Timestamp at)
{
  ZVT_TRY(ConditionalOrder * order, this->order(event.id));
  order->trigger = event.trigger;
  order->best = event.best;
  order->price = event.price;
  order->trail.value = event.trail;
  order->quantity = event.quantity;
  order->updated = at;
  return {};
}

Result<void> ConditionalBook::on(const ConditionalDay& event, Timestamp)
{
  m_day = event.day;
  for (ConditionalOrder& order : m_orders)
    if (!isOver(order.state) && order.waitDays > 0 && --order.waitDays == 0)
      order.unsettled = {};
  return {};
}

namespace {

std::string logOf(std::string_view account)
{
  return fmt::format("conditional.{}", account);
}

Result<ConditionalBook> replayLog(const Store& store, const std::string& log)
{
  ConditionalBook book;
  Result<void> applied;
  ZVT_TRY_VOID(store.replay(log, 1, [&](std::uint64_t sequence, std::string_view value) {
    const auto entry = conditionalEntryFromJson(value);
    applied = entry ? book.apply(*entry) : std::unexpected(entry.error());
    if (!applied)
      applied = std::unexpected(std::move(applied).error().with("entry", std::to_string(sequence)));
    return applied.has_value();
  }));
  ZVT_TRY_VOID(applied);
  return book;
}

}

ConditionalJournal::ConditionalJournal(Store& store, std::string_view account)
    : m_store(store)
    , m_log(logOf(account))
{
}

Result<void> ConditionalJournal::append(const std::vector<ConditionalEntry>& entries)
{
  std::vector<StoreOperation> batch;
  for (const ConditionalEntry& entry : entries)
    batch.push_back({StoreOperation::Kind::Append, m_log, {}, toJson(entry)});
  return m_store.commit(batch);
}

Result<ConditionalBook> ConditionalJournal::replay() const
{
  return replayLog(m_store, m_log);
}

Result<ConditionalBook> ConditionalJournal::replay(const Store& store, std::string_view account)
{
  return replayLog(store, logOf(account));
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/trading/journal.h"

#include "core/trading/account_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

constexpr int kJournalVersion = 1;

struct EventWriter {
  Json operator()(const AccountOpened& event) const { return {{"settings", toJsonValue(event.settings)}}; }
  Json operator()(const OrderCreated& event) const { return {{"order", toJsonValue(event.order)}}; }
  Json operator()(const OrderMoved& event) const
  {
    return {{"order", event.orderId}, {"to", toString(event.to)}, {"broker_order_id", event.brokerOrderId},
        {"reason", toJsonValue(event.reason)}};
  }
  Json operator()(const OrderFilled& event) const { return {{"fill", toJsonValue(event.fill)}}; }
  Json operator()(const DayStarted& event) const { return {{"day", event.day.iso()}}; }
  Json operator()(const CorporateActionApplied& event) const
  {
    return {{"entity", event.entityId}, {"action", toJsonValue(event.action)}};
  }
  Json operator()(const CashMoved& event) const { return {{"amount", event.amount.toString()}, {"note", event.note}}; }
};

Result<JournalEvent> readMoved(const Json& json)
{
  OrderMoved event;
  ZVT_TRY(event.orderId, jsonString(json, "order"));
  ZVT_TRY(const std::string to, jsonString(json, "to"));
  ZVT_TRY(event.to, parseOrderState(to));
  ZVT_TRY(event.brokerOrderId, jsonString(json, "broker_order_id"));
  ZVT_TRY(event.reason, errorFromJson(json.value("reason", Json::object())));
  return event;
}

Result<JournalEvent> readAction(const Json& json)
{
  CorporateActionApplied event;
  ZVT_TRY(event.entityId, jsonString(json, "entity"));
  ZVT_TRY(event.action, actionFromJson(json.value("action", Json::object())));
  return event;
}

Result<JournalEvent> readEvent(std::string_view kind, const Json& json)
{
  if (kind == "account_opened") {
    ZVT_TRY(AccountSettings settings, settingsFromJson(json.value("settings", Json::object())));
    return AccountOpened{std::move(settings)};
  }
  if (kind == "order_created") {
    ZVT_TRY(Order order, orderFromJson(json.value("order", Json::object())));
    return OrderCreated{std::move(order)};
  }
  if (kind == "order_moved")
    return readMoved(json);
  if (kind == "order_filled") {
    ZVT_TRY(Fill fill, fillFromJson(json.value("fill", Json::object())));
    return OrderFilled{std::move(fill)};
  }
  if (kind == "day_started") {
    ZVT_TRY(const std::string text, jsonString(json, "day"));
    ZVT_TRY(const TradingDay day, TradingDay::parse(text));
    return DayStarted{day};
  }
  if (kind == "corporate_action_applied")
    return readAction(json);
  if (kind == "cash_moved") {
    ZVT_TRY(const Money amount, exactFromJson<Money>(json, "amount"));
    ZVT_TRY(std::string note, jsonString(json, "note"));
    return CashMoved{amount, std::move(note)};
  }
  return fail("trading.bad_journal", {{"text", std::string(kind)}});
}

struct EventName {
  std::string_view operator()(const AccountOpened&) const { return "account_opened"; }
  std::string_view operator()(const OrderCreated&) const { return "order_created"; }
  std::string_view operator()(const OrderMoved&) const { return "order_moved"; }
  std::string_view operator()(const OrderFilled&) const { return "order_filled"; }
  std::string_view operator()(const DayStarted&) const { return "day_started"; }
  std::string_view operator()(const CorporateActionApplied&) const { return "corporate_action_applied"; }
  std::string_view operator()(const CashMoved&) const { return "cash_moved"; }
};

}

std::string_view nameOf(const JournalEvent& event)
{
  return std::visit(EventName{}, event);
}

std::string toJson(const JournalEntry& entry)
{
  const Json json{{"v", kJournalVersion}, {"at", entry.at.micros}, {"kind", nameOf(entry.event)},
      {"data", std::visit(EventWriter{}, entry.event)}};
  return canonicalJson(json);
}

Result<JournalEntry> journalEntryFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  ZVT_TRY(const std::int64_t version, jsonInt(json, "v"));
  if (version > kJournalVersion)
    return fail("trading.journal_too_new", {{"version", std::to_string(version)}});
  JournalEntry entry;
  ZVT_TRY(entry.at.micros, jsonInt(json, "at"));
  ZVT_TRY(const std::string kind, jsonString(json, "kind"));
  ZVT_TRY(entry.event, readEvent(kind, json.value("data", Json::object())));
  return entry;
}

Journal::Journal(Store& store, std::string_view account)
    : m_store(store)
    , m_log(fmt::format("journal.{}", account))
{
}

Result<void> Journal::append(const std::vector<JournalEntry>& entries)
{
  std::vector<StoreOperation> batch;
  for (const JournalEntry& entry : entries)
    batch.push_back({StoreOperation::Kind::Append, m_log, {}, toJson(entry)});
  return m_store.commit(batch);
}

Result<std::vector<JournalEntry>> Journal::read() const
{
  std::vector<JournalEntry> entries;
  Result<void> parsed;
  ZVT_TRY_VOID(m_store.replay(m_log, 1, [&](std::uint64_t sequence, std::string_view value) {
    auto entry = journalEntryFromJson(value);
    if (!entry) {
      parsed = std::unexpected(std::move(entry).error().with("entry", std::to_string(sequence)));
      return false;
    }
    entry->sequence = sequence;
    entries.push_back(*std::move(entry));
    return true;
  }));
  ZVT_TRY_VOID(parsed);
  return entries;
}

}

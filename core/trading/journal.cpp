// SPDX-License-Identifier: Apache-2.0
#include "core/trading/journal.h"

#include "core/base/checksum.h"
#include "core/trading/account_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace zvt::trading {

namespace {

constexpr int kJournalVersion = 4;

/// The version that can read an event: what older programs know they can still read.
struct EventVersion {
  int operator()(const OrderCreated& event) const { return event.order.margin ? 2 : 1; }
  int operator()(const OrderFilled& event) const { return event.fill.margin ? 2 : 1; }
  int operator()(const DaySettled&) const { return 2; }
  int operator()(const FundingPaid&) const { return 2; }
  int operator()(const BorrowingCharged&) const { return 2; }
  int operator()(const CorporateActionApplied& event) const { return event.rights ? 4 : event.late ? 3 : 1; }
  int operator()(const CorporateActionNoted&) const { return 3; }
  int operator()(const TradeBusted&) const { return 3; }
  int operator()(const RightsChosen&) const { return 4; }
  int operator()(const auto&) const { return 1; }
};

using PricesByEntity = std::map<std::string, Price, std::less<>>;
Json pricesToJson(const PricesByEntity& prices)
{
  Json json = Json::object();
  for (const auto& [entityId, price] : prices)
    json[entityId] = price.toString();
  return json;
}
constexpr std::string_view kHeads = "journal.heads";

/// The member without copying it; an empty object where there is none.
const Json& objectIn(const Json& json, const char* key)
{
  static const Json kNone = Json::object();
  const auto found = json.find(key);
  return found == json.end() ? kNone : *found;
}

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
    Json json{{"entity", event.entityId}, {"action", toJsonValue(event.action)}};
    if (event.late)
      json["late"] = toJsonValue(*event.late);
    if (event.rights)
      json["rights"] = toJsonValue(*event.rights);
    return json;
  }
  Json operator()(const RightsChosen& event) const { return {{"choice", toString(event.choice)}}; }
  Json operator()(const TradeBusted& event) const
  {
    Json json{{"order", event.orderId}, {"trade", event.tradeId}, {"bearer", event.bearer},
        {"corrected", event.corrected}, {"after", toString(event.after)}, {"carried", toJsonValue(event.carried)},
        {"change", toJsonValue(event.change)}};
    if (event.fill)
      json["fill"] = toJsonValue(*event.fill);
    return json;
  }
  Json operator()(const CorporateActionNoted& event) const
  {
    Json json{{"entity", event.entityId}, {"day", event.day.iso()}, {"why", toJsonValue(event.why)}};
    if (event.booked)
      json["booked"] = toJsonValue(*event.booked);
    if (event.known)
      json["known"] = toJsonValue(*event.known);
    return json;
  }
  Json operator()(const CashMoved& event) const { return {{"amount", event.amount.toString()}, {"note", event.note}}; }
  Json operator()(const DaySettled& event) const { return {{"prices", pricesToJson(event.prices)}}; }
  Json operator()(const FundingPaid& event) const
  {
    return {{"entity", event.entityId}, {"due", event.due.micros}, {"rate", event.rate.toString()},
        {"mark", event.mark.toString()}};
  }
  Json operator()(const BorrowingCharged& event) const
  {
    return {{"prices", pricesToJson(event.prices)}, {"day", event.day.iso()}, {"days", event.days}};
  }
};

Result<JournalEvent> readBusted(const Json& json)
{
  TradeBusted event;
  ZVT_TRY(event.orderId, jsonString(json, "order"));
  ZVT_TRY(event.tradeId, jsonString(json, "trade"));
  ZVT_TRY(event.bearer, jsonString(json, "bearer"));
  ZVT_TRY(event.corrected, jsonString(json, "corrected"));
  ZVT_TRY(const std::string after, jsonString(json, "after"));
  ZVT_TRY(event.after, parseOrderState(after));
  ZVT_TRY(event.carried, costsFromJson(objectIn(json, "carried")));
  ZVT_TRY(event.change, rebookingFromJson(objectIn(json, "change")));
  if (json.contains("fill")) {
    ZVT_TRY(event.fill, fillFromJson(json["fill"]));
  }
  return event;
}

Result<JournalEvent> readMoved(const Json& json)
{
  OrderMoved event;
  ZVT_TRY(event.orderId, jsonString(json, "order"));
  ZVT_TRY(const std::string to, jsonString(json, "to"));
  ZVT_TRY(event.to, parseOrderState(to));
  ZVT_TRY(event.brokerOrderId, jsonString(json, "broker_order_id"));
  ZVT_TRY(event.reason, errorFromJson(objectIn(json, "reason")));
  return event;
}

Result<JournalEvent> readAction(const Json& json)
{
  CorporateActionApplied event;
  ZVT_TRY(event.entityId, jsonString(json, "entity"));
  ZVT_TRY(event.action, actionFromJson(objectIn(json, "action")));
  if (json.contains("late")) {
    ZVT_TRY(event.late, lateFromJson(json["late"]));
  }
  if (json.contains("rights")) {
    ZVT_TRY(event.rights, rightsFromJson(json["rights"]));
  }
  return event;
}

Result<JournalEvent> readNoted(const Json& json)
{
  CorporateActionNoted event;
  ZVT_TRY(event.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string day, jsonString(json, "day"));
  ZVT_TRY(event.day, TradingDay::parse(day));
  ZVT_TRY(event.why, errorFromJson(objectIn(json, "why")));
  if (json.contains("booked")) {
    ZVT_TRY(event.booked, actionFromJson(json["booked"]));
  }
  if (json.contains("known")) {
    ZVT_TRY(event.known, actionFromJson(json["known"]));
  }
  return event;
}

Result<PricesByEntity> readPrices(const Json& json)
{
  const Json& stored = objectIn(json, "prices");
  PricesByEntity prices;
  for (const auto& [entityId, text] : stored.items()) {
    ZVT_TRY(const Price price, exactFromJson<Price>(stored, entityId));
    prices.emplace(entityId, price);
  }
  return prices;
}

Result<JournalEvent> readFunding(const Json& json)
{
  FundingPaid event;
  ZVT_TRY(event.entityId, jsonString(json, "entity"));
  ZVT_TRY(event.due.micros, jsonInt(json, "due"));
  ZVT_TRY(event.rate, exactFromJson<Decimal>(json, "rate"));
  ZVT_TRY(event.mark, exactFromJson<Price>(json, "mark"));
  return event;
}

Result<JournalEvent> readEvent(std::string_view kind, const Json& json)
{
  if (kind == "account_opened") {
    ZVT_TRY(AccountSettings settings, settingsFromJson(objectIn(json, "settings")));
    return AccountOpened{std::move(settings)};
  }
  if (kind == "order_created") {
    ZVT_TRY(Order order, orderFromJson(objectIn(json, "order")));
    return OrderCreated{std::move(order)};
  }
  if (kind == "order_moved")
    return readMoved(json);
  if (kind == "order_filled") {
    ZVT_TRY(Fill fill, fillFromJson(objectIn(json, "fill")));
    return OrderFilled{std::move(fill)};
  }
  if (kind == "day_started") {
    ZVT_TRY(const std::string text, jsonString(json, "day"));
    ZVT_TRY(const TradingDay day, TradingDay::parse(text));
    return DayStarted{day};
  }
  if (kind == "corporate_action_applied")
    return readAction(json);
  if (kind == "corporate_action_noted")
    return readNoted(json);
  if (kind == "trade_busted")
    return readBusted(json);
  if (kind == "cash_moved") {
    ZVT_TRY(const Money amount, exactFromJson<Money>(json, "amount"));
    ZVT_TRY(std::string note, jsonString(json, "note"));
    return CashMoved{amount, std::move(note)};
  }
  if (kind == "day_settled") {
    ZVT_TRY(PricesByEntity prices, readPrices(json));
    return DaySettled{std::move(prices)};
  }
  if (kind == "funding_paid")
    return readFunding(json);
  if (kind == "borrowing_charged") {
    ZVT_TRY(PricesByEntity prices, readPrices(json));
    ZVT_TRY(const std::string text, jsonString(json, "day"));
    ZVT_TRY(const TradingDay day, TradingDay::parse(text));
    ZVT_TRY(const std::int64_t days, jsonInt(json, "days"));
    return BorrowingCharged{std::move(prices), day, static_cast<int>(days)};
  }
  if (kind == "rights_chosen") {
    ZVT_TRY(const std::string text, jsonString(json, "choice"));
    if (const auto choice = rightsChoice(text))
      return RightsChosen{*choice};
  }
  return fail("trading.bad_journal", {{"text", std::string(kind)}});
}

/// Entries of older versions know nothing of the one before; they may only come first.
bool follows(const JournalEntry& entry, const std::vector<JournalEntry>& before)
{
  if (!entry.previous)
    return before.empty() || !before.back().previous;
  return *entry.previous == (before.empty() ? std::string() : before.back().hash);
}

struct EventName {
  std::string_view operator()(const AccountOpened&) const { return "account_opened"; }
  std::string_view operator()(const OrderCreated&) const { return "order_created"; }
  std::string_view operator()(const OrderMoved&) const { return "order_moved"; }
  std::string_view operator()(const OrderFilled&) const { return "order_filled"; }
  std::string_view operator()(const DayStarted&) const { return "day_started"; }
  std::string_view operator()(const CorporateActionApplied&) const { return "corporate_action_applied"; }
  std::string_view operator()(const CashMoved&) const { return "cash_moved"; }
  std::string_view operator()(const DaySettled&) const { return "day_settled"; }
  std::string_view operator()(const FundingPaid&) const { return "funding_paid"; }
  std::string_view operator()(const BorrowingCharged&) const { return "borrowing_charged"; }
  std::string_view operator()(const CorporateActionNoted&) const { return "corporate_action_noted"; }
  std::string_view operator()(const TradeBusted&) const { return "trade_busted"; }
  std::string_view operator()(const RightsChosen&) const { return "rights_chosen"; }
};

}

std::string_view nameOf(const JournalEvent& event)
{
  return std::visit(EventName{}, event);
}

std::string toJson(const JournalEntry& entry)
{
  Json json{{"v", std::visit(EventVersion{}, entry.event)}, {"at", entry.at.micros}, {"kind", nameOf(entry.event)},
      {"data", std::visit(EventWriter{}, entry.event)}};
  if (entry.previous)
    json["previous"] = *entry.previous;
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
  ZVT_TRY(entry.event, readEvent(kind, objectIn(json, "data")));
  if (json.contains("previous")) {
    ZVT_TRY(entry.previous, jsonString(json, "previous"));
  }
  entry.hash = sha256Hex(text);
  return entry;
}

Journal::Journal(Store& store, std::string_view account)
    : m_store(store)
    , m_account(account)
    , m_log(fmt::format("journal.{}", account))
{
}

Result<void> Journal::append(
    std::vector<JournalEntry>& entries, const JournalHead& after, std::vector<StoreOperation> beside)
{
  JournalHead head = after;
  std::vector<StoreOperation> batch;
  for (JournalEntry& entry : entries) {
    entry.previous = head.hash;
    std::string text = toJson(entry);
    entry.hash = sha256Hex(text);
    entry.sequence = head.sequence + 1;
    head = {entry.sequence, entry.hash};
    batch.push_back({StoreOperation::Kind::Append, m_log, {}, std::move(text), entry.sequence});
  }
  batch.push_back({StoreOperation::Kind::Put, std::string(kHeads), m_account,
      canonicalJson({{"sequence", head.sequence}, {"hash", head.hash}})});
  std::ranges::move(beside, std::back_inserter(batch));
  auto written = m_store.commit(batch);
  if (!written && written.error().code == "storage.conflict")
    return fail("trading.journal_taken", {{"account", m_account}});
  return written;
}

Result<std::optional<JournalHead>> Journal::storedHead() const
{
  ZVT_TRY(const auto text, m_store.get(kHeads, m_account));
  if (!text)
    return std::nullopt;
  ZVT_TRY(const Json json, parseJson(*text));
  JournalHead head;
  ZVT_TRY(const std::int64_t sequence, jsonInt(json, "sequence"));
  if (sequence < 0)
    return fail("trading.bad_journal", {{"text", std::to_string(sequence)}});
  head.sequence = static_cast<std::uint64_t>(sequence);
  ZVT_TRY(head.hash, jsonString(json, "hash"));
  return head;
}

Result<std::vector<JournalEntry>> Journal::read() const
{
  std::vector<JournalEntry> entries;
  Result<void> parsed;
  ZVT_TRY(const auto stored, storedHead());
  ZVT_TRY_VOID(m_store.replay(m_log, 1, [&](std::uint64_t sequence, std::string_view value) {
    auto entry = journalEntryFromJson(value);
    if (entry && !follows(*entry, entries))
      entry = fail("trading.journal_broken", {{"account", m_account}});
    if (!entry) {
      parsed = std::unexpected(std::move(entry).error().with("entry", std::to_string(sequence)));
      return false;
    }
    entry->sequence = sequence;
    entries.push_back(*std::move(entry));
    return true;
  }));
  ZVT_TRY_VOID(parsed);
  // Beside a writer there may be newer entries than the head that was read before them; fewer are a cut.
  if (!stored)
    return entries;
  const bool isEmpty = stored->sequence == 0 && stored->hash.empty() && entries.empty();
  if (!isEmpty
      && (stored->sequence == 0 || entries.size() < stored->sequence
          || entries[stored->sequence - 1].hash != stored->hash))
    return fail(Error{"trading.journal_cut", {{"account", m_account}},
        {{"entry",
            std::to_string(
                std::min<std::uint64_t>(entries.size() + 1, std::max<std::uint64_t>(1, stored->sequence)))}}});
  return entries;
}

Result<std::vector<std::string>> journaledAccounts(const Store& store)
{
  std::vector<std::string> accounts;
  ZVT_TRY_VOID(store.forEach(kHeads, [&](std::string_view key, std::string_view) {
    accounts.emplace_back(key);
    return true;
  }));
  return accounts;
}

}

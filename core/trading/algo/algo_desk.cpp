// SPDX-License-Identifier: Apache-2.0
#include "core/trading/algo/algo_desk.h"

#include "core/trading/account_json.h"
#include "core/trading/order_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace zvt::trading {

namespace {

constexpr std::array<std::string_view, 9> kSteps{
    "created", "sent", "paused", "resumed", "cancelled", "ended", "seen", "changed", "taken"};
constexpr int kVersion = 2; ///< 2: changed, taken, groups

}

AlgoDesk::AlgoDesk(Store& store, OrderSender& sender, const Clock& clock)
    : m_store(store)
    , m_sender(sender)
    , m_clock(clock)
    , m_log(fmt::format("algo.{}", sender.account()))
{
}

Result<std::unique_ptr<AlgoDesk>> AlgoDesk::open(
    Store& store, OrderSender& sender, const Clock& clock, std::span<const Order> orders)
{
  auto desk = std::unique_ptr<AlgoDesk>(new AlgoDesk(store, sender, clock));
  ZVT_TRY_VOID(desk->replay(orders));
  return desk;
}

Result<void> AlgoDesk::replay(std::span<const Order> orders)
{
  Result<void> taken;
  ZVT_TRY_VOID(m_store.replay(m_log, 1, [&](std::uint64_t sequence, std::string_view value) {
    const auto json = parseJson(value);
    taken = json ? take(*json, orders) : std::unexpected(json.error());
    if (!taken)
      taken = std::unexpected(std::move(taken).error().with("entry", std::to_string(sequence)));
    return taken.has_value();
  }));
  ZVT_TRY_VOID(taken);
  for (const auto& entry : m_entries) {
    if (entry->ended)
      continue;
    if (entry->isPaused)
      entry->run->pause();
  }
  return {};
}

Result<void> AlgoDesk::take(const Json& json, std::span<const Order> orders)
{
  ZVT_TRY(const std::int64_t version, jsonInt(json, "v"));
  if (version > kVersion)
    return fail("trading.journal_too_new", {{"version", std::to_string(version)}});
  ZVT_TRY(const std::string step, jsonString(json, "step"));
  const auto known = std::ranges::find(kSteps, step);
  if (known == kSteps.end())
    return fail("trading.bad_journal", {{"text", step}});
  Timestamp at;
  ZVT_TRY(at.micros, jsonInt(json, "at"));
  if (step == "created") {
    auto entry = std::make_unique<Entry>();
    ZVT_TRY(ParentOrder order, parentFromJson(json.value("order", Json::object())));
    ZVT_TRY(entry->run, AlgoRun::recover(std::move(order), m_sender, orders));
    entry->asked = entry->run->order();
    entry->created = entry->updated = entry->seen = at;
    entry->children = entry->run->report().children;
    m_entries.push_back(std::move(entry));
    return {};
  }
  ZVT_TRY(const std::string id, jsonString(json, "id"));
  const auto found =
      std::ranges::find(m_entries, id, [](const auto& entry) -> const std::string& { return entry->run->order().id; });
  if (found == m_entries.end())
    return fail("trading.bad_journal", {{"text", id}});
  Entry& entry = **found;
  entry.updated = at;
  ZVT_TRY(entry.traded, exactFromJson<Quantity>(json, "traded"));
  ZVT_TRY(entry.seen.micros, jsonInt(json, "seen"));
  if (step == "paused" || step == "resumed")
    entry.isPaused = step == "paused";
  if (step == "cancelled")
    entry.isCancelled = true;
  if (step == "changed") {
    ZVT_TRY(const ParentChange change, parentChangeFromJson(json.value("change", Json::object())));
    Timestamp moment;
    ZVT_TRY(moment.micros, jsonInt(json, "moment"));
    ZVT_TRY_VOID(entry.run->recoverChange(change, moment));
  }
  if (step == "taken") {
    std::set<std::string> ids;
    for (const Json& one : json.value("orders", Json::array()))
      if (one.is_string())
        ids.insert(one.get<std::string>());
    entry.run->recoverTaken(ids);
    entry.taken = entry.run->taken().size();
  }
  if (step == "ended") {
    ZVT_TRY(const std::string state, jsonString(json, "state"));
    ZVT_TRY(entry.ended, parseAlgoState(state));
    ZVT_TRY(entry.reason, errorFromJson(json.value("reason", Json::object())));
  }
  return {};
}

StoreOperation AlgoDesk::entryOf(Step step, const Entry& entry, Timestamp now, const Json* more) const
{
  const AlgoReport report = entry.run->report();
  Json json{{"v", kVersion}, {"at", now.micros}, {"step", kSteps[static_cast<std::size_t>(step)]},
      {"id", entry.run->order().id}, {"traded", entry.traded.toString()}, {"seen", entry.seen.micros}};
  if (step == Step::Created)
    json["order"] = toJsonValue(entry.run->order());
  if (step == Step::Ended) {
    json["state"] = toString(report.state);
    json["reason"] = toJsonValue(report.reason);
  }
  if (more != nullptr)
    json.update(*more);
  return {StoreOperation::Kind::Append, m_log, {}, canonicalJson(json)};
}

Result<void> AlgoDesk::append(Step step, Entry& entry, const Json* more)
{
  const Timestamp now = m_clock.now();
  ZVT_TRY_VOID(m_store.commit({entryOf(step, entry, now, more)}));
  entry.updated = now;
  entry.children = entry.run->report().children;
  return {};
}

Result<void> AlgoDesk::follow(Entry& entry)
{
  if (entry.ended)
    return {};
  if (entry.isCancelled)
    entry.run->cancel(); // before a restart, perhaps
  if (const std::set<std::string>& taken = entry.run->taken(); taken.size() != entry.taken) {
    const Json more{{"orders", taken}};
    ZVT_TRY_VOID(append(Step::Taken, entry, &more));
    entry.taken = taken.size();
  }
  const AlgoReport report = entry.run->report();
  if (!isOver(report.state))
    return report.children == entry.children ? Result<void>() : append(Step::Sent, entry);
  ZVT_TRY_VOID(append(Step::Ended, entry));
  entry.ended = report.state;
  entry.reason = report.reason;
  return {};
}

Result<void> AlgoDesk::start(std::span<const ParentOrder> orders)
{
  const Timestamp now = m_clock.now();
  std::vector<std::unique_ptr<Entry>> made;
  std::vector<StoreOperation> operations;
  const auto lookUp = [&](const std::string& id) {
    const auto isIt = [&](const auto& entry) { return entry->run->order().id == id; };
    const auto before = std::ranges::find_if(made, isIt);
    return before == made.end() ? find(id) : before->get();
  };
  std::set<std::string, std::less<>> groups;
  for (const auto& entry : m_entries)
    groups.insert(entry->asked.group);
  for (const ParentOrder& order : orders) {
    const Entry* known = lookUp(order.id);
    if (known != nullptr && known->asked != order)
      return fail("algo.duplicate", {{"id", order.id}});
    if (known != nullptr)
      continue;
    const auto isKnown = [&](const std::string& name) { return groups.contains(name) || lookUp(name) != nullptr; };
    if (!std::ranges::all_of(order.after, isKnown))
      return fail("algo.bad_order", {{"id", order.id}, {"what", "after"}});
    auto entry = std::make_unique<Entry>();
    ZVT_TRY(entry->run, AlgoRun::start(order, m_sender));
    entry->asked = order;
    groups.insert(order.group);
    entry->created = entry->updated = entry->seen = now;
    operations.push_back(entryOf(Step::Created, *entry, now));
    made.push_back(std::move(entry));
  }
  if (made.empty())
    return {};
  ZVT_TRY_VOID(m_store.commit(std::move(operations)));
  const std::size_t first = m_entries.size();
  std::ranges::move(made, std::back_inserter(m_entries));
  for (std::size_t index = first; index < m_entries.size(); ++index) {
    Entry& entry = *m_entries[index];
    if (entry.asked.after.empty() || mayRun(entry, now, openNames()))
      entry.run->onTime(now);
    ZVT_TRY_VOID(follow(entry));
  }
  return {};
}

bool AlgoDesk::mayRun(const Entry& entry, Timestamp now, const std::set<std::string_view>& open)
{
  const ParentOrder& order = entry.run->order();
  return now >= order.end
      || std::ranges::none_of(order.after, [&](const std::string& name) { return open.contains(name); });
}

std::set<std::string_view> AlgoDesk::openNames() const
{
  std::set<std::string_view> names;
  for (const auto& entry : m_entries)
    if (!entry->ended) {
      names.insert(entry->asked.id);
      if (!entry->asked.group.empty())
        names.insert(entry->asked.group);
    }
  return names;
}

const AlgoDesk::Entry* AlgoDesk::find(std::string_view id) const
{
  for (const auto& entry : m_entries)
    if (entry->run->order().id == id)
      return entry.get();
  return nullptr;
}

Result<AlgoDesk::Entry*> AlgoDesk::running(std::string_view id)
{
  for (const auto& entry : m_entries) {
    if (entry->run->order().id != id)
      continue;
    const AlgoState state = entry->ended.value_or(entry->run->report().state);
    if (isOver(state) || state == AlgoState::Ending)
      return fail("algo.not_possible", {{"id", std::string(id)}, {"state", std::string(toString(state))}});
    return entry.get();
  }
  return fail("algo.unknown", {{"id", std::string(id)}});
}

Result<void> AlgoDesk::cancel(std::string_view id)
{
  ZVT_TRY(Entry * entry, running(id));
  ZVT_TRY_VOID(append(Step::Cancelled, *entry));
  entry->isCancelled = true;
  entry->run->cancel();
  return follow(*entry);
}

Result<void> AlgoDesk::pause(std::string_view id)
{
  ZVT_TRY(Entry * entry, running(id));
  ZVT_TRY_VOID(append(Step::Paused, *entry));
  entry->isPaused = true;
  entry->run->pause();
  return {};
}

Result<void> AlgoDesk::resume(std::string_view id)
{
  ZVT_TRY(Entry * entry, running(id));
  ZVT_TRY_VOID(append(Step::Resumed, *entry));
  entry->isPaused = false;
  entry->run->resume();
  return follow(*entry);
}

Result<void> AlgoDesk::change(std::string_view id, const ParentChange& change)
{
  ZVT_TRY(Entry * entry, running(id));
  const Timestamp moment = entry->run->now();
  ZVT_TRY_VOID(entry->run->changed(change, moment));
  const Json more{{"change", toJsonValue(change)}, {"moment", moment.micros}};
  ZVT_TRY_VOID(append(Step::Changed, *entry, &more));
  ZVT_TRY_VOID(entry->run->change(change, moment));
  return follow(*entry);
}

Result<void> AlgoDesk::onTime(Timestamp now)
{
  std::set<std::string_view> open = openNames();
  for (const auto& entry : m_entries) {
    if (entry->ended || !mayRun(*entry, now, open))
      continue;
    entry->run->onTime(now);
    ZVT_TRY_VOID(follow(*entry));
    if (entry->ended)
      open = openNames();
  }
  return {};
}

Result<void> AlgoDesk::onBar(std::string_view entityId, Quantity volume, Timestamp end)
{
  for (const auto& entry : m_entries) {
    const ParentOrder& order = entry->run->order();
    if (entry->ended || order.entityId != entityId || end <= entry->seen)
      continue;
    entry->seen = end;
    // What was traded while it waits for others is not its share of the market.
    const bool runs = order.after.empty() || mayRun(*entry, end, openNames());
    if (runs && end > order.begin && end <= order.end)
      entry->traded += volume;
    if (runs)
      entry->run->onVolume(end, entry->traded);
    // What the market has traded is its measure, whether or not it sent something: a restart goes on from there.
    if (order.kind == AlgoKind::Participation && end > order.begin && !isOver(entry->run->report().state))
      ZVT_TRY_VOID(append(Step::Seen, *entry));
    ZVT_TRY_VOID(follow(*entry));
  }
  return {};
}

Result<void> AlgoDesk::onAnswer()
{
  for (const auto& entry : m_entries)
    ZVT_TRY_VOID(follow(*entry));
  return {};
}

Result<void> AlgoDesk::onOrder(const Order& order)
{
  for (const auto& entry : m_entries)
    if (entry->run->isMine(order)) {
      entry->run->onOrder(order);
      ZVT_TRY_VOID(follow(*entry));
    }
  return {};
}

std::vector<AlgoOrder> AlgoDesk::orders() const
{
  std::vector<AlgoOrder> orders;
  for (const auto& entry : m_entries) {
    AlgoOrder order{entry->run->order(), entry->run->report(), entry->created, entry->updated};
    if (entry->ended) {
      order.report.state = *entry->ended;
      order.report.reason = entry->reason;
    }
    orders.push_back(std::move(order));
  }
  return orders;
}

bool AlgoDesk::isActive() const
{
  return std::ranges::any_of(m_entries, [](const auto& entry) { return !entry->ended; });
}

std::set<std::string> AlgoDesk::entities() const
{
  std::set<std::string> entities;
  for (const auto& entry : m_entries)
    if (!entry->ended)
      entities.insert(entry->run->order().entityId);
  return entities;
}

bool AlgoDesk::owns(const Order& order) const
{
  return std::ranges::any_of(m_entries, [&](const auto& entry) { return entry->run->isMine(order); });
}

Timestamp AlgoDesk::seen() const
{
  Timestamp seen{std::numeric_limits<std::int64_t>::max()};
  for (const auto& entry : m_entries)
    if (!entry->ended)
      seen = std::min(seen, entry->seen);
  return seen;
}

void AlgoDesk::setSeen(Timestamp moment)
{
  for (const auto& entry : m_entries)
    entry->seen = std::max(entry->seen, moment);
}

}

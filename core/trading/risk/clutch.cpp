// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/clutch.h"

#include "core/base/json.h"
#include "core/trading/order_service.h"
#include "core/trading/order_state.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <mutex>

namespace zvt::risk {

namespace {

constexpr std::string_view kLog = "risk.clutch";

struct Entry {
  bool engages = true;
  ClutchState state;
};

std::string toJson(const Entry& entry)
{
  return canonicalJson(Json{{"v", 1}, {"engages", entry.engages}, {"account", entry.state.scope.account},
      {"strategy", entry.state.scope.strategy}, {"by", entry.state.by}, {"note", entry.state.note},
      {"at", entry.state.since.micros}});
}

Result<Entry> entryFromJson(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  Entry entry;
  ZVT_TRY(entry.engages, jsonBool(json, "engages"));
  ZVT_TRY(entry.state.scope.account, jsonString(json, "account"));
  ZVT_TRY(entry.state.scope.strategy, jsonString(json, "strategy"));
  ZVT_TRY(entry.state.by, jsonString(json, "by"));
  ZVT_TRY(entry.state.note, jsonString(json, "note"));
  ZVT_TRY(entry.state.since.micros, jsonInt(json, "at"));
  return entry;
}

/// "account paper strategy ma", "*" for all.
std::string textOf(const ClutchScope& scope)
{
  std::string text = scope.account.empty() ? "" : "account " + scope.account;
  if (!scope.strategy.empty())
    text += (text.empty() ? "" : " ") + ("strategy " + scope.strategy);
  return text.empty() ? "*" : text;
}

}

bool ClutchScope::holds(const trading::Order& order) const
{
  const bool isStrategy = strategy == kAllStrategies && order.source != trading::OrderIntent().source;
  return (account.empty() || account == order.account) && (strategy.empty() || strategy == order.source || isStrategy);
}

struct Clutch::State {
  State(Store& theStore, const Clock& theClock)
      : store(theStore)
      , clock(theClock)
  {
  }

  void apply(const Entry& entry)
  {
    std::erase_if(engaged, [&](const ClutchState& state) { return state.scope == entry.state.scope; });
    if (entry.engages)
      engaged.push_back(entry.state);
  }
  void tell()
  {
    std::vector<std::shared_ptr<std::function<void()>>> told;
    {
      const std::lock_guard lock(mutex);
      std::erase_if(observers, [](const auto& weak) { return weak.expired(); });
      for (const auto& weak : observers)
        told.push_back(weak.lock());
    }
    for (const auto& observer : told)
      if (observer)
        (*observer)();
  }
  Result<void> write(const Entry& entry)
  {
    return store.commit({{StoreOperation::Kind::Append, std::string(kLog), {}, toJson(entry)}});
  }

  Store& store;
  const Clock& clock;
  std::mutex writing; ///< one change after the other; check() does not wait for the disk
  mutable std::mutex mutex; ///< guards what follows
  std::vector<ClutchState> engaged;
  std::vector<std::weak_ptr<std::function<void()>>> observers;
};

Result<std::unique_ptr<Clutch>> Clutch::open(Store& store, const Clock& clock)
{
  auto state = std::make_unique<State>(store, clock);
  Result<void> read;
  ZVT_TRY_VOID(store.replay(kLog, 1, [&](std::uint64_t sequence, std::string_view value) {
    const auto entry = entryFromJson(value);
    if (!entry) {
      read = fail(Error{"risk.bad_clutch", {}, {{"entry", std::to_string(sequence)}}});
      return false;
    }
    state->apply(*entry);
    return true;
  }));
  ZVT_TRY_VOID(read);
  return std::unique_ptr<Clutch>(new Clutch(std::move(state)));
}

Clutch::Clutch(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Clutch::~Clutch() = default;

Result<void> Clutch::engage(ClutchScope scope, std::string by, std::string note)
{
  const Entry entry{true, {std::move(scope), std::move(by), std::move(note), m_state->clock.now()}};
  const std::lock_guard one(m_state->writing);
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->apply(entry);
  }
  Result<void> written = m_state->write(entry);
  m_state->tell();
  return written;
}

Result<void> Clutch::disengage(const ClutchScope& scope, std::string by, std::string note)
{
  const Entry entry{false, {scope, std::move(by), std::move(note), m_state->clock.now()}};
  const std::lock_guard one(m_state->writing);
  const std::vector<ClutchState> now = engaged();
  if (std::ranges::find(now, scope, &ClutchState::scope) == now.end())
    return fail("risk.clutch.not_engaged", {{"scope", textOf(scope)}});
  ZVT_TRY_VOID(m_state->write(entry));
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->apply(entry);
  }
  m_state->tell();
  return {};
}

std::shared_ptr<void> Clutch::observe(std::function<void()> changed)
{
  auto handle = std::make_shared<std::function<void()>>(std::move(changed));
  const std::lock_guard lock(m_state->mutex);
  m_state->observers.push_back(handle);
  return handle;
}

std::vector<ClutchState> Clutch::engaged() const
{
  const std::lock_guard lock(m_state->mutex);
  return m_state->engaged;
}

Result<void> Clutch::check(const trading::Order& order) const
{
  const std::lock_guard lock(m_state->mutex);
  for (const ClutchState& state : m_state->engaged)
    if (state.scope.holds(order))
      return fail("risk.clutch.engaged", {{"scope", textOf(state.scope)}, {"by", state.by}, {"note", state.note}});
  return {};
}

int cancelWorking(trading::OrderService& service, const ClutchScope& scope)
{
  int count = 0;
  for (const trading::Order& order : service.snapshot()->orders) {
    if (!trading::isCancellable(order.state) || !scope.holds(order))
      continue;
    service.cancel(order.id);
    ++count;
  }
  return count;
}

}

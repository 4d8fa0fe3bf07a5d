// SPDX-License-Identifier: Apache-2.0
#include "core/data/quote_hub.h"

#include "core/data/quote_slot.h"
#include "core/storage/observer_list.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <unordered_map>

namespace zvt::data {

namespace {

constexpr std::size_t kMostMinutes = 1'440; // a day without breaks

struct IdHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>{}(id); }
};

class WakeOnce final : public QuoteHub::Wake {
public:
  explicit WakeOnce(std::function<void()> wake)
      : m_wake(std::move(wake))
  {
  }
  void rearm() override { m_armed = true; }
  void ring()
  {
    if (m_armed.exchange(false))
      m_wake();
  }

private:
  std::function<void()> m_wake;
  std::atomic<bool> m_armed = true;
};

}

Timestamp QuoteSource::now(Duration elapsedNow) const
{
  if (!running)
    return at;
  return at + Duration{static_cast<std::int64_t>(static_cast<double>((elapsedNow - elapsed).micros) * speed)};
}

const QuoteChange* QuoteChanges::find(std::string_view entityId) const
{
  const auto found =
      std::find_if(entities.begin(), entities.end(), [&](const auto& change) { return change.entityId == entityId; });
  return found == entities.end() ? nullptr : &*found;
}

struct QuoteHub::State {
  explicit State(QuoteHubLimits given)
      : limits(given)
  {
  }

  [[nodiscard]] QuoteSlot* find(std::string_view id) const
  {
    const auto found = slots.find(id);
    return found == slots.end() ? nullptr : found->second.get();
  }

  /// Null and counted where the bound is reached. Whoever subscribes gets a slot in any case.
  QuoteSlot* slot(std::string_view id, bool always = false)
  {
    if (QuoteSlot* known = find(id))
      return known;
    if (slots.size() >= limits.entities && !always) {
      ++counts.refusedEntities;
      return nullptr;
    }
    auto made = std::make_unique<QuoteSlot>();
    made->entityId = id;
    order.push_back(made.get());
    made->place = std::prev(order.end());
    return slots.emplace(std::string(id), std::move(made)).first->second.get();
  }

  /// Notes a change of one kind, and moves the slot to the front of the order.
  void touch(QuoteSlot& changed, std::uint64_t QuoteSlot::* kind)
  {
    changed.*kind = changed.changed = ++generation;
    order.splice(order.begin(), order, changed.place);
  }

  void countFault(QuoteSlot& slot, const std::string& code)
  {
    ++slot.faults[code];
    ++counts.faults[code];
    touch(slot, &QuoteSlot::quoteChanged);
  }

  void publish(market::Quote&& quote)
  {
    QuoteSlot* slot = this->slot(quote.entityId);
    if (!slot)
      return;
    if (const auto good = market::checkQuote(quote, slot->quote.get()); !good)
      return countFault(*slot, good.error().code);
    if (slot->quote && slot->quoteChanged > served)
      ++counts.conflated;
    ++counts.quotes;
    if (slot->followMinutes(quote, kMostMinutes))
      touch(*slot, &QuoteSlot::minutesChanged);
    slot->quote = std::make_shared<const market::Quote>(std::move(quote));
    touch(*slot, &QuoteSlot::quoteChanged);
  }

  void append(QuoteSlot& slot, const market::Trade& trade)
  {
    const market::Trade* before = slot.trades.empty() ? nullptr : &slot.trades.back();
    if (const auto good = market::checkTrade(trade, before); !good)
      return countFault(slot, good.error().code);
    ++counts.trades;
    slot.trades.push_back(trade);
    ++slot.newestTrade;
    ++tradesKept;
    if (slot.trades.size() > limits.tradesPerEntity)
      dropOldest(slot, 1);
    if (tradesKept > limits.tradesInAll)
      dropFromLargest();
  }

  void dropOldest(QuoteSlot& slot, std::size_t count)
  {
    slot.trades.erase(slot.trades.begin(), slot.trades.begin() + static_cast<std::ptrdiff_t>(count));
    counts.droppedTrades += count;
    tradesKept -= count;
  }

  /// A tenth at once, so that the search for the largest stays rare.
  void dropFromLargest()
  {
    const auto largest = std::max_element(order.begin(), order.end(),
        [](const QuoteSlot* a, const QuoteSlot* b) { return a->trades.size() < b->trades.size(); });
    dropOldest(**largest, (*largest)->trades.size() / 10 + 1);
  }

  void forgetTrades(QuoteSlot& slot)
  {
    tradesKept -= slot.trades.size();
    slot.trades.clear();
  }

  /// Outside the lock: what wakes may ask the hub.
  void wakeReaders() { wakes.notify(); }

  void unsubscribe(const std::vector<std::string>& ids, QuoteDetail detail)
  {
    bool changed = false;
    {
      const std::lock_guard lock(guard);
      for (const std::string& id : ids) {
        QuoteSlot* slot = find(id);
        if (!slot)
          continue;
        changed |= --slot->subscriptions == 0;
        if (detail == QuoteDetail::Trades && --slot->tradeSubscriptions == 0) {
          forgetTrades(*slot);
          changed = true;
        }
      }
    }
    if (changed)
      wantedObservers.notify();
  }

  mutable std::mutex guard;
  QuoteHubLimits limits;
  QuoteHubCounts counts;
  std::unordered_map<std::string, std::unique_ptr<QuoteSlot>, IdHash, std::equal_to<>> slots;
  std::list<QuoteSlot*> order; ///< the latest changed first
  std::uint64_t generation = 0;
  mutable std::uint64_t served = 0; ///< the newest generation that a reader has taken
  std::size_t tradesKept = 0;
  QuoteSource source;
  std::uint64_t sourceChanged = 0;
  storage::ObserverList<> wantedObservers;
  storage::ObserverList<> wakes;
};

QuoteHub::QuoteHub(QuoteHubLimits limits)
    : m_state(std::make_shared<State>(limits))
{
}

QuoteHub::~QuoteHub() = default;

void QuoteHub::beginDay(std::string_view entityId, market::DaySession session)
{
  {
    const std::lock_guard lock(m_state->guard);
    QuoteSlot* slot = m_state->slot(entityId);
    if (!slot)
      return;
    m_state->forgetTrades(*slot);
    slot->begin(std::move(session));
    m_state->touch(*slot, &QuoteSlot::dayChanged);
  }
  m_state->wakeReaders();
}

void QuoteHub::publish(market::Quote quote)
{
  {
    const std::lock_guard lock(m_state->guard);
    m_state->publish(std::move(quote));
  }
  m_state->wakeReaders();
}

void QuoteHub::publish(std::span<const market::Quote> quotes)
{
  {
    const std::lock_guard lock(m_state->guard);
    for (const market::Quote& quote : quotes)
      m_state->publish(market::Quote(quote));
  }
  m_state->wakeReaders();
}

void QuoteHub::publish(std::string_view entityId, std::span<const market::Trade> trades)
{
  {
    const std::lock_guard lock(m_state->guard);
    QuoteSlot* slot = m_state->find(entityId);
    if (!slot || slot->tradeSubscriptions == 0 || trades.empty())
      return;
    for (const market::Trade& trade : trades)
      m_state->append(*slot, trade);
    m_state->touch(*slot, &QuoteSlot::tradesChanged);
  }
  m_state->wakeReaders();
}

void QuoteHub::publishMinutes(std::string_view entityId, std::vector<market::MinutePoint> minutes)
{
  {
    const std::lock_guard lock(m_state->guard);
    QuoteSlot* slot = m_state->slot(entityId);
    if (!slot)
      return;
    slot->minutes = std::move(minutes);
    m_state->touch(*slot, &QuoteSlot::minutesChanged);
  }
  m_state->wakeReaders();
}

void QuoteHub::setSource(QuoteSource source)
{
  {
    const std::lock_guard lock(m_state->guard);
    m_state->source = std::move(source);
    m_state->sourceChanged = ++m_state->generation;
  }
  m_state->wakeReaders();
}

std::vector<WantedQuotes> QuoteHub::wanted() const
{
  std::vector<WantedQuotes> all;
  const std::lock_guard lock(m_state->guard);
  for (const QuoteSlot* slot : m_state->order)
    if (slot->subscriptions > 0)
      all.push_back(
          {slot->entityId, slot->tradeSubscriptions > 0 ? QuoteDetail::Trades : QuoteDetail::Quotes, slot->subscribed});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.entityId < b.entityId; });
  return all;
}

std::shared_ptr<void> QuoteHub::observeWanted(std::function<void()> observer)
{
  return m_state->wantedObservers.add(std::move(observer));
}

std::shared_ptr<void> QuoteHub::subscribe(std::vector<std::string> entityIds, QuoteDetail detail)
{
  std::sort(entityIds.begin(), entityIds.end());
  entityIds.erase(std::unique(entityIds.begin(), entityIds.end()), entityIds.end());
  bool changed = false;
  {
    const std::lock_guard lock(m_state->guard);
    for (const std::string& id : entityIds) {
      QuoteSlot* slot = m_state->slot(id, true);
      changed |= slot->subscriptions++ == 0;
      if (detail == QuoteDetail::Trades && slot->tradeSubscriptions++ == 0) {
        ++slot->subscribed;
        changed = true;
      }
    }
  }
  if (changed)
    m_state->wantedObservers.notify();
  const auto leave = [state = m_state, ids = std::move(entityIds), detail](void*) { state->unsubscribe(ids, detail); };
  return {static_cast<void*>(m_state.get()), leave};
}

QuotePtr QuoteHub::quote(std::string_view entityId) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  return slot ? slot->quote : nullptr;
}

TradePage QuoteHub::trades(std::string_view entityId, std::uint64_t after, std::size_t most) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  if (!slot)
    return {};
  const std::uint64_t kept = slot->trades.size();
  TradePage page{
      .day = slot->day, .first = 0, .oldest = slot->newestTrade - kept + 1, .newest = slot->newestTrade, .trades = {}};
  const std::uint64_t wanted = std::min<std::uint64_t>(most, page.newest - std::min(after, page.newest));
  const std::uint64_t count = std::min(kept, wanted);
  page.first = page.newest - count + 1;
  page.trades.assign(slot->trades.end() - static_cast<std::ptrdiff_t>(count), slot->trades.end());
  return page;
}

std::vector<market::Trade> QuoteHub::firstTrades(std::string_view entityId, std::size_t most) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  if (!slot || slot->trades.size() != slot->newestTrade)
    return {};
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, slot->trades.size()));
  return {slot->trades.begin(), slot->trades.begin() + count};
}

std::vector<market::MinutePoint> QuoteHub::minutes(std::string_view entityId) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  return slot ? slot->minutes : std::vector<market::MinutePoint>{};
}

std::optional<market::DaySession> QuoteHub::session(std::string_view entityId) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  return slot ? slot->session : std::nullopt;
}

std::map<std::string, std::uint64_t> QuoteHub::faults(std::string_view entityId) const
{
  const std::lock_guard lock(m_state->guard);
  const QuoteSlot* slot = m_state->find(entityId);
  return slot ? slot->faults : std::map<std::string, std::uint64_t>{};
}

QuoteSource QuoteHub::source() const
{
  const std::lock_guard lock(m_state->guard);
  return m_state->source;
}

std::uint64_t QuoteHub::generation() const
{
  const std::lock_guard lock(m_state->guard);
  return m_state->generation;
}

QuoteChanges QuoteHub::changesSince(std::uint64_t generation) const
{
  const std::lock_guard lock(m_state->guard);
  QuoteChanges changes{
      .generation = m_state->generation, .sourceChanged = m_state->sourceChanged > generation, .entities = {}};
  for (const QuoteSlot* slot : m_state->order) {
    if (slot->changed <= generation)
      break;
    changes.entities.push_back({.entityId = slot->entityId,
        .quote = slot->quote,
        .quoteChanged = slot->quoteChanged > generation,
        .tradesChanged = slot->tradesChanged > generation,
        .minutesChanged = slot->minutesChanged > generation,
        .dayBegan = slot->dayChanged > generation});
  }
  m_state->served = m_state->generation;
  return changes;
}

QuoteHubCounts QuoteHub::counts() const
{
  const std::lock_guard lock(m_state->guard);
  return m_state->counts;
}

std::shared_ptr<QuoteHub::Wake> QuoteHub::observe(std::function<void()> wake)
{
  auto once = std::make_shared<WakeOnce>(std::move(wake));
  auto handle = m_state->wakes.add([once] { once->ring(); });
  // The caller's handle is the observer's only owner.
  return std::shared_ptr<Wake>(once.get(), [once, handle](Wake*) mutable {
    handle.reset();
    once.reset();
  });
}

}

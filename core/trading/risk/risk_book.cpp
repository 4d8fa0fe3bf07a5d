// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_book.h"

#include "core/trading/order_state.h"
#include "core/trading/risk/account_memory.h"
#include "core/trading/risk/approvals.h"
#include "core/trading/risk/clutch.h"
#include "core/trading/risk/exposure.h"
#include "core/trading/risk/finding.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <utility>

namespace zvt::risk {

namespace {

std::vector<std::string> tagsOf(const RiskLookups& lookups, std::string_view entityId)
{
  return lookups.tags ? lookups.tags(entityId) : std::vector<std::string>{};
}

RiskFinding hostFinding(std::string rule, RiskVerdict verdict, Error reason)
{
  RiskFinding finding;
  finding.rule = std::move(rule);
  finding.verdict = verdict;
  finding.reason = std::move(reason);
  return finding;
}

}

struct RiskBook::State {
  State(Options given, RiskGate made, const Clock& theClock)
      : options(std::move(given))
      , clock(theClock)
      , gate(std::move(made))
      , memory(options.store)
  {
  }

  [[nodiscard]] RiskQuestion question(const Order& draft) const
  {
    return {draft, of(draft.account), options.lookups, clock.elapsed()};
  }
  [[nodiscard]] std::vector<ApprovalLevel> levels(const Order& draft, Money value) const
  {
    return levelsFor(gate.limits(), draft, value, tagsOf(options.lookups, draft.entityId));
  }
  [[nodiscard]] const RiskPicture& of(std::string_view account) const
  {
    const auto own = played.find(account);
    return own == played.end() ? declared : own->second;
  }
  [[nodiscard]] RiskPicture& of(std::string_view account)
  {
    const auto own = played.find(account);
    return own == played.end() ? declared : own->second;
  }
  [[nodiscard]] Result<void> agree(const Order& draft) const;
  void takeAccount(const trading::SimAccount& account, std::optional<Decimal> toBase);
  template <typename IsOrder> void keepUp(const trading::SimAccount& account, IsOrder isOrder);
  void takeDayFlow(const trading::TradingSnapshot& snapshot);
  void settle(const trading::TradingSnapshot& snapshot, std::optional<Decimal> toBase);
  /// The moment that a request of the account is counted at; nothing: by the day only.
  [[nodiscard]] std::optional<Duration> momentOf(const Order& order) const
  {
    return played.contains(order.account) ? std::nullopt : std::optional(clock.elapsed());
  }

  Options options;
  const Clock& clock;
  mutable std::mutex mutex; ///< guards all below: this is the sequencer
  RiskGate gate;
  RiskPicture declared; ///< accounts that a person declares and trades
  std::map<std::string, RiskPicture, std::less<>> played; ///< a world each: accounts in played markets
  AccountMemory memory;
  std::map<std::string, std::string, std::less<>> reserved; ///< account, by orders admitted and not yet seen
  /// How new the picture of an account is, and whether an event may have been missed when its watch began.
  struct Seen {
    std::uint64_t generation = 0;
    bool isSure = false;
  };
  std::map<std::string, Seen, std::less<>> seen;
};

/// Approval is asked last: people shall not look at what the limits refuse anyway.
Result<void> RiskBook::State::agree(const Order& draft) const
{
  if (gate.limits().approvals.empty())
    return {};
  ZVT_TRY(const Money value, valueOf(question(draft)));
  const auto reached = levels(draft, value);
  if (reached.empty())
    return {};
  if (!options.approvals)
    return fail("risk.approval.nobody", {{"value", value.toFixed(2)}});
  return options.approvals->require(draft, value, reached);
}

void RiskBook::State::takeAccount(const trading::SimAccount& account, std::optional<Decimal> toBase)
{
  const std::string& name = account.settings().name;
  RiskPicture& picture = of(name);
  const auto known = picture.accounts().find(name);
  RiskAccount taken;
  taken.name = name;
  taken.toBase = toBase.value_or(picture.rateOf(name));
  taken.isRateKnown = account.settings().currency == gate.limits().currency || taken.toBase != Decimal::fromInt(1);
  taken.equity = account.equity();
  taken.day = account.day();
  taken.moved = account.movedCash();
  for (const auto& [entityId, position] : account.positions())
    if (!position.total.isZero() && !position.last.isPositive())
      taken.unpriced = entityId;
  if (taken.unpriced.empty())
    taken.unpriced = account.unmarked();
  const bool newDay = known != picture.accounts().end() && known->second.day != taken.day;
  memory.carryOn(known == picture.accounts().end() ? nullptr : &known->second, taken);
  if (newDay)
    picture.startDay(name);
  picture.setAccount(taken);
  // A price of another life values nothing.
  if (taken.unpriced.empty())
    for (const auto& [entityId, position] : account.positions())
      picture.setMark(entityId, position.last);
}

void RiskBook::State::takeDayFlow(const trading::TradingSnapshot& snapshot)
{
  const std::string& name = snapshot.account->settings().name;
  std::map<std::string, std::pair<int, int>> counts;
  for (const Order& order : snapshot.orders) {
    if (order.day != snapshot.account->day())
      continue;
    auto& [orders, cancels] = counts[order.source];
    ++orders;
    cancels += order.state == trading::OrderState::Cancelled || order.state == trading::OrderState::PendingCancel;
  }
  RiskPicture& picture = of(name);
  picture.clearDayFlow(name);
  for (const auto& [source, count] : counts)
    picture.setDayFlow(name, source, count.first, count.second);
}

Result<std::unique_ptr<RiskBook>> RiskBook::make(Options options, const Clock& clock)
{
  ZVT_TRY(RiskGate gate, RiskGate::make(options.limits));
  return std::unique_ptr<RiskBook>(new RiskBook(std::make_unique<State>(std::move(options), std::move(gate), clock)));
}

RiskBook::RiskBook(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

RiskBook::~RiskBook() = default;

RiskDecision RiskBook::look(const Order& draft) const
{
  const std::lock_guard lock(m_state->mutex);
  const RiskQuestion question = m_state->question(draft);
  RiskDecision decision = m_state->gate.look(question);
  if (m_state->options.clutch)
    if (const auto held = m_state->options.clutch->check(draft); !held)
      decision.findings.insert(decision.findings.begin(), hostFinding("clutch", RiskVerdict::Block, held.error()));
  const auto value = valueOf(question);
  const auto levels = value ? m_state->levels(draft, *value) : std::vector<ApprovalLevel>{};
  if (!levels.empty())
    decision.findings.push_back(hostFinding("approval", RiskVerdict::Warn,
        {"risk.approval.needed", {{"value", value->toFixed(2)}, {"levels", std::to_string(levels.size())}}, {}}));
  return decision;
}

Result<void> RiskBook::admit(const Order& draft)
{
  if (m_state->options.clutch)
    ZVT_TRY_VOID(m_state->options.clutch->check(draft));
  const std::lock_guard lock(m_state->mutex);
  RiskPicture& picture = m_state->of(draft.account);
  if (picture.openOrders().contains(draft.id))
    return {};
  ZVT_TRY_VOID(m_state->gate.look(m_state->question(draft)).result());
  ZVT_TRY_VOID(m_state->agree(draft));
  Order reserved = draft;
  reserved.state = trading::OrderState::PendingNew;
  picture.adoptOrder(reserved);
  picture.countOrder(reserved, m_state->momentOf(reserved));
  m_state->reserved[draft.id] = draft.account;
  return {};
}

Result<void> RiskBook::admitWhole(const Order& draft)
{
  if (m_state->options.clutch)
    ZVT_TRY_VOID(m_state->options.clutch->check(draft));
  const std::lock_guard lock(m_state->mutex);
  ZVT_TRY_VOID(m_state->gate.look(m_state->question(draft)).result());
  return m_state->agree(draft);
}

void RiskBook::follow(const Order& order)
{
  const std::lock_guard lock(m_state->mutex);
  RiskPicture& picture = m_state->of(order.account);
  const auto& open = picture.openOrders();
  const auto known = open.find(order.id);
  if (order.state == trading::OrderState::PendingCancel && known != open.end() && !known->second.isCancelling)
    picture.countCancel(order, m_state->momentOf(order));
  m_state->reserved.erase(order.id);
  picture.takeOrder(order);
}

void RiskBook::release(std::string_view orderId)
{
  const std::lock_guard lock(m_state->mutex);
  m_state->declared.forget(orderId);
  for (auto& [account, picture] : m_state->played)
    picture.forget(orderId);
  if (const auto found = m_state->reserved.find(orderId); found != m_state->reserved.end())
    m_state->reserved.erase(found);
}

void RiskBook::hold(std::string_view account, const trading::Position& position)
{
  const std::lock_guard lock(m_state->mutex);
  RiskPicture& picture = m_state->of(account);
  picture.setHolding(account, position.entityId, position.total);
  picture.setMark(position.entityId, position.last);
}

void RiskBook::State::settle(const trading::TradingSnapshot& snapshot, std::optional<Decimal> toBase)
{
  const std::string& name = snapshot.account->settings().name;
  RiskPicture& picture = of(name);
  picture.clear(name);
  takeAccount(*snapshot.account, toBase);
  // Strategies' holdings are what their orders filled; the rest of a position belongs to nobody in particular.
  for (Order order : snapshot.orders) {
    order.account = name;
    picture.takeOrder(order);
  }
  for (const auto& [entityId, position] : snapshot.account->positions())
    picture.setHolding(name, entityId, position.total);
  takeDayFlow(snapshot);
  std::erase_if(reserved, [&name](const auto& item) { return item.second == name; });
}

void RiskBook::settle(const trading::TradingSnapshot& snapshot, Decimal toBase)
{
  const std::lock_guard lock(m_state->mutex);
  State::Seen& seen = m_state->seen[snapshot.account->settings().name];
  if (snapshot.generation < seen.generation)
    return;
  seen = {snapshot.generation, false};
  m_state->settle(snapshot, toBase);
}

template <typename IsOrder> void RiskBook::State::keepUp(const trading::SimAccount& account, IsOrder isOrder)
{
  takeAccount(account, {});
  for (auto at = reserved.begin(); at != reserved.end();) {
    if (at->second != account.settings().name) {
      ++at;
      continue;
    }
    if (!isOrder(at->first))
      of(account.settings().name).forget(at->first);
    at = reserved.erase(at);
  }
}

void RiskBook::keepUp(const trading::TradingSnapshot& snapshot)
{
  const std::lock_guard lock(m_state->mutex);
  const std::string& name = snapshot.account->settings().name;
  State::Seen& seen = m_state->seen[name];
  const bool wasSure = std::exchange(seen, {snapshot.generation, true}).isSure;
  if (!wasSure)
    return m_state->settle(snapshot, {});
  m_state->keepUp(*snapshot.account, [&snapshot](const std::string& id) {
    return std::ranges::any_of(
        snapshot.orders.rbegin(), snapshot.orders.rend(), [&](const Order& order) { return order.id == id; });
  });
}

bool RiskBook::keepUp(const trading::TradingState& state)
{
  const std::lock_guard lock(m_state->mutex);
  const auto seen = m_state->seen.find(state.account().settings().name);
  if (seen == m_state->seen.end() || !seen->second.isSure)
    return false;
  m_state->keepUp(state.account(), [&state](const std::string& id) { return state.find(id) != nullptr; });
  return true;
}

void RiskBook::mark(const std::vector<std::pair<std::string, Price>>& prices, std::string_view account)
{
  const std::lock_guard lock(m_state->mutex);
  for (const auto& [entityId, price] : prices)
    m_state->of(account).setMark(entityId, price);
}

void RiskBook::setPlayed(std::string_view account)
{
  const std::lock_guard lock(m_state->mutex);
  if (m_state->played.try_emplace(std::string(account)).second)
    m_state->declared.removeAccount(account);
}

void RiskBook::forget(std::string_view account)
{
  const std::lock_guard lock(m_state->mutex);
  m_state->declared.removeAccount(account);
  if (const auto own = m_state->played.find(account); own != m_state->played.end())
    m_state->played.erase(own);
  std::erase_if(m_state->reserved, [account](const auto& item) { return item.second == account; });
  std::erase_if(m_state->seen, [account](const auto& item) { return item.first == account; });
}

Result<void> RiskBook::setLimits(RiskLimits limits)
{
  ZVT_TRY(RiskGate gate, RiskGate::make(std::move(limits)));
  const std::lock_guard lock(m_state->mutex);
  m_state->gate = std::move(gate);
  return {};
}

RiskLimits RiskBook::limits() const
{
  const std::lock_guard lock(m_state->mutex);
  return m_state->gate.limits();
}

RiskPicture RiskBook::picture(std::string_view account) const
{
  const std::lock_guard lock(m_state->mutex);
  return m_state->of(account);
}

std::vector<std::string> RiskBook::accounts() const
{
  const std::lock_guard lock(m_state->mutex);
  std::vector<std::string> names;
  for (const auto& [name, account] : m_state->declared.accounts())
    names.push_back(name);
  for (const auto& [name, picture] : m_state->played)
    names.push_back(name);
  std::ranges::sort(names);
  return names;
}

std::vector<LimitUsage> RiskBook::usage() const
{
  // Worked out on copies: orders do not wait for somebody who looks.
  std::unique_lock lock(m_state->mutex);
  const RiskLimits limits = m_state->gate.limits();
  const RiskPicture declared = m_state->declared;
  const auto played = m_state->played;
  lock.unlock();
  const Duration now = m_state->clock.elapsed();
  std::vector<LimitUsage> fullest = usageOf(limits, declared, m_state->options.lookups, now);
  for (const auto& [account, picture] : played) {
    std::vector<LimitUsage> own = usageOf(limits, picture, m_state->options.lookups, now);
    for (std::size_t i = 0; i < own.size(); ++i) {
      const std::string& scope = own[i].limit.scope.account;
      // Where nobody trades himself, there is nothing to compare with.
      const bool isFirst = declared.accounts().empty() && fullest[i].account.empty();
      if (scope != account && (!scope.empty() || (!isFirst && !usesMore(own[i], fullest[i]))))
        continue;
      own[i].account = account;
      fullest[i] = std::move(own[i]);
    }
  }
  return fullest;
}

std::function<Result<void>(const Order&, const trading::SimAccount&, std::span<const Order>)> riskGate(RiskBook& book)
{
  return [&book](const Order& order, const trading::SimAccount&, std::span<const Order>) { return book.admit(order); };
}

std::shared_ptr<void> watch(trading::OrderService& service, RiskBook& book, Decimal toBase)
{
  trading::OrderObserver observer;
  observer.onOrder = [&book](const Order& order) { book.follow(order); };
  observer.onPosition = [&book, account = service.snapshot()->account->settings().name](
                            const trading::Position& position) { book.hold(account, position); };
  observer.onSnapshot = [&book](const trading::TradingSnapshotPtr& snapshot) { book.keepUp(*snapshot); };
  std::shared_ptr<void> handle = service.observe(std::move(observer));
  // After the watch began, so that nothing falls between; the next step's picture settles what crossed it.
  book.settle(*service.snapshot(), toBase);
  return handle;
}

}

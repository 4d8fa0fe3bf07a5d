// SPDX-License-Identifier: Apache-2.0
// Corporate actions in the account: those of the day that begins, and those that are learnt of late.
#include "core/trading/order_core.h"
#include "core/trading/order_state.h"

#include <algorithm>
#include <set>

namespace zvt::trading {

Result<void> OrderService::Core::startDay(TradingDay day, const std::vector<CorporateActionApplied>& actions)
{
  if (day <= m_state.account().day())
    return {};
  // What was traded before and not told is booked first: dividends and bonus shares count on the holding at the close.
  if (!m_options.played && !m_state.orders().empty())
    ZVT_TRY_VOID(reconcile());
  // Only what the account can book may enter the journal. The day and its actions are one entry of the journal's store,
  // so a crash never leaves a day without its dividends.
  SimAccount trial = m_state.account().withoutHistory();
  trial.startDay(day);
  std::vector<JournalEvent> events{DayStarted{day}};
  for (CorporateActionApplied action : actions) {
    if (action.action.exDay != day)
      continue;
    auto applied = trial.applyCorporateAction(action.entityId, action.action);
    if (!applied)
      return std::unexpected(std::move(applied).error().with("entity", action.entityId));
    action.rights = applied->rights;
    events.emplace_back(std::move(action));
  }
  ZVT_TRY_VOID(
      record(std::move(events), m_options.played ? std::vector<StoreOperation>() : m_projection.write(m_state)));
  m_projection.written();
  m_requests.clear(); // of another day, however fast that was played
  cancelInOldUnits();
  return {};
}

Result<void> OrderService::Core::chooseRights(RightsChoice choice)
{
  return choice == m_state.account().settings().rights ? Result<void>() : record({RightsChosen{choice}});
}

/// Takes back what stands in the units of before a split or consolidation: a sale of a thousand would sell what has
/// become a hundred.
void OrderService::Core::cancelInOldUnits()
{
  std::vector<std::string> orderIds;
  for (const Order& order : openOrders()) {
    const Position* position = m_state.account().find(order.entityId);
    if (!position || position->unitChanges.empty() || position->unitChanges.back().exDay <= order.day)
      continue;
    if (!endReplacement(order.id, fail("trading.replace.stopped", {{"order", order.id}})) && isCancellable(order.state))
      orderIds.push_back(order.id);
  }
  if (!orderIds.empty())
    keepStep(requestCancels(orderIds, {"trading.units_changed", {}, {}}));
}

/// What stands in the units of before a change of them; whether there is something.
bool OrderService::Core::cancelsBefore(const std::string& entityId, TradingDay day)
{
  std::vector<std::string> orderIds;
  bool found = false;
  for (const Order& order : openOrders()) {
    if (order.entityId != entityId || order.day >= day)
      continue;
    found = true;
    if (!endReplacement(order.id, fail("trading.replace.stopped", {{"order", order.id}})) && isCancellable(order.state))
      orderIds.push_back(order.id);
  }
  if (!orderIds.empty())
    keepStep(requestCancels(orderIds, {"trading.units_changed", {}, {}}));
  return found;
}

std::optional<AccountNews> OrderService::Core::newsOf(const JournalEvent& event)
{
  if (const auto* applied = std::get_if<CorporateActionApplied>(&event); applied && (applied->late || applied->rights))
    return *applied;
  if (const auto* noted = std::get_if<CorporateActionNoted>(&event))
    return *noted;
  if (const auto* busted = std::get_if<TradeBusted>(&event); busted && busted->fill)
    return *busted;
  return std::nullopt;
}

Result<std::optional<CorporateActionApplied>> OrderService::Core::bookLate(CorporateActionNoted missing)
{
  CorporateActionApplied applied{missing.entityId, *missing.known, {}};
  auto late = m_state.entitlement(missing.entityId, missing.day, applied.action);
  if (late && late->entitled.isZero())
    return std::optional<CorporateActionApplied>();
  Result<void> booked = late ? Result<void>() : std::unexpected(late.error());
  if (late) {
    applied.late = *late;
    const SimAccount& account = m_state.account();
    ZVT_TRY(const ActionYield yield, yieldOf(applied.action, late->entitled, account.settings(), account.freeCash()));
    applied.rights = yield.rights;
    // Only what the account can book may enter the journal.
    SimAccount trial = m_state.account().withoutHistory();
    booked = trial.applyLate(applied.entityId, applied.action, *applied.late);
  }
  if (!booked) {
    missing.why = {booked.error().code, {}, {}};
    if (std::ranges::find(m_state.notedActions(), missing) == m_state.notedActions().end())
      ZVT_TRY_VOID(record({std::move(missing)}));
    return std::optional<CorporateActionApplied>();
  }
  ZVT_TRY_VOID(record({applied}));
  return std::optional(std::move(applied));
}

Result<std::vector<CorporateActionApplied>> OrderService::Core::checkActions(const KnownActions& known)
{
  ActionDifferences differences = compareActions(m_state, known);
  std::vector<JournalEvent> notes;
  for (CorporateActionNoted& changed : differences.changed)
    notes.emplace_back(std::move(changed));
  ZVT_TRY_VOID(record(std::move(notes)));
  std::vector<CorporateActionApplied> booked;
  std::set<std::string> waiting; // later actions of a security count on the earlier ones
  for (CorporateActionNoted& missing : differences.missing) {
    if (waiting.contains(missing.entityId))
      continue;
    const auto due = m_state.entitlement(missing.entityId, missing.day, *missing.known);
    const bool changesUnits = due && !due->entitled.isZero() && missing.known->consolidation != 1;
    if (changesUnits && cancelsBefore(missing.entityId, missing.day)) {
      waiting.insert(missing.entityId);
      continue;
    }
    ZVT_TRY(auto applied, bookLate(std::move(missing)));
    if (applied)
      booked.push_back(*std::move(applied));
  }
  return booked;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/trading/late_actions.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace zvt::trading {

namespace {

using market::CorporateAction;

enum class ActionKind { Consolidation, Dividend, Bonus, Rights };
constexpr std::array kKinds{ActionKind::Consolidation, ActionKind::Dividend, ActionKind::Bonus, ActionKind::Rights};

/// The action with nothing but that.
CorporateAction only(const CorporateAction& action, ActionKind kind)
{
  CorporateAction part;
  part.exDay = action.exDay;
  switch (kind) {
  case ActionKind::Consolidation:
    part.consolidation = action.consolidation > 0 ? action.consolidation : 1;
    break;
  case ActionKind::Dividend:
    part.cash = action.cash;
    break;
  case ActionKind::Bonus:
    part.bonus = action.bonus;
    break;
  case ActionKind::Rights:
    part.rights = action.rights;
    part.rightsPrice = action.rights == 0 ? 0 : action.rightsPrice;
    break;
  }
  return part;
}

bool isNothing(const CorporateAction& part)
{
  return part.cash == 0 && part.bonus == 0 && part.rights == 0 && part.consolidation == 1;
}

bool isSame(CorporateAction one, const CorporateAction& other)
{
  one.exDay = other.exDay; // one booked on its day has that day's date
  return one == other;
}

/// What is known and what was booked of one security on one day.
struct Group {
  std::vector<CorporateAction> known, booked;
};

/// A part with the place of its action.
using Part = std::pair<std::size_t, CorporateAction>;

std::vector<Part> partsOf(const std::vector<CorporateAction>& actions, ActionKind kind)
{
  std::vector<Part> parts;
  for (std::size_t i = 0; i < actions.size(); ++i)
    if (const CorporateAction part = only(actions[i], kind); !isNothing(part))
      parts.emplace_back(i, part);
  return parts;
}

/// The parts of one action together: rights count on what was held before the bonus.
void add(CorporateAction& to, const CorporateAction& part)
{
  to.exDay = part.exDay;
  to.cash += part.cash;
  to.bonus += part.bonus;
  to.rights += part.rights;
  to.rightsPrice += part.rightsPrice;
  to.consolidation *= part.consolidation;
}

bool wasNoted(const TradingState& state, const CorporateActionNoted& note)
{
  return std::ranges::find(state.notedActions(), note) != state.notedActions().end();
}

void compare(const TradingState& state, const std::string& entityId, TradingDay day, const Group& group,
    ActionDifferences& differences)
{
  std::map<std::size_t, CorporateAction> missing;
  for (const ActionKind kind : kKinds) {
    std::vector<Part> known = partsOf(group.known, kind);
    std::vector<Part> booked = partsOf(group.booked, kind);
    std::erase_if(known, [&booked](const Part& one) {
      const auto twin =
          std::ranges::find_if(booked, [&one](const Part& other) { return isSame(one.second, other.second); });
      if (twin == booked.end())
        return false;
      booked.erase(twin);
      return true;
    });
    for (std::size_t i = 0; i < booked.size(); ++i) {
      CorporateActionNoted note{entityId, day, booked[i].second, {}, {}};
      if (i < known.size())
        note.known = known[i].second;
      note.why.code = note.known ? "trading.action_changed" : "trading.action_gone";
      if (!wasNoted(state, note))
        differences.changed.push_back(std::move(note));
    }
    for (std::size_t i = booked.size(); i < known.size(); ++i)
      add(missing[known[i].first], known[i].second);
  }
  for (const auto& [row, action] : missing)
    differences.missing.push_back({entityId, day, {}, action, {}});
}

/// Of a part: its kind, and its figure.
std::pair<std::string, std::string> toText(const CorporateAction& part)
{
  if (part.cash != 0)
    return {"dividend", fmt::format("{}", part.cash)};
  if (part.bonus != 0)
    return {"bonus", fmt::format("{}", part.bonus)};
  if (part.rights != 0)
    return {"rights", fmt::format("{} × {}", part.rights, part.rightsPrice)};
  return {"consolidation", fmt::format("{}", part.consolidation)};
}

Error rightsNotice(const std::string& entityId, TradingDay day, const RightsOffer& offer)
{
  Error notice{offer.taken ? "trading.rights_taken" : "trading.rights_unpaid",
      {{"entity", entityId}, {"day", day.iso()}, {"units", offer.units.toString()}, {"price", offer.price.toString()},
          {"payment", offer.payment.toFixed(2)}},
      {}};
  if (!offer.taken)
    notice.arguments.emplace_back("available", offer.available.toFixed(2));
  return notice;
}

Error noticeOf(const CorporateActionApplied& applied)
{
  const bool broughtNothing = applied.late && applied.late->change == Rebooking{};
  if (applied.rights && (!applied.late || (broughtNothing && !applied.rights->taken)))
    return rightsNotice(applied.entityId, applied.action.exDay, *applied.rights);
  const LateEntitlement late = applied.late.value_or(LateEntitlement{});
  Error notice{"trading.action_late",
      {{"entity", applied.entityId}, {"ex_day", applied.action.exDay.iso()}, {"entitled", late.entitled.toString()},
          {"cash", late.change.cash.toFixed(2)}, {"units", late.change.units.toString()}},
      {}};
  if (applied.rights && !applied.rights->taken) { // it brought something else
    notice.code += ".rights_unpaid";
    const RightsOffer& offer = *applied.rights;
    notice.arguments.insert(notice.arguments.end(),
        {{"rights", offer.units.toString()}, {"price", offer.price.toString()}, {"payment", offer.payment.toFixed(2)},
            {"available", offer.available.toFixed(2)}});
  }
  return notice;
}

Error noticeOf(const CorporateActionNoted& noted)
{
  Error notice{noted.why.code, {{"entity", noted.entityId}, {"day", noted.day.iso()}}, {}};
  if (!noted.booked)
    return notice;
  const auto [kind, booked] = toText(*noted.booked);
  notice.code += "." + kind;
  notice.arguments.emplace_back("booked", booked);
  notice.arguments.emplace_back("known", noted.known ? toText(*noted.known).second : std::string());
  return notice;
}

Error noticeOf(const TradeBusted& busted)
{
  const Fill fill = busted.fill.value_or(Fill{});
  return {busted.corrected.empty() ? "trading.bust_told" : "trading.correction_told",
      {{"entity", fill.entityId}, {"day", fill.day.iso()}, {"quantity", fill.quantity.toString()},
          {"price", fill.price.toString()}},
      {}};
}

}

Error noticeOf(const AccountNews& news)
{
  return std::visit([](const auto& one) { return noticeOf(one); }, news);
}

ActionDifferences compareActions(const TradingState& state, const KnownActions& known)
{
  ActionDifferences differences;
  const std::vector<TradingDay>& days = state.days();
  if (days.empty())
    return differences;
  std::map<std::pair<TradingDay, std::string>, Group> groups;
  for (const auto& [entityId, actions] : known)
    for (const CorporateAction& action : actions)
      if (action.exDay > days.front() && action.exDay <= days.back())
        groups[{*std::ranges::lower_bound(days, action.exDay), entityId}].known.push_back(action);
  for (const CorporateActionApplied& applied : state.actions())
    if (known.contains(applied.entityId))
      groups[{applied.late ? applied.late->day : applied.action.exDay, applied.entityId}].booked.push_back(
          applied.action);
  for (const auto& [place, group] : groups)
    compare(state, place.second, place.first, group, differences);
  return differences;
}

}

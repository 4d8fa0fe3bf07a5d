// SPDX-License-Identifier: Apache-2.0
#include "core/data/watchlist.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace zvt::data {
namespace {

constexpr std::array<std::string_view, kWatchFlagCount> kFlags{
    "none", "red", "orange", "yellow", "green", "blue", "violet"};

using Ids = std::unordered_set<std::string_view>;

Ids idsOf(std::span<const std::string> entityIds)
{
  return {entityIds.begin(), entityIds.end()};
}

WatchPlace clamped(const Watchlist& list, WatchPlace at)
{
  at.group = std::min(at.group, list.groups.size() - 1);
  at.item = std::min(at.item, list.groups[at.group].items.size());
  return at;
}

/// Takes the chosen items out, in the order of the list, and moves @p at so that it stays between the same others.
std::vector<WatchItem> takeItems(Watchlist& list, const Ids& chosen, WatchPlace& at)
{
  std::vector<WatchItem> taken;
  for (std::size_t g = 0; g < list.groups.size(); ++g) {
    std::vector<WatchItem>& items = list.groups[g].items;
    std::vector<WatchItem> left;
    std::size_t before = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool take = chosen.contains(items[i].entityId);
      before += take && g == at.group && i < at.item ? 1 : 0;
      (take ? taken : left).push_back(std::move(items[i]));
    }
    items = std::move(left);
    if (g == at.group)
      at.item -= before;
  }
  return taken;
}

/// The place above the first chosen row, one row further up.
std::optional<WatchPlace> placeAbove(const Watchlist& list, const Ids& chosen)
{
  for (std::size_t g = 0; g < list.groups.size(); ++g) {
    const auto& items = list.groups[g].items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!chosen.contains(items[i].entityId))
        continue;
      if (i > 0)
        return WatchPlace{g, i - 1};
      if (g == 0)
        return {};
      return WatchPlace{g - 1, list.groups[g - 1].items.size()};
    }
  }
  return {};
}

/// The place below the last chosen row, one row further down.
std::optional<WatchPlace> placeBelow(const Watchlist& list, const Ids& chosen)
{
  for (std::size_t g = list.groups.size(); g-- > 0;) {
    const auto& items = list.groups[g].items;
    for (std::size_t i = items.size(); i-- > 0;) {
      if (!chosen.contains(items[i].entityId))
        continue;
      if (i + 1 < items.size())
        return WatchPlace{g, i + 2};
      if (g + 1 == list.groups.size())
        return {};
      return WatchPlace{g + 1, 0};
    }
  }
  return {};
}

}

std::string_view toString(WatchFlag flag)
{
  return kFlags[static_cast<std::size_t>(flag)];
}

std::optional<WatchFlag> watchFlagFrom(std::string_view text)
{
  const auto at = std::find(kFlags.begin(), kFlags.end(), text);
  if (at == kFlags.end())
    return {};
  return static_cast<WatchFlag>(at - kFlags.begin());
}

namespace {

constexpr std::array<std::string_view, kWatchUnits> kUnits{"number", "percent", "fraction", "price", "large", "mark"};

}

std::string_view toString(WatchUnit unit)
{
  return kUnits[static_cast<std::size_t>(unit)];
}

std::optional<WatchUnit> watchUnitFrom(std::string_view text)
{
  const auto at = std::find(kUnits.begin(), kUnits.end(), text);
  if (at == kUnits.end())
    return {};
  return static_cast<WatchUnit>(at - kUnits.begin());
}

std::size_t Watchlist::size() const
{
  std::size_t count = 0;
  for (const WatchGroup& group : groups)
    count += group.items.size();
  return count;
}

std::optional<WatchPlace> Watchlist::find(std::string_view entityId) const
{
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (std::size_t i = 0; i < groups[g].items.size(); ++i)
      if (groups[g].items[i].entityId == entityId)
        return WatchPlace{g, i};
  return {};
}

std::vector<std::string> Watchlist::entityIds() const
{
  std::vector<std::string> ids;
  ids.reserve(size());
  for (const WatchGroup& group : groups)
    for (const WatchItem& item : group.items)
      ids.push_back(item.entityId);
  return ids;
}

std::size_t insertItems(Watchlist& list, WatchPlace at, std::span<const WatchItem> items)
{
  const std::vector<std::string> present = list.entityIds();
  Ids known = idsOf(present);
  std::vector<WatchItem> fresh;
  for (const WatchItem& item : items)
    if (known.insert(item.entityId).second)
      fresh.push_back(item);
  const WatchPlace place = clamped(list, at);
  auto& target = list.groups[place.group].items;
  target.insert(target.begin() + static_cast<std::ptrdiff_t>(place.item), fresh.begin(), fresh.end());
  return fresh.size();
}

std::size_t removeItems(Watchlist& list, std::span<const std::string> entityIds)
{
  const Ids chosen = idsOf(entityIds);
  std::size_t removed = 0;
  for (WatchGroup& group : list.groups)
    removed += std::erase_if(group.items, [&](const WatchItem& item) { return chosen.contains(item.entityId); });
  return removed;
}

void moveItems(Watchlist& list, std::span<const std::string> entityIds, WatchPlace at)
{
  WatchPlace place = clamped(list, at);
  std::vector<WatchItem> taken = takeItems(list, idsOf(entityIds), place);
  auto& target = list.groups[place.group].items;
  target.insert(target.begin() + static_cast<std::ptrdiff_t>(place.item), std::make_move_iterator(taken.begin()),
      std::make_move_iterator(taken.end()));
}

bool shiftItems(Watchlist& list, std::span<const std::string> entityIds, int step)
{
  const Ids chosen = idsOf(entityIds);
  const auto place = step < 0 ? placeAbove(list, chosen) : placeBelow(list, chosen);
  if (!place)
    return false;
  moveItems(list, entityIds, *place);
  return true;
}

bool shiftGroup(Watchlist& list, std::size_t group, int step)
{
  const std::ptrdiff_t target = static_cast<std::ptrdiff_t>(group) + step;
  if (group == 0 || group >= list.groups.size() || target < 1 || target >= std::ssize(list.groups))
    return false;
  std::swap(list.groups[group], list.groups[static_cast<std::size_t>(target)]);
  return true;
}

void moveGroup(Watchlist& list, std::size_t group, std::size_t target)
{
  if (group == 0 || group >= list.groups.size())
    return;
  WatchGroup moved = std::move(list.groups[group]);
  list.groups.erase(list.groups.begin() + static_cast<std::ptrdiff_t>(group));
  const std::size_t place = std::clamp<std::size_t>(target, 1, list.groups.size());
  list.groups.insert(list.groups.begin() + static_cast<std::ptrdiff_t>(place), std::move(moved));
}

void removeGroup(Watchlist& list, std::size_t group)
{
  if (group == 0 || group >= list.groups.size())
    return;
  auto& target = list.groups[group - 1].items;
  auto& items = list.groups[group].items;
  target.insert(target.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  list.groups.erase(list.groups.begin() + static_cast<std::ptrdiff_t>(group));
}

std::ptrdiff_t WatchlistBook::indexOf(std::string_view listId) const
{
  const auto at =
      std::find_if(lists.begin(), lists.end(), [&](const WatchlistPtr& list) { return list->id == listId; });
  return at == lists.end() ? -1 : at - lists.begin();
}

std::string WatchlistBook::freshId() const
{
  for (std::size_t n = lists.size() + 1;; ++n)
    if (std::string id = "list-" + std::to_string(n); indexOf(id) < 0)
      return id;
}

bool WatchlistBook::operator==(const WatchlistBook& other) const
{
  return columnSets == other.columnSets
      && std::equal(lists.begin(), lists.end(), other.lists.begin(), other.lists.end(),
          [](const WatchlistPtr& a, const WatchlistPtr& b) { return a == b || *a == *b; });
}

}

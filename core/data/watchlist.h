// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::data {

/// A mark that a user gives a row. What colour it has is the theme's matter.
enum class WatchFlag { None, Red, Orange, Yellow, Green, Blue, Violet };
inline constexpr std::size_t kWatchFlagCount = 7;
[[nodiscard]] std::string_view toString(WatchFlag flag); ///< none red orange yellow green blue violet
[[nodiscard]] std::optional<WatchFlag> watchFlagFrom(std::string_view text);

/// One security of a list.
struct WatchItem {
  std::string entityId;
  std::string note{};
  WatchFlag flag = WatchFlag::None;
  bool operator==(const WatchItem&) const = default;
};

/// A stretch of a list under a heading. The first group of a list has no name: what no group was chosen for.
struct WatchGroup {
  std::string name;
  bool collapsed = false;
  std::vector<WatchItem> items{};
  bool operator==(const WatchGroup&) const = default;
};

/// Where a row stands.
struct WatchPlace {
  std::size_t group = 0;
  std::size_t item = 0; ///< before which item; the number of items: at the end
  bool operator==(const WatchPlace&) const = default;
};

/// A named list. A value: every edit gives a new one. A security stands in a list at most once; there is always a first
/// group, without a name.
struct Watchlist {
  std::string id; ///< unique in its book, never shown
  std::string name;
  std::vector<WatchGroup> groups{1};

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::optional<WatchPlace> find(std::string_view entityId) const;
  [[nodiscard]] std::vector<std::string> entityIds() const; ///< in the order of the list
  bool operator==(const Watchlist&) const = default;
};

/// Puts items at a place (beyond the end: at the end). Those that the list has already stay where they are.
/// @return how many were new
std::size_t insertItems(Watchlist& list, WatchPlace at, std::span<const WatchItem> items);
/// @return how many were there
std::size_t removeItems(Watchlist& list, std::span<const std::string> entityIds);
/// Moves items, in the order of the list, in front of what stands at @p at.
void moveItems(Watchlist& list, std::span<const std::string> entityIds, WatchPlace at);
/// One row up (−1) or down (+1), over the edge of a group into the next. False: there is nowhere to go.
bool shiftItems(Watchlist& list, std::span<const std::string> entityIds, int step);
/// Moves a group one up or down; the first, nameless one stays. False: there is nowhere to go.
bool shiftGroup(Watchlist& list, std::size_t group, int step);
/// Moves a group so that it becomes the @p target-th (at least 1).
void moveGroup(Watchlist& list, std::size_t group, std::size_t target);
/// Its items go to the end of the group before it.
void removeGroup(Watchlist& list, std::size_t group);

/// What the numbers of a formula column are.
enum class WatchUnit {
  Number,
  Percent, ///< 5 is shown as 5%
  Fraction, ///< 0.05 is shown as 5%
  Price, ///< with the decimals of the security
  Large, ///< in 万/亿 or K/M
  Mark ///< a condition: a mark where it holds
};
inline constexpr std::size_t kWatchUnits = 6;
[[nodiscard]] std::string_view toString(WatchUnit unit); ///< "number" …
[[nodiscard]] std::optional<WatchUnit> watchUnitFrom(std::string_view text);

/// One column of a set: an id of the program's columns, or a formula over daily bars.
struct WatchColumn {
  std::string id; ///< "last"; of formulas "formula:NAME"
  int width = 0; ///< logical pixels; 0: as the program thinks
  std::string formula{}; ///< text of core/factor; empty: none
  WatchUnit unit = WatchUnit::Number; ///< of formulas, as the two below
  int decimals = 2; ///< 0 … 6
  bool colored = false; ///< by sign, as a change
  bool operator==(const WatchColumn&) const = default;
};

/// Which columns a table shows, in order.
struct WatchColumnSet {
  std::string id;
  std::string name; ///< empty: one of the program's own, named by its id
  std::vector<WatchColumn> columns{};
  bool operator==(const WatchColumnSet&) const = default;
};

using WatchlistPtr = std::shared_ptr<const Watchlist>;

/// All lists and column sets of a profile. Copies share their lists.
struct WatchlistBook {
  std::vector<WatchlistPtr> lists; ///< never null
  std::vector<WatchColumnSet> columnSets;

  [[nodiscard]] std::ptrdiff_t indexOf(std::string_view listId) const; ///< −1: there is none
  /// An id that no list has: "list-1" …
  [[nodiscard]] std::string freshId() const;
  bool operator==(const WatchlistBook& other) const;
};

/// One list or a whole book as the JSON document that an export writes and a profile keeps. Exact both ways.
[[nodiscard]] std::string toJson(const WatchlistBook& book);
/// Errors: json.*, watchlist.not_a_book, watchlist.newer_version, watchlist.bad_entry with "list" and "text". A double
/// entry is left out.
[[nodiscard]] Result<WatchlistBook> watchlistBookFromJson(std::string_view text);

}

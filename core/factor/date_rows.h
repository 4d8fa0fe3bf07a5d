// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/panel_view.h"

#include <vector>

namespace zvt::factor {

/// Which entities of a panel can be gone through together: 16 in a row that stand side by side in a block and trade on
/// the same dates without a gap.
class DateGroups {
public:
  struct Group {
    std::uint32_t first = 0;
    std::uint32_t count = 1; ///< 1 or 16
  };
  /// @p panel and @p layout outlive this
  DateGroups(const PanelView& panel, const market::BlockLayout& layout);

  [[nodiscard]] const PanelView& panel() const { return m_panel; }
  [[nodiscard]] const market::BlockLayout& layout() const { return m_layout; }
  [[nodiscard]] std::span<const Group> groups() const { return m_groups; } ///< all entities, in their order
  /// Places of dates are [0, dates()).
  [[nodiscard]] std::size_t dates() const { return m_dates; }
  struct Trading {
    std::uint32_t first = 0; ///< place of the first date
    std::uint32_t bars = 0;
    bool isUnbroken = false; ///< a bar on every date from the first to the last
    bool operator==(const Trading&) const = default;
  };
  [[nodiscard]] const Trading& trading(std::size_t entity) const { return m_trading[entity]; }
  [[nodiscard]] std::span<const std::uint32_t> positions(std::size_t entity) const;

private:
  [[nodiscard]] bool standTogether(std::size_t first) const;

  const PanelView& m_panel;
  const market::BlockLayout& m_layout;
  std::size_t m_dates = 0;
  std::vector<Trading> m_trading; ///< by entity
  std::vector<Group> m_groups;
};

/// The values of some dates put side by side, date after date in the order of the entities that have a bar there, and
/// back.
class DateRows {
public:
  /// Dates at a time: with all entities they stay within the second cache.
  static constexpr std::size_t kDates = 8;

  explicit DateRows(const DateGroups& groups); ///< which outlives this
  /// To the dates [block × kDates, (block + 1) × kDates); cheapest from one block to the next.
  void moveTo(std::size_t block);
  /// Places of a date's rows are [first(date), first(date + 1)).
  [[nodiscard]] std::size_t first(std::size_t date) const { return m_firsts[date]; }
  [[nodiscard]] std::size_t count() const { return m_firsts[kDates]; }

  void gather(const PanelColumn& column, double* to) const;
  /// Into a column in blocks; other threads see it after streamsDone().
  void scatter(const double* from, double* blocks) const;

private:
  struct Span {
    std::uint32_t bar = 0; ///< the entity's first at or after the first date
    std::uint8_t dates = 0; ///< bits of the dates with a bar
  };
  [[nodiscard]] std::uint8_t datesFrom(std::size_t entity, std::size_t bar) const;

  const DateGroups& m_groups;
  std::size_t m_nextBlock = 0;
  std::uint32_t m_date = 0; ///< the first
  std::vector<Span> m_spans; ///< by group
  std::array<std::size_t, kDates + 1> m_firsts{};
};

}

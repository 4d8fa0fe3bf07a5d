// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <utility>
#include <vector>

namespace zvt::widgets {

/// A trade on the chart, or what a factor would have done.
struct TradeMark {
  std::size_t bar = 0;
  double price = 0; ///< on the scale of the chart
  bool buy = true;
  QString text; ///< beside the triangle; may be empty
  QString tip = {}; ///< when pointed at, lines; may be empty
  std::size_t id = 0; ///< of whoever made the mark
};

/// Marks by side and bar, so that those in sight are found by halving.
class TradeMarks {
public:
  TradeMarks() = default;
  /// @param marks in any order; those of one bar keep theirs
  explicit TradeMarks(std::vector<TradeMark> marks);

  [[nodiscard]] const std::vector<TradeMark>& of(bool buy) const { return buy ? m_buys : m_sells; }
  [[nodiscard]] std::size_t size() const { return m_buys.size() + m_sells.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// Of the marks of a side, those at the bars [begin, end): [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> within(bool buy, std::size_t begin, std::size_t end) const;
  [[nodiscard]] bool hasText() const { return m_hasText; }

private:
  std::vector<TradeMark> m_buys, m_sells;
  bool m_hasText = false;
};

/// What was opened at one bar and closed at another.
struct TradeLink {
  std::size_t entryBar = 0, exitBar = 0; ///< the entry is not later
  double entryPrice = 0, exitPrice = 0; ///< on the scale of the chart
  double profit = 0;
  QString text; ///< "+14.2%"
  QString tip; ///< when pointed at, lines
};

/// Fills of an account, and how they belong together.
class TradeSet {
public:
  TradeSet() = default;
  TradeSet(std::vector<TradeMark> marks, std::vector<TradeLink> links);

  [[nodiscard]] const TradeMarks& marks() const { return m_marks; }
  [[nodiscard]] const std::vector<TradeLink>& links() const { return m_links; } ///< by the bar of their entry
  /// Calls @p see with each link that is at least partly at the bars [begin, end), newest entry first.
  template <typename See> void forLinks(std::size_t begin, std::size_t end, See see) const
  {
    for (std::size_t i = entriesBefore(end); i-- > 0 && m_latestExit[i] >= begin;)
      if (m_links[i].exitBar >= begin)
        see(m_links[i]);
  }

private:
  [[nodiscard]] std::size_t entriesBefore(std::size_t bar) const;
  TradeMarks m_marks;
  std::vector<TradeLink> m_links;
  std::vector<std::size_t> m_latestExit; ///< of a link and all before it
};

}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/trade_marks.h"

#include <algorithm>

namespace zvt::widgets {

TradeMarks::TradeMarks(std::vector<TradeMark> marks)
{
  std::ranges::stable_sort(marks, {}, &TradeMark::bar);
  for (TradeMark& mark : marks) {
    m_hasText = m_hasText || !mark.text.isEmpty();
    (mark.buy ? m_buys : m_sells).push_back(std::move(mark));
  }
}

std::pair<std::size_t, std::size_t> TradeMarks::within(bool buy, std::size_t begin, std::size_t end) const
{
  const std::vector<TradeMark>& marks = of(buy);
  const auto at = [&](std::size_t bar) {
    return static_cast<std::size_t>(std::ranges::lower_bound(marks, bar, {}, &TradeMark::bar) - marks.begin());
  };
  return {at(begin), at(end)};
}

TradeSet::TradeSet(std::vector<TradeMark> marks, std::vector<TradeLink> links)
    : m_marks(std::move(marks))
    , m_links(std::move(links))
{
  std::ranges::stable_sort(m_links, {}, &TradeLink::entryBar);
  m_latestExit.reserve(m_links.size());
  for (const TradeLink& link : m_links)
    m_latestExit.push_back(std::max(link.exitBar, m_latestExit.empty() ? 0 : m_latestExit.back()));
}

std::size_t TradeSet::entriesBefore(std::size_t bar) const
{
  return static_cast<std::size_t>(std::ranges::lower_bound(m_links, bar, {}, &TradeLink::entryBar) - m_links.begin());
}

}

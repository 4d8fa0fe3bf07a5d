// SPDX-License-Identifier: Apache-2.0
#include "core/factor/date_rows.h"

#include "core/base/stream_copy.h"
#include "core/factor/lanes.h"

#include <algorithm>
#include <bit>

namespace zvt::factor {

namespace {

constexpr std::size_t kWidth = market::BlockLayout::kWidth;
constexpr unsigned kAllDates = (1U << DateRows::kDates) - 1;
/// Groups lie far apart, which the processor does not foresee: so many further on are asked for.
constexpr std::size_t kAhead = 4;

void askFor([[maybe_unused]] const double* first, [[maybe_unused]] std::size_t count, [[maybe_unused]] std::size_t step)
{
#if defined(__GNUC__)
  for (std::size_t i = 0; i < count; i += step)
    __builtin_prefetch(first + i);
#endif
}

template <class Do> void forEachDate(unsigned dates, Do action)
{
  for (; dates != 0; dates &= dates - 1)
    action(static_cast<std::size_t>(std::countr_zero(dates)));
}

}

DateGroups::DateGroups(const PanelView& panel, const market::BlockLayout& layout)
    : m_panel(panel)
    , m_layout(layout)
    , m_trading(panel.entityCount())
{
  for (std::size_t e = 0; e < m_trading.size(); ++e) {
    const auto places = positions(e);
    if (places.empty())
      continue;
    m_trading[e] = {
        places.front(), static_cast<std::uint32_t>(places.size()), places.back() - places.front() + 1 == places.size()};
    m_dates = std::max<std::size_t>(m_dates, places.back() + 1);
  }
  for (std::uint32_t e = 0; e < m_trading.size(); e += m_groups.back().count)
    m_groups.push_back({e, standTogether(e) ? static_cast<std::uint32_t>(kWidth) : 1});
}

std::span<const std::uint32_t> DateGroups::positions(std::size_t entity) const
{
  return m_panel.position.subspan(m_panel.offsets[entity], m_panel.offsets[entity + 1] - m_panel.offsets[entity]);
}

bool DateGroups::standTogether(std::size_t first) const
{
  const Trading& trading = m_trading[first];
  if (m_layout.place(first) % kWidth != 0 || first + kWidth > m_trading.size() || !trading.isUnbroken)
    return false;
  for (std::size_t e = first; e < first + kWidth; ++e)
    if (m_layout.place(e) != m_layout.place(first) + (e - first) || m_trading[e] != trading)
      return false;
  return true;
}

DateRows::DateRows(const DateGroups& groups)
    : m_groups(groups)
    , m_spans(groups.groups().size())
{
}

std::uint8_t DateRows::datesFrom(std::size_t entity, std::size_t bar) const
{
  const DateGroups::Trading& trading = m_groups.trading(entity);
  if (bar >= trading.bars)
    return 0;
  if (trading.isUnbroken) {
    const std::size_t begin = trading.first + bar - m_date;
    const std::size_t end = std::min<std::size_t>(kDates, begin + trading.bars - bar);
    return begin < end ? static_cast<std::uint8_t>((kAllDates << begin) & (kAllDates >> (kDates - end))) : 0;
  }
  const auto places = m_groups.positions(entity);
  unsigned dates = 0;
  for (; bar < places.size() && places[bar] < m_date + kDates; ++bar)
    dates |= 1U << (places[bar] - m_date);
  return static_cast<std::uint8_t>(dates);
}

void DateRows::moveTo(std::size_t block)
{
  m_date = static_cast<std::uint32_t>(block * kDates);
  const auto groups = m_groups.groups();
  std::array<std::size_t, kDates> counts{};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    Span& span = m_spans[g];
    if (block == m_nextBlock && block > 0) {
      span.bar += static_cast<std::uint32_t>(std::popcount(span.dates));
    } else {
      const auto places = m_groups.positions(groups[g].first);
      span.bar = static_cast<std::uint32_t>(std::ranges::lower_bound(places, m_date) - places.begin());
    }
    span.dates = datesFrom(groups[g].first, span.bar);
    for (std::size_t d = 0; d < kDates; ++d)
      counts[d] += (span.dates >> d & 1U) * groups[g].count;
  }
  m_nextBlock = block + 1;
  for (std::size_t d = 0; d < kDates; ++d)
    m_firsts[d + 1] = m_firsts[d] + counts[d];
}

void DateRows::gather(const PanelColumn& column, double* to) const
{
  if (!column.values) {
    std::fill_n(to, count(), kUndefined);
    return;
  }
  auto next = m_firsts;
  const auto groups = m_groups.groups();
  const std::size_t stride = column.inBlocks ? kWidth : 1;
  const auto at = [&](std::size_t entity, std::size_t bar) {
    return column.values + (column.inBlocks ? m_groups.layout().place(entity) : m_groups.panel().offsets[entity])
        + bar * stride;
  };
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (const std::size_t later = g + kAhead; later < groups.size())
      askFor(at(groups[later].first, m_spans[later].bar), kDates * stride, 8);
    const Span& span = m_spans[g];
    const double* from = at(groups[g].first, span.bar);
    if (groups[g].count == 1) {
      forEachDate(span.dates, [&](std::size_t d) {
        to[next[d]++] = *from;
        from += stride;
      });
    } else if (column.inBlocks) {
      forEachDate(span.dates, [&](std::size_t d) {
        std::copy_n(from, kWidth, to + next[d]);
        next[d] += kWidth;
        from += kWidth;
      });
    } else {
      for (std::size_t e = groups[g].first; e < groups[g].first + kWidth; ++e) {
        from = at(e, span.bar);
        forEachDate(span.dates, [&](std::size_t d) { to[next[d]++] = *from++; });
      }
    }
  }
}

void DateRows::scatter(const double* from, double* blocks) const
{
  auto next = m_firsts;
  const auto groups = m_groups.groups();
  for (std::size_t g = 0; g < groups.size(); ++g) {
    double* to = blocks + m_groups.layout().place(groups[g].first) + m_spans[g].bar * kWidth;
    if (groups[g].count == 1) {
      forEachDate(m_spans[g].dates, [&](std::size_t d) {
        *to = from[next[d]++];
        to += kWidth;
      });
    } else {
      forEachDate(m_spans[g].dates, [&](std::size_t d) {
        streamCopy(from + next[d], kWidth, to);
        next[d] += kWidth;
        to += kWidth;
      });
    }
  }
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/exit_control.h"

#include <algorithm>
#include <cmath>

namespace zvt::backtest {

/// The fills of a position give its entry price: the mean of what was added.
void ExitControl::take(Watched& watched, const trading::Fill& fill) const
{
  // Fractions of new shares are dropped where they are credited: what a sale of everything leaves here is nothing.
  const double nothing = watched.hasNewShares ? std::abs(watched.held) / 1000 : 1e-9;
  const double units = fill.quantity.toDouble() * (fill.side == trading::Side::Buy ? 1 : -1);
  const double price = fill.price.toDouble();
  const double after = watched.held + units;
  if (std::abs(after) < nothing)
    watched.held = 0;
  else if (watched.held == 0 || (after > 0) != (watched.held > 0)) // opened, or turned round
    watched = {risk::ExitWatch::opened(price, after > 0), after, watched.row, true, false};
  else {
    if (std::abs(after) > std::abs(watched.held))
      watched.watch.entry = (watched.watch.entry * watched.held + price * units) / after;
    watched.held = after;
  }
}

/// The day before the bar's ex-dates: their reference price is that of its close.
void ExitControl::passExDates(Watched& watched, const BarBook& book, std::uint32_t entity) const
{
  if (watched.held == 0 || watched.row == 0)
    return;
  const BarBook::Item& item = book.items()[entity];
  const TradingDay before = book.dayOf(entity, watched.row - 1);
  const TradingDay day = book.dayOf(entity, watched.row);
  double close = item.raw->close[watched.row - 1];
  for (const market::CorporateAction& action : item.actions) {
    if (!action.movesPrice() || action.exDay <= before || action.exDay > day || !(close > 0))
      continue;
    const double reference = action.referencePrice(close);
    if (!(reference > 0))
      continue;
    watched.watch.rescale(reference / close);
    watched.held *= action.shareFactor();
    watched.hasNewShares = true;
    close = reference;
  }
}

std::vector<ExitControl::Exit> ExitControl::closeBars(const BarBook& book, const trading::SimAccount* account)
{
  std::vector<Exit> exits;
  for (const auto& [entityId, fills] : m_fills)
    m_watched.try_emplace(entityId);
  for (auto at = m_watched.begin(); at != m_watched.end();) {
    Watched& watched = at->second;
    const auto waiting = m_fills.find(at->first);
    const std::span<const trading::Fill> fills =
        waiting == m_fills.end() ? std::span<const trading::Fill>() : std::span<const trading::Fill>(waiting->second);
    const auto entity = book.find(at->first);
    const std::size_t count = entity ? book.count(*entity) : 0;
    std::size_t next = 0; ///< of the fills
    if (entity && !watched.begun && !fills.empty()) {
      const std::vector<Timestamp>& ends = book.items()[*entity].ends;
      const auto first = std::ranges::lower_bound(ends, fills.front().at);
      watched.row = static_cast<std::size_t>(first - ends.begin());
      watched.begun = true;
    }
    for (; watched.row < count; ++watched.row) {
      passExDates(watched, book, *entity);
      const market::BarSeries& raw = *book.items()[*entity].raw;
      const Timestamp end = book.items()[*entity].ends[watched.row];
      bool hasFill = false;
      for (; next < fills.size() && fills[next].at <= end; ++next, hasFill = true)
        take(watched, fills[next]);
      if (watched.held == 0)
        continue;
      // Which of a bar's prices came after a fill inside it nobody knows: its close did.
      const std::size_t row = watched.row;
      const risk::ExitBar bar = hasFill ? risk::ExitBar::at(raw.close[row])
                                        : risk::ExitBar{raw.open[row], raw.high[row], raw.low[row], raw.close[row]};
      const auto signal = risk::step(watched.watch, m_rules, bar);
      if (signal && row + 1 == count && std::ranges::binary_search(book.finishedForMoney(), *entity))
        exits.push_back({at->first, signal->rule, signal->price, signal->gain});
    }
    const bool isWaiting = next < fills.size();
    if (isWaiting)
      waiting->second.erase(waiting->second.begin(), waiting->second.begin() + static_cast<std::ptrdiff_t>(next));
    else if (waiting != m_fills.end())
      m_fills.erase(waiting);
    if (account) {
      const trading::Position* position = account->find(at->first);
      const double total = position ? position->total.toDouble() : 0;
      if ((total > 0) == (watched.held > 0) || total == 0)
        watched.held = total;
    }
    at = watched.held == 0 && !isWaiting ? m_watched.erase(at) : std::next(at);
  }
  return exits;
}

}

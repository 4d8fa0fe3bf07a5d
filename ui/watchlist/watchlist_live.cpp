// SPDX-License-Identifier: GPL-3.0-or-later
// The live half of the watchlist's model: what quotes change, what grows old, what flashes.
#include "ui/watchlist/watchlist_model.h"

#include <algorithm>
#include <array>
#include <limits>

namespace zvt::ui {

namespace {

constexpr std::uint64_t bit(WatchField field)
{
  return std::uint64_t{1} << static_cast<unsigned>(field);
}

/// Columns that a field shows in, by QuoteField.
std::uint64_t columnsOf(std::uint32_t fields)
{
  using F = WatchField;
  constexpr std::uint64_t kByPrice = bit(F::Change) | bit(F::ChangePercent);
  constexpr std::array<std::uint64_t, kQuoteFields> kColumns{
      bit(F::Last) | kByPrice | bit(F::Limit),
      bit(F::Previous) | kByPrice | bit(F::Amplitude),
      bit(F::Open),
      bit(F::High) | bit(F::Amplitude),
      bit(F::Low) | bit(F::Amplitude),
      bit(F::Volume) | bit(F::VolumeRatio) | bit(F::TurnoverRate) | bit(F::Average),
      bit(F::Turnover) | bit(F::Average),
      bit(F::TurnoverRate),
      bit(F::Bid),
      bit(F::Ask),
      bit(F::Imbalance),
      bit(F::Imbalance),
      bit(F::Limit) | bit(F::Last),
      bit(F::Limit) | bit(F::Last),
      bit(F::VolumeRatio),
      bit(F::TurnoverRate),
  };
  std::uint64_t columns = 0;
  for (std::size_t i = 0; i < kColumns.size(); ++i)
    if ((fields >> i) & 1U)
      columns |= kColumns[i];
  return columns;
}

/// Where a flash of each kind shows: last, bid, ask.
constexpr std::array<std::uint64_t, 3> kFlashColumns{
    bit(WatchField::Last) | bit(WatchField::Change) | bit(WatchField::ChangePercent), bit(WatchField::Bid),
    bit(WatchField::Ask)};

}

int WatchlistModel::flashKindOf(WatchField field)
{
  for (int kind = 0; kind < 3; ++kind)
    if (kFlashColumns[static_cast<std::size_t>(kind)] & bit(field))
      return kind;
  return -1;
}

bool WatchlistModel::isStale(int slot) const
{
  if (!m_quotes.isLive(slot))
    return m_fed && m_quotes.facts(slot).hasBar;
  return !m_quotes.isHalted(slot) && m_market - m_quotes.received(slot) > m_staleAfter;
}

void WatchlistModel::beginFlash(int slot, int kind, double before, double after, Duration elapsed)
{
  if (std::isnan(before) || std::isnan(after) || before == after)
    return;
  Live& live = m_live[static_cast<std::size_t>(slot)];
  live.flash[static_cast<std::size_t>(kind)] = after > before ? 1 : -1;
  live.flashUntil[static_cast<std::size_t>(kind)] = (elapsed + Duration::milliseconds(kFlashMs)).micros;
  live.changed |= kFlashColumns[static_cast<std::size_t>(kind)];
  m_flashes = true;
}

void WatchlistModel::applyQuotes(const data::QuoteChanges& changes, Duration elapsed, Timestamp market)
{
  constexpr std::array<QuoteField, 3> kFlashing{QuoteField::Last, QuoteField::Bid, QuoteField::Ask};
  m_market = market;
  for (const data::QuoteChange& change : changes.entities) {
    const int slot = m_quotes.slotOf(change.entityId);
    if (slot < 0)
      continue;
    Live& live = m_live[static_cast<std::size_t>(slot)];
    live.lineIsOld |= change.minutesChanged || change.dayBegan;
    if (change.dayBegan && !change.quote && m_quotes.isLive(slot)) {
      // Nothing is known of it on the new day: what is stored counts again.
      m_quotes.forgetQuote(slot);
      live = {};
      live.changed = ~std::uint64_t{0};
      fillStored(slot);
      live.stale = isStale(slot);
      m_orderIsOld = m_orderIsOld || m_sortColumn >= 0;
      continue;
    }
    if (!change.quoteChanged || !change.quote)
      continue;
    const bool wasLive = m_quotes.isLive(slot);
    std::array<double, 3> before{};
    for (std::size_t kind = 0; kind < before.size(); ++kind)
      before[kind] = m_quotes.value(slot, kFlashing[kind]);
    live.changed |= columnsOf(m_quotes.apply(slot, *change.quote)) | bit(WatchField::Age);
    live.changed |= wasLive ? 0 : ~std::uint64_t{0};
    for (std::size_t kind = 0; wasLive && kind < before.size(); ++kind)
      beginFlash(slot, static_cast<int>(kind), before[kind], m_quotes.value(slot, kFlashing[kind]), elapsed);
    if (const bool stale = isStale(slot); std::exchange(live.stale, stale) != stale)
      live.changed = ~std::uint64_t{0};
    m_orderIsOld = m_orderIsOld
        || (m_sortColumn >= 0 && m_sortColumn < kWatchFields && ((live.changed >> m_sortColumn) & 1U) != 0);
  }
}

void WatchlistModel::setFed(bool fed)
{
  if (std::exchange(m_fed, fed) != fed)
    agesMoved();
}

void WatchlistModel::agesMoved()
{
  for (int slot = 0; slot < static_cast<int>(m_quotes.size()); ++slot) {
    Live& live = m_live[static_cast<std::size_t>(slot)];
    if (const bool stale = isStale(slot); std::exchange(live.stale, stale) != stale)
      live.changed = ~std::uint64_t{0};
    if (m_quotes.isLive(slot))
      live.changed |= bit(WatchField::Age) | bit(WatchField::VolumeRatio);
  }
}

void WatchlistModel::tick(Duration elapsed, Timestamp market)
{
  // A market whose time stands still ages nothing.
  if (std::exchange(m_market, market) != market)
    agesMoved();
  endFlashes(elapsed);
  for (const Row& row : m_rows)
    if (row.slot >= 0 && m_live[static_cast<std::size_t>(row.slot)].lineIsOld)
      refreshLine(row.slot);
  if (m_orderIsOld)
    rearrange();
}

void WatchlistModel::refreshLine(int slot)
{
  Live& live = m_live[static_cast<std::size_t>(slot)];
  live.lineIsOld = false;
  if (!m_minuteLine || !m_quotes.isLive(slot))
    return;
  const std::vector<market::MinutePoint> minutes = m_minuteLine(m_quotes.facts(slot).entityId);
  if (minutes.size() < 2)
    return;
  live.line.clear();
  for (const market::MinutePoint& minute : minutes)
    if (!std::isnan(minute.price))
      live.line.push_back(static_cast<float>(minute.price));
  const double previous = m_quotes.value(slot, QuoteField::Previous);
  live.base = live.line.empty() || !(previous > 0) ? 0 : static_cast<float>(previous);
  live.minutes = true;
  live.changed |= bit(WatchField::Line);
}

std::optional<Duration> WatchlistModel::flashEnds() const
{
  if (!m_flashes)
    return {};
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  for (const Live& live : m_live)
    for (std::size_t kind = 0; kind < live.flash.size(); ++kind)
      if (live.flash[kind] != 0)
        first = std::min(first, live.flashUntil[kind]);
  return Duration{first};
}

void WatchlistModel::endFlashes(Duration elapsed)
{
  if (!m_flashes)
    return;
  m_flashes = false;
  for (Live& live : m_live)
    for (std::size_t kind = 0; kind < live.flash.size(); ++kind) {
      if (live.flash[kind] == 0)
        continue;
      if (live.flashUntil[kind] <= elapsed.micros) {
        live.flash[kind] = 0;
        live.changed |= kFlashColumns[kind];
      } else {
        m_flashes = true;
      }
    }
}

std::uint64_t WatchlistModel::changedColumns(int row) const
{
  const int slot = slotAt(row);
  return slot < 0 ? 0 : m_live[static_cast<std::size_t>(slot)].changed;
}

void WatchlistModel::takeChanges()
{
  for (Live& live : m_live)
    live.changed = 0;
}

}

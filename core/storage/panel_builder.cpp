// SPDX-License-Identifier: Apache-2.0
#include "core/storage/panel_builder.h"

#include "core/storage/bar_chunks.h"
#include "core/storage/bar_tail.h"

#include <algorithm>

namespace zvt::storage {

namespace {

/// Days between the first and the last key up to which a table with one entry a day is made: 10,000 years.
constexpr std::int64_t kMostDays = 3'660'000;

/// So many entities ahead, the next rows are asked for: they lie far apart, and no processor guesses where.
constexpr std::size_t kAhead = 4;

void prefetch([[maybe_unused]] const void* address)
{
#if defined(__GNUC__)
  __builtin_prefetch(address);
#endif
}

}

Result<void> readSeries(
    Connection& connection, const SeriesRow& series, std::int64_t from, std::int64_t last, RowSink& sink)
{
  const std::size_t start = sink.size;
  ZVT_TRY_VOID(BarChunks(connection, series).readRange(from, last, sink));
  if (sink.size > start && sink.keys && (sink.keys->data()[start] < from || sink.keys->data()[sink.size - 1] > last))
    sink.keepRange(start, from, last);
  return BarTail(connection, series).readRange(from, last, sink);
}

PanelBuilder::PanelBuilder(Connection& connection, BarPanel& panel, market::BarColumnSet columns)
    : m_connection(connection)
    , m_panel(panel)
{
  m_panel.m_set = columns;
  m_panel.m_layout.reset();
  m_panel.m_entities.clear();
  m_panel.m_offsets.assign(1, 0);
  m_sink.keys = &panel.m_keys;
  for (std::size_t i = 0; i < market::kBarColumnCount; ++i)
    m_sink.values[i] = columns.has(static_cast<market::BarColumn>(i)) ? &panel.m_columns[i] : nullptr;
}

void PanelBuilder::reserve(std::size_t rows)
{
  static_cast<void>(m_sink.next(rows));
}

Result<bool> PanelBuilder::append(const SeriesRow& series, std::int64_t from, std::int64_t last)
{
  const std::size_t start = m_sink.size;
  auto read = readSeries(m_connection, series, from, last, m_sink);
  if (read)
    return m_sink.size > start;
  m_sink.size = start;
  return std::unexpected(std::move(read).error());
}

void PanelBuilder::endEntity()
{
  m_panel.m_offsets.push_back(m_sink.size);
}

void PanelBuilder::setEntities(std::vector<std::string> entities)
{
  m_panel.m_entities = std::move(entities);
}

void PanelBuilder::finish()
{
  m_panel.m_position.reserve(m_sink.size, 0);
  m_panel.m_timeline.clear();
  if (m_sink.size == 0)
    return;
  std::int64_t first = kLastKey, last = kFirstKey;
  for (std::size_t e = 0; e + 1 < m_panel.m_offsets.size(); ++e) {
    if (m_panel.m_offsets[e] == m_panel.m_offsets[e + 1])
      continue;
    first = std::min(first, m_panel.m_keys.data()[m_panel.m_offsets[e]]);
    last = std::max(last, m_panel.m_keys.data()[m_panel.m_offsets[e + 1] - 1]);
  }
  const bool isDense = first > kFirstKey / 2 && last < kLastKey / 2 && last - first < kMostDays;
  if (isDense)
    indexDays(first, last);
  else
    indexKeys();
}

/// One column after the other, each into the memory that the one before it left.
void PanelBuilder::putInBlocks()
{
  auto layout = std::make_shared<const market::BlockLayout>(m_panel.m_offsets);
  for (std::size_t i = 0; i < market::kBarColumnCount; ++i) {
    if (!m_panel.m_set.has(static_cast<market::BarColumn>(i)))
      continue;
    m_panel.m_spare.reserve(layout->size(), 0);
    m_panel.m_gaps[i].resize(layout->blockCount());
    market::interleave(*layout, m_panel.m_offsets, m_panel.m_columns[i].data(), m_panel.m_spare.data(),
        m_panel.m_gaps[i].data(), 0, layout->blockCount());
    std::swap(m_panel.m_spare, m_panel.m_columns[i]);
  }
  m_panel.m_layout = std::move(layout);
}

/// Keys in a narrow range: one look-up each.
void PanelBuilder::indexDays(std::int64_t first, std::int64_t last)
{
  std::vector<std::uint32_t> places(static_cast<std::size_t>(last - first + 1), 0);
  const std::int64_t* keys = m_panel.m_keys.data();
  for (std::size_t row = 0; row < m_sink.size; ++row)
    places[static_cast<std::size_t>(keys[row] - first)] = 1;
  for (std::size_t day = 0; day < places.size(); ++day) {
    if (places[day] == 0)
      continue;
    places[day] = static_cast<std::uint32_t>(m_panel.m_timeline.size());
    m_panel.m_timeline.push_back(first + static_cast<std::int64_t>(day));
  }
  std::uint32_t* position = m_panel.m_position.data();
  for (std::size_t row = 0; row < m_sink.size; ++row)
    position[row] = places[static_cast<std::size_t>(keys[row] - first)];
}

void PanelBuilder::indexKeys()
{
  const std::int64_t* keys = m_panel.m_keys.data();
  auto& timeline = m_panel.m_timeline;
  std::vector<std::int64_t> both;
  for (std::size_t e = 0; e + 1 < m_panel.m_offsets.size(); ++e) {
    const std::int64_t* begin = keys + m_panel.m_offsets[e];
    const std::int64_t* end = keys + m_panel.m_offsets[e + 1];
    if (std::includes(timeline.begin(), timeline.end(), begin, end)) // as a rule, all trade at the same times
      continue;
    both.clear();
    std::set_union(timeline.begin(), timeline.end(), begin, end, std::back_inserter(both));
    timeline.swap(both);
  }
  for (std::size_t e = 0; e + 1 < m_panel.m_offsets.size(); ++e) {
    std::size_t place = 0;
    for (std::size_t row = m_panel.m_offsets[e]; row < m_panel.m_offsets[e + 1]; ++row) {
      while (timeline[place] < keys[row])
        ++place;
      m_panel.m_position.data()[row] = static_cast<std::uint32_t>(place);
    }
  }
}

PanelTurner::PanelTurner(const BarPanel& panel, std::span<const std::uint32_t> series)
    : m_panel(panel)
    , m_series(series)
    , m_nextRow(panel.offsets().begin(), panel.offsets().end() - 1)
{
}

const DayRows* PanelTurner::next()
{
  if (m_place == m_panel.timeline().size())
    return nullptr;
  if (m_place % kBlock == 0)
    fillBlock();
  return &m_block[m_place++ % kBlock];
}

Result<void> PanelTurner::joinWith(const std::vector<std::int64_t>& stored,
    const std::function<Result<bool>(std::int64_t key, const DayRows& rows, bool isStored)>& visit)
{
  const DayRows none;
  auto next = stored.begin();
  bool goesOn = true;
  while (const DayRows* rows = this->next()) {
    for (; goesOn && next != stored.end() && *next < key(); ++next) {
      ZVT_TRY(goesOn, visit(*next, none, true));
    }
    if (!goesOn)
      return {};
    const bool isStored = next != stored.end() && *next == key();
    ZVT_TRY(goesOn, visit(key(), *rows, isStored));
    if (!goesOn)
      return {};
    next += isStored ? 1 : 0;
  }
  for (; goesOn && next != stored.end(); ++next) {
    ZVT_TRY(goesOn, visit(*next, none, true));
  }
  return {};
}

void PanelTurner::fillBlock()
{
  for (DayRows& rows : m_block) {
    rows.size = 0;
    rows.reserve(m_series.size());
  }
  std::array<const double*, market::kBarColumnCount> columns{};
  for (std::size_t i = 0; i < columns.size(); ++i)
    columns[i] = m_panel.column(static_cast<market::BarColumn>(i)).data();
  const auto position = m_panel.position();
  for (std::size_t e = 0; e < m_series.size(); ++e) {
    const std::size_t ahead = m_nextRow[std::min(e + kAhead, m_series.size() - 1)];
    prefetch(position.data() + ahead);
    for (const double* column : columns) {
      if (column)
        prefetch(column + ahead);
    }
    const std::size_t end = m_panel.offsets()[e + 1];
    std::size_t row = m_nextRow[e];
    for (; row < end && position[row] < m_place + kBlock; ++row) {
      DayRows& rows = m_block[position[row] - m_place];
      const std::size_t to = rows.size++;
      rows.series.data()[to] = m_series[e];
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i])
          rows.values[i].data()[to] = columns[i][row];
      }
    }
    m_nextRow[e] = row;
  }
}

}

// SPDX-License-Identifier: Apache-2.0
// How new bars meet stored chunks.
#include "core/storage/bar_chunks.h"
#include "core/storage/bar_codec.h"

namespace zvt::storage {

namespace {

void copyRow(const market::BarSeries& from, std::size_t row, market::BarSeries& to)
{
  to.key.push_back(from.key[row]);
  for (const auto member : kBarColumns)
    (to.*member).push_back((from.*member)[row]);
}

/// Both in order of keys; where a key is in both, the newer bar stays.
market::BarSeries merged(const market::BarSeries& older, const market::BarSeries& newer)
{
  market::BarSeries result;
  std::size_t o = 0;
  std::size_t n = 0;
  while (o < older.key.size() || n < newer.key.size()) {
    const bool takeNewer = o == older.key.size() || (n < newer.key.size() && newer.key[n] <= older.key[o]);
    if (!takeNewer) {
      copyRow(older, o++, result);
      continue;
    }
    if (o < older.key.size() && older.key[o] == newer.key[n])
      ++o;
    copyRow(newer, n++, result);
  }
  return result;
}

void dropInside(market::BarSeries& bars, std::int64_t from, std::int64_t to)
{
  const auto begin = std::lower_bound(bars.key.begin(), bars.key.end(), from) - bars.key.begin();
  const auto end = std::upper_bound(bars.key.begin(), bars.key.end(), to) - bars.key.begin();
  bars.key.erase(bars.key.begin() + begin, bars.key.begin() + end);
  for (const auto member : kBarColumns) {
    auto& column = bars.*member;
    column.erase(column.begin() + begin, column.begin() + end);
  }
}

/// First and last key that a write touches, both included.
struct Window {
  std::int64_t from = 0;
  std::int64_t to = -1;
  [[nodiscard]] bool isEmpty() const { return from > to; }
};

Window windowOf(const BarWrite& write)
{
  if (write.mode == WriteMode::Replace && write.range) {
    if (write.range->to == std::numeric_limits<std::int64_t>::min())
      return {};
    return {write.range->from, write.range->to - 1};
  }
  if (write.bars->key.empty())
    return {};
  return {write.bars->key.front(), write.bars->key.back()};
}

Result<SeriesRow> seriesOf(Connection& connection, const market::BarSeries& bars)
{
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT INTO bar_series(entity_id, level, provider) VALUES(?,?,?) ON CONFLICT DO NOTHING"));
  ZVT_TRY_VOID(insert.bind(bars.entityId).bind(market::toString(bars.level)).bind(bars.provider).run());
  ZVT_TRY(
      Statement select, connection.prepare("SELECT id FROM bar_series WHERE entity_id=? AND level=? AND provider=?"));
  ZVT_TRY_VOID(select.bind(bars.entityId).bind(market::toString(bars.level)).bind(bars.provider).step());
  return SeriesRow{select.integer(0), bars.entityId, bars.level, bars.provider};
}

/// Whether to rewrite a short chunk together with @p pending bars beside it. Growing by at least half each time keeps
/// both the number of short chunks and the rewriting of a series that gains one bar a day logarithmic.
bool isWorthJoining(const ChunkRow& chunk, std::int64_t pending)
{
  return chunk.count < kChunkBars && chunk.count <= 2 * pending;
}

/// Takes the stored bars that have to be written again out of their chunks.
Result<market::BarSeries> takeStored(BarChunks& chunks, const BarWrite& write, const Window& window)
{
  market::BarSeries older;
  ZVT_TRY(const auto overlapped, chunks.overlapping(window.from, window.to));
  for (const ChunkRow& chunk : overlapped) {
    const bool isReplaced = write.mode == WriteMode::Replace && chunk.first >= window.from && chunk.last <= window.to;
    if (!isReplaced) // a chunk that goes as a whole is not decoded: this is how a damaged one is repaired
      ZVT_TRY_VOID(chunks.load(chunk, older));
    ZVT_TRY_VOID(chunks.remove(chunk));
  }
  if (write.mode == WriteMode::Replace)
    dropInside(older, window.from, window.to);
  return older;
}

Result<void> joinShortChunks(BarChunks& chunks, std::int64_t firstKey, std::int64_t pending, market::BarSeries& older)
{
  for (;;) {
    ZVT_TRY(const auto chunk, chunks.before(firstKey));
    if (!chunk || !isWorthJoining(*chunk, pending))
      return {};
    market::BarSeries joined;
    ZVT_TRY_VOID(chunks.load(*chunk, joined));
    ZVT_TRY_VOID(chunks.remove(*chunk));
    older = merged(joined, older);
    pending += chunk->count;
    firstKey = chunk->first;
  }
}

Result<void> insertAll(BarChunks& chunks, const market::BarSeries& bars)
{
  constexpr auto kFull = static_cast<std::size_t>(kChunkBars);
  for (std::size_t begin = 0; begin < bars.key.size(); begin += kFull)
    ZVT_TRY_VOID(chunks.insert(bars, begin, std::min(begin + kFull, bars.key.size())));
  return {};
}

Result<void> checkAppend(BarChunks& chunks, const BarWrite& write)
{
  if (write.mode != WriteMode::Append)
    return {};
  ZVT_TRY(const auto newest, chunks.before(std::numeric_limits<std::int64_t>::max()));
  if (newest && newest->last >= write.bars->key.front())
    return fail("storage.not_appendable",
        {{"stored", keyText(write.bars->level, newest->last)},
            {"new", keyText(write.bars->level, write.bars->key.front())}});
  return {};
}

Result<void> applyToSeries(Connection& connection, const BarWrite& write)
{
  const Window window = windowOf(write);
  if (window.isEmpty())
    return {};
  ZVT_TRY(const SeriesRow series, seriesOf(connection, *write.bars));
  BarChunks chunks(connection, series);
  if (!write.bars->key.empty())
    ZVT_TRY_VOID(checkAppend(chunks, write));
  ZVT_TRY(market::BarSeries older, takeStored(chunks, write, window));
  const auto pending = static_cast<std::int64_t>(older.key.size() + write.bars->key.size());
  if (pending == 0)
    return {};
  const std::int64_t firstNew = write.bars->key.empty() ? older.key.front() : write.bars->key.front();
  const std::int64_t first = older.key.empty() ? firstNew : std::min(firstNew, older.key.front());
  ZVT_TRY_VOID(joinShortChunks(chunks, first, pending, older));
  return older.key.empty() ? insertAll(chunks, *write.bars) : insertAll(chunks, merged(older, *write.bars));
}

}

Result<void> applyBars(Connection& connection, const BarWrite& write, std::int64_t /*run*/)
{
  auto done = applyToSeries(connection, write);
  if (!done && done.error().field("entity").empty())
    return fail(withSeries(std::move(done).error(), write.bars->entityId, write.bars->level, write.bars->provider));
  return done;
}

}

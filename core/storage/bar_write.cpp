// SPDX-License-Identifier: Apache-2.0
// How new bars meet stored chunks and the tail.
#include "core/storage/bar_write.h"

#include "core/market/entity_id.h"
#include "core/storage/factor_stale.h"

#include <algorithm>

namespace zvt::storage {

/// First and last key that a write touches, both included.
struct BarWriter::Window {
  std::int64_t from = 0;
  std::int64_t to = -1;
  [[nodiscard]] bool isEmpty() const { return from > to; }
};

namespace {

bool isStrictlyIncreasing(const std::vector<std::int64_t>& keys)
{
  return std::adjacent_find(keys.begin(), keys.end(), [](auto a, auto b) { return a >= b; }) == keys.end();
}

bool areSoundExtras(const market::BarSeries& bars)
{
  if (bars.extras.size() > kMaxExtras)
    return false;
  for (std::size_t i = 0; i < bars.extras.size(); ++i) {
    const market::ExtraColumn& extra = bars.extras[i];
    const bool isTwice = std::any_of(bars.extras.begin(), bars.extras.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const market::ExtraColumn& other) { return other.name == extra.name; });
    if (isTwice || extra.name.empty() || extra.name.size() > kMaxExtraName || extra.values.size() != bars.size())
      return false;
  }
  return true;
}

Result<void> checkBars(const BarWrite& write)
{
  const market::BarSeries& bars = *write.bars;
  ZVT_TRY_VOID(market::EntityId::parse(bars.entityId));
  ZVT_TRY_VOID(checkProvider(bars.provider));
  const bool sameLength = std::all_of(
      kBarColumns.begin(), kBarColumns.end(), [&](auto member) { return (bars.*member).size() == bars.key.size(); });
  if (!sameLength || !isStrictlyIncreasing(bars.key) || !areSoundExtras(bars))
    return fail(withSeries({"storage.bad_series", {}, {}}, bars.entityId, bars.level, bars.provider));
  if (bars.adjust != market::AdjustMode::Bfq)
    return fail(withSeries({"storage.not_raw", {}, {}}, bars.entityId, bars.level, bars.provider));
  const bool isOutside =
      write.range && !bars.key.empty() && (bars.key.front() < write.range->from || bars.key.back() >= write.range->to);
  if (isOutside)
    return fail(withSeries({"storage.outside_range", {}, {}}, bars.entityId, bars.level, bars.provider));
  return {};
}

Result<SeriesRow> seriesOf(Connection& connection, const market::BarSeries& bars)
{
  const auto level = market::toString(bars.level);
  ZVT_TRY(
      Statement select, connection.prepare("SELECT id FROM bar_series WHERE entity_id=? AND level=? AND provider=?"));
  ZVT_TRY(const bool isKnown, select.bind(bars.entityId).bind(level).bind(bars.provider).step());
  if (isKnown)
    return makeSeriesRow(select.integer(0), bars.entityId, bars.level, bars.provider);
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT INTO bar_series(entity_id, level, provider) VALUES(?,?,?) RETURNING id"));
  ZVT_TRY_VOID(insert.bind(bars.entityId).bind(level).bind(bars.provider).step());
  return makeSeriesRow(insert.integer(0), bars.entityId, bars.level, bars.provider);
}

/// Whether to rewrite a short chunk together with @p pending bars beside it. Growing by at least half each time keeps
/// both the number of short chunks and the rewriting of a series that gains a few bars a day logarithmic.
bool isWorthJoining(const ChunkRow& chunk, std::int64_t pending)
{
  return chunk.count < kChunkBars * 3 / 4 && chunk.count <= 2 * pending;
}

/// Takes short chunks before @p bars out and puts their bars in front. A chunk that is damaged, or whose optional
/// columns are too many together with the others, stays where it is: joining only saves room.
Result<void> joinShortChunks(BarChunks& chunks, StoredBars& bars)
{
  for (;;) {
    ZVT_TRY(const auto chunk, chunks.before(bars.bars.key.front()));
    if (!chunk || !isWorthJoining(*chunk, static_cast<std::int64_t>(bars.size())))
      return {};
    StoredBars joined;
    if (auto loaded = chunks.load(*chunk, joined); !loaded)
      return isPassableDamage(loaded.error()) ? Result<void>() : loaded;
    joined = merged(joined, bars);
    if (joined.bars.extras.size() > kMaxExtras)
      return {};
    ZVT_TRY_VOID(chunks.remove(*chunk));
    bars = std::move(joined);
  }
}

Result<void> insertPrepared(BarChunks& chunks, const std::vector<EncodedChunk>& prepared, std::int64_t run)
{
  std::vector<std::int64_t> runs;
  for (const EncodedChunk& chunk : prepared) {
    runs.assign(static_cast<std::size_t>(chunk.facts.count), run);
    ZVT_TRY_VOID(chunks.insert(chunk, runs));
  }
  return {};
}

Result<void> checkAppend(BarChunks& chunks, const TailFacts& tail, const market::BarSeries& bars)
{
  ZVT_TRY(const auto newest, chunks.before(kLastKey));
  if (tail.count == 0 && !newest)
    return {};
  const std::int64_t last = tail.count > 0 ? tail.last : newest->last;
  if (last < bars.key.front())
    return {};
  return fail("storage.not_appendable",
      {{"stored", keyText(bars.level, last)}, {"new", keyText(bars.level, bars.key.front())}});
}

/// Prepares the newest chunk for a small write that begins inside it: bars that are stored just so need nothing; else
/// the few bars from the first difference on move to the tail.
Result<std::optional<std::size_t>> makeRoomInTail(
    BarChunks& chunks, BarTail& tail, const ChunkRow& newest, const market::BarSeries& bars)
{
  StoredBars stored;
  ZVT_TRY_VOID(chunks.load(newest, stored));
  const auto& keys = stored.bars.key;
  std::size_t same = 0;
  auto at = static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), bars.key.front()) - keys.begin());
  while (same < bars.size() && at < keys.size() && keys[at] == bars.key[same] && sameRow(stored.bars, at, bars, same)) {
    ++same;
    ++at;
  }
  if (same == bars.size() || bars.key[same] > newest.last)
    return same;
  const auto cut = static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), bars.key[same]) - keys.begin());
  if (std::ssize(keys) - static_cast<std::int64_t>(cut) > kTailWriteBars)
    return std::nullopt;
  for (std::size_t row = cut; row < keys.size(); ++row)
    ZVT_TRY_VOID(tail.upsert(stored.bars, row, stored.runs[row]));
  ZVT_TRY_VOID(chunks.remove(newest));
  if (cut > 0)
    ZVT_TRY_VOID(chunks.insert(rowsOf(stored, 0, cut)));
  return same;
}

}

Result<void> prepareBars(BarWrite& write)
{
  write.encoded = nullptr; // of other bars, when a write is used again
  ZVT_TRY_VOID(checkBars(write));
  const market::BarSeries& bars = *write.bars;
  if (std::ssize(bars.key) > kTailWriteBars)
    write.encoded = std::make_shared<const std::vector<EncodedChunk>>(
        encodeChunks(makeSeriesRow(0, bars.entityId, bars.level, bars.provider), bars));
  return {};
}

BarWriter::BarWriter(Connection& connection)
    : m_connection(connection)
    , m_days(connection)
{
}

Result<bool> BarWriter::tryTail(const SeriesRow& series, const BarWrite& write, const Window& window, std::int64_t run)
{
  const market::BarSeries& bars = *write.bars;
  BarChunks chunks(m_connection, series);
  BarTail tail(m_connection, series);
  ZVT_TRY(const TailFacts facts, tail.facts());
  if (write.mode == WriteMode::Append && !bars.empty())
    ZVT_TRY_VOID(checkAppend(chunks, facts, bars));
  if (bars.empty() || std::ssize(bars.key) > kTailWriteBars || facts.count + std::ssize(bars.key) > kTailBars)
    return false;
  ZVT_TRY(const auto newest, chunks.before(kLastKey));
  std::size_t firstNew = 0;
  if (newest && window.from <= newest->last) {
    if (write.mode == WriteMode::Replace || window.from < newest->first)
      return false;
    ZVT_TRY(const auto room, makeRoomInTail(chunks, tail, *newest, bars));
    if (!room)
      return false;
    firstNew = *room;
  }
  if (write.mode == WriteMode::Replace)
    ZVT_TRY_VOID(tail.remove(window.from, window.to));
  for (std::size_t row = firstNew; row < bars.size(); ++row)
    ZVT_TRY_VOID(tail.upsert(bars, row, run));
  return true;
}

Result<void> BarWriter::writeChunks(
    const SeriesRow& series, const BarWrite& write, const Window& window, std::int64_t run)
{
  BarChunks chunks(m_connection, series);
  BarTail tail(m_connection, series);
  StoredBars older;
  ZVT_TRY(const auto overlapped, chunks.overlapping(window.from, window.to));
  for (const ChunkRow& chunk : overlapped) {
    const bool isReplaced = write.mode == WriteMode::Replace && chunk.first >= window.from && chunk.last <= window.to;
    if (!isReplaced) // a chunk that goes as a whole is not decoded: this is how a damaged one is repaired
      ZVT_TRY_VOID(chunks.load(chunk, older));
    ZVT_TRY_VOID(chunks.remove(chunk));
  }
  if (write.mode == WriteMode::Replace) {
    dropInside(older, window.from, window.to);
    ZVT_TRY_VOID(tail.remove(window.from, window.to));
  }
  ZVT_TRY(const TailFacts facts, tail.facts());
  if (facts.count > 0 && window.to >= facts.first) { // chunks may reach beyond it now
    ZVT_TRY_VOID(tail.load(kFirstKey, kLastKey, older));
    ZVT_TRY_VOID(tail.remove(kFirstKey, kLastKey));
  }
  if (older.empty() && write.bars->empty())
    return {};
  if (older.empty() && write.encoded) {
    ZVT_TRY(const auto neighbour, chunks.before(write.bars->key.front()));
    if (!neighbour || !isWorthJoining(*neighbour, std::ssize(write.bars->key)))
      return insertPrepared(chunks, *write.encoded, run);
  }
  StoredBars all = merged(older, *write.bars, run);
  ZVT_TRY_VOID(joinShortChunks(chunks, all));
  return chunks.insert(all);
}

Result<void> BarWriter::applyToSeries(const BarWrite& write, std::int64_t run)
{
  const market::BarSeries& bars = *write.bars;
  Window window;
  if (write.mode == WriteMode::Replace && write.range && write.range->to > kFirstKey)
    window = {write.range->from, write.range->to - 1};
  else if (!(write.mode == WriteMode::Replace && write.range) && !bars.empty())
    window = {bars.key.front(), bars.key.back()};
  if (window.isEmpty())
    return {};
  ZVT_TRY(const SeriesRow series, seriesOf(m_connection, bars));
  ZVT_TRY_VOID(markFactorsOfBars(m_connection, bars.entityId, bars.level, bars.provider, window.from));
  ZVT_TRY(const bool isInTail, tryTail(series, write, window, run));
  if (isInTail && write.mode != WriteMode::Replace)
    return m_days.add(series, bars);
  if (!isInTail)
    ZVT_TRY_VOID(writeChunks(series, write, window, run));
  return m_days.markStale(series, window.from, window.to);
}

Result<void> BarWriter::apply(const BarWrite& write, std::int64_t run)
{
  auto done = applyToSeries(write, run);
  if (!done && done.error().field("entity").empty())
    return fail(withSeries(std::move(done).error(), write.bars->entityId, write.bars->level, write.bars->provider));
  return done;
}

Result<void> BarWriter::finish()
{
  return m_days.flush();
}

Result<void> foldTail(Connection& connection, const SeriesRow& series)
{
  BarChunks chunks(connection, series);
  BarTail tail(connection, series);
  ZVT_TRY(const TailFacts facts, tail.facts());
  if (facts.count < 2)
    return {};
  StoredBars bars;
  ZVT_TRY_VOID(tail.load(kFirstKey, facts.last - 1, bars));
  ZVT_TRY_VOID(tail.remove(kFirstKey, facts.last - 1));
  ZVT_TRY_VOID(joinShortChunks(chunks, bars));
  return chunks.insert(bars);
}

}

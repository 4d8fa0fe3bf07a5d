// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_chunks.h"

#include "core/base/checksum.h"
#include "core/storage/bar_lineage.h"
#include "core/storage/byte_order.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxProviderLength = 64;

/// Over everything that the row says, so that a swapped or edited row is noticed as well as a damaged payload.
std::uint32_t chunkChecksum(
    const SeriesRow& series, const ChunkRow& chunk, std::int64_t codec, std::string_view payload)
{
  std::array<char, 96> facts{};
  const auto end = fmt::format_to(facts.data(), "{}|{}|{}|{}|", chunk.first, chunk.last, chunk.count, codec);
  return crc32c(payload, crc32c({facts.data(), static_cast<std::size_t>(end - facts.data())}, series.seed));
}

std::uint32_t lineageChecksum(const SeriesRow& series, const ChunkRow& chunk, std::string_view lineage)
{
  return crc32c(lineage, crc32c(fmt::format("{}|{}|{}|", chunk.first, chunk.last, chunk.count), series.seed));
}

ChunkRow factsOf(const Statement& row)
{
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
}

bool fitsChunk(std::int64_t count)
{
  return count > 0 && count <= static_cast<std::int64_t>(kMaxChunkBars);
}

}

std::vector<EncodedChunk> encodeChunks(const SeriesRow& series, const market::BarSeries& bars)
{
  thread_local CodecScratch scratch;
  std::vector<ExtraSource> extras;
  for (const market::ExtraColumn& extra : bars.extras)
    extras.push_back({extra.name, extra.values.data()});
  BarColumnsSource source{bars.key.data(), {}, extras};
  for (std::size_t i = 0; i < kBarColumns.size(); ++i)
    source.values[i] = (bars.*kBarColumns[i]).data();
  std::vector<EncodedChunk> chunks;
  constexpr auto kFull = static_cast<std::size_t>(kChunkBars);
  for (std::size_t begin = 0; begin < bars.size(); begin += kFull) {
    const std::size_t end = std::min(begin + kFull, bars.size());
    EncodedChunk chunk;
    chunk.facts = {0, bars.key[begin], bars.key[end - 1], static_cast<std::int64_t>(end - begin)};
    chunk.payload.reserve((end - begin) * 14);
    findBarCodec(kCurrentCodec)->encodeColumns(source, begin, end, scratch, chunk.payload);
    chunk.checksum = chunkChecksum(series, chunk.facts, kCurrentCodec, chunk.payload);
    chunks.push_back(std::move(chunk));
  }
  return chunks;
}

BarChunks::BarChunks(Connection& connection, const SeriesRow& series)
    : m_connection(connection)
    , m_series(series)
{
}

Result<std::vector<ChunkRow>> BarChunks::overlapping(std::int64_t from, std::int64_t to)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare(
          "SELECT id, first, last, count FROM bar_chunk WHERE series=? AND first<=? AND last>=? ORDER BY first"));
  rows.bind(m_series.id).bind(to).bind(from);
  std::vector<ChunkRow> chunks;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return chunks;
    chunks.push_back(factsOf(rows));
  }
}

Result<std::optional<ChunkRow>> BarChunks::before(std::int64_t key)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare(
          "SELECT id, first, last, count FROM bar_chunk WHERE series=? AND first<? ORDER BY first DESC LIMIT 1"));
  rows.bind(m_series.id).bind(key);
  ZVT_TRY(const bool row, rows.step());
  if (!row)
    return std::nullopt;
  return factsOf(rows);
}

Result<const BarCodec*> BarChunks::checkRow(Statement& row, int at, ChunkRow& chunk)
{
  chunk = {0, row.integer(at), row.integer(at + 1), row.integer(at + 2)};
  const std::int64_t codecId = row.integer(at + 3);
  if (row.integer(at + 4) != static_cast<std::int64_t>(chunkChecksum(m_series, chunk, codecId, row.blob(at + 5))))
    return fail(corrupt("storage.corrupt_chunk", chunk.first));
  const BarCodec* codec = findBarCodec(codecId);
  if (!codec)
    return fail(withSeries({"storage.unknown_codec", {{"codec", std::to_string(codecId)}}, {}}, m_series.entityId,
        m_series.level, m_series.provider));
  if (!fitsChunk(chunk.count))
    return fail(corrupt("storage.corrupt_chunk", chunk.first));
  return codec;
}

Result<void> BarChunks::decodeRow(Statement& row, market::BarSeries& bars, market::BarColumnSet columns)
{
  ChunkRow chunk;
  ZVT_TRY(const BarCodec* codec, checkRow(row, 0, chunk));
  const std::size_t begin = bars.key.size();
  if (!codec->decode(row.blob(5), static_cast<std::size_t>(chunk.count), bars, columns)
      || bars.key[begin] != chunk.first || bars.key.back() != chunk.last
      || (begin > 0 && bars.key[begin - 1] >= chunk.first))
    return fail(corrupt("storage.corrupt_chunk", chunk.first));
  return {};
}

Result<void> BarChunks::readRow(Statement& row, int at, RowSink& sink)
{
  ChunkRow chunk;
  ZVT_TRY(const BarCodec* codec, checkRow(row, at, chunk));
  const auto count = static_cast<std::size_t>(chunk.count);
  const BarColumnsTarget target = sink.next(count);
  const bool isSound = codec->decodeColumns(row.blob(at + 5), count, target)
      && (!target.key || (target.key[0] == chunk.first && target.key[count - 1] == chunk.last));
  if (!isSound)
    return fail(corrupt("storage.corrupt_chunk", chunk.first));
  sink.size += count;
  return {};
}

Result<void> BarChunks::load(const ChunkRow& chunk, StoredBars& bars)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare(
          "SELECT first, last, count, codec, checksum, payload FROM bar_chunk WHERE id=? AND series=?"));
  rows.bind(chunk.id).bind(m_series.id);
  ZVT_TRY(const bool row, rows.step());
  if (!row)
    return fail(corrupt("storage.corrupt_chunk", chunk.first));
  ZVT_TRY_VOID(decodeRow(rows, bars.bars, market::kAllBarColumns));
  const std::size_t before = bars.runs.size();
  auto lineage = readLineage(chunk, bars.runs);
  if (lineage || lineage.error().code != "storage.corrupt_lineage")
    return lineage;
  bars.runs.resize(before); // the bars are sound: only their origin is lost
  bars.runs.resize(bars.bars.size(), kUnknownRun);
  return {};
}

Result<void> BarChunks::readLineage(const ChunkRow& chunk, std::vector<std::int64_t>& runs)
{
  ZVT_TRY(Statement rows, m_connection.prepare("SELECT lineage FROM bar_chunk WHERE id=?"));
  rows.bind(chunk.id);
  ZVT_TRY(const bool row, rows.step());
  if (!row || !fitsChunk(chunk.count))
    return fail(corrupt("storage.corrupt_lineage", chunk.first));
  const auto count = static_cast<std::size_t>(chunk.count);
  if (rows.isNull(0)) {
    runs.resize(runs.size() + count, kUnknownRun);
    return {};
  }
  const std::string_view lineage = rows.blob(0);
  const bool isSound = lineage.size() > 4 && readU32(lineage) == lineageChecksum(m_series, chunk, lineage.substr(4))
      && decodeLineage(lineage.substr(4), count, runs);
  return isSound ? Result<void>() : fail(corrupt("storage.corrupt_lineage", chunk.first));
}

Result<Statement> BarChunks::rowsOf(std::int64_t from, std::int64_t to)
{
  // Starting at the chunk that holds the first key spares a walk over all older ones.
  ZVT_TRY(Statement rows,
      m_connection.prepare("SELECT first, last, count, codec, checksum, payload FROM bar_chunk WHERE series=?1 AND "
                           "first>=ifnull((SELECT max(first) FROM bar_chunk WHERE series=?1 AND first<=?2), ?2) "
                           "AND first<=?3 AND last>=?2 ORDER BY first"));
  rows.bind(m_series.id).bind(from).bind(to);
  return rows;
}

Result<void> BarChunks::loadRange(
    std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns)
{
  constexpr int kFew = 2; // a series of days
  ZVT_TRY(Statement rows, rowsOf(from, to));
  for (int chunk = 0;; ++chunk) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    if (chunk == kFew)
      ZVT_TRY_VOID(makeRoom(from, to, bars, columns));
    ZVT_TRY_VOID(decodeRow(rows, bars, columns));
  }
}

Result<void> BarChunks::makeRoom(
    std::int64_t from, std::int64_t to, market::BarSeries& bars, market::BarColumnSet columns)
{
  // Answered by the index alone. Counts are not checked yet: none is believed to be more than a chunk can hold.
  ZVT_TRY(Statement total,
      m_connection.prepare("SELECT ifnull(sum(max(0, min(count, ?4))), 0) FROM bar_chunk "
                           "WHERE series=?1 AND first<=?3 AND last>=?2"));
  total.bind(m_series.id).bind(from).bind(to).bind(static_cast<std::int64_t>(kMaxChunkBars));
  ZVT_TRY(const bool row, total.step());
  if (!row)
    return {};
  const auto count = static_cast<std::size_t>(total.integer(0));
  bars.key.reserve(count);
  for (std::size_t c = 0; c < kBarColumns.size(); ++c)
    if (columns.has(static_cast<market::BarColumn>(c)))
      (bars.*kBarColumns[c]).reserve(count);
  return {};
}

Result<void> BarChunks::readRange(std::int64_t from, std::int64_t to, RowSink& sink)
{
  ZVT_TRY(Statement rows, rowsOf(from, to));
  const std::size_t start = sink.size;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    const std::size_t begin = sink.size;
    ZVT_TRY_VOID(readRow(rows, 0, sink));
    if (sink.keys && begin > start && sink.keys->data()[begin - 1] >= sink.keys->data()[begin])
      return fail(corrupt("storage.corrupt_chunk", sink.keys->data()[begin]));
  }
}

Result<void> BarChunks::insert(const EncodedChunk& chunk, std::span<const std::int64_t> runs)
{
  ZVT_TRY(Statement statement,
      m_connection.prepare("INSERT INTO bar_chunk(series, first, last, count, codec, checksum, payload, lineage) "
                           "VALUES(?,?,?,?,?,?,?,?)"));
  const auto& [id, first, last, count] = chunk.facts;
  statement.bind(m_series.id).bind(first).bind(last).bind(count).bind(std::int64_t{kCurrentCodec});
  statement.bind(std::int64_t{chunk.checksum}).bindBlob(chunk.payload);
  const std::string lineage = encodeLineage(runs);
  if (lineage.empty()) {
    statement.bindNull();
    return statement.run();
  }
  std::string checked;
  putU32(lineageChecksum(m_series, chunk.facts, lineage), checked);
  statement.bindBlob(checked += lineage);
  return statement.run();
}

Result<void> BarChunks::insert(const StoredBars& bars)
{
  if (bars.bars.extras.size() > kMaxExtras) // could be written, but never read
    return fail(withSeries({"storage.bad_series", {}, {}}, m_series.entityId, m_series.level, m_series.provider));
  std::size_t begin = 0;
  for (const EncodedChunk& chunk : encodeChunks(m_series, bars.bars)) {
    const auto count = static_cast<std::size_t>(chunk.facts.count);
    ZVT_TRY_VOID(insert(chunk, std::span(bars.runs).subspan(begin, count)));
    begin += count;
  }
  return {};
}

Result<void> BarChunks::remove(const ChunkRow& chunk)
{
  ZVT_TRY(Statement statement, m_connection.prepare("DELETE FROM bar_chunk WHERE id=?"));
  return statement.bind(chunk.id).run();
}

Error BarChunks::corrupt(std::string_view code, std::int64_t first) const
{
  Error error{std::string(code), {{"chunk", keyText(m_series.level, first)}}, {}};
  return withSeries(std::move(error), m_series.entityId, m_series.level, m_series.provider);
}

std::string keyText(market::BarLevel level, std::int64_t key)
{
  constexpr std::int64_t kDaysOfMillennia = 10'000'000;
  if (!market::isDayKeyed(level))
    return isoUtc(Timestamp{key});
  const bool isDay = key > -kDaysOfMillennia && key < kDaysOfMillennia; // a damaged row may say anything
  return isDay ? TradingDay{static_cast<std::int32_t>(key)}.iso() : std::to_string(key);
}

Error withSeries(Error error, std::string_view entityId, market::BarLevel level, std::string_view provider)
{
  return std::move(error).with("entity", entityId).with("level", market::toString(level)).with("provider", provider);
}

bool isDamage(const Error& error)
{
  return isPassableDamage(error) || error.code == "storage.damaged_page";
}

bool isPassableDamage(const Error& error)
{
  return error.code == "storage.corrupt_chunk" || error.code == "storage.corrupt_tail"
      || error.code == "storage.unknown_codec";
}

Result<void> checkProvider(std::string_view provider)
{
  const bool allowed = std::all_of(provider.begin(), provider.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
        || c == '-';
  });
  if (provider.empty() || provider.size() > kMaxProviderLength || !allowed)
    return fail("storage.bad_provider", {{"provider", std::string(provider)}});
  return {};
}

}

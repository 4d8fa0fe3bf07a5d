// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_chunks.h"

#include "core/base/checksum.h"
#include "core/market/entity_id.h"
#include "core/storage/bar_codec.h"

namespace zvt::storage {

namespace {

constexpr std::size_t kMaxProviderLength = 64;

/// Over everything that the row says, so that a swapped or edited row is noticed as well as a damaged payload.
std::uint32_t chunkChecksum(
    const SeriesRow& series, const ChunkRow& chunk, std::int64_t codec, std::string_view payload)
{
  const std::string facts = fmt::format("{}|{}|{}|{}|{}|{}|{}|", series.entityId, market::toString(series.level),
      series.provider, chunk.first, chunk.last, chunk.count, codec);
  return crc32c(payload, crc32c(facts));
}

bool isStrictlyIncreasing(const std::vector<std::int64_t>& keys)
{
  return std::adjacent_find(keys.begin(), keys.end(), [](auto a, auto b) { return a >= b; }) == keys.end();
}

}

BarChunks::BarChunks(Connection& connection, SeriesRow series)
    : m_connection(connection)
    , m_series(std::move(series))
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
    chunks.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
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
  return ChunkRow{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)};
}

Result<void> BarChunks::decodeRow(Statement& row, market::BarSeries& bars)
{
  const ChunkRow chunk{0, row.integer(0), row.integer(1), row.integer(2)};
  const std::int64_t codecId = row.integer(3);
  const std::string_view payload = row.blob(5);
  if (row.integer(4) != static_cast<std::int64_t>(chunkChecksum(m_series, chunk, codecId, payload)))
    return fail(corrupt(chunk.first));
  const BarCodec* codec = findBarCodec(codecId);
  if (!codec)
    return fail(withSeries({"storage.unknown_codec", {{"codec", std::to_string(codecId)}}, {}}, m_series.entityId,
        m_series.level, m_series.provider));
  const std::size_t begin = bars.key.size();
  const bool countFits = chunk.count > 0 && chunk.count <= static_cast<std::int64_t>(kMaxChunkBars);
  if (!countFits || !codec->decode(payload, static_cast<std::size_t>(chunk.count), bars)
      || bars.key[begin] != chunk.first || bars.key.back() != chunk.last
      || (begin > 0 && bars.key[begin - 1] >= chunk.first))
    return fail(corrupt(chunk.first));
  return {};
}

Result<void> BarChunks::load(const ChunkRow& chunk, market::BarSeries& bars)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare(
          "SELECT first, last, count, codec, checksum, payload FROM bar_chunk WHERE id=? AND series=?"));
  rows.bind(chunk.id).bind(m_series.id);
  ZVT_TRY(const bool row, rows.step());
  if (!row)
    return fail(corrupt(chunk.first));
  return decodeRow(rows, bars);
}

Result<void> BarChunks::loadRange(std::int64_t from, std::int64_t to, market::BarSeries& bars)
{
  ZVT_TRY(Statement rows,
      m_connection.prepare("SELECT first, last, count, codec, checksum, payload FROM bar_chunk "
                           "WHERE series=? AND first<=? AND last>=? ORDER BY first"));
  rows.bind(m_series.id).bind(to).bind(from);
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    ZVT_TRY_VOID(decodeRow(rows, bars));
  }
}

Result<void> BarChunks::insert(const market::BarSeries& bars, std::size_t begin, std::size_t end)
{
  const ChunkRow chunk{0, bars.key[begin], bars.key[end - 1], static_cast<std::int64_t>(end - begin)};
  const std::string payload = findBarCodec(kCurrentCodec)->encode(bars, begin, end);
  ZVT_TRY(Statement statement,
      m_connection.prepare(
          "INSERT INTO bar_chunk(series, first, last, count, codec, checksum, payload) VALUES(?,?,?,?,?,?,?)"));
  statement.bind(m_series.id).bind(chunk.first).bind(chunk.last).bind(chunk.count).bind(std::int64_t{kCurrentCodec});
  statement.bind(std::int64_t{chunkChecksum(m_series, chunk, kCurrentCodec, payload)}).bindBlob(payload);
  return statement.run();
}

Result<void> BarChunks::remove(const ChunkRow& chunk)
{
  ZVT_TRY(Statement statement, m_connection.prepare("DELETE FROM bar_chunk WHERE id=?"));
  return statement.bind(chunk.id).run();
}

Error BarChunks::corrupt(std::int64_t first) const
{
  Error error{"storage.corrupt_chunk", {{"chunk", keyText(m_series.level, first)}}, {}};
  return withSeries(std::move(error), m_series.entityId, m_series.level, m_series.provider);
}

std::string keyText(market::BarLevel level, std::int64_t key)
{
  constexpr std::int64_t kDaysOfMillennia = 10'000'000;
  if (!market::isDayKeyed(level))
    return isoUtc(Timestamp{key});
  return std::abs(key) < kDaysOfMillennia ? TradingDay{static_cast<std::int32_t>(key)}.iso() : std::to_string(key);
}

Error withSeries(Error error, std::string_view entityId, market::BarLevel level, std::string_view provider)
{
  return std::move(error).with("entity", entityId).with("level", market::toString(level)).with("provider", provider);
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

Result<void> checkBars(const BarWrite& write)
{
  const market::BarSeries& bars = *write.bars;
  ZVT_TRY_VOID(market::EntityId::parse(bars.entityId));
  ZVT_TRY_VOID(checkProvider(bars.provider));
  const bool sameLength = std::all_of(
      kBarColumns.begin(), kBarColumns.end(), [&](auto member) { return (bars.*member).size() == bars.key.size(); });
  if (!sameLength || !isStrictlyIncreasing(bars.key))
    return fail(withSeries({"storage.bad_series", {}, {}}, bars.entityId, bars.level, bars.provider));
  if (bars.adjust != market::AdjustMode::Bfq)
    return fail(withSeries({"storage.not_raw", {}, {}}, bars.entityId, bars.level, bars.provider));
  const bool isOutside =
      write.range && !bars.key.empty() && (bars.key.front() < write.range->from || bars.key.back() >= write.range->to);
  if (isOutside)
    return fail(withSeries({"storage.outside_range", {}, {}}, bars.entityId, bars.level, bars.provider));
  return {};
}

}

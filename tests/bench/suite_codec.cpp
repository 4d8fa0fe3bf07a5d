// SPDX-License-Identifier: Apache-2.0
#include "core/storage/cross_section_codec.h"
#include "tests/bench/market_workload.h"
#include "tests/bench/measure.h"

#include <cstring>
#include <memory>

namespace zvt::bench {

namespace {

using storage::BarColumnsSource;
using storage::BarColumnsTarget;
using storage::CodecScratch;

constexpr std::size_t kChunk = MarketWorkload::kBars;
constexpr int kCodec = 2;

/// The workload as columns and as chunks of codec 2, one an entity; memory for the rows of one.
struct Codec {
  MarketWorkload market;
  const storage::BarCodec& codec = *storage::findBarCodec(kCodec);
  BarColumnsSource source;
  std::vector<std::string> chunks;
  std::size_t bytes = 0;
  CodecScratch scratch;
  std::vector<std::int64_t> key = std::vector<std::int64_t>(kChunk);
  std::array<std::vector<double>, market::kBarColumnCount> values;

  explicit Codec(std::size_t entities)
      : market(entities)
  {
    source.key = market.key.data();
    for (std::size_t c = 0; c < values.size(); ++c) {
      values[c].resize(kChunk);
      source.values[c] = market.values[c].data();
    }
    for (std::size_t e = 0; e < entities; ++e) {
      std::string& chunk = chunks.emplace_back();
      codec.encodeColumns(source, e * kChunk, (e + 1) * kChunk, scratch, chunk);
      bytes += chunk.size();
    }
  }

  [[nodiscard]] BarColumnsTarget target(bool all)
  {
    constexpr auto kClose = static_cast<std::size_t>(market::BarColumn::Close);
    BarColumnsTarget target;
    target.key = all ? key.data() : nullptr;
    for (std::size_t c = 0; c < values.size(); ++c)
      target.values[c] = all || c == kClose ? values[c].data() : nullptr;
    return target;
  }
};

using CodecPtr = std::shared_ptr<Codec>;

void countRows(benchmark::State& state, const Codec& codec)
{
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(codec.market.rows()));
}

void encode(benchmark::State& state, Codec& codec)
{
  std::string chunk;
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t e = 0; e < codec.market.entities; ++e) {
      chunk.clear();
      codec.codec.encodeColumns(codec.source, e * kChunk, (e + 1) * kChunk, codec.scratch, chunk);
      benchmark::DoNotOptimize(chunk.data());
    }
  }
  countRows(state, codec);
}

void decode(benchmark::State& state, Codec& codec, bool all)
{
  const BarColumnsTarget target = codec.target(all);
  bool sound = true;
  for ([[maybe_unused]] auto _ : state) {
    for (const std::string& chunk : codec.chunks)
      sound = codec.codec.decodeColumns(chunk, kChunk, target) && sound;
    benchmark::ClobberMemory();
  }
  if (!sound)
    state.SkipWithError("a chunk is damaged");
  countRows(state, codec);
}

void copy(benchmark::State& state, Codec& codec, bool all)
{
  const BarColumnsTarget target = codec.target(all);
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t row = 0; row < codec.market.rows(); row += kChunk) {
      if (target.key)
        std::memcpy(target.key, codec.source.key + row, kChunk * sizeof(std::int64_t));
      for (std::size_t c = 0; c < target.values.size(); ++c) {
        if (target.values[c])
          std::memcpy(target.values[c], codec.source.values[c] + row, kChunk * sizeof(double));
      }
      benchmark::ClobberMemory();
    }
  }
  countRows(state, codec);
}

void bytesPerBar(benchmark::State& state, std::size_t bytes, std::size_t rows)
{
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(bytes);
  state.counters["value"] = static_cast<double>(bytes) / static_cast<double>(rows);
}

/// One day of every entity.
struct Day {
  std::vector<std::uint32_t> series;
  std::array<std::vector<double>, market::kBarColumnCount> values;
  std::string payload;
  storage::CrossSectionTarget target;

  Day(const MarketWorkload& market, std::size_t day)
      : series(market.entities)
  {
    storage::CrossSectionSource source;
    for (std::size_t e = 0; e < market.entities; ++e)
      series[e] = static_cast<std::uint32_t>(e + 1);
    source.series = series.data();
    for (std::size_t c = 0; c < values.size(); ++c) {
      values[c].resize(market.entities);
      for (std::size_t e = 0; e < market.entities; ++e)
        values[c][e] = market.values[c][e * kChunk + day];
      source.values[c] = values[c].data();
      target.values[c] = values[c].data();
    }
    target.series = series.data();
    CodecScratch scratch;
    storage::encodeCrossSection(source, market.entities, scratch, payload);
  }
};

void decodeDay(benchmark::State& state, const Day& day)
{
  bool sound = true;
  for ([[maybe_unused]] auto _ : state) {
    sound = storage::decodeCrossSection(day.payload, day.series.size(), day.target) && sound;
    benchmark::ClobberMemory();
  }
  if (!sound)
    state.SkipWithError("a day is damaged");
}

}

void addCodecSuite(const Scale& scale)
{
  // Built when the first of the measures runs.
  const auto codec = [entities = scale.of(MarketWorkload::kEntities), made = std::make_shared<CodecPtr>()]() -> Codec& {
    if (!*made)
      *made = std::make_shared<Codec>(entities);
    return **made;
  };
  const auto day = [codec, made = std::make_shared<std::unique_ptr<Day>>()]() -> const Day& {
    if (!*made)
      *made = std::make_unique<Day>(codec().market, kChunk / 2);
    return **made;
  };
  addMeasure({"codec", "codec.encode", "bars/s", 13e6, "", [=](auto& state) { encode(state, codec()); }, {}});
  addMeasure({"codec", "codec.decode_all", "bars/s", 120e6, "memcpy",
      [=](auto& state) { decode(state, codec(), true); }, [=](auto& state) { copy(state, codec(), true); }});
  addMeasure({"codec", "codec.decode_close", "bars/s", 400e6, "memcpy",
      [=](auto& state) { decode(state, codec(), false); }, [=](auto& state) { copy(state, codec(), false); }});
  addMeasure({"codec", "codec.bytes_per_bar", "bytes", 9.7, "doubles as they are",
      [=](auto& state) { bytesPerBar(state, codec().bytes, codec().market.rows()); },
      [](auto& state) { bytesPerBar(state, MarketWorkload::rawBytesPerRow(), 1); }});
  addMeasure(
      {"codec", "codec.cross_section_decode", "ms", 0.06, "", [=](auto& state) { decodeDay(state, day()); }, {}});
  addMeasure({"codec", "codec.cross_section_bytes", "bytes", 12.7, "doubles as they are",
      [=](auto& state) { bytesPerBar(state, day().payload.size(), day().series.size()); },
      [](auto& state) { bytesPerBar(state, MarketWorkload::rawBytesPerRow(), 1); }});
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/stored_rows.h"

#include "core/storage/factor_store.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr auto kRows = static_cast<std::size_t>(storage::kFactorChunkRows);
constexpr std::int64_t kStateEvery = 4; ///< chunks; besides the last two, these keep what the factor remembers there

/// Whether the chunk's rows are those of the bars, as far as it reaches.
bool isSame(const storage::FactorChunkFacts& facts, const std::vector<std::uint64_t>& digests)
{
  const std::size_t from = static_cast<std::size_t>(facts.number) * kRows;
  const std::size_t to = from + static_cast<std::size_t>(facts.count);
  if (to > digests.size())
    return false;
  const std::vector<std::uint64_t> own(
      digests.begin() + static_cast<std::ptrdiff_t>(from), digests.begin() + static_cast<std::ptrdiff_t>(to));
  return storage::digestOf(own) == facts.inputs;
}

/// Chunks from the beginning without a gap whose rows are the same; all but the last of them full.
std::size_t sameChunks(const std::vector<storage::FactorChunkFacts>& facts, const std::vector<std::uint64_t>& digests)
{
  std::size_t same = 0;
  while (same < facts.size() && facts[same].number == static_cast<std::int64_t>(same) && isSame(facts[same], digests)) {
    ++same;
    if (facts[same - 1].count < storage::kFactorChunkRows)
      break;
  }
  return same;
}

std::size_t sameRows(const storage::FactorChunk& chunk, const std::vector<std::uint64_t>& digests)
{
  const auto from = digests.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(chunk.number) * kRows);
  return static_cast<std::size_t>(
      std::ranges::mismatch(chunk.inputs.begin(), chunk.inputs.end(), from, digests.end()).in1 - chunk.inputs.begin());
}

/// Goes on behind the newest of the first @p chunks that remembers its state; from the beginning when none does.
Result<void> resumeBehind(
    const storage::FactorStore& store, std::int64_t series, std::size_t chunks, ResumePoint& resume)
{
  for (std::size_t number = chunks; number-- > 0;) {
    ZVT_TRY(auto chunk, store.chunk(series, static_cast<std::int64_t>(number)));
    if (!chunk || chunk->state.empty())
      continue;
    resume.from = number * kRows + chunk->key.size();
    resume.state = std::move(chunk->state);
    if (chunk->key.size() < kRows)
      resume.head = std::move(chunk);
    return {};
  }
  return {};
}

void prepend(const storage::FactorChunk& head, storage::FactorChunk& chunk)
{
  chunk.key.insert(chunk.key.begin(), head.key.begin(), head.key.end());
  chunk.inputs.insert(chunk.inputs.begin(), head.inputs.begin(), head.inputs.end());
  for (std::size_t i = 0; i < chunk.columns.size(); ++i)
    chunk.columns[i].insert(chunk.columns[i].begin(), head.columns[i].begin(), head.columns[i].end());
}

}

Result<ResumePoint> findResumePoint(const storage::FactorStore& store, const storage::FactorSeries& series,
    const std::vector<std::uint64_t>& digests, bool canResume)
{
  ZVT_TRY(const auto facts, store.chunkFacts(series.id));
  ResumePoint resume;
  const std::size_t chunks = sameChunks(facts, digests);
  for (std::size_t i = 0; i < chunks; ++i)
    resume.same += static_cast<std::size_t>(facts[i].count);
  resume.isComplete = chunks == facts.size() && resume.same == digests.size();
  if (chunks < facts.size() && facts[chunks].number == static_cast<std::int64_t>(chunks)
      && resume.same == chunks * kRows && resume.same <= digests.size()) {
    ZVT_TRY(const auto differing, store.chunk(series.id, facts[chunks].number));
    if (differing)
      resume.same += sameRows(*differing, digests);
  }
  if (canResume)
    ZVT_TRY_VOID(resumeBehind(store, series.id, chunks, resume));
  return resume;
}

storage::FactorWrite writeOf(
    const storage::FactorSeries& series, const market::BarSeries& bars, const ResumePoint& resume, FactorRows rows)
{
  storage::FactorWrite write;
  write.series = series.id;
  write.revision = series.revision;
  write.source = bars.provider;
  write.fromChunk = static_cast<std::int64_t>(resume.from / kRows);
  write.marksFrom = resume.from < bars.size() ? bars.key[resume.from] : (bars.empty() ? 0 : bars.key.back() + 1);
  write.marks = std::move(rows.marks);
  write.chunks = std::move(rows.chunks);
  if (resume.head && write.chunks.empty()) {
    write.fromChunk = resume.head->number + 1; // it stays as it is
  } else if (resume.head) {
    prepend(*resume.head, write.chunks.front());
  }
  for (std::size_t i = 0; i + 2 < write.chunks.size(); ++i) {
    if (write.chunks[i].number % kStateEvery != kStateEvery - 1)
      write.chunks[i].state.clear();
  }
  return write;
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/column_coding_integers.h"

#include "core/storage/column_coding.h"

#include <algorithm>

namespace zvt::storage {

namespace {

constexpr std::size_t kJudgedBlocks = 3;

std::int64_t smallest(const std::int64_t* ticks, std::size_t count)
{
  std::int64_t least = ticks[0];
  for (std::size_t i = 1; i < count; ++i)
    least = ticks[i] < least ? ticks[i] : least;
  return least;
}

/// The residuals of the block that begins at row @p at.
void residualsOf(const std::int64_t* ticks, const std::int64_t* guesses, Prediction prediction, std::int64_t base,
    std::size_t at, std::size_t rows, std::uint64_t* residuals)
{
  const PackingKernels& kernels = packingKernels();
  if (prediction == Prediction::Guess)
    kernels.nearness(guesses + at, ticks + at, residuals, rows);
  else if (prediction == Prediction::Previous)
    kernels.differences(ticks + at, at > 0 ? ticks[at - 1] : base, residuals, rows);
  else
    kernels.offsets(ticks + at, base, residuals, rows);
}

std::size_t judge(
    const std::int64_t* ticks, const std::int64_t* guesses, std::size_t count, Prediction prediction, std::int64_t base)
{
  ResidualBlock residuals;
  const std::size_t blocks = (count + kBlockRows - 1) / kBlockRows;
  const std::size_t step = std::max<std::size_t>(1, blocks / kJudgedBlocks);
  std::size_t bytes = 0;
  for (std::size_t block = step / 2; block < blocks; block += step) {
    const std::size_t at = block * kBlockRows;
    const std::size_t rows = std::min(kBlockRows, count - at);
    residualsOf(ticks, guesses, prediction, base, at, rows, residuals.data());
    bytes += shapeOf(residuals.data(), rows).bytes;
  }
  return bytes;
}

}

PredictionChoice choosePrediction(const std::int64_t* ticks, const std::int64_t* guesses, std::size_t count)
{
  if (count == 0)
    return {};
  PredictionChoice best{Prediction::Offset, judge(ticks, guesses, count, Prediction::Offset, smallest(ticks, count))};
  const auto consider = [&](Prediction prediction) {
    const std::size_t bytes = judge(ticks, guesses, count, prediction, ticks[0]);
    if (bytes < best.bytes)
      best = {prediction, bytes};
  };
  consider(Prediction::Previous);
  if (guesses)
    consider(Prediction::Guess);
  return best;
}

void putIntegers(
    const std::int64_t* ticks, const std::int64_t* guesses, std::size_t count, Prediction prediction, std::string& out)
{
  putByte(static_cast<unsigned>(prediction), out);
  std::int64_t base = 0;
  if (count > 0 && prediction != Prediction::Guess) {
    base = prediction == Prediction::Offset ? smallest(ticks, count) : ticks[0];
    putSigned(base, out);
  }
  ResidualBlock residuals;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, count - at);
    residualsOf(ticks, guesses, prediction, base, at, rows, residuals.data());
    packBlock(residuals.data(), rows, out);
  }
}

bool IntegerReader::open(ByteReader bytes, std::size_t rows)
{
  unsigned prediction = 0;
  if (!bytes.byte(prediction) || prediction > static_cast<unsigned>(Prediction::Guess))
    return false;
  m_prediction = static_cast<Prediction>(prediction);
  if (rows > 0 && m_prediction != Prediction::Guess && !bytes.signedVarint(m_base))
    return false;
  m_blocks = BlockReader(bytes, rows);
  return true;
}

bool IntegerReader::next(const std::int64_t* guesses, std::size_t rows, std::int64_t* ticks)
{
  ResidualBlock residuals;
  if (!m_blocks.next(residuals.data()))
    return false;
  const PackingKernels& kernels = packingKernels();
  switch (m_prediction) {
  case Prediction::Offset:
    kernels.addOffset(residuals.data(), m_base, ticks, rows);
    return true;
  case Prediction::Previous:
    kernels.accumulate(residuals.data(), m_base, ticks, rows);
    m_base = ticks[rows - 1];
    return true;
  case Prediction::Guess:
    if (guesses)
      kernels.addNear(guesses, residuals.data(), ticks, rows);
    return guesses != nullptr;
  }
  return false;
}

void encodeIntegers(std::span<const std::int64_t> values, std::string& out)
{
  const Prediction prediction = choosePrediction(values.data(), nullptr, values.size()).prediction;
  putIntegers(values.data(), nullptr, values.size(), prediction, out);
}

bool decodeIntegers(std::string_view bytes, std::span<std::int64_t> values)
{
  IntegerReader reader;
  if (!reader.open(ByteReader(bytes), values.size()))
    return false;
  for (std::size_t at = 0; at < values.size(); at += kBlockRows) {
    if (!reader.next(nullptr, std::min(kBlockRows, values.size() - at), values.data() + at))
      return false;
  }
  return reader.isDone();
}

}

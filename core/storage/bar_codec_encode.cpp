// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec_columns.h"

#include "core/storage/column_coding_integers.h"
#include "core/storage/column_coding_ticks.h"

#include <algorithm>

namespace zvt::storage {

namespace {

using market::BarColumn;
using Room = CodecScratch::Room;
using Values = std::array<const double*, market::kBarColumnCount>;

constexpr std::size_t index(BarColumn column)
{
  return static_cast<std::size_t>(column);
}

/// A float made a double has this many zero bits; then its own bits may be the better ticks.
constexpr unsigned kFloatShift = 24;

std::int64_t* ticksOf(Room& room, BarColumn column)
{
  return room.ticks[index(column)].data();
}

/// An exception takes the tick before it, which costs least.
void fillGaps(TickColumn& column, std::size_t count)
{
  if (column.isWhole)
    return;
  const auto* first =
      std::find_if(column.ticks, column.ticks + count, [](std::int64_t tick) { return tick != kNoTick; });
  std::int64_t last = first == column.ticks + count ? 0 : *first;
  for (std::size_t i = 0; i < count; ++i) {
    if (column.ticks[i] == kNoTick)
      column.ticks[i] = last;
    last = column.ticks[i];
  }
}

/// An exception takes what is expected of it.
template <typename Expected> void fillGaps(TickColumn& column, std::size_t count, Expected expected)
{
  for (std::size_t i = 0; i < count && !column.isWhole; ++i) {
    if (column.ticks[i] == kNoTick)
      column.ticks[i] = expected(i);
  }
}

/// One of: the residual as it is, as it is never negative in sound bars; zigzag, where bars are not sound.
template <typename Fill> void putBlocks(std::size_t count, std::string& out, Fill fill)
{
  ResidualBlock residuals;
  for (std::size_t at = 0; at < count; at += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, count - at);
    fill(at, rows, residuals.data());
    packBlock(residuals.data(), rows, out);
  }
}

using Distances = void (*)(const std::int64_t* a, const std::int64_t* b, const std::int64_t* ticks,
    std::uint64_t* residuals, std::size_t count);

/// High and low: the distance from the body, with its sign only where some rows need one.
void putDistances(Room& room, const std::int64_t* ticks, Distances distances, std::size_t count, std::string& out)
{
  const std::int64_t* open = ticksOf(room, BarColumn::Open);
  const std::int64_t* close = ticksOf(room, BarColumn::Close);
  std::uint64_t* all = reinterpret_cast<std::uint64_t*>(room.others.data());
  distances(open, close, ticks, all, count);
  const auto negative = static_cast<std::size_t>(
      std::count_if(all, all + count, [](std::uint64_t distance) { return (distance >> 63U) != 0; }));
  const bool isSigned = negative * 64 > count;
  putByte(isSigned ? 1 : 0, out);
  for (std::size_t i = 0; i < count && isSigned; ++i)
    all[i] = zigzag(all[i]);
  for (std::size_t at = 0; at < count; at += kBlockRows)
    packBlock(all + at, std::min(kBlockRows, count - at), out);
}

void putGeneric(TickColumn column, const TickScale& scale, std::size_t count, std::string& out)
{
  scale.put(out);
  putExceptions(column, count, out);
  fillGaps(column, count);
  putIntegers(column.ticks, nullptr, count, choosePrediction(column.ticks, nullptr, count).prediction, out);
}

/// The doubles that a decoder has before it knows of exceptions.
const double* decodedValues(
    Room& room, const TickColumn& column, const TickScale& scale, BarColumn which, std::size_t count)
{
  if (column.isWhole)
    return column.values;
  double* values = room.values[index(which)].data();
  packingKernels().toDoubles(column.ticks, scale.factors(), values, count);
  return values;
}

/// The turnover's own bits, when it came as floats and is nearer to its guess so; false when it is not.
bool putFloatTurnover(const double* values, const TurnoverGuess& from, std::size_t count, std::size_t bytesToBeat,
    Room& room, std::string& out)
{
  TickColumn column{values, room.others.data()};
  const TickScale scale = findBitTicks({&column, 1}, count);
  if (scale.shift < kFloatShift)
    return false;
  packingKernels().guessTurnover(from, scale.factors(), room.guesses.data(), count);
  const PredictionChoice choice = choosePrediction(column.ticks, room.guesses.data(), count);
  if (choice.bytes >= bytesToBeat)
    return false;
  scale.put(out);
  putExceptions(column, count, out);
  putIntegers(column.ticks, room.guesses.data(), count, choice.prediction, out);
  return true;
}

void putTurnover(const double* values, const TurnoverGuess& from, std::size_t count, Room& room, std::string& out)
{
  TickColumn column{values, ticksOf(room, BarColumn::Turnover)};
  const TickScale scale = findTicks({&column, 1}, count);
  const auto guess = [&] { packingKernels().guessTurnover(from, scale.factors(), room.guesses.data(), count); };
  guess();
  TickColumn asGuessed = column;
  if (!column.isWhole) { // an exception costs least as what is predicted, whichever way that is
    asGuessed.ticks = room.others.data();
    std::copy_n(column.ticks, count, asGuessed.ticks);
    fillGaps(asGuessed, count, [&](std::size_t i) { return room.guesses.data()[i]; });
  }
  const PredictionChoice choice = choosePrediction(asGuessed.ticks, room.guesses.data(), count);
  if (column.isWhole && !scale.isBits) {
    if (putFloatTurnover(values, from, count, choice.bytes, room, out))
      return;
    guess();
  }
  scale.put(out);
  putExceptions(column, count, out);
  if (choice.prediction == Prediction::Guess)
    column = asGuessed;
  fillGaps(column, count);
  putIntegers(column.ticks, room.guesses.data(), count, choice.prediction, out);
}

}

void CodecScratch::Room::reserve(std::size_t count)
{
  if (base.size() >= count)
    return;
  for (auto& column : ticks)
    column.resize(count);
  for (auto& column : values)
    column.resize(count);
  base.resize(count);
  guesses.resize(count);
  others.resize(count);
}

void putColumn(const double* values, std::size_t count, Room& room, std::string& out)
{
  room.reserve(count);
  TickColumn column{values, ticksOf(room, BarColumn::Volume)};
  const TickScale scale = findTicks({&column, 1}, count);
  putGeneric(column, scale, count, out);
}

SectionLengths putColumns(const Values& values, std::size_t count, RowOrder order, Room& room, std::string& out)
{
  room.reserve(count);
  SectionLengths lengths{};
  std::size_t written = 0, start = out.size();
  const auto endSection = [&] {
    lengths[written++] = out.size() - start;
    start = out.size();
  };
  const auto column = [&](BarColumn which) { return TickColumn{values[index(which)], ticksOf(room, which)}; };
  std::array<TickColumn, 4> prices = {
      column(BarColumn::Open), column(BarColumn::High), column(BarColumn::Low), column(BarColumn::Close)};
  auto& [open, high, low, close] = prices;
  const TickScale scale = findTicks(prices, count);
  const PackingKernels& kernels = packingKernels();

  putGeneric(close, scale, count, out);
  fillGaps(close, count);
  endSection();

  const std::int64_t* base = close.ticks;
  if (order == RowOrder::Series) {
    room.base.data()[0] = close.ticks[0];
    std::copy_n(close.ticks, count - 1, room.base.data() + 1);
    base = room.base.data();
  }
  putExceptions(open, count, out);
  fillGaps(open, count, [&](std::size_t i) { return base[i]; });
  putBlocks(count, out, [&](std::size_t at, std::size_t rows, std::uint64_t* residuals) {
    kernels.nearness(base + at, open.ticks + at, residuals, rows);
  });
  endSection();

  putExceptions(high, count, out);
  fillGaps(high, count, [&](std::size_t i) { return std::max(open.ticks[i], close.ticks[i]); });
  putDistances(room, high.ticks, kernels.aboves, count, out);
  endSection();

  putExceptions(low, count, out);
  fillGaps(low, count, [&](std::size_t i) { return std::min(open.ticks[i], close.ticks[i]); });
  putDistances(room, low.ticks, kernels.belows, count, out);
  endSection();

  TickColumn volume = column(BarColumn::Volume);
  const TickScale volumeScale = findTicks({&volume, 1}, count);
  putGeneric(volume, volumeScale, count, out);
  fillGaps(volume, count);
  endSection();

  TurnoverGuess from;
  from.open = decodedValues(room, open, scale, BarColumn::Open, count);
  from.high = decodedValues(room, high, scale, BarColumn::High, count);
  from.low = decodedValues(room, low, scale, BarColumn::Low, count);
  from.close = decodedValues(room, close, scale, BarColumn::Close, count);
  from.volume = decodedValues(room, volume, volumeScale, BarColumn::Volume, count);
  putTurnover(values[index(BarColumn::Turnover)], from, count, room, out);
  endSection();
  return lengths;
}

}

// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of everything that decodes stored bars. An input is: what to do (a byte), the columns wanted (a
// byte), the rows (two bytes), the payload. With ZVT_FUZZ_SEEDS=folder it first writes sound inputs there.
#include "core/storage/column_coding.h"
#include "core/storage/cross_section_codec.h"
#include "tests/core/storage/codec_cases.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

enum Work : unsigned { DecodeOne, DecodeTwo, DecodeDay, DecodeSeries, Integers, RoundTrip, kWorks };

constexpr std::size_t kHeadBytes = 4;

void require(bool condition)
{
  if (!condition)
    std::abort();
}

/// Exactly the rows asked for, each array by itself, so that a step beyond one is seen.
struct Memory {
  std::unique_ptr<std::int64_t[]> key;
  std::array<std::unique_ptr<double[]>, market::kBarColumnCount> values;

  Memory(std::size_t count, unsigned wanted, double** targets)
      : key(new std::int64_t[count])
  {
    for (std::size_t c = 0; c < values.size(); ++c) {
      if (((wanted >> c) & 1U) == 0)
        continue;
      values[c].reset(new double[count]);
      targets[c] = values[c].get();
    }
  }
};

void decode(int codec, unsigned wanted, std::size_t count, std::string_view payload)
{
  BarColumnsTarget target;
  Memory memory(count, wanted, target.values.data());
  target.key = (wanted & 0x80U) != 0 ? memory.key.get() : nullptr;
  if (findBarCodec(codec)->decodeColumns(payload, count, target) && target.key) {
    for (std::size_t i = 1; i < count; ++i)
      require(target.key[i - 1] < target.key[i]);
  }
}

void decodeDay(unsigned wanted, std::size_t count, std::string_view payload)
{
  require(crossSectionRows(payload) <= kMaxCrossSectionRows);
  CrossSectionTarget target;
  const Memory memory(count, wanted, target.values.data());
  const std::unique_ptr<std::uint32_t[]> series(new std::uint32_t[count]);
  target.series = series.get();
  if (decodeCrossSection(payload, count, target)) {
    for (std::size_t i = 1; i < count; ++i)
      require(series[i - 1] < series[i]);
  }
}

/// The payload as columns of doubles, six of a length.
void roundTrip(std::string_view payload)
{
  market::BarSeries bars;
  const std::size_t count = std::min<std::size_t>(payload.size() / (6 * sizeof(double)), 2'000);
  if (count == 0)
    return;
  for (std::size_t i = 0; i < count; ++i)
    bars.key.push_back(static_cast<std::int64_t>(i * i));
  for (const auto member : kBarColumns) {
    (bars.*member).resize(count);
    std::memcpy((bars.*member).data(), payload.data(), count * sizeof(double));
    payload.remove_prefix(count * sizeof(double));
  }
  market::BarSeries decoded;
  require(findBarCodec(2)->decode(findBarCodec(2)->encode(bars, 0, count), count, decoded));
  require(decoded.key == bars.key);
  for (const auto member : kBarColumns)
    require(std::memcmp((decoded.*member).data(), (bars.*member).data(), count * sizeof(double)) == 0);
}

void writeSeed(const std::string& folder, Work work, std::size_t count, const std::string& payload, int number)
{
  const std::string name = folder + "/seed-" + std::to_string(work) + "-" + std::to_string(number);
  std::FILE* file = std::fopen(name.c_str(), "wb");
  require(file != nullptr);
  const std::array<unsigned char, kHeadBytes> head = {static_cast<unsigned char>(work), 0xff,
      static_cast<unsigned char>(count & 0xffU), static_cast<unsigned char>(count >> 8U)};
  require(std::fwrite(head.data(), 1, head.size(), file) == head.size());
  require(std::fwrite(payload.data(), 1, payload.size(), file) == payload.size());
  require(std::fclose(file) == 0);
}

void writeSeeds(const std::string& folder)
{
  SeededRandom random(1);
  for (int number = 0; number < 40; ++number) {
    const std::size_t count = 1 + random.below(600);
    const market::BarSeries bars = madeHostileSeries(count, random);
    writeSeed(folder, DecodeOne, count, findBarCodec(1)->encode(bars, 0, count), number);
    const std::string two = findBarCodec(2)->encode(bars, 0, count);
    writeSeed(folder, DecodeTwo, count, two, number);
    writeSeed(folder, DecodeSeries, count, two, number);
    std::string integers;
    encodeIntegers(bars.key, integers);
    writeSeed(folder, Integers, count, integers, number);
    std::vector<std::uint32_t> ids(count);
    for (std::size_t i = 0; i < count; ++i)
      ids[i] = static_cast<std::uint32_t>(i * 3);
    CrossSectionSource source;
    source.series = ids.data();
    std::string columns, day;
    for (std::size_t c = 0; c < kBarColumns.size(); ++c) {
      source.values[c] = (bars.*kBarColumns[c]).data();
      columns.append(reinterpret_cast<const char*>(source.values[c]), count * sizeof(double));
    }
    CodecScratch scratch;
    encodeCrossSection(source, count, scratch, day);
    writeSeed(folder, DecodeDay, count, day, number);
    writeSeed(folder, RoundTrip, count, columns, number);
  }
}

}

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
  if (const char* folder = std::getenv("ZVT_FUZZ_SEEDS"))
    writeSeeds(folder);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
  if (size < kHeadBytes)
    return 0;
  const std::size_t count = data[2] + std::size_t{data[3]} * 256;
  const std::string_view payload(reinterpret_cast<const char*>(data) + kHeadBytes, size - kHeadBytes);
  switch (data[0] % kWorks) {
  case DecodeOne:
    decode(1, data[1], count, payload);
    break;
  case DecodeTwo:
    decode(2, data[1], count, payload);
    break;
  case DecodeDay:
    decodeDay(data[1], count, payload);
    break;
  case DecodeSeries: {
    market::BarSeries bars;
    (void)findBarCodec(2)->decode(payload, count, bars);
    break;
  }
  case Integers: {
    std::vector<std::int64_t> values(count);
    (void)decodeIntegers(payload, values);
    break;
  }
  case RoundTrip:
    roundTrip(payload);
    break;
  }
  return 0;
}

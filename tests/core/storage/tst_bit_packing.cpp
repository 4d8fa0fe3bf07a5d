// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bit_packing.h"
#include "core/storage/column_coding_ticks.h"
#include "tests/core/storage/codec_cases.h"
#include "tests/core/storage/test_profile.h"

#include <fmt/format.h>

#include <rapidcheck.h>

#include <QTest>

#include <charconv>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

using Numbers = std::vector<std::uint64_t>;
using Integers = std::vector<std::int64_t>;

std::uint64_t below(unsigned bits, Random& random)
{
  return bits == 0 ? 0 : random.next() >> (64 - bits);
}

Numbers madeNumbers(std::size_t count, unsigned bits, Random& random)
{
  Numbers numbers(count);
  for (std::uint64_t& number : numbers)
    number = below(bits, random);
  return numbers;
}

Integers madeIntegers(std::size_t count, Random& random)
{
  Integers integers(count);
  for (std::int64_t& integer : integers)
    integer = static_cast<std::int64_t>(below(1 + static_cast<unsigned>(random.below(64)), random));
  return integers;
}

/// Calls both sets of kernels and compares what they write.
template <typename Value, typename Call> bool isSame(std::size_t count, Call call)
{
  std::vector<Value> narrow(count), wide(count);
  call(kBaselineKernels, narrow.data());
  call(*wideKernels(), wide.data());
  return std::memcmp(narrow.data(), wide.data(), count * sizeof(Value)) == 0;
}

}

class TstBitPacking : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aKnownBlockHasTheDocumentedBytes()
  {
    // 24 numbers of up to 4 bits lie in three rows of eight lanes. Lane 0 holds 1, 15 and 9: 1 + 15 × 16 + 9 × 256 =
    // 0x9F1, a word of four bytes, least byte first; lane 7 holds 8, 15 and 9.
    const Numbers numbers = {1, 2, 3, 4, 5, 6, 7, 8, 15, 15, 15, 15, 15, 15, 15, 15, 9, 10, 11, 12, 13, 14, 15, 9};
    std::string expected("\x04\x00", 2);
    for (const int lane : {0x9F1, 0xAF2, 0xBF3, 0xCF4, 0xDF5, 0xEF6, 0xFF7, 0x9F8})
      expected += std::string{static_cast<char>(lane & 0xff), static_cast<char>(lane >> 8), 0, 0};
    std::string bytes;
    packBlock(numbers.data(), numbers.size(), bytes);
    QCOMPARE(bytes, expected);
  }

  void aKnownPatchHasTheDocumentedBytes()
  {
    // 256 zeros but for 0x1234 in row 7: no lanes, one patch of two bytes.
    Numbers numbers(kBlockRows);
    numbers[7] = 0x1234;
    std::string bytes;
    packBlock(numbers.data(), numbers.size(), bytes);
    QCOMPARE(bytes, std::string("\x00\x01\x02\x07\x34\x12", 6));
  }

  void everyWidthAndSizeComesBack()
  {
    SeededRandom random(1);
    for (unsigned bits = 0; bits <= 64; ++bits) {
      for (const std::size_t count : {1U, 7U, 8U, 9U, 63U, 64U, 200U, 255U, 256U}) {
        Numbers numbers = madeNumbers(count, bits, random);
        if (count > 60 && bits < 60)
          numbers[random.below(count)] = random.next(); // one that is patched
        std::string bytes;
        packBlock(numbers.data(), count, bytes);
        QCOMPARE(bytes.size(), shapeOf(numbers.data(), count).bytes);
        Numbers decoded(kBlockRows);
        BlockReader reader(ByteReader(bytes), count);
        QVERIFY(reader.next(decoded.data()));
        QVERIFY(reader.isDone());
        decoded.resize(count);
        QCOMPARE(decoded, numbers);
      }
    }
  }

  void theSmallestShapeIsChosen()
  {
    QVERIFY(rc::check("no width gives a smaller block", [] {
      SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
      Numbers numbers(kBlockRows);
      for (std::uint64_t& number : numbers)
        number = below(static_cast<unsigned>(random.below(1 + random.below(50))), random);
      const BlockShape shape = shapeOf(numbers.data(), numbers.size());
      unsigned widest = 0;
      for (const std::uint64_t number : numbers)
        widest = std::max(widest, static_cast<unsigned>(std::bit_width(number)));
      for (unsigned width = 0; width <= widest; ++width) {
        const auto over = static_cast<std::size_t>(std::count_if(numbers.begin(), numbers.end(),
            [&](std::uint64_t number) { return static_cast<unsigned>(std::bit_width(number)) > width; }));
        const std::size_t patches = over == 0 ? 0 : 1 + over * (1 + (widest - width + 7) / 8);
        RC_ASSERT(over > 255 || shape.bytes <= 2 + width * kLaneRowBytes + patches);
      }
    }));
  }

  void damagedBlocksAreRefused()
  {
    SeededRandom random(2);
    Numbers decoded(kBlockRows);
    using namespace std::string_view_literals;
    for (const std::string_view bytes : {""sv, "\x41\x00"sv, "\x05"sv, "\x00\x01\x00\x07"sv, "\x00\x01\x09\x07"sv,
             "\x00\x01\x02\x07\x34"sv, "\x40\x01\x01"sv, "\x01\x00\x00"sv}) {
      BlockReader reader(ByteReader(bytes), kBlockRows);
      QVERIFY(!reader.next(decoded.data()));
    }
    // a patch behind the rows
    BlockReader behind(ByteReader(std::string_view("\x00\x01\x01\x05\x01", 5)), 5);
    QVERIFY(!behind.next(decoded.data()));
    BlockReader within(ByteReader(std::string_view("\x00\x01\x01\x04\x01", 5)), 5);
    QVERIFY(within.next(decoded.data()));
    QCOMPARE(decoded.at(4), std::uint64_t{1});
    QVERIFY(!within.next(decoded.data())); // no rows left
  }

  void ticksAreTheDecimalsThatTheyAreRead()
  {
    // The standard library's reading of the decimal text is the judge of tick ÷ 10^decimals.
    SeededRandom random(3);
    for (const PackingKernels* kernels : {&kBaselineKernels, wideKernels()}) {
      if (!kernels)
        continue;
      for (int decimals = 0; decimals <= kMaxTickDecimals; ++decimals) {
        TickScale scale;
        scale.decimals = decimals;
        Integers ticks(4'000);
        for (std::int64_t& tick : ticks)
          tick = static_cast<std::int64_t>(below(1 + static_cast<unsigned>(random.below(51)), random));
        std::vector<double> values(ticks.size());
        kernels->toDoubles(ticks.data(), scale.factors(), values.data(), ticks.size());
        for (std::size_t i = 0; i < ticks.size(); ++i) {
          const std::string text = fmt::format("{}e-{}", ticks[i], decimals);
          double expected = 0;
          std::from_chars(text.data(), text.data() + text.size(), expected);
          QVERIFY2(sameBits(values[i], expected), text.c_str());
        }
        Integers back(ticks.size());
        QVERIFY(kernels->toTicks(values.data(), scale.factors(), back.data(), back.size()));
        QCOMPARE(back, ticks);
      }
    }
  }

  void scalesAreFound()
  {
    struct Case {
      std::vector<double> values;
      bool isBits;
      int decimals;
      std::uint64_t multiplier;
    };
    const auto repeated = [](std::vector<double> values) {
      std::vector<double> all;
      for (int i = 0; i < 20; ++i)
        all.insert(all.end(), values.begin(), values.end());
      return all;
    };
    const std::vector<Case> cases = {
        {repeated({10.01, 10.02, 9.98}), false, 2, 1},
        {repeated({100, 2'500, 1'600, 300}), false, 0, 100},
        {repeated({0.00002853, 0.00002854}), false, 8, 1},
        {repeated({1.05, 1.10, 1.25}), false, 2, 5},
        {repeated({0.1 + 0.2, std::sqrt(2.0), std::exp(1.0), 3.3 * 3.3}), true, 0, 1},
        {std::vector<double>(50, std::numeric_limits<double>::quiet_NaN()), false, 0, 1},
    };
    for (const Case& expected : cases) {
      Integers ticks(expected.values.size());
      TickColumn column{expected.values.data(), ticks.data()};
      const TickScale scale = findTicks({&column, 1}, expected.values.size());
      QCOMPARE(scale.isBits, expected.isBits);
      QCOMPARE(scale.decimals, expected.decimals);
      QCOMPARE(scale.multiplier, expected.multiplier);
    }
  }

  void bothSetsOfLoopsAgree()
  {
    if (!wideKernels())
      QSKIP("this processor has one set only");
    SeededRandom random(4);
    for (int round = 0; round < 200; ++round) {
      const std::size_t count = 1 + random.below(kBlockRows);
      const Integers a = madeIntegers(count, random), b = madeIntegers(count, random), c = madeIntegers(count, random);
      const Numbers residuals = madeNumbers(count, 1 + static_cast<unsigned>(random.below(64)), random);
      const auto before = static_cast<std::int64_t>(random.next());
      using K = const PackingKernels&;
      using I = std::int64_t*;
      using N = std::uint64_t*;
      QVERIFY(isSame<std::int64_t>(count, [&](K k, I out) { k.accumulate(residuals.data(), before, out, count); }));
      QVERIFY(isSame<std::int64_t>(count, [&](K k, I out) { k.addOffset(residuals.data(), before, out, count); }));
      QVERIFY(isSame<std::int64_t>(count, [&](K k, I out) { k.addNear(a.data(), residuals.data(), out, count); }));
      QVERIFY(isSame<std::int64_t>(
          count, [&](K k, I out) { k.addAbove(a.data(), b.data(), residuals.data(), out, count); }));
      QVERIFY(isSame<std::int64_t>(
          count, [&](K k, I out) { k.addBelow(a.data(), b.data(), residuals.data(), out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) { k.differences(a.data(), before, out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) { k.offsets(a.data(), before, out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) { k.nearness(a.data(), b.data(), out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) { k.aboves(a.data(), b.data(), c.data(), out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) { k.belows(a.data(), b.data(), c.data(), out, count); }));
      QVERIFY(isSame<std::uint64_t>(count, [&](K k, N out) {
        std::copy(residuals.begin(), residuals.end(), out);
        k.unzigzag(out, count);
      }));
      QCOMPARE(
          kBaselineKernels.isIncreasing(a.data(), before, count), wideKernels()->isIncreasing(a.data(), before, count));
    }
  }

  void bothSetsOfLoopsAgreeOnDoubles()
  {
    if (!wideKernels())
      QSKIP("this processor has one set only");
    SeededRandom random(5);
    for (int round = 0; round < 600; ++round) {
      const std::size_t count = 1 + random.below(kBlockRows);
      const auto column = [&] {
        return madeColumn(static_cast<ColumnKind>(random.below(kColumnKinds)), count, random);
      };
      TickScale scale;
      scale.isBits = random.below(4) == 0;
      scale.shift = scale.isBits ? static_cast<unsigned>(random.below(64)) : 0;
      scale.decimals = scale.isBits ? 0 : static_cast<int>(random.below(kMaxTickDecimals + 1));
      scale.multiplier = scale.isBits || random.below(2) == 0 ? 1 : 1 + random.below(1'000);
      const TickFactors factors = scale.factors();
      const auto values = column(), open = column(), high = column(), low = column(), close = column(),
                 volume = column();
      using K = const PackingKernels&;
      QVERIFY(isSame<std::int64_t>(
          count, [&](K k, std::int64_t* out) { (void)k.toTicks(values.data(), factors, out, count); }));
      const TurnoverGuess from{open.data(), high.data(), low.data(), close.data(), volume.data()};
      QVERIFY(isSame<std::int64_t>(count, [&](K k, std::int64_t* out) { k.guessTurnover(from, factors, out, count); }));
      Integers ticks(count);
      for (std::int64_t& tick : ticks)
        tick = static_cast<std::int64_t>(below(40, random)) - (std::int64_t{1} << 39U);
      QVERIFY(isSame<double>(count, [&](K k, double* out) { k.toDoubles(ticks.data(), factors, out, count); }));
    }
  }

  void bothSetsOfLoopsPackAlike()
  {
    if (!wideKernels())
      QSKIP("this processor has one set only");
    SeededRandom random(6);
    for (unsigned width = 0; width <= kMaxPackedWidth; ++width) {
      std::array<std::uint32_t, kBlockRows> values{};
      for (std::uint32_t& value : values)
        value = static_cast<std::uint32_t>(random.next());
      std::array<unsigned char, kBlockRows * 4> narrow{}, wide{};
      kBaselineKernels.pack[width](values.data(), narrow.data());
      wideKernels()->pack[width](values.data(), wide.data());
      QVERIFY(narrow == wide);
      std::array<std::uint64_t, kBlockRows> a{}, b{};
      kBaselineKernels.unpack[width](narrow.data(), a.data());
      wideKernels()->unpack[width](wide.data(), b.data());
      QVERIFY(a == b);
      for (std::size_t i = 0; i < kBlockRows; ++i)
        QCOMPARE(a.at(i), width == 32 ? values.at(i) : values.at(i) & ((std::uint64_t{1} << width) - 1));
    }
  }
};

QTEST_APPLESS_MAIN(TstBitPacking)
#include "tst_bit_packing.moc"

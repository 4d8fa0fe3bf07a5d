// SPDX-License-Identifier: Apache-2.0
#include "core/storage/cross_section_codec.h"
#include "tests/core/storage/codec_cases.h"
#include "tests/core/storage/test_profile.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr double kUntouched = 123.456;
constexpr std::size_t kGuard = 8;

struct Day {
  std::vector<std::uint32_t> series;
  std::array<std::vector<double>, market::kBarColumnCount> values;

  [[nodiscard]] std::size_t size() const { return series.size(); }
  [[nodiscard]] CrossSectionSource source() const
  {
    CrossSectionSource source;
    source.series = series.data();
    for (std::size_t c = 0; c < values.size(); ++c)
      source.values[c] = values[c].data();
    return source;
  }
  [[nodiscard]] std::string encoded() const
  {
    CodecScratch scratch;
    std::string payload;
    encodeCrossSection(source(), size(), scratch, payload);
    return payload;
  }
};

/// Securities of very different prices; @p decimals of the price by row.
Day madeDay(std::size_t count, Random& random, auto decimals)
{
  Day day;
  for (auto& column : day.values)
    column.resize(count);
  auto& [open, high, low, close, volume, turnover] = day.values;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < count; ++i) {
    id += 1 + static_cast<std::uint32_t>(random.below(3));
    day.series.push_back(id);
    const double power = std::pow(10.0, decimals(i));
    const auto price = [&](double value) { return std::nearbyint(value * power) / power; };
    const double base = std::exp(2 + 1.5 * random.normal());
    close[i] = price(base);
    open[i] = price(base * (1 + 0.01 * random.normal()));
    high[i] = price(std::max(open[i], close[i]) * 1.01);
    low[i] = price(std::min(open[i], close[i]) * 0.99);
    volume[i] = 100.0 * static_cast<double>(random.below(1'000'000));
    turnover[i] = std::nearbyint(volume[i] * base);
  }
  return day;
}

Day madeHostileDay(std::size_t count, Random& random)
{
  Day day = madeDay(count, random, [](std::size_t) { return 2; });
  for (auto& column : day.values) {
    if (random.below(2) == 0)
      column = madeColumn(static_cast<ColumnKind>(random.below(kColumnKinds)), count, random);
  }
  return day;
}

struct Memory {
  std::vector<std::uint32_t> series;
  std::array<std::vector<double>, market::kBarColumnCount> values;
  CrossSectionTarget target;

  Memory(std::size_t count, std::uint32_t bits)
      : series(count + kGuard, 0)
  {
    target.series = series.data();
    for (std::size_t c = 0; c < values.size(); ++c) {
      values[c].assign(count + kGuard, kUntouched);
      if (((bits >> c) & 1U) != 0)
        target.values[c] = values[c].data();
    }
  }
  [[nodiscard]] bool isUntouched(std::size_t column, std::size_t from) const
  {
    return std::all_of(values[column].begin() + static_cast<std::ptrdiff_t>(from), values[column].end(),
        [](double value) { return value == kUntouched; });
  }
};

bool isSame(const Memory& memory, const Day& day, std::uint32_t bits)
{
  if (!std::equal(day.series.begin(), day.series.end(), memory.series.begin()))
    return false;
  for (std::size_t c = 0; c < day.values.size(); ++c) {
    const bool isWanted = ((bits >> c) & 1U) != 0;
    if (!memory.isUntouched(c, isWanted ? day.size() : 0))
      return false;
    if (isWanted && !std::equal(day.values[c].begin(), day.values[c].end(), memory.values[c].begin(), sameBits))
      return false;
  }
  return true;
}

}

class TstCrossSectionCodec : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void anyDayComesBackBitForBit()
  {
    QVERIFY(rc::check("decode(encode(day)) is the day", [] {
      SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
      const Day day = madeHostileDay(1 + random.below(1'400), random);
      const auto bits = static_cast<std::uint32_t>(random.below(64));
      const std::string payload = day.encoded();
      RC_ASSERT(crossSectionRows(payload) == day.size());
      Memory memory(day.size(), bits);
      RC_ASSERT(decodeCrossSection(payload, day.size(), memory.target));
      RC_ASSERT(isSame(memory, day, bits));
    }));
  }

  void everySubsetGivesWhatTheWholeGives()
  {
    SeededRandom random(3);
    const Day day = madeHostileDay(1'100, random);
    const std::string payload = day.encoded();
    for (std::uint32_t bits = 0; bits < 64; ++bits) {
      Memory memory(day.size(), bits);
      QVERIFY(decodeCrossSection(payload, day.size(), memory.target));
      QVERIFY(isSame(memory, day, bits));
    }
  }

  void idsReachTheEndOfTheirRange()
  {
    SeededRandom random(4);
    Day day = madeDay(3, random, [](std::size_t) { return 2; });
    day.series = {0, 7, 0xffff'ffffU};
    Memory memory(3, 63);
    QVERIFY(decodeCrossSection(day.encoded(), 3, memory.target));
    QVERIFY(isSame(memory, day, 63));
  }

  void eachKindOfSecurityHasItsScale()
  {
    // 2,048 shares in hundredths, then 2,048 funds in thousandths: the shares must not pay for the funds' third
    // decimal. One scale for all would cost the 2,048 × 4 prices of the shares 3.3 bits each, 3,400 bytes.
    const auto size = [](auto decimals) {
      SeededRandom random(5);
      return madeDay(4'096, random, decimals).encoded().size();
    };
    const std::size_t hundredths = size([](std::size_t) { return 2; });
    const std::size_t thousandths = size([](std::size_t) { return 3; });
    const std::size_t mixed = size([](std::size_t i) { return i < 2'048 ? 2 : 3; });
    QVERIFY(hundredths < mixed && mixed < thousandths);
    QVERIFY(std::max(mixed - hundredths, thousandths - mixed) < (thousandths - hundredths) * 3 / 4);
  }

  void damagedDaysNeverCrash()
  {
    SeededRandom random(6);
    for (int days = 0; days < 10; ++days) {
      const Day day = madeHostileDay(1 + random.below(900), random);
      const std::string sound = day.encoded();
      for (int round = 0; round < 1'000; ++round) {
        const std::string payload = damaged(sound, random);
        const auto bits = static_cast<std::uint32_t>(random.below(64));
        Memory memory(day.size(), bits);
        const bool isSound = decodeCrossSection(payload, day.size(), memory.target);
        for (std::size_t c = 0; c < day.values.size(); ++c)
          QVERIFY(memory.isUntouched(c, ((bits >> c) & 1U) != 0 ? day.size() : 0));
        if (isSound)
          QVERIFY(
              std::is_sorted(memory.series.begin(), memory.series.begin() + static_cast<std::ptrdiff_t>(day.size())));
        QVERIFY(crossSectionRows(payload) <= kMaxCrossSectionRows);
      }
    }
  }

  void everyTruncationIsRefused()
  {
    SeededRandom random(7);
    const Day day = madeDay(600, random, [](std::size_t) { return 2; });
    const std::string payload = day.encoded();
    for (std::size_t length = 0; length < payload.size(); length += 1 + length / 50) {
      Memory memory(day.size(), 63);
      QVERIFY(!decodeCrossSection(std::string_view(payload).substr(0, length), day.size(), memory.target));
    }
    for (const std::size_t count : {1U, 599U, 601U}) {
      Memory memory(count, 63);
      QVERIFY(!decodeCrossSection(payload, count, memory.target));
    }
    QCOMPARE(crossSectionRows(""), std::size_t{0});
    QCOMPARE(crossSectionRows("\x02\x05"), std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TstCrossSectionCodec)
#include "tst_cross_section_codec.moc"

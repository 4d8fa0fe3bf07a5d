// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_codec.h"
#include "core/storage/column_coding.h"
#include "tests/core/storage/codec_cases.h"
#include "tests/core/storage/test_profile.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr double kUntouched = 123.456;
constexpr std::size_t kGuard = 8; ///< values behind the rows that nobody may write

/// Prices, whole volumes, special values and any pattern of bits.
rc::Gen<double> anyDouble()
{
  return rc::gen::oneOf(rc::gen::map(rc::gen::inRange(0, 10'000'000), [](int cents) { return cents / 100.0; }),
      rc::gen::map(rc::gen::inRange(0, 1'000'000'000), [](int whole) { return static_cast<double>(whole); }),
      rc::gen::element(0.0, -0.0, 1e308, -1e308, 5e-324, std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), 9007199254740993.0,
          0.1 + 0.2),
      rc::gen::map(
          rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t bits) { return std::bit_cast<double>(bits); }));
}

market::BarSeries sampleBars(std::size_t count)
{
  return madeSeries("stock_sz_000001", 19'000, static_cast<std::int64_t>(count));
}

/// Memory of a caller who wants some of the columns.
struct Memory {
  std::vector<std::int64_t> key;
  std::array<std::vector<double>, market::kBarColumnCount> values;
  BarColumnsTarget target;

  Memory(std::size_t count, market::BarColumnSet columns)
      : key(count + kGuard, -1)
  {
    target.key = key.data();
    for (std::size_t c = 0; c < values.size(); ++c) {
      values[c].assign(count + kGuard, kUntouched);
      if (columns.has(static_cast<market::BarColumn>(c)))
        target.values[c] = values[c].data();
    }
  }
  [[nodiscard]] bool isUntouched(std::size_t column, std::size_t from) const
  {
    return std::all_of(values[column].begin() + static_cast<std::ptrdiff_t>(from), values[column].end(),
        [](double value) { return value == kUntouched; });
  }
};

bool sameRows(const std::vector<double>& decoded, const std::vector<double>& values)
{
  return std::equal(values.begin(), values.end(), decoded.begin(), sameBits);
}

bool sameExtras(const market::BarSeries& a, const market::BarSeries& b)
{
  return std::equal(a.extras.begin(), a.extras.end(), b.extras.begin(), b.extras.end(),
      [](const market::ExtraColumn& x, const market::ExtraColumn& y) {
        return x.name == y.name && sameColumn(x.values, y.values);
      });
}

}

class TstBarCodec : public QObject {
  Q_OBJECT

private:
  static void addCodecs()
  {
    QTest::addColumn<int>("id");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
  }
  static const BarCodec& codec()
  {
    QFETCH(int, id);
    return *findBarCodec(id);
  }

private Q_SLOTS:
  void columnsComeBackBitForBit()
  {
    QVERIFY(rc::check("decode(encode(column)) is the column", [] {
      const auto values = *rc::gen::container<std::vector<double>>(anyDouble());
      std::string bytes;
      encodeDoubles(values, bytes);
      std::vector<double> decoded(values.size());
      RC_ASSERT(decodeDoubles(bytes, decoded));
      RC_ASSERT(sameColumn(decoded, values));
    }));
  }

  void keysComeBack()
  {
    QVERIFY(rc::check("decode(encode(keys)) is the keys", [] {
      const auto unique = *rc::gen::container<std::set<std::int64_t>>(rc::gen::arbitrary<std::int64_t>());
      const std::vector<std::int64_t> keys(unique.begin(), unique.end());
      std::string bytes;
      encodeKeys(keys, bytes);
      std::vector<std::int64_t> decoded(keys.size());
      RC_ASSERT(decodeKeys(bytes, decoded));
      RC_ASSERT(decoded == keys);
    }));
  }

  void integersComeBack()
  {
    QVERIFY(rc::check("decode(encode(integers)) is the integers", [] {
      const auto values = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::arbitrary<std::int64_t>());
      std::string bytes;
      encodeIntegers(values, bytes);
      std::vector<std::int64_t> decoded(values.size());
      RC_ASSERT(decodeIntegers(bytes, decoded));
      RC_ASSERT(decoded == values);
      bytes += '\0';
      RC_ASSERT(!decodeIntegers(bytes, decoded));
    }));
  }

  void equalIntegersCostNextToNothing()
  {
    std::string bytes;
    encodeIntegers(std::vector<std::int64_t>(2'500, 987'654'321), bytes);
    QVERIFY(bytes.size() < 32);
  }

  void aKnownColumnHasTheDocumentedBytes()
  {
    // 10.01, 10.02, 10.00 = 1001, 1002, 1000 hundredths; differences 1001, +1, -2; zigzag 2002, 2, 3;
    // 2002 = 0b1111'1010010 → varint D2 0F. Coding 2 (decimals), 2 decimals in front.
    const std::vector<double> prices = {10.01, 10.02, 10.00};
    std::string bytes;
    encodeDoubles(prices, bytes);
    QCOMPARE(bytes, std::string("\x02\x02\xD2\x0F\x02\x03"));
  }

  void aKnownBarHasTheDocumentedBytes()
  {
    // Codec 2, one bar of day 5: all prices 10, volume 100, turnover 1,000. One row, no extras, seven lengths.
    // Keys: zigzag 5 = 0A; no table of steps; smallest step 0; unit 1; a block of width 0 without patches.
    // Close: no decimals; no exceptions; Offset from zigzag 10 = 14. Open, high, low: no exceptions; (no sign;) a
    // block. Volume: zigzag 100 = 200 = C8 01. Turnover: zigzag 1,000 = 2,000 = D0 0F.
    using namespace std::string_literals;
    market::BarSeries bars;
    bars.append({5, 10, 10, 10, 10, 100, 1'000});
    const std::string expected = "\x01\x00\x06\x06\x03\x04\x04\x07\x07"s + "\x0A\x00\x00\x01\x00\x00"s
        + "\x00\x00\x00\x14\x00\x00"s + "\x00\x00\x00"s + "\x00\x00\x00\x00"s + "\x00\x00\x00\x00"s
        + "\x00\x00\x00\xC8\x01\x00\x00"s + "\x00\x00\x00\xD0\x0F\x00\x00"s;
    QCOMPARE(QByteArray::fromStdString(findBarCodec(2)->encode(bars, 0, 1)).toHex(' '),
        QByteArray::fromStdString(expected).toHex(' '));
  }

  void anyBarsComeBackBitForBit_data() { addCodecs(); }
  void anyBarsComeBackBitForBit()
  {
    QVERIFY(rc::check("decode(encode(bars)) is the bars", [] {
      SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
      const std::size_t count = 1 + random.below(random.below(3) == 0 ? 2'600 : 300);
      market::BarSeries bars = madeHostileSeries(count, random);
      if (codec().id() == 1)
        bars.extras.clear();
      const std::size_t begin = random.below(count);
      const std::string payload = codec().encode(bars, begin, count);
      market::BarSeries decoded;
      RC_ASSERT(codec().decode(payload, count - begin, decoded));
      const auto from = static_cast<std::ptrdiff_t>(begin);
      bars.key.erase(bars.key.begin(), bars.key.begin() + from);
      for (const auto member : kBarColumns)
        (bars.*member).erase((bars.*member).begin(), (bars.*member).begin() + from);
      for (auto& extra : bars.extras)
        extra.values.erase(extra.values.begin(), extra.values.begin() + from);
      RC_ASSERT(sameBars(decoded, bars));
      RC_ASSERT(sameExtras(decoded, bars));
    }));
  }

  void everyKindOfColumnComesBack()
  {
    SeededRandom random(7);
    for (int kind = 0; kind < kColumnKinds; ++kind) {
      for (const std::size_t count : {1U, 2U, 7U, 8U, 9U, 255U, 256U, 257U, 511U, 512U, 513U, 1'500U}) {
        market::BarSeries bars = madeSeries("stock_sz_000001", 1, static_cast<std::int64_t>(count));
        for (const auto member : kBarColumns)
          bars.*member = madeColumn(static_cast<ColumnKind>(kind), count, random);
        market::BarSeries decoded;
        QVERIFY(findBarCodec(2)->decode(findBarCodec(2)->encode(bars, 0, count), count, decoded));
        QVERIFY2(sameBars(decoded, bars), qPrintable(QStringLiteral("kind %1, %2 rows").arg(kind).arg(count)));
      }
    }
  }

  void everySubsetGivesWhatTheWholeGives_data() { addCodecs(); }
  void everySubsetGivesWhatTheWholeGives()
  {
    SeededRandom random(11);
    for (int round = 0; round < 6; ++round) {
      const std::size_t count = 200 + random.below(400);
      const market::BarSeries bars = madeHostileSeries(count, random);
      const std::string payload = codec().encode(bars, 0, count);
      for (std::uint32_t bits = 0; bits < 64; ++bits) {
        Memory memory(count, market::BarColumnSet{bits});
        QVERIFY(codec().decodeColumns(payload, count, memory.target));
        QVERIFY(std::equal(bars.key.begin(), bars.key.end(), memory.key.begin()));
        QCOMPARE(memory.key.at(count), std::int64_t{-1});
        for (std::size_t c = 0; c < kBarColumns.size(); ++c) {
          const bool isWanted = ((bits >> c) & 1U) != 0;
          QVERIFY(memory.isUntouched(c, isWanted ? count : 0));
          QVERIFY(!isWanted || sameRows(memory.values[c], bars.*kBarColumns[c]));
        }
      }
    }
  }

  void closeNeedsNoOtherColumn()
  {
    // Close is the first section behind the keys: damage to the last third, where volume and turnover are, is not seen.
    const market::BarSeries bars = sampleBars(1'000);
    const BarCodec& codec = *findBarCodec(2);
    std::string payload = codec.encode(bars, 0, 1'000);
    for (std::size_t i = payload.size() * 2 / 3; i < payload.size(); ++i)
      payload[i] = '\xff';
    Memory memory(1'000, market::BarColumnSet::only(market::BarColumn::Close));
    QVERIFY(codec.decodeColumns(payload, 1'000, memory.target));
    QVERIFY(sameRows(memory.values[static_cast<std::size_t>(market::BarColumn::Close)], bars.close));
    Memory all(1'000, market::kAllBarColumns);
    QVERIFY(!codec.decodeColumns(payload, 1'000, all.target));
  }

  void extrasOfOneSideAreMissingOnTheOther()
  {
    const BarCodec& codec = *findBarCodec(2);
    market::BarSeries first = sampleBars(3), second = sampleBars(2);
    first.extras.push_back({"open_interest", {1, 2, 3}});
    second.extras.push_back({"settlement", {7.5, 8.5}});
    market::BarSeries decoded;
    QVERIFY(codec.decode(codec.encode(first, 0, 3), 3, decoded));
    QVERIFY(codec.decode(codec.encode(second, 0, 2), 2, decoded));
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(decoded.extras.size(), std::size_t{2});
    QCOMPARE(decoded.extras.at(0).name, std::string("open_interest"));
    QVERIFY(sameColumn(decoded.extras.at(0).values, {1, 2, 3, kNaN, kNaN}));
    QCOMPARE(decoded.extras.at(1).name, std::string("settlement"));
    QVERIFY(sameColumn(decoded.extras.at(1).values, {kNaN, kNaN, kNaN, 7.5, 8.5}));
  }

  void missingColumnsCostNothing()
  {
    market::BarSeries bars = sampleBars(2'560);
    const std::size_t whole = findBarCodec(2)->encode(bars, 0, 2'560).size();
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    bars.volume.assign(2'560, kNaN);
    bars.turnover.assign(2'560, kNaN);
    const std::size_t prices = findBarCodec(2)->encode(bars, 0, 2'560).size();
    bars.open = bars.high = bars.low = bars.turnover; // a fund: net values alone
    const std::size_t closes = findBarCodec(2)->encode(bars, 0, 2'560).size();
    QVERIFY(prices < whole && closes < prices);
    // 2,560 closes of up to 12 bits (a saw of 1,000 ticks, zigzag) and days one after the other
    QVERIFY2(closes < 2'560 * 12 / 8 + 300, qPrintable(QString::number(closes)));
  }

  void fewWideValuesDoNotWidenABlock()
  {
    market::BarSeries bars = sampleBars(2'560);
    bars.volume.assign(2'560, 100);
    const std::size_t flat = findBarCodec(2)->encode(bars, 0, 2'560).size();
    for (std::size_t i = 100; i < 2'560; i += 256)
      bars.volume[i] = 3e11;
    // ten blocks with a patch or two of up to 1 + 5 bytes each
    QVERIFY(findBarCodec(2)->encode(bars, 0, 2'560).size() < flat + 10 * 20);
  }

  void wrongCountIsRefused_data() { addCodecs(); }
  void wrongCountIsRefused()
  {
    const std::string payload = codec().encode(sampleBars(100), 0, 100);
    for (const std::size_t count : {0U, 1U, 97U, 99U, 101U, 104U, 65'536U}) {
      market::BarSeries bars;
      QVERIFY(!codec().decode(payload, count, bars));
    }
  }

  void everyTruncationIsRefused_data() { addCodecs(); }
  void everyTruncationIsRefused()
  {
    const std::string payload = codec().encode(sampleBars(50), 0, 50);
    for (std::size_t length = 0; length < payload.size(); ++length) {
      market::BarSeries bars;
      QVERIFY(!codec().decode(payload.substr(0, length), 50, bars));
    }
    market::BarSeries bars;
    QVERIFY(!codec().decode(payload + '\0', 50, bars));
  }

  void hostilePayloadsNeverCrash_data() { addCodecs(); }
  void hostilePayloadsNeverCrash()
  {
    SeededRandom random(20240131);
    for (int series = 0; series < 12; ++series) {
      const std::size_t count = 1 + random.below(700);
      const std::string sound = codec().encode(madeHostileSeries(count, random), 0, count);
      for (int round = 0; round < 1'500; ++round) {
        const std::string payload = damaged(sound, random);
        const auto bits = static_cast<std::uint32_t>(random.below(64));
        Memory memory(count, market::BarColumnSet{bits});
        const bool isSound = codec().decodeColumns(payload, count, memory.target);
        for (std::size_t c = 0; c < kBarColumns.size(); ++c)
          QVERIFY(memory.isUntouched(c, ((bits >> c) & 1U) != 0 ? count : 0));
        QCOMPARE(memory.key.at(count), std::int64_t{-1});
        if (isSound) // a change of a value is for the checksum to find; the shape must be right
          QVERIFY(std::is_sorted(memory.key.begin(), memory.key.begin() + static_cast<std::ptrdiff_t>(count)));
        market::BarSeries bars; // extras as well
        if (codec().decode(payload, count, bars))
          QCOMPARE(bars.turnover.size(), count);
      }
    }
  }

  void codecTwoTakesLessThanCodecOne()
  {
    ZVT_FIXTURE(file, "market/tdx/sz000001_1d.csv");
    market::BarSeries bars;
    std::istringstream lines(readFile(file));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::array<double, 6> v{};
      char rest = 0;
      int year = 0, month = 0, day = 0;
      const int fields = std::sscanf(line.c_str(), "%d-%d-%d,%lf,%lf,%lf,%lf,%lf,%lf%c", &year, &month, &day, &v[0],
          &v[1], &v[2], &v[3], &v[4], &v[5], &rest);
      QVERIFY(fields >= 9);
      const std::chrono::sys_days date{std::chrono::year{year} / month / day};
      bars.append({date.time_since_epoch().count(), v[0], v[1], v[2], v[3], v[4], v[5]});
    }
    QCOMPARE(bars.size(), std::size_t{4'995});
    const std::string one = findBarCodec(1)->encode(bars, 0, bars.size());
    const std::string two = findBarCodec(2)->encode(bars, 0, bars.size());
    market::BarSeries decoded;
    QVERIFY(findBarCodec(2)->decode(two, bars.size(), decoded));
    QVERIFY(sameBars(decoded, bars));
    QVERIFY2(
        two.size() * 100 < one.size() * 70, qPrintable(QStringLiteral("%1 of %2").arg(two.size()).arg(one.size())));
    QVERIFY2(two.size() * 10 < bars.size() * 97, qPrintable(QString::number(two.size())));
  }

  void unknownCodecsAreNotFound()
  {
    QVERIFY(!findBarCodec(0));
    QVERIFY(!findBarCodec(-1));
    QVERIFY(!findBarCodec(999));
    QCOMPARE(findBarCodec(1)->id(), 1);
    QCOMPARE(findBarCodec(2)->id(), 2);
  }
};

QTEST_APPLESS_MAIN(TstBarCodec)
#include "tst_bar_codec.moc"

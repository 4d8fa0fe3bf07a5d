// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/storage/bar_codec.h"
#include "core/storage/column_coding.h"
#include "tests/core/storage/test_profile.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

const BarCodec& codec()
{
  return *findBarCodec(kCurrentCodec);
}

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

}

class TstBarCodec : public QObject {
  Q_OBJECT

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

  void extremeKeysComeBack()
  {
    const std::vector<std::int64_t> keys = {
        std::numeric_limits<std::int64_t>::min(), -1, 0, std::numeric_limits<std::int64_t>::max()};
    std::string bytes;
    encodeKeys(keys, bytes);
    std::vector<std::int64_t> decoded(keys.size());
    QVERIFY(decodeKeys(bytes, decoded));
    QCOMPARE(decoded, keys);
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

  void pricesTakeLessThanAThirdOfRawDoubles()
  {
    const market::BarSeries bars = sampleBars(1500);
    std::string bytes;
    encodeDoubles(bars.close, bytes);
    QVERIFY(bytes.size() * 3 < bars.close.size() * sizeof(double));
  }

  void wrongCountIsRefused()
  {
    const std::string payload = codec().encode(sampleBars(100), 0, 100);
    for (const std::size_t count : {0U, 1U, 99U, 101U, 65'536U}) {
      market::BarSeries bars;
      QVERIFY(!codec().decode(payload, count, bars));
    }
  }

  void everyTruncationIsRefused()
  {
    const std::string payload = codec().encode(sampleBars(50), 0, 50);
    for (std::size_t length = 0; length < payload.size(); ++length) {
      market::BarSeries bars;
      QVERIFY(!codec().decode(payload.substr(0, length), 50, bars));
    }
  }

  void hostilePayloadsNeverCrash()
  {
    SeededRandom random(20240131);
    const std::string sound = codec().encode(sampleBars(60), 0, 60);
    for (int round = 0; round < 30'000; ++round) {
      std::string payload = sound;
      if (round % 3 == 0) {
        payload.resize(random.below(200));
        for (char& c : payload)
          c = static_cast<char>(random.below(256));
      } else {
        for (std::uint64_t n = 1 + random.below(8); n > 0; --n)
          payload[random.below(payload.size())] = static_cast<char>(random.below(256));
      }
      market::BarSeries bars;
      if (codec().decode(
              payload, 60, bars)) { // an undetected change is for the checksum to find; the shape must be right
        QCOMPARE(bars.key.size(), std::size_t{60});
        QCOMPARE(bars.turnover.size(), std::size_t{60});
        QVERIFY(std::is_sorted(bars.key.begin(), bars.key.end()));
      }
    }
  }

  void unknownCodecsAreNotFound()
  {
    QVERIFY(!findBarCodec(0));
    QVERIFY(!findBarCodec(-1));
    QVERIFY(!findBarCodec(999));
  }
};

QTEST_APPLESS_MAIN(TstBarCodec)
#include "tst_bar_codec.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <rapidcheck.h>

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace zvt;

class TstText : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void doublesInShortestDigits()
  {
    QCOMPARE(formatDouble(31.1), std::string("31.1"));
    QCOMPARE(formatDouble(0.1 + 0.2), std::string("0.30000000000000004"));
    QCOMPARE(formatDouble(1), std::string("1"));
    QCOMPARE(formatDouble(-0.0), std::string("-0"));
    QCOMPARE(formatDouble(100000), std::string("100000"));
    QCOMPARE(formatDouble(4859102000.0), std::string("4859102000"));
    QCOMPARE(formatDouble(-9007199254740993.0), std::string("-9007199254740992"));
    QCOMPARE(formatDouble(0.00162008), std::string("0.00162008"));
    QCOMPARE(formatDouble(1e-6), std::string("0.000001"));
    QCOMPARE(formatDouble(1e16), std::string("1e+16"));
    QCOMPARE(formatDouble(5e-324), std::string("5e-324"));
    QCOMPARE(formatDouble(std::numeric_limits<double>::quiet_NaN()), std::string());
    QCOMPARE(formatDouble(-std::numeric_limits<double>::infinity()), std::string("-inf"));
    QVERIFY(rc::check("every finite double reads back", [] {
      const auto value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
      RC_PRE(std::isfinite(value));
      RC_ASSERT(std::bit_cast<std::uint64_t>(parseDouble(formatDouble(value)).value())
          == std::bit_cast<std::uint64_t>(value));
    }));
  }

  void readsNumbersOnly()
  {
    QCOMPARE(parseDouble("+1.5e3").value(), 1500.0);
    QCOMPARE(parseDouble("-.5").value(), -0.5);
    for (const char* text :
        {"", "+", "-", "nan", "inf", "-inf", "Infinity", "1.5 ", " 1", "1,5", "0x10", "1e999", "--1", "+-1", "1.5x"})
      QVERIFY2(!parseDouble(text), text);
    QCOMPARE(parseInt("-9223372036854775808").value(), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(parseInt("+7").value(), std::int64_t{7});
    for (const char* text : {"", "9223372036854775808", "1.0", "1 ", "+-1", "0x1"})
      QVERIFY2(!parseInt(text), text);
  }

  void trimsAndSplits()
  {
    QCOMPARE(std::string(trim(" \t a b\r\n")), std::string("a b"));
    QCOMPARE(std::string(trim(" \n")), std::string());
    QCOMPARE(toUpper("aZ9é"), std::string("AZ9é"));
    QCOMPARE(toLower("aZ9É"), std::string("az9É"));
    QCOMPARE(split("", ',').size(), std::size_t{1});
    const auto parts = split("a,,b,", ',');
    QCOMPARE(parts.size(), std::size_t{4});
    QCOMPARE(std::string(parts[2]), std::string("b"));
    QVERIFY(parts[1].empty() && parts[3].empty());
  }

  void matchesGlobs()
  {
    QVERIFY(matchesGlob("stock_sz_000001", "stock_sz_*"));
    QVERIFY(matchesGlob("stock_sz_000001", "*_000001"));
    QVERIFY(matchesGlob("stock_sz_000001", "stock_??_00000?"));
    QVERIFY(matchesGlob("", "*"));
    QVERIFY(matchesGlob("abcabd", "*ab?"));
    QVERIFY(matchesGlob("平安银行", "平?银*"));
    QVERIFY(!matchesGlob("stock_sz_000001", "stock_sz"));
    QVERIFY(!matchesGlob("a", "?a"));
    QVERIFY(!matchesGlob("", "?"));
    // A pattern that makes a naive matcher take exponential time.
    QVERIFY(!matchesGlob(std::string(5'000, 'a'), "*a*a*a*a*a*a*a*a*a*b"));
  }

  void findsInvalidUtf8()
  {
    QVERIFY(!findInvalidUtf8("plain, 平安银行, €, 😀"));
    // Ill-formed sequences of Unicode 15, section 3.9: overlong, surrogate, too large, cut off, stray continuation.
    for (const char* text :
        {"ab\xC0\xAF", "ab\xE0\x9F\x80", "ab\xED\xA0\x80", "ab\xF4\x91\x92\x93", "ab\xE4\xB8", "ab\x80", "ab\xFF"})
      QCOMPARE(findInvalidUtf8(text).value(), std::size_t{2});
    QVERIFY(findInvalidUtf8("\xC6\xBD\xB0\xB2").has_value()); // 平安 in GBK
  }

  void writesCsvFields()
  {
    QCOMPARE(csvField("plain text"), std::string("plain text"));
    QCOMPARE(csvField("a,b"), std::string("\"a,b\""));
    QCOMPARE(csvField("say \"hi\""), std::string("\"say \"\"hi\"\"\""));
    QCOMPARE(csvField("two\nlines"), std::string("\"two\nlines\""));
    QCOMPARE(csvField("=1+1"), std::string("=1+1"));
    QCOMPARE(csvField("=1+1", true), std::string("'=1+1"));
    QCOMPARE(csvField("@cmd,x", true), std::string("\"'@cmd,x\""));
  }
};

QTEST_APPLESS_MAIN(TstText)
#include "tst_text.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/base/decimal.h"

#include "core/base/text.h"
#include "tests/support/fixtures.h"

#include <rapidcheck.h>

#include <QTest>

#include <cstdlib>
#include <limits>

using namespace zvt;

namespace {

constexpr WideInteger kLargest{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::uint64_t>::max()};

Decimal d(const char* text)
{
  return Decimal::parse(text).value();
}

WideInteger wide(std::string_view text)
{
  const bool negative = text.starts_with('-');
  const WideInteger value = fromDigits(text.substr(negative ? 1 : 0)).value();
  return negative ? value.negated() : value;
}

/// Raw values of all sizes, in the symmetric range.
Decimal anyDecimal()
{
  const auto shift = *rc::gen::inRange(0, 64);
  const auto high = *rc::gen::arbitrary<std::int64_t>() >> shift;
  const auto low = *rc::gen::arbitrary<std::uint64_t>();
  const WideInteger raw{high, low};
  return Decimal::fromRaw(raw.isNegative() && raw.negated().isNegative() ? WideInteger{} : raw);
}

/// The plain form of "1e-8", by moving the point in the text: the expectation for the exchanges' figures.
std::string plain(const std::string& text)
{
  const std::size_t e = text.find('e');
  if (e == std::string::npos)
    return text;
  const int exponent = std::atoi(text.c_str() + e + 1);
  std::string digits = text.substr(0, e);
  const std::size_t point = digits.find('.');
  const int decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
  std::erase(digits, '.');
  const int places = decimals - exponent; // digits after the point
  if (places <= 0)
    return digits + std::string(static_cast<std::size_t>(-places), '0');
  if (digits.size() <= static_cast<std::size_t>(places))
    digits.insert(0, static_cast<std::size_t>(places) + 1 - digits.size(), '0');
  return digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
}

void checkStep(const std::string& text)
{
  const Decimal step = Decimal::parse(text).value();
  QCOMPARE(step.toString(), plain(text));
  QCOMPARE(Decimal::parse(step.toString()).value(), step);
  QCOMPARE(step.toDouble(), std::strtod(text.c_str(), nullptr));
  QCOMPARE(Decimal::fromDouble(std::strtod(text.c_str(), nullptr)).value(), step);
  // 12345 steps and 2 fifths of one round down to 12345 steps, 3 fifths up to 12346.
  const Decimal whole = step.multiply(Decimal::fromInt(12'345)).value();
  const Decimal fifth = step.multiply(d("0.2")).value();
  const bool fifthIsExact = fifth.multiply(Decimal::fromInt(5)).value() == step;
  QVERIFY(whole.isMultipleOf(step));
  QCOMPARE(whole.roundTo(step, Rounding::HalfUp).value(), whole);
  if (!fifthIsExact)
    return;
  const Decimal above = whole.add(fifth).value().add(fifth).value();
  QVERIFY(!above.isMultipleOf(step));
  QCOMPARE(above.roundTo(step, Rounding::HalfUp).value(), whole);
  QCOMPARE(above.roundTo(step, Rounding::Down).value(), whole);
  QCOMPARE(above.roundTo(step, Rounding::Up).value(), whole.add(step).value());
  QCOMPARE(above.add(fifth).value().roundTo(step, Rounding::HalfUp).value(), whole.add(step).value());
}

}

class TstDecimal : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void wideArithmetic()
  {
    // Products and quotients by Python's integers.
    struct Row {
      const char *a, *b, *c, *quotient;
      Remainder remainder;
    };
    constexpr Row kRows[] = {
        {"-4294967295", "133751456943232091821587991210031", "10104101917936399826", "-56853952770411715403378",
            Remainder::BelowHalf},
        {"-45233755794410681742234688350278235615", "35904965518771168518118793681", "3002158228", "",
            Remainder::AboveHalf},
        {"-36893488147419103231", "-6459651135660548239", "-2147483647", "-110975961536602465282082019141",
            Remainder::AboveHalf},
        {"-79228162514264337593543950335", "-139843255556783249315429602815347280051",
            "78553382746137369507978652589038589501", "141044520177858610752884278974", Remainder::BelowHalf},
        {"60865687912321941140305060608", "35359018319898560412", "-22012683867139073210242443382",
            "-97768676774474974858", Remainder::AboveHalf},
        {"-1280518465735168011627453026310733", "8589934591", "-141403241977821660347107352318427523562", "77788",
            Remainder::AboveHalf},
        {"-1343627565919389529", "10675636942242914797499163417171967249", "-61795549333595668908939398031",
            "232121572411472723564118287", Remainder::AboveHalf},
        {"2223241400", "-1", "-7269326372", "0", Remainder::BelowHalf},
        {"27255034534119270156624545603", "133101938287671112380454507980566692105", "-34379086197660961395396983230",
            "-105520487186058615382708827022973173523", Remainder::AboveHalf},
        {"-1719755504", "79228162514264337593543950335", "4294967295", "-31723889659027676737503847152",
            Remainder::Zero},
        {"-1189349776", "-1298074214633706907132624082305023", "-85070591730234615865843651857942052863", "-18148",
            Remainder::BelowHalf},
        {"118842243771396506390315925503", "4294967295", "39614081257132168796771975169", "12884901884",
            Remainder::AboveHalf},
        {"170141183460469231731687303715884105727", "170141183460469231731687303715884105727",
            "170141183460469231731687303715884105727", "170141183460469231731687303715884105727", Remainder::Zero},
        {"170141183460469231731687303715884105727", "85070591730234615865843651857942052865",
            "170141183460469231731687303715884105725", "85070591730234615865843651857942052866", Remainder::BelowHalf},
        {"170141183420855150493001878992821682176", "4294967295", "39614081257132168796771975171",
            "18446744065119617026", Remainder::AboveHalf},
        {"3", "1", "2", "1", Remainder::Half},
        {"1", "1", "2", "0", Remainder::Half},
        {"-7", "5", "2", "-17", Remainder::Half},
    };
    for (const Row& row : kRows) {
      const auto result = multiplyDivide(wide(row.a), wide(row.b), wide(row.c));
      QCOMPARE(result.has_value(), *row.quotient != '\0');
      if (!result)
        continue;
      QCOMPARE(magnitudeDigits(result->value), std::string(row.quotient).erase(0, *row.quotient == '-' ? 1 : 0));
      QCOMPARE(result->value.isNegative(), *row.quotient == '-');
      QVERIFY(result->remainder == row.remainder);
    }
    QVERIFY(!multiplyDivide(wide("1"), wide("1"), WideInteger{}));
  }

  void parses_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // the number, or the code of the error
    const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << text << expected; };
    row("31.25", "31.25");
    row("+0031.2500", "31.25");
    row("-0.5", "-0.5");
    row("-0", "0");
    row("1e-12", "0.000000000001");
    row("1E3", "1000");
    row("12.5e+2", "1250");
    row("1200e-2", "12");
    row("0e999999999999", "0");
    row("170141183460469231731687303.715884105727", "170141183460469231731687303.715884105727"); // (2^127 − 1)/10^12
    row("170141183460469231731687303.715884105728", "number.overflow");
    row("1e27", "number.overflow");
    row("1e999999999999", "number.overflow");
    row("1e-13", "number.too_precise");
    row("0.1234567890123", "number.too_precise");
    row("0.1234567890120", "0.123456789012");
    row("", "number.bad_decimal");
    row("-", "number.bad_decimal");
    row(".5", "number.bad_decimal");
    row("5.", "number.bad_decimal");
    row("1,000", "number.bad_decimal");
    row(" 1", "number.bad_decimal");
    row("1e", "number.bad_decimal");
    row("1e-", "number.bad_decimal");
    row("1e+-3", "number.bad_decimal");
    row("0x10", "number.bad_decimal");
    row("nan", "number.bad_decimal");
  }

  void parses()
  {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto value = Decimal::parse(text.toStdString());
    QCOMPARE(QString::fromStdString(value ? value->toString() : value.error().code), expected);
  }

  void readsDoublesAsWritten()
  {
    QCOMPARE(Decimal::fromDouble(31.1).value(), d("31.1"));
    QCOMPARE(Decimal::fromDouble(0.1 + 0.2).value(), d("0.3")); // 0.30000000000000004, rounded to 1e-12
    QCOMPARE(Decimal::fromDouble(-1e-12).value(), d("-0.000000000001"));
    QCOMPARE(Decimal::fromDouble(4e-13).value(), Decimal());
    QCOMPARE(Decimal::fromDouble(5e-13).value(), d("0.000000000001"));
    QCOMPARE(Decimal::fromDouble(1e26).value(), d("1e26"));
    QCOMPARE(Decimal::fromDouble(1e27).error().code, std::string("number.overflow"));
    QCOMPARE(Decimal::fromDouble(1e300).error().code, std::string("number.overflow"));
    QCOMPARE(
        Decimal::fromDouble(std::numeric_limits<double>::quiet_NaN()).error().code, std::string("number.not_finite"));
    QCOMPARE(
        Decimal::fromDouble(std::numeric_limits<double>::infinity()).error().code, std::string("number.not_finite"));
  }

  void roundsByEachRule_data()
  {
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("expected"); // half up, down, up, floor, ceiling
    QTest::newRow("2.5") << "2.5" << QStringList{"3", "2", "3", "2", "3"};
    QTest::newRow("-2.5") << "-2.5" << QStringList{"-3", "-2", "-3", "-3", "-2"};
    QTest::newRow("2.4") << "2.4" << QStringList{"2", "2", "3", "2", "3"};
    QTest::newRow("-2.4") << "-2.4" << QStringList{"-2", "-2", "-3", "-3", "-2"};
    QTest::newRow("2.6") << "2.6" << QStringList{"3", "2", "3", "2", "3"};
    QTest::newRow("-0.4") << "-0.4" << QStringList{"0", "0", "-1", "-1", "0"};
    QTest::newRow("7") << "7" << QStringList{"7", "7", "7", "7", "7"};
  }

  void roundsByEachRule()
  {
    QFETCH(QString, value);
    QFETCH(QStringList, expected);
    constexpr Rounding kRules[] = {Rounding::HalfUp, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceiling};
    for (int i = 0; i < 5; ++i) {
      const Decimal exact = Decimal::parse(value.toStdString()).value();
      QCOMPARE(QString::fromStdString(exact.roundTo(d("1"), kRules[i]).value().toString()), expected[i]);
      // The product by 1e-12 rounds the same digits, twelve places further down.
      const Decimal small = exact.multiply(d("0.000000000001"), kRules[i]).value();
      QCOMPARE(QString::fromStdString(small.multiply(d("1000000000000")).value().toString()), expected[i]);
    }
  }

  void writesFixed()
  {
    QCOMPARE(d("1.005").toFixed(2), std::string("1.01"));
    QCOMPARE(d("-1.005").toFixed(2), std::string("-1.01"));
    QCOMPARE(d("3").toFixed(2), std::string("3.00"));
    QCOMPARE(d("2.5").toFixed(0), std::string("3"));
    QCOMPARE(d("0.5").toFixed(14), std::string("0.50000000000000"));
    QCOMPARE(d("99.999").toFixed(1), std::string("100.0"));
    QCOMPARE(d("-0.001").toFixed(2), std::string("0.00"));
  }

  void computesMoney()
  {
    // 31.15 × 1300 = 40495; a commission of 0.025 % is 10.12375 → 10.12; a stamp duty of 0.05 % is 20.2475 → 20.25.
    const Money amount = multiply(Price::parse("31.15").value(), Quantity::fromInt(1'300)).value();
    QCOMPARE(amount.toString(), std::string("40495"));
    QCOMPARE(applyRate(amount, d("0.00025"), d("0.01")).value().toString(), std::string("10.12"));
    QCOMPARE(applyRate(amount, d("0.0005"), d("0.01")).value().toString(), std::string("20.25"));
    // 0.0000005 × 9999.999999999999 = 0.0049999999999999995, under half a cent.
    QCOMPARE(applyRate(Money::parse("0.0000005").value(), d("9999.999999999999"), d("0.01")).value().toString(),
        std::string("0"));
    QCOMPARE(applyRate(Money::parse("-1.5").value(), d("0.01"), d("0.01")).value().toString(), std::string("-0.02"));
    QCOMPARE(applyRate(amount, d("1"), Decimal()).error().code, std::string("number.bad_step"));
    QCOMPARE((amount + Money::parse("0.01").value() - amount).toString(), std::string("0.01"));
  }

  void reportsOverflow()
  {
    const Decimal largest = Decimal::fromRaw(kLargest);
    const Decimal tiny = Decimal::fromRaw(WideInteger::fromInt(1));
    QCOMPARE(largest.add(tiny).error().code, std::string("number.overflow"));
    QCOMPARE(largest.negated().subtract(tiny).error().code, std::string("number.overflow"));
    QCOMPARE(largest.multiply(d("1.000000000001")).error().code, std::string("number.overflow"));
    QCOMPARE(largest.divide(d("0.999999999999")).error().code, std::string("number.overflow"));
    QCOMPARE(largest.roundTo(d("1"), Rounding::Up).error().code, std::string("number.overflow"));
    QCOMPARE(d("1").divide(Decimal()).error().code, std::string("number.divide_by_zero"));
    QCOMPARE(d("1").roundTo(Decimal(), Rounding::Up).error().code, std::string("number.bad_step"));
    QCOMPARE(largest.multiply(d("1")).value(), largest);
    QVERIFY(!d("1").isMultipleOf(Decimal()));
  }

  void obeysLaws()
  {
    QVERIFY(rc::check("text reads back", [] {
      const Decimal x = anyDecimal();
      RC_ASSERT(Decimal::parse(x.toString()).value() == x);
    }));
    QVERIFY(rc::check("the double is the one that strtod reads", [] {
      const Decimal x = anyDecimal();
      RC_ASSERT(x.toDouble() == std::strtod(x.toString().c_str(), nullptr));
    }));
    QVERIFY(rc::check("a sum is undone by its difference, or both are refused", [] {
      const Decimal a = anyDecimal();
      const Decimal b = anyDecimal();
      const auto sum = a.add(b);
      RC_ASSERT(sum.has_value() == b.add(a).has_value());
      if (sum)
        RC_ASSERT(sum->subtract(b).value() == a);
    }));
    QVERIFY(rc::check("a × b ÷ b = a", [] {
      const Decimal a = anyDecimal();
      const Decimal b = anyDecimal();
      RC_PRE(!b.isZero());
      const auto quotient = multiplyDivide(a.raw(), b.raw(), b.raw());
      RC_ASSERT(quotient.has_value());
      RC_ASSERT(quotient->value == a.raw());
      RC_ASSERT(quotient->remainder == Remainder::Zero);
    }));
    QVERIFY(rc::check("a product commutes and keeps its sign", [] {
      const Decimal a = anyDecimal();
      const Decimal b = anyDecimal();
      const auto product = a.multiply(b);
      RC_ASSERT((product == b.multiply(a)));
      if (product && !product->isZero())
        RC_ASSERT(product->isNegative() == (a.isNegative() != b.isNegative()));
    }));
    QVERIFY(rc::check("a rounded value is a multiple no further than half a step", [] {
      const Decimal x = Decimal::fromRaw(WideInteger::fromInt(*rc::gen::arbitrary<std::int64_t>()));
      const Decimal step = Decimal::fromRaw(WideInteger::fromInt(*rc::gen::positive<std::int64_t>()));
      const Decimal nearest = x.roundTo(step, Rounding::HalfUp).value();
      RC_ASSERT(nearest.isMultipleOf(step));
      const Decimal distance = nearest.subtract(x).value();
      const Decimal twice = distance.add(distance).value();
      RC_ASSERT((twice.isNegative() ? twice.negated() : twice) <= step);
      RC_ASSERT(x.roundTo(step, Rounding::Floor).value() <= x);
      RC_ASSERT(x.roundTo(step, Rounding::Ceiling).value() >= x);
    }));
    QVERIFY(rc::check("64-bit products are those of the language", [] {
      const auto a = *rc::gen::arbitrary<std::int32_t>();
      const auto b = *rc::gen::arbitrary<std::int32_t>();
      RC_ASSERT(WideInteger::multiply(a, b) == WideInteger::fromInt(std::int64_t{a} * b));
    }));
  }

  void keepsEveryTickAndLotOfExchanges_data()
  {
    QTest::addColumn<QString>("file");
    for (const char* name : {"binance_spot", "binance_usdm", "coinbase_exchange", "okx"})
      QTest::newRow(name) << QString("oracle/ccxt/markets_%1.csv").arg(name);
  }

  void keepsEveryTickAndLotOfExchanges()
  {
    QFETCH(QString, file);
    const auto path = tests::fixture(file.toStdString());
    if (!path)
      QSKIP("the fixtures of oracle/ccxt are not there");
    const std::string content = tests::readFile(*path);
    const auto lines = split(content, '\n');
    const auto header = split(trim(lines[0]), ',');
    int checked = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto cells = split(trim(lines[i]), ',');
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const bool isStep = header[c] == "pricePrecision" || header[c] == "amountPrecision" || header[c] == "minAmount"
            || header[c] == "minCost" || header[c] == "contractSize";
        if (!isStep || cells[c].empty())
          continue;
        checkStep(std::string(cells[c]));
        if (QTest::currentTestFailed())
          QFAIL(qPrintable(QString("line %1: %2").arg(i + 1).arg(QString::fromStdString(std::string(cells[c])))));
        ++checked;
      }
    }
    QVERIFY(checked > 100);
  }
};

QTEST_APPLESS_MAIN(TstDecimal)
#include "tst_decimal.moc"

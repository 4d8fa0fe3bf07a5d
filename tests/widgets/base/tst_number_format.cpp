// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/number_format.h"

#include <QtTest>

#include <cmath>

using namespace zvt::widgets;

class TstNumberFormat : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void numbers()
  {
    QCOMPARE(formatNumber(1234567.891, 2), QStringLiteral("1,234,567.89"));
    QCOMPARE(formatNumber(-8, 2), QStringLiteral("\u22128.00"));
    QCOMPARE(formatNumber(-0.001, 2), QStringLiteral("0.00"));
    QCOMPARE(formatNumber(std::nan(""), 2), QStringLiteral("\u2013"));
  }

  void signsAreAlwaysShownButOnZero()
  {
    QCOMPARE(formatSigned(0.58, 2), QStringLiteral("+0.58"));
    QCOMPARE(formatSigned(-0.58, 2), QStringLiteral("\u22120.58"));
    QCOMPARE(formatSigned(0, 2), QStringLiteral("0.00"));
    QCOMPARE(formatSigned(0.001, 2), QStringLiteral("0.00"));
    QCOMPARE(formatSignedPercent(0.0189), QStringLiteral("+1.89%"));
    QCOMPARE(formatSignedPercent(-0.1), QStringLiteral("\u221210.00%"));
    QCOMPARE(formatSignedPercent(std::nan("")), QStringLiteral("\u2013"));
    QCOMPARE(formatPercent(0.149, 1), QStringLiteral("14.9%"));
  }

  void largeNumbers_data()
  {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("wan");
    QTest::addColumn<QString>("thousand");
    QTest::newRow("0") << 0.0 << QStringLiteral("0") << QStringLiteral("0");
    QTest::newRow("999") << 999.0 << QStringLiteral("999") << QStringLiteral("999");
    QTest::newRow("12 345") << 12345.0 << QStringLiteral("1.23万") << QStringLiteral("12.3K");
    QTest::newRow("1.2 million") << 1.2e6 << QStringLiteral("120万") << QStringLiteral("1.20M");
    QTest::newRow("910 million") << 9.1e8 << QStringLiteral("9.10亿") << QStringLiteral("910M");
    QTest::newRow("3.6 billion") << 3.604e9 << QStringLiteral("36.0亿") << QStringLiteral("3.60B");
    QTest::newRow("612 billion") << 6.12e11 << QStringLiteral("6,120亿") << QStringLiteral("612B");
    QTest::newRow("2 trillion") << 2e12 << QStringLiteral("2.00万亿") << QStringLiteral("2.00T");
    QTest::newRow("negative") << -3.604e9 << QStringLiteral("\u221236.0亿") << QStringLiteral("\u22123.60B");
    QTest::newRow("rounds up") << 999999.0 << QStringLiteral("100万") << QStringLiteral("1.00M");
    QTest::newRow("rounds up to 亿") << 99999999.0 << QStringLiteral("1.00亿") << QStringLiteral("100M");
    QTest::newRow("missing") << std::nan("") << QStringLiteral("\u2013") << QStringLiteral("\u2013");
  }

  void largeNumbers()
  {
    QFETCH(double, value);
    QFETCH(QString, wan);
    QFETCH(QString, thousand);
    QCOMPARE(formatLarge(value, NumberStyle::Wan), wan);
    QCOMPARE(formatLarge(value, NumberStyle::Thousand), thousand);
  }

  void decimalsFollowTheTick()
  {
    QCOMPARE(decimalsOfTick(0.01), 2);
    QCOMPARE(decimalsOfTick(0.001), 3);
    QCOMPARE(decimalsOfTick(1), 0);
    QCOMPARE(decimalsOfTick(0.5), 1);
    QCOMPARE(decimalsOfTick(0.25), 2);
  }
};

QTEST_APPLESS_MAIN(TstNumberFormat)
#include "tst_number_format.moc"

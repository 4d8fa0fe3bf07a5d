// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"

#include "tests/support/fixtures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace zvt::widgets;

namespace {

/// Relative luminance, WCAG 2.1: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor& color)
{
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}

class TstTokens : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void contrastOfBlackAndWhiteIsTwentyOne() { QCOMPARE(std::round(contrast(Qt::black, Qt::white) * 100) / 100, 21.0); }

  void pairsAreReadable_data()
  {
    QTest::addColumn<ThemeId>("theme");
    QTest::addColumn<int>("column");
    QTest::newRow("dark") << ThemeId::Dark << 3;
    QTest::newRow("light") << ThemeId::Light << 4;
    QTest::newRow("highContrast") << ThemeId::HighContrast << 5;
  }

  /// Every pair that the design allows, its threshold, and the ratio that the designer computed.
  void pairsAreReadable()
  {
    QFETCH(ThemeId, theme);
    QFETCH(int, column);
    const std::filesystem::path file =
        std::filesystem::path(qgetenv("ZVT_SOURCE_DIR").toStdString()) / "tests/widgets/base/contrast_pairs.json";
    const QByteArray json = QByteArray::fromStdString(zvt::tests::readFile(file));
    const QJsonArray pairs = QJsonDocument::fromJson(json).object().value(QLatin1String("pairs")).toArray();
    QCOMPARE(pairs.size(), 219);
    const ThemeTokens& tokens = Tokens::instance().theme(theme);
    for (const QJsonValue& value : pairs) {
      const QJsonArray pair = value.toArray();
      const QColor foreground = tokens.named(pair.at(0).toString());
      const QColor background = tokens.named(pair.at(1).toString());
      QVERIFY2(foreground.isValid() && background.isValid(), qPrintable(pair.at(0).toString()));
      const double ratio = contrast(foreground, background);
      const QString name = pair.at(0).toString() + QStringLiteral(" on ") + pair.at(1).toString();
      QVERIFY2(ratio >= pair.at(2).toDouble(), qPrintable(name));
      QVERIFY2(std::abs(ratio - pair.at(column).toDouble()) < 0.011, qPrintable(name));
    }
  }

  void aMissingTokenIsNamed()
  {
    QString problem;
    Tokens::fromJson(R"({"themes":{"dark":{"surface":{"window":"black"}}}})", &problem);
    QCOMPARE(problem, QStringLiteral("surface.panel"));
  }

  void schemesTurnColours()
  {
    Theme& theme = Theme::current();
    const ThemeTokens& t = theme.colors();
    theme.setScheme(UpDownScheme::RedUp);
    QCOMPARE(theme.forChange(1).text, t.market.red.text);
    QCOMPARE(theme.forChange(-1).text, t.market.green.text);
    QCOMPARE(theme.forChange(0).text, t.market.flat.text);
    QCOMPARE(theme.forChange(std::nan("")).text, t.market.flat.text);
    QCOMPARE(theme.movingAverage(60), t.ma.ma60);
    theme.setScheme(UpDownScheme::OrangeUp);
    QCOMPARE(theme.forChange(1).text, t.market.orange.text);
    QCOMPARE(theme.movingAverage(10), t.series[5]);
    QCOMPARE(theme.movingAverage(60), t.series[6]);
    QCOMPARE(theme.heat(-7), t.market.blue.heat[3]);
    QCOMPARE(theme.heat(0.5), t.market.orange.heat[0]);
    theme.setScheme(UpDownScheme::RedUp);
  }

  void paletteHasTheDesignsRoles()
  {
    Theme::current().setId(ThemeId::Light);
    const QPalette palette = Theme::current().palette();
    QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), QColor(0xD3E3FC));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), QColor(0xE3E7ED));
    QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), QColor(0x8A94A2));
    QCOMPARE(palette.color(QPalette::Window), QColor(0xFFFFFF));
    Theme::current().setId(ThemeId::Dark);
  }
};

QTEST_GUILESS_MAIN(TstTokens)
#include "tst_tokens.moc"

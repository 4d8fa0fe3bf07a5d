// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixtures.h"

#include <QXmlStreamReader>
#include <QtTest>

class TstTranslations : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyTextIsTranslated_data()
  {
    QTest::addColumn<QString>("file");
    QTest::newRow("en") << QStringLiteral("zvt_en.ts");
    QTest::newRow("zh_CN") << QStringLiteral("zvt_zh_CN.ts");
    QTest::newRow("Qt, zh_CN") << QStringLiteral("qt/qt_zh_CN.ts");
  }

  void everyTextIsTranslated()
  {
    QFETCH(QString, file);
    const std::filesystem::path path =
        std::filesystem::path(qgetenv("ZVT_SOURCE_DIR").toStdString()) / "translations" / file.toStdString();
    QXmlStreamReader xml(QByteArray::fromStdString(zvt::tests::readFile(path)));
    QString source;
    int texts = 0;
    while (!xml.atEnd()) {
      xml.readNext();
      if (!xml.isStartElement())
        continue;
      if (xml.name() == QLatin1String("source"))
        source = xml.readElementText();
      else if (xml.name() == QLatin1String("translation")) {
        ++texts;
        QVERIFY2(xml.attributes().value(QLatin1String("type")) != QLatin1String("unfinished"), qPrintable(source));
      }
    }
    QVERIFY(!xml.hasError());
    QVERIFY(texts > 0);
  }
};

QTEST_APPLESS_MAIN(TstTranslations)
#include "tst_translations.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include "tests/widgets/base/gallery.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"

#include <QtTest>
#include <QtWidgets>

#include <set>

using namespace zvt::widgets;

class TstFlatStyle : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  /// Where there is no room for all segments they are one list with the same choice, and segments again where there is.
  void segmentsFold()
  {
    QWidget bar; // as in a tool bar: what surrounds a control says how wide it is
    bar.resize(900, 40);
    SegmentedControl control(&bar);
    control.setFolding();
    for (const char* level : {"1m", "5m", "15m", "30m", "60m", "day", "week", "month"})
      control.addSegment(QLatin1String(level), QLatin1String(level));
    control.setValue(QStringLiteral("day"));
    control.resize(800, 30);
    bar.show();
    auto* list = control.findChild<QComboBox*>(QStringLiteral("segmentList"));
    QVERIFY(list != nullptr && !list->isVisible());
    control.resize(90, 30);
    QVERIFY(list->isVisible());
    QCOMPARE(list->currentText(), QStringLiteral("day"));
    for (const QAbstractButton* segment : control.findChildren<QAbstractButton*>())
      QVERIFY(!segment->isVisible());
    control.resize(800, 30);
    QVERIFY(!list->isVisible());
  }

  void everyControlRendersInEveryTheme_data()
  {
    QTest::addColumn<ThemeId>("theme");
    QTest::newRow("dark") << ThemeId::Dark;
    QTest::newRow("light") << ThemeId::Light;
    QTest::newRow("highContrast") << ThemeId::HighContrast;
  }

  void everyControlRendersInEveryTheme()
  {
    QFETCH(ThemeId, theme);
    Theme::current().setId(theme);
    const std::unique_ptr<QWidget> gallery(zvt::tests::makeGallery());
    gallery->show();
    QVERIFY(QTest::qWaitForWindowExposed(gallery.get()));
    zvt::tests::savePicture(*gallery, QStringLiteral("gallery-") + QString::fromLatin1(QTest::currentDataTag()));
    const QImage image = gallery->grab().toImage();
    const ThemeTokens& t = Theme::current().colors();
    std::set<QRgb> seen;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        seen.insert(image.pixel(x, y));
    for (const QColor& used : {t.surface.panel, t.surface.bar, t.line.control, t.accent.fill, t.market.red.button,
             t.state.error.line, t.mode.paper.line, t.surface.selectionInactive, t.link[3], t.state.warning.tint})
      QVERIFY2(seen.contains(used.rgb()), qPrintable(used.name()));
  }

  /// Ascending, which Qt calls SortDown: the tip is above.
  void theSortArrowPointsToWhereValuesGrow()
  {
    const auto widestRow = [](QStyleOptionHeader::SortIndicator direction) {
      QImage image(16, 16, QImage::Format_ARGB32);
      image.fill(Qt::transparent);
      QPainter painter(&image);
      QStyleOptionHeader option;
      option.rect = image.rect();
      option.sortIndicator = direction;
      qApp->style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &option, &painter);
      int widest = 0, at = 0;
      for (int y = 0; y < image.height(); ++y) {
        int set = 0;
        for (int x = 0; x < image.width(); ++x)
          set += qAlpha(image.pixel(x, y)) > 128;
        if (set > widest) {
          widest = set;
          at = y;
        }
      }
      return at;
    };
    QVERIFY(widestRow(QStyleOptionHeader::SortDown) > widestRow(QStyleOptionHeader::SortUp));
  }

  void aThemeSwitchReachesOpenWindows()
  {
    Theme::current().setId(ThemeId::Dark);
    const std::unique_ptr<QWidget> gallery(zvt::tests::makeGallery());
    gallery->show();
    QVERIFY(QTest::qWaitForWindowExposed(gallery.get()));
    Theme::current().setId(ThemeId::Light);
    auto* bar = gallery->findChild<QStatusBar*>();
    QCOMPARE(bar->palette().color(QPalette::Window), Theme::current().colors().surface.bar);
    QCOMPARE(gallery->grab().toImage().pixelColor(4, 100), Theme::current().colors().surface.panel);
  }

  /// Labels of a tone have a palette of their own, of which Qt tells nobody.
  void aThemeSwitchReachesLabelsOfATone()
  {
    Theme::current().setId(ThemeId::Dark);
    QWidget window;
    auto* label = new TextLabel(QStringLiteral("124 MB"), &window);
    label->setTone(TextTone::Secondary);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    Theme::current().setId(ThemeId::Light);
    for (const auto group : {QPalette::Active, QPalette::Inactive})
      QCOMPARE(
          label->palette().color(group, QPalette::WindowText), Tokens::instance().theme(ThemeId::Light).text.secondary);
  }

  void controlsHaveTheDesignsHeights()
  {
    const std::unique_ptr<QWidget> gallery(zvt::tests::makeGallery());
    gallery->show();
    QVERIFY(QTest::qWaitForWindowExposed(gallery.get()));
    QCOMPARE(gallery->findChild<QLineEdit*>()->height(), 26);
    QCOMPARE(gallery->findChild<QComboBox*>()->height(), 26);
    QCOMPARE(gallery->findChild<QSpinBox*>()->height(), 26);
    QCOMPARE(gallery->findChild<QTabBar*>()->height(), 26);
    QCOMPARE(gallery->findChild<QTableView*>()->rowHeight(0), 22);
    QCOMPARE(gallery->findChild<QTableView*>()->horizontalHeader()->height(), 24);
    const QList<QPushButton*> buttons = gallery->findChildren<QPushButton*>();
    QCOMPARE(buttons.at(0)->height(), 26);
  }

  void iconsFollowThemeStateAndRatio()
  {
    Theme::current().setId(ThemeId::Dark);
    QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
    const auto strongest = [](const QPixmap& pixmap) {
      const QImage image = pixmap.toImage();
      QColor best(Qt::transparent);
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
          if (image.pixelColor(x, y).alpha() > best.alpha())
            best = image.pixelColor(x, y);
      return best;
    };
    const ThemeTokens& dark = Tokens::instance().theme(ThemeId::Dark);
    QCOMPARE(strongest(iconPixmap(QStringLiteral("stop"), dark.text.primary, 16, 2)), dark.text.primary);
    QCOMPARE(iconPixmap(QStringLiteral("stop"), dark.text.primary, 16, 2).size(), QSize(32, 32));
    const QIcon play = icon(QStringLiteral("play"));
    const QImage before = play.pixmap(16, 16).toImage();
    QVERIFY(before != play.pixmap(16, 16, QIcon::Disabled).toImage());
    Theme::current().setId(ThemeId::Light);
    QVERIFY(before != play.pixmap(16, 16).toImage());
  }

  void focusOfAButtonIsSeen_data()
  {
    QTest::addColumn<bool>("flat");
    QTest::newRow("raised") << false;
    QTest::newRow("flat") << true;
  }
  void focusOfAButtonIsSeen()
  {
    QFETCH(bool, flat);
    for (const ThemeId id : {ThemeId::Dark, ThemeId::Light, ThemeId::HighContrast}) {
      Theme::current().setId(id);
      QWidget window;
      auto* layout = new QVBoxLayout(&window);
      auto* first = new QPushButton(QStringLiteral("1/4"), &window);
      auto* second = new QPushButton(QStringLiteral("All"), &window);
      for (QPushButton* button : {first, second}) {
        button->setFlat(flat);
        layout->addWidget(button);
      }
      window.show();
      QVERIFY(QTest::qWaitForWindowExposed(&window));
      window.activateWindow();
      QTRY_VERIFY(window.isActiveWindow());
      first->setFocus();
      const QImage before = second->grab().toImage();
      QTest::keyClick(first, Qt::Key_Tab);
      QTRY_VERIFY(second->hasFocus());
      const QImage after = second->grab().toImage();
      QVERIFY(before != after);
      // The ring lies at the edge, in its colour.
      QCOMPARE(after.pixelColor(after.width() / 2, 0), Theme::current().colors().focusRing);
    }
  }

  /// Descenders are all there: as many rows have ink as the letters are high.
  void headersShowWholeLetters()
  {
    Theme::current().setId(ThemeId::Light);
    QTableWidget table(1, 1);
    table.setHorizontalHeaderLabels({QStringLiteral("Progjpqy")});
    table.setColumnWidth(0, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QHeaderView* header = table.horizontalHeader();
    const QImage image = header->grab(QRect(4, 1, 120, header->height() - 3)).toImage();
    const QColor ground = image.pixelColor(image.width() - 1, image.height() / 2);
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) {
      bool ink = false;
      for (int x = 0; x < image.width() && !ink; ++x)
        ink = std::abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40;
      rows += ink ? 1 : 0;
    }
    const int wanted = header->fontMetrics().tightBoundingRect(QStringLiteral("Progjpqy")).height();
    QVERIFY2(rows >= wanted - 1, qPrintable(QStringLiteral("%1 of %2 rows").arg(rows).arg(wanted)));
  }

  void everyTokenIconDraws()
  {
    const auto& icons = Tokens::instance().icons;
    QVERIFY(icons.size() > 90);
    for (auto it = icons.begin(); it != icons.end(); ++it) {
      const QImage image = iconPixmap(it.key(), Qt::black, 20, 1).toImage();
      bool drawn = false;
      for (int i = 0; i < image.width() * image.height() && !drawn; ++i)
        drawn = qAlpha(image.pixel(i % image.width(), i / image.width())) > 100;
      QVERIFY2(drawn, qPrintable(it.key()));
    }
  }
};

QTEST_MAIN(TstFlatStyle)
#include "tst_flat_style.moc"

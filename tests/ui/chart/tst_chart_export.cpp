// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_export_dialog.h"
#include "ui/chart/chart_panel.h"

#include "core/base/file_system.h"
#include "tests/ui/ui_profile.h"
#include "widgets/base/components.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using widgets::PriceScale;
using widgets::PriceStyle;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

}

class TstChartExport : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->context.files = &m_files;
    m_profile->import(daily, "stock_sz_000001", "平安银行");
  }
  void cleanupTestCase() { m_profile.reset(); }
  void init()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(kStock);
    QVERIFY(loaded.wait());
  }
  void cleanup() { m_panel.reset(); }

  void writesEveryFormat_data()
  {
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("png") << static_cast<int>(ChartExport::Format::Png) << QByteArray("\x89PNG");
    QTest::newRow("svg") << static_cast<int>(ChartExport::Format::Svg) << QByteArray("<?xml");
    QTest::newRow("pdf") << static_cast<int>(ChartExport::Format::Pdf) << QByteArray("%PDF-");
    QTest::newRow("csv") << static_cast<int>(ChartExport::Format::Csv) << QByteArray("\xEF\xBB\xBF");
  }
  void writesEveryFormat()
  {
    QFETCH(int, format);
    QFETCH(QByteArray, beginning);
    const QByteArray content = exported({static_cast<ChartExport::Format>(format), 2, true});
    QVERIFY(content.startsWith(beginning));
    QVERIFY(m_profile->dialogs.asked.back().contains(QStringLiteral("平安银行_000001.SZ.")));
  }

  void aPictureHasTheSizeAskedFor()
  {
    const QImage image = QImage::fromData(exported({ChartExport::Format::Png, 3, false}));
    QCOMPARE(image.size(), 3 * m_panel->view()->size());
  }

  void aTableHoldsWhatIsInSight()
  {
    m_panel->view()->setAxis(4937 - 20, 20); // the last twenty lines of the file
    const QList<QByteArray> lines = exported({ChartExport::Format::Csv, 1, false}).trimmed().split('\n');
    QCOMPARE(lines.size(), 21);
    QVERIFY(lines.back().startsWith("2011-12-05,"));
    QCOMPARE(lines.back().split(',')[4], QByteArray("15.95"));
    QVERIFY(lines.front().contains("MA5") && lines.front().contains("DIF"));
    QVERIFY(!lines.front().contains("Heikin"));
    chooseStyle(PriceStyle::HeikinAshi);
    QTRY_VERIFY(m_panel->view()->model()->averaged);
    QVERIFY(exported({ChartExport::Format::Csv, 1, false}).contains("Heikin-Ashi Close price"));
  }

  void aFailureIsSaid()
  {
    QSignalSpy done(m_panel.get(), &Panel::exported);
    m_profile->dialogs.paths << QStringLiteral("/proc/nowhere/chart.png");
    m_panel->exportChart({});
    QVERIFY(done.wait());
    QVERIFY(!done.front()[1].toString().isEmpty());
    m_panel->exportChart({}); // thought better of it: nothing is written
    QCOMPARE(done.count(), 1);
  }

  void theDialogAsksByKeyboard()
  {
    m_profile->actions.action(QStringLiteral("chart.export"))->trigger();
    auto* dialog = m_panel->findChild<ChartExportDialog*>();
    QVERIFY(dialog);
    auto* what = dialog->findChild<widgets::TextLabel*>(QStringLiteral("exportWhatLabel"));
    dialog->findChild<QDoubleSpinBox*>(QStringLiteral("exportScaleSpin"))->setValue(4);
    QCOMPARE(dialog->choice().scale, 4.0);
    QVERIFY(what->text().contains(QString::number(4 * m_panel->view()->height() % 1000)));
    auto* formats = dialog->findChild<widgets::SegmentedControl*>(QStringLiteral("exportFormatSegments"));
    formats->findChild<QAbstractButton*>(QStringLiteral("svgSegment"))->click();
    QVERIFY(!dialog->findChild<QDoubleSpinBox*>(QStringLiteral("exportScaleSpin"))->isEnabled());
    QTemporaryDir folder;
    m_profile->dialogs.paths << folder.filePath(QStringLiteral("chart.svg"));
    QSignalSpy done(m_panel.get(), &Panel::exported);
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(done.wait());
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("chart.svg"))));
  }

  void thePictureGoesToTheClipboard()
  {
    QApplication::clipboard()->clear();
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!QApplication::clipboard()->image().isNull());
    QCOMPARE(QApplication::clipboard()->image().size(), m_panel->view()->size());
  }

  void stylesAndScalesAreUndone()
  {
    chooseStyle(PriceStyle::Bars);
    m_panel->findChild<QAbstractButton*>(QStringLiteral("percentButton"))->click();
    QVERIFY(m_panel->look().scale == PriceScale::Percent);
    m_panel->view()->stepCrosshair(0);
    m_profile->actions.action(QStringLiteral("chart.baseAtCrosshair"))->trigger();
    QCOMPARE(*m_panel->look().base, m_panel->view()->model()->bars->key.back());
    m_panel->undoStack()->undo();
    QVERIFY(!m_panel->look().base);
    m_panel->undoStack()->undo();
    QVERIFY(m_panel->look().scale == PriceScale::Linear);
    QVERIFY(!m_panel->findChild<QAbstractButton*>(QStringLiteral("percentButton"))->isChecked());
    m_panel->undoStack()->undo();
    QVERIFY(m_panel->look().style == PriceStyle::Candles);
  }

  void theLookIsKept()
  {
    chooseStyle(PriceStyle::HeikinAshi);
    m_panel->chooseScale(PriceScale::Rebased);
    m_panel->chooseBase(std::size_t{4900});
    m_panel->view()->lockPrices(widgets::PriceRange{3, 20});
    ChartPanel other(m_profile->context);
    QSignalSpy loaded(&other, &ChartPanel::loaded);
    other.restoreState(m_panel->saveState());
    QVERIFY(loaded.wait());
    QVERIFY(other.look() == m_panel->look());
    QCOMPARE(*other.view()->lockedPrices(), (widgets::PriceRange{3, 20}));
    QVERIFY(other.view()->model()->averaged);
    // A workspace of an earlier version knew the logarithm alone.
    other.restoreState({{QStringLiteral("logarithmic"), true}});
    QVERIFY(other.look().scale == PriceScale::Logarithmic);
  }

  void theMenuOffersEverything()
  {
    QMenu menu;
    m_panel->fillMenu(menu, -1);
    for (const char* id : {"chart.style.heikinAshi", "chart.scale.percent", "chart.goToDate", "chart.measure",
             "chart.back", "chart.export", "chart.copyPicture", "chart.print"}) {
      QVERIFY2(menu.findChild<QAction*>(QLatin1String(id)), id);
      QVERIFY2(m_profile->actions.find(QLatin1String(id)), id);
    }
    menu.findChild<QAction*>(QStringLiteral("chart.style.area"))->trigger();
    QVERIFY(m_panel->look().style == PriceStyle::Area);
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(m_panel->findChild<QAbstractButton*>(QStringLiteral("measureButton"))->isChecked());
  }

private:
  void chooseStyle(PriceStyle style)
  {
    widgets::PriceLook look = m_panel->look();
    look.style = style;
    m_panel->chooseLook(look);
  }
  QByteArray exported(const ChartExport& choice)
  {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("chart"));
    m_profile->dialogs.paths << path;
    QSignalSpy done(m_panel.get(), &Panel::exported);
    m_panel->exportChart(choice);
    if (!done.wait() || !done.front()[1].toString().isEmpty())
      return {};
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }

  OsFileSystem m_files;
  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartExport)
#include "tst_chart_export.moc"

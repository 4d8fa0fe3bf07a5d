// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_export_dialog.h"
#include "ui/chart/chart_panel.h"

#include "core/base/file_system.h"
#include "tests/ui/ui_profile.h"
#include "ui/chart/chip_feature.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/lane_feature.h"
#include "widgets/base/components.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_picture.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/lane_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QFile>
#include <QMenu>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;
using widgets::PriceScale;
using widgets::PriceStyle;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");
const QString kTurned = QStringLiteral("stock_sz_300001");
constexpr int kTurnedDays = 120;

/// Days from Monday 2024-01-01 on, weekends and holidays too: a wave around 20, 4 % of the float a day.
QByteArray turnedDays()
{
  QByteArray text = "date,open,high,low,close,volume,turnover,turnover_rate\n";
  double before = 20;
  for (int i = 0; i < kTurnedDays; ++i) {
    const double close = std::round(100 * (20 + 4 * std::sin(i / 9.0) + i / 40.0)) / 100;
    const auto number = [](double value) { return ',' + QByteArray::number(value, 'f', 2); };
    text += QDate(2024, 1, 1).addDays(i).toString(Qt::ISODate).toLatin1() + number(before)
        + number(std::max(before, close) + 0.2) + number(std::min(before, close) - 0.2) + number(close)
        + ",400000,8000000,0.04\n";
    before = close;
  }
  return text;
}

/// Of a line of CSV, where names with commas stand in quotation marks.
QList<QByteArray> cellsOf(const QByteArray& line)
{
  QList<QByteArray> cells{QByteArray()};
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"')
      quoted = !quoted;
    else if (letter == ',' && !quoted)
      cells << QByteArray();
    else
      cells.back() += letter;
  }
  return cells;
}

/// Pixels of a picture that are not of its ground, inside a rectangle in shares of its size.
int inked(const QImage& image, QRectF part)
{
  const QRect pixels(int(part.x() * image.width()), int(part.y() * image.height()), int(part.width() * image.width()),
      int(part.height() * image.height()));
  int count = 0;
  const QRgb ground = image.pixel(pixels.topLeft());
  for (int y = pixels.top(); y <= pixels.bottom(); ++y)
    for (int x = pixels.left(); x <= pixels.right(); ++x)
      count += image.pixel(x, y) != ground ? 1 : 0;
  return count;
}

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
    QFile turned(m_folder.filePath(QStringLiteral("turned.csv")));
    QVERIFY(turned.open(QIODevice::WriteOnly) && turned.write(turnedDays()) > 0);
    turned.close();
    data::ImportOptions options;
    options.mapping = "turnover_rate=turnover_rate";
    for (const auto& [entity, name] : {std::pair("stock_sz_300001", "特锐德"), {"stock_sz_300002", "神州泰岳"}}) {
      options.entityName = name;
      const auto report =
          m_profile->data.import(turned.fileName().toStdString(), entity, market::BarLevel::Day1, options);
      QVERIFY(report && !report->refused());
    }
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

  /// Panes, a drawing, a compared line, lanes of a factor and of a column, the cost of shares: nothing of it stays
  /// behind. With ZVT_TEST_PICTURES=FOLDER the files are kept there.
  void everythingShownGoesAlong()
  {
    showEverything();
    const widgets::ChartPicture picture = m_panel->picture(true);
    QCOMPARE(picture.beside.size(), std::size_t{3});
    const QSize whole = picture.whole().size().toSize();
    QVERIFY(whole.width() > m_panel->view()->width() && whole.height() > m_panel->view()->height());
    for (const double scale : {0.5, 1.0, 2.0, 3.5}) {
      const QByteArray png = exported({ChartExport::Format::Png, scale, true});
      keep(png, QStringLiteral("chart-%1.png").arg(scale));
      const QImage image = QImage::fromData(png);
      QCOMPARE(image.size(), (QSizeF(whole) * scale).toSize());
      for (const auto& beside : picture.beside) { // each has its place, and something in it
        const QRectF share(beside.place.x() / whole.width(), beside.place.y() / whole.height(),
            beside.place.width() / whole.width(), beside.place.height() / whole.height());
        QVERIFY(inked(image, share) > 50 * scale * scale);
      }
    }
    keep(exported({ChartExport::Format::Png, 1, false}), QStringLiteral("chart-dark.png"));
    const QByteArray svg = exported({ChartExport::Format::Svg, 1, true}),
                     pdf = exported({ChartExport::Format::Pdf, 1, true});
    keep(svg, QStringLiteral("chart.svg"));
    keep(pdf, QStringLiteral("chart.pdf"));
    for (const char* words : {"300001", "神州泰岳", "MACD", "CLOSE", "Average cost", "TURNOVER_RATE"})
      QVERIFY2(svg.contains(words), words);
    QVERIFY(pdf.size() > 10'000);
    QByteArray paper;
    QBuffer buffer(&paper);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter printer(&buffer);
    printer.setPageSize(QPageSize(QPageSize::A4));
    printer.setPageOrientation(QPageLayout::Landscape);
    QVERIFY(m_panel->picture(true).print(printer));
    keep(paper, QStringLiteral("paper.pdf"));
    m_panel->copyPicture();
    QTRY_COMPARE(QApplication::clipboard()->image().size(), whole);
  }

  /// A line that goes on for ever ends with its pane, in a vector picture too.
  void nothingLeavesItsPane()
  {
    showEverything();
    const QString svg = QString::fromUtf8(exported({ChartExport::Format::Svg, 1, true}));
    (void)m_panel->view()->renderPicture();
    const QRectF pane = m_panel->view()->scene()->pane(0);
    const QRegularExpression clip(QStringLiteral("<clipPath id=\"(clip\\d+)\"><rect x=\"([-.\\d]+)\" y=\"([-.\\d]+)\" "
                                                 "width=\"([-.\\d]+)\" height=\"([-.\\d]+)\""));
    QString ofPrices;
    for (auto matches = clip.globalMatch(svg); matches.hasNext();) {
      const QRegularExpressionMatch one = matches.next();
      const QRectF rect(one.captured(2).toDouble(), one.captured(3).toDouble(), one.captured(4).toDouble(),
          one.captured(5).toDouble());
      QVERIFY2(svg.contains(QStringLiteral("clip-path=\"url(#%1)\"").arg(one.captured(1))), "each is used");
      if (rect == pane)
        ofPrices = one.captured(1);
    }
    QVERIFY(!ofPrices.isEmpty());
    // What is drawn beyond the picture is in a group that is clipped to its pane.
    const QSizeF whole = m_panel->picture(true).whole().size();
    const QRegularExpression point(QStringLiteral("[ML](-?[\\d.]+),(-?[\\d.]+)"));
    for (const QString& group : svg.split(QStringLiteral("<g "))) {
      bool outside = false;
      for (auto points = point.globalMatch(group); points.hasNext() && !outside;) {
        const QRegularExpressionMatch one = points.next();
        outside = std::abs(one.captured(1).toDouble()) > whole.width() + 1
            || std::abs(one.captured(2).toDouble()) > whole.height() + 1;
      }
      QVERIFY2(!outside || group.contains(QLatin1String("clip-path=")), qPrintable(group.left(400)));
    }
  }

  void aTableHoldsWhatStandsBeside()
  {
    showEverything();
    m_panel->view()->showAll();
    const QList<QByteArray> lines = exported({ChartExport::Format::Csv, 1, false}).trimmed().split('\n');
    QCOMPARE(lines.size(), kTurnedDays + 1);
    const QList<QByteArray> header = cellsOf(lines.front()), last = cellsOf(lines.back());
    QCOMPARE(last.size(), header.size());
    const auto cell = [&](const QByteArray& name) {
      const auto at =
          std::find_if(header.begin(), header.end(), [&](const QByteArray& column) { return column.contains(name); });
      return at == header.end() ? QByteArray("no column") : last[at - header.begin()];
    };
    QCOMPARE(cell("神州泰岳"), last[4]); // the same file
    QCOMPARE(cell("TURNOVER_RATE"), QByteArray("0.04"));
    QVERIFY2(cell("CLOSE>MA") == "1" || cell("CLOSE>MA") == "0", header.join(' ').constData());
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
  void ask(const std::function<void()>& act)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    act();
    QVERIFY(loaded.wait());
  }
  void showEverything()
  {
    m_panel->resize(1400, 900);
    ask([this] { m_panel->showEntity(kTurned); });
    ask([this] { m_panel->chooseFactor({"", "CLOSE>MA(CLOSE,20)"}); });
    ask([this] { m_panel->feature<LaneFeature>()->choose({QStringLiteral("turnover_rate")}); });
    ask([this] { m_panel->feature<ChipFeature>()->choose(1.0); });
    QTRY_VERIFY(m_panel->feature<ChipFeature>()->strip()->figures());
    m_panel->feature<CompareFeature>()->add(QStringLiteral("stock_sz_300002"), CompareMode::Percent);
    QTRY_VERIFY(m_panel->feature<CompareFeature>()->axes()->axes()
        && m_panel->feature<CompareFeature>()->axes()->axes()->size() == 1);
    m_panel->view()->setAxis(kTurnedDays - 60, 62);
    (void)m_panel->view()->renderPicture();
    const QRectF pane = m_panel->view()->scene()->pane(0);
    m_panel->feature<DrawingFeature>()->tools().chooseTool(widgets::DrawingKind::Ray);
    for (const QPointF share : {QPointF(0.3, 0.8), QPointF(0.5, 0.45)}) {
      const QPoint at = (pane.topLeft() + QPointF(pane.width() * share.x(), pane.height() * share.y())).toPoint();
      QTest::mouseMove(m_panel->view(), at);
      QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, at);
    }
    QVERIFY(!m_panel->feature<DrawingFeature>()->layer().drawings()->empty());
    m_panel->view()->hideCrosshair();
  }
  static void keep(const QByteArray& content, const QString& name)
  {
    const QString folder = qEnvironmentVariable("ZVT_TEST_PICTURES");
    QFile file(folder + u'/' + name);
    if (!folder.isEmpty() && file.open(QIODevice::WriteOnly))
      file.write(content);
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
  QTemporaryDir m_folder;
  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartExport)
#include "tst_chart_export.moc"

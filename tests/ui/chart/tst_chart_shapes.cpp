// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/live_quotes.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/shape_dialog.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using widgets::PriceStyle;

/// Bars by price on the chart of a real security.
class TstChartShapes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    m_profile = std::make_unique<tests::UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
  }
  void cleanupTestCase() { m_profile.reset(); }

  void init()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->show();
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(QStringLiteral("stock_sz_000001"));
    QTRY_VERIFY(!loaded.isEmpty());
  }
  void cleanup() { m_panel.reset(); }

  void everythingWorksOnTheBarsByPrice_data()
  {
    QTest::addColumn<int>("style");
    QTest::newRow("renko") << static_cast<int>(PriceStyle::Renko);
    QTest::newRow("range") << static_cast<int>(PriceStyle::RangeBars);
    QTest::newRow("point and figure") << static_cast<int>(PriceStyle::PointFigure);
  }
  void everythingWorksOnTheBarsByPrice()
  {
    QFETCH(int, style);
    choose(static_cast<PriceStyle>(style));
    const widgets::ChartModel& model = *m_panel->view()->model();
    QVERIFY(model.shaped != nullptr);
    QCOMPARE(model.source().size(), std::size_t{4937}); // the file's lines less its header
    QVERIFY(model.bars->size() > 100 && model.bars->size() != 4937);
    QCOMPARE(model.source().close.back(), 15.95); // the real last price
    QCOMPARE(model.overlays.front().values.size(), model.bars->size()); // averages of the bars by price
    QCOMPARE(model.panes.front().plots.front().values, model.bars->volume);
    QVERIFY(!m_panel->view()->renderPicture().isNull());
    picture(QTest::currentDataTag());
    m_panel->view()->showAll();
    QVERIFY(!m_panel->view()->renderPicture().isNull());
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->undoStack()->undo();
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(m_panel->view()->model()->shaped == nullptr);
    QCOMPARE(m_panel->view()->model()->bars->size(), std::size_t{4937});
  }

  /// A quote of the day after the newest stored one makes bricks: at half more than 15.95 there are some.
  void bricksFollowTheQuotes()
  {
    cleanup();
    tests::LiveQuotes live(*m_profile);
    init();
    choose(PriceStyle::Renko);
    const std::size_t before = m_panel->view()->model()->bars->size();
    live.hub.publish(live.at("stock_sz_000001", 24, 16, 1000));
    const auto model = [this] { return m_panel->view()->model(); };
    QTRY_COMPARE(model()->source().size(), std::size_t{4938});
    QVERIFY(model()->shaped && model()->bars->size() > before);
    QCOMPARE(model()->source().close.back(), 24.0);
    live.hub.publish(live.at("stock_sz_000001", 20, 16, 2000)); // the same day: no further bar by time
    QTRY_COMPARE(model()->source().close.back(), 20.0);
    QCOMPARE(model()->source().size(), std::size_t{4938});
    cleanup();
  }

  void theSizeIsKept()
  {
    choose(PriceStyle::Renko);
    const std::size_t before = m_panel->view()->model()->bars->size();
    widgets::PriceLook look = m_panel->look();
    look.boxes.renko.box = {market::BoxKind::Percent, 3, 14};
    choose(look);
    QVERIFY(m_panel->view()->model()->bars->size() < before);
    const QJsonObject state = m_panel->saveState();
    ChartPanel other(m_profile->context);
    other.restoreState(state);
    QVERIFY(other.look() == look);
    QSignalSpy loaded(&other, &ChartPanel::loaded);
    QTRY_VERIFY(!loaded.isEmpty());
    QCOMPARE(other.view()->model()->bars->size(), m_panel->view()->model()->bars->size());
  }

  void badDocumentsGiveTheUsualBoxes()
  {
    QVERIFY(boxesFromJson({}) == widgets::PriceBoxes());
    const QJsonObject bad{{QStringLiteral("pointFigure"),
        QJsonObject{{QStringLiteral("box"), QStringLiteral("atr")}, {QStringLiteral("size"), -4},
            {QStringLiteral("reversal"), 0}}}};
    QVERIFY(boxesFromJson(bad) == widgets::PriceBoxes());
    widgets::PriceBoxes own;
    own.range.box = {market::BoxKind::Atr, 2.5, 20};
    own.pointFigure.closesOnly = true;
    own.renko.wicks = false;
    QVERIFY(boxesFromJson(boxesToJson(own)) == own);
  }

  void theDialogOffersWhatAStyleHas()
  {
    ShapeDialog renko(widgets::PriceBoxes().renko, QStringLiteral("Renko"));
    renko.show();
    auto* kind = renko.findChild<QComboBox*>(QStringLiteral("boxKindCombo"));
    QCOMPARE(kind->count(), 3);
    kind->setCurrentIndex(kind->findData(QStringLiteral("atr")));
    renko.findChild<QDoubleSpinBox*>(QStringLiteral("boxSizeSpin"))->setValue(0.5);
    renko.findChild<QCheckBox*>(QStringLiteral("wicksCheck"))->setChecked(false);
    QVERIFY(renko.spec().box == (market::BoxSize{market::BoxKind::Atr, 0.5, 14}));
    QVERIFY(!renko.spec().wicks);
    ShapeDialog figures(widgets::PriceBoxes().pointFigure, QStringLiteral("P&F"));
    figures.show();
    QCOMPARE(figures.findChild<QComboBox*>(QStringLiteral("boxKindCombo"))->count(), 2);
    QVERIFY(!figures.findChild<QCheckBox*>(QStringLiteral("wicksCheck"))->isVisible());
  }

  void widthsFollowTheVolume()
  {
    for (const PriceStyle style : {PriceStyle::VolumeCandles, PriceStyle::Equivolume}) {
      const QImage before = m_panel->view()->renderPicture().toImage();
      choose(style);
      QVERIFY(m_panel->view()->model()->shaped == nullptr);
      QVERIFY(m_panel->view()->renderPicture().toImage() != before);
      picture(style == PriceStyle::Equivolume ? "equivolume" : "volume candles");
    }
  }

private:
  /// Pictures for people, where a folder is named.
  void picture(const char* name) const
  {
    const QString folder = qEnvironmentVariable("ZVT_PICTURES");
    if (!folder.isEmpty())
      m_panel->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
  }

  void choose(PriceStyle style)
  {
    widgets::PriceLook look = m_panel->look();
    look.style = style;
    choose(look);
  }
  void choose(const widgets::PriceLook& look)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    const bool reads = look.shape() != m_panel->look().shape();
    m_panel->chooseLook(look);
    QVERIFY(m_panel->look() == look);
    if (reads)
      QTRY_VERIFY(!loaded.isEmpty());
  }

  std::unique_ptr<tests::UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartShapes)
#include "tst_chart_shapes.moc"

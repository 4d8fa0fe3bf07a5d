// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts of a chart: lines that are dragged, bells on drawings.
#include "core/base/testing/mock_clock.h"
#include "tests/ui/ui_profile.h"
#include "ui/alert/alert_dialog.h"
#include "ui/alert/alerts.h"
#include "ui/chart/alert_bell_layer.h"
#include "ui/chart/alert_feature.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_store.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using widgets::Drawing;
using widgets::DrawingEdit;
using widgets::DrawingKind;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

}

class TstChartAlerts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    m_profile = std::make_unique<tests::UiProfile>();
    m_profile->context.files = &m_files;
    m_profile->context.clock = &m_clock;
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    m_profile->context.profileFolder = m_folder.path().toStdString();
    m_alerts = std::make_unique<Alerts>(m_profile->context);
    m_profile->context.alerts = m_alerts.get();
    QSignalSpy loaded(m_alerts.get(), &Alerts::loaded);
    m_alerts->load();
    QVERIFY(loaded.wait());
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QSignalSpy read(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(kStock);
    QVERIFY(read.wait());
    QTRY_VERIFY(drawings().store().isOpen(kStock));
    m_panel->view()->renderPicture();
    // A line over two thirds of what is in sight, half way up.
    const auto scene = m_panel->view()->scene();
    const QRectF pane = scene->pane(0);
    const auto& axis = m_panel->view()->axis();
    m_line.id = QStringLiteral("line");
    m_line.kind = DrawingKind::TrendLine;
    const auto& scale = *drawings().layer().scale();
    m_line.anchors = {scale.anchorAt(std::floor(axis.first + axis.count * 0.2) + 0.5, scene->value(pane.center().y())),
        scale.anchorAt(std::floor(axis.first + axis.count * 0.8) + 0.5, scene->value(pane.center().y() - 60))};
    m_line.style = widgets::defaultStyle(m_line.kind);
    drawings().push({DrawingEdit::What::Create, {}, {m_line}});
  }
  void cleanupTestCase()
  {
    m_panel.reset();
    m_alerts.reset();
    delete m_profile->actions.findChild<DrawingStore*>(); // goes before what it writes with
    m_profile->workers.drain();
    m_profile.reset();
  }

  void aSlopedAlertIsABellOnItsDrawing()
  {
    drawings().tools().choose({m_line.id});
    QMenu menu;
    drawings().fillDrawingMenu(menu);
    menu.findChild<QAction*>(QStringLiteral("drawingAlertAction"))->trigger();
    auto* dialog = m_panel->findChild<AlertDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->accept();
    QTRY_COMPARE(bells().bells().size(), std::size_t{1});
    QVERIFY(bells().bells()[0].hasDrawing); // the line is there: no second one over it
    QVERIFY(bells().bells()[0].state == alert::State::Armed);
    QVERIFY2(bells().bells()[0].tip.contains(QLatin1String("crosses")), qPrintable(bells().bells()[0].tip));
    // It stands on the line, at its newer end.
    const QRectF plate = bellNow();
    const auto scene = m_panel->view()->scene();
    const QPointF end(scene->x(drawings().layer().scale()->position(m_line.anchors[1])),
        scene->y(drawings().layer().scale()->shown(m_line.anchors[1])));
    QVERIFY(!plate.isNull());
    QVERIFY(QLineF(plate.center(), end).length() < 40);
    QVERIFY(plate.center().x() < end.x());
    QTRY_VERIFY(m_panel->findChild<AlertDialog*>() == nullptr);
  }

  void aClickOpensIt()
  {
    QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, bellNow().center().toPoint());
    QTRY_VERIFY(m_panel->findChild<AlertDialog*>() != nullptr);
    auto* dialog = m_panel->findChild<AlertDialog*>();
    QCOMPARE(dialog->alert().drawing, m_line.id.toStdString());
    QVERIFY(std::holds_alternative<alert::LineCondition>(dialog->alert().condition));
    dialog->reject();
    QTRY_VERIFY(m_panel->findChild<AlertDialog*>() == nullptr);
    // While something is drawn the mouse belongs to the drawing.
    drawings().tools().chooseTool(DrawingKind::TrendLine);
    QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, bellNow().center().toPoint());
    QCoreApplication::processEvents();
    QVERIFY(m_panel->findChild<AlertDialog*>() == nullptr);
    drawings().tools().chooseTool({});
  }

  void itShowsItsState()
  {
    const QString id = bells().bells()[0].id;
    m_alerts->snooze({id}, m_alerts->now() + Duration::minutes(5));
    QVERIFY(bells().bells()[0].state == alert::State::Snoozed);
    m_alerts->setEnabled({id}, false);
    QVERIFY(bells().bells()[0].state == alert::State::Disabled);
    m_alerts->setEnabled({id}, true);
    QVERIFY(bells().bells()[0].state == alert::State::Armed);
  }

  /// Moved, it goes along; hidden or deleted, the alert's own line is shown instead.
  void itFollowsItsDrawingAndOutlivesIt()
  {
    const QPointF before = bellNow().center();
    Drawing moved = m_line;
    for (auto& anchor : moved.anchors)
      anchor.price *= 1.05;
    drawings().push({DrawingEdit::What::Move, {m_line}, {moved}});
    QTRY_VERIFY(bellNow().center().y() < before.y() - 3);
    QVERIFY(bells().bells()[0].hasDrawing);
    drawings().setAllShown(false);
    QVERIFY(!bells().bells()[0].hasDrawing);
    drawings().setAllShown(true);
    QVERIFY(bells().bells()[0].hasDrawing);
    drawings().push({DrawingEdit::What::Delete, {moved}, {}});
    QCOMPARE(bells().bells().size(), std::size_t{1});
    QVERIFY(!bells().bells()[0].hasDrawing);
    QVERIFY(!bellNow().isNull());
    m_alerts->remove({bells().bells()[0].id});
    QVERIFY(bells().bells().empty());
  }

  void theToolOfTheChartMakesOne()
  {
    auto* tool = m_panel->findChild<QToolButton*>(QStringLiteral("alertButton"));
    QVERIFY(tool != nullptr && tool->isVisible());
    QVERIFY(!tool->toolTip().isEmpty() && !tool->toolTip().contains(u'&'));
    tool->click();
    auto* dialog = m_panel->findChild<AlertDialog*>();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->alert().entityId, kStock.toStdString());
    dialog->reject();
  }

private:
  [[nodiscard]] DrawingFeature& drawings() const { return *m_panel->feature<DrawingFeature>(); }
  [[nodiscard]] AlertBellLayer& bells() const { return *m_panel->feature<AlertFeature>()->bells(); }
  [[nodiscard]] QRectF bellNow() const
  {
    m_panel->view()->renderPicture();
    return bells().placeOf(bells().bells()[0].id, *m_panel->view()->scene());
  }

  QTemporaryDir m_folder;
  OsFileSystem m_files;
  testing::MockClock m_clock{Timestamp{parseTime("2024-02-08T10:00:00")->local.micros} - Duration::hours(8)};
  std::unique_ptr<tests::UiProfile> m_profile;
  std::unique_ptr<Alerts> m_alerts;
  std::unique_ptr<ChartPanel> m_panel;
  Drawing m_line;
};

QTEST_MAIN(TstChartAlerts)
#include "tst_chart_alerts.moc"

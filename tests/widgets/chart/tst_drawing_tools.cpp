// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keys do to drawings on a chart.
#include "tests/widgets/chart/drawing_stage.h"
#include "widgets/base/theme.h"
#include "widgets/chart/drawing/drawing_painter.h"
#include "widgets/chart/drawing/drawing_tools.h"

#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::widgets;
using Kind = DrawingKind;

namespace {

/// A chart with drawings whose steps are taken as they come.
struct Desk {
  explicit Desk(std::size_t bars = 60)
      : model(modelOf(someDays(bars)))
      , tools(view, layer)
  {
    view.resize(900, 600);
    view.addLayer(&layer);
    view.addLayer(&tools);
    view.setModel(model, ChartView::Range::Newest);
    view.setAxis(0, static_cast<double>(bars) + 10);
    layer.setScale(std::make_shared<const AnchorScale>(model));
    view.renderPicture();
    QObject::connect(&tools, &DrawingTools::edited, &view, [this](const DrawingEdit& edit) {
      edits.push_back(edit);
      layer.setDrawings(std::make_shared<const DrawingList>(applied(*layer.drawings(), edit)));
      tools.drawingsChanged();
      view.renderPicture();
    });
  }
  [[nodiscard]] QPoint place(double bar, double price) const
  {
    const auto scene = view.scene();
    return QPointF(scene->x(bar + 0.5), scene->y(price)).toPoint();
  }
  void click(double bar, double price, Qt::KeyboardModifiers keys = {})
  {
    move(place(bar, price), Qt::NoButton, keys);
    QTest::mouseClick(&view, Qt::LeftButton, keys, place(bar, price));
  }
  void move(QPoint to, Qt::MouseButtons buttons, Qt::KeyboardModifiers keys = {})
  {
    QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, buttons, keys);
    QApplication::sendEvent(&view, &event);
  }
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {})
  {
    QTest::mousePress(&view, Qt::LeftButton, keys, from);
    move((from + to) / 2, Qt::LeftButton, keys);
    move(to, Qt::LeftButton, keys);
    QTest::mouseRelease(&view, Qt::LeftButton, keys, to);
  }
  [[nodiscard]] const DrawingList& drawings() const { return *layer.drawings(); }
  const Drawing& add(Kind kind, const std::vector<std::pair<double, double>>& places)
  {
    Drawing drawing = drawingOf(kind, {});
    for (const auto& [bar, price] : places)
      drawing.anchors.push_back(layer.scale()->anchorAt(bar + 0.5, price));
    drawing.order = static_cast<double>(drawings().size());
    DrawingList list = drawings();
    list.push_back(drawing);
    layer.setDrawings(std::make_shared<const DrawingList>(list));
    tools.drawingsChanged();
    view.renderPicture();
    return drawings().back();
  }

  ChartModelPtr model;
  ChartView view;
  DrawingLayer layer;
  DrawingTools tools;
  std::vector<DrawingEdit> edits;
};

bool isAt(const DrawingAnchor& anchor, const DrawingTime& day, double price, double by = 0.5)
{
  return anchor.time == day && std::abs(anchor.price - price) < by;
}

}

class TstDrawingTools : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }
  /// From the left to the right, past what is hidden or out of sight, a group at once; then on to the next widget.
  void tabGoesThroughWhatIsInSight()
  {
    Desk desk;
    const QString right = desk.add(Kind::TrendLine, {{40, 130}, {50, 140}}).id;
    const QString left = desk.add(Kind::Rectangle, {{5, 105}, {10, 112}}).id;
    const QString away = desk.add(Kind::TrendLine, {{300, 130}, {310, 140}}).id;
    DrawingList list = desk.drawings();
    list[0].group = QStringLiteral("g");
    Drawing twin = list[0];
    twin.id = QStringLiteral("twin");
    list.push_back(twin);
    Drawing hidden = list[1];
    hidden.id = QStringLiteral("hidden");
    hidden.hidden = true;
    list.push_back(hidden);
    desk.layer.setDrawings(std::make_shared<const DrawingList>(list));
    QWidget window;
    QWidget other(&window);
    desk.view.setParent(&window);
    other.setFocusPolicy(Qt::StrongFocus);
    QWidget::setTabOrder(&desk.view, &other);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    desk.view.setFocus();
    desk.view.renderPicture();
    QTest::keyClick(&desk.view, Qt::Key_Tab);
    QCOMPARE(desk.tools.chosen(), QSet<QString>{left});
    QTest::keyClick(&desk.view, Qt::Key_Tab);
    QCOMPARE(desk.tools.chosen(), (QSet<QString>{right, QStringLiteral("twin")}));
    QTest::keyClick(&desk.view, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(desk.tools.chosen(), QSet<QString>{left});
    QTest::keyClick(&desk.view, Qt::Key_Tab);
    QVERIFY(desk.view.hasFocus());
    QTest::keyClick(&desk.view, Qt::Key_Tab);
    QVERIFY(other.hasFocus());
    QVERIFY(desk.tools.chosen().isEmpty());
    QVERIFY(!desk.tools.chosen().contains(away));
    desk.view.setParent(nullptr);
  }

  void init() { m_desk = std::make_unique<Desk>(); }
  void cleanup() { m_desk.reset(); }

  void twoClicksMakeALine()
  {
    m_desk->tools.chooseTool(Kind::TrendLine);
    m_desk->click(5, 110); // bar 5 is Monday the 8th
    QVERIFY(m_desk->drawings().empty());
    m_desk->click(20, 140);
    QCOMPARE(m_desk->drawings().size(), std::size_t{1});
    const Drawing& line = m_desk->drawings().front();
    QVERIFY(isAt(line.anchors[0], dayTime(2024, 1, 8), 110));
    QVERIFY(isAt(line.anchors[1], dayTime(2024, 1, 29), 140));
    QVERIFY(!m_desk->tools.tool()); // the tool is put away, and the line chosen
    QVERIFY(m_desk->tools.chosen().contains(line.id));
  }

  void soDoesOneDrag()
  {
    m_desk->tools.setKeepsTool(true);
    m_desk->tools.chooseTool(Kind::Rectangle);
    m_desk->drag(m_desk->place(5, 110), m_desk->place(20, 140));
    m_desk->drag(m_desk->place(25, 110), m_desk->place(30, 140));
    QCOMPARE(m_desk->drawings().size(), std::size_t{2});
    QVERIFY(m_desk->tools.tool() == Kind::Rectangle); // it was to stay
    QTest::keyClick(&m_desk->view, Qt::Key_Escape);
    QVERIFY(!m_desk->tools.tool());
  }

  void everyToolMakesOne()
  {
    for (const DrawingKindInfo& info : drawingKinds()) {
      Desk desk;
      desk.tools.chooseTool(info.kind);
      if (info.places == 0)
        desk.drag(desk.place(5, 110), desk.place(20, 140));
      const std::pair<double, double> places[] = {{8, 110}, {20, 140}, {26, 120}};
      for (int i = 0; i < info.places; ++i)
        desk.click(places[i].first, places[i].second);
      QVERIFY2(desk.drawings().size() == 1, info.key);
      QVERIFY2(desk.drawings().front().kind == info.kind, info.key);
    }
  }

  void escapeTakesBackAPlaceThenTheTool()
  {
    m_desk->tools.chooseTool(Kind::TrendLine);
    m_desk->click(5, 110);
    QTest::keyClick(&m_desk->view, Qt::Key_Escape);
    QVERIFY(m_desk->tools.tool() == Kind::TrendLine);
    m_desk->click(10, 110);
    m_desk->click(20, 140);
    QVERIFY(isAt(m_desk->drawings().front().anchors[0], dayTime(2024, 1, 15), 110));
  }

  void magnetAndStraightLines()
  {
    m_desk->tools.setMagnet(Magnet::Strong);
    m_desk->tools.chooseTool(Kind::TrendLine);
    m_desk->click(5, 112); // bar 5: 105, 107, 103, 106
    m_desk->click(20, 110, Qt::ControlModifier); // turned round: free
    QCOMPARE(m_desk->drawings().front().anchors[0].price, 107.0);
    QVERIFY(std::abs(m_desk->drawings().front().anchors[1].price - 110) < 0.5);
    m_desk->tools.setMagnet(Magnet::Off);
    m_desk->tools.chooseTool(Kind::Ray);
    m_desk->click(5, 120);
    m_desk->click(40, 122, Qt::ShiftModifier);
    const Drawing& ray = m_desk->drawings().back();
    QCOMPARE(ray.anchors[1].price, ray.anchors[0].price); // level
  }

  void theKeyboardAloneDraws()
  {
    QSignalSpy told(&m_desk->tools, &DrawingTools::told);
    m_desk->tools.chooseTool(Kind::TrendLine);
    auto press = [&](int key, int times = 1, Qt::KeyboardModifiers keys = {}) {
      for (int i = 0; i < times; ++i)
        QTest::keyClick(&m_desk->view, static_cast<Qt::Key>(key), keys);
    };
    m_desk->view.stepCrosshair(0); // the newest bar, 59: 2024-03-22, close 160
    press(Qt::Key_Left, 4);
    press(Qt::Key_Up, 25); // by a tick of 0.01 each
    QVERIFY(told.back().front().toString().contains(QStringLiteral("place 1 of 2: 2024-03-18 Mon 160.25")));
    press(Qt::Key_Return);
    press(Qt::Key_Right, 3);
    press(Qt::Key_Enter);
    QCOMPARE(m_desk->drawings().size(), std::size_t{1});
    const Drawing& line = m_desk->drawings().front();
    QVERIFY(isAt(line.anchors[0], dayTime(2024, 3, 18), 160.25, 1e-9));
    QVERIFY(isAt(line.anchors[1], dayTime(2024, 3, 21), 160.25, 1e-9));
    // Moved by a bar and ten ticks, then deleted.
    press(Qt::Key_Left);
    press(Qt::Key_Down, 1, Qt::ControlModifier);
    QVERIFY(isAt(m_desk->drawings().front().anchors[0], dayTime(2024, 3, 15), 160.15, 1e-9));
    press(Qt::Key_Delete);
    QVERIFY(m_desk->drawings().empty());
    QCOMPARE(m_desk->edits.size(), std::size_t{4});
  }

  void drawingsAreMovedWholeAndByTheirHandles()
  {
    const QString id = m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}}).id;
    m_desk->drag(m_desk->place(20, 130), m_desk->place(25, 130)); // its middle, five bars on
    const Drawing moved = m_desk->drawings().front();
    QVERIFY(isAt(moved.anchors[0], dayTime(2024, 1, 22), 120)); // bar 15
    QVERIFY(isAt(moved.anchors[1], dayTime(2024, 2, 19), 140)); // bar 35
    QVERIFY(m_desk->edits.back().what == DrawingEdit::What::Move);
    m_desk->drag(m_desk->place(35, 140), m_desk->place(40, 125)); // a handle, now that it is chosen
    QVERIFY(isAt(m_desk->drawings().front().anchors[0], dayTime(2024, 1, 22), 120));
    QVERIFY(isAt(m_desk->drawings().front().anchors[1], dayTime(2024, 2, 26), 125)); // bar 40
    // Esc in the middle of a drag leaves it where it was.
    QTest::mousePress(&m_desk->view, Qt::LeftButton, {}, m_desk->place(15, 120));
    m_desk->move(m_desk->place(5, 150), Qt::LeftButton);
    QTest::keyClick(&m_desk->view, Qt::Key_Escape);
    QTest::mouseRelease(&m_desk->view, Qt::LeftButton, {}, m_desk->place(5, 150));
    QVERIFY(isAt(m_desk->drawings().front().anchors[0], dayTime(2024, 1, 22), 120));
    QCOMPARE(m_desk->edits.size(), std::size_t{2});
    QCOMPARE(m_desk->drawings().front().id, id);
  }

  void ticksLeaveThemWhereTheyAre()
  {
    const Drawing line = m_desk->add(Kind::HorizontalLine, {{10, 130}});
    const QColor color = colorOf(line.style, currentChartStyle());
    const auto isSeen = [&] {
      const QImage image = m_desk->view.picture().toImage(1);
      const int y = qFloor(m_desk->view.scene()->y(130));
      int pixels = 0;
      for (int x = 0; x < 800; ++x)
        pixels += image.pixelColor(x, y) == color ? 1 : 0;
      return pixels > 600;
    };
    QVERIFY(isSeen());
    BarUpdate tick;
    tick.bar = m_desk->model->bars->at(59);
    tick.bar.close = 155;
    tick.localMicros = m_desk->model->localMicros.back();
    m_desk->view.updateBar(tick);
    QVERIFY(isSeen());
    tick.bar.key += 3; // Friday's bar is followed by Monday's
    tick.localMicros += Duration::hours(72).micros;
    m_desk->view.updateBar(tick);
    m_desk->view.renderPicture();
    QVERIFY(isSeen());
    m_desk->click(30, 130);
    QCOMPARE(m_desk->tools.chosen(), (QSet<QString>{line.id}));
    m_desk->tools.chooseTool(Kind::VerticalLine);
    m_desk->click(20, 140);
    QCOMPARE(m_desk->drawings().size(), std::size_t{2});
    // Those of another security are not shown on its bars.
    market::BarSeries other = someDays(60);
    other.entityId = "stock_sh_600001";
    m_desk->view.setModel(modelOf(other), ChartView::Range::Keep);
    QVERIFY(!isSeen());
  }

  void barsThatComeLeaveADragInHand()
  {
    const Drawing line = m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}});
    const QPoint from = m_desk->place(20, 130), to = m_desk->place(25, 130);
    const auto load = [&](std::size_t bars) {
      m_desk->view.setModel(modelOf(someDays(bars)), ChartView::Range::Keep);
      m_desk->layer.setScale(std::make_shared<const AnchorScale>(m_desk->view.model()));
      m_desk->tools.drawingsChanged();
      m_desk->view.setAxis(0, 70);
      m_desk->view.renderPicture();
    };
    QTest::mousePress(&m_desk->view, Qt::LeftButton, {}, from);
    m_desk->move((from + to) / 2, Qt::LeftButton);
    load(61);
    m_desk->move(to, Qt::LeftButton);
    load(62);
    QTest::mouseRelease(&m_desk->view, Qt::LeftButton, {}, to);
    QCOMPARE(m_desk->edits.size(), std::size_t{1});
    QVERIFY(isAt(m_desk->drawings().front().anchors[0], dayTime(2024, 1, 22), 120)); // bar 15
    // What another chart changes meanwhile is let go.
    QTest::mousePress(&m_desk->view, Qt::LeftButton, {}, to);
    m_desk->move(from, Qt::LeftButton);
    m_desk->layer.setDrawings(std::make_shared<const DrawingList>(DrawingList{line}));
    m_desk->tools.drawingsChanged();
    QTest::mouseRelease(&m_desk->view, Qt::LeftButton, {}, from);
    QCOMPARE(m_desk->edits.size(), std::size_t{1});
  }

  void placesAreInThePaneOfThePrices()
  {
    const Drawing line = m_desk->add(Kind::HorizontalLine, {{10, 130}});
    auto model = std::make_shared<ChartModel>(*m_desk->model);
    PaneModel volume;
    volume.key = kVolumePane;
    volume.plots.emplace_back(PlotModel::Kind::Volume, QString(), ChartColor::UpDown, model->bars->volume);
    model->panes.push_back(volume);
    m_desk->view.setModel(model, ChartView::Range::Keep);
    m_desk->view.renderPicture();
    const auto clickIn = [&](std::size_t pane) {
      const QPoint at = m_desk->view.scene()->pane(pane).center().toPoint();
      m_desk->move(at, Qt::NoButton);
      QTest::mouseClick(&m_desk->view, Qt::LeftButton, {}, at);
    };
    m_desk->tools.chooseTool(Kind::HorizontalLine);
    clickIn(1);
    QVERIFY(m_desk->edits.empty());
    for (const PaneState state : {PaneState::Collapsed, PaneState::Hidden}) {
      PaneArrangement panes;
      panes.panes = {{kPricePane, 0, state}, {kVolumePane, 0, PaneState::Open}};
      m_desk->view.setPanes(panes);
      m_desk->view.renderPicture();
      QVERIFY(!m_desk->view.scene()->layout().isOpen(0));
      m_desk->tools.chooseTool(Kind::HorizontalLine);
      clickIn(1);
      clickIn(0);
      m_desk->view.stepCrosshair(0);
      QTest::keyClick(&m_desk->view, Qt::Key_Return);
      QVERIFY(m_desk->edits.empty());
      m_desk->tools.chooseTool({});
      const DrawingPlane plane(*m_desk->view.scene(), *m_desk->layer.scale());
      const QPointF at(100, m_desk->view.scene()->y(130));
      QVERIFY(!hitOf(plane, m_desk->drawings(), {}, at));
    }
    // What crosses all panes needs no prices: it stands on the close of its bar.
    m_desk->tools.chooseTool(Kind::VerticalLine);
    clickIn(1);
    QCOMPARE(m_desk->edits.size(), std::size_t{1});
    const DrawingAnchor& anchor = m_desk->drawings().back().anchors.front();
    const double bar = std::floor(m_desk->layer.scale()->position(anchor));
    QCOMPARE(anchor.price, 101 + bar);
  }

  void altDragsACopy()
  {
    m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}});
    m_desk->drag(m_desk->place(20, 130), m_desk->place(30, 130), Qt::AltModifier);
    QCOMPARE(m_desk->drawings().size(), std::size_t{2});
    QVERIFY(isAt(m_desk->drawings()[0].anchors[0], dayTime(2024, 1, 15), 120));
    QVERIFY(isAt(m_desk->drawings()[1].anchors[0], dayTime(2024, 1, 29), 120));
    QVERIFY(m_desk->tools.chosen() == QSet<QString>{m_desk->drawings()[1].id});
  }

  void lockedOnesStay()
  {
    Drawing locked = m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}});
    locked.locked = true;
    m_desk->layer.setDrawings(std::make_shared<const DrawingList>(DrawingList{locked}));
    m_desk->drag(m_desk->place(20, 130), m_desk->place(30, 130));
    QTest::keyClick(&m_desk->view, Qt::Key_Left);
    QTest::keyClick(&m_desk->view, Qt::Key_Delete);
    QVERIFY(m_desk->edits.empty());
    QVERIFY(m_desk->drawings().front() == locked);
  }

  void severalAreChosen()
  {
    const QString a = m_desk->add(Kind::TrendLine, {{10, 120}, {20, 130}}).id;
    const QString b = m_desk->add(Kind::TrendLine, {{25, 120}, {35, 130}}).id;
    m_desk->click(15, 125);
    m_desk->click(30, 125, Qt::ControlModifier);
    QCOMPARE(m_desk->tools.chosen(), (QSet<QString>{a, b}));
    m_desk->click(30, 125, Qt::ControlModifier);
    QCOMPARE(m_desk->tools.chosen(), (QSet<QString>{a}));
    m_desk->click(45, 110); // nothing there
    QVERIFY(m_desk->tools.chosen().isEmpty());
    m_desk->drag(m_desk->place(5, 135), m_desk->place(40, 110), Qt::ControlModifier); // a box
    QCOMPARE(m_desk->tools.chosen(), (QSet<QString>{a, b}));
    m_desk->drag(m_desk->place(15, 125), m_desk->place(17, 125));
    QCOMPARE(m_desk->edits.back().after.size(), std::size_t{2}); // both were moved, in one step
  }

  void groupsAreChosenTogether()
  {
    DrawingList list;
    for (const double bar : {10.0, 25.0}) {
      list.push_back(m_desk->add(Kind::TrendLine, {{bar, 120}, {bar + 10, 130}}));
      list.back().group = QStringLiteral("g");
    }
    m_desk->layer.setDrawings(std::make_shared<const DrawingList>(list));
    m_desk->click(15, 125);
    QCOMPARE(m_desk->tools.chosen().size(), 2);
    m_desk->tools.duplicateChosen();
    QCOMPARE(m_desk->drawings().size(), std::size_t{4});
    const QString group = m_desk->drawings().back().group;
    QVERIFY(!group.isEmpty() && group != QStringLiteral("g")); // a group of their own
    QCOMPARE(m_desk->tools.chosen().size(), 2);
  }

  void hiddenOnesCannotBeHit()
  {
    m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}});
    m_desk->layer.setShown(false);
    m_desk->click(20, 130);
    QVERIFY(m_desk->tools.chosen().isEmpty());
    QVERIFY(!m_desk->layer.paint());
  }

  void withoutDrawingsTheChartIsDragged()
  {
    const double first = m_desk->view.axis().first;
    m_desk->add(Kind::TrendLine, {{10, 120}, {30, 140}});
    m_desk->drag(m_desk->place(50, 110), m_desk->place(40, 110));
    QVERIFY(m_desk->view.axis().first > first);
  }

  void picturesHaveTheDrawingsButNoHandles()
  {
    const Drawing& line = m_desk->add(Kind::HorizontalLine, {{10, 130}});
    const QColor color = colorOf(line.style, currentChartStyle());
    const auto count = [&](const QImage& image) {
      int pixels = 0;
      const int y = qFloor(m_desk->view.scene()->y(130));
      for (int x = 0; x < 800; ++x)
        pixels += image.pixelColor(x, y) == color ? 1 : 0;
      return pixels;
    };
    const QImage resting = m_desk->view.picture().toImage(1);
    QVERIFY(count(resting) > 600);
    m_desk->tools.choose({line.id});
    QVERIFY(m_desk->view.picture().toImage(1) == resting);
    QVERIFY(m_desk->view.grab().toImage() != resting); // the screen shows where to hold it
    const QByteArray svg = m_desk->view.picture().toSvg();
    QVERIFY(svg.contains(color.name().toUtf8()));
    m_desk->layer.setShown(false);
    QVERIFY(count(m_desk->view.picture().toImage(1)) < 100);
  }

private:
  std::unique_ptr<Desk> m_desk;
};

QTEST_MAIN(TstDrawingTools)
#include "tst_drawing_tools.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Drawings of the chart panel: undo, copies between securities, menus and dialogs.
#include "ui/chart/drawing_list_dialog.h"
#include "ui/chart/drawing_style_dialog.h"

#include "core/market/exchange.h"
#include "tests/ui/chart/drawing_desk.h"
#include "widgets/base/toast.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;

class TstChartDrawings : public QObject, private zvt::tests::DrawingDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    startProfile(daily, actions, minutes);
  }
  void cleanupTestCase() { m_profile.reset(); }
  void init() { startPanel(); }
  void cleanup() { endPanel(); }

  void aLineIsDrawnKeptAndUndone()
  {
    drawing().tools().chooseTool(DrawingKind::TrendLine);
    click(0.3, 0.3);
    click(0.6, 0.5);
    QCOMPARE(list().size(), std::size_t{1});
    const Drawing line = list().front();
    QVERIFY(line.anchors[0].time.wholeDay);
    QTRY_VERIFY(QFile::exists(fileOf(kStock)));
    QTRY_COMPARE(read(kStock).size(), std::size_t{1});
    QVERIFY(read(kStock).front() == line);
    m_panel->undoStack()->undo();
    QVERIFY(list().empty());
    QTRY_VERIFY(read(kStock).empty());
    m_panel->undoStack()->redo();
    QVERIFY(list().front() == line);
    // Another chart of the security, and one that comes later, show the same.
    const auto second = panel();
    show(*second, kStock);
    QVERIFY(second->feature<DrawingFeature>()->layer().drawings() == drawing().layer().drawings());
    drawing().tools().choose({line.id});
    drawing().tools().removeChosen();
    QVERIFY(second->feature<DrawingFeature>()->layer().drawings()->empty());
    m_panel->undoStack()->undo();
    QCOMPARE(second->feature<DrawingFeature>()->layer().drawings()->size(), std::size_t{1});
  }

  /// A held key is one step; a second hold later is another; one that comes back to where it was is none.
  void aHeldKeyIsOneStep()
  {
    drawHorizontal();
    const Drawing before = list().front();
    drawing().tools().choose({before.id});
    const int steps = m_panel->undoStack()->count();
    hold(Qt::Key_Up, 5);
    QCOMPARE(m_panel->undoStack()->count(), steps + 1);
    const Drawing first = list().front();
    // Five ticks, on the scale of the chart.
    const auto& scale = *drawing().layer().scale();
    const double moved = 5 * std::pow(10.0, -scale.priceDecimals());
    QVERIFY(std::abs(scale.shown(first.anchors[0]) - scale.shown(before.anchors[0]) - moved) < 1e-9);
    m_clock.advance(Duration::seconds(3));
    hold(Qt::Key_Down, 2);
    QCOMPARE(m_panel->undoStack()->count(), steps + 2);
    m_panel->undoStack()->undo();
    QVERIFY(list().front() == first);
    m_panel->undoStack()->undo();
    QVERIFY(list().front() == before);
    m_panel->undoStack()->redo();
    QVERIFY(list().front() == first);
    // By bars the anchor comes back to the very same place.
    m_clock.advance(Duration::seconds(3));
    hold(Qt::Key_Left, 1);
    hold(Qt::Key_Right, 1);
    QCOMPARE(m_panel->undoStack()->count(), steps + 1);
    QVERIFY(list().front() == first);
  }

  /// Two drags in a row stay two steps, however quick.
  void dragsStayStepsOfTheirOwn()
  {
    drawHorizontal();
    const int steps = m_panel->undoStack()->count();
    for (const double to : {0.5, 0.6}) {
      widgets::DrawingEdit edit{widgets::DrawingEdit::What::Move, {list().front()}, {list().front()}};
      edit.after.front().anchors.front().price += to;
      drawing().push(edit);
    }
    QCOMPARE(m_panel->undoStack()->count(), steps + 2);
  }

  /// The step says whose drawing it is, and undoing it while another security is in sight tells so and leads there.
  void undoOutOfSightSaysWhereItWas()
  {
    drawHorizontal();
    QVERIFY2(m_panel->undoStack()->undoText().contains(QStringLiteral("平安银行")),
        qPrintable(m_panel->undoStack()->undoText()));
    show(*m_panel, kOther);
    m_panel->undoStack()->undo();
    QTRY_VERIFY(m_panel->findChild<widgets::Toast*>());
    auto* toast = m_panel->findChild<widgets::Toast*>();
    auto* button = toast->findChild<QPushButton*>();
    QVERIFY(button);
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    button->click();
    QTRY_VERIFY(!loaded.isEmpty());
    QCOMPARE(m_panel->entityId(), kStock);
    QVERIFY(list().empty());
    m_panel->undoStack()->redo(); // in sight: nothing to be said
    QCOMPARE(list().size(), std::size_t{1});
  }

  void anchorsStayOverAdjustmentsAndLevels()
  {
    m_panel->view()->setAxis(600, 120); // 1993: years of bonus shares lie after it
    m_panel->view()->renderPicture();
    drawing().tools().setMagnet(widgets::Magnet::Strong);
    drawing().tools().chooseTool(DrawingKind::TrendLine);
    click(0.3, 0.1);
    click(0.6, 0.1);
    const Drawing line = list().front();
    const auto highAt = [&](const widgets::DrawingAnchor& anchor) {
      const auto& scale = *drawing().layer().scale();
      const auto bar = static_cast<std::size_t>(scale.position(anchor));
      return std::abs(scale.shown(anchor) - m_panel->view()->model()->bars->high[bar])
          / m_panel->view()->model()->bars->high[bar];
    };
    // Drawn on the highs of qfq bars; on raw ones and on hfq it lies on the same highs.
    QVERIFY(highAt(line.anchors[0]) < 1e-6);
    for (const auto mode : {market::AdjustMode::Bfq, market::AdjustMode::Hfq, market::AdjustMode::Qfq}) {
      wait([&] { m_panel->setAdjust(mode); });
      QVERIFY(list().front() == line);
      QVERIFY2(highAt(line.anchors[0]) < 1e-6, qPrintable(QString::number(highAt(line.anchors[0]))));
      QVERIFY(highAt(line.anchors[1]) < 1e-6);
    }
    const double daily = drawing().layer().scale()->position(line.anchors[0]);
    wait([&] { m_panel->setLevel(BarLevel::Week1); });
    const double week = drawing().layer().scale()->position(line.anchors[0]);
    QVERIFY(week < daily / 4 && week > daily / 6); // five days a week, holidays aside
    wait([&] { m_panel->setLevel(BarLevel::Day1); });
    QCOMPARE(drawing().layer().scale()->position(line.anchors[0]), daily);
    QVERIFY(list().front() == line);
  }

  void comingBarsFollowTheCalendar()
  {
    // Friday 2024-02-02 … the spring festival: closed from the 9th to the 18th.
    const auto calendar = market::Calendar::load("cn");
    QVERIFY(calendar.has_value());
    market::BarSeries days;
    days.append({TradingDay::fromDate({2024, 2, 7}).days, 1, 1, 1, 1, 1, 1});
    const auto labels = comingLabels(**calendar, days, 3);
    QCOMPARE(labels.size(), std::size_t{3});
    QCOMPARE(LocalTime{labels[0]}.iso(), std::string("2024-02-08T00:00:00"));
    QCOMPARE(LocalTime{labels[1]}.iso(), std::string("2024-02-19T00:00:00"));
    market::BarSeries minutes;
    minutes.level = BarLevel::Min30;
    minutes.append({(*calendar)
                        ->zone()
                        .toUtc(LocalTime::of(TradingDay::fromDate({2024, 2, 8}), Duration::minutes(11 * 60 + 30)))
                        .micros,
        1, 1, 1, 1, 1, 1});
    const auto ends = comingLabels(**calendar, minutes, 5);
    QCOMPARE(LocalTime{ends[0]}.iso(), std::string("2024-02-08T13:30:00")); // after lunch
    QCOMPARE(LocalTime{ends[4]}.iso(), std::string("2024-02-19T10:00:00")); // after the holidays
  }

  void copiesGoToAnotherSecurity()
  {
    drawHorizontal();
    drawing().tools().choose({list().front().id});
    drawing().copyChosen();
    show(*m_panel, kOther);
    QVERIFY(list().empty());
    drawing().paste();
    QCOMPARE(list().size(), std::size_t{1});
    QVERIFY(list().front().kind == DrawingKind::HorizontalLine);
    const double price = drawing().layer().scale()->shown(list().front().anchors.front());
    const auto scene = m_panel->view()->scene();
    QVERIFY(scene->pane(0).contains(QPointF(10, scene->y(price)))); // where it can be seen
    m_panel->undoStack()->undo();
    QVERIFY(list().empty());
    QApplication::clipboard()->setText(QStringLiteral("no drawings"));
    drawing().paste();
    QVERIFY(list().empty());
    show(*m_panel, kStock);
    QCOMPARE(list().size(), std::size_t{1});
  }

  void theStyleDialogMakesOneStep()
  {
    drawing().tools().chooseTool(DrawingKind::FibRetracement);
    click(0.3, 0.3);
    click(0.6, 0.5);
    auto* dialog = drawing().openStyle();
    QVERIFY(dialog);
    auto* levels = dialog->findChild<QLineEdit*>(QStringLiteral("levelsEdit"));
    levels->setText(QStringLiteral("0 half 1"));
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("styleOkButton"))->isEnabled());
    levels->setText(QStringLiteral("0 0.5 1"));
    dialog->findChild<QToolButton*>(QStringLiteral("colorButton_red"))->click();
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("drawingTextEdit"))->setPlainText(QStringLiteral("支撑"));
    dialog->findChild<QLineEdit*>(QStringLiteral("anchorPriceEdit1"))->setText(QStringLiteral("12.5"));
    dialog->findChild<QPushButton*>(QStringLiteral("styleDefaultButton"))->click();
    dialog->findChild<QPushButton*>(QStringLiteral("styleOkButton"))->click();
    const widgets::DrawingStyle style = list().front().style;
    QVERIFY(style.levels == std::vector<double>({0, 0.5, 1}));
    QCOMPARE(style.color, QStringLiteral("red"));
    QCOMPARE(style.text, QStringLiteral("支撑"));
    QVERIFY(std::abs(drawing().layer().scale()->shown(list().front().anchors[1]) - 12.5) < 1e-9);
    QCOMPARE(drawing().store().style(DrawingKind::FibRetracement).levels.size(), std::size_t{3});
    m_panel->undoStack()->undo();
    QCOMPARE(list().front().style.color, QStringLiteral("series1"));
    QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("drawings/styles.json"))));
  }

  void dialogsGoWithTheirChart()
  {
    QWidget window;
    m_panel->setParent(&window);
    drawHorizontal();
    drawing().tools().choose({list().front().id});
    const QPointer<QWidget> style = drawing().openStyle(), all = drawing().openList();
    QVERIFY(style && all && style->parent() == &window);
    m_panel.reset();
    QVERIFY(!style && !all);
    m_panel = panel();
    show(*m_panel, kStock);
    drawing().tools().choose({list().front().id});
    const QPointer<QWidget> other = drawing().openStyle();
    show(*m_panel, kOther);
    QVERIFY(!other || !other->isVisible());
    QVERIFY(!drawing().layer().scale() || drawing().layer().scale()->fits(*m_panel->view()->model()));
  }

  void placesAreOnTheClockOfTheExchange()
  {
    // 10:30 in Shanghai is 2:30 UTC; the axis of the chart may have any clock.
    const auto calendar = market::Calendar::load("cn");
    QVERIFY(calendar.has_value());
    const LocalTime open = LocalTime::of(TradingDay::fromDate({2024, 2, 8}), Duration::minutes(10 * 60 + 30));
    market::BarSeries minutes;
    minutes.level = BarLevel::Min30;
    minutes.append({(*calendar)->zone().toUtc(open).micros, 1, 1, 1, 1, 1, 1});
    const auto bars = std::make_shared<const market::BarSeries>(std::move(minutes));
    for (const TimeZone& clock : {TimeZone::utc(), (*calendar)->zone()}) {
      const widgets::ChartModel model = widgets::ChartModel::of(bars, clock);
      QVERIFY(exchangeLabels(model, (*calendar)->zone()) == std::vector{open.micros});
    }
  }

  void aSecurityWhoseGroundIsNotReadShowsNone()
  {
    drawHorizontal();
    QVERIFY(drawing().layer().scale());
    drawing().entityChanged();
    drawing().shown(); // without what the reader gives
    QVERIFY(!drawing().layer().scale());
  }

  void theListChoosesHidesAndDeletes()
  {
    drawHorizontal();
    drawing().tools().chooseTool(DrawingKind::VerticalLine);
    click(0.5, 0.5);
    auto* dialog = drawing().openList();
    auto* tree = dialog->findChild<QTreeWidget*>(QStringLiteral("drawingTree"));
    QCOMPARE(tree->topLevelItemCount(), 2);
    QCOMPARE(tree->topLevelItem(0)->text(0), QStringLiteral("Vertical line")); // the uppermost first
    tree->topLevelItem(1)->setCheckState(1, Qt::Unchecked);
    QTRY_VERIFY(list().front().hidden);
    tree->topLevelItem(0)->setCheckState(2, Qt::Checked);
    QTRY_VERIFY(list().back().locked);
    tree->clearSelection();
    const QPersistentModelIndex row = tree->model()->index(1, 0);
    tree->topLevelItem(1)->setSelected(true);
    QVERIFY(row.isValid()); // a press chooses: the row is there when it is released
    QCOMPARE(drawing().tools().chosen(), (QSet<QString>{list().front().id}));
    QTest::keyClick(dialog, Qt::Key_Delete);
    QCOMPARE(list().size(), std::size_t{1});
    QCOMPARE(tree->topLevelItemCount(), 1);
    dialog->close();
  }

  void menusGroupLockAndOrder()
  {
    drawHorizontal();
    drawing().tools().chooseTool(DrawingKind::VerticalLine);
    click(0.5, 0.5);
    drawing().tools().choose({list()[0].id, list()[1].id});
    trigger("groupDrawingsAction");
    QVERIFY(!list()[0].group.isEmpty() && list()[0].group == list()[1].group);
    trigger("ungroupDrawingsAction");
    const QString first = list()[0].id;
    drawing().tools().choose({first});
    trigger("drawingToFrontAction");
    QCOMPARE(list().back().id, first);
    trigger("drawingToBackAction");
    QCOMPARE(list().front().id, first);
    trigger("lockDrawingAction");
    QVERIFY(list().front().locked);
    // An alert is offered once somebody takes it.
    QVERIFY(!action("drawingAlertAction"));
    QString asked;
    drawing().setAlertHandler([&](const Drawing& wanted, const QString& entity) { asked = wanted.id + entity; });
    trigger("drawingAlertAction");
    QCOMPARE(asked, first + kStock);
    drawing().removeAll(); // but for the locked one
    QCOMPARE(list().size(), std::size_t{1});
  }

  void keysChooseToolsAndStateIsKept()
  {
    m_panel->view()->setFocus();
    m_profile->actions.action(QStringLiteral("chart.draw.ray"))->trigger();
    QVERIFY(drawing().tools().tool() == DrawingKind::Ray);
    QCOMPARE(m_profile->actions.keys(QStringLiteral("chart.draw.trend-line")).front(),
        QKeySequence(QStringLiteral("Ctrl+L, T")));
    for (const widgets::DrawingKindInfo& info : widgets::drawingKinds())
      for (const QKeySequence& keys : m_profile->actions.keys(actionOf(info.kind))) {
        QVERIFY2(m_profile->actions.conflicts(actionOf(info.kind), keys).isEmpty(), info.key);
        QVERIFY2(m_profile->actions.menuOpenedBy(keys).isEmpty(), info.key);
      }
    drawing().tools().setMagnet(widgets::Magnet::Weak);
    drawing().setAllShown(false);
    const QJsonObject state = m_panel->saveState();
    const auto second = panel();
    second->restoreState(state);
    QVERIFY(second->feature<DrawingFeature>()->tools().magnet() == widgets::Magnet::Weak);
    QVERIFY(!second->feature<DrawingFeature>()->areAllShown());
  }

  void aLowChartKeepsItsFirstTools()
  {
    auto* strip = m_panel->findChild<QWidget*>(QStringLiteral("drawingStrip"));
    auto* cursor = strip->findChild<QToolButton*>(QStringLiteral("drawingCursorButton"));
    auto* remove = strip->findChild<QToolButton*>(QStringLiteral("removeDrawingsButton"));
    QVERIFY(strip->minimumSizeHint().height() < 120);
    m_panel->resize(1000, 340);
    QTRY_VERIFY(!remove->isVisible());
    QVERIFY(cursor->isVisible());
    m_panel->resize(1000, 800);
    QTRY_VERIFY(remove->isVisible());
  }

private:
  void hold(Qt::Key key, int times)
  {
    for (int i = 0; i < times; ++i)
      QTest::keyClick(m_panel->view(), key);
  }
  [[nodiscard]] QAction* action(const char* name)
  {
    m_menu = std::make_unique<QMenu>();
    drawing().fillDrawingMenu(*m_menu);
    return m_menu->findChild<QAction*>(QLatin1String(name));
  }
  void trigger(const char* name)
  {
    QAction* wanted = action(name);
    QVERIFY2(wanted, name);
    wanted->trigger();
  }

  std::unique_ptr<QMenu> m_menu;
};

QTEST_MAIN(TstChartDrawings)
#include "tst_chart_drawings.moc"

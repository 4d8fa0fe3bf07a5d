// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/live_quotes.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/compare_drop.h"
#include "ui/chart/compare_feature.h"
#include "ui/shell/symbol_drag.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QDropEvent>
#include <QMenu>
#include <QToolButton>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using widgets::PriceScale;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");
const QString kOther = QStringLiteral("stock_sz_000002");
const QString kMinutes = QStringLiteral("stock_sh_688001");

}

/// The bars are those of the files: 2011-12-05 is the last day of 000001 (15.95), when 000002 closed at 7.29; on
/// 2011-04-08 000002 was suspended.
class TstChartCompare : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(other, "market/hikyuu/sz000002_1d.csv");
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    m_profile->import(other, "stock_sz_000002", "万科A");
    m_profile->import(minutes, "stock_sh_688001", "华兴源创", BarLevel::Min1);
  }
  void cleanupTestCase() { m_profile.reset(); }

  void init()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(1000, 700);
    m_panel->setAdjust(market::AdjustMode::Bfq);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(kStock);
    QVERIFY(loaded.wait());
  }
  void cleanup() { m_panel.reset(); }

  void aLineRisesInPerCent()
  {
    add(kOther, CompareMode::Percent);
    QVERIFY(m_panel->look().scale == PriceScale::Percent); // both on one axis
    const auto entry = lastEntry();
    QCOMPARE(entry.name, QStringLiteral("万科A"));
    QCOMPARE(entry.value, QStringLiteral("7.290")); // the file has prices of three decimals
    QVERIFY(!entry.change.isEmpty());
    // Where the lines part they stand on the same price.
    (void)m_panel->view()->renderPicture();
    const auto scene = m_panel->view()->scene();
    QVERIFY(scene);
    const widgets::SideAxis& axis = feature().axes()->axes()->front();
    const auto values = widgets::SecondAxisLayer::valueAxis(axis, *scene);
    QVERIFY(values);
    const std::size_t base = scene->inSight().first;
    const double height = scene->pane(0).height() - 1;
    QVERIFY(std::abs(values->toY(axis.plots.front().values[base], height)
                - scene->values(0).toY(scene->model().bars->close[base], height))
        < 1e-6);
    m_panel->undoStack()->undo();
    QVERIFY(feature().securities().empty());
    QVERIFY(m_panel->look().scale == PriceScale::Linear);
    m_panel->undoStack()->redo();
    QCOMPARE(feature().securities().size(), std::size_t{1});
    QTRY_COMPARE(feature().entries(last()).size(), std::size_t{1});
  }

  /// On 2011-12-06 (a Tuesday) both are traded: line, legend and panes go on to the bar that is being made. 15.95 → 16
  /// and 7.29 → 7.5.
  void linesFollowTheQuotes()
  {
    cleanup();
    zvt::tests::LiveQuotes live(*m_profile);
    init();
    const auto publish = [&](const QString& entity, double last) {
      live.hub.publish(live.at(entity.toStdString(), last, last, 1000));
    };
    add(kOther, CompareMode::Percent);
    add(kOther, CompareMode::Spread);
    const std::size_t stored = m_panel->view()->model()->bars->size();
    publish(kStock, 16);
    QTRY_COMPARE(m_panel->view()->model()->bars->size(), stored + 1);
    const auto line = [this] { return feature().axes()->axes()->front().plots.front().values; };
    QCOMPARE(line().size(), stored + 1);
    QVERIFY(std::isnan(line().back())); // no quote of it: no line is drawn
    publish(kOther, 7.5);
    QTRY_COMPARE(line().back(), 7.5);
    QCOMPARE(feature().entries(stored).front().value, QStringLiteral("7.500"));
    const auto spread = [this] { return m_panel->view()->model()->panes.back().plots.front().values.back(); };
    QVERIFY(std::abs(spread() - (16 - 7.5)) < 1e-9);
    publish(kStock, 16.5); // the pane follows both
    QTRY_VERIFY(std::abs(spread() - (16.5 - 7.5)) < 1e-9);
    cleanup();
  }

  /// An axis of its own stands in a strip at the right of that of the prices, beside the bars and not over them.
  void anAxisOfItsOwnHasItsStrip()
  {
    (void)m_panel->view()->renderPicture();
    const QRectF before = m_panel->view()->scene()->plots();
    add(kOther, CompareMode::OwnAxis);
    (void)m_panel->view()->renderPicture();
    const auto scene = m_panel->view()->scene();
    QCOMPARE(before.width() - scene->plots().width(), double(widgets::SecondAxisLayer::kColumn));
    QCOMPARE(scene->sideAxes().left(), scene->valueAxis().left() + scene->valueAxis().width());
    QCOMPARE(scene->sideAxes().right(), double(m_panel->view()->width()));
    m_panel->undoStack()->undo();
    QTRY_COMPARE(m_panel->view()->rightRoom(), widgets::currentChartStyle().axisWidth);
  }

  /// The lines stay in sight whatever they do: the axis makes room.
  void theAxisMakesRoom()
  {
    add(kOther, CompareMode::Percent);
    m_panel->view()->showAll();
    (void)m_panel->view()->renderPicture();
    const auto scene = m_panel->view()->scene();
    const widgets::SideAxis& axis = feature().axes()->axes()->front();
    const auto values = widgets::SecondAxisLayer::valueAxis(axis, *scene);
    for (const double value : axis.plots.front().values)
      if (std::isfinite(value))
        QVERIFY(value >= values->minimum() && value <= values->maximum());
  }

  void suspendedDaysAreGaps()
  {
    add(kOther, CompareMode::OwnAxis);
    QVERIFY(m_panel->look().scale == PriceScale::Linear);
    const std::int64_t day = TradingDay::parse("2011-04-08").value().days;
    const auto& keys = m_panel->view()->model()->bars->key;
    const auto bar = static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), day) - keys.begin());
    QCOMPARE(keys[bar], day);
    const std::vector<double>& drawn = feature().axes()->axes()->front().plots.front().values;
    QVERIFY(std::isnan(drawn[bar]) && !std::isnan(drawn[bar - 1]) && !std::isnan(drawn[bar + 1]));
    // The legend still tells the last price: that of the day before.
    QCOMPARE(feature().entries(bar).front().value, QString::number(drawn[bar - 1], 'f', 3));
  }

  void spreadRatioAndCorrelationHavePanes()
  {
    const std::size_t panes = m_panel->view()->model()->panes.size();
    add(kOther, CompareMode::Spread);
    add(kOther, CompareMode::Ratio);
    add(kOther, CompareMode::Correlation);
    const auto& model = *m_panel->view()->model();
    QCOMPARE(model.panes.size(), panes + 3);
    QCOMPARE(model.panes[panes].title, QStringLiteral("平安银行 − 万科A"));
    QVERIFY(std::abs(model.panes[panes].plots[0].values.back() - (15.95 - 7.29)) < 1e-9);
    QCOMPARE(model.panes[panes + 1].plots[0].values.back(), 15.95 / 7.29);
    const double correlation = model.panes[panes + 2].plots[0].values.back();
    QVERIFY(correlation > 0 && correlation < 1); // two shares of one market
    // The factor of the spread is asked for.
    m_profile->dialogs.texts = {QStringLiteral("2")};
    QMenu menu;
    feature().fillEntryMenu(menu, 0);
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    trigger(menu, QStringLiteral("&Factor…"));
    QVERIFY(loaded.wait());
    QVERIFY(std::abs(m_panel->view()->model()->panes[panes].plots[0].values.back() - (15.95 - 2 * 7.29)) < 1e-9);
    // A pane's own button removes what it shows.
    m_panel->view()->actOnPane(widgets::PaneAct::Remove, panes + 2);
    QVERIFY(loaded.wait());
    QCOMPARE(feature().securities().size(), std::size_t{2});
    QVERIFY(feature().securities().back().mode == CompareMode::Correlation);
  }

  void theMenuHidesColoursAndRemoves()
  {
    add(kOther, CompareMode::Percent);
    const auto choose = [this](const char* text) {
      QMenu menu;
      feature().fillEntryMenu(menu, 0);
      QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
      trigger(menu, QString::fromUtf8(text));
      QVERIFY(loaded.wait());
    };
    choose("&Hide");
    QVERIFY(!feature().entries(last()).front().visible);
    choose("Colour 6");
    QVERIFY(feature().securities().front().color == widgets::ChartColor::Series5);
    choose("Ratio in a pane");
    QVERIFY(feature().securities().front().mode == CompareMode::Ratio);
    QVERIFY(m_panel->look().scale == PriceScale::Linear); // it was switched for the line alone
    choose("&Remove");
    QVERIFY(feature().securities().empty());
  }

  void whatCannotBeComparedSaysWhy()
  {
    add(kMinutes, CompareMode::Percent);
    QVERIFY2(lastEntry().problem.contains(QStringLiteral("begin after")), qPrintable(lastEntry().problem));
    feature().choose({});
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->setLevel(BarLevel::Min1);
    m_panel->showEntity(kMinutes);
    QTRY_VERIFY(m_panel->view()->model()->bars->level == BarLevel::Min1);
    add(kStock, CompareMode::Percent);
    QVERIFY2(lastEntry().problem.contains(QStringLiteral("1m")), qPrintable(lastEntry().problem));
  }

  void aDroppedSymbolIsCompared()
  {
    auto* drop = m_panel->findChild<CompareDrop*>();
    QVERIFY(drop && !drop->isVisible());
    const auto data = symbolMimeData({kOther});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_panel.get(), &enter);
    QVERIFY(drop->isVisible());
    QDragEnterEvent inside({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(drop, &inside);
    QVERIFY(inside.isAccepted());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(drop, &event);
    QVERIFY(!drop->isVisible());
    QCOMPARE(feature().securities().size(), std::size_t{1});
    QCOMPARE(feature().securities().front().entityId, kOther.toStdString());
    QCOMPARE(m_panel->entityId(), kStock); // the chart's own stays
    QTRY_COMPARE(feature().entries(last()).size(), std::size_t{1});
  }

  void aLegendIsPressed()
  {
    add(kOther, CompareMode::Percent);
    (void)m_panel->view()->grab();
    const QPoint at = feature().legend()->box(0).center().toPoint();
    QVERIFY(!at.isNull());
    QSignalSpy pressed(feature().legend(), &widgets::LayerLegend::pressed);
    feature().legend()->disconnect(&feature()); // a menu would wait for the user
    QTest::mouseClick(m_panel->view(), Qt::LeftButton, {}, at);
    QTRY_COMPARE(pressed.count(), 1);
  }

  void theToolOpensTheSearch()
  {
    m_panel->findChild<QToolButton*>(QStringLiteral("compareButton"))->click();
    const auto* box = m_panel->findChild<QWidget*>(QStringLiteral("addSymbolPopup"));
    QVERIFY(box && box->isVisible());
  }

  void stateSurvivesARestart()
  {
    add(kOther, CompareMode::Percent);
    add(kOther, CompareMode::Correlation);
    const QJsonObject state = m_panel->saveState();
    ChartPanel other(m_profile->context);
    QSignalSpy loaded(&other, &ChartPanel::loaded);
    other.restoreState(state);
    QVERIFY(loaded.wait());
    QVERIFY(other.feature<CompareFeature>()->securities() == feature().securities());
    other.restoreState({{QStringLiteral("compare"),
        QJsonObject{{QStringLiteral("securities"), QJsonArray{7, QJsonObject{{QStringLiteral("entity"), 3}}}}}}});
    QVERIFY(other.feature<CompareFeature>()->securities().empty()); // a damaged document compares nothing
  }

private:
  CompareFeature& feature() { return *m_panel->feature<CompareFeature>(); }
  std::size_t last() { return m_panel->view()->model()->bars->size() - 1; }
  widgets::LayerLegendEntry lastEntry() { return feature().entries(last()).back(); }
  void add(const QString& entity, CompareMode mode)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    const std::size_t before = feature().securities().size();
    feature().add(entity, mode);
    QCOMPARE(feature().securities().size(), before + 1);
    QVERIFY(loaded.wait());
    (void)m_panel->view()->grab(); // a scene needs a picture
    QCOMPARE(feature().entries(last()).size(), before + 1);
  }
  static void trigger(const QMenu& menu, const QString& text)
  {
    const QList<QAction*> all = menu.findChildren<QAction*>();
    const auto action = std::find_if(all.begin(), all.end(), [&](QAction* one) { return one->text() == text; });
    QVERIFY2(action != all.end(), qPrintable(text));
    (*action)->trigger();
  }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartCompare)
#include "tst_chart_compare.moc"

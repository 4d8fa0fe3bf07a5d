// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_moment.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/value_box.h"

#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>

using namespace zvt;
using namespace zvt::widgets;
using market::BarLevel;

namespace {

ChartModelPtr modelOf(BarLevel level, const std::vector<std::int64_t>& keys, const TimeZone& zone = TimeZone::utc())
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->level = level;
  for (const std::int64_t key : keys) {
    const double price = 10 + static_cast<double>(bars->size() % 7);
    bars->append({key, price, price + 2, price - 1, price + 1, 1000, 12'000});
  }
  auto model = std::make_shared<ChartModel>(ChartModel::of(bars, zone));
  model->overlays.emplace_back(PlotModel::Kind::Line, QStringLiteral("MA5"), ChartColor::Ma5, bars->close);
  PaneModel pane;
  pane.key = pane.title = QStringLiteral("RSI(6)");
  pane.plots.emplace_back(PlotModel::Kind::Line, QString(), ChartColor::Series0, bars->high);
  model->panes.push_back(std::move(pane));
  return model;
}

std::int64_t day(int month, int dayOfMonth)
{
  return TradingDay::fromDate({2024, month, dayOfMonth}).days;
}

/// On the clock of UTC.
std::int64_t minute(int month, int dayOfMonth, int hour, int minutes)
{
  return LocalTime::of(TradingDay::fromDate({2024, month, dayOfMonth})).micros
      + Duration::minutes(hour * 60 + minutes).micros;
}

/// Of the widget's next paint event.
class PaintedRegion : public QObject {
public:
  explicit PaintedRegion(QWidget* widget) { widget->installEventFilter(this); }
  QRegion region;
  bool eventFilter(QObject*, QEvent* event) override
  {
    if (event->type() == QEvent::Paint)
      region += static_cast<QPaintEvent*>(event)->region();
    return false;
  }
};

}

class TstChartCrosshair : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  /// 2024-03-08 is a Friday; 11 and 12 March are Monday and Tuesday.
  void daysFindWeeksAndMonths()
  {
    const auto days = modelOf(BarLevel::Day1, {day(3, 7), day(3, 8), day(3, 11), day(3, 12), day(4, 1)});
    const auto weeks = modelOf(BarLevel::Week1, {day(3, 8), day(3, 14), day(4, 5)});
    const auto months = modelOf(BarLevel::Month1, {day(2, 29), day(3, 29), day(4, 30)});
    QCOMPARE(barAt(*weeks, momentOf(*days, 1)), std::optional<std::size_t>(0));
    QCOMPARE(barAt(*weeks, momentOf(*days, 2)), std::optional<std::size_t>(1)); // Monday: the week keyed Thursday
    QCOMPARE(barAt(*months, momentOf(*days, 0)), std::optional<std::size_t>(1));
    QCOMPARE(barAt(*months, momentOf(*days, 4)), std::optional<std::size_t>(2));
    // Back: the last day of the week or month that there is.
    QCOMPARE(barAt(*days, momentOf(*weeks, 1)), std::optional<std::size_t>(3));
    QCOMPARE(barAt(*days, momentOf(*months, 1)), std::optional<std::size_t>(3));
    QCOMPARE(barAt(*days, momentOf(*months, 0)), std::optional<std::size_t>()); // no day of February
    QCOMPARE(barAt(*weeks, momentOf(*months, 1)), std::optional<std::size_t>(1));
  }

  void aSuspendedDayHasNoBar()
  {
    const auto one = modelOf(BarLevel::Day1, {day(3, 7), day(3, 8), day(3, 11)});
    const auto other = modelOf(BarLevel::Day1, {day(3, 7), day(3, 11)});
    QCOMPARE(barAt(*other, momentOf(*one, 1)), std::optional<std::size_t>());
    QCOMPARE(barAt(*other, momentOf(*one, 2)), std::optional<std::size_t>(1));
  }

  void minutesFindTheirBarsAndDays()
  {
    const auto five = modelOf(BarLevel::Min5, {minute(3, 7, 9, 35), minute(3, 7, 9, 40), minute(3, 8, 9, 35)});
    const auto one =
        modelOf(BarLevel::Min1, {minute(3, 7, 9, 31), minute(3, 7, 9, 36), minute(3, 7, 9, 40), minute(3, 8, 9, 31)});
    const auto days = modelOf(BarLevel::Day1, {day(3, 6), day(3, 7), day(3, 8)});
    QCOMPARE(barAt(*five, momentOf(*one, 0)), std::optional<std::size_t>(0)); // 09:31 lies in the bar until 09:35
    QCOMPARE(barAt(*five, momentOf(*one, 1)), std::optional<std::size_t>(1));
    QCOMPARE(barAt(*five, momentOf(*one, 2)), std::optional<std::size_t>(1));
    QCOMPARE(barAt(*one, momentOf(*five, 1)), std::optional<std::size_t>(2)); // its end
    QCOMPARE(barAt(*one, momentOf(*five, 0)), std::optional<std::size_t>()); // no minute until 09:35
    QCOMPARE(barAt(*days, momentOf(*one, 3)), std::optional<std::size_t>(2));
    QCOMPARE(barAt(*five, momentOf(*days, 1)), std::optional<std::size_t>(1)); // the last of the day
    QCOMPARE(barAt(*five, momentOf(*days, 0)), std::optional<std::size_t>());
  }

  /// A bar that ends at midnight belongs to the day before.
  void midnightEndsTheDay()
  {
    const auto hours = modelOf(BarLevel::Hour1, {minute(3, 7, 23, 0), minute(3, 8, 0, 0), minute(3, 8, 1, 0)});
    const auto days = modelOf(BarLevel::Day1, {day(3, 7), day(3, 8)});
    QCOMPARE(barAt(*days, momentOf(*hours, 1)), std::optional<std::size_t>(0));
    QCOMPARE(barAt(*hours, momentOf(*days, 0)), std::optional<std::size_t>(1));
  }

  void theGhostTellsNobody()
  {
    showMany();
    QSignalSpy moved(m_view.get(), &ChartView::crosshairMoved);
    m_view->setGhost(250);
    m_view->grab();
    QCOMPARE(moved.count(), 0);
    QCOMPARE(m_view->ghostBar(), std::optional<std::size_t>(250));
    QVERIFY(!m_view->crosshairBar());
    m_view->setModel(m_view->model(), ChartView::Range::Keep);
    QVERIFY(!m_view->ghostBar()); // its bars may be others now
  }

  /// Other bars in place of the day: what was set by key belongs to none of them.
  void anotherModelTakesTheCrosshairAway()
  {
    for (const int from : {0, -295}) { // bar 299, and bar 4, which the other model has, too
      showMany();
      m_view->stepCrosshair(0);
      m_view->stepCrosshair(from);
      m_view->setMeasurement(Measurement{{1, 10}, {*m_view->crosshairBar(), 12}});
      QSignalSpy moved(m_view.get(), &ChartView::crosshairMoved);
      m_view->setModel(modelOf(BarLevel::Week1, {day(3, 8), day(3, 14), day(3, 22), day(3, 29), day(4, 5)}),
          ChartView::Range::Newest);
      QVERIFY(!m_view->crosshairBar());
      QVERIFY(!m_view->measurement());
      QCOMPARE(moved.count(), 1);
      QCOMPARE(moved.front().front().toLongLong(), -1);
      m_view->grab();
      m_view->setModel(modelOf(BarLevel::Day1, {}), ChartView::Range::Keep);
      m_view->grab();
    }
  }

  /// Twenty earlier bars come in front: all stands twenty places later. Then bars go at the end.
  void whatIsShownStaysWithItsBars()
  {
    showMany();
    const auto days = [](int first, int count) {
      std::vector<std::int64_t> keys;
      for (int i = 0; i < count; ++i)
        keys.push_back(day(1, 1) + first + i);
      return modelOf(BarLevel::Day1, keys);
    };
    m_view->goTo(LocalTime::of(TradingDay::fromDate({2024, 1, 1}) + 150));
    m_view->setAxis(100.25, 60);
    m_view->setMeasurement(Measurement{{120, 10}, {150, 12}});
    QSignalSpy moved(m_view.get(), &ChartView::crosshairMoved);
    m_view->setModel(days(-20, 320), ChartView::Range::Keep);
    QCOMPARE(m_view->axis().first, 120.25);
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(170));
    QCOMPARE(moved.count(), 1);
    QVERIFY(m_view->measurement());
    QCOMPARE(m_view->measurement()->from.bar, std::size_t{140});
    QCOMPARE(m_view->measurement()->to.bar, std::size_t{170});
    m_view->grab();
    m_view->setModel(days(-20, 165), ChartView::Range::Keep); // without those of the crosshair
    QCOMPARE(m_view->axis().first, 120.25);
    QVERIFY(!m_view->crosshairBar());
    QVERIFY(!m_view->measurement());
    QCOMPARE(moved.back().front().toLongLong(), -1);
    m_view->grab();
  }

  /// Bar 1: close 12 after 11; high 13, low 10. (12 − 11) / 11 = 9.09 %, (13 − 10) / 11 = 27.27 %.
  void theBoxSaysEverything()
  {
    auto bars = std::make_shared<market::BarSeries>(*modelOf(BarLevel::Day1, {day(3, 7), day(3, 8)})->bars);
    bars->extraForWrite("turnover_rate")[1] = 0.0123;
    auto model = std::make_shared<ChartModel>(*modelOf(BarLevel::Day1, {day(3, 7), day(3, 8)}));
    model->bars = bars;
    QStringList texts;
    for (const ValueRow& row : valueRows(*model, currentChartStyle(), 1, PriceStyle::Candles))
      texts << row.name + u'=' + row.value;
    const QStringList expected{QStringLiteral("Open price=11.00"), QStringLiteral("High price=13.00"),
        QStringLiteral("Low price=10.00"), QStringLiteral("Close price=12.00"), QStringLiteral("Price change=+1.00"),
        QStringLiteral("Percent change=+9.09%"), QStringLiteral("Amplitude=27.27%")};
    QCOMPARE(texts.mid(1, 7), expected);
    QVERIFY(texts.contains(QStringLiteral("Turnover rate=1.23%")));
    QVERIFY(texts.contains(QStringLiteral("MA5=12.00")));
    QVERIFY2(texts.contains(QStringLiteral("RSI(6)=13.000")), qPrintable(texts.join(u' ')));
  }

  void theBoxLeavesTheBarFree()
  {
    showMany();
    m_view->setValueDisplay(ChartView::ValueDisplay::Box);
    m_view->renderPicture();
    const double plots = m_view->width() - 64;
    for (double x = 0; x < plots; x += 7) {
      const QRect place = valueBoxPlace(m_view->chartLayout(), 14, x);
      QVERIFY2(x < place.left() - 10 || x > place.right() + 10, qPrintable(QString::number(x)));
      QVERIFY(place.left() >= 0 && place.right() < plots);
      QVERIFY(place.bottom() < m_view->height() - 22);
    }
    // Screen readers hear it.
    m_view->stepCrosshair(0);
    QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Amplitude")));
  }

  void withoutValuesTheLegendsStay()
  {
    showMany();
    m_view->setValueDisplay(ChartView::ValueDisplay::Off);
    m_view->stepCrosshair(0);
    m_view->stepCrosshair(-40);
    const QImage there = legends();
    m_view->stepCrosshair(-1);
    QCOMPARE(legends(), there);
    m_view->setValueDisplay(ChartView::ValueDisplay::Legend);
    QVERIFY(legends() != there);
  }

  /// A move draws only some of the widget; what is then on the screen is what a whole drawing gives.
  void aMoveLeavesNothingBehind()
  {
    showMany();
    for (const bool isBox : {false, true}) {
      m_view->setValueDisplay(isBox ? ChartView::ValueDisplay::Box : ChartView::ValueDisplay::Legend);
      m_view->setGhost(isBox ? std::optional<std::size_t>(210) : std::nullopt);
      QApplication::processEvents();
      QImage screen = whole();
      PaintedRegion painted(m_view.get());
      const auto check = [&](const char* what) {
        QApplication::processEvents();
        QVERIFY2(!painted.region.isEmpty(), what);
        const QRegion region = std::exchange(painted.region, {});
        m_view->render(&screen, region.boundingRect().topLeft(), region, QWidget::DrawWindowBackground);
        painted.region = {};
        QCOMPARE(screen, whole());
        painted.region = {};
      };
      for (const QPoint& at :
          {QPoint(300, 200), QPoint(302, 203), QPoint(40, 420), QPoint(729, 30), QPoint(100, 100)}) {
        QMouseEvent event(QEvent::MouseMove, QPointF(at), m_view->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::NoButton,
            Qt::NoModifier);
        QApplication::sendEvent(m_view.get(), &event);
        check("move");
      }
      m_view->stepCrosshair(-3);
      check("key");
      m_view->hideCrosshair();
      check("hide");
    }
  }

private:
  void showMany()
  {
    std::vector<std::int64_t> keys;
    for (int i = 0; i < 300; ++i)
      keys.push_back(day(1, 1) + i);
    m_view = std::make_unique<ChartView>();
    m_view->resize(800, 500);
    m_view->setModel(modelOf(BarLevel::Day1, keys), ChartView::Range::Newest);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->renderPicture();
  }
  QImage whole()
  {
    QImage image(m_view->size(), QImage::Format_RGB32);
    m_view->render(&image, {}, {}, QWidget::DrawWindowBackground);
    return image;
  }
  QImage legends() { return whole().copy(0, 0, 300, 40); }

  std::unique_ptr<ChartView> m_view;
};

QTEST_MAIN(TstChartCrosshair)
#include "tst_chart_crosshair.moc"

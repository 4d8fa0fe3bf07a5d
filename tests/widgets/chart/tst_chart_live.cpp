// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/bar_update.h"
#include "widgets/chart/chart_view.h"

#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

market::Bar barAt(std::size_t i)
{
  const double wave = 10 + 2 * std::sin(0.05 * static_cast<double>(i));
  const double close = wave + 0.3 * std::sin(1.7 * static_cast<double>(i));
  return {static_cast<std::int64_t>(i), wave, std::max(wave, close) + 0.1, std::min(wave, close) - 0.1, close,
      100 + static_cast<double>(i % 7), 1000};
}

double meanAt(std::size_t i)
{
  return i == 0 ? barAt(0).close : (barAt(i).close + barAt(i - 1).close) / 2;
}

/// Bars [0, count), a mean of two over them, their volumes below.
std::shared_ptr<ChartModel> modelOf(std::size_t count)
{
  auto bars = std::make_shared<market::BarSeries>();
  std::vector<double> means;
  for (std::size_t i = 0; i < count; ++i) {
    bars->append(barAt(i));
    means.push_back(meanAt(i));
  }
  auto model = std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
  model->addAveraged();
  model->overlays.emplace_back(PlotModel::Kind::Line, QStringLiteral("MA2"), ChartColor::Ma5, means);
  PaneModel volume;
  volume.plots.emplace_back(PlotModel::Kind::Volume, QString(), ChartColor::UpDown, bars->volume);
  model->panes.push_back(std::move(volume));
  return model;
}

BarUpdate updateOf(std::size_t i)
{
  return {barAt(i), LocalTime::of({static_cast<int>(i)}).micros, false, false, {meanAt(i), 0}};
}

QImage pictureOf(ChartView& view)
{
  return view.grab().toImage();
}

/// Notes what is asked to be painted.
class PaintNotes : public QObject {
public:
  QRegion region;
  int count = 0;

protected:
  bool eventFilter(QObject*, QEvent* event) override
  {
    if (event->type() == QEvent::Paint) {
      region += static_cast<QPaintEvent*>(event)->region();
      ++count;
    }
    return false;
  }
};

}

class TstChartLive : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  /// A bar that quotes append has marks of hours and limits as those that were read.
  void marksOfABarThatIsMade()
  {
    auto first = modelOf(20);
    SessionMarks sessions;
    sessions.days = {10};
    sessions.auctions = {{19, 20}};
    first->sessions = std::make_shared<SessionMarks>(sessions);
    auto limits = std::make_shared<DayLimits>();
    limits->up.assign(20, 11);
    limits->down.assign(20, 9);
    limits->closedAt.assign(20, 0);
    first->limits = limits;
    const ChartModelPtr before = first;
    BarUpdate update = updateOf(20);
    update.beginsDay = update.followsBreak = update.inAuction = true;
    update.limitUp = 12;
    update.limitDown = 8;
    update.closedAt = 1;
    update.axisMark = QStringLiteral("XD");
    ChartModelPtr model = withBar(before, update);
    QCOMPARE(model->sessions->days, (std::vector<std::size_t>{10, 20}));
    QCOMPARE(model->sessions->breaks, (std::vector<std::size_t>{20}));
    QCOMPARE(model->sessions->auctions.size(), std::size_t{1}); // it goes on
    QCOMPARE(model->sessions->auctions.back().second, std::size_t{21});
    QCOMPARE(model->limits->up.back(), 12.0);
    QCOMPARE(model->limits->down.size(), std::size_t{21});
    QCOMPARE(int(model->limits->closedAt.back()), 1);
    QCOMPARE(model->axisMarks.back().bar, std::size_t{20});
    update.closedAt = 0;
    model = withBar(std::move(model), update); // the same bar again: no mark comes twice
    QCOMPARE(model->sessions->days.size(), std::size_t{2});
    QCOMPARE(model->axisMarks.size(), std::size_t{1});
    QCOMPARE(int(model->limits->closedAt.back()), 0);
    QCOMPARE(before->limits->up.size(), std::size_t{20}); // who holds the old one keeps it
    QCOMPARE(before->sessions->days.size(), std::size_t{1});
  }

  /// Bar by bar the same as built at once: values, extremes of every range, averaged candles.
  void appendsAsBuiltAtOnce()
  {
    constexpr std::size_t kFirst = 60, kAll = 700; // over two levels of the pyramid (8, 64, 512)
    ChartModelPtr model = modelOf(kFirst);
    for (std::size_t i = kFirst; i < kAll; ++i) {
      BarUpdate open = updateOf(i);
      open.bar.high += 5; // taken back when the bar goes on
      model = withBar(std::move(model), open);
      model = withBar(std::move(model), updateOf(i));
    }
    const auto whole = modelOf(kAll);
    QCOMPARE(model->bars->close, whole->bars->close);
    QCOMPARE(model->localMicros, whole->localMicros);
    QCOMPARE(model->overlays[0].values, whole->overlays[0].values);
    QCOMPARE(model->panes[0].plots[0].values, whole->bars->volume);
    QCOMPARE(model->averaged->candles.open, whole->averaged->candles.open);
    QCOMPARE(model->averaged->candles.high, whole->averaged->candles.high);
    for (std::size_t from = 0; from < kAll; from += 13)
      for (std::size_t to = from + 1; to <= kAll; to += 29) {
        QCOMPARE(model->highs.range(model->bars->high, from, to).maximum,
            whole->highs.range(whole->bars->high, from, to).maximum);
        QCOMPARE(model->overlays[0].range(from, to).minimum, whole->overlays[0].range(from, to).minimum);
      }
    QVERIFY(model->unfinished);
    QCOMPARE(model->settled(), kAll - 1);
  }

  /// What somebody else holds stays as it was; what nobody holds is not copied.
  void othersKeepWhatTheyHave()
  {
    const ChartModelPtr held = modelOf(10);
    const ChartModelPtr changed = withBar(held, updateOf(10));
    QCOMPARE(held->bars->size(), std::size_t{10});
    QCOMPARE(held->overlays[0].values.size(), std::size_t{10});
    QCOMPARE(changed->bars->size(), std::size_t{11});
    QVERIFY(!held->unfinished);
    ChartModelPtr own = modelOf(10);
    own = withBar(std::move(own), updateOf(10));
    const auto* before = own->bars.get();
    own = withBar(std::move(own), updateOf(11));
    QCOMPARE(own->bars.get(), before);
  }

  void anOlderBarChangesNothing()
  {
    ChartModelPtr model = modelOf(10);
    model = withBar(std::move(model), updateOf(4));
    QCOMPARE(model->bars->close.back(), barAt(9).close);
    QVERIFY(!model->unfinished);
  }

  /// What nobody could tell leaves a bar with what was computed for it; a new one has nothing.
  void whatIsNotFollowedStays()
  {
    ChartModelPtr model = modelOf(10);
    BarUpdate update = updateOf(9);
    update.values = {std::nullopt, std::nullopt};
    model = withBar(std::move(model), update);
    QCOMPARE(model->overlays[0].values[9], meanAt(9));
    update.values.clear();
    model = withBar(std::move(model), update);
    QCOMPARE(model->overlays[0].values[9], meanAt(9));
    update.values = {std::nan(""), 0}; // undefined is an answer
    model = withBar(std::move(model), update);
    QVERIFY(std::isnan(model->overlays[0].values[9]));
    update = updateOf(10);
    update.values.clear();
    model = withBar(std::move(model), update);
    QCOMPARE(model->overlays[0].values.size(), std::size_t{11});
    QVERIFY(std::isnan(model->overlays[0].values[10]));
  }

  void aWeekTakesALaterKey()
  {
    ChartModelPtr model = modelOf(10);
    BarUpdate week = updateOf(12);
    week.continues = true;
    model = withBar(std::move(model), week);
    QCOMPARE(model->bars->size(), std::size_t{10});
    QCOMPARE(model->bars->key.back(), std::int64_t{12});
    QCOMPARE(model->localMicros.back(), LocalTime::of({12}).micros);
  }

  void looksAsPaintedAtOnce_data()
  {
    QTest::addColumn<int>("style");
    QTest::addColumn<double>("count");
    for (const PriceStyle style : kPriceStyles)
      for (const double count : {40.0, 150.0, 2000.0})
        QTest::addRow("%s %g", qPrintable(keyOf(style)), count) << static_cast<int>(style) << count;
  }
  /// The bar on its own layer is where and as it would be in the picture.
  void looksAsPaintedAtOnce()
  {
    QFETCH(int, style);
    QFETCH(double, count);
    constexpr std::size_t kBars = 2000;
    ChartView live, still;
    PriceLook look;
    look.style = static_cast<PriceStyle>(style);
    for (ChartView* view : {&live, &still}) {
      view->resize(800, 500);
      view->setLook(look);
      view->setModel(modelOf(view == &live ? kBars - 1 : kBars), ChartView::Range::Newest);
    }
    live.updateBar(updateOf(kBars - 1));
    for (ChartView* view : {&live, &still})
      view->setAxis(kBars - count + 2, count);
    const QImage a = pictureOf(live), b = pictureOf(still);
    QCOMPARE(a.size(), b.size());
    int differs = 0;
    const int plots = 800 - 64; // labels that give way to the price may be cut on the axis
    const int legend = 44; // says that the bar is not over yet
    for (int y = legend; y < a.height(); ++y)
      for (int x = 0; x < plots; ++x)
        differs += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
    QVERIFY2(differs <= 16, qPrintable(QStringLiteral("%1 pixels differ").arg(differs))); // joints of smoothed lines
  }

  /// A tick repaints the bar, its price and the legend; a new bar follows and paints the picture.
  void aTickPaintsOnlyTheBar()
  {
    ChartView view;
    view.resize(800, 500);
    view.setModel(modelOf(300), ChartView::Range::Newest);
    view.updateBar(updateOf(300));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.grab();
    QCoreApplication::processEvents();
    PaintNotes notes;
    view.installEventFilter(&notes);
    BarUpdate tick = updateOf(300);
    tick.bar.close += 0.02;
    view.updateBar(tick);
    QTRY_VERIFY(notes.count > 0);
    int area = 0;
    for (const QRect& rect : notes.region)
      area += rect.width() * rect.height();
    QVERIFY2(area < 800 * 500 / 3, qPrintable(QString::number(area)));
    QSignalSpy ranges(&view, &ChartView::rangeChanged);
    const double first = view.axis().first;
    view.updateBar(updateOf(301));
    QCOMPARE(ranges.count(), 1);
    QCOMPARE(view.axis().first, first + 1);
  }

  /// Beyond the axis the whole is drawn anew, and what is in sight fits again.
  void anExtremeFitsTheAxisAnew()
  {
    ChartView view;
    view.resize(800, 500);
    view.setModel(modelOf(300), ChartView::Range::Newest);
    view.updateBar(updateOf(300));
    view.renderPicture();
    const double before = view.scene()->values(0).maximum();
    BarUpdate tick = updateOf(300);
    tick.bar.high = tick.bar.close = before + 3;
    view.updateBar(tick);
    view.grab();
    QVERIFY(view.scene()->values(0).maximum() > before + 3);
  }

  void aRangeOfThePastStays()
  {
    ChartView view;
    view.resize(800, 500);
    view.setModel(modelOf(1000), ChartView::Range::Newest);
    view.setAxis(100, 150);
    view.updateBar(updateOf(1000));
    QCOMPARE(view.axis().first, 100.0);
  }
};

QTEST_MAIN(TstChartLive)
#include "tst_chart_live.moc"

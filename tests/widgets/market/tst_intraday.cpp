// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sanitized.h"
#include "widgets/base/theme.h"
#include "widgets/market/intraday_chart.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

market::DaySession session()
{
  auto day = market::DaySession::of(**market::Calendar::load("cn"), *TradingDay::parse("2024-12-03"));
  day.previousClose = 10;
  return day;
}

/// A line through the first @p count minutes: 10.00, 10.01, 10.02 … with 1,000 shares each.
std::vector<market::MinutePoint> points(std::size_t count)
{
  std::vector<market::MinutePoint> line;
  const auto ends = session().minuteEnds();
  for (std::size_t i = 0; i < count; ++i) {
    const double price = 10 + 0.001 * static_cast<double>(i);
    line.push_back({ends[i], price, 10 + 0.0005 * static_cast<double>(i), 1000, 1000 * price});
  }
  return line;
}

TimeZone shanghai()
{
  return *TimeZone::find("Asia/Shanghai");
}

}

class TstIntraday : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void breaksTakeNoRoom()
  {
    const auto model = IntradayModel::of(session(), points(240), shanghai(), 100);
    QCOMPARE(model.minutes.size(), std::size_t(240));
    QCOMPARE(model.timeText(119), QStringLiteral("11:30"));
    QCOMPARE(model.timeText(120), QStringLiteral("13:01"));
    QStringList strong;
    for (const IntradayModel::Mark& mark : model.marks)
      if (mark.strong)
        strong << mark.label;
    QCOMPARE(strong, (QStringList{QStringLiteral("09:30"), QStringLiteral("11:30/13:00"), QStringLiteral("15:00")}));
    QCOMPARE(model.minutes[0].volume, 10.0); // lots
    QCOMPARE(model.newest(), 239);
    QCOMPARE(model.closeAuction, std::size_t(237)); // 14:57
  }

  /// The previous close is in the middle, and the axis reaches as far up as down.
  void axisIsAboutThePreviousClose()
  {
    const auto model = IntradayModel::of(session(), points(240), shanghai(), 100);
    const double reach = intradayReach(model);
    QVERIFY(std::abs(reach - 0.0239 * 1.06) < 1e-9); // 10.239 is 2.39 % over 10
    const ChartStyle style = currentChartStyle();
    const IntradayLayout layout = IntradayLayout::of({800, 400}, style, false);
    const IntradayPainter painter(model, style, layout);
    QCOMPARE(painter.yOf(10), layout.price.top() + layout.price.height() / 2.0);
    QVERIFY(std::abs(painter.yOf(10 * (1 + reach)) - layout.price.top()) < 1e-6);
    QVERIFY(std::abs(painter.yOf(10 * (1 - reach)) - (layout.price.top() + layout.price.height())) < 1e-6);
    for (const std::size_t minute : {std::size_t(0), std::size_t(119), std::size_t(120), std::size_t(239)})
      QCOMPARE(painter.minuteAt(painter.xOf(minute)), minute);
    QCOMPARE(painter.minuteAt(-100), std::size_t(0));
    QCOMPARE(painter.minuteAt(10'000), std::size_t(239));
  }

  void quietDaysKeepAScale()
  {
    auto flat = points(3);
    for (market::MinutePoint& point : flat)
      point.price = point.average = 10;
    QCOMPARE(intradayReach(IntradayModel::of(session(), flat, shanghai(), 100)), 0.005);
    // Without a previous close the first price is the base.
    auto day = session();
    day.previousClose = market::kNoPrice;
    QCOMPARE(IntradayModel::of(day, points(5), shanghai(), 100).base(), 10.0);
    QVERIFY(IntradayModel::of(session(), {}, shanghai(), 100).empty());
  }

  void missingMinutesAreHollow()
  {
    auto line = points(240);
    line.erase(line.begin() + 238); // between the calls of the closing auction nothing trades
    line.erase(line.begin() + 30, line.begin() + 33);
    const auto model = IntradayModel::of(session(), line, shanghai(), 100);
    QCOMPARE(model.missing(), (std::vector<std::size_t>{30, 31, 32}));
  }

  /// The line's colour is where the line should be, and the empty half of the plot has none of it.
  void drawsWhereItShould()
  {
    const auto model = IntradayModel::of(session(), points(120), shanghai(), 100);
    const ChartStyle style = currentChartStyle();
    const IntradayLayout layout = IntradayLayout::of({800, 400}, style, false);
    const IntradayPainter painter(model, style, layout);
    QImage picture(800, 400, QImage::Format_RGB32);
    {
      QPainter onPicture(&picture);
      painter.paint(onPicture);
    }
    const auto near = [&](double x, double y, const QColor& color) {
      for (int dx = -1; dx <= 1; ++dx)
        for (int dy = -2; dy <= 2; ++dy) {
          const QColor at = picture.pixelColor(int(x) + dx, int(y) + dy);
          if (std::abs(at.red() - color.red()) + std::abs(at.green() - color.green())
                  + std::abs(at.blue() - color.blue())
              < 90)
            return true;
        }
      return false;
    };
    for (const std::size_t minute : {std::size_t(20), std::size_t(60), std::size_t(119)})
      QVERIFY2(near(painter.xOf(minute), painter.yOf(model.minutes[minute].price), style.series[0]),
          qPrintable(QString::number(minute)));
    QVERIFY(!near(painter.xOf(200), painter.yOf(10.1), style.series[0]));
  }

  void keyboardMovesTheCross()
  {
    IntradayChart chart;
    chart.setModel(IntradayModel::of(session(), points(120), shanghai(), 100));
    QSignalSpy moved(&chart, &IntradayChart::cursorMoved);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.cursor(), 119);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.cursor(), 118);
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(chart.cursor(), 88);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.cursor(), 119);
    QTest::keyClick(&chart, Qt::Key_Right); // not into the future
    QCOMPARE(chart.cursor(), 119);
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.cursor(), 0);
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(chart.cursor(), -1);
    QCOMPARE(moved.size(), 6);
  }

  void fastEnough()
  {
    const auto model = IntradayModel::of(session(), points(240), shanghai(), 100);
    const ChartStyle style = currentChartStyle();
    const IntradayLayout layout = IntradayLayout::of({1000, 500}, style, false);
    QImage picture(1000, 500, QImage::Format_RGB32);
    std::vector<qint64> times;
    for (int i = 0; i < 41; ++i) {
      QPainter onPicture(&picture);
      QElapsedTimer timer;
      timer.start();
      IntradayPainter(model, style, layout).paint(onPicture);
      times.push_back(timer.nsecsElapsed());
    }
    std::nth_element(times.begin(), times.begin() + 20, times.end());
    qInfo("240 points: %.3f ms", double(times[20]) / 1e6);
    if (!tests::kSanitized)
      QVERIFY2(times[20] < 6'000'000, qPrintable(QString::number(times[20]))); // the target is 2 ms; machines vary
  }
};

QTEST_MAIN(TstIntraday)
#include "tst_intraday.moc"

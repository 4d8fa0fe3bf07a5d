// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_legend.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/date_entry.h"
#include "widgets/chart/order_line_painter.h"
#include "widgets/chart/second_axis.h"

#include <QBuffer>
#include <QLabel>
#include <QLineEdit>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;

namespace {

constexpr QSize kSize(800, 500);
constexpr int kPlotWidth = 800 - 64; ///< less the price axis

/// Days from 2020-01-01, each with the same open, high, low and close about @p closes.
ChartModelPtr modelOf(const std::vector<double>& closes, bool averaged = true)
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  const TradingDay first = TradingDay::fromDate({2020, 1, 1});
  for (std::size_t i = 0; i < closes.size(); ++i) {
    const double close = closes[i];
    bars->append({(first + static_cast<int>(i)).days, close - 0.5, close + 1, close - 1, close, 1000, 1e5});
  }
  auto model = std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
  if (averaged)
    model->addAveraged();
  return model;
}

/// Flat at 100, but for one close of 20 at bar 50.
ChartModelPtr modelWithASpike(std::size_t count)
{
  std::vector<double> closes(count, 100);
  closes[50] = 20;
  return modelOf(closes);
}

QImage plotOf(ChartView& view)
{
  return view.renderPicture().toImage().copy(0, 0, kPlotWidth, kSize.height() - 22);
}

bool hasColor(const QImage& image, const QColor& color)
{
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y) == color)
        return true;
  return false;
}

QString written(LocalTime time)
{
  return QString::fromStdString(time.iso());
}

}

class TstChartLook : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }
  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(kSize);
  }

  /// The market counts in hundredths: 18.70 / 1.234 has more decimals only by arithmetic. A fund counts in thousandths.
  void adjustedPricesHaveTheDecimalsOfTheMarket()
  {
    market::BarSeries bars;
    bars.entityId = "stock_sz_003901";
    bars.append({1, 18.70 / 1.234, 18.93 / 1.234, 18.54 / 1.234, 18.60 / 1.234, 1000, 1e5});
    bars.append({2, 18.93, 18.99, 18.54, 18.7, 1000, 1e5});
    bars.adjust = market::AdjustMode::Qfq;
    QCOMPARE(priceDecimalsOf(bars), 2);
    bars.entityId = "etf_sh_510300";
    QCOMPARE(priceDecimalsOf(bars), 3);
    bars.entityId = "stock_sz_003901";
    bars.adjust = market::AdjustMode::Bfq; // a file that has such prices keeps them
    QVERIFY(priceDecimalsOf(bars) > 3);
  }

  /// Two layers do not know of each other: the tags of one begin where those of the other have ended, unless the pane
  /// is too narrow for both.
  void tagsOfTwoLayersStandSideBySide()
  {
    m_view->setModel(modelWithASpike(100), ChartView::Range::Newest);
    m_view->grab(); // lays it out
    OrderLine order;
    order.price = 60;
    order.text = QStringLiteral("Buy 1,000 · working");
    OrderLine other = order;
    other.indent = 200;
    const auto tagOf = [this](const OrderLine& line) { return placesOf({line}, *m_view->scene()).front().tag; };
    QVERIFY(!tagOf(order).intersects(tagOf(other)));
    QCOMPARE(tagOf(other).left(), tagOf(order).left() + 200);
    other.indent = 300; // three of it are more than the pane has
    QCOMPARE(tagOf(other).left(), tagOf(order).left());
  }

  /// Percent counts from a day: older bars that come later, and others between, do not move it.
  void theBaseIsADay()
  {
    const ChartModelPtr few = modelOf({80, 100, 60});
    PriceLook look;
    look.scale = PriceScale::Percent;
    look.base = few->bars->key[1];
    QCOMPARE(baseBarOf(*few, look, 0), std::size_t{1});
    market::BarSeries more;
    for (int day = 10; day > 0; --day)
      more.append({few->bars->key.front() - day, 50, 51, 49, 50, 1, 1});
    for (std::size_t i = 0; i < few->bars->size(); ++i)
      more.append(few->bars->at(i));
    const ChartModel filled =
        ChartModel::of(std::make_shared<const market::BarSeries>(std::move(more)), TimeZone::utc());
    QCOMPARE(baseBarOf(filled, look, 0), std::size_t{11});
    QCOMPARE(filled.bars->close[11], 100.0);
    ChartView view;
    view.resize(kSize);
    view.setModel(std::make_shared<const ChartModel>(filled), ChartView::Range::Newest);
    view.setLook(look);
    view.renderPicture();
    QCOMPARE(view.scene()->priceText(100), priceAxisText(PriceScale::Percent, 0, 2));
  }

  void everyStyleKeepsTheSpike_data()
  {
    QTest::addColumn<int>("style");
    QTest::addColumn<int>("bars");
    for (const PriceStyle style : kPriceStyles)
      for (const int bars : {100, 200'000})
        QTest::addRow("%s %d", qPrintable(keyOf(style)), bars) << static_cast<int>(style) << bars;
  }
  void everyStyleKeepsTheSpike()
  {
    QFETCH(int, style);
    QFETCH(int, bars);
    m_view->setModel(modelWithASpike(static_cast<std::size_t>(bars)), ChartView::Range::Newest);
    PriceLook look;
    look.style = static_cast<PriceStyle>(style);
    m_view->setLook(look);
    m_view->showAll();
    // Only bar 50 goes below 90; everything else is in the upper half.
    const QImage low = plotOf(*m_view).copy(0, 200, kPlotWidth, 278);
    const ChartStyle colors = currentChartStyle();
    const bool isLine = look.style == PriceStyle::Line || look.style == PriceStyle::Area;
    QVERIFY(
        isLine ? hasColor(low, colors.series[0]) : hasColor(low, colors.down.fill) || hasColor(low, colors.up.fill));
  }

  /// Columns of a thousand boxes each, from 3000 to 3010 and back: a bar a column, not a thousand. Where the axis shows
  /// 0.1 of it there are figures again, of the ten boxes in sight.
  void smallBoxesAreAColumn()
  {
    std::vector<double> closes;
    for (int i = 0; i < 40; ++i)
      closes.push_back(i % 2 == 0 ? 3000 : 3010);
    PriceLook look;
    look.style = PriceStyle::PointFigure;
    look.boxes.pointFigure.box = {market::BoxKind::Fixed, 0.01, 14};
    look.boxes.pointFigure.closesOnly = true;
    auto shaped = market::shapeBars(modelOf(closes, false)->bars, look.shape());
    QVERIFY(shaped && shaped->bars->size() == 39);
    auto model = std::make_shared<ChartModel>(ChartModel::of(shaped->bars, TimeZone::utc()));
    model->shaped = std::make_shared<const market::ShapedBars>(*std::move(shaped));
    m_view->setModel(model, ChartView::Range::Newest);
    m_view->setLook(look);
    m_view->showAll();
    QVERIFY(m_view->picture().toSvg().count('<') < 2000);
    const ChartStyle colors = currentChartStyle();
    const QImage whole = plotOf(*m_view);
    QVERIFY(hasColor(whole, colors.up.fill) && hasColor(whole, colors.down.fill));
    m_view->lockPrices(PriceRange{3004.0, 3004.1});
    const qsizetype marks = m_view->picture().toSvg().count('<');
    QVERIFY2(marks > 39 * 10 && marks < 39 * 80, qPrintable(QString::number(marks)));
  }

  void heikinAshiIsNamedBesideTheTrueClose()
  {
    // Closes 100 and 110: bars (99.5, 101, 99, 100) and (109.5, 111, 109, 110). The second averaged close is
    // (109.5 + 111 + 109 + 110) / 4 = 109.875; its open the middle of (99.5 + 100) / 2 and 99.875: 99.8125.
    const ChartModelPtr model = modelOf({100, 110});
    QVERIFY(std::abs(model->averaged->candles.open[1] - 99.8125) < 1e-12);
    const QString legend = plainText(barLegend(*model, currentChartStyle(), 1, PriceStyle::HeikinAshi));
    QVERIFY2(legend.contains(QStringLiteral("Heikin-Ashi O 99.81 ")), qPrintable(legend));
    QVERIFY2(legend.contains(QStringLiteral("C 109.88 True close 110.00")), qPrintable(legend));
    QVERIFY(!plainText(barLegend(*model, currentChartStyle(), 1)).contains(QStringLiteral("Heikin")));
    // Without averaged prices the bars themselves are shown, and nothing else is said.
    const QString plain =
        plainText(barLegend(*modelOf({100, 110}, false), currentChartStyle(), 1, PriceStyle::HeikinAshi));
    QVERIFY(!plain.contains(QStringLiteral("Heikin")));
  }

  void percentCountsFromTheBaseBar()
  {
    // From 80: 100 is +25 %, 60 is −25 %. Rebased: 125 and 75.
    ValueAxis axis = ValueAxis::fixed(60, 100, false);
    axis.setReading({100.0 / 80, -100});
    QCOMPARE(axis.shown(100), 25.0);
    QCOMPARE(axis.shown(60), -25.0);
    // 200 pixels for 50 per cent, at least 40 pixels apart: steps of 10, of 8 in price.
    const std::vector<double> ticks = axis.ticks(200, 40);
    QCOMPARE(ticks.size(), std::size_t{5});
    for (std::size_t i = 0; i < ticks.size(); ++i)
      QVERIFY(std::abs(ticks[i] - (64 + 8.0 * static_cast<double>(i))) < 1e-9);
    axis.setReading({100.0 / 80, 0});
    QCOMPARE(axis.shown(100), 125.0);
    QCOMPARE(priceAxisText(PriceScale::Percent, 25, 3), QStringLiteral("+25.00%"));
    QCOMPARE(priceAxisText(PriceScale::Rebased, 75, 3), QStringLiteral("75.00"));
    QCOMPARE(priceAxisText(PriceScale::Linear, 31.2, 3), QStringLiteral("31.200"));
  }

  void stretchingKeepsTheMiddle()
  {
    const ValueAxis linear = ValueAxis::fixed(90, 110, false).stretched(2); // 100 ± 20
    QVERIFY(std::abs(linear.minimum() - 80) < 1e-9 && std::abs(linear.maximum() - 120) < 1e-9);
    // On a logarithmic axis from 1 to 100 the middle is 10; twice the span goes from 10/100 to 10·100.
    const ValueAxis log = ValueAxis::fixed(1, 100, true).stretched(2);
    QVERIFY(std::abs(log.minimum() - 0.1) < 1e-9 && std::abs(log.maximum() - 1000) < 1e-6);
    const ValueAxis moved = ValueAxis::fixed(90, 110, false).moved(0.5); // the picture goes down by half its height
    QVERIFY(std::abs(moved.minimum() - 100) < 1e-9 && std::abs(moved.maximum() - 120) < 1e-9);
  }

  void draggingThePriceAxisLocksIt()
  {
    m_view->setModel(modelOf(std::vector<double>(300, 100)), ChartView::Range::Newest);
    m_view->renderPicture();
    QSignalSpy locked(m_view.get(), &ChartView::pricesLocked);
    const QPoint axis(kPlotWidth + 30, 100);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, axis);
    move(axis + QPoint(0, 100));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, axis + QPoint(0, 100));
    QCOMPARE(locked.count(), 1);
    const PriceRange range = *m_view->lockedPrices();
    QVERIFY(range.high - range.low > 2.2); // the bars span from 99 to 101
    // It stays where it is while the bars move by, and a drag of the plot moves it.
    m_view->setAxis(0, 50);
    QCOMPARE(*m_view->lockedPrices(), range);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, axis);
    QVERIFY(!m_view->lockedPrices());
    // By key.
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ControlModifier);
    QVERIFY(m_view->lockedPrices());
    // Another security fits itself again.
    m_view->setModel(modelOf({10, 11, 12}), ChartView::Range::Newest);
    QVERIFY(!m_view->lockedPrices());
  }

  void measuresByHand()
  {
    // From bar 10 at 100.00 to bar 15 at 110.50: +10.50, +10.50 %, 5 bars, and 5 days as every day has a bar.
    const ChartModelPtr model = modelOf(std::vector<double>(30, 100));
    const QStringList text = measurementText(*model, Measurement{{10, 100}, {15, 110.5}});
    QCOMPARE(text, (QStringList{QStringLiteral("+10.50 (+10.50%)"), QStringLiteral("5 bar(s), 5 day(s)")}));
    // Backwards and down: 90 − 120 = −30, −25 %.
    const QStringList back = measurementText(*model, Measurement{{15, 120}, {14, 90}});
    QCOMPARE(back, (QStringList{QStringLiteral("−30.00 (−25.00%)"), QStringLiteral("−1 bar(s), 1 day(s)")}));
  }

  void measuresByKeyAndMouse()
  {
    std::vector<double> closes;
    for (int i = 0; i < 300; ++i)
      closes.push_back(100 + i);
    m_view->setModel(modelOf(closes), ChartView::Range::Newest);
    m_view->renderPicture();
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    // From the newest bar, 399, two bars back to 397.
    QCOMPARE(m_view->measurement()->from.price, 399.0);
    QCOMPARE(m_view->measurement()->to.price, 397.0);
    QVERIFY(m_view->accessibleDescription().startsWith(QStringLiteral("−2.00 (−0.50%) −2 bar(s)")));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!m_view->measurement());
    QVERIFY(m_view->crosshairBar()); // the second Esc hides it
    const double first = m_view->axis().first;
    QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, {100, 200});
    move({300, 250});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, {300, 250});
    QCOMPARE(m_view->axis().first, first); // measured, not panned
    const double barWidth = kPlotWidth / m_view->axis().count;
    const auto bars = static_cast<double>(m_view->measurement()->to.bar - m_view->measurement()->from.bar);
    QVERIFY(std::abs(bars - 200 / barWidth) <= 1);
    QVERIFY(m_view->measurement()->to.price < m_view->measurement()->from.price);
    // The tool measures once.
    m_view->setMeasuring(true);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {100, 200});
    move({200, 150});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {200, 150});
    QVERIFY(m_view->measurement() && !m_view->isMeasuring());
  }

  void goesBackAndForward()
  {
    m_view->setModel(modelOf(std::vector<double>(2000, 100)), ChartView::Range::Newest);
    const double start = m_view->axis().first;
    for (int i = 0; i < 3; ++i)
      m_view->zoomIn(); // one step
    const double zoomed = m_view->axis().count;
    m_view->showAll();
    const double all = m_view->axis().count;
    m_view->goBack();
    QCOMPARE(m_view->axis().count, zoomed);
    m_view->goBack();
    QCOMPARE(m_view->axis().first, start);
    m_view->goBack(); // nothing before
    QCOMPARE(m_view->axis().first, start);
    m_view->goForward();
    m_view->goForward();
    QCOMPARE(m_view->axis().count, all);
    m_view->goBack();
    m_view->setAxis(10, 100); // a new way forgets the other
    m_view->goForward();
    QCOMPARE(m_view->axis().first, 10.0);
  }

  void readsDatesAsPeopleTypeThem_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // empty: no date
    const auto row = [](const char* text, const char* expected) {
      QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("2015-06-12", "2015-06-12T00:00:00");
    row("2015/6/12", "2015-06-12T00:00:00");
    row("2015.6.12", "2015-06-12T00:00:00");
    row("20150612", "2015-06-12T00:00:00");
    row("2015年6月12日", "2015-06-12T00:00:00");
    row("12.6.2015", "2015-06-12T00:00:00");
    row("２０１５－６－１２", "2015-06-12T00:00:00");
    row("2015-06", "2015-06-01T00:00:00");
    row("201506", "2015-06-01T00:00:00");
    row("2015年", "2015-01-01T00:00:00");
    row(" 2015 ", "2015-01-01T00:00:00");
    // The newest bar is of 2026-03-05.
    row("3/5", "2026-03-05T00:00:00");
    row("3/6", "2025-03-06T00:00:00");
    row("0612", "2025-06-12T00:00:00");
    row("6月12日", "2025-06-12T00:00:00");
    row("2/29", "2024-02-29T00:00:00");
    row("2015-06-12 9:31", "2015-06-12T09:31:00");
    row("10:30", "2026-03-05T10:30:00");
    row("10：30", "2026-03-05T10:30:00");
    row("today", "2026-03-05T00:00:00");
    row("最新", "2026-03-05T00:00:00");
    row("-30d", "2026-02-03T00:00:00"); // 5 days to 28 February, and 25 more
    row("−2w", "2026-02-19T00:00:00");
    row("-1m", "2026-02-05T00:00:00");
    row("-1y", "2025-03-05T00:00:00");
    row("", "");
    row("2015-13-01", "");
    row("2015-02-30", "");
    row("25:00", "");
    row("平安银行", "");
    row("1-2-3-4", "");
    row("-1x", "");
  }
  void readsDatesAsPeopleTypeThem()
  {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto read = readDateEntry(text, LocalTime::of(TradingDay::fromDate({2026, 3, 5}), Duration::hours(15)));
    QCOMPARE(read ? written(*read) : QString(), expected);
  }

  void goesToADate()
  {
    m_view->setModel(modelOf(std::vector<double>(2000, 100)), ChartView::Range::Newest);
    m_view->show();
    m_view->openDateBox();
    auto* edit = m_view->findChild<QLineEdit*>(QStringLiteral("dateEdit"));
    auto* hint = m_view->findChild<QLabel*>(QStringLiteral("dateHintLabel"));
    QTest::keyClicks(edit, QStringLiteral("nonsense"));
    QVERIFY(hint->text().contains(QStringLiteral("nonsense")));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(edit->isVisible()); // nothing happened
    edit->setText(QStringLiteral("2021-01-01"));
    QVERIFY(hint->text().contains(QStringLiteral("2021-01-01 Fri")));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!edit->isVisible());
    // 2020 had 366 days, and every day has a bar.
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(366));
    QVERIFY(std::abs(m_view->axis().first + m_view->axis().count / 2 - 366.5) < 1e-9);
    // Before the first bar, and back to where one was.
    m_view->openDateBox();
    edit->setText(QStringLiteral("1999"));
    QVERIFY(hint->text().contains(QStringLiteral("2020-01-01")));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_view->crosshairBar(), std::optional<std::size_t>(0));
    m_view->goBack();
    QVERIFY(std::abs(m_view->axis().first + m_view->axis().count / 2 - 366.5) < 1e-9);
    m_view->openDateBox();
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!edit->isVisible());
  }

  void picturesStandAlone()
  {
    m_view->setModel(modelWithASpike(300), ChartView::Range::Newest);
    m_view->showAll();
    m_view->setMeasurement(Measurement{{10, 100}, {60, 50}});
    ChartPicture picture = m_view->picture();
    picture.heading = QStringLiteral("Spike 600000.SH");
    QCOMPARE(picture.toImage(1).size(), kSize);
    QCOMPARE(picture.toImage(3).size(), 3 * kSize);
    QCOMPARE(picture.toImage(1e9).size(), 8 * kSize); // bounded
    const QByteArray png = picture.toPng(2);
    QCOMPARE(QImage::fromData(png, "PNG").size(), 2 * kSize);
    const QByteArray svg = picture.toSvg();
    QVERIFY(svg.startsWith("<?xml") && svg.trimmed().endsWith("</svg>"));
    QVERIFY(svg.contains("viewBox=\"0 0 800 500\""));
    QVERIFY2(svg.contains("Spike 600000.SH"), "letters are letters");
    QVERIFY(!svg.contains("<image")); // lines are lines
    const QByteArray pdf = picture.toPdf();
    QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    // The light colours of the same scheme.
    picture.style = chartStyleOf(ThemeId::Light);
    QCOMPARE(picture.style.up.fill, Tokens::instance().theme(ThemeId::Light).market.red.fill);
    QVERIFY(hasColor(picture.toImage(1), Qt::white));
    QByteArray page;
    QBuffer buffer(&page);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter printer(&buffer);
    QVERIFY(picture.print(printer));
    QVERIFY(page.startsWith("%PDF-"));
  }

private:
  void move(QPoint to)
  {
    QMouseEvent event(QEvent::MouseMove, QPointF(to), QPointF(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_view.get(), &event);
  }
  std::unique_ptr<ChartView> m_view;
};

QTEST_MAIN(TstChartLook)
#include "tst_chart_look.moc"

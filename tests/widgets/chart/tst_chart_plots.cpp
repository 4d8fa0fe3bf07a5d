// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/chart/chart_legend.h"
#include "widgets/chart/chart_view.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::widgets;
using Kind = PlotModel::Kind;

namespace {

constexpr std::size_t kBars = 40;

/// Flat bars at 100 (99 … 101), so that every other height belongs to a plot.
std::shared_ptr<ChartModel> flatModel()
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  const TradingDay first = TradingDay::fromDate({2020, 1, 1});
  for (std::size_t i = 0; i < kBars; ++i)
    bars->append({(first + static_cast<int>(i)).days, 100, 101, 99, 100, 1000, 1e5});
  return std::make_shared<ChartModel>(ChartModel::of(bars, TimeZone::utc()));
}

std::vector<double> at(std::initializer_list<std::pair<std::size_t, double>> values)
{
  std::vector<double> column(kBars, std::nan(""));
  for (const auto& [bar, value] : values)
    column[bar] = value;
  return column;
}

/// The extent of the pixels that have exactly @p color.
QRect extentOf(const QImage& image, const QColor& color, const QRect& area)
{
  QRect extent;
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x)
      if (image.pixelColor(x, y) == color)
        extent |= QRect(x, y, 1, 1);
  return extent;
}

/// The same of the pixels in its hue: thin lines and letters are blended with what is under them.
QRect hueExtentOf(const QImage& image, const QColor& color, const QRect& area)
{
  QRect extent;
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      const int chroma =
          std::max({pixel.red(), pixel.green(), pixel.blue()}) - std::min({pixel.red(), pixel.green(), pixel.blue()});
      if (chroma >= 40 && std::abs(pixel.hslHue() - color.hslHue()) < 15)
        extent |= QRect(x, y, 1, 1);
    }
  return extent;
}

}

class TstChartPlots : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }
  void init()
  {
    m_view = std::make_unique<ChartView>();
    m_view->resize(840, 600);
    m_model = flatModel();
  }

  /// STICKLINE: a bar between two prices at the bars where it holds, and at no others.
  void barsReachFromOnePriceToTheOther()
  {
    PlotModel bar(Kind::Bars, QStringLiteral("stick"), ChartColor::Series2, at({{20, 110}}));
    bar.setSecond(at({{20, 120}}));
    const QRect drawn = draw(std::move(bar));
    const QRect half = drawnAgain([](PlotModel& plot) { plot.setSecond(at({{20, 115}})); });
    QVERIFY(drawn.height() > 20);
    QVERIFY(std::abs(drawn.height() / 2 - half.height()) <= drawn.height() / 4 + 2);
    QVERIFY(drawn.left() <= xOf(20) && drawn.right() >= xOf(20));
    QVERIFY(drawn.width() <= m_view->width() / 20);
    const QImage hollow = picture([](PlotModel& plot) { plot.hollow = true; });
    QVERIFY(hollow.pixelColor(drawn.center()) == currentChartStyle().background);
  }

  void marksStandUnderTheBarsThatHold()
  {
    const QRect drawn =
        draw(PlotModel(Kind::Marks, QStringLiteral("cross"), ChartColor::Series2, at({{20, 1}, {30, 0}})));
    QVERIFY(drawn.left() <= xOf(20) && drawn.right() >= xOf(20));
    QVERIFY(drawn.width() < 20); // one mark: 0 does not hold
    const int low = m_view->height() / 2;
    QVERIFY2(drawn.top() > low, "a mark belongs under its bar");
    const QRect above = drawnAgain([](PlotModel& plot) { plot.values = at({{20, -1}}); });
    QVERIFY(above.bottom() < low);
  }

  void numbersAndWordsStandAtTheirPrices_data()
  {
    QTest::addColumn<int>("kind");
    QTest::newRow("number") << int(Kind::Numbers);
    QTest::newRow("words") << int(Kind::Labels);
    QTest::newRow("icon") << int(Kind::Icons);
    QTest::newRow("circles") << int(Kind::Circles);
    QTest::newRow("crosses") << int(Kind::Crosses);
    QTest::newRow("points") << int(Kind::Points);
  }
  void numbersAndWordsStandAtTheirPrices()
  {
    QFETCH(const int, kind);
    PlotModel plot(static_cast<Kind>(kind), QStringLiteral("x"), ChartColor::Series2, at({{20, 120}}));
    plot.setSecond(at({{20, 88}}));
    plot.text = QStringLiteral("WWW");
    plot.icon = 3;
    const QRect high = draw(std::move(plot));
    QVERIFY(high.isValid());
    QVERIFY(std::abs(high.center().x() - xOf(20)) < 12);
    const QRect low = drawnAgain([](PlotModel& other) {
      other.values = at({{20, 80}});
      other.pyramid = ExtremePyramid(other.values);
    });
    QVERIFY2(low.center().y() > high.center().y() + 50, "a lower price is drawn lower");
  }

  /// FILLRGN lies under the candles: nothing of them is hidden.
  void groundLiesUnderTheCandles()
  {
    std::vector<double> upper(kBars, 110), lower(kBars, 90);
    PlotModel fill(Kind::Fill, QStringLiteral("fill"), ChartColor::Series2, upper);
    fill.setSecond(lower);
    m_model->overlays = {fill};
    m_view->setModel(m_model, ChartView::Range::Newest);
    m_view->setAxis(0, kBars);
    const QImage image = m_view->renderPicture().toImage();
    const ChartStyle style = currentChartStyle();
    const int x = static_cast<int>(xOf(20));
    QVERIFY(image.pixelColor(x, 300) != style.background || image.pixelColor(x + 4, 300) != style.background);
    QVERIFY(extentOf(image, style.up.fill, image.rect()).isValid());
    QVERIFY(
        !extentOf(image, style.color(ChartColor::Series2), QRect(0, 50, 700, 500)).isValid()); // a tint, not the hue
  }

  void whatIsHiddenLeavesThePictureAndTheAxis()
  {
    const QRect shown =
        draw(PlotModel(Kind::Line, QStringLiteral("far"), ChartColor::Series2, std::vector<double>(kBars, 500)));
    QVERIFY(shown.isValid());
    const QRect hidden = drawnAgain([](PlotModel& plot) { plot.visible = false; });
    QVERIFY(!hidden.isValid());
    const LegendLine legend = plotLegend(m_model->overlays, currentChartStyle(), 3, {}, 2, false);
    QCOMPARE(plainText(legend), QStringLiteral("far")); // to be found again, without its number
    QVERIFY(m_model->overlays[0].range(0, kBars).maximum != 500);
  }

  void thickerLinesAreThicker()
  {
    const QRect thin =
        draw(PlotModel(Kind::Line, QStringLiteral("line"), ChartColor::Series2, std::vector<double>(kBars, 110)));
    const QRect thick = drawnAgain([](PlotModel& plot) { plot.width = 5; });
    QVERIFY(thick.height() >= 4);
    QVERIFY(thin.height() <= 3);
  }

  /// COLORWHITE on white, COLORBLACK on black and the like are drawn so that they can be seen.
  void coloursOfFormulasCanBeSeenInEveryTheme()
  {
    for (const ThemeId theme : {ThemeId::Dark, ThemeId::Light, ThemeId::HighContrast}) {
      Theme::current().setId(theme);
      const ChartStyle style = currentChartStyle();
      for (const std::uint32_t rgb :
          {0xFFFFFFU, 0x000000U, 0xFFFF00U, 0x0000FFU, 0x808080U, 0x101010U, 0xF8F8F8U, 0x8080FFU}) {
        const auto luminance = [](const QColor& color) {
          const auto linear = [](double part) {
            return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
          };
          return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
        };
        const double a = luminance(style.readable(rgb)), b = luminance(style.background);
        const double contrast = (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
        QVERIFY2(contrast >= 3,
            qPrintable(QStringLiteral("%1 in theme %2: %3").arg(rgb, 6, 16).arg(int(theme)).arg(contrast)));
      }
    }
    Theme::current().setId(ThemeId::Dark);
  }

  void legendsOfIndicatorsOpenTheirMenus()
  {
    PlotModel line(Kind::Line, QStringLiteral("MA5"), ChartColor::Ma5, std::vector<double>(kBars, 100));
    line.source = 7;
    m_model->overlays = {line};
    m_view->setModel(m_model, ChartView::Range::Newest);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->grab();
    QSignalSpy wanted(m_view.get(), &ChartView::menuRequested);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {14, 30}); // the second line of the legend
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toInt(), 7);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {400, 300});
    QCOMPARE(wanted.size(), 1);
    QContextMenuEvent key(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view.get(), &key);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][0].toInt(), -1);
  }

private:
  double xOf(std::size_t bar) const
  {
    return m_view->axis().toX(static_cast<double>(bar) + 0.5, m_view->width() - currentChartStyle().axisWidth);
  }
  QImage picture(const std::function<void(PlotModel& plot)>& edit)
  {
    edit(m_model->overlays[0]);
    m_view->setModel(m_model, ChartView::Range::Newest);
    m_view->setAxis(0, kBars);
    return m_view->renderPicture().toImage();
  }
  QRect drawnAgain(const std::function<void(PlotModel& plot)>& edit)
  {
    const QImage image = picture(edit);
    const QColor color = currentChartStyle().color(ChartColor::Series2);
    return hueExtentOf(image, color, image.rect().adjusted(0, 0, -currentChartStyle().axisWidth, 0));
  }
  /// Where the colour of the only plot is in the picture.
  QRect draw(PlotModel plot)
  {
    m_model->overlays = {std::move(plot)};
    return drawnAgain([](PlotModel&) { });
  }

  std::shared_ptr<ChartModel> m_model;
  std::unique_ptr<ChartView> m_view;
};

QTEST_MAIN(TstChartPlots)
#include "tst_chart_plots.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/resample.h"
#include "ui/chart/indicator_plots.h"
#include "ui/chart/level_series.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using market::BarSeries;

namespace {

const double kNone = std::nan("");

std::shared_ptr<const market::Calendar> china()
{
  static const auto calendar = market::Calendar::load("cn").value();
  return calendar;
}

/// A bar on each trading day from Monday 2024-03-04 on, but for @p suspended; the n-th closes at n, its volume is n.
BarSeries days(int count, TradingDay first, std::optional<TradingDay> suspended = {})
{
  BarSeries bars;
  bars.entityId = "stock_sh_600000";
  int number = 0;
  for (TradingDay day = first; number < count; day = day + 1) {
    if (!china()->isTradingDay(day).value())
      continue;
    ++number;
    if (day != suspended)
      bars.append({day.days, number - 0.5, number + 0.25, number - 0.75, static_cast<double>(number),
          static_cast<double>(number), 10.0 * number});
  }
  return bars;
}
const TradingDay kMonday = TradingDay::fromDate({2024, 3, 4});

std::vector<double> valuesOf(const BarSeries& bars, BarLevel level, const char* text, bool forming = false)
{
  auto others = std::make_shared<const BarSeries>(data::resample(bars, level, *china()).value());
  const LevelSeries series = levelSeriesOf(bars, others, *china());
  return tableAsOf(factor::compile(text).value(), series, bars, forming).columns.front();
}

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))))
      return false;
  return true;
}

Indicator formula(const char* text, std::optional<BarLevel> level)
{
  Indicator indicator;
  indicator.name = "OWN";
  indicator.formula = text;
  indicator.level = level;
  return indicator;
}

}

class TstChartLevels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  /// Three weeks of five days, closing at 1 … 15: weeks close at 5, 10 and 15, known on their Fridays.
  void aWeekCountsFromItsFriday()
  {
    const BarSeries bars = days(15, kMonday);
    const std::vector<double> expected{kNone, kNone, kNone, kNone, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15};
    QVERIFY(same(valuesOf(bars, BarLevel::Week1, "CLOSE"), expected));
    const std::vector<double> mean{
        kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, 7.5, 7.5, 7.5, 7.5, 7.5, 12.5};
    QVERIFY(same(valuesOf(bars, BarLevel::Week1, "MA(CLOSE,2)"), mean));
  }

  /// The week as it stands: Wednesday of the second week closes at 8, mean of that and 5; its volume is 6 + 7 + 8.
  void theBarThatIsBeingMade()
  {
    const BarSeries bars = days(15, kMonday);
    const std::vector<double> close = valuesOf(bars, BarLevel::Week1, "CLOSE", true);
    for (std::size_t i = 0; i < bars.size(); ++i)
      QCOMPARE(close[i], static_cast<double>(i + 1));
    const std::vector<double> mean = valuesOf(bars, BarLevel::Week1, "MA(CLOSE,2)", true);
    QCOMPARE(mean[7], 6.5);
    QCOMPARE(mean[9], 7.5);
    QCOMPARE(mean[10], 10.5); // Monday of the third: (10 + 11) / 2
    const std::vector<double> volume = valuesOf(bars, BarLevel::Week1, "VOL", true);
    QCOMPARE(volume[7], 21.0);
    QCOMPARE(volume[9], 40.0); // 6 + 7 + 8 + 9 + 10
    QCOMPARE(volume[10], 11.0);
    QCOMPARE(valuesOf(bars, BarLevel::Week1, "HIGH", true)[6], 7.25);
    QCOMPARE(valuesOf(bars, BarLevel::Week1, "OPEN", true)[8], 5.5);
    // What is finished is the same in both.
    for (const std::size_t friday : {4U, 9U, 14U})
      QCOMPARE(valuesOf(bars, BarLevel::Week1, "EMA(CLOSE,3)", true)[friday],
          valuesOf(bars, BarLevel::Week1, "EMA(CLOSE,3)")[friday]);
  }

  /// Without its Friday the second week is known on Monday, with Thursday's close.
  void aSuspendedFridayIsWaitedFor()
  {
    const BarSeries bars = days(15, kMonday, kMonday + 11);
    const std::vector<double> expected{kNone, kNone, kNone, kNone, 5, 5, 5, 5, 5, 9, 9, 9, 9, 15};
    QVERIFY(same(valuesOf(bars, BarLevel::Week1, "CLOSE"), expected));
    QCOMPARE(valuesOf(bars, BarLevel::Week1, "VOL", true)[9], 11.0); // Monday begins anew
  }

  /// The exchanges were closed on Thursday and Friday, 2024-04-04 and 05: that week is finished on Wednesday.
  void aHolidayEndsTheWeek()
  {
    const BarSeries bars = days(4, TradingDay::fromDate({2024, 4, 1})); // 1, 2, 3 and 8 April
    QCOMPARE(bars.key.back(), TradingDay::fromDate({2024, 4, 8}).days);
    QVERIFY(same(valuesOf(bars, BarLevel::Week1, "CLOSE"), {kNone, kNone, 3, 3}));
  }

  /// A day is known at its close: at the bar until 15:00, not at the one before.
  void aDayOnMinutes()
  {
    BarSeries bars;
    bars.level = BarLevel::Min30;
    bars.entityId = "stock_sh_600000";
    double close = 0;
    for (const int day : {4, 5})
      for (const Timestamp end : china()->barEnds(TradingDay::fromDate({2024, 3, day}), BarLevel::Min30)) {
        ++close;
        bars.append({end.micros, close, close, close, close, 1, 1});
      }
    QCOMPARE(bars.size(), std::size_t{16}); // eight half hours a day
    std::vector<double> expected(16, kNone);
    for (std::size_t i = 7; i < 15; ++i)
      expected[i] = 8;
    expected[15] = 16;
    QVERIFY(same(valuesOf(bars, BarLevel::Day1, "CLOSE"), expected));
    QCOMPARE(valuesOf(bars, BarLevel::Day1, "VOL", true)[10], 3.0);
  }

  void aFinerLevelGivesItsLast()
  {
    const BarSeries bars = days(30, kMonday);
    const BarSeries weeks = data::resample(bars, BarLevel::Week1, *china()).value();
    const LevelSeries series = levelSeriesOf(weeks, std::make_shared<const BarSeries>(bars), *china());
    const auto values = tableAsOf(factor::compile("CLOSE").value(), series, weeks, true).columns.front();
    QVERIFY(same(values, weeks.close));
  }

  /// Whatever comes later changes nothing that was shown: at each bar the value is that of a history that ends there.
  void nothingLooksAhead()
  {
    const BarSeries bars = days(140, TradingDay::fromDate({2024, 1, 3}), kMonday + 4);
    for (const BarLevel level : {BarLevel::Week1, BarLevel::Month1})
      for (const bool forming : {false, true})
        for (const char* text : {"MA(CLOSE,3)", "EMA(CLOSE,4)", "HHV(HIGH,2)-LLV(LOW,2)", "KDJ(9,3,3).K"}) {
          if (!factor::compile(text))
            continue;
          const std::vector<double> whole = valuesOf(bars, level, text, forming);
          for (std::size_t end = 1; end < bars.size(); ++end) {
            const BarSeries known = bars.slice(bars.key.front(), bars.key[end]);
            QVERIFY2(same(valuesOf(known, level, text, forming), whole), text);
          }
        }
  }

  void isDrawnInSteps()
  {
    auto bars = std::make_shared<const BarSeries>(days(60, kMonday));
    widgets::ChartModel model = widgets::ChartModel::of(bars, TimeZone::utc());
    model.panes.emplace_back();
    int reads = 0;
    const LevelReader levels = [&](BarLevel level) -> Result<LevelSeries> {
      ++reads;
      return levelSeriesOf(
          *bars, std::make_shared<const BarSeries>(data::resample(*bars, level, *china()).value()), *china());
    };
    Indicator average;
    average.operatorName = "MA";
    average.sources = {"CLOSE"};
    average.parameters["n"] = 2;
    average.level = BarLevel::Week1;
    const auto problems = addIndicators(model,
        {formula("MA2: MA(CLOSE,2);", BarLevel::Week1), formula("MA2: MA(CLOSE,2);", {}),
            formula("UP: CROSS(CLOSE,MA(CLOSE,2)), CLOSE>5;", BarLevel::Week1),
            formula("X: MA(CLOSE,500);", BarLevel::Week1), formula("D: CLOSE;", BarLevel::Day1)},
        0, nullptr, nullptr, levels);
    QCOMPARE(reads, 1); // days are those of the chart
    QVERIFY(model.overlays.size() >= 2);
    QVERIFY(model.overlays[0].steps);
    QCOMPARE(model.overlays[0].name, QStringLiteral("MA2 Week"));
    QVERIFY(!model.overlays[1].steps);
    QCOMPARE(model.overlays[1].name, QStringLiteral("MA2"));
    QVERIFY(std::ranges::any_of(problems,
        [](const IndicatorProblem& one) { return one.indicator == 3 && one.error.code == "chart.too_few_bars"; }));
    // Without a reader it says so.
    const auto none = addIndicators(model, {formula("MA2: MA(CLOSE,2);", BarLevel::Week1)}, 0);
    QCOMPARE(none.size(), std::size_t{1});
    QCOMPARE(none.front().error.code, std::string("chart.no_level"));
  }

  /// A condition of weeks is marked once a week.
  void conditionsAreMarkedOnce()
  {
    auto bars = std::make_shared<const BarSeries>(days(15, kMonday));
    widgets::ChartModel model = widgets::ChartModel::of(bars, TimeZone::utc());
    model.panes.emplace_back();
    const LevelReader levels = [&](BarLevel level) -> Result<LevelSeries> {
      return levelSeriesOf(
          *bars, std::make_shared<const BarSeries>(data::resample(*bars, level, *china()).value()), *china());
    };
    QVERIFY(addIndicators(model, {formula("UP: CLOSE>1;", BarLevel::Week1)}, 0, nullptr, nullptr, levels).empty());
    QCOMPARE(model.overlays.size(), std::size_t{1});
    std::vector<std::size_t> marked;
    for (std::size_t i = 0; i < 15; ++i)
      if (model.overlays[0].values[i] > 0)
        marked.push_back(i);
    QCOMPARE(marked, (std::vector<std::size_t>{4, 9, 14}));
  }

  void staysInADocument()
  {
    Indicator one = formula("X: CLOSE;", BarLevel::Week1);
    one.forming = true;
    QVERIFY(indicatorsFromJson(toJson({one})).front() == one);
    one.level.reset();
    one.forming = false;
    QVERIFY(indicatorsFromJson(toJson({one})).front() == one);
    QVERIFY(titleOf(formula("X: CLOSE;", BarLevel::Week1)) == QStringLiteral("OWN Week"));
  }
};

QTEST_MAIN(TstChartLevels)
#include "tst_chart_levels.moc"

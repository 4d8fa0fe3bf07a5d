// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart tells of the market and of its data: hours, limits, gaps, the bar that is not over yet.
#include "core/base/parallel_for.h"
#include "core/data/coverage.h"
#include "core/factor/formula_library.h"
#include "core/storage/profile.h"
#include "tests/ui/live_quotes.h"
#include "ui/chart/chart_loader.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/gap_feature.h"
#include "ui/chart/limit_feature.h"
#include "ui/chart/live_feature.h"
#include "ui/chart/live_plots.h"
#include "ui/chart/session_feature.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/gap_layer.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;
using market::BarLevel;
using zvt::tests::UiProfile;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

/// The end of a minute bar of Shanghai's clock.
std::int64_t minute(int year, int month, int day, int hour, int minute)
{
  return LocalTime::of(TradingDay::fromDate({year, month, day}), Duration::hours(hour) + Duration::minutes(minute))
             .micros
      - Duration::hours(8).micros;
}

Indicator formula(const char* text)
{
  Indicator indicator;
  indicator.name = "OWN";
  indicator.formula = text;
  return indicator;
}

}

class TstChartAxis : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    m_profile = std::make_unique<UiProfile>();
    m_profile->import(daily, "stock_sz_000001", "平安银行");
    QVERIFY(m_profile->data.importActions(actions, "stock_sz_000001"));
  }
  void cleanup()
  {
    m_panel.reset();
    if (m_profile)
      m_profile->workers.drain();
  }
  void cleanupTestCase() { m_profile.reset(); }

  /// Wednesday 31 January and Thursday 1 February 2024, bars of half an hour by hand: 10:00 10:30 11:00 11:30 13:30
  /// 14:00 14:30 15:00. Lunch is before the fifth; the closing auction (14:57 – 15:00) counts to the last one.
  void marksDaysBreaksAndAuctions()
  {
    const auto calendar = *market::Calendar::load("cn");
    std::vector<std::int64_t> keys;
    for (const auto& [month, day] : {std::pair(1, 31), std::pair(2, 1)})
      for (const auto& [hour, end] : {std::pair(10, 0), std::pair(10, 30), std::pair(11, 0), std::pair(11, 30),
               std::pair(13, 30), std::pair(14, 0), std::pair(14, 30), std::pair(15, 0)})
        keys.push_back(minute(2024, month, day, hour, end));
    const widgets::SessionMarks marks = sessionMarks(keys, *calendar);
    QCOMPARE(marks.days, (std::vector<std::size_t>{8}));
    QCOMPARE(marks.breaks, (std::vector<std::size_t>{4, 12}));
    const std::vector<std::pair<std::size_t, std::size_t>> auctions{{7, 8}, {15, 16}};
    QVERIFY(marks.auctions == auctions);
  }

  /// A product with a night session: Friday evening belongs to Monday.
  void nightsBelongToTheNextDay()
  {
    const auto calendar = *market::Calendar::of(*market::EntityId::parse("future_shfe_CU2405"));
    const std::vector<std::int64_t> keys{minute(2024, 3, 15, 15, 0), minute(2024, 3, 15, 21, 1),
        minute(2024, 3, 15, 23, 0), minute(2024, 3, 18, 9, 1), minute(2024, 3, 18, 10, 0)};
    const widgets::SessionMarks marks = sessionMarks(keys, *calendar);
    QCOMPARE(marks.days, (std::vector<std::size_t>{1}));
    QVERIFY(std::ranges::find(marks.breaks, std::size_t{3}) != marks.breaks.end()); // the morning after the night
  }

  /// sz000001 is a main board share: 10 % from 1996-12-16 on. Of the last day of the file (2011-12-05, 15.95) and the
  /// one before, by hand: round(previous × 1.1, 2), round(previous × 0.9, 2).
  void limitsComeFromTheRuleBook()
  {
    show();
    const auto& model = *m_panel->view()->model();
    QVERIFY(model.limits);
    const market::BarSeries& bars = *model.bars;
    const std::size_t last = bars.size() - 1;
    const double before = bars.close[last - 1];
    QVERIFY(std::abs(model.limits->up[last] - std::round(before * 110) / 100) < 1e-6);
    QVERIFY(std::abs(model.limits->down[last] - std::round(before * 90) / 100) < 1e-6);
    std::size_t limited = 0, closed = 0, beyond = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
      limited += std::isfinite(model.limits->up[i]) ? 1U : 0U;
      closed += model.limits->closedAt[i] != 0 ? 1U : 0U;
      beyond += bars.close[i] > model.limits->up[i] * 1.0005 ? 1U : 0U;
    }
    QVERIFY(limited > 3000 && limited <= bars.size());
    QVERIFY(closed > 20 && closed < 400);
    QVERIFY2(beyond <= 5, qPrintable(QString::number(beyond))); // days that were exempt, such as after a reform
    auto* feature = m_panel->feature<LimitFeature>();
    QVERIFY(feature->isOn());
    feature->setOn(false);
    QVERIFY(!m_panel->saveState().value(QLatin1String("limits")).toObject().value(QLatin1String("shown")).toBool());
    feature->setOn(true);
  }

  /// 2024-02-05 … 02-07 suspended, 02-19 never asked, between the bars of 02-02 and 02-20.
  void gapsTellWhatIsKnown()
  {
    const auto day = [](int month, int number) { return TradingDay::fromDate({2024, month, number}); };
    data::SeriesCoverage series;
    series.ranges = {{day(2, 1), day(2, 2), 2, data::DayState::Stored, {}},
        {day(2, 5), day(2, 7), 3, data::DayState::Suspended, {}},
        {day(2, 19), day(2, 19), 1, data::DayState::NeverAsked, {}},
        {day(2, 20), day(2, 20), 1, data::DayState::Stored, {}},
        {day(2, 21), day(2, 22), 2, data::DayState::NeverAsked, {}}}; // after the last bar: no gap between bars
    market::BarSeries bars;
    for (const TradingDay stored : {day(2, 1), day(2, 2), day(2, 20)})
      bars.append({stored.days, 1, 1, 1, 1, 1, 1});
    const auto calendar = *market::Calendar::load("cn");
    const auto gaps = chartGaps(series, bars, *calendar);
    QCOMPARE(gaps.size(), std::size_t{1});
    QCOMPARE(gaps[0].bar, std::size_t{2});
    QCOMPARE(gaps[0].ranges.size(), std::size_t{2});
    const QString text = textOf(gaps[0]);
    QVERIFY2(text.contains(QStringLiteral("4 sessions")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("2024-02-05 – 2024-02-07")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("2024-02-19: ")));
    market::BarSeries minutes; // two a day: the gap lies before the morning of the 20th
    minutes.level = BarLevel::Min1;
    for (const int number : {1, 2, 20})
      for (const int hour : {10, 14})
        minutes.append({minute(2024, 2, number, hour, 0), 1, 1, 1, 1, 1, 1});
    QCOMPARE(chartGaps(series, minutes, *calendar).front().bar, std::size_t{4});
  }

  /// Minutes of 12 days, 240 a day. 2021-04-26 ends with bar 479, 04-27 begins with bar 480, on whosever clock the
  /// axis is: midnight of New York is noon in Shanghai.
  void daysAreThoseOfTheExchange()
  {
    ZVT_FIXTURE(minutes, "market/tdx/sh688001_1m.csv");
    UiProfile profile;
    profile.import(minutes, "stock_sh_688001", "华兴源创", BarLevel::Min1);
    QVERIFY(profile.data.importActions(
        profile.data.write("actions.csv",
            "ex_date,bonus_shares_per10,rights_shares_per10,rights_price,cash_dividend_per10_pretax,"
            "transfer_shares_per10,total_shares_10k,float_shares_10k,consolidation_ratio\n"
            "2021-04-27,0,0,0,5,0,0,0,0\n"),
        "stock_sh_688001"));
    ChartRequest request;
    request.entityId = "stock_sh_688001";
    request.level = BarLevel::Min1;
    request.exDateMark = QStringLiteral("XD");
    request.marketDay = TradingDay::fromDate({2021, 4, 26});
    request.marketDayMark = QStringLiteral("Market");
    request.clock = TimeZone::find("America/New_York").value();
    SilentTaskControl task;
    const auto loaded = loadChart(profile.data.data(), profile.data.profile(), nullptr, request, task);
    QVERIFY(loaded);
    const auto& marks = (*loaded).model->axisMarks;
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].text, QStringLiteral("Market"));
    QCOMPARE(marks[0].bar, std::size_t{479});
    QCOMPARE(marks[1].text, QStringLiteral("XD"));
    QCOMPARE(marks[1].bar, std::size_t{480});
    // Beside a ticket the chart ends at the market's day, with its mark at the last bar; one that has no bar so far
    // is shown as a whole.
    request.endsAtMarketDay = true;
    const auto ended = loadChart(profile.data.data(), profile.data.profile(), nullptr, request, task);
    QVERIFY(ended);
    QCOMPARE((*ended).model->bars->size(), std::size_t{480});
    QCOMPARE((*ended).model->axisMarks.back().bar, std::size_t{479});
    request.marketDay = TradingDay::fromDate({2019, 1, 2});
    const auto later = loadChart(profile.data.data(), profile.data.profile(), nullptr, request, task);
    QVERIFY(later);
    QCOMPARE((*later).model->bars->size(), (*loaded).model->bars->size());
    QCOMPARE((*later).model->axisMarks.size(), std::size_t{1});
  }

  /// The file of the stock ends in 2011: the badge says so.
  void aStaleSeriesSaysSo()
  {
    const SerialParallelFor serial;
    data::Coverage coverage(m_profile->data.profile(), m_profile->clock, serial);
    m_profile->context.coverage = &coverage;
    show();
    const widgets::DataBadge& badge = m_panel->feature<GapFeature>()->layer().badge();
    QVERIFY2(badge.isWarning, qPrintable(badge.text));
    QVERIFY2(badge.toolTip.contains(QStringLiteral("2011-12-05")), qPrintable(badge.toolTip));
    m_panel.reset();
    m_profile->workers.drain();
    m_profile->context.coverage = nullptr;
  }

  /// A quote of the day after the last stored one (2011-12-06, a Tuesday) makes a bar that is not over, with its
  /// averages as the whole series would have them; the next tick changes it, a table says what it is.
  void quotesMoveTheNewestBar()
  {
    startQuotes();
    show();
    QCOMPARE(bars().size(), std::size_t{4937});
    m_live->hub.publish(quote(16.00, 16.2, 15.8, 1000));
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    QCOMPARE(bars().high.back(), 16.2);
    QVERIFY(m_panel->view()->model()->unfinished);
    const widgets::PlotModel& ma5 = m_panel->view()->model()->overlays.front();
    QCOMPARE(ma5.name, QStringLiteral("MA5"));
    const auto mean = [this] {
      double sum = 0;
      for (std::size_t i = bars().size() - 5; i < bars().size(); ++i)
        sum += bars().close[i];
      return sum / 5;
    };
    QVERIFY(std::abs(ma5.values.back() - mean()) < 1e-9);
    const widgets::PaneModel& macd = m_panel->view()->model()->panes[1];
    QVERIFY(std::isfinite(macd.plots.front().values.back()));
    m_live->hub.publish(quote(16.10, 16.3, 15.8, 2000));
    QTRY_COMPARE(bars().close.back(), 16.10);
    QCOMPARE(bars().size(), std::size_t{4938});
    QVERIFY(std::abs(m_panel->view()->model()->overlays.front().values.back() - mean()) < 1e-9);
    const PanelTable table = m_panel->exportTable();
    QVERIFY(!table.rows.back().back().isEmpty()); // said to be unfinished
    QVERIFY(table.rows[table.rows.size() - 2].back().isEmpty());
    endQuotes();
  }

  /// A quote of the newest stored day: what is not followed keeps the value that was computed for that bar; and on the
  /// next day a finished week goes on, with what reads more than prices blank.
  void whatIsNotFollowedKeepsItsValue()
  {
    auto weekly = formula("W: MA(CLOSE,3);");
    weekly.level = BarLevel::Week1;
    auto bars = std::make_shared<market::BarSeries>();
    for (std::int64_t i = 0; i < 40; ++i)
      bars->append({i, 10, 11, 9, 10 + 0.1 * static_cast<double>(i), 100, 1000});
    bars->level = BarLevel::Day1;
    widgets::ChartModel model = widgets::ChartModel::of(bars, TimeZone::utc());
    model.overlays.emplace_back(
        widgets::PlotModel::Kind::Line, QStringLiteral("W"), widgets::ChartColor::Ma5, std::vector<double>(40, 12.5));
    model.overlays.back().source = 0;
    model.overlays.emplace_back(
        widgets::PlotModel::Kind::Marks, QStringLiteral("M"), widgets::ChartColor::Ma5, std::vector<double>(40, 1));
    model.overlays.back().source = 0;
    auto daily = formula("D: MA(CLOSE,2);");
    model.overlays.emplace_back(
        widgets::PlotModel::Kind::Line, QStringLiteral("D"), widgets::ChartColor::Ma5, std::vector<double>(40, 3));
    model.overlays.back().source = 1;
    model.overlays.back().output = 0;
    LivePlots plots(model, {weekly, daily}, {});
    for (const std::int64_t key : {39, 40}) {
      const auto values = plots.at(model, {key, 10, 20, 9, 20, 100, 1000}, false);
      QCOMPARE(values.size(), std::size_t{3});
      QCOMPARE(values[0].value(), 12.5);
      QVERIFY(!values[1]); // a mark stands at its bar alone
      QCOMPARE(values[2].value(), key == 39 ? (13.8 + 20) / 2 : 20.0);
    }
  }

  /// 2011-12-06 gives a share for a share: 15.95 counts 7.975 in forward adjusted bars, the day itself goes on at the
  /// market's price, and the chart says so. Backward adjusted bars stay, and the day counts twice what the newest one
  /// does. Raw ones are as they are.
  void liveBarsGoOnAcrossAnExDate()
  {
    auto& store = m_profile->data.profile().actions();
    const std::string entity = kStock.toStdString();
    const auto before = store.read({entity, {}, {}});
    const auto providers = store.providers(entity);
    QVERIFY(before && providers && !providers->empty());
    auto actions = *before;
    actions.push_back({.exDay = TradingDay::fromDate({2011, 12, 6}), .bonus = 1});
    QVERIFY(store.write({{entity, providers->front(), actions}}));
    m_profile->data.data().notifyChanged(entity, {});
    startQuotes();
    show();
    m_live->hub.publish(quote(8.00, 8.1, 7.9, 1000));
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    QCOMPARE(bars().close.back(), 8.00);
    QCOMPARE(bars().close[4936], 15.95);
    const auto badge = [this] { return m_panel->feature<GapFeature>()->layer().badge(); };
    QVERIFY(!badge().text.contains(QStringLiteral("XD")));
    choose(market::AdjustMode::Qfq);
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    QTRY_VERIFY(std::abs(bars().close[4936] - 15.95 / 2) < 1e-9);
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    QVERIFY(std::abs(bars().close.back() - 8.00) < 1e-9);
    QVERIFY2(badge().text.contains(QStringLiteral("XD 2011-12-06")), qPrintable(badge().text));
    QVERIFY(m_panel->view()->model()->axisMarks.back().bar == 4937);
    choose(market::AdjustMode::Hfq);
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    QVERIFY(std::abs(bars().close.back() / bars().close[4936] - 2 * 8.00 / 15.95) < 1e-9);
    endQuotes();
    QVERIFY(store.write({{entity, providers->front(), *before}}));
    m_profile->data.data().notifyChanged(entity, {});
  }

  /// The quotes give another previous close than the bars: an ex-date that nobody stored.
  void aPreviousCloseThatNothingExplainsIsTold()
  {
    startQuotes();
    show();
    choose(market::AdjustMode::Qfq);
    market::Quote one = quote(8.00, 8.1, 7.9, 1000);
    one.previousClose = 7.98;
    m_live->hub.publish(one);
    const auto badge = [this] { return m_panel->feature<GapFeature>()->layer().badge(); };
    QTRY_VERIFY(badge().isWarning);
    QVERIFY2(badge().toolTip.contains(QStringLiteral("7.98")), qPrintable(badge().toolTip));
    QVERIFY(badge().toolTip.contains(QStringLiteral("15.95")));
    endQuotes();
  }

  /// Of the day that is being traded: 15.95 · 1.1 = 17.545 → 17.55, 15.95 · 0.9 = 14.355 → 14.36 by the rule book; what
  /// the quotes say of them counts before it.
  void theDayThatIsTradedHasItsLimits()
  {
    startQuotes();
    show();
    m_live->hub.publish(quote(16.00, 16.2, 15.8, 1000));
    QTRY_COMPARE(bars().size(), std::size_t{4938});
    const auto limits = [this] { return m_panel->view()->model()->limits; };
    QCOMPARE(limits()->up.size(), std::size_t{4938});
    QVERIFY2(std::abs(limits()->up.back() - 17.55) < 1e-9, qPrintable(QString::number(limits()->up.back())));
    QVERIFY2(std::abs(limits()->down.back() - 14.36) < 1e-9, qPrintable(QString::number(limits()->down.back())));
    QCOMPARE(int(limits()->closedAt.back()), 0);
    market::Quote full = quote(17.54, 17.54, 15.8, 2000);
    full.limitUp = 17.54;
    full.limitDown = 14.36;
    m_live->hub.publish(full);
    QTRY_COMPARE(int(limits()->closedAt.back()), 1);
    QCOMPARE(limits()->up.back(), 17.54);
    endQuotes();
  }

  /// The choice of the clock is kept, and the chart is read by it.
  void keepsTheClock()
  {
    show();
    m_panel->feature<SessionFeature>()->setLocalTime(true);
    const QJsonObject state = m_panel->saveState();
    QCOMPARE(state.value(QLatin1String("timeAxis")).toObject().value(QLatin1String("clock")).toString(),
        QStringLiteral("local"));
    ChartPanel other(m_profile->context);
    other.restoreState(state);
    QVERIFY(other.feature<SessionFeature>()->isLocalTime());
    m_profile->workers.drain();
  }

private:
  void startQuotes() { m_live = std::make_unique<zvt::tests::LiveQuotes>(*m_profile); }
  void endQuotes()
  {
    m_panel.reset();
    m_live.reset();
  }
  void choose(market::AdjustMode mode)
  {
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->setAdjust(mode);
    QTRY_VERIFY(!loaded.isEmpty());
  }
  void show()
  {
    m_panel = std::make_unique<ChartPanel>(m_profile->context);
    m_panel->resize(900, 600);
    m_panel->setAdjust(market::AdjustMode::Bfq);
    QSignalSpy loaded(m_panel.get(), &ChartPanel::loaded);
    m_panel->showEntity(kStock);
    QTRY_VERIFY(!loaded.isEmpty());
  }
  [[nodiscard]] const market::BarSeries& bars() const { return *m_panel->view()->model()->bars; }
  static market::Quote quote(double last, double high, double low, double volume)
  {
    market::Quote quote = zvt::tests::LiveQuotes::at("stock_sz_000001", last, 15.9, volume);
    quote.previousClose = 15.95;
    quote.high = high;
    quote.low = low;
    return quote;
  }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<zvt::tests::LiveQuotes> m_live; ///< between startQuotes() and endQuotes()
  std::unique_ptr<ChartPanel> m_panel;
};

QTEST_MAIN(TstChartAxis)
#include "tst_chart_axis.moc"

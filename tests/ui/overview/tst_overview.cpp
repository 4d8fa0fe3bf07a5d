// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure here is worked by hand from the few bars below.
#include "ui/overview/overview_panel.h"

#include "core/market/rule_book.h"
#include "tests/ui/ui_profile.h"
#include "ui/bridge/quote_feed.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QToolButton>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

data::OverviewRow row(double last, double previous, double turnover = 100)
{
  return {"stock_sh_600000", last, previous, turnover};
}

/// Turnover is price times a thousand shares: the bars' volume.
std::string bars(std::initializer_list<std::pair<const char*, double>> closes)
{
  std::string text = "date,open,high,low,close,volume,turnover\n";
  for (const auto& [day, close] : closes) {
    const std::string price = std::to_string(close);
    text += std::string(day) + ',' + price + ',' + price + ',' + price + ',' + price + ",1000,"
        + std::to_string(close * 1000) + '\n';
  }
  return text;
}

/// A moment on Shanghai's clock.
Timestamp clockAt(const std::string& time)
{
  return {parseTime(time)->local.micros - Duration::hours(8).micros};
}

/// Two securities; the first has the streaks up to the stored day and up to the day before it.
OverviewMarket twoRows(const char* storedDay, int streakBefore, int streak)
{
  OverviewMarket market;
  const auto calendar = *market::Calendar::load("cn");
  for (const char* id : {"stock_sz_000001", "stock_sh_600030"}) {
    market.input.rows.push_back({id, 11, 10, 100});
    market.names.push_back({});
    market.bases.push_back({{*TradingDay::parse(storedDay), {}, {}}, calendar});
  }
  market.bases[0].bases.same.streak = streakBefore;
  market.bases[0].bases.next.streak = streak;
  return market;
}

/// At the upper limit, with a thousand shares waiting.
market::Quote limitUp(Timestamp at)
{
  market::Quote quote;
  quote.entityId = "stock_sz_000001";
  quote.last = quote.limitUp = 12.1;
  quote.previousClose = 11;
  quote.turnover = 5000;
  quote.time = at;
  quote.bids.add({12.1, 1000});
  return quote;
}

data::QuoteChanges changesOf(const market::Quote& quote)
{
  data::QuoteChanges changes;
  changes.entities.push_back({quote.entityId, std::make_shared<const market::Quote>(quote), true, false, false, false});
  return changes;
}

}

class TstOverview : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void changesFallIntoTheirClasses()
  {
    QCOMPARE(data::changeClass(0), -1);
    QCOMPARE(data::changeClass(std::nan("")), -1);
    QCOMPARE(data::changeClass(0.0001), 11);
    QCOMPARE(data::changeClass(0.01), 11); // the border belongs to the class nearer to 0
    QCOMPARE(data::changeClass(0.0101), 12);
    QCOMPARE(data::changeClass(1.1 / 1.0 - 1), 20); // 10 %, although the double lies above it
    QCOMPARE(data::changeClass(0.2), 21);
    QCOMPARE(data::changeClass(-0.0001), 10);
    QCOMPARE(data::changeClass(-0.01), 10);
    QCOMPARE(data::changeClass(-0.1), 1);
    QCOMPARE(data::changeClass(-0.11), 0);
  }

  void countsRanksAndMedian()
  {
    data::OverviewInput input;
    input.top = 2;
    input.industries = {"Banks", "Chips", "Nobody"};
    input.rows = {row(11, 10, 500), row(9.5, 10, 300), row(10, 10, 900), row(10.3, 10, 200), row(3100, 3000, 9e9),
        row(std::nan(""), 10, std::nan(""))};
    input.rows[0].streak = 2;
    input.rows[0].industry = 0;
    input.rows[1].industry = 0;
    input.rows[3].industry = 1;
    input.rows[3].minutesAgo = 10;
    input.rows[1].minutesAgo = 10;
    input.rows[4].index = true;
    const data::MarketOverview overview = data::overviewOf(input);
    QCOMPARE(overview.up, 2);
    QCOMPARE(overview.down, 1);
    QCOMPARE(overview.flat, 1);
    QCOMPARE(overview.unknown, 1);
    QCOMPARE(overview.limitUp, 1);
    QCOMPARE(overview.limitDown, 0);
    QCOMPARE(overview.turnover, 1900.0); // the index's is everybody's again
    QVERIFY(qAbs(overview.median - 0.015) < 1e-12); // −5 0 3 10: between 0 and 3 %
    QCOMPARE(overview.distribution[20], 1); // +10 %
    QCOMPARE(overview.distribution[13], 1); // +3 %
    QCOMPARE(overview.distribution[6], 1); // −5 %
    QVERIFY(overview.limitBoard == std::vector<std::size_t>{0});
    QVERIFY((overview.mostActive == std::vector<std::size_t>{2, 0}));
    QVERIFY((overview.risers == std::vector<std::size_t>{0, 3}));
    QVERIFY((overview.fallers == std::vector<std::size_t>{1, 2}));
    QVERIFY((overview.fastest == std::vector<std::size_t>{1, 3})); // 5 % down goes before 3 % up
    QCOMPARE(overview.industries.size(), std::size_t{2});
    QCOMPARE(overview.industries[0].industry, 1); // chips +3 %
    QVERIFY(qAbs(overview.industries[1].change - 0.025) < 1e-12); // banks (10 − 5) / 2
    QCOMPARE(overview.industries[1].leader, std::size_t{0});
    QCOMPARE(overview.industries[1].turnover, 800.0);
  }

  // 10 → 11 → 12.1 are two limit days of the main board (10 × 1.1, 11 × 1.1); 10 → 10.98 misses it by two ticks;
  // 20 → 18 is the lower limit.
  void streaksComeFromTheRuleBook()
  {
    UiProfile profile;
    data::DailySnapshots days(profile.data.data(), profile.data.profile(), *market::RuleBook::load());
    profile.context.days = &days;
    import(profile, "stock_sz_000001", "平安银行", {{"2024-01-02", 10}, {"2024-01-03", 11}, {"2024-01-04", 12.1}});
    import(profile, "stock_sh_600030", "中信证券", {{"2024-01-03", 10}, {"2024-01-04", 10.98}});
    import(profile, "stock_sh_600000", "浦发银行", {{"2024-01-03", 20}, {"2024-01-04", 18}});
    import(profile, "index_sh_000001", "上证指数", {{"2024-01-03", 3000}, {"2024-01-04", 3030}});
    // Not traded on the newest day: not part of it.
    import(profile, "stock_sh_600036", "招商银行", {{"2024-01-02", 30}, {"2024-01-03", 31}});

    OverviewPanel panel(profile.context);
    panel.resize(500, 700);
    panel.show();
    QTRY_COMPARE(panel.overview().up, 2);
    QCOMPARE(panel.overview().down, 1);
    QCOMPARE(panel.overview().limitUp, 1);
    QCOMPARE(panel.overview().limitDown, 1);
    QVERIFY(qAbs(panel.overview().turnover - (12'100 + 10'980 + 18'000)) < 1e-6);
    QCOMPARE(panel.subtitle(), QStringLiteral("2024-01-04"));
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("overviewTable"));
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QString::fromUtf8("平安银行"));
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("2")); // days in a row
    panel.showPage(QStringLiteral("fallers"));
    QCOMPARE(table->model()->index(0, 0).data().toString(), QString::fromUtf8("浦发银行"));
    table->selectRow(0);
    QCOMPARE(profile.links.current(LinkColor::A), QStringLiteral("stock_sh_600000"));
    panel.showPage(QStringLiteral("industries")); // says that there are none
    QVERIFY(panel.findChild<QAbstractItemView*>(QStringLiteral("industryTable"))->isHidden()
        || !panel.findChild<QAbstractItemView*>(QStringLiteral("industryTable"))->isVisible());
  }

  void industriesOpenTheirMembers()
  {
    UiProfile profile;
    import(profile, "stock_sz_000001", "平安银行", {{"2024-01-02", 10}, {"2024-01-03", 10.1}});
    import(profile, "stock_sh_600000", "浦发银行", {{"2024-01-02", 8}, {"2024-01-03", 8.4}});
    import(profile, "stock_sh_600030", "中信证券", {{"2024-01-02", 20}, {"2024-01-03", 19}});
    storage::RecordWrite write{
        "industry_membership", {{"entity_id", "provider", "timestamp", "system", "level", "industry_name"}, {}}};
    const std::string day = "2024-01-01";
    for (const auto& [id, industry] : {std::pair{"stock_sz_000001", "Banks"}, std::pair{"stock_sh_600000", "Banks"},
             std::pair{"stock_sh_600030", "Brokers"}})
      write.table.rows.push_back(
          {std::string(id), std::string("em"), day, std::string("SW"), std::int64_t{1}, std::string(industry)});
    const auto written = profile.data.profile().records().upsert(std::move(write));
    QVERIFY2(written, written ? "" : written.error().code.c_str());
    int opened = 0;
    profile.actions.add({QStringLiteral("window.panel.watchlist"), [] { return QStringLiteral("Watchlist"); },
        QStringLiteral("window"), 1, {}, {}, {}, false, [&](bool) { ++opened; }});
    OverviewPanel panel(profile.context);
    panel.resize(500, 700);
    panel.show();
    QTRY_COMPARE(panel.overview().industries.size(), std::size_t{2});
    panel.showPage(QStringLiteral("industries"));
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("industryTable"));
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Banks")); // +5 % and +1 %
    table->selectRow(0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(profile.links.offered(LinkColor::A),
        (SymbolList{QStringLiteral("Banks"), {QStringLiteral("stock_sh_600000"), QStringLiteral("stock_sz_000001")}}));
    QCOMPARE(opened, 1); // the watchlist comes forward
    panel.showPage(QStringLiteral("fallers"));
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("overviewAsListButton")), Qt::LeftButton);
    QCOMPARE(profile.links.offered(LinkColor::A).title, QStringLiteral("Fallers"));
    QCOMPARE(profile.links.offered(LinkColor::A).entityIds.value(0), QStringLiteral("stock_sh_600030"));
    QCOMPARE(opened, 2);
  }

  // Funds are quoted in thousandths.
  void pricesHaveTheirOwnDecimals()
  {
    UiProfile profile;
    import(profile, "fund_sh_510300", "沪深300ETF", {{"2024-01-02", 3.432}, {"2024-01-03", 3.457}});
    import(profile, "stock_sh_600000", "浦发银行", {{"2024-01-02", 8}, {"2024-01-03", 8.1}});
    OverviewPanel panel(profile.context);
    panel.show();
    QTRY_COMPARE(panel.overview().up, 2);
    panel.showPage(QStringLiteral("active"));
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("overviewTable"));
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("8.10")); // 8,100 against 3,457
    QCOMPARE(table->model()->index(1, 2).data().toString(), QStringLiteral("3.457"));
  }

  void theStoredDaysAreReadOnceForAll()
  {
    UiProfile profile;
    import(profile, "stock_sh_600000", "浦发银行", {{"2024-01-02", 8}, {"2024-01-03", 8.1}});
    OverviewPanel one(profile.context), two(profile.context);
    one.show();
    two.show();
    QTRY_COMPARE(one.overview().up, 1);
    QTRY_COMPARE(two.overview().up, 1);
    QCOMPARE(profile.days.loads(), std::uint64_t{1});
    import(profile, "stock_sh_600030", "中信证券", {{"2024-01-02", 20}, {"2024-01-03", 19}});
    QTRY_COMPARE(one.overview().down, 1);
    QTRY_COMPARE(two.overview().down, 1);
    QVERIFY(profile.days.loads() >= 2);
  }

  // Three limits up to the stored day, two of them before it. A live limit makes the streak one longer if the days fit;
  // 2024-01-05 is a Friday.
  void streaksCountTheDaysBeforeTheQuotes_data()
  {
    QTest::addColumn<QString>("day");
    QTest::addColumn<int>("streak");
    QTest::newRow("a replay, long before") << "2023-12-06" << 1;
    QTest::newRow("the day before") << "2024-01-04" << 1;
    QTest::newRow("the stored day itself") << "2024-01-05" << 3;
    QTest::newRow("the trading day after") << "2024-01-08" << 4;
    QTest::newRow("later") << "2024-01-09" << 1;
  }
  void streaksCountTheDaysBeforeTheQuotes()
  {
    QFETCH(const QString, day);
    OverviewMarket market = twoRows("2024-01-05", 2, 3);
    OverviewLive live;
    live.setMarket(market);
    const market::Quote before = limitUp(clockAt("2023-12-05T14:00:00"));
    live.apply(market.input, changesOf(before), before.time);
    const market::Quote quote = limitUp(clockAt(day.toStdString() + "T14:00:00"));
    live.apply(market.input, changesOf(quote), quote.time);
    QTEST(market.input.rows[0].streak, "streak");
  }

  // Main board, 10 %: 10 → 11 → 12.1 are two limits, 12.2 is none and far from one.
  void storedStreaksEndOnTheirDays()
  {
    UiProfile profile;
    import(profile, "stock_sz_000001", "平安银行", {{"2024-01-02", 10}, {"2024-01-03", 11}, {"2024-01-04", 12.1}});
    import(profile, "stock_sh_600000", "浦发银行",
        {{"2024-01-02", 10}, {"2024-01-03", 11}, {"2024-01-04", 12.1}, {"2024-01-05", 12.2}});
    data::DailySnapshots days(profile.data.data(), profile.data.profile(), *market::RuleBook::load());
    data::DailySnapshotsPtr stored;
    days.get({}, std::make_shared<SilentTaskControl>(),
        [&](const Result<data::DailySnapshotsPtr>& known) { stored = known.value_or(nullptr); });
    QVERIFY(stored && stored->size() == 2);
    const data::DailySnapshot& opened = (*stored)[0]; // Shanghai's
    QCOMPARE(opened.streak, 0);
    QCOMPARE(opened.streakBefore, 2);
    QVERIFY(std::isnan(opened.averageVolumeNext)); // of four days
    const data::DailySnapshot& held = (*stored)[1];
    QCOMPARE(held.streak, 2);
    QCOMPARE(held.streakBefore, 1);
  }

  // The stored day is the day before the live one: a live limit makes the streak one longer.
  void liveQuotesCarryTheDayOn()
  {
    OverviewMarket market = twoRows("2024-01-05", 0, 1);
    OverviewLive live;
    live.setMarket(market);
    const Timestamp at = clockAt("2024-01-08T10:00:00");
    market::Quote quote = limitUp(at);
    QVERIFY(live.apply(market.input, changesOf(quote), at));
    QCOMPARE(market.input.rows[0].streak, 2);
    QCOMPARE(market.input.rows[0].sealed, 12'100.0);
    QCOMPARE(market.input.rows[0].sealedAt, at.micros);
    QVERIFY(std::isnan(market.input.rows[0].minutesAgo));
    // Opened again, two minutes later: 1.1 below.
    quote.last = 11;
    live.apply(market.input, changesOf(quote), at + Duration::minutes(2));
    QCOMPARE(market.input.rows[0].streak, 0);
    QCOMPARE(market.input.rows[0].sealedAt, std::int64_t{0});
    QCOMPARE(market.input.rows[0].minutesAgo, 12.1);
    QVERIFY(std::isnan(market.input.rows[1].minutesAgo)); // it has no live price
    QCOMPARE(live.liveRows(), std::size_t{1});
  }

  // 10 → 11 → 12.1 → 13.31 are three limits. When the fourth day plays again, what is stored of that day and of the
  // fifth is its future: it goes on from two limits, and the fifth day's price is not seen.
  void aReplayGoesOnFromTheDayBefore()
  {
    UiProfile profile;
    data::DailySnapshots days(profile.data.data(), profile.data.profile(), *market::RuleBook::load());
    profile.context.days = &days;
    profile.context.calendar = *market::Calendar::load("cn");
    data::QuoteHub hub;
    QuoteFeed feed(hub, profile.clock);
    profile.context.quoteFeed = &feed;
    import(profile, "stock_sz_000001", "平安银行",
        {{"2024-01-02", 10}, {"2024-01-03", 11}, {"2024-01-04", 12.1}, {"2024-01-05", 13.31}, {"2024-01-08", 13.31}});
    OverviewPanel panel(profile.context);
    panel.resize(500, 700);
    panel.show();
    QTRY_COMPARE(panel.subtitle(), QStringLiteral("2024-01-08"));
    const Timestamp at = clockAt("2024-01-05T10:00:00");
    hub.setSource({"quotes.paper_day", true, false, 1, at, profile.clock.elapsed()});
    market::Quote quote = limitUp(at);
    quote.received = at;
    quote.last = quote.limitUp = quote.open = quote.high = quote.low = 13.31;
    quote.previousClose = 12.1;
    hub.publish(quote);
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("overviewTable"));
    QTRY_COMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("3")); // days in a row
    QTRY_COMPARE(days.loads(), std::uint64_t{2});
  }

  void aNarrowPanelOffersItsPagesAsAList()
  {
    UiProfile profile;
    import(profile, "stock_sz_000001", "平安银行", {{"2024-01-02", 10}, {"2024-01-03", 10.1}});
    OverviewPanel panel(profile.context);
    panel.resize(200, 600);
    panel.show();
    QTRY_COMPARE(panel.overview().up, 1);
    auto* list = panel.findChild<QComboBox*>(QStringLiteral("segmentList"));
    auto* fallers = panel.findChild<QAbstractButton*>(QStringLiteral("fallersSegment"));
    QVERIFY(list && fallers);
    QTRY_VERIFY(list->isVisible() && !fallers->isVisible());
    QCOMPARE(list->currentText(), QStringLiteral("Limit-up"));
    QCOMPARE(list->accessibleName(), QStringLiteral("What is listed"));
    list->setFocus();
    while (list->currentText() != u"Fallers")
      QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(panel.saveState().value(u"page").toString(), QStringLiteral("fallers"));
    panel.resize(700, 600);
    QTRY_VERIFY(!list->isVisible() && fallers->isVisible());
    QVERIFY(fallers->isChecked());
  }

  void anEmptyProfileTeaches()
  {
    UiProfile profile;
    OverviewPanel panel(profile.context);
    panel.show();
    QTRY_COMPARE(panel.state(), PanelState::Empty);
  }

private:
  static void import(UiProfile& profile, const char* entity, const char* name,
      std::initializer_list<std::pair<const char*, double>> closes)
  {
    profile.import(profile.data.write(std::string(entity) + ".csv", bars(closes)), entity, name);
  }
};

QTEST_MAIN(TstOverview)
#include "tst_overview.moc"

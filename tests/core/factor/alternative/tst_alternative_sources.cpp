// SPDX-License-Identifier: Apache-2.0
#include "core/factor/columns.h"
#include "tests/core/factor/alternative/alternative_profile.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;
using zvt::tests::day;
using zvt::tests::moment;

namespace {

const double kNone = std::nan("");

}

/// Stored tables as columns at the bars, in a profile.
class TstAlternativeSources : public QObject, private tests::AlternativeProfile {
  Q_OBJECT

private Q_SLOTS:
  void init() { open(); }
  void cleanup() { close(); }
  void emptyTableNamesItself();
  void anotherStockIsUndefined();
  void news();
  void newsOfOneCode();
  void moneyFlow();
  void moneyFlowOfSeveralProviders();
  void weeks();
  void holdings();
  void holdingsWithoutADayOfPublication();
  void holdingsOfSeveralProviders();
  void dragonAndTiger();
  void winRateOfSeats();
  void orderFlow();
  void quotesOfSeveralProviders();
  void tradesBetweenTicks();
  void quotesOfManyWeeks();
  void books();
  void emotion();
  void emotionFollowsChanges();
  void everyColumnHasASource();
  void laterRowsChangeNothingEarlier();

private:
  void storeEverything();
};

void TstAlternativeSources::emptyTableNamesItself()
{
  const auto values = tryRead("news_sentiment", m_bars);
  QVERIFY(!values);
  QCOMPARE(values.error().code, std::string("factor.empty_table"));
  const QString text = QString::fromStdString(m_messages->describe(values.error()));
  QVERIFY2(text.contains("stock_news") && text.contains("news_sentiment"), qPrintable(text));
  QCOMPARE(tests::codeOf(tryRead("dragon_win_rate_5", m_bars)), std::string("factor.empty_table"));
  QCOMPARE(tests::codeOf(tryRead("institution_change", m_bars)), std::string("factor.empty_table"));
  QCOMPARE(tests::codeOf(tryRead("quoted_spread", m_bars)), std::string("factor.empty_table"));
  QCOMPARE(tests::codeOf(tryRead("main_inflow_rate", m_bars)), std::string("factor.empty_table"));
  QCOMPARE(tests::codeOf(tryRead("no_such_column", m_bars)), std::string("factor.no_column"));
}

void TstAlternativeSources::anotherStockIsUndefined()
{
  store("stock_news", {"timestamp", "news_code", "news_title"},
      {{moment("2024-01-03T01:00:00").micros, std::string("1"), std::string("涨停")}}, "stock_sh_600000");
  QVERIFY(tests::equalColumn(read("news_count", m_bars), std::vector(6, kNone)));
}

/// 涨停 weighs 3, 跌停 −3: 3/√24 and −3/√24. The news of Wednesday evening belongs to Thursday; the one that the user
/// put aside and the one that comes twice do not count. That there was none later is known once a provider was asked.
void TstAlternativeSources::news()
{
  const auto row = [](const char* time, const char* code, const char* title, bool ignore = false) {
    return storage::RecordRow{moment(time).micros, std::string(code), std::string(title), ignore};
  };
  store("stock_news", {"timestamp", "news_code", "news_title", "ignore_by_user"},
      {row("2024-01-02T01:00:00", "0", "开会"), row("2024-01-03T02:00:00", "1", "跌停"),
          row("2024-01-03T12:00:00", "2", "涨停"), row("2024-01-04T02:00:00", "2", "涨停"),
          row("2024-01-05T02:00:00", "3", "跌停", true)});
  QVERIFY(tests::equalColumn(read("news_count", m_bars), {kNone, 1, 1, kNone, kNone, kNone}));
  storage::MarketBatch asked;
  storage::CoverageWrite coverage;
  coverage.entityId = kStock;
  coverage.schema = "stock_news";
  coverage.provider = "test";
  coverage.spans = {{day("2024-01-02"), day("2024-01-09"), storage::Asked::Answered, {}}};
  coverage.asked = moment("2024-01-08T08:00:00");
  asked.coverage.push_back(coverage);
  write(std::move(asked));
  QVERIFY(tests::equalColumn(read("news_count", m_bars), {kNone, 1, 1, 0, 0, kNone}));
  asked = {};
  coverage.asked = moment("2024-01-09T08:00:00");
  asked.coverage.push_back(coverage);
  write(std::move(asked));
  QVERIFY(tests::equalColumn(read("news_count", m_bars), {kNone, 1, 1, 0, 0, 0}));
  const double mood = 3 / std::sqrt(24.0);
  const auto moods = read("news_sentiment", m_bars);
  QVERIFY(std::abs(moods[1] + mood) < 1e-12 && std::abs(moods[2] - mood) < 1e-12);
  QVERIFY(std::isnan(moods[0]) && std::isnan(moods[3]));
}

/// Providers number news each by itself, some of them anew every day; the same title on one day is one piece of news.
void TstAlternativeSources::newsOfOneCode()
{
  const auto row = [](const char* time, const char* title) {
    return storage::RecordRow{moment(time).micros, std::string("1"), std::string(title)};
  };
  const std::vector<std::string> columns{"timestamp", "news_code", "news_title"};
  store("stock_news", columns,
      {row("2024-01-02T02:00:00", "开会"), row("2024-01-03T02:00:00", "大涨"), row("2024-01-04T02:00:00", "大跌"),
          row("2024-01-05T02:00:00", "回购")});
  store("stock_news", columns, {row("2024-01-04T03:00:00", "亏损"), row("2024-01-05T02:00:07", "回购")}, kStock, "b");
  QVERIFY(tests::equalColumn(read("news_count", m_bars), {kNone, 1, 2, 1, kNone, kNone}));
}

/// The flow of 3 January is known on the 4th; a missing rate is money / turnover (110 of 1100); a day without a row has
/// none.
void TstAlternativeSources::moneyFlow()
{
  store("stock_money_flow", {"timestamp", "net_main_inflow_rate", "net_main_inflows"},
      {{std::string("2024-01-02"), 0.05, 1.0}, {std::string("2024-01-03"), {}, 110.0},
          {std::string("2024-01-05"), -0.02, {}}, {std::string("2024-01-09"), 0.3, {}}});
  const auto rates = read("main_inflow_rate", m_bars);
  QVERIFY(tests::equalColumn(rates, {kNone, 0.05, 0.1, kNone, -0.02, kNone}));
}

/// Of one day the first provider by name counts that says anything.
void TstAlternativeSources::moneyFlowOfSeveralProviders()
{
  const auto row = [](double rate) { return storage::RecordRow{std::string("2024-01-03"), rate}; };
  store("stock_money_flow", {"timestamp", "net_inflow_rate"}, {row(0.1)}, kStock, "b");
  store("stock_money_flow", {"timestamp", "net_inflow_rate"}, {{std::string("2024-01-03"), {}}}, kStock, "a");
  store("stock_money_flow", {"timestamp", "net_inflow_rate"}, {row(0.7)}, kStock, "c");
  QVERIFY(tests::equalColumn(read("inflow_rate", m_bars), {kNone, kNone, 0.1, kNone, kNone, kNone}));
}

/// A week's bar tells the days since the last one's that are over before it closes: in that of 5 January Wednesday and
/// Thursday, (0.1 · 1100 − 60) / (1100 + 1210), in the next one Friday and Monday, 0.2 · 1200 / (1200 + 1200). Of the
/// list two days of 300 and 100, of 1000 each.
void TstAlternativeSources::weeks()
{
  market::BarSeries weekly = tests::dailyBars({"2023-12-29", "2024-01-05", "2024-01-12"}, {10, 12, 13});
  weekly.level = market::BarLevel::Week1;
  store("stock_money_flow", {"timestamp", "net_inflow_rate", "net_inflows"},
      {{std::string("2024-01-03"), 0.1, {}}, {std::string("2024-01-04"), {}, -60.0},
          {std::string("2024-01-05"), 0.2, {}}, {std::string("2024-01-08"), {}, 0.0}});
  const auto rates = read("inflow_rate", weekly);
  QVERIFY(std::isnan(rates[0]));
  QVERIFY(std::abs(rates[1] - (0.1 * 1100 - 60) / (1100 + 1210)) < 1e-12);
  QVERIFY(std::abs(rates[2] - 0.2 * 1200 / (1200 + 1200)) < 1e-12);
  const auto listing = [](const char* day, const char* id, double bought) {
    return storage::RecordRow{std::string(day), std::string(id), std::string("日"), 1000.0, std::string("甲"), bought};
  };
  store("dragon_and_tiger", {"timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in"},
      {listing("2024-01-02", "1", 300), listing("2024-01-03", "2", 100)});
  QVERIFY(tests::equalColumn(read("dragon_listed", weekly), {kNone, 1, kNone}));
  storeListUntil("2024-01-10"); // that of the 11th is missing
  QVERIFY(tests::equalColumn(read("dragon_listed", weekly), {kNone, 1, kNone}));
  storeListUntil("2024-01-11");
  QVERIFY(tests::equalColumn(read("dragon_listed", weekly), {kNone, 1, 0}));
  QVERIFY(tests::equalColumn(read("dragon_net_rate", weekly), {kNone, 0.2, kNone}));
}

/// Some tables say the end of the period where a day of publication belongs: the law gives a third quarter until the
/// end of October, so it counts from 1 November on.
void TstAlternativeSources::holdingsWithoutADayOfPublication()
{
  const market::BarSeries bars =
      tests::dailyBars({"2024-10-08", "2024-10-30", "2024-10-31", "2024-11-01"}, {1, 1, 1, 1});
  store("stock_institutional_investor_holder", {"timestamp", "report_date", "actor_id", "holding_ratio"},
      {{std::string("2024-09-30"), std::string("2024-09-30"), std::string("A"), 0.4}});
  QVERIFY(tests::equalColumn(read("institution_ratio", bars), {kNone, kNone, kNone, 0.4}));
}

/// The same holder under two names of two providers is not twice the share.
void TstAlternativeSources::holdingsOfSeveralProviders()
{
  for (const char* provider : {"em", "csv"})
    store("institutional_investor_holder", {"timestamp", "report_date", "holder_name", "shareholding_ratio"},
        {{std::string("2024-01-03"), std::string("2023-09-30"), std::string(provider), 0.4}}, kStock, provider);
  QCOMPARE(read("institution_ratio", m_bars)[5], 0.4);
}

/// Two feeds of the same quotes, one of them late, are one.
void TstAlternativeSources::quotesOfSeveralProviders()
{
  const auto row = [](const char* time, double last, double volume) {
    return storage::RecordRow{moment(time).micros, std::int64_t{0}, last, volume};
  };
  const std::vector<std::string> columns{"timestamp", "sequence", "close", "volume"};
  store("tick", columns,
      {row("2024-01-03T01:31:00", 11, 100), row("2024-01-03T01:31:03", 11.01, 500),
          row("2024-01-03T01:31:06", 11, 600)});
  const double alone = read("volume_imbalance", m_bars)[1];
  store("tick", columns, {row("2024-01-03T01:31:04", 11.5, 90), row("2024-01-03T01:31:07", 11.4, 550)}, kStock, "zz");
  QVERIFY(std::abs(alone - 0.6) < 1e-12); // 400 up, 100 down
  QCOMPARE(read("volume_imbalance", m_bars)[1], alone);
}

/// A report of the 3rd counts from the 4th on; the one of the 5th changes 0.30 to 0.36.
void TstAlternativeSources::holdings()
{
  const auto row = [](const char* published, const char* period, const char* holder, double ratio) {
    return storage::RecordRow{std::string(published), std::string(period), std::string(holder), ratio};
  };
  store("institutional_investor_holder", {"timestamp", "report_date", "holder_name", "shareholding_ratio"},
      {row("2024-01-03", "2023-06-30", "A", 0.1), row("2024-01-03", "2023-06-30", "B", 0.2),
          row("2024-01-05", "2023-09-30", "A", 0.15), row("2024-01-05", "2023-09-30", "B", 0.21)});
  const auto ratio = read("institution_ratio", m_bars);
  QVERIFY(std::isnan(ratio[1]) && std::abs(ratio[2] - 0.3) < 1e-12 && std::abs(ratio[3] - 0.3) < 1e-12);
  QVERIFY(std::abs(ratio[4] - 0.36) < 1e-12);
  const auto change = read("institution_change", m_bars);
  QVERIFY(std::isnan(change[3]) && std::abs(change[5] - 0.06) < 1e-12);
}

/// 甲 bought 300 and sold 100, an institution sold 50, of a turnover of 1000. That the stock was not listed later is
/// known as far as the list is stored; the first bar cannot know of the day before it.
void TstAlternativeSources::dragonAndTiger()
{
  store("dragon_and_tiger",
      {"timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in", "dep1_out", "dep_1", "dep_1_in", "dep_1_out"},
      {{std::string("2024-01-03"), std::string("1"), std::string("日涨幅偏离值达到7%"), 1000.0, std::string("甲"),
          300.0, 100.0, std::string("机构专用"), {}, 50.0}});
  QVERIFY(tests::equalColumn(read("dragon_listed", m_bars), {kNone, kNone, 1, kNone, kNone, kNone}));
  storeListUntil("2024-01-08");
  QVERIFY(tests::equalColumn(read("dragon_listed", m_bars), {kNone, kNone, 1, 0, 0, 0}));
  storeListUntil("2023-12-28");
  QVERIFY(tests::equalColumn(read("dragon_listed", m_bars), {kNone, 0, 1, 0, 0, 0}));
  QVERIFY(tests::equalColumn(read("dragon_net_rate", m_bars), {kNone, kNone, 0.15, kNone, kNone, kNone}));
  QVERIFY(tests::equalColumn(read("dragon_institution_rate", m_bars), {kNone, kNone, -0.05, kNone, kNone, kNone}));
  QVERIFY(tests::equalColumn(read("dragon_institution_sellers", m_bars), {kNone, kNone, 1, kNone, kNone, kNone}));
  QVERIFY(tests::equalColumn(read("dragon_institution_buyers", m_bars), {kNone, kNone, 0, kNone, kNone, kNone}));
}

/// 甲 bought on the 2nd (10, then 11: won) and the 4th (12.1, then 12: lost). When the list of the 2nd is read, on the
/// 3rd, its own outcome is just known: 1 of 1. On the 5th both are: 1 of 2.
void TstAlternativeSources::winRateOfSeats()
{
  store("dragon_and_tiger", {"timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in"},
      {{std::string("2024-01-02"), std::string("1"), std::string("日"), 1000.0, std::string("甲"), 300.0},
          {std::string("2024-01-04"), std::string("2"), std::string("日"), 1000.0, std::string("甲"), 300.0}});
  QVERIFY(tests::equalColumn(read("dragon_win_rate_1", m_bars), {kNone, 1, kNone, 0.5, kNone, kNone}));
  // After three bars: 12 > 10, known on the 5th.
  QVERIFY(tests::equalColumn(read("dragon_win_rate_3", m_bars), {kNone, kNone, kNone, 1, kNone, kNone}));
}

/// Snapshots of 3 January, 01:31 UTC is 09:31: best 10.99 × 300 / 11.01 × 200, then 10.99 × 500 / 11.01 ×
/// 200: +200; 400 shares at 11.01 between them. On the 4th one more, which the evening before has nothing to
/// do with.
void TstAlternativeSources::orderFlow()
{
  const auto row = [](const char* time, double last, double volume, const char* bids) {
    return storage::RecordRow{
        moment(time).micros, std::int64_t{0}, last, volume, 10.99, 11.01, std::string(bids), std::string("[200, 100]")};
  };
  store("tick", {"timestamp", "sequence", "close", "volume", "bid_price", "ask_price", "bid_vol", "ask_vol"},
      {row("2024-01-03T01:31:00", 11.0, 100, "[300, 900]"), row("2024-01-03T01:31:03", 11.01, 500, "[500, 900]"),
          row("2024-01-04T01:31:00", 11.0, 80, "[700]")});
  QVERIFY(tests::equalColumn(read("order_flow_imbalance", m_bars), {kNone, 200, kNone, kNone, kNone, kNone}));
  const auto spread = read("quoted_spread", m_bars);
  QVERIFY(std::abs(spread[1] - 0.02 / 11) < 1e-12 && std::isnan(spread[0]) && std::isnan(spread[3]));
  const auto book = read("book_imbalance", m_bars);
  QVERIFY(std::abs(book[1] - (0.2 + 3.0 / 7) / 2) < 1e-12);
  // Between the snapshots 400 shares at a higher price; who had the 100 ahead of the first is not known.
  QCOMPARE(read("volume_imbalance", m_bars)[1], 1.0);
  const auto effective = read("effective_spread", m_bars);
  QVERIFY(std::abs(effective[1] - 0.02 / 11) < 1e-12);
}

/// A snapshot without a volume is none: 5000, 6000 lower, –, 9000 higher are (3000 − 1000) / 4000. The next day counts
/// from its own first snapshot, though its volume is above the last one's: 100 at 10.01, the middle is 10.
void TstAlternativeSources::tradesBetweenTicks()
{
  const auto row = [](const char* time, double last, RecordValue volume) {
    return storage::RecordRow{moment(time).micros, std::int64_t{0}, last, std::move(volume), 9.99, 10.01};
  };
  store("tick", {"timestamp", "sequence", "close", "volume", "bid_price", "ask_price"},
      {row("2024-01-03T02:00:00", 10.01, 5000.0), row("2024-01-03T02:01:00", 9.99, 6000.0),
          row("2024-01-03T02:02:00", 9.99, {}), row("2024-01-03T02:03:00", 10.01, 9000.0),
          row("2024-01-04T02:00:00", 9.5, 12000.0), row("2024-01-04T02:01:00", 10.01, 12100.0)});
  const auto imbalance = read("volume_imbalance", m_bars);
  QVERIFY(std::abs(imbalance[1] - 0.5) < 1e-12 && imbalance[2] == 1);
  QVERIFY(std::abs(read("effective_spread", m_bars)[2] - 0.002) < 1e-12);
}

/// Quotes are read some weeks at a time: day n has 100 + n more at the bid, whatever part of the bars is asked for.
void TstAlternativeSources::quotesOfManyWeeks()
{
  const auto days = tests::tradingDays("2024-01-02", 50);
  std::vector<storage::RecordRow> rows;
  std::vector<double> expected;
  for (const std::string& one : days) {
    const double size = 100 + static_cast<double>(expected.size());
    rows.push_back({moment(one + "T02:00:00").micros, std::int64_t{0}, 9.99, 50.0, 10.01, 50.0});
    rows.push_back({moment(one + "T07:00:00").micros, std::int64_t{0}, 9.99, 50 + size, 10.01, 50.0});
    expected.push_back(size);
  }
  store(
      "l2_quote", {"timestamp", "sequence", "bid_price1", "bid_volume1", "ask_price1", "ask_volume1"}, std::move(rows));
  const market::BarSeries bars = tests::dailyBars(days, std::vector<double>(days.size(), 10));
  QVERIFY(tests::equalColumn(read("order_flow_imbalance", bars), expected));
  const market::BarSeries late = bars.slice(day(days[30]).days, day(days[40]).days);
  QVERIFY(tests::equalColumn(
      read("order_flow_imbalance", late), std::vector<double>(expected.begin() + 30, expected.begin() + 40)));
}

/// Levels as exchanges write them.
void TstAlternativeSources::books()
{
  store("order_book_snapshot", {"timestamp", "sequence", "bids", "asks"},
      {{moment("2024-01-03T01:31:00").micros, std::int64_t{1}, std::string(R"([["9.99","300"],["9.98","1"]])"),
          std::string("[[10.01, 100]]")}});
  const auto spread = read("quoted_spread", m_bars);
  QVERIFY(std::abs(spread[1] - 0.002) < 1e-12);
  QCOMPARE(read("book_imbalance", m_bars)[1], 0.5);
}

/// 10 → 11 → 12.10 at the limit, then 12 (limit 13.31). With a second stock that fell: 1 up of 2.
void TstAlternativeSources::emotion()
{
  market::BarSeries other = tests::dailyBars({"2024-01-02", "2024-01-03", "2024-01-04"}, {10, 9.9, 9.8});
  other.entityId = "stock_sh_600000";
  store(other);
  QVERIFY(tests::equalColumn(read("emotion_limit_ups", m_bars), {kNone, 1, 1, 0, 0, 0}));
  QVERIFY(tests::equalColumn(read("emotion_height", m_bars), {kNone, 1, 2, 0, 0, 0}));
  QVERIFY(tests::equalColumn(read("emotion_advance", m_bars), {kNone, 0, 0, -1, kNone, 1}));
  const auto premium = read("emotion_premium", m_bars);
  QVERIFY(std::isnan(premium[1]) && std::abs(premium[2] - 0.1) < 1e-12);
  QVERIFY(std::abs(premium[3] - (12 / 12.1 - 1)) < 1e-12 && std::isnan(premium[4]));
}

/// One source over changes. The second stock is counted when it comes, and its fall taken back when its bars change.
/// The first one is not read again for that: its dividend of 5 January, 12 after 12.1 − 2, counts once somebody told of
/// it.
void TstAlternativeSources::emotionFollowsChanges()
{
  ColumnSources sources;
  addAlternativeSources(sources, *m_data, *m_profile->profile, m_profile->files);
  const auto bars = std::make_shared<const market::BarSeries>(m_bars);
  const auto advance = [&] {
    return *(*sources.fill(bars, std::vector<std::string>{"emotion_advance"}))->extra("emotion_advance");
  };
  QVERIFY(tests::equalColumn(advance(), {kNone, 1, 1, -1, kNone, 1}));
  market::BarSeries other = tests::dailyBars({"2024-01-02", "2024-01-03", "2024-01-04"}, {10, 9.9, 9.8});
  other.entityId = "stock_sh_600000";
  store(other);
  QVERIFY(tests::equalColumn(advance(), {kNone, 0, 0, -1, kNone, 1}));

  other.close = other.high = {10, 10.1, 10.2};
  storage::BarWrite series;
  series.bars = std::make_shared<const market::BarSeries>(other);
  storage::MarketBatch batch;
  batch.bars.push_back(std::move(series));
  batch.actions = {{kStock, "test", {{.exDay = day("2024-01-05"), .cash = 2}}}};
  QVERIFY(m_profile->profile->write(std::move(batch)));
  QVERIFY(tests::equalColumn(advance(), {kNone, 1, 1, -1, kNone, 1}));
  m_data->notifyChanged(kStock, market::BarLevel::Week1);
  QVERIFY(tests::equalColumn(advance(), {kNone, 1, 1, -1, kNone, 1}));
  m_data->notifyChanged(kStock, {});
  QVERIFY(tests::equalColumn(advance(), {kNone, 1, 1, 1, kNone, 1}));
}

void TstAlternativeSources::everyColumnHasASource()
{
  storeEverything();
  int count = 0;
  for (const ColumnInfo& column : ColumnCatalogue::builtIn().columns()) {
    if (column.category != OperatorCategory::Alternative)
      continue;
    ++count;
    QVERIFY2(!m_messages->text(column.help()).empty() && m_messages->text(column.help()) != column.help(),
        column.name.c_str());
    const auto values = tryRead(column.name, m_bars);
    QVERIFY2(values || values.error().code == "factor.empty_table", column.name.c_str());
  }
  QVERIFY(count >= 45);
}

/// What is stored about later days, and later bars, leaves every earlier value as it was.
void TstAlternativeSources::laterRowsChangeNothingEarlier()
{
  std::map<std::string, std::vector<double>> before;
  const std::vector<std::string> columns{"news_count", "news_sentiment", "main_inflow_rate", "institution_ratio",
      "institution_change", "dragon_listed", "dragon_net_rate", "dragon_win_rate_1", "quoted_spread",
      "effective_spread", "order_flow_imbalance", "volume_imbalance", "emotion_limit_ups", "emotion_premium",
      "emotion_broken_rate"};
  storeEverything();
  for (const std::string& column : columns)
    before[column] = read(column, m_bars);

  market::BarSeries longer = tests::dailyBars(
      {"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10"},
      {10, 11, 12.1, 12, 12, 13, 14.3});
  store(longer);
  store("stock_news", {"timestamp", "news_code", "news_title"},
      {{moment("2024-01-09T07:00:01").micros, std::string("9"), std::string("跌停")}});
  store("stock_money_flow", {"timestamp", "net_main_inflow_rate"}, {{std::string("2024-01-09"), 0.9}});
  store("institutional_investor_holder", {"timestamp", "report_date", "holder_name", "shareholding_ratio"},
      {{std::string("2024-01-09"), std::string("2023-06-30"), std::string("A"), 0.9}});
  store("dragon_and_tiger", {"timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in"},
      {{std::string("2024-01-09"), std::string("9"), std::string("日"), 1000.0, std::string("甲"), 900.0}});
  store("tick", {"timestamp", "sequence", "close", "volume", "bid_price", "ask_price", "bid_vol", "ask_vol"},
      {{moment("2024-01-10T01:31:00").micros, std::int64_t{0}, 14.0, 500.0, 13.9, 14.1, std::string("[1]"),
          std::string("[9]")}});
  for (const std::string& column : columns) {
    auto now = read(column, longer);
    QCOMPARE(now.size(), std::size_t{7});
    now.pop_back();
    QVERIFY2(tests::equalColumn(now, before[column]), column.c_str());
    QVERIFY2(!std::ranges::all_of(now, [](double value) { return std::isnan(value); }), column.c_str());
  }
}

void TstAlternativeSources::storeEverything()
{
  news();
  moneyFlow();
  holdings();
  winRateOfSeats();
  storeListUntil("2024-01-08");
  orderFlow();
}

QTEST_GUILESS_MAIN(TstAlternativeSources)
#include "tst_alternative_sources.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/record_expression.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

RecordValue text(const char* value)
{
  return std::string(value);
}

std::int64_t utc(const char* iso)
{
  const ParsedTime time = parseTime(iso).value();
  return time.local.micros - time.offset.micros;
}

/// The cells of one column, in order, as one text.
QString columnOf(const Result<RecordTable>& table, std::size_t column = 0)
{
  if (!table)
    return QString::fromStdString(table.error().code);
  QStringList cells;
  for (const RecordRow& row : table->rows) {
    if (const auto* number = std::get_if<double>(&row[column]))
      cells << QString::number(*number);
    else if (const auto* integer = std::get_if<std::int64_t>(&row[column]))
      cells << QString::number(*integer);
    else if (const auto* word = std::get_if<std::string>(&row[column]))
      cells << QString::fromStdString(*word);
    else
      cells << QStringLiteral("-");
  }
  return cells.join(u',');
}

RecordQuery of(const char* schema, std::vector<std::string> columns)
{
  return {schema, std::move(columns), {}, {}, {}, 0};
}

market::Entity entity(const char* type, const char* exchange, const char* code, const char* name, const char* listed)
{
  return {{type, exchange, code}, name, "", "CNY", TradingDay::parse(listed).value(), {}, false};
}

}

class TstRecordAsOf : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_test = std::make_unique<TestProfile>(); }

  void aRestatedReportIsSeenAsItWasPublished_data()
  {
    QTest::addColumn<QString>("asOf");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* asOf, const char* expected) {
      QTest::newRow(asOf) << QString::fromLatin1(asOf) << QString::fromLatin1(expected);
    };
    // The year 2023: 100 published on 3 April, 110 restated on 30 August; its first quarter of 2024: 30 on 27 April.
    row("2024-04-02", "");
    row("2024-04-03", "100"); // a date alone means the end of that day
    row("2024-04-03T15:00", ""); // nobody knows at what hour of the day it came
    row("2024-04-04T00:00", "100");
    row("2024-04-26", "100");
    row("2024-04-27", "100,30");
    row("2024-08-29", "100,30");
    row("2024-08-30T23:59:59", "100,30");
    row("2024-08-30", "110,30");
    row("2030-01-01", "110,30");
    row("2024-04-03T15:59:59Z", ""); // 23:59:59 in Shanghai
    row("2024-04-03T16:00:00Z", "100"); // the next day has begun there
  }

  void aRestatedReportIsSeenAsItWasPublished()
  {
    QFETCH(QString, asOf);
    QFETCH(QString, expected);
    RecordStore& store = m_test->open().records();
    addReports(store);
    RecordQuery query = of("balance_sheet", {"total_assets"});
    query.providers = {"eastmoney"};
    query.asOf = parseTime(asOf.toStdString()).value();
    QCOMPARE(columnOf(store.query(query)), expected);
    QCOMPARE(store.count(query).value(), expected.isEmpty() ? 0 : expected.count(u',') + 1);
  }

  void aFilterLooksAtTheVersionThatCounts()
  {
    RecordStore& store = m_test->open().records();
    addReports(store);
    RecordQuery query = of("balance_sheet", {"total_assets"});
    query.providers = {"eastmoney"};
    query.filters = {
        {"report_date", FilterOperator::Equal, {text("2023-12-31")}}, {"total_assets", FilterOperator::Less, {105.0}}};
    query.asOf = parseTime("2024-08-29").value();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("100"));
    query.asOf = parseTime("2024-08-30").value();
    QCOMPARE(columnOf(store.query(query)), QString()); // 100 was corrected: it is no longer what is known
    query.asOf.reset();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("100")); // without a moment every version is a row
  }

  void providersAreToldApart()
  {
    RecordStore& store = m_test->open().records();
    addReports(store);
    RecordQuery query = of("balance_sheet", {"total_assets"});
    query.filters = {{"report_date", FilterOperator::Equal, {text("2023-12-31")}}};
    query.order = {{"provider", false}};
    query.asOf = parseTime("2024-12-31").value();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("110,99"));
  }

  /// US payrolls of January 2024: 353,000 at first, 229,000 after the revision of 8 March (Bureau of Labor Statistics).
  void aMomentOfPublicationCountsToTheMicrosecond()
  {
    RecordStore& store = m_test->open().records();
    const auto release = [](const char* published, double actual) {
      return RecordRow{text("bls"), text("nfp-2024-01"), utc("2024-02-02T13:30:00Z"), utc(published), actual};
    };
    QVERIFY(store.upsert({"economic_calendar",
        {{"provider", "event_id", "timestamp", "published", "actual"},
            {release("2024-02-02T13:30:00Z", 353'000), release("2024-03-08T13:30:00Z", 229'000)}}}));
    const auto asOf = [&](const char* moment) {
      RecordQuery query = of("economic_calendar", {"actual"});
      query.asOf = parseTime(moment).value();
      return columnOf(store.query(query));
    };
    QCOMPARE(asOf("2024-02-02T13:29:59.999999Z"), QString());
    QCOMPARE(asOf("2024-02-02T13:30:00Z"), QStringLiteral("353000"));
    QCOMPARE(asOf("2024-02-02T08:30:00-05:00"), QStringLiteral("353000"));
    QCOMPARE(asOf("2024-02-02"), QStringLiteral("353000")); // 21:30 in Shanghai, still that day
    QCOMPARE(asOf("2024-03-08T13:29Z"), QStringLiteral("353000"));
    QCOMPARE(asOf("2024-03-08T13:30Z"), QStringLiteral("229000"));
  }

  void earlierDaysOfADailySeriesStay()
  {
    RecordStore& store = m_test->open().records();
    const auto valuation = [](const char* day, double pe) {
      return RecordRow{text("stock_sz_000001"), text("csv"), text(day), pe};
    };
    QVERIFY(store.upsert({"stock_valuation",
        {{"entity_id", "provider", "timestamp", "pe"},
            {valuation("2024-01-02", 5), valuation("2024-01-03", 6), valuation("2024-01-04", 7)}}}));
    RecordQuery query = of("stock_valuation", {"pe"});
    query.asOf = parseTime("2024-01-03").value();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("5,6"));
    query.asOf = parseTime("2024-01-03T15:00").value(); // the day is not over
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("5"));
  }

  void whatWasNeverPublishedIsNotKnown()
  {
    RecordStore& store = m_test->open().records();
    QVERIFY(store.upsert({"fund_nav",
        {{"entity_id", "provider", "timestamp", "published", "nav"},
            {{text("fund_cn_000001"), text("em"), text("2024-01-02"), text("2024-01-03"), 1.5},
                {text("fund_cn_000001"), text("em"), text("2024-01-03"), RecordValue(), 1.6}}}}));
    RecordQuery query = of("fund_nav", {"nav"});
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("1.5,1.6"));
    query.asOf = parseTime("2024-01-02").value();
    QCOMPARE(columnOf(store.query(query)), QString());
    query.asOf = parseTime("2030-01-01").value();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("1.5"));
    query.schema = "stock_detail";
    query.columns = {"price"};
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("storage.no_known_column"));
  }

  void timesAreOnTheClockOfTheExchange()
  {
    RecordStore& store = m_test->open().records();
    const auto news = [](const char* id, const char* moment, const char* code) {
      return RecordRow{text(id), text("em"), utc(moment), text(code)};
    };
    QVERIFY(store.upsert({"stock_news",
        {{"entity_id", "provider", "timestamp", "news_code"},
            {news("stock_sz_000001", "2024-01-02T08:30:00Z", "a"), // 16:30 in Shanghai
                news("stockus_nasdaq_AAPL", "2024-01-02T21:30:00Z", "b"), // 16:30 in New York
                news("stockhk_hk_00700", "2024-01-02T08:30:00Z", "c"), // 16:30 in Hong Kong
                news("coin_binance_BTC-USDT", "2024-01-02T16:30:00Z", "d"), // 16:30 UTC
                news("stock_sz_000002", "2024-01-02T16:30:00Z", "e"), // 00:30 on the 3rd
                news("stockus_nasdaq_MSFT", "2024-01-03T04:59:59Z", "f"), // 23:59:59 on the 2nd
                news("stockus_nasdaq_NVDA", "2024-07-02T20:30:00Z", "g")}}})); // 16:30 in summer
    const auto found = [&](const char* start, const char* end) {
      RecordQuery query = of("stock_news", {"news_code"});
      query.order = {{"news_code", false}};
      if (*start != 0)
        query.start = parseTime(start).value();
      if (*end != 0)
        query.end = parseTime(end).value();
      return columnOf(store.query(query));
    };
    QCOMPARE(found("2024-01-02T16:30", "2024-01-02T16:30"), QStringLiteral("a,b,c,d"));
    QCOMPARE(found("2024-01-02T16:30:00.000001", "2024-01-02T17:00"), QString());
    QCOMPARE(found("2024-01-02", "2024-01-02"), QStringLiteral("a,b,c,d,f"));
    QCOMPARE(found("2024-01-03", "2024-01-03"), QStringLiteral("e"));
    QCOMPARE(found("2024-07-02T16:30", "2024-07-02T16:30"), QStringLiteral("g"));
    QCOMPARE(found("2024-01-02T16:30Z", "2024-01-02T21:30Z"), QStringLiteral("b,d,e"));
    QCOMPARE(found("", "2024-01-02T16:29"), QString());
    RecordQuery query = of("stock_news", {"news_code"});
    query.asOf = parseTime("2024-01-02T16:30").value();
    query.order = {{"news_code", false}};
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("a,b,c,d"));
    query.schema = "stock_detail";
    query.asOf.reset();
    query.start = parseTime("2024-01-02").value();
    query.columns = {"price"};
    query.order = {};
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("storage.no_time_column"));
  }

  void rowsKnowTheirSecurity()
  {
    Profile& profile = m_test->open();
    QVERIFY(profile.entities().upsert({entity("stock", "sz", "000001", "平安银行", "1991-04-03"),
        entity("stock", "sh", "600000", "浦发银行", "1999-11-10"),
        entity("index", "sh", "000001", "上证指数", "1991-07-15")}));
    RecordStore& store = profile.records();
    const auto flow = [](const char* id, double inflow) {
      return RecordRow{text(id), text("sina"), text("2024-01-02"), inflow};
    };
    QVERIFY(store.upsert({"stock_money_flow",
        {{"entity_id", "provider", "timestamp", "net_inflows"},
            {flow("stock_sz_000001", 1), flow("stock_sh_600000", 2), flow("index_sh_000001", 3),
                flow("stock_sz_000999", 4)}}}));
    RecordQuery query = of("stock_money_flow", {"entity.name", "code", "entity.list_date", "exchange", "net_inflows"});
    query.order = {{"entity.list_date", true}};
    const auto table = store.query(query);
    QCOMPARE(columnOf(table, 0), QStringLiteral("浦发银行,上证指数,平安银行,-"));
    QCOMPARE(columnOf(table, 1), QStringLiteral("600000,000001,000001,000999"));
    QCOMPARE(columnOf(table, 2), QStringLiteral("1999-11-10,1991-07-15,1991-04-03,-"));
    QCOMPARE(columnOf(table, 3), QStringLiteral("sh,sh,sz,sz"));
    QVERIFY(store.columns(query).value()[2].type == ColumnType::Day);
    const auto where = parseExpression(profile.schemas(), *profile.schemas().find("stock_money_flow"),
        "entity.name like '%银行' and entity.exchange = sz", TimeZone::utc());
    query.where = where.value();
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("平安银行"));
    query.where.reset();
    query.codes = {"000001", "000999"};
    QCOMPARE(columnOf(store.query(query), 4), QStringLiteral("3,1,4"));
    query.schema = "stock";
    query.columns = {"entity.name"};
    query.order = {};
    QCOMPARE(columnOf(store.query(query)), QStringLiteral("平安银行"));
    // Pages in the order of the security's name, of which one is missing, too.
    query = of("stock_money_flow", {"net_inflows"});
    query.order = {{"entity.name", false}};
    query.limit = 1;
    QString inflows;
    for (auto page = store.page(query);; page = store.page(query)) {
      QVERIFY(page);
      inflows += columnOf(Result<RecordTable>(page->table));
      if (!page->next)
        break;
      query.after = page->next;
    }
    QCOMPARE(inflows, QStringLiteral("4312")); // -, 上证, 平安, 浦发: by code point
  }

  void rowsKnowTheirRun()
  {
    Profile& profile = m_test->open();
    MarketBatch batch;
    DataRun run;
    run.kind = "import";
    run.schema = "stock_valuation";
    run.provider = "csv";
    run.source = "valuation.csv";
    run.payloadHash = "00ff";
    run.started = {1};
    run.finished = {2};
    batch.runs = {run, run};
    batch.runs[1].source = "second.csv";
    const auto valuation = [](const char* id, std::int32_t from) {
      return RecordWrite{"stock_valuation",
          {{"entity_id", "provider", "timestamp", "pe"}, {{text(id), text("csv"), text("2024-01-02"), 5.5}}}, from};
    };
    batch.records = {valuation("stock_sz_000001", 1), valuation("stock_sz_000002", kNoRun)};
    QVERIFY(profile.write(batch));
    RecordQuery query = of("stock_valuation", {"run.source", "run.payload_hash", "run.finished", "_run"});
    auto table = profile.records().query(query);
    QCOMPARE(columnOf(table, 0), QStringLiteral("second.csv,-"));
    QCOMPARE(columnOf(table, 1), QStringLiteral("00ff,-"));
    QCOMPARE(columnOf(table, 2), QStringLiteral("2,-"));
    QCOMPARE(columnOf(table, 3), QStringLiteral("2,-"));
    // Whoever writes a row anew is where it comes from.
    MarketBatch later;
    later.runs = {run};
    later.records = {valuation("stock_sz_000001", 0)};
    QVERIFY(profile.write(later));
    table = profile.records().query(query);
    QCOMPARE(columnOf(table, 0), QStringLiteral("valuation.csv,-"));
    QCOMPARE(columnOf(table, 3), QStringLiteral("3,-"));
  }

private:
  static void addReports(RecordStore& store)
  {
    const auto report = [](const char* provider, const char* period, const char* published, double assets) {
      return RecordRow{text("stock_sz_000001"), text(provider), text(period), text(published), assets};
    };
    const auto written = store.upsert({"balance_sheet",
        {{"entity_id", "provider", "report_date", "timestamp", "total_assets"},
            {report("eastmoney", "2023-12-31", "2024-04-03", 100), report("eastmoney", "2023-12-31", "2024-08-30", 110),
                report("eastmoney", "2024-03-31", "2024-04-27", 30),
                report("other", "2023-12-31", "2024-05-01", 99)}}});
    QVERIFY(written);
  }

  std::unique_ptr<TestProfile> m_test;
};

QTEST_APPLESS_MAIN(TstRecordAsOf)
#include "tst_record_as_of.moc"

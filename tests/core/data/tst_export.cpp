// SPDX-License-Identifier: Apache-2.0
#include "core/base/checksum.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/data/exchange_profile.h"

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::data;
using storage::RecordRow;
using storage::RecordValue;

namespace {

/// Rows of order_book_snapshot: entity_id, provider, timestamp, sequence, depth, bids, asks, checksum.
storage::RecordWrite snapshots(std::vector<RecordRow> rows)
{
  return {"order_book_snapshot",
      {{"entity_id", "provider", "timestamp", "sequence", "depth", "bids", "asks", "checksum"}, std::move(rows)}};
}

/// Rows of share_unlock.
storage::RecordWrite unlocks(std::vector<RecordRow> rows)
{
  return {"share_unlock",
      {{"entity_id", "provider", "timestamp", "unlock_date", "kind", "unlock_shares", "unlock_value", "float_ratio",
           "total_ratio"},
          std::move(rows)}};
}

market::BarSeries twoDays()
{
  market::BarSeries bars;
  bars.entityId = "stock_sz_000001";
  bars.provider = "csv";
  bars.append({TradingDay::fromDate({2024, 1, 2}).days, 10, 11, 9, 10.1, 100, 1010.5});
  bars.append({TradingDay::fromDate({2024, 1, 3}).days, 10.1, 10.1, 0.1 + 0.2, 9, NAN, NAN});
  return bars;
}

}

class TstExport : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::ExchangeProfile>(); }
  void cleanup() { m_profile.reset(); }

  void writesTables_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("csv") << "out.csv"
                         << QByteArray(
                                "entity_id,provider,timestamp,sequence,depth,bids,asks,checksum\n"
                                "coin_binance_BTC-USDT,x,2024-01-02T01:30:00.000001Z,1,,\"[[1,\"\"2\"\"]]\",3,\"\"\n"
                                "coin_binance_BTC-USDT,x,2024-01-02T01:30:00.000001Z,2,7,,,\"a\"\"b,\né\"\n");
    QTest::newRow("json lines")
        << "out.jsonl"
        << QByteArray(
               R"({"entity_id":"coin_binance_BTC-USDT","provider":"x","timestamp":"2024-01-02T01:30:00.000001Z",)"
               R"("sequence":1,"depth":null,"bids":[[1,"2"]],"asks":"3","checksum":""})"
               "\n"
               R"({"entity_id":"coin_binance_BTC-USDT","provider":"x","timestamp":"2024-01-02T01:30:00.000001Z",)"
               "\"sequence\":2,\"depth\":7,\"bids\":null,\"asks\":null,\"checksum\":\"a\\\"b,\\né\"}"
               "\n");
  }
  void writesTables()
  {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    constexpr std::int64_t kMoment = 1'704'159'000 * 1'000'000LL + 1;
    QVERIFY(m_profile->profile().records().upsert(
        snapshots({{std::string("coin_binance_BTC-USDT"), std::string("x"), kMoment, std::int64_t(1), {},
                       std::string(R"([[1,"2"]])"), std::string("3"), std::string()},
            {std::string("coin_binance_BTC-USDT"), std::string("x"), kMoment, std::int64_t(2), std::int64_t(7), {}, {},
                std::string("a\"b,\né")}})));
    const auto file = m_profile->path(name.toStdString());
    const auto report = m_profile->exportRecords("order_book_snapshot", file);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(QByteArray::fromStdString(m_profile->textOf(file)), content);
    QCOMPARE(report->rows, std::uint64_t(2));
    QCOMPARE(report->files.at(0).bytes, std::uint64_t(content.size()));
    QCOMPARE(report->files[0].sha256, sha256Hex(content.toStdString()));
  }

  void writesBars()
  {
    QVERIFY(m_profile->profile().bars().write(twoDays(), storage::WriteMode::Merge));
    BarExport wanted;
    wanted.entityIds = {"stock_sz_000001"};
    SilentTaskControl control;
    const auto csv = m_profile->path("bars.csv");
    const auto report = m_profile->exporter().exportBars(wanted, csv, TableFormat::Csv, false, control);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(m_profile->textOf(csv),
        std::string("entity_id,timestamp,open,high,low,close,volume,turnover\n"
                    "stock_sz_000001,2024-01-02,10,11,9,10.1,100,1010.5\n"
                    "stock_sz_000001,2024-01-03,10.1,10.1,0.30000000000000004,9,,\n"));
    wanted.start = ParsedTime{LocalTime::of(TradingDay::fromDate({2024, 1, 3})), false, false, {}};
    const auto json = m_profile->path("bars.json");
    QVERIFY(m_profile->exporter().exportBars(wanted, json, TableFormat::Json, false, control));
    QCOMPARE(m_profile->textOf(json),
        std::string("[\n{\"entity_id\":\"stock_sz_000001\",\"timestamp\":\"2024-01-03\",\"open\":10.1,\"high\":10.1,"
                    "\"low\":0.30000000000000004,\"close\":9,\"volume\":null,\"turnover\":null}\n]\n"));
  }

  /// What bars were written comes back through the importer, in every format.
  void barsComeBack_data()
  {
    QTest::addColumn<QString>("name");
    for (const char* name : {"bars.csv", "bars.json", "bars.jsonl"})
      QTest::newRow(name) << QString(name);
  }
  void barsComeBack()
  {
    QFETCH(QString, name);
    market::BarSeries bars = twoDays();
    bars.low[1] = 8.999999999999998;
    bars.extras = {{"transaction_num", {3, NAN}}, {"turnover_rate", {NAN, 0.1 + 0.2}}};
    QVERIFY(m_profile->profile().bars().write(bars, storage::WriteMode::Merge));
    BarExport wanted;
    wanted.entityIds = {"stock_sz_000001"};
    SilentTaskControl control;
    const auto file = m_profile->path(name.toStdString());
    QVERIFY(m_profile->exporter().exportBars(wanted, file, tableFormatOf(file), false, control));
    tests::DataProfile other;
    ImportOptions options;
    options.files = {file};
    options.entitySource = EntitySource::Column;
    const auto report = other.importer().run(options, control);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QVERIFY(tests::sameBars(*other.bars("stock_sz_000001"), bars));
  }

  /// Any rows → file → the same rows.
  void recordsComeBack_data()
  {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"csv", "json", "jsonl"})
      QTest::newRow(ending) << QString(ending);
  }
  void recordsComeBack()
  {
    QFETCH(QString, ending);
    int run = 0;
    tests::ExchangeProfile& profile = *m_profile;
    tests::ExchangeProfile other;
    QVERIFY(rc::check("rows come back", [&] {
      for (tests::ExchangeProfile* each : {&profile, &other}) {
        for (const char* schema : {"share_unlock", "order_book_snapshot"})
          RC_ASSERT(each->profile()
                  .records()
                  .remove(schema, {{"provider", storage::FilterOperator::Present, {}}})
                  .has_value());
      }
      const auto text = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc,;\"'\t\n\r {}[]\\/-%1")));
      const auto number = rc::gen::oneOf(
          rc::gen::just(RecordValue()), rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t bits) {
            const double value = std::bit_cast<double>(bits);
            return std::isfinite(value) ? RecordValue(value) : RecordValue();
          }));
      const auto maybe = rc::gen::oneOf(
          rc::gen::just(RecordValue()), rc::gen::map(text, [](std::string t) { return RecordValue(std::move(t)); }));
      const auto count = *rc::gen::inRange(1, 8);
      std::vector<RecordRow> unlockRows, bookRows;
      for (int i = 0; i < count; ++i) {
        unlockRows.push_back({std::string("stock_sz_000001"), std::string("p"), std::string("2024-01-02"),
            TradingDay{19'000 + i}.iso(), *text, *number, *number, *number, *number});
        bookRows.push_back({std::string("coin_binance_BTC-USDT"), std::string("p"),
            *rc::gen::inRange<std::int64_t>(-2'000'000'000 * 1'000'000LL, 4'000'000'000 * 1'000'000LL), std::int64_t(i),
            *rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return RecordValue(n); }),
            std::string("{\"a\": [1.50, \"x\\n\"]}"), std::string("\"text\""), *maybe});
      }
      RC_ASSERT(profile.profile().records().upsert(unlocks(unlockRows)).has_value());
      RC_ASSERT(profile.profile().records().upsert(snapshots(bookRows)).has_value());
      for (const char* schema : {"share_unlock", "order_book_snapshot"}) {
        const auto file = profile.path(schema + std::to_string(run++) + "." + ending.toStdString());
        RC_ASSERT(profile.exportRecords(schema, file).has_value());
        const auto report = other.importRecords(schema, file);
        RC_ASSERT(report.has_value());
        if (report->refused())
          RC_FAIL(report->problems[0].error.code + " line " + std::to_string(report->problems[0].line));
        RC_ASSERT(other.rows(schema) == profile.rows(schema));
      }
    }));
  }

  void neverOverwritesUnasked()
  {
    const auto file = m_profile->path("out.csv");
    QVERIFY(m_profile->outside().writeAtomically(file, "mine"));
    const auto refused = m_profile->exportRecords("share_unlock", file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("export.exists"));
    QCOMPARE(m_profile->textOf(file), std::string("mine"));
    storage::RecordQuery query;
    query.schema = "share_unlock";
    SilentTaskControl control;
    QVERIFY(m_profile->exporter().exportRecords(query, file, TableFormat::Csv, true, control));
    QVERIFY(m_profile->textOf(file).starts_with("entity_id,"));
  }

  /// A full disk, a cancelled task or an unknown column: no file, no part of one.
  void failuresLeaveNothing()
  {
    QVERIFY(m_profile->profile().records().upsert(unlocks({{std::string("stock_sz_000001"), std::string("p"),
        std::string("2024-01-02"), std::string("2024-02-01"), std::string("IPO"), {}, {}, {}, {}}})));
    zvt::testing::MemoryFileSystem full;
    full.setCapacity(20);
    zvt::testing::MockClock clock;
    ExportService service(m_profile->profile(), m_profile->data(), full, clock, "test");
    storage::RecordQuery query;
    query.schema = "share_unlock";
    SilentTaskControl control;
    const auto noSpace = service.exportRecords(query, "/out.csv", TableFormat::Csv, false, control);
    QVERIFY(!noSpace);
    QCOMPARE(noSpace.error().code, std::string("file.disk_full"));
    QVERIFY(!full.exists("/out.csv"));

    CancelToken token;
    token.cancel();
    SilentTaskControl cancelled(token);
    const auto file = m_profile->path("out.csv");
    QCOMPARE(m_profile->exporter().exportRecords(query, file, TableFormat::Csv, false, cancelled).error().code,
        std::string("task.cancelled"));
    query.columns = {"nothing"};
    QVERIFY(!m_profile->exporter().exportRecords(query, file, TableFormat::Csv, false, control));
    BarExport bars;
    bars.entityIds = {"nonsense"};
    QVERIFY(!m_profile->exporter().exportBars(bars, file, TableFormat::Csv, false, control));
    QVERIFY(m_profile->outside().list(file.parent_path())->empty());
  }

  void formats()
  {
    QVERIFY(parseTableFormat("jsonl") == TableFormat::JsonLines);
    QVERIFY(!parseTableFormat("xml"));
    QVERIFY(tableFormatOf("a.JSON") == TableFormat::Json);
    QVERIFY(tableFormatOf("a.txt") == TableFormat::Csv);
  }

private:
  std::unique_ptr<tests::ExchangeProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstExport)
#include "tst_export.moc"

// SPDX-License-Identifier: Apache-2.0
#include "tests/core/data/record_import_support.h"

#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::data;
using namespace zvt::tests;
using storage::RecordRow;
using storage::RecordValue;

class TstImportRecords : public RecordImportTest {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  void refusesWhole_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("column");
    const auto row = [](const char* name, const std::string& text, const char* code, int line,
                         const char* column = "") {
      QTest::newRow(name) << bytes(text) << QString(code) << line << QString(column);
    };
    row("empty", "", "import.empty", 0);
    row("header only", kUnlockHead, "import.header_only", 1);
    row("binary", std::string("\x00\x01\x02\xff", 4), "import.binary", 1);
    row("Latin-1", kUnlockHead + "2024-01-02,2024-02-01,caf\xe9,1,1,0.1\n", "import.wrong_encoding", 2);
    row("no day of unlocking", "timestamp,kind\n2024-01-02,IPO\n", "import.missing_columns", 1);
    row("too few cells", kUnlockHead + kUnlockRow + "2024-01-03,2024-02-01,IPO\n", "import.wrong_columns", 3);
    row("too many cells", kUnlockHead + kUnlockRow + "2024-01-03,2024-02-01,IPO,1,1,0.1,9\n", "import.wrong_columns",
        3);
    row("impossible day", kUnlockHead + "2024-02-30,2024-03-01,IPO,1,1,0.1\n", "import.bad_day", 2, "timestamp");
    row("a moment for a day", kUnlockHead + "1704159060000,2024-03-01,IPO,1,1,0.1\n", "import.bad_day", 2, "timestamp");
    row("a time of day for a day", kUnlockHead + "2024-01-02 09:30,2024-03-01,IPO,1,1,0.1\n", "import.bad_day", 2,
        "timestamp");
    row("a year nobody traded in", kUnlockHead + "0024-01-02,2024-03-01,IPO,1,1,0.1\n", "import.time_range", 2,
        "timestamp");
    row("no day", kUnlockHead + ",2024-03-01,IPO,1,1,0.1\n", "import.missing_value", 2, "timestamp");
    row("a dash for a day", kUnlockHead + "--,2024-03-01,IPO,1,1,0.1\n", "import.missing_value", 2, "timestamp");
    row("words for shares", kUnlockHead + "2024-01-02,2024-03-01,IPO,many,1,0.1\n", "import.bad_number", 2,
        "unlock_shares");
    row("infinite", kUnlockHead + "2024-01-02,2024-03-01,IPO,inf,1,0.1\n", "import.out_of_range", 2, "unlock_shares");
    row("beyond double", kUnlockHead + "2024-01-02,2024-03-01,IPO,1e999,1,0.1\n", "import.out_of_range", 2,
        "unlock_shares");
    row("percent of shares", kUnlockHead + "2024-01-02,2024-03-01,IPO,5%,1,0.1\n", "import.bad_number", 2,
        "unlock_shares");
    row("万 of a fraction", kUnlockHead + "2024-01-02,2024-03-01,IPO,1,1,0.1万\n", "import.bad_number", 2,
        "total_ratio");
    row("separators in a fraction", kUnlockHead + "2024-01-02,2024-03-01,IPO,1,1,\"1,000\"\n", "import.bad_number", 2,
        "total_ratio");
    row("decimal comma", kUnlockHead + "2024-01-02,2024-03-01,IPO,1,\"10,5\",0.1\n", "import.bad_number", 2,
        "unlock_value");
    row("groups of two", kUnlockHead + "2024-01-02,2024-03-01,IPO,\"1,00,000\",1,0.1\n", "import.bad_number", 2,
        "unlock_shares");
    row("hexadecimal", kUnlockHead + "2024-01-02,2024-03-01,IPO,0x10,1,0.1\n", "import.bad_number", 2, "unlock_shares");
    row("the same key twice", kUnlockHead + kUnlockRow + "2024-01-02,2024-02-01,placement,1,1,1\n" + kUnlockRow,
        "import.duplicate_key", 4);
    row("the same key written differently", kUnlockHead + kUnlockRow + "20240102,2024/02/01,IPO,1,1,1\n",
        "import.duplicate_key", 3);
    row("open quote", kUnlockHead + "\"2024-01-02,2024-03-01,IPO,1,1,0.1\n", "import.open_quote", 2);
    row("broken JSON", "[{\"timestamp\":\"2024-01-02\",\"unlock_date\":", "import.json_syntax", 1);
    row("JSON of numbers", "[1,2]", "import.json_shape", 1);
    row("JSON with a bad value in line 3",
        "[{\"timestamp\":\"2024-01-02\",\"unlock_date\":\"2024-02-01\",\"kind\":\"IPO\"},\n\n"
        "{\"timestamp\":\"2024-01-03\",\"unlock_date\":true,\"kind\":\"IPO\"}]",
        "import.bad_day", 3, "unlock_date");
    row("web page", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", "import.missing_columns", 1);
  }
  void refusesWhole()
  {
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    QFETCH(int, line);
    QFETCH(QString, column);
    const auto file = m_profile->write("in.csv", {content.constData(), static_cast<std::size_t>(content.size())});
    const auto report = run(file, unlocks());
    QVERIFY2(report, tests::reason(report).c_str());
    QVERIFY(report->refused());
    const ImportProblem& problem = report->problems.front();
    QCOMPARE(QString::fromStdString(problem.error.code), code);
    QCOMPARE(int(problem.line), line);
    QCOMPARE(QString::fromStdString(problem.column), column);
    for (const char* language : {"en", "zh_CN"}) {
      const auto messages = Messages::load(language);
      QVERIFY2(messages->contains(problem.error.code + ".remedy"), problem.error.code.c_str());
      const std::string text = messages->describe(problem.error);
      QVERIFY2(text.find('{') == std::string::npos && text.find(file.string()) != std::string::npos, text.c_str());
    }
    QVERIFY(!outcome(*report));
    QVERIFY(rows("share_unlock").empty());
    QCOMPARE(m_profile->lineageRows(), std::size_t(0));
  }

  /// Securities: the id is made of the code, or its parts of the id.
  void readsSecurities()
  {
    RecordImportOptions options;
    options.schema = "stock";
    const auto byCode =
        run(m_profile->write("a.csv",
                "code,名称,list_date,总市值\n000001,平安银行,1991-04-03,\"1,900亿\"\n600000,浦发银行,1999-11-10,-\n"),
            options);
    QVERIFY2(byCode && !byCode->refused(), tests::reason(byCode).c_str());
    const auto table = m_profile->profile().entities().snapshot();
    QCOMPARE(table->size(), std::size_t(2));
    const auto bank = table->find("stock_sz_000001");
    QVERIFY(bank);
    QCOMPARE(table->at(*bank).name, std::string("平安银行"));
    QCOMPARE(table->at(*bank).listed->iso(), std::string("1991-04-03"));
    QCOMPARE(std::get<double>(cellOf("stock", "total_cap", 1)), 1.9e11);
    // sh000001 is an index and no stock.
    const auto wrong = run(m_profile->write("b.csv", "id,name\nindex_sh_000001,上证指数\n"), options);
    QVERIFY(wrong && wrong->refused());
    QCOMPARE(wrong->problems[0].error.code, std::string("import.wrong_entity_type"));
    options.schema = "stockus";
    QVERIFY(run(m_profile->write("c.csv", "exchange,code,name\nnasdaq,AAPL,Apple\n"), options));
    QVERIFY(m_profile->profile().entities().snapshot()->find("stockus_nasdaq_AAPL"));
  }

  /// Members may be missing, come in any order and hold JSON themselves.
  void readsJson_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("array") << QByteArray("[{\"timestamp\":\"2024-01-02T01:30:00Z\",\"sequence\":1,\"bids\":[[10.5,100],"
                                         "[10.4,\"7\"]],\"checksum\":\"a\\\"\\u00e9\\n\"},"
                                         "\n"
                                         R"({"sequence":2,"asks":"[]","timestamp":"2024-01-02T01:30:00Z"}])");
    QTest::newRow("lines") << QByteArray(
        "{\"timestamp\":\"2024-01-02T01:30:00Z\",\"sequence\":1,\"bids\":[[10.5,100],[10.4,\"7\"]],\"checksum\":"
        "\"a\\\"\\u00e9\\n\"}"
        "\n"
        R"({"sequence":2,"asks":"[]","timestamp":"2024-01-02T01:30:00Z","bids":null})");
  }
  void readsJson()
  {
    QFETCH(QByteArray, content);
    RecordImportOptions options;
    options.schema = "order_book_snapshot";
    options.entity = "coin_binance_BTC-USDT";
    const auto report = run(m_profile->write("in.json", content.toStdString()), options);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QCOMPARE(rows("order_book_snapshot").size(), std::size_t(2));
    QCOMPARE(std::get<std::string>(cellOf("order_book_snapshot", "bids")), std::string(R"([[10.5,100],[10.4,"7"]])"));
    QCOMPARE(std::get<std::string>(cellOf("order_book_snapshot", "checksum")), std::string("a\"é\n"));
    QCOMPARE(std::get<std::string>(cellOf("order_book_snapshot", "asks", 1)), std::string("[]"));
    QVERIFY(std::holds_alternative<std::monostate>(cellOf("order_book_snapshot", "bids", 1)));
  }

  void missingAndEmptyTextsDiffer()
  {
    QVERIFY(run(m_profile->write("in.csv", "timestamp,unlock_date,kind\n2024-01-02,2024-02-01,\"\"\n"), unlocks()));
    QCOMPARE(std::get<std::string>(cellOf("share_unlock", "kind")), std::string());
    const auto none =
        run(m_profile->write("in.csv", "timestamp,unlock_date,kind\n2024-01-02,2024-02-01,\n"), unlocks());
    QVERIFY(none && none->refused());
    QCOMPARE(none->problems[0].error.code, std::string("import.missing_value"));
  }

  void collectsHundredProblems()
  {
    std::string text = kUnlockHead;
    for (int i = 0; i < 500; ++i)
      text += "2024-01-02,2024-02-01,IPO,x,1,0.1\n";
    const auto report = run(m_profile->write("in.csv", text), unlocks());
    QVERIFY(report);
    QCOMPARE(report->problems.size(), kMaxImportProblems);
    QVERIFY(report->moreProblems);
  }

  /// The second file is bad: the first one is not kept. A key may not come twice in one import either.
  void allFilesOrNone()
  {
    RecordImportOptions options = unlocks();
    const auto good = m_profile->write("good.csv", kUnlockHead + kUnlockRow);
    options.files = {good, m_profile->write("bad.csv", kUnlockHead + "x,2024-02-01,IPO,1,1,0.1\n")};
    SilentTaskControl control;
    auto report = m_profile->importer().runRecords(options, control);
    QVERIFY(report && report->refused());
    QCOMPARE(report->problems.size(), std::size_t(1));
    QVERIFY(rows("share_unlock").empty());
    options.files[1] = m_profile->write("again.csv", kUnlockHead + kUnlockRow);
    report = m_profile->importer().runRecords(options, control);
    QVERIFY(report && report->refused());
    QCOMPARE(report->problems[0].error.code, std::string("import.duplicate_key"));
    QCOMPARE(report->problems[0].error.field("other"), std::string_view("good.csv"));
  }

  void dryRunAndCancelWriteNothing()
  {
    RecordImportOptions options = unlocks();
    options.dryRun = true;
    const auto file = m_profile->write("in.csv", kUnlockHead + kUnlockRow);
    const auto report = run(file, options);
    QVERIFY(report && !report->refused());
    QCOMPARE(report->rows, std::uint64_t(1));
    QVERIFY(rows("share_unlock").empty());
    options.dryRun = false;
    options.files = {file};
    CancelToken token;
    token.cancel();
    SilentTaskControl control(token);
    QCOMPARE(m_profile->importer().runRecords(options, control).error().code, std::string("task.cancelled"));
    QVERIFY(rows("share_unlock").empty());
    QCOMPARE(m_profile->lineageRows(), std::size_t(0));
  }

  void refusesWhatTheProgramWritesItself()
  {
    RecordImportOptions options;
    for (const auto& [schema, code] :
        {std::pair("data_run", "import.reserved_schema"), {"data_coverage", "import.reserved_schema"},
            {"quarantine", "import.reserved_schema"}, {"corporate_action", "import.actions_as_records"},
            {"kdata", "storage.no_table"}, {"nothing", "schema.unknown"}}) {
      options.schema = schema;
      QCOMPARE(run(m_profile->write("in.csv", "id\n1\n"), options).error().code, std::string(code));
    }
  }

  /// Rows may matter to any series: whoever shows one hears of them, once, and of a dry run nothing.
  void tellsWhoeverShowsData()
  {
    int changes = 0;
    const auto handle = m_profile->data().observe(
        [&](const MarketChange& change) { changes += change.entityId.empty() && !change.level ? 1 : 100; });
    RecordImportOptions options = unlocks();
    options.dryRun = true;
    const auto file = m_profile->write("in.csv", kUnlockHead + kUnlockRow);
    QVERIFY(run(file, options));
    QCOMPARE(changes, 0);
    options.dryRun = false;
    QVERIFY(run(file, options));
    QCOMPARE(changes, 1);
  }

  void everyFileIsARun()
  {
    RecordImportOptions options = unlocks();
    options.files = {m_profile->write("a.csv", kUnlockHead + kUnlockRow),
        m_profile->write(
            "b.csv", kUnlockHead + "2024-03-01,2024-04-01,IPO,1,1,0.1\n2024-03-02,2024-04-01,IPO,1,1,0.1\n")};
    SilentTaskControl control;
    QVERIFY(m_profile->importer().runRecords(options, control));
    storage::RunQuery query;
    query.schema = "share_unlock";
    const auto runs = m_profile->profile().runs().list(query);
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t(2));
    QCOMPARE((*runs)[0].source, std::string("b.csv")); // newest first
    QCOMPARE((*runs)[0].rows, std::int64_t(2));
    QCOMPARE((*runs)[0].entityId, std::string("stock_sz_000001"));
    storage::RecordQuery rowsOfB;
    rowsOfB.schema = "share_unlock";
    rowsOfB.filters = {{"_run", storage::FilterOperator::Equal, {(*runs)[0].id}}};
    QCOMPARE(*m_profile->profile().records().count(rowsOfB), std::int64_t(2));
  }

  void previewsWithoutWriting()
  {
    const auto file = m_profile->write("in.csv", "公告日期,解禁日期,限售股类型,note\n2024-01-02,2024-02-01,IPO,x\n");
    const auto preview = m_profile->importer().inspectRecords(file, unlocks());
    QVERIFY2(preview, tests::reason(preview).c_str());
    QVERIFY(preview->problems.empty());
    QCOMPARE(preview->layout.columns.at(1).role, std::string("unlock_date"));
    QCOMPARE(preview->layout.columns.at(3).role, std::string());
    QCOMPARE(preview->layout.preview.at(0).at(2), std::string("IPO"));
    QCOMPARE(preview->rows.rows.size(), std::size_t(1));
    QCOMPARE(preview->file.rows, std::uint64_t(1));
    QVERIFY(rows("share_unlock").empty());
  }

  void fixtures()
  {
    RecordImportOptions options;
    options.schema = "trade_tick";
    options.entity = "coin_binance_BTC-USDT";
    options.mapping = "timestamp=timestamp,trade_id=id,volume=amount,turnover=cost";
    ZVT_FIXTURE(trades, "market/freqtrade/public_trades_list.csv");
    const auto report = run(trades, options);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    // First row of the file: 1675329600138,1206419187,,buy,1666.8,26.062,43440.1416
    const auto first = rows("trade_tick").at(0);
    QCOMPARE(std::get<std::int64_t>(first[2]), std::int64_t(1'675'329'600'138 * 1000));
    QCOMPARE(std::get<std::string>(first[3]), std::string("1206419187"));
    QCOMPARE(std::get<double>(first[4]), 1666.8);
    QCOMPARE(std::get<double>(first[6]), 43440.1416);
    QCOMPARE(std::get<std::string>(first[7]), std::string("buy"));
    ZVT_FIXTURE(curves, "market/zipline/treasury_curves.csv");
    options = {};
    options.schema = "treasury_yield";
    options.entity = "country_galaxy_US";
    options.mapping = "timestamp=Time Period,yield_2=2year,yield_5=5year,yield_10=10year,yield_30=30year";
    const auto yields = run(curves, options);
    QVERIFY2(yields && !yields->refused(), tests::reason(yields).c_str());
    // 1990-01-02: 2-year 0.0787, 30-year 0.08
    QCOMPARE(std::get<double>(cellOf("treasury_yield", "yield_2")), 0.0787);
    QCOMPARE(std::get<double>(cellOf("treasury_yield", "yield_30")), 0.08);
  }

  /// Whatever the bytes, reading ends with rows or with problems.
  void survivesAnyBytes()
  {
    QVERIFY(rc::check("any table-like text", [this] {
      const auto text =
          *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789-:.,\"\n\r\t[]{}% eadt万")));
      RecordImportOptions options = unlocks();
      options.dryRun = true;
      for (const std::string& start : {kUnlockHead, std::string("{\"timestamp\":")}) {
        const auto report = run(m_profile->write("in.csv", start + text), options);
        RC_ASSERT(report && (report->refused() || report->rows > 0));
      }
    }));
  }
};

QTEST_APPLESS_MAIN(TstImportRecords)
#include "tst_import_records.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace zvt;
using namespace zvt::tests;

/// `zvt sql` and the options of `zvt query bars`, beside the program that owns the profile.
class TstSqlCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// 3 bars of one stock, which one run brought, and 2 more without one.
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    // 2024-01-02 … 04: 19,724 days after 1970
    storage::MarketBatch batch = stockBatch({{19'724, 10, 12, 9, 11, 100, 1'000}, {19'725, 11, 13, 10, 12, 100, 1'000},
        {19'726, 12, 14, 11, 13, 100, 1'000}});
    storage::DataRun run;
    run.kind = "import";
    run.schema = "kdata";
    run.provider = "alpha";
    run.source = "prices.csv";
    run.payloadHash = "abc123";
    run.transformation = R"({"volume_unit":"share"})";
    batch.runs = {run};
    batch.bars[0].run = 0;
    const auto written = profile.write(std::move(batch));
    QVERIFY2(written, codeOf(written).c_str());
    market::BarSeries more = emptySeries("stock_sz_000001", market::BarLevel::Day1, "alpha");
    addBar(more, {19'730, 20, 20, 20, 20, 100, 1'000});
    QVERIFY(profile.bars().write(std::move(more), storage::WriteMode::Append));
  }

  void answersAsTableCsvAndJson()
  {
    const QString sql =
        QStringLiteral("SELECT timestamp, close, name FROM stock_1d_bfq_kdata WHERE code = :code LIMIT 2");
    const QStringList parameter = {QStringLiteral("--param"), QStringLiteral("code=000001")};
    CliAnswer answer =
        run(QStringList{QStringLiteral("sql"), sql, QStringLiteral("--format"), QStringLiteral("csv")} + parameter);
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.output, QByteArray("timestamp,close,name\n2024-01-02,11,平安银行\n2024-01-03,12,平安银行\n"));
    answer = run(QStringList{QStringLiteral("sql"), sql, QStringLiteral("--json")} + parameter);
    const QJsonArray rows = QJsonDocument::fromJson(answer.output).array();
    QCOMPARE(rows.size(), qsizetype(2));
    QCOMPARE(rows[1].toObject()[QStringLiteral("close")].toDouble(), 12.0);
    answer = run(QStringList{QStringLiteral("sql"), sql} + parameter);
    QCOMPARE(answer.output,
        QByteArray("timestamp   close  name\n2024-01-02     11  平安银行\n2024-01-03     12  平安银行\n"));
  }

  void saysWhenRowsWereCut()
  {
    const CliAnswer answer = run({QStringLiteral("sql"), QStringLiteral("SELECT key FROM stock_1d_bfq_kdata"),
        QStringLiteral("--limit"), QStringLiteral("2"), QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.output, QByteArray("key\n19724\n19725\n"));
    QVERIFY(answer.errors.contains("first 2 rows"));
  }

  void errorsNameWhatToDo()
  {
    const auto failing = [&](const char* sql, const char* text) {
      const CliAnswer answer = run({QStringLiteral("sql"), QString::fromUtf8(sql)});
      return answer.exitCode == 1 && answer.output.isEmpty() && answer.errors.startsWith("zvt: ")
          && answer.errors.contains(text);
    };
    QVERIFY(failing("DELETE FROM stock", "only reads"));
    QVERIFY(failing("SELECT * FROM bar_chunk", "bar_chunk"));
    QVERIFY(failing("SELECT * FROM stokc", "did you mean stock"));
    QVERIFY(failing("SELECT :x", "--param x="));
    QVERIFY(failing("SELECT * FORM stock", "FORM"));
    const CliAnswer json =
        run({QStringLiteral("sql"), QStringLiteral("SELECT * FORM stock"), QStringLiteral("--json")});
    const QJsonObject error = QJsonDocument::fromJson(json.output).object()[QStringLiteral("error")].toObject();
    QCOMPARE(error[QStringLiteral("code")].toString(), QStringLiteral("sql.syntax"));
    QCOMPARE(error[QStringLiteral("context")].toObject()[QStringLiteral("column")].toString(), QStringLiteral("10"));
    QCOMPARE(run({QStringLiteral("sql"), QStringLiteral("SELECT 1"), QStringLiteral("--param"), QStringLiteral("x")})
                 .exitCode,
        2);
  }

  /// 0xff begins no character; RFC 3629 has none. JSON is UTF-8, so it gets U+FFFD; CSV has the bytes that are stored.
  void textsThatAreNotUtf8()
  {
    const QString sql = QStringLiteral("SELECT CAST(x'ff41' AS TEXT) AS text");
    const CliAnswer json = run({QStringLiteral("sql"), sql, QStringLiteral("--json")});
    QVERIFY2(json.exitCode == 0, json.errors.constData());
    QCOMPARE(json.output,
        QByteArray("[{\"text\":\"\xef\xbf\xbd"
                   "A\"}]\n"));
    const CliAnswer csv = run({QStringLiteral("sql"), sql, QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(csv.output,
        QByteArray("text\n\xff"
                   "A\n"));
  }

  void outputThatCannotBeWrittenIsAnError_data()
  {
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, const char* arguments) {
      QTest::newRow(name) << QString::fromUtf8(arguments).split(QLatin1Char(' '));
    };
    row("bars csv", "query bars --entity stock_sz_000001 --format csv");
    row("bars table", "query bars --entity stock_sz_000001");
    row("bars json", "query bars --entity stock_sz_000001 --json");
    row("records", "query stock --format csv");
    row("schemas", "schema list --format csv");
    row("one document", "verify --json");
  }
  void outputThatCannotBeWrittenIsAnError()
  {
    QFETCH(QStringList, arguments);
    if (!std::filesystem::exists("/dev/full"))
      QSKIP("there is no device that is always full");
    const CliAnswer answer = run(arguments, QStringLiteral("/dev/full"));
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.startsWith("zvt: The results could not be written"), answer.errors.constData());
    QCOMPARE(answer.errors.count('\n'), qsizetype(1));
  }

  void listsTablesAndColumns()
  {
    const CliAnswer tables =
        run({QStringLiteral("sql"), QStringLiteral("--tables"), QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(tables.exitCode, 0);
    QVERIFY(tables.output.contains("\nstock_1d_kdata,bars,") && tables.output.contains("\nstock,record,"));
    QVERIFY(!tables.output.contains("coin_1m_kdata") && !tables.output.contains("bar_chunk"));
    const CliAnswer columns = run({QStringLiteral("sql"), QStringLiteral("--columns"), QStringLiteral("stock_1d_kdata"),
        QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY(columns.output.startsWith("column\nid\nentity_id\ntimestamp\n"));
  }

  void barsSayWhereTheyComeFrom()
  {
    const CliAnswer answer =
        run({QStringLiteral("query"), QStringLiteral("bars"), QStringLiteral("--entity"), QStringLiteral("stock_sz_*"),
            QStringLiteral("--start"), QStringLiteral("2024-01-04"), QStringLiteral("--columns"),
            QStringLiteral("close"), QStringLiteral("--lineage"), QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    QCOMPARE(answer.output,
        QByteArray("entity_id,timestamp,close,provider,run,source,payload_hash,transformation,derived\n"
                   "stock_sz_000001,2024-01-04,13,alpha,1,prices.csv,abc123,\"{\"\"volume_unit\"\":\"\"share\"\"}\",\n"
                   "stock_sz_000001,2024-01-08,20,alpha,,,,,\n"));
    const CliAnswer week = run({QStringLiteral("query"), QStringLiteral("bars"), QStringLiteral("--entity"),
        QStringLiteral("000001.SZ"), QStringLiteral("--level"), QStringLiteral("1wk"), QStringLiteral("--adjust"),
        QStringLiteral("hfq"), QStringLiteral("--columns"), QStringLiteral("close"), QStringLiteral("--lineage"),
        QStringLiteral("--limit"), QStringLiteral("1"), QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(week.output.split('\n')[1],
        QByteArray("stock_sz_000001,2024-01-04,13,alpha,,,,,\"made from a finer level, hfq by ratio\""));
  }

private:
  /// The program in English, on a profile that this process holds open.
  CliAnswer run(const QStringList& arguments, const QString& outputFile = {})
  {
    return runCli(m_profile.path(), arguments, outputFile);
  }

  TestProfile m_profile;
};

QTEST_GUILESS_MAIN(TstSqlCommand)
#include "tst_sql_command.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/core/storage/test_profile.h"

using namespace zvt;
using namespace zvt::tests;
using namespace Qt::StringLiterals;

namespace {

storage::RecordValue text(const char* value)
{
  return std::string(value);
}

market::Entity security(const char* id, const char* name)
{
  market::Entity entity;
  entity.id = *market::EntityId::parse(id);
  entity.name = name;
  entity.currency = "CNY";
  return entity;
}

}

/// `zvt query SCHEMA` and `zvt schema` beside the program that owns the profile.
class TstQueryCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    storage::MarketBatch batch;
    batch.entities = {security("stock_sz_000001", "平安银行"), security("stock_sh_600519", "贵州茅台")};
    storage::DataRun run;
    run.kind = "import";
    run.schema = "balance_sheet";
    run.provider = "csv";
    run.source = "assets.csv";
    run.payloadHash = "00ff";
    run.started = run.finished = {1'704'164'400'000'000}; // 2024-01-02T11:00 in Shanghai
    batch.runs = {run};
    const auto report = [](const char* entity, const char* period, const char* published, double assets) {
      return storage::RecordRow{text(entity), text("csv"), text(period), text(published), assets};
    };
    batch.records = {{"balance_sheet",
        {{"entity_id", "provider", "report_date", "timestamp", "total_assets"},
            {report("stock_sz_000001", "2023-12-31", "2024-03-15", 100.5),
                report("stock_sz_000001", "2023-12-31", "2024-08-30", 110),
                report("stock_sh_600519", "2023-12-31", "2024-04-03", 70)}},
        0}};
    batch.records.push_back({"stock_news",
        {{"entity_id", "provider", "timestamp", "news_code", "news_title"},
            {{text("stock_sz_000001"), text("csv"), run.started.micros, text("a"), text("公告, \"标题\"")}}},
        storage::kNoRun});
    const auto written = profile.write(std::move(batch));
    QVERIFY2(written, codeOf(written).c_str());
  }

  void conditionsJoinsAndOrder()
  {
    QCOMPARE(query({u"balance_sheet"_s, u"--columns"_s, u"code,entity.name,total_assets"_s, u"--filter"_s,
                 u"total_assets > 80 and entity.name like '%银行'"_s, u"--order"_s, u"total_assets:desc"_s,
                 u"--format"_s, u"csv"_s}),
        QByteArray("code,entity.name,total_assets\n000001,平安银行,110\n000001,平安银行,100.5\n"));
    QCOMPARE(query({u"balance_sheet"_s, u"--codes"_s, u"600519"_s, u"--columns"_s, u"total_assets"_s, u"--json"_s}),
        QByteArray("[{\"total_assets\":70.0}]\n"));
    QCOMPARE(query({u"balance_sheet"_s, u"--entity"_s, u"stock_sh_600519"_s, u"--count"_s, u"--format"_s, u"csv"_s}),
        QByteArray("rows\n1\n"));
  }

  void whatWasKnownThen()
  {
    const auto assets = [&](const QString& moment) {
      return query({u"balance_sheet"_s, u"--as-of"_s, moment, u"--columns"_s, u"total_assets"_s, u"--order"_s,
          u"total_assets"_s, u"--format"_s, u"csv"_s});
    };
    QCOMPARE(assets(u"2024-03-14"_s), QByteArray("total_assets\n"));
    QCOMPARE(assets(u"2024-03-15"_s), QByteArray("total_assets\n100.5\n"));
    QCOMPARE(assets(u"2024-04-03"_s), QByteArray("total_assets\n70\n100.5\n"));
    QCOMPARE(assets(u"2024-08-30"_s), QByteArray("total_assets\n70\n110\n"));
  }

  void aPageSaysWhereTheNextOneBegins()
  {
    const QStringList first = {u"balance_sheet"_s, u"--columns"_s, u"total_assets"_s, u"--limit"_s, u"2"_s,
        u"--order"_s, u"total_assets:desc"_s, u"--format"_s, u"csv"_s};
    QCOMPARE(query(first), QByteArray("total_assets\n110\n100.5\n"));
    const qsizetype from = m_errors.indexOf("--after '") + 9;
    const QString cursor = QString::fromUtf8(m_errors.mid(from, m_errors.lastIndexOf('\'') - from));
    QCOMPARE(query(first + QStringList{u"--after"_s, cursor}), QByteArray("total_assets\n70\n"));
    QVERIFY(!m_errors.contains("--after"));
  }

  void timesAreForPeopleInATableAndExactElsewhere()
  {
    const QStringList news = {u"stock_news"_s, u"--columns"_s, u"timestamp,news_title"_s};
    QCOMPARE(query(news + QStringList{u"--format"_s, u"csv"_s}),
        QByteArray("timestamp,news_title\n1704164400000000,\"公告, \"\"标题\"\"\"\n"));
    const QByteArray table = query(news);
    QVERIFY2(table.contains("2024-01-02T11:00:00  公告"), table.constData());
    QCOMPARE(query({u"stock_news"_s, u"--start"_s, u"2024-01-02T11:00"_s, u"--end"_s, u"2024-01-02"_s, u"--count"_s,
                 u"--format"_s, u"csv"_s}),
        QByteArray("rows\n1\n"));
    QCOMPARE(query({u"stock_news"_s, u"--start"_s, u"2024-01-02T11:01"_s, u"--count"_s, u"--format"_s, u"csv"_s}),
        QByteArray("rows\n0\n"));
  }

  void rowsNameTheirRun()
  {
    QCOMPARE(query({u"balance_sheet"_s, u"--columns"_s, u"total_assets"_s, u"--lineage"_s, u"--codes"_s, u"600519"_s,
                 u"--format"_s, u"csv"_s}),
        QByteArray("total_assets,_run,run.kind,run.provider,run.finished,run.source,run.payload_hash\n"
                   "70,1,import,csv,1704164400000000,assets.csv,00ff\n"));
  }

  void mistakesAreNamed()
  {
    query({u"balance_sheet"_s, u"--filter"_s, u"total_assets >> 5"_s}, 1);
    QVERIFY2(m_errors.contains("total_assets >> 5"), m_errors.constData());
    query({u"balance_sheet"_s, u"--filter"_s, u"1=1; DROP TABLE balance_sheet"_s}, 1);
    query({u"balance_sheet"_s, u"--order"_s, u"total_assets; --"_s}, 1);
    query({u"industry_info"_s, u"--as-of"_s, u"2024-01-01"_s}, 1);
    QCOMPARE(query({u"balance_sheet"_s, u"--count"_s, u"--format"_s, u"csv"_s}), QByteArray("rows\n3\n"));
  }

  void wrongValuesAreAWrongCommandLine_data()
  {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* arguments, const char* code) {
      QTest::newRow(name) << QString::fromUtf8(arguments).split(u' ') << QByteArray(code);
    };
    row("level", "query bars --entity stock_sz_000001 --level 7m", "bar.unknown_level");
    row("adjust", "query bars --entity stock_sz_000001 --adjust x", "bar.unknown_adjust");
    row("method", "query bars --entity stock_sz_000001 --adjust-method x", "bar.unknown_adjust_method");
    row("bars start", "query bars --entity stock_sz_000001 --start foo", "time.bad_date");
    row("bars end", "export bars --entity stock_sz_000001 --out x.csv --end 2024-01-32", "time.bad_date");
    row("bars format", "query bars --entity stock_sz_000001 --format foo", "cli.bad_format");
    row("records format", "query stock --format foo", "cli.bad_format");
    row("export bars format", "export bars --entity stock_sz_000001 --out x.csv --format foo", "export.bad_format");
    row("export format", "export stock --out x.csv --format foo", "export.bad_format");
    row("schema", "query nosuch", "schema.unknown");
    row("export schema", "export nosuch --out x.csv", "schema.unknown");
    row("import schema", "import records nosuch x.csv", "schema.unknown");
    row("shown schema", "schema show nosuch", "schema.unknown");
    row("records time", "query stock --as-of foo", "time.bad_date");
    row("choice", "quality compare --entity stock_sz_000001 --choice x", "quality.unknown_choice");
    row("severity", "quality list --severity x", "quality.unknown_severity");
    row("state", "quality list --state x", "quality.unknown_state");
    row("quality level", "quality check --level 7m", "bar.unknown_level");
    row("log level", "--log-level x query stock", "log.bad_level");
    row("import level", "import bars x.csv --entity stock_sz_000001 --level 7m", "bar.unknown_level");
    row("factor level", "factor run CLOSE --entity stock_sz_000001 --level 7m", "bar.unknown_level");
    row("day", "rules show --date foo", "time.bad_date");
  }
  /// Said before the profile is opened: there is none, and none is made.
  void wrongValuesAreAWrongCommandLine()
  {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, code);
    const TemporaryFolder folder;
    const QString nowhere = QString::fromStdString((folder.path() / "profile").string());
    const QByteArray answer = run(QStringList{u"--profile"_s, nowhere} + arguments + QStringList{u"--json"_s}, 2);
    QVERIFY2(answer.startsWith("{\"error\":{\"code\":\"" + code + '"'), answer.constData());
    QVERIFY2(m_errors.startsWith("zvt: ") && m_errors.count('\n') == 1, m_errors.constData());
    QVERIFY(!std::filesystem::exists(folder.path() / "profile"));
  }

  void schemasAreShown()
  {
    const QByteArray list = run({u"schema"_s, u"list"_s, u"--rows"_s, u"--format"_s, u"csv"_s});
    QVERIFY2(list.startsWith("name,kind,label,columns,key,time,known,providers,rows\n"), list.constData());
    QVERIFY2(list.contains("\nbalance_sheet,record,"), list.constData());
    QVERIFY2(list.contains(",timestamp,timestamp,eastmoney,3\n"), list.constData());
    const QByteArray show = run({u"schema"_s, u"show"_s, u"balance_sheet"_s, u"--format"_s, u"csv"_s});
    QVERIFY2(show.contains("\ngoodwill,real,currency,false,false,false,Goodwill,商誉,\n"), show.constData());
    const QByteArray facts = run({u"schema"_s, u"show"_s, u"balance_sheet"_s});
    QVERIFY2(facts.contains("entity_id, provider, report_date, timestamp"), facts.constData());
  }

private:
  QByteArray query(const QStringList& arguments, int exitCode = 0)
  {
    return run(QStringList{u"query"_s} + arguments, exitCode);
  }
  /// What the program answers on standard output; m_errors is what it says beside.
  QByteArray run(const QStringList& arguments, int exitCode = 0)
  {
    CliAnswer answer = expectCli(m_profile.path(), arguments, exitCode);
    m_errors = answer.errors;
    return answer.output;
  }

  TestProfile m_profile;
  QByteArray m_errors;
};

QTEST_APPLESS_MAIN(TstQueryCommand)
#include "tst_query_command.moc"

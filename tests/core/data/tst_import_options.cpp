// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_entity.h"
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;

namespace {
const std::string kHead = "date,open,high,low,close,volume\n";
}

class TstImportOptions : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  void readsEntityFromFileName_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("entity");
    QTest::newRow("prefixed, level") << "sz000001_1d.csv" << "stock_sz_000001";
    QTest::newRow("prefixed") << "SH600000.csv" << "stock_sh_600000";
    QTest::newRow("suffix") << "600000.SH.csv" << "stock_sh_600000";
    QTest::newRow("id") << "stock_sz_000001.csv" << "stock_sz_000001";
    QTest::newRow("id, level") << "stock_sz_000001_1m.csv" << "stock_sz_000001";
    QTest::newRow("terminal export") << "SH#601003.txt" << "stock_sh_601003";
    QTest::newRow("index") << "sh000001_1d.csv" << "index_sh_000001";
    QTest::newRow("crypto id") << "coin_binance_BTC-USDT_1m.json" << "coin_binance_BTC-USDT";
  }
  void readsEntityFromFileName()
  {
    QFETCH(QString, name);
    QFETCH(QString, entity);
    const auto id = entityFromFileName("/data/" + name.toStdString());
    QVERIFY2(id, tests::reason(id).c_str());
    QCOMPARE(QString::fromStdString(id->toString()), entity);
  }

  void nameThatTellsNothing()
  {
    QCOMPARE(entityFromFileName("/data/export-bars.csv").error().code, std::string("import.no_entity_in_name"));
  }

  void lotsBecomeShares()
  {
    ImportOptions lots;
    lots.volumeUnit = VolumeUnit::Lot;
    QVERIFY(m_profile->import(
        m_profile->write("a.csv", kHead + "2024-01-02,10,11,9,10,7\n"), "stock_sz_000001", BarLevel::Day1, lots));
    QCOMPARE(m_profile->bars("stock_sz_000001")->volume[0], 700.0);
    // The header says lots: no option is needed, but an option wins.
    const auto file = m_profile->write("b.csv", "date,open,high,low,close,volume_lots\n2024-01-02,10,11,9,10,7\n");
    QVERIFY(m_profile->import(file, "stock_sz_000002"));
    QCOMPARE(m_profile->bars("stock_sz_000002")->volume[0], 700.0);
    ImportOptions shares;
    shares.volumeUnit = VolumeUnit::Share;
    QVERIFY(m_profile->import(file, "stock_sz_000004", BarLevel::Day1, shares));
    QCOMPARE(m_profile->bars("stock_sz_000004")->volume[0], 7.0);
  }

  void newestFirstIsSorted()
  {
    const auto report =
        m_profile->import(m_profile->write("a.csv",
                              kHead + "2024-01-04,12,12,12,12,3\n2024-01-03,11,11,11,11,2\n2024-01-02,10,10,10,10,1\n"),
            "stock_sz_000001");
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QVERIFY(report->series.at(0).newestFirst);
    QCOMPARE(report->series[0].first, std::string("2024-01-02"));
    const auto bars = m_profile->bars("stock_sz_000001");
    QCOMPARE(bars->close, (std::vector<double>{10, 11, 12}));
    QCOMPARE(bars->volume, (std::vector<double>{1, 2, 3}));
  }

  void readsChineseEncodings_data()
  {
    QTest::addColumn<QByteArray>("content");
    // 日期,开盘,最高,最低,收盘 as GBK: python3 -c 'print("日期,开盘,最高,最低,收盘".encode("gbk"))'
    const QByteArray gbk("\xc8\xd5\xc6\xda,\xbf\xaa\xc5\xcc,\xd7\xee\xb8\xdf,\xd7\xee\xb5\xcd,\xca\xd5\xc5\xcc\n");
    const QByteArray row("2024-01-02,10,11,9,10.5\n");
    QTest::newRow("GBK") << gbk + row;
    const QString text = QStringLiteral("日期,开盘,最高,最低,收盘\n2024-01-02,10,11,9,10.5\n");
    QByteArray little("\xff\xfe"), big("\xfe\xff");
    for (const QChar c : text) {
      little.append(char(c.cell())).append(char(c.row()));
      big.append(char(c.row())).append(char(c.cell()));
    }
    QTest::newRow("UTF-16, little-endian") << little;
    QTest::newRow("UTF-16, big-endian") << big;
  }
  void readsChineseEncodings()
  {
    QFETCH(QByteArray, content);
    const auto file = m_profile->write("a.csv", {content.constData(), std::size_t(content.size())});
    const auto report = m_profile->import(file, "stock_sz_000001");
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QCOMPARE(m_profile->bars("stock_sz_000001")->close, (std::vector<double>{10.5}));
  }

  void missingVolumeStaysMissing()
  {
    QVERIFY(m_profile->import(m_profile->write("a.csv", kHead + "2024-01-02,10,11,9,10,\n"), "stock_sz_000001"));
    QVERIFY(std::isnan(m_profile->bars("stock_sz_000001")->volume[0]));
    QVERIFY(std::isnan(m_profile->bars("stock_sz_000001")->turnover[0]));
  }

  /// 09:30 in Shanghai is 01:30 UTC; start labels move to the end of the session's bar.
  void startLabelsMoveToTheEnd()
  {
    ImportOptions start;
    start.label = BarLabel::Start;
    const auto file = m_profile->write("a.csv",
        kHead
            + "2024-01-02 09:30,10,11,9,10,1\n2024-01-02 11:29,10,11,9,10,1\n2024-01-02 13:00,10,11,9,10,1\n2024-01-02 "
              "14:59,10,11,9,10,1\n");
    QVERIFY(m_profile->import(file, "stock_sz_000001", BarLevel::Min1, start));
    const auto bars = m_profile->bars("stock_sz_000001", BarLevel::Min1);
    const std::vector<std::string> ends = {
        "2024-01-02T01:31:00Z", "2024-01-02T03:30:00Z", "2024-01-02T05:01:00Z", "2024-01-02T07:00:00Z"};
    for (std::size_t i = 0; i < ends.size(); ++i)
      QCOMPARE(isoUtc(bars->endAt(i)), ends[i]);
  }

  /// A session of 6.5 hours in bars of one hour ends with half a bar: 15:30 New York is the start of 15:30–16:00.
  void lastHourOfNewYorkIsShort()
  {
    ImportOptions start;
    start.label = BarLabel::Start;
    QVERIFY(m_profile->import(
        m_profile->write("a.csv", kHead + "2024-01-02 14:30,10,11,9,10,1\n2024-01-02 15:30,10,11,9,10,1\n"),
        "stockus_nasdaq_AAPL", BarLevel::Hour1, start));
    const auto bars = m_profile->bars("stockus_nasdaq_AAPL", BarLevel::Hour1);
    QCOMPARE(isoUtc(bars->endAt(0)), std::string("2024-01-02T20:30:00Z"));
    QCOMPARE(isoUtc(bars->endAt(1)), std::string("2024-01-02T21:00:00Z"));
  }

  /// New York summer and winter time: 16:00 is 20:00 UTC in July and 21:00 UTC in January.
  void zonesFollowSummerTime()
  {
    QVERIFY(m_profile->import(
        m_profile->write("a.csv", kHead + "2024-01-03 16:00,10,11,9,10,1\n2024-07-03 13:00,10,11,9,10,1\n"),
        "stockus_nasdaq_AAPL", BarLevel::Min1));
    const auto bars = m_profile->bars("stockus_nasdaq_AAPL", BarLevel::Min1);
    QCOMPARE(isoUtc(bars->endAt(0)), std::string("2024-01-03T21:00:00Z"));
    QCOMPARE(isoUtc(bars->endAt(1)), std::string("2024-07-03T17:00:00Z"));
    ImportOptions utc;
    utc.timeZone = "UTC";
    QVERIFY(m_profile->import(
        m_profile->write("b.csv", kHead + "2024-01-03 16:00,10,11,9,10,1\n"), "stockus_nyse_IBM", BarLevel::Min1, utc));
    QCOMPARE(
        isoUtc(m_profile->bars("stockus_nyse_IBM", BarLevel::Min1)->endAt(0)), std::string("2024-01-03T16:00:00Z"));
  }

  void entityColumn()
  {
    ImportOptions options;
    options.files = {m_profile->write("a.csv",
        "code,date,open,high,low,close\n600000.SH,2024-01-02,1,1,1,1\nsz000001,2024-01-02,2,2,2,2\n"
        "600000.SH,2024-01-03,1,1,1,1\n")};
    options.entitySource = EntitySource::Column;
    SilentTaskControl control;
    const auto report = m_profile->importer().run(options, control);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QCOMPARE(m_profile->bars("stock_sh_600000")->size(), std::size_t(2));
    QCOMPARE(m_profile->bars("stock_sz_000001")->size(), std::size_t(1));
  }

  void newEntitiesAndLineage()
  {
    ImportOptions options;
    options.entityName = "平安银行";
    const auto file = m_profile->write("a.csv", kHead + "2024-01-02,10,11,9,10,7\n");
    const auto report = m_profile->import(file, "000001.SZ", BarLevel::Day1, options);
    QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
    QVERIFY(report->series.at(0).entityCreated);
    QCOMPARE(report->series[0].entityId, std::string("stock_sz_000001"));
    const auto table = m_profile->profile().entities().snapshot();
    const auto index = table->find("stock_sz_000001");
    QVERIFY(index);
    QCOMPARE(table->at(*index).name, std::string("平安银行"));
    QCOMPARE(table->at(*index).currency, std::string("CNY"));
    // A second import finds it and leaves its name alone.
    const auto again = m_profile->import(file, "000001.SZ");
    QVERIFY(again && !again->series[0].entityCreated);
    QCOMPARE(m_profile->profile().entities().snapshot()->at(*index).name, std::string("平安银行"));
    const auto lineage = m_profile->profile().records().query(
        {"data_run", {"entity_id", "source", "payload_hash", "rows", "provider"}, {}, {}, {}, 0});
    QVERIFY2(lineage, tests::reason(lineage).c_str());
    QCOMPARE(std::get<std::string>(lineage->rows.at(0)[0]), std::string("stock_sz_000001"));
    QCOMPARE(std::get<std::string>(lineage->rows[0][1]), std::string("a.csv"));
    QCOMPARE(std::get<std::string>(lineage->rows[0][2]).size(), std::size_t(64));
    QCOMPARE(std::get<std::int64_t>(lineage->rows[0][3]), std::int64_t(1));
  }

  /// Importing a file twice is importing it once; a longer file adds to it.
  void importIsIdempotent()
  {
    const std::string one = kHead + "2024-01-02,10,11,9,10,7\n";
    QVERIFY(m_profile->import(m_profile->write("a.csv", one), "stock_sz_000001"));
    QVERIFY(m_profile->import(m_profile->write("a.csv", one), "stock_sz_000001"));
    QCOMPARE(m_profile->bars("stock_sz_000001")->size(), std::size_t(1));
    QVERIFY(m_profile->import(m_profile->write("a.csv", one + "2024-01-03,10,11,9,10.5,7\n"), "stock_sz_000001"));
    QCOMPARE(m_profile->bars("stock_sz_000001")->size(), std::size_t(2));
  }

  /// Two files of actions may complete each other; an ex-date in both would count twice.
  void actionsOfTwoFiles()
  {
    ImportOptions options;
    options.content = plugin::ImportContent::Actions;
    options.entity = "stock_sz_000001";
    options.files = {m_profile->write("a.csv", "ex_date,cash\n2023-06-01,0.5\n2024-06-03,0.6\n"),
        m_profile->write("b.csv", "ex_date,cash\n2022-06-01,0.4\n2024-06-03,0.6\n")};
    SilentTaskControl control;
    const auto refused = m_profile->importer().run(options, control);
    QVERIFY(refused && refused->refused());
    QCOMPARE(refused->problems.at(0).error.code, std::string("import.actions_in_two_files"));
    QCOMPARE(refused->problems[0].error.field("day"), std::string_view("2024-06-03"));
    QVERIFY(m_profile->profile().actions().read({"stock_sz_000001", {}, {}})->empty());
    options.files[1] = m_profile->write("b.csv", "ex_date,cash\n2022-06-01,0.4\n2023-12-01,0.6\n");
    QVERIFY(!m_profile->importer().run(options, control)->refused());
    QCOMPARE(m_profile->profile().actions().read({"stock_sz_000001", {}, {}})->size(), std::size_t(4));
  }

  void badOptions()
  {
    const auto file = m_profile->write("a.csv", kHead + "2024-01-02,10,11,9,10,7\n");
    ImportOptions options;
    options.mapping = "timestamp";
    QCOMPARE(m_profile->import(file, "stock_sz_000001", BarLevel::Day1, options).error().code,
        std::string("import.bad_mapping"));
    options = {};
    options.timeZone = "Mars/Base";
    QCOMPARE(m_profile->import(file, "stock_sz_000001", BarLevel::Day1, options).error().code,
        std::string("time.unknown_zone"));
    options = {};
    options.provider = "no blanks";
    QCOMPARE(m_profile->import(file, "stock_sz_000001", BarLevel::Day1, options).error().code,
        std::string("import.bad_option"));
    QVERIFY(!m_profile->import(file, "no such code"));
    QCOMPARE(m_profile->import(file, "").error().code, std::string("import.no_entity"));
    QVERIFY(m_profile->profile().bars().inventory()->empty());
  }

  void preview()
  {
    const auto file = m_profile->write(
        "sz000001_1d.csv", kHead + "2024-01-02,10,11,9,10,7\n2024-01-03,10,9,11,10,7\n2024-01-04,10,11,9,10,7\n");
    const auto preview = m_profile->importer().inspect(file, {});
    QVERIFY2(preview, tests::reason(preview).c_str());
    QCOMPARE(preview->guessedEntity, std::string("stock_sz_000001"));
    QVERIFY(preview->guessedLevel == BarLevel::Day1);
    QCOMPARE(preview->layout.preview.size(), std::size_t(3));
    QCOMPARE(preview->problems.size(), std::size_t(1));
    QCOMPARE(preview->problems[0].line, preview->layout.previewLines[1]);
    QCOMPARE(preview->rows, std::uint64_t(2));
  }

  void previewOfANamelessFile()
  {
    ImportOptions options;
    options.entitySource = EntitySource::FileName;
    const auto bars = m_profile->write("export-bars.csv", kHead + "2024-01-02,10,11,9,10,7\n");
    const auto previewed = m_profile->importer().inspect(bars, options);
    QVERIFY2(previewed, tests::reason(previewed).c_str());
    QVERIFY(previewed->guessedEntity.empty());
    QCOMPARE(previewed->rows, std::uint64_t(1));
    options.content = plugin::ImportContent::Actions;
    const auto actions = m_profile->write("export-actions.csv", "ex_date,cash\n2024-01-02,0.5\n");
    const auto read = m_profile->importer().inspect(actions, options);
    QVERIFY2(read, tests::reason(read).c_str());
    QCOMPARE(read->rows, std::uint64_t(1));
  }

private:
  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstImportOptions)
#include "tst_import_options.moc"

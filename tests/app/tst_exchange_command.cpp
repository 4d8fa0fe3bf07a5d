// SPDX-License-Identifier: GPL-3.0-or-later
// Files → profile → files → another profile, by the command line alone.
#include "core/base/file_system.h"
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <fstream>

using namespace zvt;

class TstExchangeCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_folder = std::make_unique<tests::TemporaryFolder>(); }
  void cleanup() { m_folder.reset(); }

  /// Vendors' files as records of several schemas; what is exported comes back the same in every format.
  void recordsComeBack_data()
  {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("fixture");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("rows");
    QTest::newRow("dividends") << "dividend_detail" << "market/hikyuu/sz000001_corporate_actions.csv"
                               << QStringList{"--entity", "000001.SZ", "--provider", "hikyuu", "--map",
                                      "announce_date=ex_date,dividend_date=ex_date,dividend=cash_dividend_per10_pretax"}
                               << 23;
    QTest::newRow("rights")
        << "rights_issue_detail" << "market/hikyuu/sh600000_corporate_actions.csv"
        << QStringList{"--entity", "600000.SH", "--map",
               "timestamp=ex_date,rights_issues=rights_shares_per10,rights_issue_price=rights_price"}
        << 0;
    QTest::newRow("trades") << "trade_tick" << "market/freqtrade/public_trades_list.csv"
                            << QStringList{"--entity", "coin_binance_BTC-USDT", "--map",
                                   "trade_id=id,volume=amount,turnover=cost"}
                            << 0;
    QTest::newRow("funding") << "funding_rate" << "market/lean/cryptofuture/binance/margin_interest/adausdt.csv"
                             << QStringList{"--entity", "coin_binance_ADA-USDT_USDT", "--timezone", "UTC", "--map",
                                    "timestamp=1,funding_rate=2"}
                             << 0;
    QTest::newRow("interest rates") << "interest_rate" << "market/lean/alternative/interest-rate/usa/interest-rate.csv"
                                    << QStringList{"--map",
                                           "timestamp=DATE,rate=PCREDIT8(%),name='primary credit',term='overnight'"}
                                    << 0;
  }
  void recordsComeBack()
  {
    QFETCH(QString, schema);
    QFETCH(QString, fixture);
    QFETCH(QStringList, options);
    QFETCH(int, rows);
    const auto file = tests::fixture(fixture.toStdString());
    if (!file)
      QSKIP("the fixture is not there");
    const QString path = QString::fromStdString(file->string());
    tests::CliAnswer answer = run("a", QStringList{"import", "records", schema, path} + options);
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    const QByteArray stored = run("a", {"query", schema, "--format", "csv"}).output;
    QVERIFY(stored.count('\n') > 1);
    if (rows > 0)
      QCOMPARE(stored.count('\n'), qsizetype(rows + 1));
    for (const QString& ending : {QStringLiteral("csv"), QStringLiteral("json"), QStringLiteral("jsonl")}) {
      const QString out = at("out." + ending);
      answer = run("a", {"export", schema, "--out", out});
      QVERIFY2(answer.exitCode == 0, answer.errors.constData());
      answer = run("b" + ending, {"import", "records", schema, out});
      QVERIFY2(answer.exitCode == 0, answer.errors.constData());
      QCOMPARE(run("b" + ending, {"query", schema, "--format", "csv"}).output, stored);
    }
    answer = run("a", {"export", schema, "--out", at("out.csv")});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.contains("--force"), answer.errors.constData());
    QCOMPARE(run("a", {"export", schema, "--out", at("out.csv"), "--force"}).exitCode, 0);
  }

  void archiveComesBack()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    const QString bars = QString::fromStdString(daily.string());
    QCOMPARE(run("a", {"import", "bars", bars, "--entity", "000001.SZ"}).exitCode, 0);
    QCOMPARE(
        run("a", {"import", "actions", QString::fromStdString(actions.string()), "--entity", "000001.SZ"}).exitCode, 0);
    tests::CliAnswer answer = run("a", {"export", "archive", "--out", at("archive")});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    answer = run("b", {"import", "archive", at("archive")});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    for (const QStringList& query : {QStringList{"bars", "--entity", "000001.SZ", "--adjust", "hfq"},
             QStringList{"corporate_action"}, QStringList{"stock"}, QStringList{"data_run"}}) {
      const QStringList arguments = QStringList{"query"} + query + QStringList{"--format", "csv"};
      const QByteArray first = run("a", arguments).output;
      QVERIFY(first.count('\n') > 1);
      QCOMPARE(run("b", arguments).output, first);
    }
    // One changed byte: refused, the file named, nothing stored.
    const std::filesystem::path damaged = m_folder->path() / "archive/data/bars/1d.zvtbars";
    OsFileSystem files;
    std::string content = *files.read(damaged);
    content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 4);
    QVERIFY(files.writeAtomically(damaged, content));
    answer = run("c", {"import", "archive", at("archive")});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.contains("1d.zvtbars"), answer.errors.constData());
    QCOMPARE(run("c", {"query", "stock", "--format", "csv"}).output.count('\n'), qsizetype(1));
  }

  void barsComeBack()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    QCOMPARE(run("a", {"import", "bars", QString::fromStdString(daily.string()), "--entity", "000001.SZ"}).exitCode, 0);
    const QStringList query = {"query", "bars", "--entity", "000001.SZ", "--format", "csv"};
    tests::CliAnswer answer = run("a", {"export", "bars", "--entity", "000001.SZ", "--out", at("bars.jsonl")});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    answer = run("b", {"import", "bars", at("bars.jsonl"), "--entity-from", "column"});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    QCOMPARE(run("b", query).output, run("a", query).output);
  }

private:
  [[nodiscard]] QString at(const QString& name) const
  {
    return QString::fromStdString((m_folder->path() / name.toStdString()).string());
  }
  tests::CliAnswer run(const QString& profile, const QStringList& arguments)
  {
    return tests::runCli(at("profile-" + profile).toStdString(), arguments);
  }

  std::unique_ptr<tests::TemporaryFolder> m_folder;
};

QTEST_GUILESS_MAIN(TstExchangeCommand)
#include "tst_exchange_command.moc"

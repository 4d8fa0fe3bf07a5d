// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt quality` and `zvt query bars --columns`, from the import to the decision.
class TstQualityCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The price of 2024-01-04 slipped by two places; everything else is sound.
  void initTestCase()
  {
    std::ofstream(m_folder.path() / "bars.csv") << "date,open,high,low,close,volume,turnover,turnover_rate\n"
                                                   "2024-01-02,10,10,10,10,100000,1000000,0.01\n"
                                                   "2024-01-03,10.1,10.1,10.1,10.1,100000,1010000,0.02\n"
                                                   "2024-01-04,1015,1015,1015,1015,100000,1015000,0.03\n"
                                                   "2024-01-05,10.2,10.2,10.2,10.2,100000,1020000,0.04\n"
                                                   "2024-01-08,11.22,11.22,11.22,11.22,100000,1122000,0.05\n";
    const QString file = QString::fromStdString((m_folder.path() / "bars.csv").string());
    run({u"import"_s, u"bars"_s, file, u"--entity"_s, u"stock_sz_000001"_s, u"--map"_s,
        u"turnover_rate=turnover_rate"_s});
    QVERIFY2(m_errors.contains("1 bars were held back and 0 stored ones"), m_errors.constData());
  }

  void listedAndDecided()
  {
    QCOMPARE(closes(), QByteArray("10\n10.1\n10.2\n11.22\n"));
    const QByteArray list = run({u"quality"_s, u"list"_s, u"--format"_s, u"csv"_s});
    const QList<QByteArray> lines = list.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QList<QByteArray> cells = lines[1].split(',');
    QCOMPARE(cells.mid(1, 8),
        (QList<QByteArray>{"open", "Q12", "error", "stock_sz_000001", "1d", "csv", "2024-01-04", "false"}));
    const QString id = QString::fromLatin1(cells[0]);
    run({u"quality"_s, u"accept"_s, id, u"no such id"_s}, 1);
    QVERIFY(m_errors.contains("no such id"));
    QCOMPARE(closes(), QByteArray("10\n10.1\n10.2\n11.22\n"));
    run({u"quality"_s, u"accept"_s, id.left(6)});
    QCOMPARE(closes(), QByteArray("10\n10.1\n10.15\n10.2\n11.22\n"));
    QVERIFY(run({u"quality"_s, u"list"_s, u"--json"_s}).trimmed() == "[]");
    QVERIFY(run({u"quality"_s, u"list"_s, u"--state"_s, u"accepted"_s, u"--json"_s}).contains("\"in_series\":true"));
    run({u"quality"_s, u"drop"_s, id});
    QCOMPARE(closes(), QByteArray("10\n10.1\n10.2\n11.22\n"));
  }

  /// Optional columns, and derived ones that nobody stored: 11.22 is 10 % above 10.20.
  void columnsOfBars()
  {
    QCOMPARE(run({u"query"_s, u"bars"_s, u"--entity"_s, u"stock_sz_000001"_s, u"--start"_s, u"2024-01-05"_s,
                 u"--columns"_s, u"turnover_rate,is_limit_up,open_interest"_s, u"--format"_s, u"csv"_s}),
        QByteArray("entity_id,timestamp,turnover_rate,is_limit_up,open_interest\n"
                   "stock_sz_000001,2024-01-05,0.04,0,\n"
                   "stock_sz_000001,2024-01-08,0.05,1,\n"));
    run({u"query"_s, u"bars"_s, u"--entity"_s, u"stock_sz_000001"_s, u"--columns"_s, u"moon"_s}, 1);
    QVERIFY(m_errors.contains("moon"));
  }

  void checkFindsTheMissingDay()
  {
    const QByteArray found = run({u"quality"_s, u"check"_s, u"--rule"_s, u"Q08"_s, u"--format"_s, u"csv"_s});
    QVERIFY2(found.contains("Q08,warning,stock_sz_000001,1d,csv,2024-01-04,"), found.constData());
    QVERIFY(run({u"quality"_s, u"list"_s, u"--rule"_s, u"Q08"_s, u"--format"_s, u"csv"_s}).contains("2024-01-04"));
  }

  void wrongCommandLines()
  {
    run({u"quality"_s}, 2);
    run({u"quality"_s, u"list"_s, u"--state"_s, u"lost"_s}, 2);
    run({u"quality"_s, u"compare"_s, u"--entity"_s, u"stock_sz_000001"_s}, 1);
    QVERIFY2(m_errors.contains("fewer than two providers"), m_errors.constData());
  }

  void cryptoIsNotAdjusted()
  {
    std::ofstream(m_folder.path() / "coin.csv") << "date,open,high,low,close\n2024-01-02,1,1,1,1\n";
    const QString file = QString::fromStdString((m_folder.path() / "coin.csv").string());
    run({u"import"_s, u"bars"_s, file, u"--entity"_s, u"coin_binance_BTC-USDT"_s});
    run({u"query"_s, u"bars"_s, u"--entity"_s, u"coin_binance_BTC-USDT"_s, u"--adjust"_s, u"qfq"_s}, 1);
    QVERIFY2(m_errors.contains("Crypto has no dividends"), m_errors.constData());
  }

private:
  QByteArray closes()
  {
    return run({u"query"_s, u"bars"_s, u"--entity"_s, u"stock_sz_000001"_s, u"--columns"_s, u"close"_s, u"--format"_s,
                   u"csv"_s})
        .replace("entity_id,timestamp,close\n", "")
        .replace("stock_sz_000001,2024-01-02,", "")
        .replace("stock_sz_000001,2024-01-03,", "")
        .replace("stock_sz_000001,2024-01-04,", "")
        .replace("stock_sz_000001,2024-01-05,", "")
        .replace("stock_sz_000001,2024-01-08,", "");
  }

  /// What the command answers on standard output; its standard error is in m_errors.
  QByteArray run(const QStringList& arguments, int exitCode = 0)
  {
    tests::CliAnswer answer = tests::expectCli(m_folder.path() / "profile", arguments, exitCode);
    m_errors = answer.errors;
    return answer.output;
  }

  tests::TemporaryFolder m_folder;
  QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TstQualityCommand)
#include "tst_quality_command.moc"

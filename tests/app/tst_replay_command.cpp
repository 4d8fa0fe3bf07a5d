// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt replay`: bars as they became known.
class TstReplayCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(daily, "market/hikyuu/sz000001_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sz000001_corporate_actions.csv");
    const auto path = [](const std::filesystem::path& file) { return QString::fromStdString(file.string()); };
    static_cast<void>(run({u"import"_s, u"bars"_s, path(daily), u"--entity"_s, u"stock_sz_000001"_s}));
    static_cast<void>(run({u"import"_s, u"actions"_s, path(actions), u"--entity"_s, u"stock_sz_000001"_s}));
  }

  /// The file's lines of 2007-06-21 … 27; on the 26th the stock was suspended.
  void barsOfAWeek()
  {
    const QList<QByteArray> lines = replay({u"--from"_s, u"2007-06-21"_s, u"--to"_s, u"2007-06-27"_s}).split('\n');
    QCOMPARE(lines[0], QByteArray("known_at,entity_id,timestamp,open,high,low,close,volume,turnover"));
    QCOMPARE(lines[1],
        QByteArray("2007-06-21T15:00:00,stock_sz_000001,2007-06-21,32.439,34.31,31.25,34.31,68168200,2285485000"));
    QVERIFY(lines[3].startsWith("2007-06-25T15:00:00,"));
    QVERIFY(lines[4].startsWith("2007-06-27T15:00:00,"));
    QCOMPARE(lines.size(), 6); // the last one is empty
  }

  /// The newest bar that is known is the anchor of forward adjustment: each bar comes at its raw price, whatever came
  /// later. A query of today has them lower.
  void adjustedByWhatWasKnown()
  {
    const QStringList week{u"--from"_s, u"2007-06-21"_s, u"--to"_s, u"2007-06-27"_s};
    QCOMPARE(replay(week + QStringList{u"--adjust"_s, u"qfq"_s}), replay(week));
  }

  void weeksAreKnownAtTheirEnd()
  {
    const QByteArray weeks = replay({u"--from"_s, u"2007-06-21"_s, u"--to"_s, u"2007-06-29"_s, u"--level"_s, u"1wk"_s});
    QCOMPARE(weeks.count('\n'), 3);
    QVERIFY(weeks.contains("\n2007-06-22T15:00:00,stock_sz_000001,2007-06-22,33,35.8,30.66,35.4,"));
  }

  void paceDelaysNothingButTime()
  {
    const QStringList days{u"--from"_s, u"2007-06-21"_s, u"--to"_s, u"2007-06-25"_s};
    QCOMPARE(replay(days + QStringList{u"--speed"_s, u"100"_s}), replay(days));
  }

  void nothingStoredIsSaid()
  {
    const auto answer = tests::expectCli(m_folder.path() / "profile",
        {u"replay"_s, u"stock_sz_000001"_s, u"--from"_s, u"2007-06-21"_s, u"--level"_s, u"1m"_s}, 1);
    QVERIFY2(answer.errors.contains("Nothing to replay"), answer.errors.constData());
  }

private:
  [[nodiscard]] QByteArray run(const QStringList& arguments) const
  {
    return tests::expectCli(m_folder.path() / "profile", arguments).output;
  }
  [[nodiscard]] QByteArray replay(const QStringList& arguments) const
  {
    return run(QStringList{u"replay"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s} + arguments);
  }

  tests::TemporaryFolder m_folder;
};

QTEST_GUILESS_MAIN(TstReplayCommand)
#include "tst_replay_command.moc"

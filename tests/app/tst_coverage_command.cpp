// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

using namespace zvt;
using namespace zvt::tests;
using namespace Qt::StringLiterals;

/// `zvt coverage` beside the program that owns the profile.
class TstCoverageCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Bars of 2, 3 and 5 January 2024; asked for up to the 8th, of which the 5th to the 8th could not be had.
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    // 2024-01-02: 19,724 days after 1970
    storage::MarketBatch batch = stockBatch({{19'724, 10, 12, 9, 11, 100, 1'000}, {19'725, 10, 12, 9, 11, 100, 1'000},
        {19'727, 10, 12, 9, 11, 100, 1'000}});
    storage::CoverageWrite asked;
    asked.entityId = "stock_sz_000001";
    asked.level = "1d";
    asked.provider = "alpha";
    asked.spans = {{TradingDay{19'724}, TradingDay{19'726}, storage::Asked::Answered, {}},
        {TradingDay{19'727}, TradingDay{19'730}, storage::Asked::Failed, "net.timeout"}};
    batch.coverage = {asked};
    const auto written = profile.write(std::move(batch));
    QVERIFY2(written, codeOf(written).c_str());
  }

  void missingRangesWithTheirReasons()
  {
    QCOMPARE(run({u"--missing"_s, u"--end"_s, u"2024-01-09"_s, u"--format"_s, u"csv"_s}),
        QByteArray("dataset,provider,entity_id,first,last,days,state,detail\n"
                   "stock_1d_kdata,alpha,stock_sz_000001,2024-01-04,2024-01-04,1,asked_empty,\n"
                   "stock_1d_kdata,alpha,stock_sz_000001,2024-01-08,2024-01-08,1,failed,net.timeout\n"
                   "stock_1d_kdata,alpha,stock_sz_000001,2024-01-09,2024-01-09,1,never_asked,\n"));
  }

  void daysOfADataSet()
  {
    QCOMPARE(run({u"bars"_s, u"--by"_s, u"day"_s, u"--end"_s, u"2024-01-05"_s, u"--format"_s, u"csv"_s}),
        QByteArray("dataset,provider,day,due,stored,suspended,asked_empty,failed,never_asked\n"
                   "stock_1d_kdata,alpha,2024-01-02,1,1,0,0,0,0\n"
                   "stock_1d_kdata,alpha,2024-01-03,1,1,0,0,0,0\n"
                   "stock_1d_kdata,alpha,2024-01-04,1,0,0,1,0,0\n"
                   "stock_1d_kdata,alpha,2024-01-05,1,1,0,0,0,0\n"));
  }

  void selections()
  {
    const QStringList json = {u"--json"_s, u"--end"_s, u"2024-01-05"_s};
    QCOMPARE(run(QStringList{u"bars"_s, u"--provider"_s, u"beta"_s} + json), QByteArray("[]\n"));
    QCOMPARE(run(QStringList{u"bars"_s, u"--level"_s, u"1m"_s} + json), QByteArray("[]\n"));
    QCOMPARE(run(QStringList{u"trading_status"_s} + json), QByteArray("[]\n"));
    const QByteArray one = run(QStringList{u"--entity"_s, u"000001.SZ"_s, u"--by"_s, u"entity"_s} + json);
    QVERIFY2(one.contains("\"completeness\":0.75,"), one.constData());
  }

  /// 3 of the 5 trading days 2 … 8 January are stored, of the 6 up to the 9th a half, of the 7 up to the 10th 42.857…
  /// %.
  void aTableTellsPercentAndProgramsGetTheFraction()
  {
    const auto until = [&](const QString& day, const QString& format) {
      return run({u"bars"_s, u"--end"_s, day, u"--format"_s, format});
    };
    QVERIFY2(until(u"2024-01-08"_s, u"table"_s).contains(" 60.00 %"), until(u"2024-01-08"_s, u"table"_s).constData());
    QVERIFY(until(u"2024-01-09"_s, u"table"_s).contains(" 50.00 %"));
    QVERIFY(until(u"2024-01-10"_s, u"table"_s).contains(" 42.85 %"));
    QVERIFY(until(u"2024-01-03"_s, u"table"_s).contains(" 100.00 %"));
    QVERIFY(until(u"2024-01-10"_s, u"csv"_s).contains(",0.42857142857142855,"));
    QVERIFY(until(u"2024-01-10"_s, u"json"_s).contains("\"completeness\":0.42857142857142855,"));
  }

  void aWrongCommandLineIsRefused()
  {
    run({u"nonsense"_s}, 2);
    run({u"--by"_s, u"moon"_s}, 2);
    run({u"--level"_s, u"7m"_s}, 2);
    run({u"--start"_s, u"foo"_s}, 2);
  }

private:
  /// What the command answers on standard output.
  QByteArray run(const QStringList& arguments, int exitCode = 0)
  {
    return expectCli(m_profile.path(), QStringList{u"coverage"_s} + arguments, exitCode).output;
  }

  TestProfile m_profile;
};

QTEST_GUILESS_MAIN(TstCoverageCommand)
#include "tst_coverage_command.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

using namespace zvt;
using namespace zvt::tests;
using namespace Qt::StringLiterals;

/// `zvt factor compute|results|stored|targets|clear`. Closes 10, 12, 8: the averages of two are 11 and 10; the close is
/// above at the second bar and below at the third.
class TstFactorResultsCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_profile = std::make_unique<TestProfile>();
    QVERIFY(m_profile->open().write(stockBatch(
        {{19724, 10, 10, 10, 10, 100, 1000}, {19725, 12, 12, 12, 12, 100, 1200}, {19726, 8, 8, 8, 8, 100, 800}})));
    m_profile->profile.reset();
  }

  void resultsAndSignals()
  {
    const QStringList cross = {
        u"--entity"_s, u"stock_sz_000001"_s, u"--set"_s, u"windows=1,2"_s, u"--format"_s, u"csv"_s};
    QCOMPARE(run(QStringList{u"results"_s, u"CrossMaFactor"_s} + cross),
        QByteArray("entity_id,timestamp,ma1,ma2,filter_result\n"
                   "stock_sz_000001,2024-01-02,10,,\n"
                   "stock_sz_000001,2024-01-03,12,11,1\n"
                   "stock_sz_000001,2024-01-04,8,10,0\n"));
    QCOMPARE(run(QStringList{u"results"_s, u"CrossMaFactor"_s, u"--signals"_s} + cross),
        QByteArray("entity_id,timestamp,signal\n"
                   "stock_sz_000001,2024-01-03,open_long\n"
                   "stock_sz_000001,2024-01-04,open_short\n"));
    const auto on = [&](const QString& day) {
      return run(QStringList{u"targets"_s, u"CrossMaFactor"_s, u"--date"_s, day} + cross);
    };
    QCOMPARE(on(u"2024-01-03"_s), QByteArray("entity_id,weight,score_result,since\nstock_sz_000001,1,,2024-01-03\n"));
    QCOMPARE(on(u"2024-01-04"_s), QByteArray("entity_id,weight,score_result,since\n"));
    QCOMPARE(run(QStringList{u"targets"_s, u"CrossMaFactor"_s, u"--date"_s, u"2024-01-04"_s, u"--opinions"_s} + cross),
        QByteArray("entity_id,side,filter_result,score_result\nstock_sz_000001,short,0,\n"));
  }

  void storedLife()
  {
    const QStringList bars = {u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s};
    const QByteArray head = "entity_id,kept,computed,from,error\n";
    QCOMPARE(run(QStringList{u"compute"_s, u"BullFactor"_s} + bars), head + "stock_sz_000001,0,3,2024-01-02,\n");
    QCOMPARE(run(QStringList{u"compute"_s, u"BullFactor"_s} + bars), head + "stock_sz_000001,3,0,,\n");
    QVERIFY(run(QStringList{u"stored"_s, u"--format"_s, u"csv"_s}).contains("BullFactor,stock_sz_000001,1d,hfq,"));
    m_profile->open();
    QVERIFY(m_profile->profile->write(stockBatch({{19725, 12, 12, 12, 12.5, 100, 1200}})));
    m_profile->profile.reset();
    QVERIFY(run(QStringList{u"stored"_s, u"--format"_s, u"csv"_s}).endsWith(",3,stale\n"));
    QCOMPARE(run(QStringList{u"compute"_s, u"BullFactor"_s} + bars), head + "stock_sz_000001,1,3,2024-01-03,\n");
    run(QStringList{u"clear"_s, u"BullFactor"_s});
    QCOMPARE(run(QStringList{u"stored"_s, u"--format"_s, u"csv"_s}),
        QByteArray("factor,entity_id,level,adjust,parameters,rows,state\n"));
  }

  void errors()
  {
    const QStringList bars = {u"--entity"_s, u"stock_sz_000001"_s};
    const auto told = [&](const QStringList& arguments) {
      return expectCli(m_profile->path(), QStringList{u"factor"_s} + arguments + bars, 1).errors;
    };
    QVERIFY(told({u"compute"_s, u"NoFactor"_s}).contains("There is no factor NoFactor"));
    QVERIFY(told({u"compute"_s, u"MaFactor"_s, u"--set"_s, u"windows=0"_s}).contains("list of bar counts"));
    QVERIFY(told({u"compute"_s, u"MaFactor"_s, u"--set"_s, u"windows"_s}).contains("key=value"));
    QVERIFY(told({u"targets"_s, u"MaFactor"_s, u"--date"_s, u"2024-01-03"_s}).contains("neither a filter nor a score"));
    expectCli(
        m_profile->path(), QStringList{u"factor"_s, u"targets"_s, u"BullFactor"_s, u"--date"_s, u"soon"_s} + bars, 2);
  }

private:
  QByteArray run(const QStringList& arguments)
  {
    return expectCli(m_profile->path(), QStringList{u"factor"_s} + arguments).output;
  }

  std::unique_ptr<TestProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstFactorResultsCommand)
#include "tst_factor_results_command.moc"

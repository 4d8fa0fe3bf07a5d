// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

#include <csignal>

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

  /// Formulas that refer to saved ones; a cycle is refused before it is saved.
  void savedFormulas()
  {
    run({u"save"_s, u"MYMA"_s, u"INPUT: N(2,1,9); FAST: MA(CLOSE,N); SLOW: MA(CLOSE,3)"_s});
    run({u"save"_s, u"TWICE"_s, u"MYMA.FAST * 2"_s});
    const QStringList bars = {u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s};
    QCOMPARE(run(QStringList{u"run"_s, u"A: TWICE; B2: MYMA.FAST(1)"_s} + bars),
        QByteArray("entity_id,timestamp,A,B2\nstock_sz_000001,2024-01-02,,10\n"
                   "stock_sz_000001,2024-01-03,22,12\nstock_sz_000001,2024-01-04,20,8\n"));
    const auto refused = expectCli(m_profile->path(), {u"factor"_s, u"save"_s, u"MYMA"_s, u"TWICE + 1"_s}, 1);
    QVERIFY(refused.errors.contains("column 1") && refused.errors.contains("TWICE → MYMA → TWICE"));
    QVERIFY(run({u"show"_s, u"MYMA"_s, u"--text"_s}).contains("SLOW")); // the old one is still there
  }

  /// Date fields, columns by name and pages of factors and columns.
  void columnsAndPages()
  {
    const QStringList bars = {u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s};
    QVERIFY(run(QStringList{u"run"_s, u"DATE;WEEKDAY;LIMITUPS"_s} + bars)
            .contains("stock_sz_000001,2024-01-03,1240103,3,"));
    const auto none =
        expectCli(m_profile->path(), QStringList{u"factor"_s, u"run"_s, u"COLUMN('nowhere')"_s} + bars, 1);
    QVERIFY(none.errors.contains("nowhere"));
    const QByteArray list = run({u"list"_s, u"--format"_s, u"csv"_s});
    for (const char* part : {"column,TURNOVER_RATE", "factor,MacdFactor,", "operator,RANK,"})
      QVERIFY2(list.contains(part), part);
    QVERIFY(run({u"show"_s, u"MacdFactor"_s}).contains("`live_count` (bars)"));
    QVERIFY(run({u"show"_s, u"RANK"_s}).contains("Known"));
    QVERIFY(run({u"show"_s, u"换手率"_s}).contains("`kdata`"));
  }

  void topStocks()
  {
    const QStringList bars = {u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s, u"--store"_s};
    QVERIFY(run(QStringList{u"top"_s} + bars).contains("2024-01-03,short,stock_sz_000001\n"));
    const QByteArray stored = expectCli(m_profile->path(),
        {u"query"_s, u"top_stocks"_s, u"--columns"_s, u"timestamp,short_count,short_stocks"_s, u"--format"_s, u"csv"_s})
                                  .output;
    QVERIFY2(stored.contains("2024-01-03,1,") && stored.contains("stock_sz_000001"), stored.constData());
  }

  /// What is stored are lists of a whole market, by one market's rules, of days in their order.
  void topStocksOfOneMarket()
  {
    m_profile->open();
    storage::MarketBatch other = stockBatch({});
    other.entities[0].id = *market::EntityId::parse("stock_sz_000002");
    market::BarSeries bars = emptySeries("stock_sz_000002", market::BarLevel::Day1, "alpha");
    addBar(bars, {19724, 10, 10, 10, 10, 100, 1000});
    other.bars = {{std::make_shared<const market::BarSeries>(bars), storage::WriteMode::Merge, {}}};
    QVERIFY(m_profile->profile->write(other));
    m_profile->profile.reset();
    const auto refused = [&](const QStringList& arguments) {
      return expectCli(m_profile->path(), QStringList{u"factor"_s, u"top"_s} + arguments, 1).errors;
    };
    QVERIFY(refused({u"--entity"_s, u"stock_sz_000001"_s, u"--store"_s}).contains("Only 1 of 2"));
    QVERIFY(refused({u"--entity"_s, u"stock_*"_s, u"--start"_s, u"2025-12-31"_s, u"--end"_s, u"2024-01-01"_s})
            .contains("2025-12-31 is later than 2024-01-01"));
    run({u"top"_s, u"--entity"_s, u"stock_*"_s, u"--store"_s});
  }

  /// A misspelt name is told of, not taken for one without results; so is a score that is no number.
  void refusesWhatMeansNothing()
  {
    const auto refused = [&](const QStringList& arguments, int code) {
      return expectCli(m_profile->path(), QStringList{u"factor"_s} + arguments, code).errors;
    };
    QVERIFY(refused({u"clear"_s, u"BullFactr"_s}, 1).contains("BullFactr"));
    run({u"clear"_s, u"BullFactor"_s});
    QVERIFY(refused({u"targets"_s, u"BullFactor"_s, u"--entity"_s, u"stock_sz_000001"_s, u"--date"_s, u"2024-01-04"_s,
                        u"--long"_s, u"nan"_s},
        2)
            .contains("nan"));
  }

  /// Returns go through corporate actions whatever prices the factor reads: the dearest stock rises most, 5 %, and pays
  /// half of its price out, so that raw prices would make it the greatest loser.
  void reportedReturns()
  {
    m_profile->open();
    for (int e = 0; e < 5; ++e) {
      const std::string id = "stock_sz_" + std::to_string(200000 + e);
      const double close = 10.0 * (e + 1);
      const double next = (e == 4 ? close - 25 : close) * (1 + 0.01 * (e + 1));
      market::BarSeries bars = emptySeries(id, market::BarLevel::Day1, "alpha");
      addBar(bars, {19724, close, close, close, close, 100, 1000});
      addBar(bars, {19725, next, next, next, next, 100, 1000});
      writeStock(std::move(bars));
    }
    market::CorporateAction dividend;
    dividend.exDay = {19725};
    dividend.cash = 25;
    QVERIFY(m_profile->profile->actions().write({{"stock_sz_200004", "alpha", {dividend}}}));
    m_profile->profile.reset();
    for (const QString& adjust : {u"hfq"_s, u"bfq"_s})
      QVERIFY(run({u"report"_s, u"CLOSE"_s, u"--entity"_s, u"stock_sz_2*"_s, u"--horizon"_s, u"1"_s, u"--buckets"_s,
                      u"2"_s, u"--adjust"_s, adjust, u"--format"_s, u"csv"_s})
              .contains("close,1,1,"));
    expectCli(m_profile->path(),
        {u"factor"_s, u"report"_s, u"CLOSE"_s, u"--entity"_s, u"stock_sz_2*"_s, u"--horizon"_s, u"-1"_s}, 2);
  }

  /// Ctrl-C: the rows so far are whole lines, the exit code is 1 and the reason is told.
  void interrupted()
  {
    m_profile->open();
    for (int e = 0; e < 200; ++e) {
      market::BarSeries bars = emptySeries("stock_sz_" + std::to_string(100000 + e), market::BarLevel::Day1, "alpha");
      for (std::int64_t i = 0; i < 400; ++i)
        addBar(bars, {19000 + i, 10, 10, 10, 10, 100, 1000});
      writeStock(std::move(bars));
    }
    m_profile->profile.reset();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    environment.insert(u"ZVT_HOME"_s, QString::fromStdString(m_profile->path().string()));
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("ZVT_BINARY_DIR") + u"/bin/zvt"_s,
        {u"factor"_s, u"run"_s, u"MA(CLOSE,5)"_s, u"--entities"_s, u"stock_sz_1*"_s, u"--format"_s, u"csv"_s});
    QVERIFY(process.waitForReadyRead(30'000)); // it is busy writing, and the pipe holds only some of it
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray output = process.readAllStandardOutput();
    QVERIFY(output.endsWith('\n') && output.count('\n') < 200 * 400);
    QVERIFY(process.readAllStandardError().toLower().contains("cancel"));
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
    const auto targets = [&](const QString& entity, const QString& date) {
      return expectCli(
          m_profile->path(), {u"factor"_s, u"targets"_s, u"BullFactor"_s, u"--date"_s, date, u"--entity"_s, entity}, 1)
          .errors;
    };
    QVERIFY(!targets(u"nothing_*"_s, u"2024-01-03"_s).isEmpty());
    QVERIFY(targets(u"stock_sz_000001"_s, u"2023-01-03"_s).contains("No security has a bar"));
    QVERIFY(told({u"run"_s, u"RSI(14)"_s}).contains("needs a series"));
  }

private:
  /// With its entity, so that patterns find it.
  void writeStock(market::BarSeries bars)
  {
    storage::MarketBatch batch;
    market::Entity entity;
    entity.id = *market::EntityId::parse(bars.entityId);
    entity.currency = "CNY";
    batch.entities = {entity};
    batch.bars.push_back({std::make_shared<const market::BarSeries>(std::move(bars)), storage::WriteMode::Merge, {}});
    QVERIFY(m_profile->profile->write(std::move(batch)));
  }
  QByteArray run(const QStringList& arguments)
  {
    return expectCli(m_profile->path(), QStringList{u"factor"_s} + arguments).output;
  }

  std::unique_ptr<TestProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstFactorResultsCommand)
#include "tst_factor_results_command.moc"

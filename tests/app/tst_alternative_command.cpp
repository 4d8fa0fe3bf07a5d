// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

#include <QtTest>

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;

/// Alternative data as a user imports and calls it: four days, one headline on Wednesday evening.
class TstAlternativeCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    QVERIFY(profile.write(tests::stockBatch({{19724, 10, 10, 10, 10, 100, 1000}, {19725, 11, 11, 11, 11, 100, 1100},
        {19726, 12.1, 12.1, 12.1, 12.1, 100, 1210}, {19727, 12, 12, 12, 12, 100, 1200}})));
    m_profile.profile.reset();
  }

  void anEmptyTableIsNamed()
  {
    const auto answer = run({u"factor"_s, u"run"_s, u"NEWS_BUZZ"_s, u"--entity"_s, u"stock_sz_000001"_s});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.contains("stock_news") && answer.errors.contains("zvt import records stock_news"),
        answer.errors.constData());
  }

  /// 跌停 −3 of Tuesday, 涨停 3 of Wednesday evening, which is Thursday's: ∓3/√24.
  void newsFromFileToFactor()
  {
    const auto file = m_profile.folder.path() / "news.csv";
    std::ofstream(file, std::ios::binary) << "timestamp,news_code,news_title\n2024-01-02 09:00:00,1,开会\n"
                                             "2024-01-03 10:00:00,2,跌停\n2024-01-03 20:00:00,3,涨停\n";
    expect({u"import"_s, u"records"_s, u"stock_news"_s, QString::fromStdString(file.string()), u"--entity"_s,
        u"stock_sz_000001"_s});
    QCOMPARE(csv(u"N: NEWS_COUNT; M: ROUND2(新闻情绪,6)"_s),
        QByteArray("entity_id,timestamp,N,M\n"
                   "stock_sz_000001,2024-01-02,,\n"
                   "stock_sz_000001,2024-01-03,1,-0.612372\n"
                   "stock_sz_000001,2024-01-04,1,0.612372\n"
                   "stock_sz_000001,2024-01-05,,\n"));
  }

  void emotionNeedsBarsOnly()
  {
    QCOMPARE(csv(u"A: EMOTION_LIMIT_UPS; B: 最高连板"_s),
        QByteArray("entity_id,timestamp,A,B\n"
                   "stock_sz_000001,2024-01-02,,\n"
                   "stock_sz_000001,2024-01-03,1,1\n"
                   "stock_sz_000001,2024-01-04,1,2\n"
                   "stock_sz_000001,2024-01-05,0,0\n"));
  }

  void shows()
  {
    const QByteArray page = expect({u"factor"_s, u"show"_s, u"dragon_win_rate_5"_s});
    for (const char* part : {"DRAGON_WIN_RATE_5", "dragon_and_tiger", "next bar"})
      QVERIFY2(page.contains(part), page.constData());
    QVERIFY(expect({u"factor"_s, u"show"_s, u"CORWINSCHULTZ"_s}).contains("Journal of Finance 67"));
    const QByteArray list = expect({u"factor"_s, u"list"_s, u"--format"_s, u"csv"_s});
    QVERIFY(list.contains("ORDER_FLOW_IMBALANCE") && list.contains("ROLLSPREAD"));
  }

  /// 不存在 turns 债务违约 (−3) round: 2.22; 澄清 −1: sum 1.22, 1.22/√(1.22² + 15) =
  /// 0.3004.
  void mood()
  {
    const QByteArray told = expect({u"factor"_s, u"mood"_s, u"公司澄清：不存在债务违约"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(told, QByteArray("word,weight\n澄清,-1\n债务违约,2.22\n= score,0.3004\n"));
    const auto file = m_profile.folder.path() / "own.txt";
    std::ofstream(file, std::ios::binary) << "公司\t4\n澄清\tx\n";
    const auto answer = run({u"factor"_s, u"mood"_s, u"公司"_s, u"--lexicon"_s, QString::fromStdString(file.string())});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.contains("line 2") && answer.errors.contains("own.txt"), answer.errors.constData());
    QVERIFY(expect({u"factor"_s, u"mood"_s, u"--export"_s, u"english"_s}).contains("profit\t1.9"));
    QCOMPARE(run({u"factor"_s, u"mood"_s}).exitCode, 1);
  }

  void seats()
  {
    storage::Profile& profile = m_profile.open();
    const auto text = [](const char* value) { return storage::RecordValue(std::string(value)); };
    QVERIFY(profile.records().upsert(storage::RecordWrite{"dragon_and_tiger",
        {{"entity_id", "provider", "timestamp", "trade_id", "reason", "turnover", "dep1", "dep1_in", "dep1_out"},
            {{text("stock_sz_000001"), text("test"), text("2024-01-02"), text("1"), text("日"), 1000.0,
                text("甲营业部"), 300.0, 100.0}}}}));
    m_profile.profile.reset();
    // 10, then 11: won after one bar; 12 after three.
    QCOMPARE(expect({u"factor"_s, u"seats"_s, u"--format"_s, u"csv"_s}),
        QByteArray("seat,days,bought,sold,net,purchases,win_rate_1,win_rate_3,win_rate_5,win_rate_10\n"
                   "甲营业部,1,300,100,200,1,1,1,,\n"));
    QVERIFY(expect({u"factor"_s, u"seats"_s, u"--as-of"_s, u"2024-01-02"_s, u"--format"_s, u"csv"_s})
            .contains("甲营业部,1,300,100,200,0,,,,"));
  }

private:
  tests::CliAnswer run(const QStringList& arguments) const { return tests::runCli(m_profile.path(), arguments); }
  QByteArray expect(const QStringList& arguments) const { return tests::expectCli(m_profile.path(), arguments).output; }
  QByteArray csv(const QString& formula) const
  {
    return expect({u"factor"_s, u"run"_s, formula, u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s});
  }

  tests::TestProfile m_profile;
};

QTEST_GUILESS_MAIN(TstAlternativeCommand)
#include "tst_alternative_command.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/app/stored_stock.h"

#include <QtTest>

using namespace zvt;
using namespace Qt::StringLiterals;

/// Fundamentals as a user calls them. A company with a million shares at 2, 3, 4 and 5 yuan; its annual report of 2023
/// comes on 3 January, so that the bar of the 4th is the first to know it.
class TstFundamentalCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    storage::Profile& profile = m_profile.open();
    QVERIFY(profile.write(tests::stockBatch({{19724, 2, 2, 2, 2, 100, 200}, {19725, 3, 3, 3, 3, 100, 300},
        {19726, 4, 4, 4, 4, 100, 400}, {19727, 5, 5, 5, 5, 100, 500}})));
    const auto put = [&profile](
                         const char* schema, std::vector<std::string> columns, std::vector<storage::RecordRow> rows) {
      columns.insert(columns.begin(), {"entity_id", "provider"});
      for (storage::RecordRow& row : rows)
        row.insert(row.begin(), {text("stock_sz_000001"), text("test")});
      const auto written =
          profile.records().upsert(storage::RecordWrite{schema, {std::move(columns), std::move(rows)}});
      QVERIFY2(written, tests::codeOf(written).c_str());
    };
    put("income_statement", {"report_date", "timestamp", "net_profit_as_parent"},
        {{text("2022-12-31"), text("2023-03-20"), 100'000.0}, {text("2023-12-31"), text("2024-01-03"), 250'000.0}});
    put("balance_sheet", {"report_date", "timestamp", "equity"},
        {{text("2021-12-31"), text("2022-03-20"), 1e6}, {text("2022-12-31"), text("2023-03-20"), 1e6},
            {text("2023-12-31"), text("2024-01-03"), 1e6}});
    put("share_structure", {"change_date", "timestamp", "total_shares"},
        {{text("2020-01-02"), text("2020-01-02"), 1e6}});
    m_profile.profile.reset();
  }

  /// ROE 0.1 and P/E 20, 30; then 0.25 and 16, 20.
  void runs()
  {
    QCOMPARE(zvt({u"run"_s, u"ROE: ROE_TTM; P: 市盈率; GOOD: ROE_TTM>0.15 AND PE<20"_s}),
        QByteArray("entity_id,timestamp,ROE,P,GOOD\n"
                   "stock_sz_000001,2024-01-02,0.1,20,0\n"
                   "stock_sz_000001,2024-01-03,0.1,30,0\n"
                   "stock_sz_000001,2024-01-04,0.25,16,1\n"
                   "stock_sz_000001,2024-01-05,0.25,20,0\n"));
  }

  void explains()
  {
    const QByteArray told = zvt({u"explain"_s, u"pe"_s, u"PROFIT_TTM_YOY"_s, u"--date"_s, u"2024-01-03"_s});
    for (const char* row : {"2024-01-03,PE,value,30,seen from 2022-12", "PE,part annual_profit,100000,",
             "PE,report,income_statement,published 2023-03-20", "PROFIT_TTM_YOY,value,,seen from 2022-12",
             "missing,income_statement.net_profit_as_parent 2021-12,no such report is known"})
      QVERIFY2(told.contains(row), told.constData());
  }

  /// Other columns, days before the first bar, readings and arguments that mean nothing are told apart.
  void saysWhatCannotBeExplained()
  {
    const auto refused = [&](const QStringList& arguments) {
      return tests::expectCli(m_profile.path(),
          QStringList{u"factor"_s, u"explain"_s} + arguments + QStringList{u"--entity"_s, u"stock_sz_000001"_s}, 1)
          .errors;
    };
    QVERIFY(refused({u"news_count"_s}).contains("does not come from reports"));
    QVERIFY(refused({u"pe"_s, u"--date"_s, u"1990-01-01"_s}).contains("2024-01-02"));
    QVERIFY(refused({u"income_statement.net_profit_as_parent.foo"_s}).contains("ttm, quarter, annual"));
    QVERIFY(refused({u"altman_z(annual=0.5)"_s}).contains("annual 0…1 (whole)"));
  }

  void shows()
  {
    const QByteArray page = tests::expectCli(m_profile.path(), {u"factor"_s, u"show"_s, u"PIOTROSKI"_s}).output;
    for (const char* part : {"# PIOTROSKI", "nine signals", "Journal of Accounting Research"})
      QVERIFY2(page.contains(part), page.constData());
  }

  void namesTheMissingTable()
  {
    const auto answer = tests::runCli(
        m_profile.path(), {u"factor"_s, u"run"_s, u"GOODCOMPANY: GOOD_COMPANY"_s, u"--entity"_s, u"stock_sz_000001"_s});
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.errors.contains("finance_factor") && answer.errors.contains("zvt import records finance_factor"),
        answer.errors.constData());
  }

private:
  static storage::RecordValue text(const char* value) { return std::string(value); }
  QByteArray zvt(const QStringList& arguments) const
  {
    return tests::expectCli(m_profile.path(),
        QStringList{u"factor"_s} + arguments
            + QStringList{u"--entity"_s, u"stock_sz_000001"_s, u"--format"_s, u"csv"_s})
        .output;
  }
  tests::TestProfile m_profile;
};

QTEST_APPLESS_MAIN(TstFundamentalCommand)
#include "tst_fundamental_command.moc"

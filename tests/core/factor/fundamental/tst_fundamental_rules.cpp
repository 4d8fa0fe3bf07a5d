// SPDX-License-Identifier: Apache-2.0
// Companies that pass or break ZVT's rules, each figure at and beside its threshold.
#include "core/factor/fundamental/company_rules.h"
#include "core/factor/fundamental/metric_series.h"
#include "tests/core/factor/fundamental/statement_maker.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::factor;
using tests::dayOf;
using tests::StatementMaker;

namespace {

using Lines = std::map<std::string, double>;

StatementMaker maker()
{
  return StatementMaker({{{"accounts_receivable", "inventories", "goodwill", "total_equity"}, {"net_profit"}, {},
      {"roe", "op_income_growth_yoy", "net_profit_growth_yoy", "op_net_cash_flow_per_op_income",
          "sales_net_cash_flow_per_op_income", "current_ratio", "quick_ratio", "debt_asset_ratio"}}});
}

/// Just good enough for a report over so many quarters.
Lines good(int quarters)
{
  return {{"roe", 0.02 * quarters}, {"op_income_growth_yoy", 0.05}, {"net_profit_growth_yoy", 0.05},
      {"op_net_cash_flow_per_op_income", 0.1}, {"sales_net_cash_flow_per_op_income", 0.3}, {"current_ratio", 1},
      {"quick_ratio", 0.8}, {"debt_asset_ratio", 0.5}};
}

/// Reports of two years, each published a month after its end.
StatementMaker twoYears(const Lines& change = {}, std::size_t reports = 8)
{
  StatementMaker made = maker();
  const char* const ends[] = {
      "2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"};
  for (std::size_t i = 0; i < reports; ++i) {
    Lines lines = good(static_cast<int>(i % 4) + 1);
    if (i == 0) {
      for (const auto& [name, value] : change)
        lines[name] = value;
    }
    made.add(StatementKind::Indicators, ends[i], (dayOf(ends[i]) + 30).iso(), lines);
  }
  return made;
}

double verdictOf(const StatementMaker& made, const char* day, const GoodCompanyRules& rules = {})
{
  Books books(made.statements());
  books.advance(dayOf(day));
  return goodCompany(books, rules).verdict;
}

RiskyCompany judged(const StatementMaker& made, const char* day = "2024-02-15")
{
  Books books(made.statements());
  books.advance(dayOf(day));
  return riskyCompany(books, {});
}

std::string textOf(const RiskyCompany& company)
{
  std::string text;
  for (const double rule : company.rules)
    text += std::isnan(rule) ? '?' : rule == 1 ? '1' : '0';
  return text + (std::isnan(company.verdict) ? " ?" : company.verdict == 1 ? " 1" : " 0");
}

}

class TstFundamentalRules : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void goodCompany_data()
  {
    QTest::addColumn<QString>("line");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("at every threshold") << "roe" << 0.02 << "1";
    QTest::newRow("roe") << "roe" << 0.0199 << "0";
    QTest::newRow("revenue") << "op_income_growth_yoy" << 0.0499 << "0";
    QTest::newRow("profit") << "net_profit_growth_yoy" << 0.0499 << "0";
    QTest::newRow("cash") << "op_net_cash_flow_per_op_income" << 0.0999 << "0";
    QTest::newRow("sales cash") << "sales_net_cash_flow_per_op_income" << 0.2999 << "0";
    QTest::newRow("current ratio") << "current_ratio" << 0.999 << "0";
    QTest::newRow("debt") << "debt_asset_ratio" << 0.5001 << "0";
    QTest::newRow("missing figure") << "roe" << std::nan("") << "?";
  }
  void goodCompany()
  {
    QFETCH(QString, line);
    QFETCH(double, value);
    QFETCH(QString, verdict);
    const double found = verdictOf(twoYears({{line.toStdString(), value}}), "2024-02-15");
    QCOMPARE(std::isnan(found) ? QStringLiteral("?") : QString::number(found), verdict);
  }

  void goodCompanyInTime()
  {
    const StatementMaker made = twoYears();
    QCOMPARE(verdictOf(made, "2024-01-29"), 0.0); // the eighth report comes on the 30th
    QCOMPARE(verdictOf(made, "2024-01-30"), 1.0);
    // The first report was published on 2022-04-30; 1095 days later it still counts.
    QCOMPARE(verdictOf(made, (dayOf("2022-04-30") + 1095).iso().c_str()), 1.0);
    QCOMPARE(verdictOf(made, (dayOf("2022-04-30") + 1096).iso().c_str()), 0.0);
    QVERIFY(std::isnan(verdictOf(made, "2022-04-29"))); // no report at all
    QVERIFY(std::isnan(verdictOf(made, "2031-01-01")));
    GoodCompanyRules rules;
    rules.count = 9;
    QCOMPARE(verdictOf(made, "2024-02-15", rules), 0.0);
  }

  void riskyCompanyRules_data()
  {
    QTest::addColumn<QString>("line");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("rules");
    // revenue, profit, current, quick, assets, receivables; without a balance sheet the last two are unknown
    QTest::newRow("sound") << "roe" << 0.08 << "0000?? ?";
    QTest::newRow("revenue at -10 %") << "op_income_growth_yoy" << -0.1 << "0000?? ?";
    QTest::newRow("revenue below") << "op_income_growth_yoy" << -0.1001 << "1000?? 1";
    QTest::newRow("profit at -10 %") << "net_profit_growth_yoy" << -0.1 << "0100?? 1";
    QTest::newRow("current") << "current_ratio" << 0.69 << "0010?? 1";
    QTest::newRow("quick") << "quick_ratio" << 0.49 << "0001?? 1";
    QTest::newRow("quick at 0.5") << "quick_ratio" << 0.5 << "0000?? ?";
    QTest::newRow("unknown") << "quick_ratio" << std::nan("") << "000??? ?";
  }
  void riskyCompanyRules()
  {
    QFETCH(QString, line);
    QFETCH(double, value);
    QFETCH(QString, rules);
    Lines lines = good(4);
    lines[line.toStdString()] = value;
    StatementMaker made = maker();
    made.add(StatementKind::Indicators, "2023-12-31", "2024-01-30", lines);
    QCOMPARE(QString::fromStdString(textOf(judged(made))), rules);
  }

  void riskyBalanceSheet()
  {
    const auto rulesOf = [](const Lines& balance, double profit) {
      StatementMaker made = maker();
      made.add(StatementKind::Indicators, "2023-12-31", "2024-01-30", good(4));
      made.add(StatementKind::Balance, "2023-12-31", "2024-01-30", balance);
      made.add(StatementKind::Income, "2023-12-31", "2024-01-30", {{"net_profit", profit}});
      return textOf(judged(made));
    };
    const Lines sound{{"accounts_receivable", 50}, {"inventories", 30}, {"goodwill", 20}, {"total_equity", 100}};
    QCOMPARE(rulesOf(sound, 100), std::string("000000 0"));
    QCOMPARE(rulesOf(sound, 99), std::string("000001 1")); // 50 above 49.5
    Lines heavy = sound;
    heavy["total_equity"] = 99;
    QCOMPARE(rulesOf(heavy, 100), std::string("000010 1"));
    Lines blank = sound;
    blank.erase("goodwill"); // 80 of 100 are known: it may be or not
    QCOMPARE(rulesOf(blank, 100), std::string("0000?0 ?"));
    blank["total_equity"] = 79; // too much already
    QCOMPARE(rulesOf(blank, 100), std::string("000010 1"));
  }

  void riskyReportsGrowOld()
  {
    StatementMaker made = maker();
    Lines lines = good(4);
    lines["quick_ratio"] = 0.1;
    made.add(StatementKind::Indicators, "2023-12-31", "2024-01-30", lines);
    QCOMPARE(judged(made, (dayOf("2024-01-30") + 130).iso().c_str()).verdict, 1.0);
    QVERIFY(std::isnan(judged(made, (dayOf("2024-01-30") + 131).iso().c_str()).verdict));
  }

  /// Along the bars the verdict changes on the days on which it changes.
  void alongTheBars()
  {
    const StatementMaker made = twoYears();
    const auto call =
        readMetric("good_company_reports(days=200)", [](std::string_view, std::string_view) { return false; });
    MetricBars bars;
    for (TradingDay day = dayOf("2022-04-01"); day < dayOf("2025-06-01"); day = day + 1 + day.days % 3) {
      bars.day.push_back(day + 1);
      bars.reportsUntil.push_back(day);
      bars.close.push_back(1);
    }
    const std::vector<double> values = metricSeries(*call, made.statements(), ShareHistory(), bars);
    GoodCompanyRules rules;
    rules.days = 200;
    for (std::size_t i = 0; i < values.size(); ++i) {
      Books books(made.statements());
      books.advance(bars.reportsUntil[i]);
      const bool hasReports = !books.reports(StatementKind::Indicators).empty();
      QCOMPARE(std::isnan(values[i]), !hasReports);
      if (hasReports)
        QCOMPARE(values[i], static_cast<double>(factor::goodCompany(books, rules).passing));
    }
  }

  // Names and arguments of metrics.

  void readsMetrics()
  {
    const auto hasColumn = [](std::string_view schema, std::string_view column) {
      return schema == "income_statement" && column == "operating_income";
    };
    const auto call = readMetric("Good_Company( count = 4 , roe=0.03)", hasColumn);
    QVERIFY(call.has_value());
    QCOMPARE(call->argument("count", 0), 4.0);
    QCOMPARE(call->argument("roe", 0), 0.03);
    QCOMPARE(call->argument("days", 0), 1095.0);
    QVERIFY(readMetric("income_statement.operating_income.ttm_yoy", hasColumn).has_value());
    const auto codeOf = [&](const char* text) {
      const auto read = readMetric(text, hasColumn);
      return read ? std::string("ok") : read.error().code;
    };
    for (const char* text : {"good_company(count=0)", "good_company(color=1)", "good_company(count", "pe(x)"})
      QCOMPARE(codeOf(text), std::string("factor.bad_column_argument"));
    QCOMPARE(codeOf("income_statement.operating_income.half"), std::string("factor.bad_reading"));
    QCOMPARE(codeOf("altman_z(annual=0.5)"), std::string("factor.bad_column_argument"));
    for (const char* text : {"nope", "income_statement.nope", "stock.operating_income", "income_statement"})
      QCOMPARE(codeOf(text), std::string("factor.no_column"));
  }
};

QTEST_APPLESS_MAIN(TstFundamentalRules)
#include "tst_fundamental_rules.moc"

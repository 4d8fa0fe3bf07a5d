// SPDX-License-Identifier: Apache-2.0
// Which lines of the statements each figure is made of: a company over three years, worked by hand.
#include "core/factor/fundamental/items.h"
#include "core/factor/fundamental/metric.h"
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

std::array<std::vector<std::string>, kStatementCount> allColumns()
{
  std::array<std::vector<std::string>, kStatementCount> columns;
  for (const Item& item : items::kAll)
    columns[static_cast<std::size_t>(item.statement)].emplace_back(item.column);
  return columns;
}

Lines incomeOf(int year)
{
  if (year == 2023)
    return {{"operating_income", 1200}, {"operating_costs", 744}, {"sales_costs", 100}, {"managing_costs", 92},
        {"financing_costs", 30}, {"operating_profit", 125}, {"total_profits", 120}, {"tax_expense", 30},
        {"net_profit", 90}, {"net_profit_as_parent", 84}, {"deducted_net_profit", 80}};
  return {{"operating_income", 1000}, {"operating_costs", 650}, {"sales_costs", 80}, {"managing_costs", 70},
      {"financing_costs", 20}, {"operating_profit", 70}, {"total_profits", 60}, {"tax_expense", 15}, {"net_profit", 45},
      {"net_profit_as_parent", 42}, {"deducted_net_profit", 40}};
}

Lines balanceOf(int year)
{
  const double grown = year == 2023 ? 1 : year == 2022 ? 0.9 : 0.8;
  return {{"cash_and_cash_equivalents", 150 * grown}, {"accounts_receivable", year == 2023 ? 150.0 : 100.0},
      {"inventories", 80 * grown}, {"total_current_assets", year == 2023 ? 500.0 : 400.0},
      {"fixed_assets", year == 2023 ? 455.0 : 450.0}, {"goodwill", 20}, {"total_assets", 1000 * grown},
      {"short_term_borrowing", 60}, {"current_portion_of_non_current_liabilities", 10},
      {"total_current_liabilities", 300}, {"long_term_borrowing", 50}, {"fi_bond_payable", 30},
      {"total_non_current_liabilities", 100}, {"total_liabilities", 400}, {"capital", 100}, {"capital_reserve", 150},
      {"surplus_reserve", 100}, {"undistributed_profits", 200}, {"equity", 560 * grown}, {"total_equity", 600}};
}

Lines flowsOf(int year)
{
  return {{"net_op_cash_flows", year == 2023 ? 120.0 : 50.0}, {"cash_to_acquire_fixed_intangible_assets", 40},
      {"cash_from_accepting_investment", 5}, {"cash_from_subsidiaries_accepting_minority_interest", 5},
      {"depreciation", year == 2023 ? 45.0 : 50.0}};
}

StatementMaker company()
{
  StatementMaker made(allColumns());
  for (const int year : {2021, 2022, 2023}) {
    const std::string end = std::to_string(year) + "-12-31";
    const std::string published = std::to_string(year + 1) + "-03-20";
    made.add(StatementKind::Income, end, published, incomeOf(year));
    made.add(StatementKind::Balance, end, published, balanceOf(year));
    made.add(StatementKind::CashFlow, end, published, flowsOf(year));
  }
  return made;
}

struct Told {
  MetricCall call;
  MetricAnswer answer;
};

Told tell(const StatementMaker& made, const char* text, const char* day = "2024-06-01")
{
  const auto call = readMetric(text, [](std::string_view, std::string_view) { return false; });
  if (!call)
    qFatal("%s: %s", text, call.error().code.c_str());
  Books books(made.statements());
  books.advance(dayOf(day));
  MarketFacts market;
  market.close = 8;
  market.totalShares = 100;
  market.marketCap = 800;
  Told told{*call, reportPartsOf(*call, books)};
  told.answer.value = valueOf(told.call, told.answer, market);
  return told;
}

double part(const Told& told, std::string_view name)
{
  const auto& names = told.call.metric->parts;
  return told.answer.parts[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
}

}

class TstFundamentalMetrics : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void values_data()
  {
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("wanted");
    const auto row = [](const char* metric, double wanted) { QTest::newRow(metric) << metric << wanted; };
    row("pe", 800 / 84.0);
    row("pe_ttm", 800 / 84.0);
    row("pb", 800 / 560.0);
    row("ps_ttm", 800 / 1200.0);
    row("pcf", 800 / 120.0);
    row("earnings_yield", 84 / 800.0);
    row("eps_ttm", 0.84);
    row("peg", (800 / 84.0) / 100); // the profit doubled
    row("roe_ttm", 84 / ((560 + 504) / 2.0));
    row("roa_ttm", 90 / 950.0);
    row("gross_margin", 0.38);
    row("gross_margin_change", 0.38 - 0.35);
    row("net_margin", 0.075);
    row("net_margin_change", 0.075 - 0.045);
    row("operating_margin", 125 / 1200.0);
    row("accruals", (90 - 120) / 950.0);
    row("cash_to_profit", 120 / 90.0);
    row("debt_to_equity", 400 / 600.0);
    row("debt_to_assets", 0.4);
    row("current_ratio", 500 / 300.0);
    row("quick_ratio", 420 / 300.0);
    row("interest_cover", 150 / 30.0);
    row("goodwill_to_equity", 20 / 560.0);
    row("asset_turnover", 1200 / 950.0);
    row("inventory_turnover", 744 / 76.0);
    row("receivables_turnover", 1200 / 125.0);
    row("revenue_yoy", 0.2);
    row("profit_ttm_yoy", 1);
    row("recurring_profit_ttm", 80);
    row("operating_cash_yoy", 1.4);
    row("tax_rate", 0.25);
    row("fcff_ttm", 120 - 30 * 0.25 - 40);
    row("net_debt", 60 + 10 + 50 + 30 - 150);
    // x1 0.2, x2 0.3, x3 0.15 (120 + 30), x4 800/400 and 600/400, x5 1.2: as in tst_fundamental_scores
    row("altman_z", 3.5538);
    row("altman_z_private", 2.69115);
    row("altman_z_general", 4.873);
    row("altman_z_emerging", 8.123);
  }
  void values()
  {
    QFETCH(QString, metric);
    QFETCH(double, wanted);
    const Told told = tell(company(), metric.toUtf8().constData());
    QVERIFY(told.answer.missing.empty());
    QVERIFY2(std::fabs(told.answer.value - wanted) <= 1e-12 * std::max(1.0, std::fabs(wanted)),
        qPrintable(QString::number(told.answer.value, 'g', 17)));
  }

  /// 90/900 against 45/800; 120 above 0 and above 90; debt 100/950 against 100/850; 500/300 against 400/300; nothing
  /// issued but by subsidiaries; margin 0.38 against 0.35; turnover 1200/900 against 1000/800.
  void piotroski()
  {
    const Told told = tell(company(), "piotroski");
    for (const std::string& name : told.call.metric->parts)
      QVERIFY2(name == "score" || part(told, name) == 1, name.c_str());
    QCOMPARE(told.answer.value, 9.0);
    QCOMPARE(tell(company(), "piotroski_issue").answer.value, 1.0);
  }

  void piotroskiShares()
  {
    StatementMaker issued = company();
    Lines lines = flowsOf(2023);
    lines["cash_from_accepting_investment"] = 6; // 5 of it from minorities
    issued.add(StatementKind::CashFlow, "2023-12-31", "2024-05-01", lines);
    QCOMPARE(tell(issued, "piotroski_issue").answer.value, 0.0);
    QCOMPARE(tell(issued, "piotroski_issue", "2024-04-30").answer.value, 1.0); // not restated yet
    // A blank line: capital and its reserve did not rise.
    StatementMaker blank = company();
    lines.erase("cash_from_accepting_investment");
    blank.add(StatementKind::CashFlow, "2023-12-31", "2024-05-01", lines);
    QCOMPARE(tell(blank, "piotroski").answer.value, 9.0);
    Lines balance = balanceOf(2023);
    balance["capital_reserve"] = 151;
    blank.add(StatementKind::Balance, "2023-12-31", "2024-05-01", balance);
    QCOMPARE(tell(blank, "piotroski").answer.value, 8.0);
  }

  void beneish()
  {
    const Told told = tell(company(), "beneish_m");
    QCOMPARE(part(told, "dsri"), (150 / 1200.0) / (100 / 1000.0));
    QCOMPARE(part(told, "gmi"), 0.35 / 0.38);
    QCOMPARE(part(told, "aqi"), (1 - 955 / 1000.0) / (1 - 850 / 900.0));
    QCOMPARE(part(told, "sgi"), 1.2);
    QCOMPARE(part(told, "depi"), (50 / 500.0) / (45 / 500.0));
    QCOMPARE(part(told, "sgai"), (192 / 1200.0) / (150 / 1000.0));
    QCOMPARE(part(told, "tata"), -30 / 1000.0);
    QCOMPARE(part(told, "lvgi"), (400 / 1000.0) / (400 / 900.0));
    QVERIFY(!std::isnan(told.answer.value));
  }

  /// 72.5 growing by 8 % for five years at 10 %, then by 3 %; no net debt; minorities 40; 100 shares.
  void discountedCashFlow()
  {
    double value = 0, flow = 72.5;
    for (int year = 1; year <= 5; ++year) {
      flow *= 1.08;
      value += flow / std::pow(1.1, year);
    }
    value += flow * 1.03 / 0.07 / std::pow(1.1, 5);
    const double wanted = (value - 40) / 100;
    QVERIFY(std::fabs(tell(company(), "dcf_value").answer.value - wanted) < 1e-9);
    QVERIFY(std::fabs(tell(company(), "dcf_upside").answer.value - (wanted / 8 - 1)) < 1e-9);
    QVERIFY(tell(company(), "dcf_value(growth=0.1)").answer.value > wanted);
  }

  /// A company without bonds whose report leaves the line out.
  void blankLines()
  {
    StatementMaker made = company();
    Lines balance = balanceOf(2023);
    balance.erase("fi_bond_payable");
    made.add(StatementKind::Balance, "2023-12-31", "2024-05-01", balance);
    const Told told = tell(made, "net_debt");
    QVERIFY(std::isnan(told.answer.value));
    QCOMPARE(told.answer.missing.size(), std::size_t{1});
    QCOMPARE(told.answer.missing[0].text(), std::string("balance_sheet.fi_bond_payable 2023-12"));
    QVERIFY(told.answer.missing[0].hasReport);
    QCOMPARE(tell(made, "net_debt(blank=1)").answer.value, -30.0);
    QVERIFY(!std::isnan(tell(made, "dcf_value(blank=1)").answer.value));
  }

  /// Every metric is undefined for a company without a report, and for one whose reports are blank; none is 0.
  void nothingIsNeverZero()
  {
    StatementMaker blank(allColumns());
    for (const char* end : {"2021-12-31", "2022-12-31", "2023-12-31"})
      for (std::size_t i = 0; i < kStatementCount; ++i)
        blank.add(static_cast<StatementKind>(i), end, "2024-01-31", {});
    const StatementMaker none(allColumns());
    for (const Metric& metric : builtInMetrics()) {
      if (!metric.report)
        continue;
      QVERIFY2(std::isnan(tell(none, metric.name.c_str()).answer.value), metric.name.c_str());
      const bool isCount = metric.name == "good_company_reports" || metric.name == "good_company";
      const double value = tell(blank, metric.name.c_str(), "2024-02-01").answer.value;
      QVERIFY2(std::isnan(value) || isCount, metric.name.c_str());
    }
    // Three reports without figures cannot be eight that pass.
    QCOMPARE(tell(blank, "good_company", "2024-02-01").answer.value, 0.0);
  }
};

QTEST_APPLESS_MAIN(TstFundamentalMetrics)
#include "tst_fundamental_metrics.moc"

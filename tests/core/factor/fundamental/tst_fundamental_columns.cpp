// SPDX-License-Identifier: Apache-2.0
// Fundamentals beside the bars of a profile: what was known when each bar closed, against the raw price.
#include "core/data/market_data.h"
#include "core/factor/columns.h"
#include "core/factor/fundamental/fundamental_source.h"
#include "core/factor/fundamental/industry_source.h"
#include "core/factor/fundamental/metric_series.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::factor;

namespace {

const std::string kStock = "stock_sz_000001";
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::int64_t keyOf(const char* day)
{
  return TradingDay::parse(day).value().days;
}

class Bench {
public:
  Bench()
  {
    profile.open();
    data = std::make_unique<data::MarketData>(*profile.profile);
    source = makeFundamentalSource(*data, *profile.profile);
  }
  void bars(const std::vector<std::pair<std::string, double>>& closes)
  {
    market::BarSeries series = tests::emptySeries(kStock);
    for (const auto& [day, close] : closes)
      tests::addBar(series, {keyOf(day.c_str()), close, close, close, close, 100, 100 * close});
    if (!profile.profile->bars().write(series, storage::WriteMode::Merge))
      qFatal("bars");
    data->notifyChanged(kStock, {});
  }
  void rows(const char* schema, std::vector<std::string> columns, std::vector<storage::RecordRow> rows)
  {
    columns.insert(columns.begin(), {"entity_id", "provider"});
    for (storage::RecordRow& row : rows)
      row.insert(row.begin(), {storage::RecordValue(kStock), storage::RecordValue(std::string("test"))});
    const auto written =
        profile.profile->records().upsert(storage::RecordWrite{schema, {std::move(columns), std::move(rows)}});
    if (!written)
      qFatal("rows: %s", written.error().code.c_str());
  }
  /// Income and equity of a company with a million shares.
  void reports()
  {
    const auto row = [](const char* end, const char* published, double profit) {
      return storage::RecordRow{std::string(end), std::string(published), profit, profit * 10};
    };
    rows("income_statement", {"report_date", "timestamp", "net_profit_as_parent", "operating_income"},
        {row("2022-06-30", "2022-08-30", 4e5), row("2022-12-31", "2023-03-20", 1e6),
            row("2023-06-30", "2023-08-30", 6e5), row("2022-06-30", "2023-09-04", 5e5)}); // the last one restated
    rows("balance_sheet", {"report_date", "timestamp", "equity"},
        {{std::string("2021-12-31"), std::string("2022-03-20"), 4e6},
            {std::string("2022-06-30"), std::string("2022-08-30"), 5e6},
            {std::string("2022-12-31"), std::string("2023-03-20"), 6e6},
            {std::string("2023-06-30"), std::string("2023-08-30"), 7e6}});
    rows("share_structure", {"change_date", "timestamp", "total_shares", "float_shares"},
        {{std::string("2020-01-02"), std::string("2020-01-02"), 1e6, 8e5},
            {std::string("2023-09-01"), std::string("2023-08-25"), 2e6, 16e5}});
  }
  Result<std::vector<double>> tryRead(const std::string& column, market::AdjustMode adjust = market::AdjustMode::Bfq,
      market::BarLevel level = market::BarLevel::Day1)
  {
    data::BarRequest request;
    request.entityId = kStock;
    request.adjust = adjust;
    request.level = level;
    const auto series = data->bars(request);
    if (!series)
      return std::unexpected(series.error());
    ColumnSources sources;
    sources.add(makeFundamentalSource(*data, *profile.profile));
    sources.add(makeIndustrySource(*data, *profile.profile));
    const std::vector<std::string> names{column};
    ZVT_TRY(const market::BarSeriesPtr filled, sources.fill(*series, names));
    return *filled->extra(column);
  }
  std::vector<double> read(const std::string& column, market::AdjustMode adjust = market::AdjustMode::Bfq,
      market::BarLevel level = market::BarLevel::Day1)
  {
    auto values = tryRead(column, adjust, level);
    if (!values)
      qFatal("%s: %s", column.c_str(), values.error().code.c_str());
    return *std::move(values);
  }

  tests::TestProfile profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<ColumnSource> source;
};

void compare(const std::vector<double>& found, const std::vector<double>& wanted)
{
  QCOMPARE(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool isSame = std::isnan(wanted[i])
        ? std::isnan(found[i])
        : std::fabs(found[i] - wanted[i]) <= 1e-12 * std::max(1.0, std::fabs(wanted[i]));
    QVERIFY2(isSame, qPrintable(QStringLiteral("%1: %2, not %3").arg(i).arg(found[i]).arg(wanted[i])));
  }
}

/// Around a report of 30 August, new shares of 1 September and a restatement of 4 September (a Monday).
const std::vector<std::pair<std::string, double>> kAutumn{{"2023-08-29", 10}, {"2023-08-30", 10}, {"2023-08-31", 11},
    {"2023-09-01", 6}, {"2023-09-04", 6}, {"2023-09-05", 6}};

}

class TstFundamentalColumns : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Declared columns and metrics are the same, so that each has a help text and each help text a value.
  void everyMetricIsDeclared()
  {
    std::vector<std::string> declared, computed;
    for (const ColumnInfo& column : ColumnCatalogue::builtIn().columns())
      if (column.category == OperatorCategory::Fundamental && column.table != "industry_membership")
        declared.push_back(column.name);
    for (const Metric& metric : builtInMetrics())
      computed.push_back(metric.name);
    std::ranges::sort(declared);
    std::ranges::sort(computed);
    QVERIFY(std::ranges::adjacent_find(computed) == computed.end());
    for (const std::string& name : declared)
      QVERIFY2(std::ranges::find(computed, name) != computed.end(), name.c_str());
    for (const std::string& name : computed)
      QVERIFY2(std::ranges::find(declared, name) != declared.end(), name.c_str());
  }

  void knownFromTheDayAfterPublication()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.reports();
    // 10⁶ (the year 2022); from the 31st on 6·10⁵ + 10⁶ − 4·10⁵; from 5 September on − 5·10⁵.
    compare(bench.read("profit_ttm"), {1e6, 1e6, 1.2e6, 1.2e6, 1.2e6, 1.1e6});
    // Shares double on 1 September.
    compare(bench.read("total_shares"), {1e6, 1e6, 1e6, 2e6, 2e6, 2e6});
    compare(bench.read("market_cap"), {1e7, 1e7, 1.1e7, 1.2e7, 1.2e7, 1.2e7});
    compare(bench.read("pe_ttm"), {10, 10, 11 / 1.2, 10, 10, 12 / 1.1});
    compare(bench.read("pe"), {10, 10, 11, 12, 12, 12}); // of the annual report
    compare(bench.read("pb"), {10 / 6.0, 10 / 6.0, 11 / 7.0, 12 / 7.0, 12 / 7.0, 12 / 7.0});
    // Equity of 6 and, a year before, 4 million; then 7 and 5.
    compare(bench.read("roe_ttm"), {0.2, 0.2, 0.2, 0.2, 0.2, 1.1 / 6});
    compare(bench.read("income_statement.operating_income.ttm"), {1e7, 1e7, 1.2e7, 1.2e7, 1.2e7, 1.1e7});
    compare(bench.read("profit_yoy"), {kNone, kNone, 0.5, 0.5, 0.5, 0.2}); // half a year against half a year
  }

  /// Adjusted bars are valued at what was paid on the day.
  void adjustedBars()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.reports();
    market::CorporateAction bonus;
    bonus.exDay = TradingDay::parse("2023-09-01").value();
    bonus.bonus = 1; // a share for a share
    if (!bench.profile.profile->actions().write({{kStock, "test", {bonus}}}))
      qFatal("actions");
    bench.data->notifyChanged(kStock, {});
    data::BarRequest request;
    request.entityId = kStock;
    request.adjust = market::AdjustMode::Qfq;
    QCOMPARE((*bench.data->bars(request))->close[0], 5.0);
    compare(bench.read("market_cap", market::AdjustMode::Qfq), {1e7, 1e7, 1.1e7, 1.2e7, 1.2e7, 1.2e7});
    compare(bench.read("market_cap", market::AdjustMode::Hfq), {1e7, 1e7, 1.1e7, 1.2e7, 1.2e7, 1.2e7});
  }

  /// Corporate actions tell numbers of shares as well, from the ex-day on; another security has none at all.
  void sharesOfCorporateActions()
  {
    Bench bench;
    bench.bars(kAutumn);
    market::CorporateAction action;
    action.exDay = TradingDay::parse("2023-08-31").value();
    action.totalShares = 3e6;
    if (!bench.profile.profile->actions().write({{kStock, "test", {action}}}))
      qFatal("actions");
    bench.data->notifyChanged(kStock, {});
    compare(bench.read("market_cap"), {kNone, kNone, 3.3e7, 1.8e7, 1.8e7, 1.8e7});
    market::BarSeries other = tests::madeSeries("stock_sz_000002", 19'000, 3);
    const auto values = bench.source->read(std::vector<std::string>{"market_cap"}, other);
    QVERIFY(values.has_value());
    compare(values->front(), {kNone, kNone, kNone});
  }

  /// A week's bar knows what was published before its last day.
  void weeks()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.reports();
    compare(bench.read("profit_ttm", market::AdjustMode::Bfq, market::BarLevel::Week1), {1.2e6, 1.1e6});
  }

  /// Without shares or reports the valuation table of the day answers.
  void valuationTable()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.rows("stock_valuation", {"timestamp", "capitalization", "market_cap", "pe", "pe_ttm", "pb"},
        {{std::string("2023-08-30"), 1e6, 9.9e6, 9.0, 8.0, 1.5}});
    compare(bench.read("pe"), {kNone, 9, kNone, kNone, kNone, kNone});
    compare(bench.read("market_cap"), {kNone, 1e7, 1.1e7, 6e6, 6e6, 6e6});
    bench.reports();
    compare(bench.read("pe_ttm"), {10, 10, 11 / 1.2, 10, 10, 12 / 1.1});
  }

  /// A later report, a later bar: nothing before changes.
  void laterKnowledgeChangesNothing()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.reports();
    const std::vector<std::string> columns{"pe_ttm", "roe_ttm", "pb", "profit_yoy", "revenue_ttm", "pe_percentile"};
    std::vector<std::vector<double>> before;
    for (const std::string& column : columns)
      before.push_back(bench.read(column));
    bench.bars({{"2023-09-06", 7}, {"2023-09-07", 8}});
    bench.rows("income_statement", {"report_date", "timestamp", "net_profit_as_parent", "operating_income"},
        {{std::string("2022-12-31"), std::string("2023-09-05"), 9e6, 9e7},
            {std::string("2023-09-30"), std::string("2023-09-06"), 1e5, 1e6}});
    bench.rows("share_structure", {"change_date", "timestamp", "total_shares"},
        {{std::string("2023-08-01"), std::string("2023-09-05"), 5e6}});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::vector<double> after = bench.read(columns[i]);
      QCOMPARE(after.size(), before[i].size() + 2);
      after.resize(before[i].size());
      compare(after, before[i]);
    }
  }

  void percentiles()
  {
    std::vector<double> values;
    std::vector<TradingDay> days;
    for (int i = 0; i < 400; ++i) {
      values.push_back(i % 10 == 3 ? -1 : 1 + (i * 37) % 101);
      days.push_back(TradingDay{19'000 + i});
    }
    const std::vector<double> found = percentileInHistory(values, days, 1); // 365 days
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::size_t below = 0, all = 0;
      for (std::size_t k = 0; k <= i; ++k) {
        const bool counts = values[k] > 0 && days[i] - days[k] < 365;
        all += counts ? 1 : 0;
        below += counts && values[k] <= values[i] ? 1 : 0;
      }
      const bool isDefined = values[i] > 0 && all >= kFewestForPercentile;
      QCOMPARE(std::isnan(found[i]), !isDefined);
      if (isDefined)
        QCOMPARE(found[i], static_cast<double>(below) / static_cast<double>(all));
    }
  }

  /// The first classification by name counts, from the day after the membership on.
  void industries()
  {
    Bench bench;
    bench.bars(kAutumn);
    const auto row = [](const char* day, const char* system, int level, const char* code) {
      return storage::RecordRow{
          std::string(day), std::string(system), static_cast<std::int64_t>(level), std::string(code)};
    };
    bench.rows("industry_membership", {"timestamp", "system", "level", "industry_code"},
        {row("2020-01-02", "SW", 1, "801780"), row("2023-08-30", "SW", 1, "801790"), row("2023-09-01", "SW", 2, "J66"),
            row("2020-01-02", "ZZ", 1, "1")});
    compare(bench.read("industry"), {801780, 801780, 801790, 801790, 801790, 801790});
    const double letters = industryNumber("J66");
    QVERIFY(letters > 1e12 && letters != industryNumber("J67"));
    compare(bench.read("industry2"), {kNone, kNone, kNone, kNone, letters, letters});
  }

  void explains()
  {
    Bench bench;
    bench.bars(kAutumn);
    bench.reports();
    const auto day = TradingDay::parse("2023-09-03").value(); // a Sunday
    auto pe = explainMetric(*bench.data, *bench.profile.profile, "pe_ttm", kStock, day);
    QVERIFY(pe.has_value());
    QCOMPARE(pe->day.iso(), std::string("2023-09-01"));
    QCOMPARE(pe->answer.value, 10.0);
    QCOMPARE(pe->answer.period->text(), std::string("2023-06"));
    QCOMPARE(pe->answer.parts, std::vector<double>{1.2e6});
    QVERIFY(pe->published.size() == 1 && pe->published[0].second.iso() == "2023-08-30");
    // The annual report of 2021 was never stored.
    auto growth = explainMetric(*bench.data, *bench.profile.profile, "profit_ttm_yoy", kStock, day);
    QVERIFY(growth.has_value() && std::isnan(growth->answer.value));
    QCOMPARE(growth->answer.missing.front().text(), std::string("income_statement.net_profit_as_parent 2021-12"));
  }

  /// A company whose indicators are sound, but whose receivables, inventories and goodwill, 1200, are more than its
  /// equity of 1000: the verdict alone, without columns that read the same tables, says so; without them it is sound.
  void riskyCompanyAlone()
  {
    for (const double goodwill : {400.0, 0.0}) {
      Bench bench;
      bench.bars(kAutumn);
      bench.rows("finance_factor",
          {"report_date", "timestamp", "op_income_growth_yoy", "net_profit_growth_yoy", "current_ratio", "quick_ratio"},
          {{std::string("2023-06-30"), std::string("2023-08-30"), 0.1, 0.1, 2.0, 1.0}});
      QCOMPARE(bench.tryRead("risky_company").error().code, std::string("factor.no_reports"));
      bench.rows("balance_sheet",
          {"report_date", "timestamp", "accounts_receivable", "inventories", "goodwill", "total_equity"},
          {{std::string("2023-06-30"), std::string("2023-08-30"), 400.0, 400.0, goodwill, 1000.0}});
      bench.rows("income_statement", {"report_date", "timestamp", "net_profit"},
          {{std::string("2023-06-30"), std::string("2023-08-30"), 900.0}});
      const double verdict = goodwill > 0 ? 1 : 0;
      compare(bench.read("risky_company"), {kNone, kNone, verdict, verdict, verdict, verdict});
    }
  }

  /// Of several numbers of shares the newest by day counts: a placement that only the valuation table knows.
  void newestNumberOfShares()
  {
    Bench bench;
    bench.bars(kAutumn);
    market::CorporateAction action;
    action.exDay = TradingDay::parse("2023-08-30").value();
    action.totalShares = 1e6;
    if (!bench.profile.profile->actions().write({{kStock, "test", {action}}}))
      qFatal("actions");
    bench.data->notifyChanged(kStock, {});
    bench.rows("stock_valuation", {"timestamp", "capitalization", "market_cap"},
        {{std::string("2023-08-29"), 5e5, 5e6}, {std::string("2023-09-01"), 3e6, 1.8e7}});
    compare(bench.read("total_shares"), {5e5, 1e6, 1e6, 3e6, 3e6, 3e6});
    compare(bench.read("market_cap"), {5e6, 1e7, 1.1e7, 1.8e7, 1.8e7, 1.8e7});
  }

  /// Shares that a bonus brings count from its ex-day on, at which the raw price has fallen, however late the table
  /// says that they were announced.
  void sharesOfABonus()
  {
    Bench bench;
    bench.bars(kAutumn);
    market::CorporateAction bonus;
    bonus.exDay = TradingDay::parse("2023-09-01").value();
    bonus.bonus = 1;
    if (!bench.profile.profile->actions().write({{kStock, "test", {bonus}}}))
      qFatal("actions");
    bench.data->notifyChanged(kStock, {});
    bench.rows("share_structure", {"change_date", "timestamp", "total_shares"},
        {{std::string("2020-01-02"), std::string("2020-01-02"), 1e6},
            {std::string("2023-09-01"), std::string("2023-09-01"), 2e6}});
    compare(bench.read("market_cap"), {1e7, 1e7, 1.1e7, 1.2e7, 1.2e7, 1.2e7});
  }

  /// A fiscal year to September: 391 (FY) itself, whatever the quarter to December says. What covers nobody knows what
  /// is no report.
  void otherFiscalYears()
  {
    Bench bench;
    bench.bars({{"2024-11-04", 10}, {"2024-11-05", 10}});
    const auto row = [](const char* end, const char* period, const char* published, double revenue) {
      return storage::RecordRow{std::string(end), std::string(period), std::string(published), revenue};
    };
    bench.rows("income_statement", {"report_date", "report_period", "timestamp", "operating_income"},
        {row("2023-09-30", "FY", "2023-11-02", 383), row("2023-12-30", "Q1", "2024-02-01", 119.6),
            row("2024-03-30", "interim", "2024-05-02", 210), row("2024-09-28", "FY", "2024-11-01", 391)});
    compare(bench.read("revenue_ttm"), {391, 391});
    compare(bench.read("income_statement.operating_income.annual"), {391, 391});
  }

  /// A loss on equity that is used up is no return, and debts of twice nothing no small ones.
  void ratiosToLosses()
  {
    Bench bench;
    bench.bars(kAutumn);
    const auto day = [](const char* text) { return storage::RecordValue(std::string(text)); };
    bench.rows("income_statement", {"report_date", "timestamp", "net_profit", "net_profit_as_parent"},
        {{day("2022-12-31"), day("2023-03-20"), -100.0, -100.0}});
    bench.rows("balance_sheet", {"report_date", "timestamp", "equity", "total_equity", "total_liabilities", "goodwill"},
        {{day("2021-12-31"), day("2022-03-20"), -10.0, -10.0, 500.0, 50.0},
            {day("2022-12-31"), day("2023-03-20"), -90.0, -90.0, 504.0, 50.0}});
    bench.rows("cash_flow_statement", {"report_date", "timestamp", "net_op_cash_flows"},
        {{day("2022-12-31"), day("2023-03-20"), -300.0}});
    for (const char* column : {"roe_ttm", "debt_to_equity", "goodwill_to_equity", "cash_to_profit"})
      compare(bench.read(column), std::vector<double>(kAutumn.size(), kNone));
  }

  void missingTables_data()
  {
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("table");
    QTest::newRow("income") << "profit_ttm" << "income_statement";
    QTest::newRow("two tables") << "roe_ttm" << "balance_sheet";
    QTest::newRow("indicators") << "good_company" << "finance_factor";
    QTest::newRow("shares") << "market_cap" << "share_structure";
    QTest::newRow("percentile") << "pe_percentile" << "share_structure";
    QTest::newRow("industry") << "industry" << "industry_membership";
    QTest::newRow("line") << "cash_flow_statement.net_op_cash_flows" << "cash_flow_statement";
  }
  void missingTables()
  {
    QFETCH(QString, column);
    QFETCH(QString, table);
    Bench bench;
    bench.bars(kAutumn);
    const auto read = bench.tryRead(column.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().code, std::string("factor.no_reports"));
    QCOMPARE(QString::fromStdString(std::string(read.error().field("table"))), table);
  }

  /// The profile has reports, the security has none: undefined, no error.
  void securityWithoutReports()
  {
    Bench bench;
    bench.bars(kAutumn);
    const auto written = bench.profile.profile->records().upsert(storage::RecordWrite{"income_statement",
        {{"entity_id", "provider", "report_date", "timestamp", "net_profit"},
            {{std::string("stock_sz_000002"), std::string("test"), std::string("2022-12-31"), std::string("2023-03-20"),
                1.0}}}});
    QVERIFY(written.has_value());
    compare(bench.read("profit_ttm"), std::vector<double>(kAutumn.size(), kNone));
  }

  void refusesNames()
  {
    Bench bench;
    bench.bars(kAutumn);
    QCOMPARE(bench.tryRead("nope").error().code, std::string("factor.no_column"));
    QCOMPARE(bench.tryRead("income_statement.report_period").error().code, std::string("factor.no_column"));
    QCOMPARE(bench.tryRead("dcf_value(groth=1)").error().code, std::string("factor.bad_column_argument"));
  }
};

QTEST_APPLESS_MAIN(TstFundamentalColumns)
#include "tst_fundamental_columns.moc"

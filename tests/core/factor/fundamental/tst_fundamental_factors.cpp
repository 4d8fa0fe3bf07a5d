// SPDX-License-Identifier: Apache-2.0
// GoodCompanyFactor and RiskyCompanyFactor over a profile: filters, parameters, new reports.
#include "core/base/parallel_for.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/factors/factor_service.h"
#include "core/factor/fundamental/fundamental_source.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::factor;

namespace {

const std::string kStock = "stock_sz_000001";

class Bench {
public:
  Bench()
  {
    profile.open();
    data = std::make_unique<data::MarketData>(*profile.profile);
    columns.add(makeFundamentalSource(*data, *profile.profile));
    service = std::make_unique<FactorService>(*profile.profile, *data, parallel, registry, &columns);
    market::BarSeries bars = tests::emptySeries(kStock);
    for (const char* day : {"2024-01-29", "2024-01-30", "2024-01-31", "2024-02-01"})
      tests::addBar(bars, {TradingDay::parse(day).value().days, 10, 10, 10, 10, 100, 1000});
    if (!profile.profile->bars().write(bars, storage::WriteMode::Merge))
      qFatal("bars");
  }
  /// A report that just passes every threshold of a good company, but for @p quickRatio and @p growth.
  void report(const char* end, const char* published, int quarters, double growth = 0.05, double quickRatio = 0.8)
  {
    storage::RecordWrite write{"finance_factor",
        {{"entity_id", "provider", "report_date", "timestamp", "roe", "op_income_growth_yoy", "net_profit_growth_yoy",
             "op_net_cash_flow_per_op_income", "sales_net_cash_flow_per_op_income", "current_ratio", "quick_ratio",
             "debt_asset_ratio"},
            {{kStock, std::string("test"), std::string(end), std::string(published), 0.02 * quarters, growth, 0.05, 0.1,
                0.3, 1.0, quickRatio, 0.5}}}};
    if (!profile.profile->records().upsert(std::move(write)))
      qFatal("report");
  }
  /// A statement without a single figure.
  void blankStatement(const char* schema)
  {
    storage::RecordWrite write{schema,
        {{"entity_id", "provider", "report_date", "timestamp"},
            {{kStock, std::string("test"), std::string("2023-09-30"), std::string("2023-10-28")}}}};
    if (!profile.profile->records().upsert(std::move(write)))
      qFatal("statement");
  }
  [[nodiscard]] FactorRequest request(const char* factor, std::map<std::string, std::string> parameters = {}) const
  {
    FactorRequest made;
    made.factor = factor;
    made.entities = {kStock};
    made.parameters = std::move(parameters);
    return made;
  }
  [[nodiscard]] std::vector<double> column(const FactorRequest& wanted, std::string_view name) const
  {
    const auto values = service->values(wanted, kStock);
    if (!values)
      qFatal("values: %s", values.error().code.c_str());
    return values->columns[service->program(wanted)->column(name).value()];
  }

  tests::TestProfile profile;
  std::unique_ptr<data::MarketData> data;
  ColumnSources columns;
  FactorRegistry registry = FactorRegistry::builtIn();
  TbbParallelFor parallel;
  std::unique_ptr<FactorService> service;
};

QString textOf(const std::vector<double>& values)
{
  QString text;
  for (const double value : values)
    text += std::isnan(value) ? QStringLiteral("?") : QString::number(value);
  return text;
}

}

class TstFundamentalFactors : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The second report comes on 30 January: the bar of the 31st is the first to know it.
  void goodCompany()
  {
    Bench bench;
    bench.report("2023-09-30", "2023-10-28", 3);
    bench.report("2023-12-31", "2024-01-30", 4);
    const FactorRequest wanted = bench.request("GoodCompanyFactor", {{"count", "2"}});
    QCOMPARE(textOf(bench.column(wanted, "reports")), QStringLiteral("1122"));
    QCOMPARE(textOf(bench.column(wanted, kFilterResult)), QStringLiteral("0011"));
    QCOMPARE(textOf(bench.column(bench.request("GoodCompanyFactor"), kFilterResult)), QStringLiteral("0000"));
    const auto stricter = bench.request("GoodCompanyFactor", {{"count", "2"}, {"revenue_growth", "0.06"}});
    QCOMPARE(textOf(bench.column(stricter, kFilterResult)), QStringLiteral("0000"));
  }

  /// Stored rows follow a report that came later.
  void newReportsReachStoredRows()
  {
    Bench bench;
    bench.report("2023-09-30", "2023-10-28", 3);
    const FactorRequest wanted = bench.request("GoodCompanyFactor", {{"count", "2"}});
    SilentTaskControl control;
    QVERIFY(bench.service->compute(wanted, control));
    QCOMPARE(textOf(bench.column(wanted, kFilterResult)), QStringLiteral("0000"));
    bench.report("2023-12-31", "2024-01-30", 4);
    QCOMPARE(textOf(bench.column(wanted, kFilterResult)), QStringLiteral("0011"));
    const auto again = bench.service->compute(wanted, control);
    QVERIFY(again && again->front().kept == 2 && again->front().computed >= 2);
  }

  /// The quick ratio is too low in the report of 30 January. Balance sheets are not there: nothing says that all is
  /// well.
  void riskyCompany()
  {
    Bench bench;
    bench.report("2023-09-30", "2023-10-28", 3);
    bench.report("2023-12-31", "2024-01-30", 4, 0.05, 0.4);
    bench.blankStatement("balance_sheet");
    bench.blankStatement("income_statement");
    const FactorRequest wanted = bench.request("RiskyCompanyFactor");
    QCOMPARE(textOf(bench.column(wanted, "quick")), QStringLiteral("0011"));
    QCOMPARE(textOf(bench.column(wanted, "assets")), QStringLiteral("????"));
    QCOMPARE(textOf(bench.column(wanted, kFilterResult)), QStringLiteral("??00"));
    QCOMPARE(textOf(bench.column(bench.request("RiskyCompanyFactor", {{"quick_ratio", "0.4"}}), "quick")),
        QStringLiteral("0000"));
  }

  void withoutReports()
  {
    Bench bench;
    const auto values = bench.service->values(bench.request("GoodCompanyFactor"), kStock);
    QVERIFY(!values);
    QCOMPARE(values.error().code, std::string("factor.no_reports"));
  }
};

QTEST_APPLESS_MAIN(TstFundamentalFactors)
#include "tst_fundamental_factors.moc"

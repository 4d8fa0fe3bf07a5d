// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/html.h"
#include "core/analytics/svg_chart.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "tests/core/analytics/samples.h"
#include "tests/support/fixtures.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace zvt;
using namespace zvt::analytics;
using zvt::tests::at;

namespace {

const char* const kHostile = "<script>alert(\"x\")</script>&'\x01";

ReportInput sampleInput()
{
  ReportInput input;
  input.title = "SMA cross";
  input.benchmarkName = "index_sh_000300";
  input.equity = tests::sampleEquity();
  input.trades = tests::sampleTrades();
  input.fills = tests::sampleFills();
  OrderRecord order;
  order.orderId = "o1";
  order.entityId = "stock_sz_000001";
  order.side = "buy";
  order.type = "limit";
  order.quantity = Quantity::fromInt(10);
  order.limitPrice = "5.01";
  order.placedTime = at("2024-01-30");
  order.state = "filled";
  order.filled = Quantity::fromInt(10);
  input.orders = {order};
  return input;
}

QString page(const ReportInput& input, const char* language = "en")
{
  return QString::fromStdString(reportHtml(buildReport(input), *Messages::load(language), language));
}

}

class TstAnalyticsReport : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void metricsJsonHasThePinnedKeys();
  void csvFiles();
  void csvOfIntradayBars();
  void csvGuardsFormulas();
  void writesTheSameBytesTwice();
  void everySectionInBothLanguages_data();
  void everySectionInBothLanguages();
  void escapesEverythingFromOutside();
  void isSelfContained();
  void chartsAreWellFormed();
  void emptyRun();
  void monthsAndYears();
  void costsByKind();
  void figuresAsText();
  void ticks();
  void longSeriesStaySmallAndKeepSpikes();
  void colourScheme();
  void rollingAndRelative();
  void holdingsByGroup();
  void depositsAreNoReturn();
  void tradesSayHowFarPricesWent();
};

void TstAnalyticsReport::metricsJsonHasThePinnedKeys()
{
  const Json json = parseJson(metricsJson(buildReport(sampleInput()).metrics)).value();
  const QString keys = QStringLiteral(
      "total_return annual_return cagr annual_volatility sharpe sortino calmar omega max_drawdown max_drawdown_days "
      "avg_drawdown trades win_rate profit_factor expectancy best_trade worst_trade avg_trade sqn kelly exposure "
      "turnover "
      "total_costs alpha beta information_ratio tracking_error var_95 cvar_95 tail_ratio skew kurtosis stability "
      "final_equity peak_equity buy_and_hold_return");
  const auto expected = keys.split(QLatin1Char(' '));
  QCOMPARE(json.size(), static_cast<std::size_t>(expected.size()));
  for (const QString& key : expected)
    QVERIFY2(json.contains(key.toStdString()), qPrintable(key));
  QVERIFY(json["trades"].is_number_integer());
  QVERIFY(json["total_costs"] == 4);
  const std::string empty = metricsJson(Metrics());
  QVERIFY(parseJson(empty).value()["sharpe"].is_null());
  QVERIFY(empty.ends_with("}\n"));
}

void TstAnalyticsReport::csvFiles()
{
  ReportInput input = sampleInput();
  input.equity[1].benchmark = std::numeric_limits<double>::quiet_NaN();
  QCOMPARE(equityCsv(input),
      std::string("timestamp,equity,cash,market_value,benchmark\n"
                  "2024-01-30,100,100,0,10\n2024-01-31,110,50,60,\n2024-02-01,99,49,50,10.5\n"
                  "2024-02-02,118.8,118.8,0,11.55\n2024-02-05,118.8,18.8,100,11.55\n"));
  input.trades.resize(1);
  QCOMPARE(tradesCsv(input),
      std::string("entity_id,side,quantity,entry_time,entry_price,exit_time,exit_price,costs,pnl,return\n"
                  "stock_sz_000001,long,100,2024-01-31,10.5,2024-02-02,11,1.25,30,0.1\n"));
  QCOMPARE(ordersCsv(input),
      std::string("order_id,entity_id,side,type,quantity,limit_price,placed_time,state,filled,reason\n"
                  "o1,stock_sz_000001,buy,limit,10,5.01,2024-01-30,filled,10,\n"));
  QCOMPARE(fillsCsv(input),
      std::string("order_id,entity_id,side,time,quantity,price,costs,cost_items\n"
                  "o1,stock_sz_000001,buy,2024-01-31,10,5,1.5,commission=1.5\n"
                  "o1,stock_sz_000001,sell,2024-01-31,10,6,2.5,commission=0.5 stamp_duty=2\n"));
}

/// 100, which gains 5 %; then twice as much, which gains 10 %.
void TstAnalyticsReport::depositsAreNoReturn()
{
  ReportInput input;
  const TradingDay first = TradingDay::parse("2024-01-02").value();
  const auto point = [&](int day, double equity) {
    return EquityPoint{LocalTime::of(TradingDay{first.days + day}), equity, equity, 0};
  };
  input.equity = {point(0, 100), point(30, 105), point(31, 210), point(90, 231)};
  input.moves = {{TradingDay{first.days + 31}, 105}};
  const ReportModel model = buildReport(std::move(input));
  QVERIFY(model.timeWeighted && model.internalRate);
  QVERIFY(std::fabs(*model.timeWeighted - (1.05 * 1.1 - 1)) < 1e-12);
  const double growth = 1 + *model.internalRate;
  QVERIFY(std::fabs(100 * std::pow(growth, 90 / 365.0) + 105 * std::pow(growth, 59 / 365.0) - 231) < 1e-6);
  const std::string page = reportHtml(model, *Messages::load("en"), "en");
  QVERIFY(page.find("Time-weighted return: +15.50%") != std::string::npos);
}

void TstAnalyticsReport::tradesSayHowFarPricesWent()
{
  ReportInput input = sampleInput();
  input.trades.resize(1);
  input.excursions = {{-0.031, 0.125}};
  QCOMPARE(tradesCsv(input),
      std::string("entity_id,side,quantity,entry_time,entry_price,exit_time,exit_price,costs,pnl,return,mae,mfe\n"
                  "stock_sz_000001,long,100,2024-01-31,10.5,2024-02-02,11,1.25,30,0.1,-0.031,0.125\n"));
  const std::string page = reportHtml(buildReport(std::move(input)), *Messages::load("en"), "en");
  QVERIFY(page.find("MAE") != std::string::npos);
  QVERIFY(page.find("12.50%") != std::string::npos);
}

void TstAnalyticsReport::csvOfIntradayBars()
{
  ReportInput input;
  input.level = market::BarLevel::Min1;
  input.equity = {{LocalTime::of(TradingDay::parse("2024-01-31").value(), Duration::minutes(571)), 1, 1, 0}};
  QCOMPARE(equityCsv(input), std::string("timestamp,equity,cash,market_value,benchmark\n2024-01-31T09:31:00,1,1,0,\n"));
}

void TstAnalyticsReport::csvGuardsFormulas()
{
  ReportInput input = sampleInput();
  input.orders.front().entityId = "=HYPERLINK(\"http://x\",\"y\")";
  QVERIFY(ordersCsv(input).find("\"'=HYPERLINK(") != std::string::npos);
  input.trades.resize(1);
  input.trades.front().pnl = Money::fromInt(-3);
  QVERIFY(tradesCsv(input).find(",-3,") != std::string::npos); // a number is no formula
}

void TstAnalyticsReport::writesTheSameBytesTwice()
{
  tests::TemporaryFolder folder;
  OsFileSystem files;
  for (const char* run : {"a", "b"})
    QVERIFY(
        writeReport(buildReport(sampleInput()), folder.path() / run, files, *Messages::load("en"), "en").has_value());
  for (const char* name :
      {"report.html", "metrics.json", "equity.csv", "trades.csv", "orders.csv", "fills.csv", "holdings.csv"}) {
    const std::string first = tests::readFile(folder.path() / "a" / name);
    QVERIFY2(!first.empty(), name);
    QVERIFY2(first == tests::readFile(folder.path() / "b" / name), name);
  }
}

void TstAnalyticsReport::everySectionInBothLanguages_data()
{
  QTest::addColumn<QString>("language");
  QTest::addColumn<QStringList>("texts");
  QTest::newRow("en") << "en"
                      << QStringList{"lang=\"en\"", "Sharpe ratio", "Underwater", "Monthly returns", "Worst drawdowns",
                             "Stamp duty", "Round trips", "Jan", "Benchmark index_sh_000300"};
  QTest::newRow("zh") << "zh_CN"
                      << QStringList{"lang=\"zh-CN\"", QStringLiteral("夏普比率"), QStringLiteral("回撤曲线"),
                             QStringLiteral("月度收益"), QStringLiteral("印花税"), QStringLiteral("逐笔交易"),
                             QStringLiteral("1月")};
}

void TstAnalyticsReport::everySectionInBothLanguages()
{
  QFETCH(QString, language);
  QFETCH(QStringList, texts);
  const QString html = page(sampleInput(), language.toUtf8().constData());
  for (const QString& text : texts)
    QVERIFY2(html.contains(text), qPrintable(text));
  QVERIFY(!html.contains(QLatin1String("report."))); // no message key without its text
  QVERIFY(!html.contains(QLatin1Char('{')) || html.indexOf(QLatin1Char('{'), html.indexOf("</style>")) < 0);
  QVERIFY(html.contains(QStringLiteral("−10.00%"))); // maximum drawdown
  QVERIFY(html.contains(QStringLiteral("+18.8%")) || html.contains(QStringLiteral(">18.8%"))); // the year
}

void TstAnalyticsReport::escapesEverythingFromOutside()
{
  ReportInput input = sampleInput();
  input.title = kHostile;
  input.benchmarkName = kHostile;
  input.currency = kHostile;
  input.trades.front().entityId = kHostile;
  input.fills.front().costs.front().kind = kHostile;
  input.facts = {{kHostile, kHostile}};
  input.warnings = {Error{kHostile, {{"a", kHostile}}, {{"file", kHostile}}}};
  const QString html = page(input);
  QVERIFY(!html.contains(QLatin1String("<script"), Qt::CaseInsensitive));
  QVERIFY(!html.contains(QLatin1String("\"x\"")));
  QVERIFY(!html.contains(QChar(1)));
  QVERIFY(html.contains(QLatin1String("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;")));
}

void TstAnalyticsReport::isSelfContained()
{
  const QString html = page(sampleInput());
  for (const char* outside : {"http:", "https:", "src=", "href=", "@import", "url(", "<link", "<script"})
    QVERIFY2(!html.contains(QLatin1String(outside)), outside);
}

void TstAnalyticsReport::chartsAreWellFormed()
{
  const QString html = page(sampleInput());
  int charts = 0;
  auto found = QRegularExpression(QStringLiteral("<svg.*?</svg>"), QRegularExpression::DotMatchesEverythingOption)
                   .globalMatch(html);
  while (found.hasNext()) {
    QXmlStreamReader reader(found.next().captured());
    int paths = 0;
    while (!reader.atEnd()) {
      reader.readNext();
      if (reader.isStartElement() && reader.name() == QLatin1String("path")) {
        ++paths;
        QVERIFY(!reader.attributes().value(QLatin1String("d")).contains(QLatin1String("nan")));
      }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(paths, 2); // the run and its benchmark
    ++charts;
  }
  QCOMPARE(charts, 2);
}

void TstAnalyticsReport::emptyRun()
{
  ReportInput input;
  input.title = "nothing";
  const QString html = page(input);
  QVERIFY(html.contains(QLatin1String("No position was closed")));
  QVERIFY(html.contains(QStringLiteral("–")));
  QVERIFY(!html.contains(QLatin1String("<svg")));
  QCOMPARE(equityCsv(input), std::string("timestamp,equity,cash,market_value,benchmark\n"));
}

void TstAnalyticsReport::monthsAndYears()
{
  // 100 → 110 in January, → 99 in February; March has no bar; → 198 in the next year's January
  ReportInput input;
  input.equity = {{at("2023-01-03"), 100}, {at("2023-01-31"), 110}, {at("2023-02-01"), 100}, {at("2023-02-28"), 99},
      {at("2024-01-02"), 198}};
  const ReportModel model = buildReport(input);
  QCOMPARE(model.months.size(), std::size_t{3});
  QCOMPARE(model.months[0].month, 1);
  QVERIFY(std::fabs(model.months[0].value - 0.1) < 1e-12);
  QVERIFY(std::fabs(model.months[1].value + 0.1) < 1e-12);
  QVERIFY(model.months[2].year == 2024 && std::fabs(model.months[2].value - 1) < 1e-12);
  QCOMPARE(model.years.size(), std::size_t{2});
  QVERIFY(std::fabs(model.years[0].value + 0.01) < 1e-12);
  QVERIFY(std::fabs(model.years[1].value - 1) < 1e-12);
  double growth = 1;
  for (const MonthlyReturn& month : model.months)
    growth *= 1 + month.value;
  QVERIFY(std::fabs(growth - 1.98) < 1e-12); // the months multiply to the whole
}

void TstAnalyticsReport::costsByKind()
{
  const ReportModel model = buildReport(sampleInput());
  QCOMPARE(model.costs.size(), std::size_t{2});
  QCOMPARE(model.costs[0].kind, std::string("commission"));
  QCOMPARE(model.costs[0].amount.toString(), std::string("2"));
  QCOMPARE(model.costs[1].amount.toString(), std::string("2"));
}

void TstAnalyticsReport::figuresAsText()
{
  QCOMPARE(percentText(-0.12345), std::string("−12.35%"));
  QCOMPARE(percentText(0.5, 1, true), std::string("+50.0%"));
  QCOMPARE(percentText(-0.00001), std::string("0.00%")); // no sign on what reads as zero
  QCOMPARE(percentText(std::nullopt), std::string("–"));
  QCOMPARE(moneyText(1234567.891), std::string("1,234,567.89"));
  QCOMPARE(moneyText(-999.999), std::string("−1,000.00"));
  QCOMPARE(moneyText(123, 0), std::string("123"));
  QCOMPARE(ratioText(std::nan("")), std::string("–"));
}

void TstAnalyticsReport::ticks()
{
  QVERIFY((axisTicks(0, 10, 5, false) == std::vector<double>{0, 2, 4, 6, 8, 10}));
  QVERIFY((axisTicks(90, 2000, 5, true) == std::vector<double>{100, 200, 500, 1000, 2000}));
  QVERIFY((axisTicks(5, 5, 5, false) == std::vector<double>{5}));
  // A range of rounding alone, as of a figure that stands still.
  const double same = 16.733200530681511;
  QVERIFY(axisTicks(same, std::nextafter(same, 17.0), 5, false).size() <= 6);
  QVERIFY(axisTicks(-same, std::nextafter(-same, 0.0), 5, false).size() <= 6);
}

void TstAnalyticsReport::longSeriesStaySmallAndKeepSpikes()
{
  ChartSpec spec;
  const std::size_t count = 300'000;
  ChartLine line{std::vector<double>(count, 100.0), "equity", false};
  line.values[123'457] = 1000; // one bar
  for (std::size_t i = 0; i < count; ++i)
    spec.times.push_back(LocalTime{static_cast<std::int64_t>(i) * 60'000'000});
  spec.lines = {line};
  const std::string svg = svgChart(spec);
  QVERIFY2(svg.size() < 100'000, qPrintable(QString::number(svg.size())));
  QVERIFY(svg.find(" 8.0L") != std::string::npos); // the top of the plot is reached
}

void TstAnalyticsReport::colourScheme()
{
  ReportInput input = sampleInput();
  QVERIFY(page(input).contains(QLatin1String("--up:#08703F")));
  input.redUp = true;
  QVERIFY(page(input).contains(QLatin1String("--up:#BE1620")));
}

/// 300 days whose returns are exactly twice the benchmark's.
void TstAnalyticsReport::rollingAndRelative()
{
  ReportInput input = sampleInput();
  input.equity.clear();
  double equity = 1000;
  double benchmark = 10;
  for (int day = 0; day < 300; ++day) {
    input.equity.push_back({LocalTime::of(at("2024-01-01").day() + day), equity, 0, equity, benchmark, 1});
    const double step = day % 2 == 0 ? 0.01 : -0.005;
    equity *= 1 + 2 * step;
    benchmark *= 1 + step;
  }
  const ReportModel model = buildReport(input);
  QCOMPARE(model.halfYear.window, 126u);
  QCOMPARE(model.year.beta.size(), model.returnTimes.size());
  QVERIFY(std::isnan(model.year.beta[250]) && std::fabs(model.year.beta[251] - 2) < 1e-9);
  QVERIFY(std::fabs(*model.relative.correlation - 1) < 1e-9);
  const QString html = page(input);
  for (const char* text : {"Rolling figures", "over 12 months", "Beside the benchmark", "Up capture", "Trade figures"})
    QVERIFY2(html.contains(QLatin1String(text)), text);
  input.equity.resize(5); // too short for any window
  QVERIFY(!page(input).contains(QLatin1String("Rolling figures")));
}

void TstAnalyticsReport::holdingsByGroup()
{
  ReportInput input = sampleInput();
  const TradingDay first = at("2024-01-30").day();
  input.holdings.entities = {"A", kHostile};
  input.holdings.days = {{first, 1000, {}}, {first + 1, 1000, {{0, 300, 0}, {1, 500, 0}}},
      {first + 2, 980, {{0, 330, 30}, {1, 450, -50}}}};
  input.groups = {{"industry", {"banks", ""}}};
  const ReportModel model = buildReport(input);
  QCOMPARE(model.groups.size(), 1u);
  QCOMPARE(model.groups[0].contributions.parts.size(), 2u);
  QCOMPARE(model.groups[0].contributions.parts[0].name, std::string("banks"));
  const QString html = page(input);
  QVERIFY(html.contains(QLatin1String("By industry")));
  QVERIFY(html.contains(QLatin1String("Of none")));
  QVERIFY(html.contains(QLatin1String("+3.00%"))); // 30 / 1000
  QVERIFY(!html.contains(QLatin1String("<script>")));
}

QTEST_APPLESS_MAIN(TstAnalyticsReport)
#include "tst_analytics_report.moc"

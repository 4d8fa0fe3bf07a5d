// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/manifest_page.h"
#include "ui/report/report_panel.h"

#include "core/backtest/backtest.h"
#include "core/backtest/run_folder.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/ui/research_desk.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/report/report_figures.h"
#include "ui/report/why_pane.h"
#include "ui/report/why_tree.h"
#include "ui/shell/link_moments.h"
#include "ui/shell/panel_registry.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/equity_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/components.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::ui;

namespace {

LocalTime day(int year, int month, int dayOfMonth)
{
  return LocalTime::of(TradingDay::fromDate({year, month, dayOfMonth}));
}

Money money(const char* text)
{
  return *Money::parse(text);
}

/// 100,000 → 110,000 → 99,000 → 104,500: one round trip of 1,000 shares from 10 to 14.5175 with 17.50 of costs, the
/// position still moving in between. The worst drawdown is 110,000 → 99,000 = −10 %, not recovered.
ResearchHub::RunPtr sampleRun(std::size_t trades = 1)
{
  analytics::ReportInput input;
  input.title = "Cross";
  const double equity[] = {100'000, 110'000, 99'000, 104'500};
  for (int i = 0; i < 4; ++i) {
    analytics::EquityPoint point;
    point.time = day(2024, i + 1, 31 - i % 2 * 2);
    point.equity = equity[i];
    input.equity.push_back(point);
  }
  for (std::size_t i = 0; i < trades; ++i) {
    analytics::RoundTrip trade;
    trade.entityId = "stock_sh_600000";
    trade.quantity = Quantity::fromInt(1000);
    trade.entryTime = day(2024, 1, 31);
    trade.entryPrice = *Price::parse("10");
    trade.exitTime = day(2024, 2, 29);
    trade.exitPrice = *Price::parse("14.5175");
    trade.costs = money("17.5");
    trade.pnl = money("4500");
    trade.returnFraction = 0.45;
    input.trades.push_back(trade);
  }
  analytics::FillRecord fill;
  fill.orderId = "1";
  fill.entityId = "stock_sh_600000";
  fill.side = "buy";
  fill.time = day(2024, 1, 31);
  fill.quantity = Quantity::fromInt(1000);
  fill.price = *Price::parse("10");
  fill.costs = {{"commission", money("5")}, {"transfer_fee", money("0.1")}};
  input.fills = {fill};
  analytics::OrderRecord order;
  order.orderId = "1";
  order.entityId = fill.entityId;
  order.side = "buy";
  order.type = "market";
  order.quantity = order.filled = fill.quantity;
  order.placedTime = day(2024, 1, 30);
  order.state = "filled";
  input.orders = {order};
  // 600000 earns 10,000 and loses 11,000; 000001 comes in on the third day and earns 5,500 by the fourth.
  input.holdings.entities = {"stock_sh_600000", "stock_sz_000001"};
  input.holdings.days = {{day(2024, 1, 31).day(), 100'000, {}},
      {day(2024, 2, 29).day(), 110'000, {{0, 110'000, 10'000}}},
      {day(2024, 3, 31).day(), 99'000, {{0, 0, -11'000}, {1, 50'000, 0}}},
      {day(2024, 4, 29).day(), 104'500, {{1, 55'500, 5'500}}}};
  input.groups = {{"industry", {"banks", "banks"}}, {"board", {"main", "star"}}};
  input.facts = {{"backtest.fact.strategy_hash", "0123456789abcdef"}, {"backtest.fact.level", "1d"},
      {"backtest.fact.fill", "next_open"}};
  input.warnings = {{"backtest.synthetic_data", {}, {}}};
  auto run = std::make_shared<backtest::BacktestRun>();
  run->report = analytics::buildReport(std::move(input));
  run->manifest = "{\n  \"seed\": 0\n}\n";
  return run;
}

/// A fall that turns on the 23rd and a rise that turns on the 25th: bought on the 24th, sold on the 28th.
std::shared_ptr<backtest::MemorySource> turnSource()
{
  auto source = std::make_shared<backtest::MemorySource>();
  source->add(tests::entity("stock_sh_600000", "浦发银行"),
      tests::daily({{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
          {"2023-08-23", 9.90, 10.05, 9.90, 10.00}, {"2023-08-24", 10.10, 10.25, 10.05, 10.20},
          {"2023-08-25", 10.15, 10.20, 10.05, 10.10}, {"2023-08-28", 10.00, 10.05, 9.95, 10.00}}));
  return source;
}

ResearchHub::RunPtr turnRun()
{
  SilentTaskControl control;
  const auto source = turnSource();
  auto run = backtest::backtest({tests::turnStrategy({"stock_sh_600000"}), {"initial_cash=100000"}, "1.0"}, *source,
      *market::RuleBook::load(), control);
  if (!run)
    qFatal("%s", run.error().code.c_str());
  return std::make_shared<const backtest::BacktestRun>(*std::move(run));
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
  return model.index(row, column).data().toString();
}

}

class TstReportPanel : public QObject, protected zvt::tests::ResearchDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepare(); }

  void tablesAreSoundModels()
  {
    const auto run = sampleRun(3);
    const ReportPtr report(run, &run->report);
    widgets::ColumnTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    table.setContent(tradeColumns(report, {}), 3);
    QCOMPARE(table.rowCount(), 3);
    table.setContent(orderColumns(report, {}), 1);
    table.setContent(fillColumns(report, {}), 1);
    table.setContent(drawdownColumns(report), report->drawdowns.size());
    table.retranslate();
    table.setContent({}, 0);
    QCOMPARE(table.columnCount(), 0);
  }

  void tradesShowExactNumbers()
  {
    const auto run = sampleRun();
    const ReportPtr report(run, &run->report);
    widgets::ColumnTable table;
    table.setContent(tradeColumns(report, [](const std::string&) { return QStringLiteral("浦发银行"); }), 1);
    QStringList cells;
    for (int column = 0; column < table.columnCount(); ++column)
      cells << cell(table, 0, column);
    // One number of decimals a column pair of prices: four, because 14.5175 needs them.
    QCOMPARE(cells.join(u'|'),
        QStringLiteral(
            "浦发银行|600000.SH|Long|1,000|2024-01-31|10.0000|2024-02-29|14.5175|29|17.50|+4,500.00|+45.00%"));
    QCOMPARE(table.index(0, 10).data(widgets::ToneRole).toInt(), int(widgets::CellTone::Up));
    QCOMPARE(table.index(0, 10).data(widgets::SortRole).toDouble(), 4500.0);
  }

  void fillsItemiseTheirCosts()
  {
    const auto run = sampleRun();
    const ReportPtr report(run, &run->report);
    widgets::ColumnTable table;
    table.setContent(fillColumns(report, {}), 1);
    QCOMPARE(cell(table, 0, 8), QStringLiteral("5.10"));
    QCOMPARE(
        table.index(0, 8).data(Qt::ToolTipRole).toString(), QStringLiteral("Commission: 5.00\nTransfer fee: 0.10"));
    QCOMPARE(cell(table, 0, 7), QStringLiteral("10,000.00"));
  }

  void figuresAreThoseOfTheRun()
  {
    const auto tiles = metricTiles(sampleRun()->report);
    QCOMPARE(tiles.size(), std::size_t{20});
    QCOMPARE(tiles[0].value, QStringLiteral("+4.5%")); // total return
    QCOMPARE(tiles[0].sign, 1);
    QCOMPARE(tiles[5].value, QStringLiteral("\u221210.0%")); // maximum drawdown
    QCOMPARE(tiles[10].value, QString(widgets::kMissing)); // alpha without a benchmark
    QCOMPARE(tiles[10].note, QStringLiteral("not defined for this run"));
    // The Calmar ratio is what its note says of the figures in its tip.
    const analytics::Metrics& metrics = sampleRun()->report.metrics;
    QCOMPARE(tiles[7].note, QStringLiteral("annual return / drawdown"));
    const auto annual = metrics[analytics::Metric::AnnualReturn], depth = metrics[analytics::Metric::MaxDrawdown];
    QVERIFY(std::abs(*annual / -*depth - *metrics[analytics::Metric::Calmar]) < 1e-12);
    QVERIFY(
        tiles[7].toolTip.isEmpty() || tiles[7].toolTip.startsWith(metricText(analytics::Metric::AnnualReturn, annual)));
    QCOMPARE(metricText(analytics::Metric::Turnover, 9.56), QStringLiteral("9.56×"));
    const auto curve = equityCurve(sampleRun()->report, {});
    QCOMPARE(curve->shaded, std::pair(std::size_t{1}, std::size_t{3}));
    QVERIFY(curve->benchmark.empty());
  }

  /// A return a year of a run of five weeks says nothing; from six weeks on it is shown with how long it was, and from
  /// a year on by itself.
  void shortRunsHaveNoReturnAYear()
  {
    const auto tileOf = [](int days) {
      analytics::ReportInput input;
      for (const int at : {0, days}) {
        analytics::EquityPoint point;
        point.time = LocalTime::of({day(2024, 1, 2).day().days + at});
        point.equity = at == 0 ? 100 : 150;
        input.equity.push_back(point);
      }
      return metricTiles(analytics::buildReport(std::move(input)))[1]; // CAGR
    };
    QCOMPARE(tileOf(41).value, QString(widgets::kMissing));
    QCOMPARE(tileOf(41).note, QStringLiteral("41 days are too few"));
    QVERIFY(tileOf(41).toolTip.contains(QStringLiteral("42 days")));
    QVERIFY(tileOf(42).value.startsWith(u'+'));
    QCOMPARE(tileOf(42).note, QStringLiteral("a year, from 42 days"));
    QCOMPARE(tileOf(400).note, QStringLiteral("a year"));
  }

  void theBenchmarkStartsAtTheCapital()
  {
    auto run = std::make_shared<backtest::BacktestRun>(*sampleRun());
    analytics::ReportInput input = run->report.input;
    input.benchmarkName = "index_sh_000001";
    const double levels[] = {std::nan(""), 3000, 3300, 2700};
    for (std::size_t i = 0; i < 4; ++i)
      input.equity[i].benchmark = levels[i];
    const auto curve = equityCurve(analytics::buildReport(input), {});
    QVERIFY(std::isnan(curve->benchmark[0]));
    QCOMPARE(curve->benchmark[1], 100'000.0);
    QCOMPARE(curve->benchmark[2], 110'000.0);
    QCOMPARE(curve->benchmarkName, QStringLiteral("index_sh_000001"));
  }

  void anEmptyPanelOffersTheRun()
  {
    ResearchHub hub;
    Context context = m_context;
    context.research = &hub;
    ReportPanel panel(context);
    panel.show();
    auto* empty = panel.findChild<widgets::EmptyState*>();
    QVERIFY(empty && empty->isVisible());
    QSignalSpy wanted(&hub, &ResearchHub::runRequested);
    QTest::mouseClick(empty->findChild<QPushButton*>(QStringLiteral("emptyButton")), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
  }

  void aPublishedRunIsShown()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun(2));
    QVERIFY(panel.content()->isVisible());
    QCOMPARE(panel.subtitle(), QStringLiteral("Cross"));
    QCOMPARE(panel.findChild<QTabBar*>(QStringLiteral("reportTabs"))->tabText(2), QStringLiteral("Trades  2"));
    QCOMPARE(panel.findChild<QTableView*>(QStringLiteral("latestTradesTable"))->model()->rowCount(), 2);
    QVERIFY(panel.findChild<widgets::EquityChart*>()->curve() != nullptr);
    // A double click on a round trip leads to it among all of them.
    auto* latest = panel.findChild<QTableView*>(QStringLiteral("latestTradesTable"));
    Q_EMIT latest->doubleClicked(latest->model()->index(1, 0));
    QCOMPARE(panel.findChild<QTabBar*>(QStringLiteral("reportTabs"))->currentIndex(), int(ReportPanel::TradesPage));
    ReportPanel second(m_context); // opened later, follows as well
    QCOMPARE(second.subtitle(), QStringLiteral("Cross"));
  }

  /// A run that sells all at its end would show zeros alone.
  void holdingsBeforeTheLastSaleAreShown()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    auto run = std::make_shared<backtest::BacktestRun>(*sampleRun());
    analytics::ReportInput input = run->report.input;
    input.holdings.days.back().holdings = {{1, 0, 5'500}};
    run->report = analytics::buildReport(std::move(input));
    m_hub.publish(run);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("holdingsTable"));
    QCOMPARE(table->model()->rowCount(), 2); // of the day before: 600000, closed then, and 000001
    const auto labels = panel.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
      return label->text() == QStringLiteral("Holdings at the close of 2024-03-31, before all were closed at the end");
    }));
  }

  void theManifestIsScrolledInALowPanel()
  {
    ManifestPage page;
    const auto run = sampleRun();
    page.resize(600, 120);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    page.setRun(run->report, run->manifest);
    const auto lines = [&page] {
      std::vector<QLabel*> shown;
      for (QLabel* label : page.findChildren<QLabel*>())
        if (label->isVisible() && !label->text().isEmpty())
          shown.push_back(label);
      return shown;
    };
    QTRY_VERIFY(lines().size() > 4);
    for (const QLabel* label : lines())
      QTRY_VERIFY2(label->height() >= label->fontMetrics().height(), qPrintable(label->text()));
    QVERIFY(page.findChild<QPlainTextEdit*>(QStringLiteral("manifestText"))->height() >= 100);
  }

  void holdingsFollowTheCrosshair()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    auto* table = panel.findChild<QTableView*>(QStringLiteral("holdingsTable"));
    QCOMPARE(table->model()->rowCount(), 1); // the last day
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("000001.SZ"));
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("55,500.00"));
    QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("53.1%")); // of 104,500
    auto* chart = panel.findChild<widgets::DatedChart*>(QStringLiteral("exposureChart"));
    chart->setCursorAt(2);
    QCOMPARE(table->model()->rowCount(), 2);
    chart->setCursorAt(-1); // the mouse left: the day stays
    QCOMPARE(table->model()->rowCount(), 2);

    auto* parts = panel.findChild<QTableView*>(QStringLiteral("contributionsTable"));
    QCOMPARE(parts->model()->rowCount(), 2);
    panel.findChild<QComboBox*>(QStringLiteral("contributionGroupCombo"))->setCurrentIndex(1);
    QCOMPARE(parts->model()->rowCount(), 1);
    QCOMPARE(parts->model()->index(0, 0).data().toString(), QStringLiteral("banks"));
    QCOMPARE(parts->model()->index(0, 1).data().toString(), QStringLiteral("+4.50%")); // 1.1 · 0.9 · 1.0555… − 1
    QCOMPARE(parts->model()->index(0, 3).data().toString(), QStringLiteral("100.0%"));
  }

  void returnsShowYearsAndTrades()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    auto* figures = panel.findChild<QTableView*>(QStringLiteral("tradeFiguresTable"));
    QCOMPARE(figures->model()->index(0, 1).data().toString(), QStringLiteral("1")); // all
    QCOMPARE(figures->model()->index(0, 3).data().toString(), QStringLiteral("0")); // short
    QCOMPARE(figures->model()->index(7, 1).data().toString(), QStringLiteral("+45.00%")); // mean return
    QCOMPARE(figures->model()->index(7, 3).data().toString(), QString(widgets::kMissing));
    QCOMPARE(figures->model()->index(13, 1).data().toString(), QStringLiteral("29.0")); // days held
    const auto& years = panel.findChild<widgets::GroupBars*>(QStringLiteral("yearBars"))->groups();
    QCOMPARE(years.categories, QStringList{QStringLiteral("2024")});
    QVERIFY(std::fabs(years.values[0][0] - 0.045) < 1e-12);
    QVERIFY(
        !panel.findChild<widgets::MetricTiles*>(QStringLiteral("relativeTiles"))->isVisibleTo(&panel)); // no benchmark
  }

  void exposureIsStackedByGroup()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    auto* chart = panel.findChild<widgets::DatedChart*>(QStringLiteral("groupExposureChart"));
    QCOMPARE(chart->series()->stack.size(), std::size_t{1});
    panel.findChild<QComboBox*>(QStringLiteral("exposureGroupCombo"))->setCurrentIndex(1);
    const auto& stack = chart->series()->stack;
    QCOMPARE(stack.size(), std::size_t{2});
    QCOMPARE(stack[0].name, QStringLiteral("Main board"));
    QCOMPARE(stack[1].name, QStringLiteral("STAR Market"));
    // 110,000 of 110,000 on the second day; 50,000 of 99,000 on the third.
    QCOMPARE(chart->valueLines(1).join(u'|'),
        QStringLiteral("2024-02-29|Main board\t100.0%|STAR Market\t0.0%|Gross\t100.0%|Net\t100.0%"));
    QCOMPARE(chart->valueLines(2).join(u'|'),
        QStringLiteral("2024-03-31|Main board\t0.0%|STAR Market\t50.5%|Gross\t50.5%|Net\t50.5%"));
    auto* shares = panel.findChild<QTableView*>(QStringLiteral("groupSharesTable"))->model();
    // 55,500 of 104,500 = 53.1 % at the end; (0 + 0 + 50.5 + 53.1) / 4 = 25.9 % on the mean.
    QCOMPARE(shares->index(1, 1).data().toString(), QStringLiteral("25.9%"));
    QCOMPARE(shares->index(0, 2).data().toString(), QStringLiteral("100.0%"));
    QCOMPARE(shares->index(1, 3).data().toString(), QStringLiteral("53.1%"));
  }

  void costsAreTakenFromGross()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    auto* curve = panel.findChild<widgets::DatedChart*>(QStringLiteral("grossNetChart"));
    QCOMPARE(curve->series()->lines[0].values, (std::vector<double>{100'005.1, 110'005.1, 99'005.1, 104'505.1}));
    QCOMPARE(curve->series()->lines[1].values, (std::vector<double>{100'000, 110'000, 99'000, 104'500}));
    auto* kinds = panel.findChild<QTableView*>(QStringLiteral("costKindsTable"))->model();
    QCOMPARE(kinds->rowCount(), 2);
    QCOMPARE(kinds->index(0, 0).data().toString(), QStringLiteral("Commission"));
    QCOMPARE(kinds->index(0, 2).data().toString(), QStringLiteral("98.0%")); // 5 / 5.10
    QCOMPARE(kinds->index(0, 4).data().toString(), QStringLiteral("0.050%")); // 5 / 10,000
    const auto& years = panel.findChild<widgets::GroupBars*>(QStringLiteral("costYearBars"))->groups();
    QCOMPARE(years.categories, QStringList{QStringLiteral("2024")});
    QCOMPARE(years.values[1][0], 0.1);
    QVERIFY(panel.findChild<QLabel*>(QStringLiteral("costsSentence"))->text().contains(QStringLiteral("+4,517.50")));
  }

  void theLogTellsWhatHappened()
  {
    auto run = std::make_shared<backtest::BacktestRun>(*sampleRun());
    analytics::ReportInput input = run->report.input;
    analytics::OrderRecord refused = input.orders[0];
    refused.orderId = "2";
    refused.state = "rejected";
    refused.filled = {};
    refused.placedTime = day(2024, 3, 31);
    input.orders.push_back(refused);
    input.log = {"2024-02-01 waits"};
    run->report = analytics::buildReport(std::move(input));
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(run);
    auto* log = panel.findChild<QTableView*>(QStringLiteral("logTable"))->model();
    QTRY_COMPARE(log->rowCount(), 6);
    QStringList kinds;
    for (int row = 0; row < log->rowCount(); ++row)
      kinds << log->index(row, 1).data().toString();
    QCOMPARE(kinds.join(u' '), QStringLiteral("Order Warning Fill Strategy Closed Not filled"));
    QCOMPARE(log->index(2, 4).data().toString(), QStringLiteral("Buy 1,000 at 10, costs 5.10"));
    QCOMPARE(log->index(4, 4).data().toString(), QStringLiteral("Round trip closed with +4,500.00 (+45.00%)"));
    panel.findChild<QLineEdit*>(QStringLiteral("logFilterField"))->setText(QStringLiteral("wait"));
    QCOMPARE(log->rowCount(), 1);
    QCOMPARE(log->index(0, 4).data().toString(), QStringLiteral("2024-02-01 waits"));
  }

  void aTradeLeadsToTheChart()
  {
    LinkBus bus;
    Context context = m_context;
    context.links = &bus;
    ReportPanel panel(context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    QString entity;
    LocalTime moment;
    connect(&LinkMoments::of(bus), &LinkMoments::chosen, &panel,
        [&](LinkColor color, const QString& chosen, LocalTime time) {
          QVERIFY(color == panel.link());
          entity = chosen;
          moment = time;
        });
    auto* trades = panel.findChild<QTableView*>(QStringLiteral("tradesTable"));
    Q_EMIT trades->doubleClicked(trades->model()->index(0, 0));
    QCOMPARE(entity, QStringLiteral("stock_sh_600000"));
    QCOMPARE(moment, day(2024, 1, 31));
    QCOMPARE(bus.current(panel.link()), entity);
    panel.setLink(LinkColor::None); // on its own: it leads nobody
    entity.clear();
    Q_EMIT trades->doubleClicked(trades->model()->index(0, 0));
    QVERIFY(entity.isEmpty());
  }

  /// The tree beside a fill: rows of the trace, each leading somewhere.
  void aFillExplainsItself()
  {
    ResearchHub hub;
    LinkBus bus;
    Context context = m_context;
    context.research = &hub;
    context.links = &bus;
    context.rules = *market::RuleBook::load();
    ReportPanel panel(context);
    panel.resize(1200, 700);
    panel.show();
    const auto run = turnRun();
    panel.whyPane()->setSource(turnSource());
    hub.publish(run);
    QVERIFY(!panel.whyPane()->isVisibleTo(&panel));
    panel.setPage(ReportPanel::FillsPage);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("fillsTable"));
    auto* why = table->parentWidget()->findChild<QPushButton*>(QStringLiteral("whyButton"));
    QVERIFY(!why->isEnabled()); // nothing is chosen
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(why->isEnabled());
    QSignalSpy ready(panel.whyPane(), &WhyPane::ready);
    why->click();
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(panel.whyPane()->isVisibleTo(&panel));
    const QTreeWidget* tree = panel.whyPane()->tree();
    QCOMPARE(tree->topLevelItem(0)->text(0), "Fill 1: Buy 9800 stock_sh_600000 at 10.1 on 2023-08-24");
    const auto rowOf = [&](const char* text) -> QTreeWidgetItem* {
      const auto found = tree->findItems(QLatin1String(text), Qt::MatchContains | Qt::MatchRecursive);
      return found.isEmpty() ? nullptr : found.front();
    };
    QVERIFY(rowOf("Order 000001: Buy 10000"));
    QVERIFY(rowOf("Decided at the close of 2023-08-23 by turn"));
    QVERIFY(rowOf("Node cross, Moving-average cross: 1"));
    QVERIFY(rowOf("SMA(CLOSE,2) at the close of 2023-08-22 = 9.95"));
    picture(panel, QStringLiteral("report-why"));

    // The bar of the cross leads the charts there.
    QSignalSpy moments(&LinkMoments::of(bus), &LinkMoments::chosen);
    panel.setLink(LinkColor::A);
    Q_EMIT panel.whyPane()->tree()->itemActivated(rowOf("The signal came up at the close of 2023-08-23"), 0);
    QCOMPARE(moments.count(), 1);
    QCOMPARE(moments[0][1].toString(), QStringLiteral("stock_sh_600000"));

    // Chinese, without asking again; what a person has chosen, opened and closed stays so.
    QTreeWidgetItem* chosen = tree->topLevelItem(1);
    QVERIFY(chosen->isExpanded() && chosen->childCount() > 0);
    chosen->setExpanded(false);
    panel.whyPane()->tree()->setCurrentItem(tree->topLevelItem(2));
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    QCoreApplication::processEvents();
    QVERIFY(tree->topLevelItem(0)->text(0).startsWith(QStringLiteral("成交 1")));
    QVERIFY(tree->topLevelItem(0)->isExpanded() && !tree->topLevelItem(1)->isExpanded());
    QCOMPARE(tree->currentItem(), tree->topLevelItem(2));
    picture(panel, QStringLiteral("report-why-zh"));
    widgets::Language::current().setCode(QStringLiteral("en"));

    // An order; another run closes the pane.
    panel.setPage(ReportPanel::OrdersPage);
    auto* orders = panel.findChild<QTableView*>(QStringLiteral("ordersTable"));
    orders->setCurrentIndex(orders->model()->index(1, 0));
    panel.askWhy();
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(tree->topLevelItem(0)->text(0).startsWith(QStringLiteral("Order 000002: Sell 9800")));
    hub.publish(sampleRun());
    QVERIFY(!panel.whyPane()->isVisibleTo(&panel));
  }

  /// Another panel asks: the page of fills comes up with the trace beside it.
  void aQuestionOfTheChartIsAnswered()
  {
    ResearchHub hub;
    Context context = m_context;
    context.research = &hub;
    context.rules = *market::RuleBook::load();
    hub.publish(turnRun());
    hub.requestWhy(1); // before the panel is there
    ReportPanel panel(context);
    panel.whyPane()->setSource(turnSource());
    QSignalSpy ready(panel.whyPane(), &WhyPane::ready);
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(panel.whyPane()->tree()->topLevelItem(0)->text(0).startsWith(QStringLiteral("Fill 2: Sell")));
    hub.requestWhy(0);
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(panel.whyPane()->tree()->topLevelItem(0)->text(0).startsWith(QStringLiteral("Fill 1: Buy")));
    QCOMPARE(panel.saveState()[QLatin1String("page")].toString(), QStringLiteral("fills"));
  }

  /// A run's folder is opened, shown and explained; a run of the session is a menu entry away.
  void aFolderIsOpened()
  {
    ResearchHub hub;
    tests::ScriptedDialogs dialogs;
    Context context = m_context;
    context.research = &hub;
    context.dialogs = &dialogs;
    const auto run = turnRun();
    QVERIFY(backtest::writeRunFolder(run->report, run->manifest, "/runs/turn", m_files, *Messages::load("en"), "en")
            .has_value());
    hub.publish(sampleRun());
    ReportPanel panel(context);
    QCOMPARE(panel.subtitle(), QStringLiteral("Cross"));
    QSignalSpy opened(&panel, &ReportPanel::opened);
    panel.openFolder(QStringLiteral("/runs/turn"));
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(opened[0][0].value<Result<void>>().has_value());
    QCOMPARE(panel.subtitle(), QStringLiteral("turn"));
    QCOMPARE(hub.folders().front(), QStringLiteral("/runs/turn"));
    QCOMPARE(panel.findChild<QTableView*>(QStringLiteral("fillsTable"))->model()->rowCount(), 2);

    auto* menu = panel.findChild<QToolButton*>(QStringLiteral("openRunButton"))->menu();
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().front()->text().contains(QStringLiteral("Cross")));
    menu->actions().front()->trigger();
    QCOMPARE(panel.subtitle(), QStringLiteral("Cross"));

    panel.openFolder(QStringLiteral("/runs"));
    QTRY_COMPARE(opened.count(), 2);
    QCOMPARE(opened[1][0].value<Result<void>>().error().code, std::string("backtest.no_run"));
    QCOMPARE(panel.subtitle(), QStringLiteral("Cross")); // what was there stays
  }

  void excursionsAreColumnsWhereTheyAreKnown()
  {
    auto run = std::make_shared<backtest::BacktestRun>(*sampleRun(2));
    analytics::ReportInput input = run->report.input;
    input.excursions = {{-0.05, 0.5}, {std::nan(""), std::nan("")}};
    run->report = analytics::buildReport(std::move(input));
    const ReportPtr report(run, &run->report);
    widgets::ColumnTable table;
    table.setContent(tradeColumns(report, {}), 2);
    QCOMPARE(table.columnCount(), 14);
    QCOMPARE(cell(table, 0, 12), QStringLiteral("\u22125.00%"));
    QCOMPARE(cell(table, 0, 13), QStringLiteral("+50.00%"));
    QCOMPARE(cell(table, 1, 13), QString(widgets::kMissing));
  }

  void aWorkspaceKeepsThePage()
  {
    ReportPanel panel(m_context);
    panel.setPage(ReportPanel::HoldingsTab);
    ReportPanel other(m_context);
    other.restoreState(panel.saveState());
    QCOMPARE(other.findChild<QTabBar*>(QStringLiteral("reportTabs"))->currentIndex(), int(ReportPanel::HoldingsTab));
    other.restoreState({{QStringLiteral("page"), QStringLiteral("nonsense")}});
    QCOMPARE(other.findChild<QTabBar*>(QStringLiteral("reportTabs"))->currentIndex(), int(ReportPanel::HoldingsTab));
  }

  void everyTabCanBeReachedInANarrowPanel()
  {
    ReportPanel panel(m_context);
    panel.resize(640, 600);
    panel.show();
    m_hub.publish(sampleRun());
    auto* tabs = panel.findChild<QTabBar*>(QStringLiteral("reportTabs"));
    QVERIFY(tabs->width() <= 640);
    for (int page = 0; page < ReportPanel::PageCount; ++page) {
      panel.setPage(static_cast<ReportPanel::Page>(page));
      QTRY_VERIFY2(tabs->rect().contains(tabs->tabRect(page).center()), qPrintable(tabs->tabText(page)));
    }
  }

  void everyLanguageAndThemeShowsEveryPage()
  {
    ReportPanel panel(m_context);
    panel.resize(1500, 860);
    panel.show();
    m_hub.publish(sampleRun());
    QTRY_VERIFY(panel.findChild<QTableView*>(QStringLiteral("logTable"))->model()->rowCount() > 0);
    for (const QString& code : widgets::Language::codes())
      for (const widgets::ThemeId id : widgets::kThemeIds) {
        widgets::Language::current().setCode(code);
        widgets::Theme::current().setId(id);
        QTRY_COMPARE(panel.findChild<QTabBar*>(QStringLiteral("reportTabs"))->tabText(0),
            code == u"en" ? QStringLiteral("Overview") : QStringLiteral("概览"));
        for (int page = 0; page < ReportPanel::PageCount; ++page) {
          panel.setPage(static_cast<ReportPanel::Page>(page));
          picture(panel, QStringLiteral("report-%1-%2-%3").arg(code, widgets::toString(id)).arg(page));
          QVERIFY(!panel.grab().isNull());
        }
      }
    widgets::Language::current().setCode(QStringLiteral("en"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);
  }

  void anExportWritesTheRunFolder()
  {
    m_hub.publish(sampleRun());
    tests::ScriptedDialogs dialogs;
    dialogs.paths = {QStringLiteral("/out/run")};
    Context context = m_context;
    context.dialogs = &dialogs;
    ReportPanel panel(context);
    panel.show();
    QSignalSpy exported(&panel, &ReportPanel::exported);
    QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("exportButton")), Qt::LeftButton);
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(exported[0][0].value<Result<void>>().has_value());
    for (const char* file : {"report.html", "metrics.json", "equity.csv", "trades.csv", "orders.csv", "fills.csv",
             "holdings.csv", "manifest.json"})
      QVERIFY2(m_files.exists(std::filesystem::path("/out/run") / file), file);
  }

  void anExportNeverMixesWithOtherFiles()
  {
    QVERIFY(m_files.createDirectories("/out/mine"));
    QVERIFY(m_files.writeAtomically("/out/mine/letter.txt", "dear"));
    m_hub.publish(sampleRun());
    ReportPanel panel(m_context);
    panel.show();
    QSignalSpy exported(&panel, &ReportPanel::exported);
    panel.exportTo("/out/mine");
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(exported[0][0].value<Result<void>>().error().code, std::string("backtest.not_a_run_folder"));
    QVERIFY(!m_files.exists("/out/mine/report.html"));
  }

private:
};

QTEST_MAIN(TstReportPanel)
#include "tst_report_panel.moc"

// SPDX-License-Identifier: Apache-2.0
// A strategy of a plug-in: loaded as the program loads it, told its parameters, run, and stopped when it is wrong.
#include "core/backtest/host/strategy_backtest.h"
#include "core/base/file_system.h"
#include "core/plugin/plugin_loader.h"
#include "core/strategy/plugin_strategy.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;
using strategy::PluginStrategy;

namespace {

constexpr const char* kBank = "stock_sh_600000";

/// Three falls in a row end on the 5th; after that it rises.
MemorySource source()
{
  MemorySource source;
  source.add(entity(kBank, "Bank"),
      daily({{"2024-12-02", 10, 10.1, 9.9, 10}, {"2024-12-03", 10, 10, 9.8, 9.9}, {"2024-12-04", 9.9, 9.9, 9.7, 9.8},
          {"2024-12-05", 9.8, 9.8, 9.6, 9.7}, {"2024-12-06", 9.7, 9.9, 9.7, 9.8}, {"2024-12-09", 9.8, 10, 9.8, 9.9},
          {"2024-12-10", 9.9, 10.1, 9.9, 10}, {"2024-12-11", 10, 10.2, 10, 10.1}}));
  return source;
}

Result<BacktestRun> runCode(const plugin::StrategyMaker& maker, const std::vector<std::string>& settings = {})
{
  auto code = std::make_unique<PluginStrategy>(maker);
  for (const std::string& setting : settings)
    ZVT_TRY_VOID(code->applySetting(setting));
  ZVT_TRY_VOID(code->prepare());
  StrategyBacktestRequest request;
  ZVT_TRY(request.run, strategy::runSettingsOf(code->run()));
  ZVT_TRY(request.account, strategy::accountSettingsOf(code->account()));
  request.source = code->description();
  request.appVersion = "test";
  request.strategy = std::move(code);
  ZVT_TRY(const auto rules, market::RuleBook::load());
  MemorySource bars = source();
  SilentTaskControl control;
  return backtestStrategy(std::move(request), bars, rules, control);
}

/// A strategy of one hook, in this program.
class Hook final : public plugin::StrategyMaker {
public:
  using Body = std::function<Result<void>(plugin::CodeMarket& market)>;
  explicit Hook(Body body)
      : m_body(std::move(body))
  {
  }
  [[nodiscard]] std::string_view id() const override { return "hook"; }
  [[nodiscard]] const ParamSchema& parameters() const override { return m_parameters; }
  [[nodiscard]] Result<plugin::CodeNeeds> needs(const plugin::PluginOptions&) const override
  {
    return plugin::CodeNeeds{"hook", {kBank}, {"1d"}, 0, {"MA(CLOSE,2)"}};
  }
  [[nodiscard]] std::unique_ptr<plugin::CodeStrategy> make(const plugin::PluginOptions&) const override
  {
    struct Code final : plugin::CodeStrategy {
      explicit Code(Body given)
          : body(std::move(given))
      {
      }
      Result<void> onTime(plugin::CodeMarket& market) override { return body(market); }
      Body body;
    };
    return m_body ? std::make_unique<Code>(m_body) : nullptr;
  }

private:
  Body m_body;
  ParamSchema m_parameters;
};

QString codeOf(const Result<BacktestRun>& run)
{
  return run ? QString() : QString::fromStdString(run.error().code);
}

}

class TstPluginStrategy : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_plugins.loadAll({{}, {}, std::filesystem::path(qEnvironmentVariable("ZVT_BINARY_DIR").toStdString()) / "bin"});
  }

  void theSampleBuysAfterFallsAndLetsGo()
  {
    const auto maker = m_plugins.strategy("reversal");
    QVERIFY2(maker, maker ? "" : maker.error().code.c_str());
    QCOMPARE(m_plugins.ownerOf(**maker).id, std::string("strategy_samples"));
    const auto run =
        runCode(**maker, {"entities=stock_sh_600000", "hold=2", "weight=0.5", "account.initial_cash=100000"});
    QVERIFY2(run, run ? "" : run.error().code.c_str());
    const auto& fills = run->report.input.fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QCOMPARE(fills[0].time.day().iso(), std::string("2024-12-06")); // decided at the close of the 5th
    QCOMPARE(fills[0].quantity.toString(), std::string("5100")); // 50,000 at 9.70
    QCOMPARE(fills[1].time.day().iso(), std::string("2024-12-10")); // two bars after the decision, then the next open
    QVERIFY(run->manifest.find("plugin reversal") != std::string::npos
        && run->manifest.find("hold=2") != std::string::npos);
    const auto again =
        runCode(**maker, {"entities=stock_sh_600000", "hold=2", "weight=0.5", "account.initial_cash=100000"});
    QCOMPARE(again->manifest, run->manifest);
    QCOMPARE(again->report.input.equity.back().equity, run->report.input.equity.back().equity);
  }

  void wrongSettingsAreNamed()
  {
    const auto maker = m_plugins.strategy("reversal");
    QCOMPARE(codeOf(runCode(**maker, {"holds=2"})), QStringLiteral("strategy.unknown_setting"));
    QCOMPARE(codeOf(runCode(**maker, {"hold=0"})), QStringLiteral("param.range"));
    QCOMPARE(codeOf(runCode(**maker, {"hold=two"})), QStringLiteral("param.type"));
    QCOMPARE(codeOf(runCode(**maker, {"hold"})), QStringLiteral("strategy.bad_setting"));
    QCOMPARE(codeOf(runCode(**maker, {"run.nothing=1"})), QStringLiteral("strategy.unknown_setting"));
    const auto none = m_plugins.strategy("nothing");
    QVERIFY(!none);
    QCOMPARE(none.error().field("known"), std::string_view("breakout, reversal"));
    QCOMPARE(codeOf(runCode(Hook({}))), QStringLiteral("strategy.no_code")); // it makes none
  }

  void itSeesWhatIsFinished()
  {
    std::vector<double> closes, means, held;
    std::string id;
    const Hook hook([&](plugin::CodeMarket& market) -> Result<void> {
      closes.push_back(market.bars(0).close.back());
      means.push_back(market.factor(0)[0]);
      held.push_back(market.position(0).total);
      if (market.day().iso() == "2024-12-02")
        id = market.submit(0, true, 300);
      if (market.day().iso() == "2024-12-04" && (!market.openOrders().empty() || market.position(0).sellable != 300))
        return fail("test.wrong");
      return {};
    });
    const auto run = runCode(hook, {"account.initial_cash=10000"});
    QVERIFY2(run, qPrintable(codeOf(run)));
    QVERIFY(!id.empty());
    QCOMPARE(closes, (std::vector<double>{10, 9.9, 9.8, 9.7, 9.8, 9.9, 10, 10.1}));
    QVERIFY(std::isnan(means[0]) && std::fabs(means[1] - 9.95) < 1e-9 && std::fabs(means[7] - 10.05) < 1e-9);
    QCOMPARE(held, (std::vector<double>{0, 300, 300, 300, 300, 300, 300, 300})); // bought at the open of the 3rd
  }

  /// Closes at 10, 9.9, 9.8, 9.7, 9.8, 9.9: on the 9th the first above both of the two before. Bought at the next open
  /// at 9.90; the target, 2 % above the close of 9.90, is 10.10 on the cent, and the 11th (T+1) reaches it.
  void theSampleEntersWithAStopAndATarget()
  {
    const auto maker = m_plugins.strategy("breakout");
    QVERIFY2(maker, maker ? "" : maker.error().code.c_str());
    const auto run = runCode(**maker, {"entities=stock_sh_600000", "bars=2", "quantity=300", "target=0.02"});
    QVERIFY2(run, qPrintable(codeOf(run)));
    const auto& fills = run->report.input.fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QCOMPARE(fills[0].time.day().iso(), std::string("2024-12-10"));
    QCOMPARE(fills[1].time.day().iso(), std::string("2024-12-11"));
    QVERIFY(fills[1].price >= *Price::parse("10.1"));
    QCOMPARE(fills[1].quantity.toString(), std::string("300"));
  }

  /// Bought on the 3rd, sold by what waits at 9.70: the 4th opens at 9.90 and falls to 9.70, its trigger.
  void whatItHoldsWaitsForItsPrice()
  {
    std::string id;
    const Hook hook([&](plugin::CodeMarket& market) -> Result<void> {
      if (market.day().iso() == "2024-12-02")
        market.submit(0, true, 300);
      if (market.day().iso() == "2024-12-03")
        id = market.hold({.entity = 0, .buys = false, .quantity = 300, .stop = 9.7});
      return {};
    });
    const auto run = runCode(hook, {"account.initial_cash=10000"});
    QVERIFY2(run, qPrintable(codeOf(run)));
    QVERIFY(!id.empty());
    const auto& fills = run->report.input.fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QCOMPARE(fills[1].side, std::string("sell"));
    QVERIFY(fills[1].time.day() >= *TradingDay::parse("2024-12-04"));
  }

  /// By the rule: 2 % under the 9.90 of the entry is 9.702, which the 5th closes below.
  void itsExitRulesClosePositions()
  {
    const Hook hook([](plugin::CodeMarket& market) -> Result<void> {
      plugin::CodeExitRules rules;
      rules.stopLoss = 0.02;
      market.setExitRules(rules);
      if (market.day().iso() == "2024-12-02")
        market.setTarget(0, 0.5);
      return {};
    });
    const auto run = runCode(hook, {"account.initial_cash=10000"});
    QVERIFY2(run, qPrintable(codeOf(run)));
    const auto& fills = run->report.input.fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QCOMPARE(fills[1].side, std::string("sell"));
  }

  void whatItWorksIsSentInParts()
  {
    std::string id;
    const Hook hook([&](plugin::CodeMarket& market) -> Result<void> {
      if (market.day().iso() == "2024-12-02")
        id = market.work({.entity = 0, .buys = true, .quantity = 400, .minutes = 4 * 24 * 60, .slices = 2});
      return {};
    });
    const auto run = runCode(hook, {"account.initial_cash=10000"});
    QVERIFY2(run, qPrintable(codeOf(run)));
    QVERIFY(!id.empty());
    const auto& fills = run->report.input.fills;
    Quantity bought;
    for (const analytics::FillRecord& fill : fills) {
      QVERIFY(fill.quantity <= Quantity::fromInt(200));
      bought += fill.quantity;
    }
    QCOMPARE(bought.toString(), std::string("400"));
  }

  void aWrongOneIsStopped_data()
  {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::newRow("throws") << QStringLiteral("throw") << QStringLiteral("strategy.threw");
    QTest::newRow("fails") << QStringLiteral("fail") << QStringLiteral("test.failed");
    QTest::newRow("no such place") << QStringLiteral("place") << QStringLiteral("strategy.unknown_entity");
    QTest::newRow("no number for a weight") << QStringLiteral("weight") << QStringLiteral("strategy.bad_weight");
    QTest::newRow("no number for a quantity") << QStringLiteral("quantity") << QStringLiteral("strategy.bad_order");
    QTest::newRow("two prices to wait for") << QStringLiteral("hold") << QStringLiteral("conditional.bad_order");
    QTest::newRow("a bracket without legs") << QStringLiteral("bracket") << QStringLiteral("conditional.bad_order");
    QTest::newRow("no such way to work") << QStringLiteral("work") << QStringLiteral("algo.bad_order");
    QTest::newRow("no number for a rule") << QStringLiteral("rule") << QStringLiteral("risk.exit.bad_rule");
    QTest::newRow("no such factor") << QStringLiteral("factor") << QStringLiteral("strategy.unknown_factor");
  }
  void aWrongOneIsStopped()
  {
    QFETCH(QString, what);
    QFETCH(QString, code);
    const Hook hook([&](plugin::CodeMarket& market) -> Result<void> {
      const double none = std::numeric_limits<double>::quiet_NaN();
      if (what == u"throw")
        throw std::runtime_error("broken");
      if (what == u"fail")
        return fail("test.failed");
      if (what == u"place")
        market.setTarget(99, 0.5);
      if (what == u"weight")
        market.setTarget(0, none);
      if (what == u"quantity")
        market.submit(0, true, none);
      if (what == u"hold")
        market.hold({.entity = 0, .quantity = 100, .stop = 9, .takeProfit = 11});
      if (what == u"bracket")
        market.submit(plugin::CodeBracket{.entity = 0, .quantity = 100});
      if (what == u"work")
        market.work({.entity = 0, .quantity = 100, .kind = "by feeling"});
      if (what == u"rule")
        market.setExitRules({.stopLoss = none});
      if (what == u"factor")
        (void)market.factor(7);
      return {};
    });
    QCOMPARE(codeOf(runCode(hook)), code);
  }

private:
  OsFileSystem m_files;
  plugin::PluginLoader m_plugins{m_files, {}};
};

QTEST_APPLESS_MAIN(TstPluginStrategy)
#include "tst_plugin_strategy.moc"

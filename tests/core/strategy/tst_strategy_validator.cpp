// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/strategy/execution_plan.h"

#include <QtTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::strategy;

namespace {

StrategyDocument good()
{
  StrategyDocument document;
  document.name = "good";
  document.nodes = {{"u", "universe", {{"entities", std::vector<std::string>{"stock_sz_000001"}}}, 0, 0},
      {"cross", "factor.cross", {}, 0, 0}, {"w", "weight.equal", {}, 0, 0}, {"a", "account", {}, 0, 0}};
  document.links = {{{"u", "entities"}, {"cross", "universe"}}, {{"cross", "signals"}, {"w", "signals"}},
      {{"w", "weights"}, {"a", "weights"}}};
  return document;
}

QStringList found(const StrategyDocument& document, const NodeCatalog& catalog = NodeCatalog::builtin())
{
  QStringList list;
  for (const Problem& problem : validate(document, catalog)) {
    QString text = QString::fromStdString(problem.id + " " + problem.node);
    if (!problem.port.empty())
      text += QLatin1Char('.') + QString::fromStdString(problem.port);
    list << text;
  }
  return list;
}

using Change = void (*)(StrategyDocument&);

void setParam(StrategyDocument& document, const char* node, const char* key, ParamValue value)
{
  document.findNode(node)->params[key] = std::move(value);
}

/// The built-in nodes and one that needs its weights at the open: before they are known.
NodeCatalog withEarlyNode()
{
  std::vector<NodeSpec> specs = NodeCatalog::builtin().specs();
  NodeSpec early;
  early.type = "early";
  early.inputs = {{"weights", PortType::Weights, Availability::BarOpen, true, ""}};
  early.outputs = {{"weights", PortType::Weights, Availability::BarClose, true, ""}};
  specs.push_back(early);
  return NodeCatalog(specs);
}

/// Long and short signals over these.
void tradeBothWays(StrategyDocument& document, std::vector<std::string> ids)
{
  setParam(document, "u", "entities", std::move(ids));
  setParam(document, "cross", "side", std::string("both"));
}

}

Q_DECLARE_METATYPE(Change)

class TstStrategyValidator : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aGoodDocumentHasNoProblems();
  void eachRuleFindsItsFault_data();
  void eachRuleFindsItsFault();
  void aLinkThatPeeksAheadIsRefused();
  void whatIsHeldAfterTheFillCannotDecideTheFill();
  void everyRuleHasSentencesInBothLanguages();
  void everyLabelHasAText();
  void compileRefusesWithPlaceAndReason();
  void compileFillsInDefaultsAndOrders();
  void stepHashesFollowWhatTheyDependOn();
};

void TstStrategyValidator::aGoodDocumentHasNoProblems()
{
  QCOMPARE(found(good()), QStringList());
}

void TstStrategyValidator::eachRuleFindsItsFault_data()
{
  QTest::addColumn<Change>("change");
  QTest::addColumn<QStringList>("problems");
  const auto row = [](const char* name, Change change, const QStringList& problems) {
    QTest::newRow(name) << change << problems;
  };
  row("unknown node", [](StrategyDocument& d) { d.nodes.push_back({"x", "factor.magic", {}, 0, 0}); },
      {"G005 x", "G010 x"});
  row("unknown parameter", [](StrategyDocument& d) { setParam(d, "cross", "speed", std::int64_t{3}); },
      {"G011 cross.speed"});
  row("bad value", [](StrategyDocument& d) { setParam(d, "cross", "fast", std::string("ten")); }, {"G012 cross.fast"});
  row("out of range", [](StrategyDocument& d) { setParam(d, "w", "gross", 1.5); }, {"G012 w.gross"});
  row("no such choice", [](StrategyDocument& d) { setParam(d, "a", "fill", std::string("never")); }, {"G012 a.fill"});
  row("bad rules", [](StrategyDocument& d) { setParam(d, "a", "rules", std::string("lax")); }, {"G012 a.rules"});
  row("no money", [](StrategyDocument& d) { setParam(d, "a", "initial_cash", std::string("0")); },
      {"G012 a.initial_cash"});
  row("empty universe", [](StrategyDocument& d) { d.findNode("u")->params.clear(); }, {"G012 u.entities"});
  row("bad date", [](StrategyDocument& d) { d.run["start"] = std::string("2020-02-30"); }, {"G012 run.start"});
  row("unknown run setting", [](StrategyDocument& d) { d.run["pace"] = true; }, {"G011 run.pace"});
  row("link from nowhere", [](StrategyDocument& d) { d.links[0].from.node = "v"; }, {"G005 u", "G013 v.entities"});
  row("link to no port", [](StrategyDocument& d) { d.links[0].to.port = "input"; },
      {"G014 cross.input", "G016 cross.universe"});
  row("types differ", [](StrategyDocument& d) { d.links[2].from = {"cross", "signals"}; },
      {"G005 w", "G015 a.weights"});
  row("not linked", [](StrategyDocument& d) { d.links.erase(d.links.begin() + 1); },
      {"G005 u", "G005 cross", "G016 w.signals"});
  row("linked twice", [](StrategyDocument& d) { d.links.push_back(d.links[0]); }, {"G017 cross.universe"});
  row("no account",
      [](StrategyDocument& d) {
        d.nodes.pop_back();
        d.links.pop_back();
      },
      {"G005 u", "G005 cross", "G005 w", "G018 "});
  row("two accounts",
      [](StrategyDocument& d) {
        d.nodes.push_back({"b", "account", {}, 0, 0});
        d.links.push_back({{"w", "weights"}, {"b", "weights"}});
      },
      {"G018 "});
  row("same id", [](StrategyDocument& d) { d.nodes.push_back(d.nodes[1]); }, {"G005 cross", "G019 cross"});
  row("bad id",
      [](StrategyDocument& d) {
        d.nodes.push_back({"a b", "factor.cross", {}, 0, 0});
        d.links.push_back({{"u", "entities"}, {"a b", "universe"}});
      },
      {"G005 a b", "G019 a b"});
  row("fast not faster", [](StrategyDocument& d) { setParam(d, "cross", "fast", std::int64_t{30}); },
      {"G020 cross.fast"});
  row("ends before it starts",
      [](StrategyDocument& d) {
        d.run["start"] = std::string("2021-01-01");
        d.run["end"] = std::string("2020-01-01");
      },
      {"G021 run.start"});
  row("qfq", [](StrategyDocument& d) { d.run["adjust"] = std::string("qfq"); }, {"G022 run.adjust"});
  row("short signals", [](StrategyDocument& d) { setParam(d, "cross", "side", std::string("both")); },
      {"G023 a.allow_short"});
  row("short sales under rules", [](StrategyDocument& d) { setParam(d, "a", "allow_short", true); },
      {"G024 a.allow_short"});
  row("shares that can be borrowed",
      [](StrategyDocument& d) {
        tradeBothWays(d, {"stockus_*"});
        setParam(d, "a", "allow_short", true);
      },
      {});
  row("some that cannot",
      [](StrategyDocument& d) {
        tradeBothWays(d, {"stockus_*", "stock_sz_000001"});
        setParam(d, "a", "allow_short", true);
      },
      {"G024 a.allow_short"});
  row("contracts are sold as they are bought",
      [](StrategyDocument& d) { tradeBothWays(d, {"future_cffex_IF2606", "coin_binance_BTC-USDT_USDT"}); }, {});
  row("commission without rules",
      [](StrategyDocument& d) {
        setParam(d, "a", "rules", std::string("free"));
        setParam(d, "a", "commission_rate", std::string("0.001"));
      },
      {"G025 a.commission_rate"});
}

void TstStrategyValidator::eachRuleFindsItsFault()
{
  QFETCH(Change, change);
  QFETCH(QStringList, problems);
  StrategyDocument document = good();
  change(document);
  QCOMPARE(found(document), problems);
}

void TstStrategyValidator::aLinkThatPeeksAheadIsRefused()
{
  const NodeCatalog catalog = withEarlyNode();
  StrategyDocument document = good();
  document.nodes.push_back({"e", "early", {}, 0, 0});
  document.links[2] = {{"w", "weights"}, {"e", "weights"}};
  document.links.push_back({{"e", "weights"}, {"a", "weights"}});
  QCOMPARE(found(document, catalog), QStringList{"G002 e.weights"});
  const std::vector<Problem> problems = validate(document, catalog);
  QCOMPARE(problems[0].message.field("known"), std::string_view("bar_close"));
  QCOMPARE(problems[0].message.field("needed"), std::string_view("bar_open"));
}

void TstStrategyValidator::whatIsHeldAfterTheFillCannotDecideTheFill()
{
  StrategyDocument document = good();
  document.links[2].from = {"a", "holdings"}; // known at the next open, wanted at this close
  QCOMPARE(found(document), (QStringList{"G001 a", "G002 a.weights", "G005 u", "G005 cross", "G005 w"}));
}

void TstStrategyValidator::everyRuleHasSentencesInBothLanguages()
{
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    for (const char* id : {"g001", "g002", "g005", "g010", "g011", "g012", "g013", "g014", "g015", "g016", "g017",
             "g018", "g019", "g020", "g021", "g022", "g023", "g024", "g025"}) {
      QVERIFY2(messages->contains(std::string("strategy.") + id), id);
      QVERIFY2(messages->contains(std::string("strategy.") + id + ".remedy"), id);
    }
  }
}

void TstStrategyValidator::everyLabelHasAText()
{
  const auto messages = Messages::load("zh_CN");
  const auto checkSchema = [&](const ParamSchema& schema) {
    for (const ParamSpec& spec : schema.specs()) {
      for (const std::string& key : {spec.label, spec.help, spec.group})
        QVERIFY2(messages->contains(key), key.c_str());
      for (const ParamChoice& choice : spec.choices)
        QVERIFY2(messages->contains(choice.label), choice.label.c_str());
    }
  };
  for (const NodeSpec& spec : NodeCatalog::builtin().specs()) {
    QVERIFY2(messages->contains(spec.label), spec.label.c_str());
    QVERIFY2(messages->contains(spec.help), spec.help.c_str());
    for (const auto* ports : {&spec.inputs, &spec.outputs}) {
      for (const PortSpec& port : *ports)
        QVERIFY2(messages->contains(port.label), port.label.c_str());
    }
    checkSchema(spec.params);
  }
  checkSchema(runSchema());
}

void TstStrategyValidator::compileRefusesWithPlaceAndReason()
{
  StrategyDocument document = good();
  setParam(document, "cross", "fast", std::int64_t{40});
  const auto plan = compile(document);
  QVERIFY(!plan.has_value());
  QCOMPARE(plan.error().code, std::string("strategy.g020"));
  QCOMPARE(plan.error().field("node"), std::string_view("cross"));
  QCOMPARE(plan.error().field("slow"), std::string_view("30"));
}

void TstStrategyValidator::compileFillsInDefaultsAndOrders()
{
  StrategyDocument document = good();
  std::ranges::reverse(document.nodes);
  setParam(document, "a", "initial_cash", std::int64_t{5000}); // a number where decimal text is meant
  setParam(document, "a", "slippage", std::int64_t{0});
  document.run["start"] = std::string("2020/01/02");
  const ExecutionPlan plan = compile(document).value();
  QStringList order;
  for (const PlanStep& step : plan.steps)
    order << QString::fromStdString(step.node);
  QCOMPARE(order, (QStringList{"u", "cross", "w", "a"}));
  QCOMPARE(plan.account.initialCash.toString(), std::string("5000"));
  QVERIFY(plan.account.fill == FillModel::NextOpen);
  QVERIFY(plan.account.rules.mode == market::RulePolicy::Mode::Dated);
  QCOMPARE(plan.run.start->iso(), std::string("2020-01-02"));
  QVERIFY(!plan.run.end);
  QVERIFY(plan.run.adjust == market::AdjustMode::Hfq);
  QCOMPARE(plan.universe, std::vector<std::string>{"stock_sz_000001"});
  QCOMPARE(std::get<std::int64_t>(plan.steps[1].params.at("slow")), 30);
}

void TstStrategyValidator::stepHashesFollowWhatTheyDependOn()
{
  const ExecutionPlan plan = compile(good()).value();
  StrategyDocument document = good();
  setParam(document, "cross", "fast", std::int64_t{9});
  const ExecutionPlan other = compile(document).value();
  QCOMPARE(other.steps[0].hash, plan.steps[0].hash);
  QVERIFY(other.steps[1].hash != plan.steps[1].hash);
  QVERIFY(other.steps[3].hash != plan.steps[3].hash);
}

QTEST_APPLESS_MAIN(TstStrategyValidator)
#include "tst_strategy_validator.moc"

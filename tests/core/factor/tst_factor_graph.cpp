// SPDX-License-Identifier: Apache-2.0
#include "core/factor/graph_document.h"
#include "core/factor/panel_evaluator.h"
#include "core/factor/stepped_state.h"
#include "tests/core/factor/operator_cases.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;

namespace {

/// How often the operator COUNTED has been stepped.
int steps = 0;

OperatorCatalogue countingCatalogue()
{
  OperatorInfo info;
  info.name = "COUNTED";
  info.inputs = {"x"};
  info.outputs = {"value"};
  info.memory = [](std::span<const double>) { return Memory{}; };
  info.make = [](std::span<const double>) {
    return makeStepped<1, 1>([](const double* in, double* out) {
      ++steps;
      *out = *in + 1;
    });
  };
  return OperatorCatalogue({info});
}

const char* const kDocument = R"({"format": "zvt.factor.graph", "version": 1,
  "nodes": [{"field": "close"}, {"column": "pe_ttm"}, {"constant": 2.5},
            {"operator": "MACD", "inputs": [0], "parameters": {"fast": 2, "slow": 3, "signal": 2}},
            {"operator": "CROSS", "inputs": [[3, "diff"], [3, "dea"]]},
            {"operator": "MUL", "inputs": [1, 2], "parameters": {}}, {"constant": null}],
  "outputs": [{"name": "golden", "node": 4}, {"name": "dea", "node": 3, "output": "dea"}, {"name": "pe", "node": 5}]})";

}

class TstFactorGraph : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void documentIsReadAndWritten();
  void documentErrorsSayWhere_data();
  void documentErrorsSayWhere();
  void hashIsOfWhatIsComputed();
  void sharedExpressionsAreComputedOnce();
  void columnsBesideTheBars();
  void missingColumnIsAnError();
  void lastAndSum();
};

void TstFactorGraph::documentIsReadAndWritten()
{
  const auto document = readGraph(kDocument);
  QVERIFY2(document.has_value(), document ? "" : document.error().code.c_str());
  QCOMPARE(document->graph.nodes().size(), std::size_t{7});
  QCOMPARE(document->outputs.size(), std::size_t{3});
  QCOMPARE(document->outputs[1].value.output, 1U);
  QVERIFY(std::isnan(document->graph.nodes()[6].constant));
  const std::string written = writeGraph(*document);
  const auto again = readGraph(written);
  QVERIFY(again.has_value());
  QCOMPARE(writeGraph(*again), written);
  for (std::uint32_t node = 0; node < 7; ++node)
    QCOMPARE(again->graph.structuralHash(node), document->graph.structuralHash(node));
}

void TstFactorGraph::documentErrorsSayWhere_data()
{
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("code");
  QTest::addColumn<QString>("where");
  const auto row = [](const char* from, const char* to, const char* code, const char* where) {
    QTest::addRow("%s", to) << from << to << code << where;
  };
  row("\"close\"", "\"klose\"", "factor.graph_shape", "nodes/0/field");
  row("\"MACD\"", "\"MCAD\"", "factor.graph_unknown_operator", "nodes/3");
  row("[3, \"dea\"]", "[3, \"dae\"]", "factor.graph_reference", "nodes/4/inputs/1");
  row("[3, \"dea\"]", "[4, \"dea\"]", "factor.graph_reference", "nodes/4/inputs/1");
  row("[3, \"dea\"]", "[-3, \"dea\"]", "factor.graph_shape", "nodes/4/inputs/1");
  row("[3, \"dea\"]", "3", "factor.graph_reference", "nodes/4/inputs/1");
  row("\"fast\": 2", "\"fast\": 0", "factor.graph_parameter", "nodes/3/parameters");
  row("\"fast\": 2", "\"fast\": 2.5", "factor.graph_parameter", "nodes/3/parameters");
  row("\"fast\": 2", "\"quick\": 2", "factor.graph_parameter", "nodes/3/parameters");
  row("\"fast\": 2", "\"fast\": \"2\"", "factor.graph_parameter", "nodes/3/parameters");
  row("{\"constant\": 2.5}", "7", "factor.graph_shape", "nodes/2");
  row("{\"constant\": 2.5}", "{}", "factor.graph_shape", "nodes/2");
  row("\"node\": 5", "\"node\": 7", "factor.graph_reference", "outputs/2");
  row("\"version\": 1", "\"version\": 2", "factor.graph_shape", "version");
}

void TstFactorGraph::documentErrorsSayWhere()
{
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, code);
  QFETCH(QString, where);
  const auto document = readGraph(QString::fromLatin1(kDocument).replace(from, to).toStdString());
  QVERIFY(!document.has_value());
  QCOMPARE(QString::fromStdString(document.error().code), code);
  for (const auto& [key, value] : document.error().arguments)
    if (key == "where")
      QCOMPARE(QString::fromStdString(value), where);
}

void TstFactorGraph::hashIsOfWhatIsComputed()
{
  const auto one = compile("MA(CLOSE,5)-MA(CLOSE,10)");
  const auto two = compile("X:=MA(OPEN,3); MA(C,5) - MA(C,10)");
  const auto other = compile("MA(CLOSE,5)-MA(CLOSE,11)");
  const auto hash = [](const Formula& formula) {
    return formula.graph()->structuralHash(formula.outputs().front().value.node);
  };
  QCOMPARE(hash(*one), hash(*two));
  QVERIFY(hash(*one) != hash(*other));
}

/// Three formulas with one expression in common, live in one graph: it is stepped once a bar.
void TstFactorGraph::sharedExpressionsAreComputedOnce()
{
  const OperatorCatalogue catalogue = countingCatalogue();
  const OperatorInfo& counted = *catalogue.find("COUNTED");
  const OperatorInfo& add = *OperatorCatalogue::builtIn().find("ADD");
  ExpressionGraph all;
  std::vector<PanelOutput> outputs;
  for (const double constant : {1.0, 2.0, 3.0}) {
    ExpressionGraph formula;
    const std::uint32_t x = formula.addCall(counted, {{formula.addField(Field::Close), 0}}, {});
    const std::uint32_t sum = formula.addCall(add, {{x, 0}, {formula.addConstant(constant), 0}}, {});
    outputs.push_back({{all.merge(formula)[sum], 0}, Keep::Column});
  }
  const std::vector<double> close{1, 2, 3, 4, 5};
  const std::vector<std::size_t> offsets{0, 3, 5};
  PanelView view;
  view.offsets = offsets;
  view.fields[static_cast<std::size_t>(Field::Close)] = close.data();
  FactorPanel result;
  SilentTaskControl control;
  PanelEvaluator evaluator(all, outputs, std::nullopt);
  steps = 0;
  QVERIFY(evaluator.run(view, result, SerialParallelFor(), control));
  QCOMPARE(steps, 5);
  for (std::size_t o = 0; o < 3; ++o) {
    QCOMPARE(result.column(o, 0)[2], 3 + 1 + static_cast<double>(o + 1));
    QCOMPARE(result.column(o, 1)[1], 5 + 1 + static_cast<double>(o + 1));
  }
}

void TstFactorGraph::columnsBesideTheBars()
{
  ExpressionGraph graph;
  const OperatorInfo& divide = *OperatorCatalogue::builtIn().find("DIV");
  const std::uint32_t node =
      graph.addCall(divide, {{graph.addField(Field::Close), 0}, {graph.addColumn("eps"), 0}}, {});
  const std::vector<double> close{10, 12, 9};
  const std::vector<double> eps{2, tests::kNan, 0};
  const std::vector<std::size_t> offsets{0, 3};
  PanelView view;
  view.offsets = offsets;
  view.fields[static_cast<std::size_t>(Field::Close)] = close.data();
  view.columns["eps"] = eps.data();
  FactorPanel result;
  SilentTaskControl control;
  PanelEvaluator evaluator(graph, {{{node, 0}, Keep::Column}}, std::nullopt);
  QVERIFY(evaluator.run(view, result, SerialParallelFor(), control));
  QCOMPARE(result.column(0, 0)[0], 5.0);
  QVERIFY(std::isnan(result.column(0, 0)[1]));
  QVERIFY(std::isnan(result.column(0, 0)[2]));
}

void TstFactorGraph::missingColumnIsAnError()
{
  ExpressionGraph graph;
  const std::uint32_t node = graph.addColumn("eps");
  FactorPanel result;
  SilentTaskControl control;
  const auto outcome = PanelEvaluator(graph, {{{node, 0}, Keep::Column}}, std::nullopt)
                           .run(PanelView{}, result, SerialParallelFor(), control);
  QVERIFY(!outcome.has_value());
  QCOMPARE(QString::fromStdString(outcome.error().code), QStringLiteral("factor.no_column"));
}

void TstFactorGraph::lastAndSum()
{
  ExpressionGraph graph;
  const OperatorInfo& ref = *OperatorCatalogue::builtIn().find("REF");
  const std::uint32_t node = graph.addCall(ref, {{graph.addField(Field::Close), 0}}, {1});
  const std::vector<double> close{1, 2, 4, 8, 16, 5};
  const std::vector<std::size_t> offsets{0, 4, 4, 6};
  PanelView view;
  view.offsets = offsets;
  view.fields[static_cast<std::size_t>(Field::Close)] = close.data();
  FactorPanel result;
  SilentTaskControl control;
  PanelEvaluator evaluator(graph, {{{node, 0}, Keep::Last}, {{node, 0}, Keep::Sum}}, std::nullopt);
  QVERIFY(evaluator.run(view, result, SerialParallelFor(), control));
  QCOMPARE(result.perEntity(0)[0], 4.0);
  QVERIFY(std::isnan(result.perEntity(0)[1])); // no bars
  QCOMPARE(result.perEntity(0)[2], 16.0);
  QCOMPARE(result.perEntity(1)[0], 7.0); // 1 + 2 + 4; the first is undefined
  QCOMPARE(result.perEntity(1)[1], 0.0);
  QCOMPARE(result.total(1), 23.0);
}

QTEST_APPLESS_MAIN(TstFactorGraph)
#include "tst_factor_graph.moc"

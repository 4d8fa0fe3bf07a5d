// SPDX-License-Identifier: Apache-2.0
#include "core/factor/expression_graph.h"
#include "tests/core/factor/series.h"

#include <QtTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;
using tests::barsOf;
using tests::sameColumns;
using Strings = std::vector<std::string>;

class TstFactorLanguage : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void statements_data();
  void statements();
  void sameMeaning_data();
  void sameMeaning();
  void attributes();
  void drawings();
  void parameters();
  void parameterErrors_data();
  void parameterErrors();
  void columnsBesideTheBars();
  void everyMistakeIsFound();
  void manyStatementsShareWork();
};

namespace {

market::BarSeries someBars()
{
  std::vector<double> closes;
  for (int i = 0; i < 60; ++i)
    closes.push_back(10 + (i * 7) % 11 - (i % 3) * 0.5);
  return barsOf(closes);
}

}

void TstFactorLanguage::statements_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<Strings>("names");
  const auto row = [](const char* text, const Strings& names) {
    QTest::addRow("%s", text) << QString::fromUtf8(text) << names;
  };
  row("MA5: MA(C,5);", {"MA5"});
  row("MA5: MA(C,5); MA10: MA(C,10)", {"MA5", "MA10"});
  row("MA5: MA(C,5)\nMA10: MA(C,10)", {"MA5", "MA10"});
  row("X:=MA(C,5)\nX", {"X"});
  row("X:=MA(C,5)\nCROSS(C,X)", {"cross"});
  row("X:=C\n+O;\nX", {"X"}); // a sign goes on with the line above
  row("X:=MA\n(C,5); X>1", {}); // a bracket at the beginning of a line begins a statement
  row("A:C\n(H+L)/2", {"A", "value"});
  row("A:-C\n(H+L)/2", {"A", "value"});
  row("C;C;CLOSE2:H", {"close", "close3", "CLOSE2"}); // what is written keeps its name
  row("CLOSE2:H;C;C", {"CLOSE2", "close", "close3"});
  row("X:=(MA\n(C,5)); X>1", {"value"}); // unless brackets are open
  row("C;O;C", {"close", "open", "close2"});
  row("C>1;O>1", {"value", "value2"});
  row("{first} DIF: C-O; // second\n{a: b;} DEA: MA(DIF,3), COLORRED", {"DIF", "DEA"});
  row("C // the end", {"close"});
  row("C AND\nO", {"value"});
  row("C\nAND O", {"value"});
  row("均线: MA(收盘价,5); 价差:=最高价-最低价; 价差/开盘价", {"均线", "value"});
  row("均线：MA（收盘，５）", {}); // digits are written in ASCII
  row("均线：＝MA（收盘，5）；均线≥1", {"value"});
  row(";;C;;", {"close"});
  row("MACD: 2*(C-O)", {"MACD"}); // an output may be called as a function is
  row("MACD:=C-O; MACD", {"MACD"});
  row("M:=MACD(C); M.DIF; M.DEA", {"diff", "dea"});
  row("M: MACD(C)", {"M.diff", "M.dea", "M.macd"});
  row("MACD(C); X:C", {"diff", "dea", "macd", "X"});
  row("ma5: C; MA5X: ma5+Ma5", {"ma5", "MA5X"});
  row("\xEF\xBB\xBF"
      "C",
      {"close"}); // a byte order mark
}

void TstFactorLanguage::statements()
{
  QFETCH(QString, text);
  QFETCH(Strings, names);
  const auto formula = compile(text.toStdString());
  QCOMPARE(formula.has_value(), !names.empty());
  if (formula)
    QVERIFY2(formula->names() == names, formula->names().front().c_str());
}

void TstFactorLanguage::sameMeaning_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("plain");
  const auto row = [](const char* text, const char* plain) {
    QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(plain);
  };
  row("A:=MA(C,3); B:=REF(A,1); A>B AND C>A", "MA(C,3)>REF(MA(C,3),1) AND C>MA(C,3)");
  row("收盘价/最高 - 最低价*成交量 + 成交额 - 开盘", "C/H - L*V + AMOUNT - O");
  row("C>O && H>L || NOT(V>100)", "C>O AND H>L OR NOT V>100");
  row("C<>O; C!=O; C==O", "NE(C,O); NE(C,O); C=O");
  row("C≥O；C≤O；C≠O", "C>=O; C<=O; C<>O");
  row("N:=2;M:=N*3;MA(C,M-N)", "MA(C,4)");
  row("INPUT: N(4,1,100); MA(C,N)", "MA(C,4)");
  row("参数: 周期(4,1,100); MA(C,周期)", "MA(C,4)");
  row("SWITCH:=0; IF(SWITCH, MA(C,3), MA(C,4))", "MA(C,4)");
  row("M:=MACD(C,3,5,2); M.DIF-M.DEA", "MACD(C,3,5,2).DIFF-MACD(C,3,5,2).DEA");
  row("-C+ +O", "NEG(C)+O");
  row("A:=+C; 1-A*2/4", "1-((C*2)/4)");
}

void TstFactorLanguage::sameMeaning()
{
  QFETCH(QString, text);
  QFETCH(QString, plain);
  const auto bars = someBars();
  const auto found = compile(text.toStdString());
  const auto expected = compile(plain.toStdString());
  QVERIFY(found.has_value() && expected.has_value());
  QVERIFY(sameColumns(found->run(bars).columns, expected->run(bars).columns));
}

void TstFactorLanguage::attributes()
{
  const auto formula = compile("A: C, COLORRED, LINETHICK2;\nB: O, colorff8000, DOTLINE; D: H, STICK; E: L, COLORSTICK;"
                               "F: V, VOLSTICK; G: C, NODRAW; X: C, CIRCLEDOT, DRAWABOVE; Y: C, LINETHICK0");
  QVERIFY(formula.has_value());
  const auto hints = [&](std::size_t i) { return formula->outputs().at(i).hints; };
  using Style = OutputHints::Style;
  QCOMPARE(hints(0).color.value(), 0xFF0000U);
  QCOMPARE(hints(0).thickness, 2);
  QCOMPARE(hints(0).style, Style::Line);
  QCOMPARE(hints(1).color.value(), 0x0080FFU); // blue FF, green 80, red 00
  QCOMPARE(hints(1).style, Style::DottedLine);
  QCOMPARE(hints(2).style, Style::Stick);
  QCOMPARE(hints(3).style, Style::ColorStick);
  QCOMPARE(hints(4).style, Style::VolumeStick);
  QVERIFY(!hints(5).isDrawn);
  QCOMPARE(hints(6).style, Style::Circles);
  QVERIFY(hints(6).isOverPrice);
  QVERIFY(!hints(7).isDrawn);
  for (const std::string_view name : attributeNames()) {
    OutputHints any;
    QVERIFY2(applyAttribute(toLower(name), any), std::string(name).c_str());
  }
}

/// What draws gives values where its condition holds, so that a chart needs no second evaluation.
void TstFactorLanguage::drawings()
{
  const auto formula = compile("DRAWICON(C>2,L,1); DRAWTEXT(C>2,H,'买；{入}'),COLORRED; STICKLINE(C>2,O,C,0.8,1);");
  QVERIFY(formula.has_value());
  QVERIFY((formula->names() == Strings{"icon", "text", "stick", "stick.to"}));
  using Style = OutputHints::Style;
  QCOMPARE(formula->outputs()[0].hints.style, Style::Icon);
  QCOMPARE(formula->outputs()[0].hints.icon, 1);
  QCOMPARE(formula->outputs()[1].hints.text, std::string("买；{入}"));
  QCOMPARE(formula->outputs()[1].hints.color.value(), 0xFF0000U);
  QCOMPARE(formula->outputs()[2].hints.style, Style::Bar);
  QCOMPARE(formula->outputs()[2].hints.width, 0.8);
  QVERIFY(formula->outputs()[2].hints.isHollow);
  const auto table = formula->run(barsOf({1, 5}));
  for (const auto& values : table.columns)
    QVERIFY(std::isnan(values[0]));
  QCOMPARE(table.columns[0][1], 4.0); // low
  QCOMPARE(table.columns[1][1], 6.0); // high
  QCOMPARE(table.columns[2][1], 4.75); // open
  QCOMPARE(table.columns[3][1], 5.0); // close

  const auto more = compile("DRAWNUMBER(C>2,H,C*10),COLORYELLOW; CLOUD:FILLRGN(C>2,O,C);");
  QVERIFY(more.has_value());
  QVERIFY((more->names() == Strings{"number", "number.to", "CLOUD", "CLOUD.to"}));
  QCOMPARE(more->outputs()[0].hints.style, Style::Number);
  QCOMPARE(more->outputs()[0].hints.color.value(), 0xFFFF00U);
  QCOMPARE(more->outputs()[2].hints.style, Style::Fill);
  const auto drawn = more->run(barsOf({1, 5}));
  QVERIFY(std::isnan(drawn.columns[1][0]));
  QCOMPARE(drawn.columns[0][1], 6.0); // high
  QCOMPARE(drawn.columns[1][1], 50.0); // the number
  QCOMPARE(drawn.columns[2][1], 4.75); // open
  QCOMPARE(drawn.columns[3][1], 5.0); // close
}

void TstFactorLanguage::parameters()
{
  const std::string text = "INPUT: N(12,1,100,1), K(0.5,-1,2), M(3); MA(C,N)*K+REF(C,M)";
  const auto formula = compile(text);
  QVERIFY(formula.has_value());
  const auto& specs = formula->parameters().specs();
  QCOMPARE(specs.size(), std::size_t{3});
  QCOMPARE(specs[0].key, std::string("N"));
  QVERIFY(specs[0].type == ParamType::Int && std::get<std::int64_t>(specs[0].defaultValue) == 12);
  QVERIFY(specs[0].minimum == 1.0 && specs[0].maximum == 100.0 && specs[0].step == 1.0);
  QVERIFY(specs[1].type == ParamType::Double && specs[1].minimum == -1.0 && !specs[1].step);
  QVERIFY(!specs[2].minimum);
  const auto bars = someBars();
  const auto changed = compile(text, {{"n", 4}, {"K", 2}});
  QVERIFY(sameColumns(changed->run(bars).columns, compile("MA(C,4)*2+REF(C,3)")->run(bars).columns));
  QVERIFY(!sameColumns(changed->run(bars).columns, formula->run(bars).columns));
}

void TstFactorLanguage::parameterErrors_data()
{
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("value");
  QTest::addColumn<QString>("code");
  QTest::newRow("beyond") << "N" << 101.0 << "factor.parameter_range";
  QTest::newRow("below") << "N" << 0.0 << "factor.parameter_range";
  QTest::newRow("not whole") << "N" << 2.5 << "factor.parameter_whole";
  QTest::newRow("infinite") << "K" << std::numeric_limits<double>::infinity() << "factor.parameter_range";
  QTest::newRow("undefined") << "K" << tests::kNan << "factor.parameter_range";
  QTest::newRow("unknown") << "X" << 1.0 << "factor.unknown_parameter";
}

void TstFactorLanguage::parameterErrors()
{
  QFETCH(QString, name);
  QFETCH(double, value);
  QFETCH(QString, code);
  const auto formula = compile("INPUT: N(12,1,100), K(0.5); MA(C,N)*K", {{name.toStdString(), value}});
  QVERIFY(!formula.has_value());
  QCOMPARE(QString::fromStdString(formula.error().code), code);
  QCOMPARE(compile("MA(C,5)", {{"N", 5}}).error().code, std::string("factor.no_parameters"));
}

void TstFactorLanguage::columnsBesideTheBars()
{
  const auto formula = compile("换手率*2; COLUMN('pe_ttm')+Turnover_Rate");
  QVERIFY(formula.has_value());
  QVERIFY((formula->columns() == Strings{"turnover_rate", "pe_ttm"}));
  auto bars = barsOf({1, 2});
  bars.extraForWrite("turnover_rate") = {3, tests::kNan};
  const auto table = formula->run(bars);
  QCOMPARE(table.columns[0][0], 6.0);
  QVERIFY(std::isnan(table.columns[0][1]));
  QVERIFY(std::isnan(table.columns[1][0])); // the series has no pe_ttm
}

/// One mistake is one message, at its place, and what uses the name of a line that failed is not blamed for it.
void TstFactorLanguage::everyMistakeIsFound()
{
  ExpressionGraph graph;
  const auto compiled = compileInto(
      "A:=MA(C,;\nB:=NOPE(C)\nD:=A+B+C\nE: MA(C,0), COLORRED; F: ZIG(C,5)", {}, OperatorCatalogue::builtIn(), graph);
  Strings found;
  for (const auto& problem : compiled.problems)
    found.push_back(problem.error.code + "@" + std::string(problem.error.field("line")));
  QVERIFY2(
      (found
          == Strings{"factor.syntax@1", "factor.unknown_name@2", "factor.argument_range@4", "factor.refused_future@4"}),
      found.front().c_str());
}

void TstFactorLanguage::manyStatementsShareWork()
{
  ExpressionGraph graph;
  for (const char* text : {"A:=MA(C,5); B:=MA(CLOSE,2+3); X: CROSS(A,REF(B,1));",
           "Y: CROSS(MA(C,5),REF(MA(C,5),1));"}) // two formulas of one graph
    QVERIFY(compileInto(text, {}, OperatorCatalogue::builtIn(), graph).problems.empty());
  const auto calls =
      std::ranges::count_if(graph.nodes(), [](const Node& node) { return node.kind == Node::Kind::Call; });
  QCOMPARE(calls, 3);
}

QTEST_APPLESS_MAIN(TstFactorLanguage)
#include "tst_factor_language.moc"

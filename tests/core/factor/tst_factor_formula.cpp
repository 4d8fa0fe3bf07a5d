// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/factor/expression_graph.h"
#include "core/factor/formula_compiler.h"
#include "tests/core/factor/series.h"

#include <QRegularExpression>
#include <QtTest>
#include <rapidcheck.h>

#include <cmath>

using namespace zvt;
using namespace zvt::factor;

class TstFactorFormula : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void errors_data();
  void errors();
  void names_data();
  void names();
  void anyCase();
  void defaults();
  void equalPartsAreOneNode();
  void outputsOfOneNode();
  void constantsFold();
  void warmUp();
  void anyTextIsReadOrRefused();
  void catalogueIsDescribed();
};

void TstFactorFormula::errors_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("code");
  QTest::addColumn<int>("line");
  QTest::addColumn<int>("column");
  QTest::addColumn<QString>("field");
  QTest::addColumn<QString>("value");
  const auto row = [](const QString& text, const char* code, int line, int column, const char* field,
                       const char* value) {
    QTest::addRow("%s", qPrintable(text.left(40))) << text << QString::fromLatin1(code) << line << column
                                                   << QString::fromLatin1(field) << QString::fromUtf8(value);
  };
  const char* operand = "CLOSE 1.5 NAME( (";
  row("", "factor.unexpected_end", 1, 1, "expected", operand);
  row("   ", "factor.unexpected_end", 1, 4, "expected", operand);
  row("{ a comment }", "factor.unexpected_end", 1, 14, "expected", operand);
  row("CLOSE +", "factor.unexpected_end", 1, 8, "expected", operand);
  row("SMA(CLOSE,5", "factor.unexpected_end", 1, 12, "expected", ") ,");
  row("SMA(CLOSE 5)", "factor.syntax", 1, 11, "found", "5");
  row("SMA(,5)", "factor.syntax", 1, 5, "found", ",");
  row("(CLOSE", "factor.unexpected_end", 1, 7, "expected", ")");
  row("CLOSE)", "factor.syntax", 1, 6, "found", ")");
  row("CLOSE OPEN", "factor.syntax", 1, 7, "found", "OPEN");
  row("CLOSE >\n  * 2", "factor.syntax", 2, 3, "found", "*");
  row("1 < C < 3", "factor.syntax", 1, 7, "expected", "AND OR )");
  row("CLOSE $ 2", "factor.syntax", 1, 7, "found", "$");
  row(QStringLiteral("收益 + 1"), "factor.unknown_name", 1, 1, "name", "收益");
  row(QStringLiteral("收盘价 + 股价"), "factor.unknown_name", 1, 7, "name", "股价");
  row(QStringLiteral("收盘价 。"), "factor.syntax", 1, 5, "found", "。");
  row("1.2.3", "factor.syntax", 1, 1, "expected", "1.5");
  row("12ab", "factor.syntax", 1, 1, "expected", "1.5");
  row("1e999", "factor.syntax", 1, 1, "expected", "1.5");
  row("SMA", "factor.needs_arguments", 1, 1, "operator", "SMA");
  row("AND", "factor.syntax", 1, 1, "expected", operand);
  row("OR: C", "factor.syntax", 1, 1, "found", "OR");
  row("CLOSE.DIFF", "factor.single_output", 1, 7, "name", "DIFF");
  row("CLOSE.", "factor.unexpected_end", 1, 7, "expected", ".DIFF");
  row("MACD(C).1", "factor.syntax", 1, 8, "found", ".1");
  row("PREIS > 1", "factor.unknown_name", 1, 1, "name", "PREIS");
  row("CLOES > 1", "factor.unknown_name_near", 1, 1, "suggestion", "CLOSE");
  row("CLOSE > SNA(CLOSE,5)", "factor.unknown_name_near", 1, 9, "suggestion", "SMA");
  row("FAST:=MA(C,5); C>FATS", "factor.unknown_name_near", 1, 18, "suggestion", "FAST");
  row("SMA()", "factor.argument_count", 1, 1, "found", "0");
  row("1 + CROSS(CLOSE,OPEN,5)", "factor.argument_count", 1, 5, "found", "3");
  row("CROSS(CLOSE)", "factor.argument_count", 1, 1, "expected", "2");
  row("SMA(CLOSE,OPEN)", "factor.argument_type", 1, 11, "argument", "window");
  row("SMA(CLOSE, 2.5)", "factor.argument_type", 1, 12, "operator", "SMA");
  row("SMA(CLOSE, 1/0)", "factor.argument_type", 1, 12, "operator", "SMA");
  row("SMA(CLOSE,0)", "factor.argument_range", 1, 11, "minimum", "1");
  row("SMA(CLOSE,-3)", "factor.argument_range", 1, 11, "value", "-3");
  row("N:=0;\nSMA(CLOSE,N)", "factor.argument_range", 2, 11, "minimum", "1");
  row("SMA(CLOSE,1000000)", "factor.argument_range", 1, 11, "maximum", "100000");
  row("MACD(CLOSE,12,1000000,9)", "factor.argument_range", 1, 15, "argument", "slow");
  row("REF(CLOSE,-1)", "factor.argument_range", 1, 11, "operator", "REF"); // no reference to the future
  row("REFX(CLOSE,1)", "factor.refused_future", 1, 1, "name", "REFX");
  row("C > ZIG(3,5)", "factor.refused_future", 1, 5, "name", "ZIG");
  row("BACKSET(C>O,3)", "factor.refused_future", 1, 1, "name", "BACKSET");
  row("DRAWKLINE(H,O,L,C)", "factor.refused_drawing", 1, 1, "name", "DRAWKLINE");
  row("WINNER(C) > 0.5", "factor.refused_data", 1, 1, "name", "WINNER");
  row("MACD(CLOSE).SIGNAL", "factor.unknown_output", 1, 13, "outputs", ".DIFF .DEA .MACD");
  row("MACD(CLOSE) > 0", "factor.several_outputs", 1, 1, "operator", "MACD");
  row("SMA( MACD(CLOSE),5)", "factor.several_outputs", 1, 6, "operator", "MACD");
  row("CLOSE + 'text'", "factor.text_not_value", 1, 9, "text", "text");
  row("CLOSE + 'text", "factor.syntax", 1, 9, "expected", "'");
  row("CLOSE { open", "factor.syntax", 1, 7, "expected", "}");
  row("A:=C; B:=O;", "factor.no_output", 1, 7, "column", "7");
  row("A:=C; A:O", "factor.duplicate_name", 1, 7, "name", "A");
  row("CLOSE:=5; CLOSE", "factor.reserved_name", 1, 1, "name", "CLOSE");
  row("C(5)", "factor.not_a_function", 1, 1, "name", "C");
  row("X:C,COLORRDE", "factor.unknown_attribute_near", 1, 5, "suggestion", "COLORRED");
  row("X:C,ROT", "factor.unknown_attribute", 1, 5, "name", "ROT");
  row("X:C,COLOR12345G", "factor.unknown_attribute", 1, 5, "name", "COLOR12345G");
  row("X:C,5", "factor.syntax", 1, 5, "found", "5");
  row("1 + DRAWICON(C>O,L,1)", "factor.drawing_alone", 1, 5, "name", "DRAWICON");
  row("DRAWTEXT(C>O,L,5)", "factor.needs_text", 1, 16, "signature", "DRAWTEXT(condition, price, 'text')");
  row("STICKLINE(C>O,L)", "factor.argument_count", 1, 1, "expected", "5");
  row("INPUT: N; MA(C,N)", "factor.bad_input_line", 1, 9, "found", ";");
  row("INPUT: N(1,2,3,4,5); MA(C,N)", "factor.bad_input_line", 1, 18, "found", "5");
  row("INPUT: N(50,1,20); MA(C,N)", "factor.input_range", 1, 8, "name", "N");
  row("INPUT: N(5),N(6); MA(C,N)", "factor.duplicate_name", 1, 13, "name", "N");
  row("INPUT: H(5); MA(C,H)", "factor.reserved_name", 1, 8, "name", "H");
  row("INPUT: N(0,0,9); MA(C,N)", "factor.argument_range", 1, 23, "minimum", "1");
  row(QString(65, QLatin1Char('(')) + "C", "factor.too_deep", 1, 65, "limit", "64");
  row(QString(65, QLatin1Char('-')) + "C", "factor.too_deep", 1, 65, "limit", "64");
  row(QString(16385, QLatin1Char(' ')), "factor.too_long", 1, 1, "limit", "16384");
  QString heavy = "0";
  for (int n = 0; n < 50; ++n)
    heavy += QStringLiteral("+MA(C,%1)").arg(100'000 - n);
  row(heavy, "factor.too_heavy", 1, 1, "limit", "2000000");
  QString wide = "0"; // few bars to wait for, many cells each
  for (int n = 0; n < 12; ++n)
    wide += QStringLiteral("+CORREL(C,O,%1)").arg(99'999 - n);
  row(wide, "factor.too_heavy", 1, 1, "limit", "2000000");
}

void TstFactorFormula::errors()
{
  QFETCH(QString, text);
  QFETCH(QString, code);
  QFETCH(int, line);
  QFETCH(int, column);
  QFETCH(QString, field);
  QFETCH(QString, value);
  const auto formula = compile(text.toStdString());
  QVERIFY(!formula.has_value());
  const Error& error = formula.error();
  QCOMPARE(QString::fromStdString(error.code), code);
  QCOMPARE(QString::fromStdString(std::string(error.field("line"))), QString::number(line));
  QCOMPARE(QString::fromStdString(std::string(error.field("column"))), QString::number(column));
  QCOMPARE(QString::fromStdString(std::string(error.field(field.toStdString()))), value);
  for (const std::string& language : Messages::languages()) {
    const auto messages = Messages::load(language);
    QVERIFY(messages->contains(error.code));
    QVERIFY(!QString::fromStdString(messages->describe(error)).contains(QRegularExpression("\\{[a-z]+\\}")));
  }
}

void TstFactorFormula::names_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<std::vector<std::string>>("names");
  QTest::newRow("macd") << "MACD(CLOSE)" << std::vector<std::string>{"diff", "dea", "macd"};
  QTest::newRow("parentheses") << "(MACD(CLOSE))" << std::vector<std::string>{"diff", "dea", "macd"};
  QTest::newRow("selected") << "MACD(CLOSE).dea" << std::vector<std::string>{"dea"};
  QTest::newRow("call") << "SMA(CLOSE,5)" << std::vector<std::string>{"sma"};
  QTest::newRow("alias") << "MA(CLOSE,5)" << std::vector<std::string>{"ma"};
  QTest::newRow("field") << "AMOUNT" << std::vector<std::string>{"turnover"};
  QTest::newRow("sum") << "SMA(CLOSE,5)+1" << std::vector<std::string>{"value"};
  QTest::newRow("not") << "NOT CLOSE" << std::vector<std::string>{"value"};
}

void TstFactorFormula::names()
{
  QFETCH(QString, text);
  QFETCH(std::vector<std::string>, names);
  QVERIFY(compile(text.toStdString())->names() == names);
}

void TstFactorFormula::anyCase()
{
  const auto bars = tests::barsOf({1, 2, 3, 2, 1, 2, 3, 4});
  const auto upper = compile("CROSS(SMA(CLOSE,2),SMA(CLOSE,3)) AND NOT VOLUME < 1")->run(bars);
  const auto lower = compile("cross(sma(close,2),Sma(Close,3)) and not volume < 1")->run(bars);
  QVERIFY(tests::sameColumns(upper.columns, lower.columns));
}

void TstFactorFormula::defaults()
{
  std::vector<double> closes;
  for (int i = 0; i < 80; ++i)
    closes.push_back(10 + i % 9);
  const auto bars = tests::barsOf(closes);
  QVERIFY(
      tests::sameColumns(compile("MACD(CLOSE)")->run(bars).columns, compile("MACD(CLOSE,12,26,9)")->run(bars).columns));
  QVERIFY(tests::sameColumns(compile("EMA(CLOSE)")->run(bars).columns, compile("EMA(CLOSE,6*2)")->run(bars).columns));
}

void TstFactorFormula::equalPartsAreOneNode()
{
  ExpressionGraph graph;
  const auto compiled =
      compileInto("SMA(CLOSE,5) > REF(sma(c, 5), 1) AND MA(CLOSE,2+3) > 0", {}, OperatorCatalogue::builtIn(), graph);
  QVERIFY(compiled.problems.empty());
  // CLOSE, 5, SMA, 1, REF, GT, 2, 3, 0, GT, AND
  const auto calls =
      std::ranges::count_if(graph.nodes(), [](const Node& node) { return node.kind == Node::Kind::Call; });
  QCOMPARE(calls, 5);
}

/// Two outputs of one node both have its values, and fields stay with the bars: (1 + 2) / 2 = 1.5, (2 + 4) / 2 = 3.
void TstFactorFormula::outputsOfOneNode()
{
  const market::BarSeries bars = tests::barsOf({1, 2, 4});
  const FactorTable table = compile("X: SMA(CLOSE,2); Y: X; Z: CLOSE; W: SMA(CLOSE,2);")->run(bars);
  for (const std::size_t column : {0, 1, 3}) {
    QCOMPARE(table.columns[column].size(), std::size_t{3});
    QVERIFY(std::isnan(table.columns[column][0]));
    QCOMPARE(table.columns[column][1], 1.5);
    QCOMPARE(table.columns[column][2], 3.0);
  }
  QCOMPARE(table.columns[2], bars.close);
  QCOMPARE(bars.close, (std::vector<double>{1, 2, 4}));
}

void TstFactorFormula::constantsFold()
{
  ExpressionGraph graph;
  const auto compiled = compileInto("N:=2; IF(1 < N, 3*4, -1)", {}, OperatorCatalogue::builtIn(), graph);
  const Node& node = graph.nodes()[compiled.outputs.front().value.node];
  QVERIFY(node.kind == Node::Kind::Constant);
  QCOMPARE(node.constant, 12.0);
}

void TstFactorFormula::warmUp()
{
  QCOMPARE(compile("CLOSE")->warmUp(), std::size_t{1});
  QCOMPARE(compile("SMA(CLOSE,30)")->warmUp(), std::size_t{30});
  QCOMPARE(compile("CROSS(SMA(CLOSE,10),SMA(CLOSE,30))")->warmUp(), std::size_t{31});
  QCOMPARE(compile("REF(SMA(CLOSE,10),3)")->warmUp(), std::size_t{13});
  QCOMPARE(compile("MACD(CLOSE)")->warmUp(), std::size_t{26});
  QVERIFY(compile("CROSS(CLOSE,OPEN)")->isCondition());
  QVERIFY(compile("NOT CLOSE > 1")->isCondition());
  QVERIFY(!compile("IF(CLOSE>1,2,3)")->isCondition());
}

void TstFactorFormula::anyTextIsReadOrRefused()
{
  const auto pieces = rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("CLOSE", "SMA", "(", ")", ",", "5", "-", ".", "MACD", "AND", "NOT", "<", "=", " ",
          "\n", "IF", "1.5", "DIFF", "\xe6\x94\xb6", "\xff", "1e9", "REF", ":", ":=", ";", "A", "{", "}", "//", "'",
          "INPUT", "COLORRED", "DRAWICON", "STICKLINE", "收盘价", "（", "KDJ"));
  QVERIFY(rc::check("any text is read or refused with a place", [&] {
    std::string text;
    for (const std::string& piece : *pieces)
      text += piece;
    const auto formula = compile(text);
    if (!formula)
      RC_ASSERT(parseInt(formula.error().field("column")).value_or(0) >= 1);
    else
      RC_ASSERT(formula->run(tests::barsOf({1, 2, 3})).columns.front().size() == 3U);
  }));
}

void TstFactorFormula::catalogueIsDescribed()
{
  for (const std::string& language : Messages::languages()) {
    const auto messages = Messages::load(language);
    for (const OperatorInfo& info : OperatorCatalogue::builtIn().operators()) {
      QVERIFY2(messages->contains(info.help), info.help.c_str());
      QVERIFY(info.make != nullptr && info.memory != nullptr && !info.outputs.empty());
      for (const ParamSpec& spec : info.parameters.specs())
        QVERIFY2(messages->contains(spec.label), spec.label.c_str());
    }
  }
}

QTEST_APPLESS_MAIN(TstFactorFormula)
#include "tst_factor_formula.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_editor.h"
#include "core/factor/formula_library.h"
#include "tests/core/factor/series.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;

namespace {

FormulaLibrary libraryOf(std::vector<SavedFormula> formulas)
{
  FormulaLibrary library;
  for (SavedFormula& formula : formulas)
    if (!library.put(std::move(formula)))
      qFatal("put");
  return library;
}

const FormulaLibrary& usual()
{
  static const FormulaLibrary library = libraryOf({
      {"MYMA", "INPUT: S(3,1,100), N(5,1,100);\nDIF: MA(CLOSE,S) - MA(CLOSE,N);\nDEA: MA(DIF,2)"},
      {"单值", "MA(CLOSE, 4)"},
      {"Twice", "MYMA.DIF * 2"},
      {"Broken", "A: CLOSE;\nB: NOTHING_LIKE_THIS(3)"},
      {"LoopA", "LoopB + 1"},
      {"LoopB", "CLOSE + LoopA"},
      {"UsesBroken", "Broken.A"},
      {"MACD", "DIF: CLOSE - OPEN"},
  });
  return library;
}

std::vector<double> lastOf(const std::string& text)
{
  const auto formula = compile(text, {}, usual());
  if (!formula)
    qFatal("%s: %s", text.c_str(), formula.error().code.c_str());
  const FactorTable table = formula->run(tests::barsOf({10, 12, 11, 15, 14, 13, 17, 16}));
  std::vector<double> values;
  for (const auto& column : table.columns)
    values.push_back(column.back());
  return values;
}

}

class TstFactorReference : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Each way of writing is the same as the text itself. The last three closes 13 17 16, the last five 15 14 13 17 16:
  /// means 46/3 and 15, the difference 1/3.
  void waysToRefer()
  {
    const double dif = lastOf("MA(CLOSE,3) - MA(CLOSE,5)").front();
    QVERIFY(std::abs(dif - 1.0 / 3) < 1e-12);
    for (const char* text : {"MYMA.DIF", "myma.dif", "\"MYMA.DIF\"", "MYMA(3,5).DIF", "MYMA.DIF(3,5)", "MYMA.DIF()",
             "\"MYMA.DIF\"(3,5)", "MYMA(3).DIF", "X := MYMA; X.DIF", "MYMA().DI"})
      QCOMPARE(lastOf(text), (std::vector<double>{dif}));
    const double other = lastOf("MA(CLOSE,2) - MA(CLOSE,4)").front();
    for (const char* text :
        {"MYMA(2,4).DIF", "\"MYMA.DIF\"(2,4)", "MYMA.DIF(1+1, 4)", "INPUT: N(2,1,9); MYMA(N,4).DIF"})
      QCOMPARE(lastOf(text), (std::vector<double>{other}));
    QCOMPARE(lastOf("单值"), lastOf("MA(CLOSE,4)"));
    QCOMPARE(lastOf("\"单值\" + 1"), lastOf("MA(CLOSE,4) + 1"));
    QCOMPARE(lastOf("Twice"), (std::vector<double>{2 * dif}));
    QCOMPARE(lastOf("MA(MYMA.DIF, 2)"), lastOf("MA(MA(CLOSE,3) - MA(CLOSE,5), 2)"));
  }

  void allOutputs()
  {
    const auto formula = compile("M: MYMA; MYMA(2,4)", {}, usual());
    QVERIFY(formula.has_value());
    QCOMPARE(formula->names(), (std::vector<std::string>{"M.DIF", "M.DEA", "DIF", "DEA"}));
  }

  /// Own names and functions of the catalogue come first; in double quotes the saved formula is meant.
  void whoseName()
  {
    QCOMPARE(lastOf("Twice := 7; Twice"), (std::vector<double>{7}));
    QCOMPARE(lastOf("MACD(CLOSE,2,3,2).DIFF"), lastOf("EMA(CLOSE,2) - EMA(CLOSE,3)"));
    QCOMPARE(lastOf("\"MACD.DIF\""), (std::vector<double>{0.25}));
    const auto text = compile("DRAWTEXT(CLOSE > 1, LOW, \"no formula\")", {}, usual());
    QVERIFY(text.has_value());
  }

  void sharedSubGraphsAreOne()
  {
    const auto one = compile("MA(CLOSE,3) - MA(CLOSE,5)", {}, usual());
    const auto many = compile("A: MYMA.DIF; B1: \"MYMA.DIF\"(3,5); D: MA(CLOSE,3) - MA(CLOSE,5)", {}, usual());
    QVERIFY(one && many);
    QCOMPARE(many->outputs()[0].value, many->outputs()[1].value);
    QCOMPARE(many->outputs()[0].value, many->outputs()[2].value);
    QVERIFY(many->graph()->nodes().size() <= one->graph()->nodes().size() + 4); // the parameters, and MA(DIF,2) of DEA
  }

  void mistakes_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    QTest::addRow("cycle") << "X: CLOSE;\nY: MA(LoopA, 3)" << "factor.formula_cycle" << "2:7";
    QTest::addRow("broken") << "CLOSE +\n Broken.A" << "factor.bad_reference" << "2:2";
    QTest::addRow("broken inside") << "UsesBroken" << "factor.bad_reference" << "1:1";
    QTest::addRow("several") << "MYMA + 1" << "factor.several_outputs" << "1:1";
    QTest::addRow("output") << "MYMA.NIL" << "factor.unknown_output" << "1:6";
    QTest::addRow("too many") << "MYMA(1,2,3).DIF" << "factor.argument_count" << "1:1";
    QTest::addRow("series") << "MYMA(CLOSE,2).DIF" << "factor.argument_not_constant" << "1:6";
    QTest::addRow("range") << "MYMA(0,2).DIF" << "factor.bad_reference" << "1:1";
    QTest::addRow("near") << "MYMB" << "factor.unknown_name_near" << "1:1";
  }
  void mistakes()
  {
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QString, place);
    const auto formula = compile(text.toStdString(), {}, usual());
    QVERIFY(!formula);
    QCOMPARE(QString::fromStdString(formula.error().code), code);
    const auto part = [&](const char* key) { return QString::fromStdString(std::string(formula.error().field(key))); };
    QCOMPARE(part("line") + u':' + part("column"), place);
    if (code == u"factor.formula_cycle")
      QCOMPARE(part("path"), QStringLiteral("LOOPA → LOOPB → LOOPA"));
    if (text.contains(u"roken"))
      QCOMPARE(part("name") + part("inner_line") + u':' + part("inner_column"), QStringLiteral("Broken2:4"));
  }

  /// Each formula calls the next one twice with other parameters: it is stopped long before it has 2^16 of them.
  void manyReferencesAreStopped()
  {
    FormulaLibrary library;
    for (int i = 0; i < 15; ++i) {
      const std::string next = "F" + std::to_string(i + 1);
      QVERIFY(library.put({"F" + std::to_string(i),
          "INPUT: N(1,1,100000); " + (i == 14 ? std::string("CLOSE + N") : next + "(N*2) + " + next + "(N*2+1)")}));
    }
    const auto formula = compile("F0", {}, library);
    QVERIFY(!formula);
    QCOMPARE(QString::fromStdString(formula.error().code), QStringLiteral("factor.bad_reference"));
  }

  void editor()
  {
    const auto& catalogue = OperatorCatalogue::builtIn();
    QVERIFY(problemsOf("MYMA.DIF + 1", catalogue, &usual()).empty());
    QCOMPARE(problemsOf("MYMA.DIF + 1").size(), std::size_t{1});
    QCOMPARE(editorTokens("MYMA.DIF", catalogue, &usual()).front().kind, TokenClass::Function);
    const auto has = [&](const char* text, const char* wanted) {
      const auto list = completionsAt(text, std::strlen(text), catalogue, &usual());
      return std::ranges::any_of(list.items, [&](const Completion& item) { return item.text == wanted; });
    };
    QVERIFY(has("MYM", "MYMA") && has("MYMA.", "DIF") && has("MYMA(2,4).D", "DEA"));
  }
};

QTEST_APPLESS_MAIN(TstFactorReference)
#include "tst_factor_reference.moc"

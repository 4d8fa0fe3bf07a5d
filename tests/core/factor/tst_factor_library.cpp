// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_file_system.h"
#include "core/factor/formula_library.h"
#include "core/factor/reference_pages.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;

/// Saved formulas, and what the catalogue says about itself.
class TstFactorLibrary : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void putsReplacesAndRemoves();
  void refusesNames_data();
  void refusesNames();
  void isExactThroughJsonAndText();
  void brokenDocuments_data();
  void brokenDocuments();
  void anUnreadableFileStaysAsItIs();
  void everyOperatorIsDescribed();
  void aFormulaIsDescribed();
  void referenceNamesEverything();
};

namespace {

FormulaLibrary twoFormulas()
{
  FormulaLibrary library;
  (void)library.put({"我的MACD", "DIF:EMA(C,12)-EMA(C,26);\nDEA:EMA(DIF,9);"});
  (void)library.put({"Breakout 20", "C>REF(HHV(H,20),1)"});
  return library;
}

}

void TstFactorLibrary::putsReplacesAndRemoves()
{
  FormulaLibrary library = twoFormulas();
  QCOMPARE(library.all().size(), std::size_t{2});
  QCOMPARE(library.all()[0].name, std::string("Breakout 20"));
  QVERIFY(library.put({"BREAKOUT 20", "C>O"}).has_value());
  QCOMPARE(library.all().size(), std::size_t{2});
  QCOMPARE(library.find("breakout 20")->text, std::string("C>O"));
  QVERIFY(library.remove("我的macd"));
  QVERIFY(!library.remove("我的macd"));
  QVERIFY(!library.find("我的MACD"));
}

void TstFactorLibrary::refusesNames_data()
{
  QTest::addColumn<QString>("name");
  for (const char* name : {"", " a", "a ", "a/b", "a{b", "a;b", "a\nb"})
    QTest::addRow("'%s'", name) << QString::fromUtf8(name);
  QTest::newRow("long") << QString(65, QChar(u'长'));
}

void TstFactorLibrary::refusesNames()
{
  QFETCH(QString, name);
  FormulaLibrary library;
  QCOMPARE(library.put({name.toStdString(), "C"}).error().code, std::string("factor.bad_formula_name"));
  QVERIFY(library.all().empty());
}

void TstFactorLibrary::isExactThroughJsonAndText()
{
  const FormulaLibrary library = twoFormulas();
  QVERIFY(*formulaLibraryFromJson(toJson(library)) == library);
  QVERIFY(*formulaLibraryFromText(toText(library)) == library);
  // A comment that looks like a heading stays a comment; an empty formula replaces nothing.
  FormulaLibrary commented;
  QVERIFY(commented.put({"One", "{# note}\nCLOSE"}));
  const auto readBack = formulaLibraryFromText(toText(commented));
  QVERIFY(readBack.has_value());
  QCOMPARE(readBack->all().size(), std::size_t{1});
  QCOMPARE(readBack->find("One")->text, std::string("{ # note}\nCLOSE"));
  QCOMPARE(formulaLibraryFromText("{# A}\n{# B}\nCLOSE").error().code, std::string("factor.empty_formula"));
  QVERIFY(*formulaLibraryFromText("a note\r\n{# One}\r\nC>O\r\n\r\n{#Two}\nC\n") != library);
  QCOMPARE(formulaLibraryFromText("{# One}\r\nC>O\r\n")->find("one")->text, std::string("C>O"));
  testing::MemoryFileSystem files;
  FormulaStore store(files, "/profile");
  QVERIFY(store.load()->all().empty());
  QVERIFY(store.save(library).has_value());
  QVERIFY(*store.load() == library);
}

void TstFactorLibrary::brokenDocuments_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("code");
  QTest::newRow("no json") << "{" << "json.syntax";
  QTest::newRow("other") << "{\"kind\":\"zvt.watchlists\",\"version\":1}" << "factor.not_a_library";
  QTest::newRow("list") << "[]" << "factor.not_a_library";
  QTest::newRow("newer") << "{\"kind\":\"zvt.formulas\",\"version\":2,\"formulas\":[]}" << "factor.newer_library";
  QTest::newRow("entry") << "{\"kind\":\"zvt.formulas\",\"version\":1,\"formulas\":[5]}" << "factor.not_a_library";
  QTest::newRow("text") << "{\"kind\":\"zvt.formulas\",\"version\":1,\"formulas\":[{\"name\":\"a\"}]}"
                        << "json.missing";
}

void TstFactorLibrary::brokenDocuments()
{
  QFETCH(QString, text);
  QFETCH(QString, code);
  QCOMPARE(QString::fromStdString(formulaLibraryFromJson(text.toStdString()).error().code), code);
  QCOMPARE(formulaLibraryFromText("C>O").error().code, std::string("factor.no_named_formula"));
}

void TstFactorLibrary::anUnreadableFileStaysAsItIs()
{
  testing::MemoryFileSystem files;
  QVERIFY(files.createDirectories("/profile").has_value());
  QVERIFY(files.writeAtomically("/profile/formulas.json", "{ half").has_value());
  const FormulaStore store(files, "/profile");
  const auto loaded = store.load();
  QVERIFY(!loaded.has_value());
  QVERIFY(loaded.error().field("file").ends_with("formulas.json"));
  QCOMPARE(*files.read("/profile/formulas.json"), std::string("{ half"));
}

void TstFactorLibrary::everyOperatorIsDescribed()
{
  for (const std::string& language : Messages::languages()) {
    const auto messages = Messages::load(language);
    for (const OperatorInfo& info : OperatorCatalogue::builtIn().operators()) {
      const std::string page = describe(info, *messages);
      QVERIFY2(page.find(messages->text(info.help)) != std::string::npos, info.name.c_str());
      for (const ParamSpec& spec : info.parameters.specs())
        QVERIFY2(
            page.find("| `" + spec.key + "` | " + messages->text(spec.label)) != std::string::npos, spec.key.c_str());
      QVERIFY2(page.find("factor.") == std::string::npos, page.c_str()); // every text has its sentence
    }
  }
}

void TstFactorLibrary::aFormulaIsDescribed()
{
  const auto formula = compile("INPUT: N(20,5,250); UP: C>REF(HHV(H,N),1); AVERAGE: EMA(C,N)+COLUMN('pe_ttm')");
  QVERIFY(formula.has_value());
  const std::string page = describe("My breakout", *formula, *Messages::load("en"));
  for (const char* part : {"# My breakout", "| `N` | N | 20 | 5 … 250 |", "`UP` (1 or 0); `AVERAGE`", "pe_ttm",
           "after 21 bars", "depends on where the history begins"})
    QVERIFY2(page.find(part) != std::string::npos, (std::string(part) + "\n" + page).c_str());
}

void TstFactorLibrary::referenceNamesEverything()
{
  for (const std::string& language : Messages::languages()) {
    std::string all;
    for (const ReferencePage& page : referencePages(OperatorCatalogue::builtIn(), *Messages::load(language))) {
      QVERIFY(page.markdown.starts_with("# " + page.title + "\n"));
      QVERIFY(page.title.find("factor.") == std::string::npos);
      all += page.markdown;
    }
    for (const OperatorInfo& info : OperatorCatalogue::builtIn().operators())
      QVERIFY2(all.find("\n## " + info.name + "\n") != std::string::npos, info.name.c_str());
    QVERIFY(all.find("`ZIG`") != std::string::npos);
  }
}

QTEST_APPLESS_MAIN(TstFactorLibrary)
#include "tst_factor_library.moc"

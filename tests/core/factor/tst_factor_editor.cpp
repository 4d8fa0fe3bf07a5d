// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/factor/formula.h"
#include "core/factor/formula_editor.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace zvt;
using namespace zvt::factor;

class TstFactorEditor : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void classes_data();
  void classes();
  void completions_data();
  void completions();
  void noCompletions_data();
  void noCompletions();
  void signatures_data();
  void signatures();
  void problemsUnderlineTheirPlace_data();
  void problemsUnderlineTheirPlace();
  void helpUnderTheCursor();
  void placesOfAWindow();
  void anyTextAtAnyPlace();
};

namespace {

constexpr std::string_view kLetters = "/15kSFcpvomaR?"; // of the token classes, in their order

/// The text with the class letter of each token in place of its characters' bytes: "A:=MA(C,5)" → "vSScc…".
std::string classLetters(std::string_view text)
{
  std::string letters(text.size(), ' ');
  for (const EditorToken& token : editorTokens(text))
    for (std::size_t i = token.span.begin; i < token.span.end; ++i)
      letters[i] = kLetters[static_cast<std::size_t>(token.kind)];
  return letters;
}

}

void TstFactorEditor::classes_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("letters");
  const auto row = [](const char* text, const char* letters) {
    QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(letters);
  };
  row("X: MA(C,5);", "oS ccSFS1SS");
  row("X:=C; X>1 {n}", "vSSFS vS1 ///");
  row("A AND NOT B", "? kkk kkk ?");
  row("INPUT: N(5); N", "kkkkkS pS1SS p");
  row("X:C,COLORRED,WHAT", "oSFSaaaaaaaaS????");
  row("MACD(C).DIF", "ccccSFSSmmm");
  row("ZIG(3,5)", "RRRS1S1S");
  row("MACD:C-O; MACD", "ooooSFSFS oooo");
  row("DRAWTEXT(C>O,L,'hi')", "ccccccccSFSFSFS5555S");
  row("C $ 1.2.3 // end", "F ? ????? //////");
}

void TstFactorEditor::classes()
{
  QFETCH(QString, text);
  QFETCH(QString, letters);
  QCOMPARE(QString::fromStdString(classLetters(text.toStdString())), letters);
}

void TstFactorEditor::completions_data()
{
  QTest::addColumn<QString>("text"); // | is the cursor
  QTest::addColumn<QString>("first");
  QTest::addColumn<QString>("replaced");
  const auto row = [](const char* text, const char* first, const char* replaced) {
    QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(first) << QString::fromUtf8(replaced);
  };
  row("CLO|", "CLOSE", "CLO");
  row("MYLINE:=C; X: myl|", "MYLINE", "myl");
  row("X: HHVB|(H,5)", "HHVBARS", "HHVB");
  row("X: MA(收|,5)", "收盘价", "收");
  row("X: C, COLORLIB|", "COLORLIBLUE", "COLORLIB");
  row("X: C,|", "COLORRED", "");
  row("MACD(C,12).D|", "DIFF", "D");
  row("MACD(MA(C,5)).|", "DIFF", "");
  row("C > 1 AN|", "AND", "AN");
  row("INPUT: FASTN(5); MA(C,FA|", "FASTN", "FA");
}

void TstFactorEditor::completions()
{
  QFETCH(QString, text);
  QFETCH(QString, first);
  QFETCH(QString, replaced);
  std::string plain = text.toStdString();
  const std::size_t cursor = plain.find('|');
  plain.erase(cursor, 1);
  const CompletionList list = completionsAt(plain, cursor);
  QVERIFY(!list.items.empty());
  QCOMPARE(QString::fromStdString(list.items.front().text), first);
  QCOMPARE(list.replaced.end, cursor);
  QCOMPARE(QString::fromStdString(plain.substr(list.replaced.begin, cursor - list.replaced.begin)), replaced);
  const auto messages = Messages::load("en");
  for (const Completion& item : list.items)
    QVERIFY2(item.help.empty() || messages->contains(item.help), item.help.c_str());
}

void TstFactorEditor::noCompletions_data()
{
  QTest::addColumn<QString>("text");
  for (const char* text : {"{ CLO| }", "C // CLO|", "C > 1|2", "DRAWTEXT(C,L,'CLO|')", "X: C, COLORNOTHING|"})
    QTest::addRow("%s", text) << QString::fromUtf8(text);
}

void TstFactorEditor::noCompletions()
{
  QFETCH(QString, text);
  std::string plain = text.toStdString();
  const std::size_t cursor = plain.find('|');
  plain.erase(cursor, 1);
  QVERIFY(completionsAt(plain, cursor).items.empty());
}

void TstFactorEditor::signatures_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("current");
  QTest::newRow("first") << "MA(|" << "MA" << 0;
  QTest::newRow("second") << "MA(C,|" << "MA" << 1;
  QTest::newRow("inner") << "CROSS(MA(C,|5),O)" << "MA" << 1;
  QTest::newRow("outer") << "CROSS(MA(C,5),|O)" << "CROSS" << 1;
  QTest::newRow("brackets") << "MA((C+|O),5)" << "MA" << 0;
  QTest::newRow("overload") << "SMA(C,6,|1)" << "SMA" << 2;
  QTest::newRow("none") << "MA(C,5)|" << "" << 0;
  QTest::newRow("unknown inside") << "MA(NOPE(|" << "MA" << 0;
}

void TstFactorEditor::signatures()
{
  QFETCH(QString, text);
  QFETCH(QString, name);
  QFETCH(int, current);
  std::string plain = text.toStdString();
  const std::size_t cursor = plain.find('|');
  plain.erase(cursor, 1);
  const auto hint = signatureAt(plain, cursor);
  QCOMPARE(hint.has_value(), !name.isEmpty());
  if (!hint)
    return;
  QCOMPARE(QString::fromStdString(hint->name), name);
  QCOMPARE(hint->current, static_cast<std::size_t>(current));
  QVERIFY(hint->current < hint->arguments.size());
}

void TstFactorEditor::problemsUnderlineTheirPlace_data()
{
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("underlined");
  QTest::newRow("none") << "X: MA(C,5)" << QStringList{};
  QTest::newRow("name") << "X: NOPE+C; Y: CLOES" << QStringList{"NOPE", "CLOES"};
  QTest::newRow("sign") << "X: C C" << QStringList{"C"};
  QTest::newRow("end") << "X: C+" << QStringList{"+"};
  QTest::newRow("attribute") << "X: C,COLORRDE" << QStringList{"COLORRDE"};
  QTest::newRow("several") << "A:=MA(;\nB:=ZIG(C,5);\nX:A+B+FOO" << QStringList{";", "ZIG", "FOO"};
}

void TstFactorEditor::problemsUnderlineTheirPlace()
{
  QFETCH(QString, text);
  QFETCH(QStringList, underlined);
  const std::string plain = text.toStdString();
  QStringList found;
  for (const FormulaProblem& problem : problemsOf(plain))
    found += QString::fromStdString(plain.substr(problem.span.begin, problem.span.end - problem.span.begin));
  QCOMPARE(found, underlined);
}

void TstFactorEditor::helpUnderTheCursor()
{
  const std::string text = "X: HHV(收盘价,5) > ZIG(C,5)";
  const auto messages = Messages::load("zh_CN");
  for (const std::string word : {"HHV", "收盘价", "ZIG"}) {
    const auto help = helpAt(text, text.find(word) + 1);
    QVERIFY(help.has_value() && messages->contains(help->help));
    QCOMPARE(text.substr(help->span.begin, help->span.end - help->span.begin), word);
  }
  QVERIFY(!helpAt(text, 1).has_value());
  QVERIFY(!helpAt(text, 1000).has_value());
}

void TstFactorEditor::placesOfAWindow()
{
  const std::string text = "线A😀B"; // three bytes and one unit, one and one, four and two
  QCOMPARE(utf16Length(text), std::size_t{5});
  QCOMPARE(QString::fromStdString(text).size(), qsizetype{5});
  QCOMPARE(byteOfUtf16(text, 0), std::size_t{0});
  QCOMPARE(byteOfUtf16(text, 1), std::size_t{3});
  QCOMPARE(byteOfUtf16(text, 2), std::size_t{4});
  QCOMPARE(byteOfUtf16(text, 4), std::size_t{8});
  QCOMPARE(byteOfUtf16(text, 99), text.size());
}

/// Whatever is in the text and wherever the cursor is, there is an answer, tokens are in order and apart, and an editor
/// without problems means that compile() takes the text.
void TstFactorEditor::anyTextAtAnyPlace()
{
  const auto pieces =
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("CLOSE", "MA(", ")", ",", "5", ".",
          "MACD(C)", ":", ":=", ";", "\n", "A", "{", "}", "//", "'", "INPUT:", "收盘价", "\xff", "😀", "，", " "));
  QVERIFY(rc::check("any text", [&] {
    std::string text;
    for (const std::string& piece : *pieces)
      text += piece;
    std::size_t end = 0;
    for (const EditorToken& token : editorTokens(text)) {
      RC_ASSERT(token.span.begin >= end && token.span.end > token.span.begin && token.span.end <= text.size());
      end = token.span.end;
    }
    const auto cursor = *rc::gen::inRange<std::size_t>(0, text.size() + 2);
    const CompletionList list = completionsAt(text, cursor);
    RC_ASSERT(list.replaced.begin <= list.replaced.end && list.replaced.end <= text.size());
    (void)signatureAt(text, cursor);
    (void)helpAt(text, cursor);
    const auto problems = problemsOf(text);
    RC_ASSERT(problems.empty() == compile(text).has_value());
    for (const FormulaProblem& problem : problems)
      RC_ASSERT(problem.span.end <= text.size() && (text.empty() || problem.span.begin < problem.span.end));
  }));
}

QTEST_APPLESS_MAIN(TstFactorEditor)
#include "tst_factor_editor.moc"

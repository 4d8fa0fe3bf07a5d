// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/factor/factor_profile.h"
#include "ui/factor/completion_popup.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/formula_edit.h"
#include "ui/factor/formula_gutter.h"
#include "ui/factor/input_text.h"
#include "ui/factor/saved_formulas.h"
#include "widgets/base/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <fstream>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::FactorProfile;

class TstFormulaDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init()
  {
    m_profile = std::make_unique<FactorProfile>();
    m_dialog = std::make_unique<FormulaDialog>(m_profile->context);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    m_dialog->activateWindow();
    edit().setFocus();
  }
  void cleanup()
  {
    m_dialog.reset();
    m_profile.reset();
  }

  /// A chart that is closed takes its editor along, not what was written in it.
  void textOfAClosedWindowIsKept()
  {
    m_profile->save("Unsaved formula", "OPEN");
    m_dialog = std::make_unique<FormulaDialog>(m_profile->context);
    QTRY_VERIFY(list("savedList").count() == 1);
    edit().setFormula("X: MA(CLOSE,5);");
    m_dialog.reset();
    const factor::FormulaLibrary library = m_profile->library();
    const factor::SavedFormula* kept = library.find("Unsaved formula 2");
    QVERIFY(kept != nullptr);
    QCOMPARE(kept->text, std::string("X: MA(CLOSE,5);"));
    QCOMPARE(library.find("Unsaved formula")->text, std::string("OPEN"));

    m_dialog = std::make_unique<FormulaDialog>(m_profile->context);
    edit().setFormula("Y: 1;");
    m_profile->dialogs.answers << 0; // Leave
    m_dialog->reject(); // given up on purpose
    m_dialog.reset();
    QCOMPARE(m_profile->library().all().size(), std::size_t{2});
  }

  void namesAreColouredByWhatTheyAre()
  {
    edit().setFormula("X: MA(CLOSE,5); {remark}");
    // Where each piece begins was counted by hand.
    const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
    QCOMPARE(colorAt(3), colors.accent.text); // MA
    QCOMPARE(colorAt(6), colors.ma.ma20); // CLOSE
    QCOMPARE(colorAt(12), colors.ma.ma10); // 5
    QCOMPARE(colorAt(16), colors.text.muted); // {remark}
    edit().setFormula("{均线} X: MA(收盘价,5)"); // a Chinese character is three bytes, one column
    QCOMPARE(colorAt(8), colors.accent.text); // MA
    QCOMPARE(colorAt(11), colors.ma.ma20); // 收盘价
  }

  void mistakesAreUnderlinedAndListed()
  {
    edit().setFormula("A: MA(CLOSE,5);\nB: MAA(CLOSE,5);");
    QCOMPARE(list("problemList").count(), 1);
    const QString sentence = list("problemList").item(0)->text();
    QVERIFY2(sentence.contains(u'2') && sentence.contains(QStringLiteral("MAA")), qPrintable(sentence));
    QVERIFY(isUnderlined(19)); // MAA begins in column 4 of line 2; line 1 has 15 characters and its end
    QVERIFY(!isUnderlined(3));
    QVERIFY(!button("applyFormulaButton").isEnabled());
    list("problemList").setCurrentRow(0);
    Q_EMIT list("problemList").itemClicked(list("problemList").item(0));
    QCOMPARE(edit().textCursor().selectionStart(), 19);
    edit().setFormula("A: MA(CLOSE,5);\nB: MA(CLOSE,5);");
    QCOMPARE(list("problemList").count(), 0);
    QVERIFY(button("applyFormulaButton").isEnabled());
  }

  /// A mistake in the middle of several lines is underlined there, and its line is marked and says it.
  void mistakesAreShownInTheirLines()
  {
    edit().setFormula("A:=MA(CLOSE,5);\nB:=MA(CLOSE,\n  MAA);\nC: A/B+D;\nE: A;");
    QCOMPARE(edit().problems().size(), std::size_t{2});
    QVERIFY(isUnderlined(31)); // MAA: 16 to the end of line 1, 13 of line 2, two blanks
    QVERIFY(edit().gutter()->marked() == (std::set<int>{2, 3}));
    QVERIFY(edit().problemsOfLine(2).join(u' ').contains(QStringLiteral("MAA")));
    QVERIFY(edit().problemsOfLine(4).isEmpty());
    edit().setFormula("A: MA(CLOSE,5);");
    QVERIFY(edit().gutter()->marked().empty());
  }

  void parametersAreATableOfTheText()
  {
    auto* table = m_dialog->findChild<QTableWidget*>(QStringLiteral("parameterTable"));
    edit().setFormula("{均线} INPUT: N(20,2,250,1), M(3);\nX: MA(CLOSE,N)-MA(CLOSE,M);");
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->item(0, 3)->text(), QStringLiteral("250"));
    QCOMPARE(table->item(1, 2)->text(), QString()); // M has no range
    table->item(0, 1)->setText(QStringLiteral("30"));
    QCOMPARE(edit().formula(), std::string("{均线} INPUT: N(30,2,250,1), M(3);\nX: MA(CLOSE,N)-MA(CLOSE,M);"));
    table->item(1, 3)->setText(QStringLiteral("60")); // a maximum needs a minimum in front of it
    QCOMPARE(edit().formula(), std::string("{均线} INPUT: N(30,2,250,1), M(3,0,60);\nX: MA(CLOSE,N)-MA(CLOSE,M);"));
    table->item(0, 1)->setText(QStringLiteral("many")); // no number: as it was
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("30"));
    table->setCurrentCell(0, 0);
    m_dialog->findChild<QAbstractButton*>(QStringLiteral("removeParameterButton"))->click();
    QCOMPARE(edit().formula(), std::string("{均线} INPUT: M(3,0,60);\nX: MA(CLOSE,N)-MA(CLOSE,M);"));
    QCOMPARE(edit().problems().size(), std::size_t{1}); // N is unknown now
    m_dialog->findChild<QAbstractButton*>(QStringLiteral("addParameterButton"))->click();
    QCOMPARE(edit().formula(), std::string("{均线} INPUT: M(3,0,60), N(20,1,250,1);\nX: MA(CLOSE,N)-MA(CLOSE,M);"));
    QVERIFY(edit().problems().empty());
    for (int i = 0; i < 2; ++i) {
      table->setCurrentCell(0, 0);
      m_dialog->findChild<QAbstractButton*>(QStringLiteral("removeParameterButton"))->click();
    }
    QCOMPARE(edit().formula(), std::string("{均线} X: MA(CLOSE,N)-MA(CLOSE,M);"));
    edit().setFormula("X: MA(CLOSE,N);");
    m_dialog->findChild<QAbstractButton*>(QStringLiteral("addParameterButton"))->click();
    QCOMPARE(edit().formula(), std::string("INPUT: N(20,1,250,1);\nX: MA(CLOSE,N);"));
    edit().undo(); // the table edits the text as the user does
    QCOMPARE(edit().formula(), std::string("X: MA(CLOSE,N);"));
  }

  void theChartFollowsWhileItIsWanted()
  {
    std::vector<Indicator> applied;
    connect(m_dialog.get(), &FormulaDialog::applied, this,
        [&](const Indicator& indicator) { applied.push_back(indicator); });
    edit().setFormula("X: MA(CLOSE,5);");
    m_dialog->findChild<QAbstractButton*>(QStringLiteral("followCheck"))->click();
    QTRY_COMPARE(applied.size(), std::size_t{1});
    edit().setFormula("X: MAA(CLOSE,5);"); // never something that cannot be computed
    edit().setFormula("X: MA(CLOSE,8);");
    QTRY_COMPARE(applied.size(), std::size_t{2});
    QCOMPARE(applied[1].formula, std::string("X: MA(CLOSE,8);"));
  }

  void completesWhatIsTyped()
  {
    QTest::keyClicks(&edit(), QStringLiteral("MAC"));
    CompletionPopup* popup = edit().popup();
    QVERIFY(popup->isVisible());
    QVERIFY(popup->chosen() != nullptr);
    QCOMPARE(popup->chosen()->text, std::string("MACD"));
    QTest::keyClick(&edit(), Qt::Key_Tab);
    QCOMPARE(edit().toPlainText(), QStringLiteral("MACD("));
    QVERIFY(!popup->isVisible());
    QTest::keyClicks(&edit(), QStringLiteral("CLO"));
    QVERIFY(popup->isVisible());
    QTest::keyClick(&edit(), Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QVERIFY(m_dialog->isVisible()); // Escape closed the list only
    QCOMPARE(edit().toPlainText(), QStringLiteral("MACD(CLO"));
  }

  void hintsAtTheArgumentInHand()
  {
    QTest::keyClicks(&edit(), QStringLiteral("MACD(C,"));
    const QString hint = m_dialog->findChild<QLabel*>(QStringLiteral("hintLabel"))->text();
    QVERIFY2(hint.startsWith(QStringLiteral("MACD(x, <b>fast=12</b>, slow=26, signal=9")), qPrintable(hint));
  }

  void savesAndAppliesAFormula()
  {
    edit().setFormula("UP: MA(CLOSE,20)*1.05;");
    QVERIFY(!button("saveFormulaButton").isEnabled()); // no name yet
    nameEdit().setText(QStringLiteral("轨道"));
    button("saveFormulaButton").click();
    QTRY_COMPARE(list("savedList").count(), 1);
    QVERIFY(m_profile->library().find("轨道") != nullptr);
    QCOMPARE(m_profile->library().find("轨道")->text, std::string("UP: MA(CLOSE,20)*1.05;"));
    std::vector<Indicator> applied;
    connect(m_dialog.get(), &FormulaDialog::applied, this,
        [&](const Indicator& indicator) { applied.push_back(indicator); });
    button("applyFormulaButton").click();
    QCOMPARE(applied.size(), std::size_t{1});
    QCOMPARE(applied[0].name, std::string("轨道"));
    QCOMPARE(applied[0].formula, std::string("UP: MA(CLOSE,20)*1.05;"));
    m_profile->dialogs.answers = {0};
    button("removeFormulaButton").click();
    QTRY_COMPARE(list("savedList").count(), 0);
    QVERIFY(m_profile->library().all().empty());
  }

  /// The chart's "Edit formula…" while something else is being written.
  void asksBeforeItLosesWhatWasWritten()
  {
    edit().setFormula("CLOSE-OPEN");
    m_dialog->openFormula(QStringLiteral("X"), "HIGH"); // refused: the last answer
    QCOMPARE(m_profile->dialogs.asked.size(), 1);
    QCOMPARE(edit().formula(), std::string("CLOSE-OPEN"));
    m_dialog->openFormula({}, "CLOSE-OPEN"); // nothing would be lost
    QCOMPARE(m_profile->dialogs.asked.size(), 1);
    m_dialog->openFormula({}, "CLOSE-OPEN+1");
    QCOMPARE(m_profile->dialogs.asked.size(), 1);
    edit().setFormula("CLOSE-OPEN+2");
    m_profile->dialogs.answers = {0};
    m_dialog->openFormula(QStringLiteral("X"), "HIGH");
    QCOMPARE(m_profile->dialogs.asked.size(), 2);
    QCOMPARE(edit().formula(), std::string("HIGH"));
  }

  void asksBeforeItReplacesAnother()
  {
    m_profile->workers.drain();
    SavedFormulas other(m_profile->context);
    other.save({"Trend", "OPEN"});
    QTRY_COMPARE(list("savedList").count(), 1); // what one window saves, the others know
    edit().setFormula("CLOSE");
    nameEdit().setText(QStringLiteral("TREND"));
    button("saveFormulaButton").click();
    QCOMPARE(m_profile->dialogs.asked.size(), 1);
    QVERIFY(m_profile->dialogs.asked.front().contains(QStringLiteral("Trend")));
    QCOMPARE(m_profile->library().find("trend")->text, std::string("OPEN"));
    m_profile->dialogs.answers = {0};
    button("saveFormulaButton").click();
    QTRY_COMPARE(m_profile->library().find("trend")->text, std::string("CLOSE"));
    QTRY_VERIFY(m_dialog->findChild<widgets::Note*>()->isVisible()); // told that it is saved
    edit().setFormula("CLOSE+1"); // its own by now
    button("saveFormulaButton").click();
    QTRY_COMPARE(m_profile->library().find("trend")->text, std::string("CLOSE+1"));
    QCOMPARE(m_profile->dialogs.asked.size(), 2);
  }

  void refersToSavedFormulas()
  {
    SavedFormulas other(m_profile->context);
    other.save({"MYMA", "DIF: MA(CLOSE,5)-MA(CLOSE,10);\nDEA: MA(DIF,3);"});
    edit().setFormula("X: MYMA.DIF-MYMA.DEA;");
    QTRY_VERIFY(edit().problems().empty());
    QVERIFY(button("applyFormulaButton").isEnabled());
    QCOMPARE(colorAt(3), widgets::Theme::current().colors().accent.text); // as a function
    nameEdit().setText(QStringLiteral("myma")); // saved so, it would lead back to itself
    QCOMPARE(edit().problems().size(), std::size_t{1});
    QCOMPARE(edit().problems()[0].error.code, std::string("factor.formula_cycle"));
    QVERIFY(!button("applyFormulaButton").isEnabled());
    nameEdit().setText(QStringLiteral("mine"));
    QVERIFY(edit().problems().empty());
    edit().setFocus();
    edit().moveCursor(QTextCursor::End);
    QTest::keyClicks(&edit(), QStringLiteral("MYM"));
    QVERIFY(edit().popup()->chosen() != nullptr);
    QCOMPARE(edit().popup()->chosen()->text, std::string("MYMA"));
    edit().setFormula("X: MYMA.DIF-MYMA.DEA;");
    other.remove("myma");
    QTRY_VERIFY(!edit().problems().empty());
    const QString sentence = list("problemList").item(0)->text();
    QVERIFY2(sentence.contains(QStringLiteral("MYMA")), qPrintable(sentence));
  }

  void parametersOfChineseTextsAreTakenOut()
  {
    const std::string text = "INPUT: N(20,2,250)，M(5,1,9)；\nX: MA(C,N);";
    QCOMPARE(withoutInput(text, 1), std::string("INPUT: N(20,2,250)；\nX: MA(C,N);"));
    QCOMPARE(withoutInput(text, 0), std::string("INPUT: M(5,1,9)；\nX: MA(C,N);"));
    QCOMPARE(withoutInput("INPUT: N(20)；\nX: C;", 0), std::string("X: C;"));
  }

  void aFileThatCannotBeReadIsToldAndKept()
  {
    m_profile->workers.drain();
    const std::filesystem::path file = m_profile->context.profileFolder / "formulas.json";
    std::ofstream(file, std::ios::binary) << "no library";
    edit().setFormula("CLOSE");
    nameEdit().setText(QStringLiteral("x"));
    button("saveFormulaButton").click();
    m_profile->workers.drain();
    const auto* note = m_dialog->findChild<widgets::Note*>();
    QTRY_VERIFY(note->isVisible() && note->kind() == widgets::NoteKind::Error);
    QCOMPARE(*m_profile->files.read(file), std::string("no library"));
  }

private:
  FormulaEdit& edit() { return *m_dialog->edit(); }
  QListWidget& list(const char* name) { return *m_dialog->findChild<QListWidget*>(QLatin1String(name)); }
  QLineEdit& nameEdit() { return *m_dialog->findChild<QLineEdit*>(QStringLiteral("formulaNameEdit")); }
  QPushButton& button(const char* name) { return *m_dialog->findChild<QPushButton*>(QLatin1String(name)); }
  QColor colorAt(int position)
  {
    for (const QTextEdit::ExtraSelection& selection : edit().extraSelections())
      if (selection.cursor.selectionStart() == position && selection.format.hasProperty(QTextFormat::ForegroundBrush))
        return selection.format.foreground().color();
    return {};
  }
  bool isUnderlined(int position)
  {
    for (const QTextEdit::ExtraSelection& selection : edit().extraSelections())
      if (selection.cursor.selectionStart() == position
          && selection.format.underlineStyle() == QTextCharFormat::WaveUnderline)
        return true;
    return false;
  }

  std::unique_ptr<FactorProfile> m_profile;
  std::unique_ptr<FormulaDialog> m_dialog;
};

QTEST_MAIN(TstFormulaDialog)
#include "tst_formula_dialog.moc"

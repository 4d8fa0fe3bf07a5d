// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/factor/factor_profile.h"
#include "ui/factor/completion_popup.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/formula_edit.h"
#include "widgets/base/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
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
    m_dialog->findChild<QLineEdit*>(QStringLiteral("formulaNameEdit"))->setText(QStringLiteral("轨道"));
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

  void aFileThatCannotBeReadIsToldAndKept()
  {
    m_profile->workers.drain();
    const std::filesystem::path file = m_profile->context.profileFolder / "formulas.json";
    std::ofstream(file, std::ios::binary) << "no library";
    edit().setFormula("CLOSE");
    m_dialog->findChild<QLineEdit*>(QStringLiteral("formulaNameEdit"))->setText(QStringLiteral("x"));
    button("saveFormulaButton").click();
    m_profile->workers.drain();
    const auto* note = m_dialog->findChild<widgets::Note*>();
    QTRY_VERIFY(note->isVisible() && note->kind() == widgets::NoteKind::Error);
    QCOMPARE(*m_profile->files.read(file), std::string("no library"));
  }

private:
  FormulaEdit& edit() { return *m_dialog->edit(); }
  QListWidget& list(const char* name) { return *m_dialog->findChild<QListWidget*>(QLatin1String(name)); }
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

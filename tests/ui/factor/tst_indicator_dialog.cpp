// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/factor/factor_profile.h"
#include "ui/factor/indicator_details.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/indicator_list.h"
#include "ui/factor/saved_formulas.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::FactorProfile;

class TstIndicatorDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init()
  {
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_profile = std::make_unique<FactorProfile>();
    m_profile->save("BAND", "INPUT: N(20,2,250);\nUP: MA(CLOSE,N)*1.05;");
    m_dialog = std::make_unique<IndicatorDialog>(m_profile->context, defaultIndicators());
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
  }
  void cleanup()
  {
    m_dialog.reset();
    m_profile.reset();
  }

  void everyOperatorForChartsBecomesAFormula()
  {
    int count = 0;
    for (const factor::OperatorInfo& info : factor::OperatorCatalogue::builtIn().operators()) {
      if (!isForCharts(info))
        continue;
      const std::string text = formulaText(indicatorOf(info));
      const auto formula = factor::compile(text);
      QVERIFY2(formula, text.c_str());
      QCOMPARE(formula->names().size(), info.outputs.size());
      ++count;
    }
    QVERIFY(count > 60);
  }

  void titlesAreAsTradersWriteThem()
  {
    const auto title = [](const char* name) {
      return titleOf(indicatorOf(*factor::OperatorCatalogue::builtIn().find(name)));
    };
    QCOMPARE(title("MACD"), QStringLiteral("MACD(12,26,9)"));
    QCOMPARE(title("EMA"), QStringLiteral("EMA(12)")); // the seed is as usual
    const std::string text = formulaText(indicatorOf(*factor::OperatorCatalogue::builtIn().find("MACD")));
    QVERIFY2(text.starts_with("MACD(CLOSE,12,26,9"), text.c_str()); // conventions may follow
  }

  void statesSurvive()
  {
    std::vector<Indicator> indicators = defaultIndicators();
    indicators[1].parameters = {{"fast", 5}, {"slow", 34}};
    indicators[1].pane = IndicatorPane::OverPrice;
    QVERIFY(indicatorsFromJson(toJson(indicators)) == indicators);
    QVERIFY(indicatorsFromJson({1, QStringLiteral("x"), QJsonObject{}}).empty()); // damage
  }

  void isFoundByNameAliasAndDefinition()
  {
    search(QStringLiteral("expma")); // an alias of EMA
    QVERIFY(list().chosen());
    QCOMPARE(list().chosen()->operatorName, std::string("EMA"));
    search(QStringLiteral("macd"));
    QCOMPARE(list().chosen()->operatorName, std::string("MACD"));
    search(QStringLiteral("nothing has this name"));
    QCOMPARE(list().shownCount(), 0);
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    QEvent change(QEvent::LanguageChange); // no translators here that would send it
    QCoreApplication::sendEvent(m_dialog.get(), &change);
    search(QStringLiteral("经典形式")); // words of the Chinese definition
    const auto* tree = m_dialog->findChild<QTreeWidget*>(QStringLiteral("indicatorTree"));
    QVERIFY(!tree->findItems(QStringLiteral("MACD"), Qt::MatchExactly).isEmpty());
    QVERIFY(list().shownCount() < 20);
  }

  /// First what begins with the letters, then another name of it, then what contains them, then definitions.
  void whatIsMeantComesFirst()
  {
    search(QStringLiteral("ma"));
    const auto begins = [](const QString& name) { return name.startsWith(QStringLiteral("MA"), Qt::CaseInsensitive); };
    const QStringList names = rows();
    const auto firstOther = std::find_if_not(names.begin(), names.end(), begins);
    QVERIFY(firstOther - names.begin() > 2); // MACD, MASS …
    QVERIFY2(std::none_of(firstOther, names.end(), begins), qPrintable(names.join(u' ')));
    search(QStringLiteral("boll")); // a name, before what only speaks of it
    QVERIFY2(rows().front().startsWith(QStringLiteral("BOLL")), qPrintable(rows().join(u' ')));
    search(QStringLiteral("td9")); // another name of NINETURNS
    QCOMPARE(rows().front(), QStringLiteral("NINETURNS"));
    search(QStringLiteral("sqjz")); // 神奇九转 by its initials
    QCOMPARE(rows().front(), QStringLiteral("NINETURNS"));
  }

  void outputsHaveColourStyleWidthAndVisibility()
  {
    QSignalSpy changed(m_dialog.get(), &IndicatorDialog::indicatorsChanged);
    drawn().setCurrentRow(1); // MACD
    auto* visible = m_dialog->findChild<QCheckBox*>(QStringLiteral("output1Check"));
    QCOMPARE(visible->text(), QStringLiteral("DEA"));
    visible->click();
    QVERIFY(!m_dialog->indicators()[1].styles.at("dea").visible);
    pick("output0ColorCombo", QStringLiteral("series6"));
    pick("output0DrawnCombo", int(OutputStyle::Drawn::Dots));
    pick("output0WidthCombo", 3);
    QVERIFY((m_dialog->indicators()[1].styles.at("diff") == OutputStyle{OutputStyle::Drawn::Dots, "series6", 3, true}));
    QCOMPARE(changed.size(), 4);
    QVERIFY(indicatorsFromJson(toJson(m_dialog->indicators())) == m_dialog->indicators());
    pick("output0ColorCombo", QString());
    pick("output0DrawnCombo", int(OutputStyle::Drawn::Auto));
    pick("output0WidthCombo", 0);
    visible->click();
    QVERIFY(m_dialog->indicators()[1].styles.empty()); // nothing is left behind
  }

  void anIndicatorJoinsAnothersPane()
  {
    search(QStringLiteral("rsi"));
    button("addIndicatorButton").click();
    drawn().setCurrentRow(2);
    auto* pane = m_dialog->findChild<QComboBox*>(QStringLiteral("paneCombo"));
    const int with = pane->findText(QStringLiteral("With MACD(12,26,9)"));
    QVERIFY(with > 0);
    QVERIFY(pane->findText(QStringLiteral("With MA")) < 0); // that one has no pane of its own
    pane->setCurrentIndex(with);
    Q_EMIT pane->activated(with);
    QVERIFY(m_dialog->indicators()[2].paneGroup > 0);
    QCOMPARE(m_dialog->indicators()[2].paneGroup, m_dialog->indicators()[1].paneGroup);
    drawn().setCurrentRow(1);
    drawn().setCurrentRow(2);
    pane = m_dialog->findChild<QComboBox*>(QStringLiteral("paneCombo"));
    QCOMPARE(pane->currentText(), QStringLiteral("With MACD(12,26,9)"));
    QVERIFY(indicatorsFromJson(toJson(m_dialog->indicators())) == m_dialog->indicators());
  }

  /// The one whose pane was chosen is taken off the chart meanwhile.
  void aPaneThatIsGoneIsNotJoined()
  {
    search(QStringLiteral("rsi"));
    auto* pane = m_dialog->findChild<QComboBox*>(QStringLiteral("paneCombo"));
    pane->setCurrentIndex(pane->findText(QStringLiteral("With MACD(12,26,9)")));
    Q_EMIT pane->activated(pane->currentIndex());
    m_dialog->setIndicators({});
    pane = m_dialog->findChild<QComboBox*>(QStringLiteral("paneCombo"));
    QVERIFY(pane->findText(QStringLiteral("With MACD(12,26,9)")) < 0);
    button("addIndicatorButton").click();
    QCOMPARE(m_dialog->indicators().size(), std::size_t{1});
    QCOMPARE(m_dialog->indicators()[0].paneGroup, 0);
  }

  void duplicatesAndHides()
  {
    drawn().setCurrentRow(1);
    m_dialog->findChild<QToolButton*>(QStringLiteral("duplicateIndicatorButton"))->click();
    QCOMPARE(m_dialog->indicators().size(), std::size_t{3});
    QVERIFY(m_dialog->indicators()[1] == m_dialog->indicators()[2]);
    QCOMPARE(drawn().currentRow(), 2);
    m_dialog->findChild<QCheckBox*>(QStringLiteral("indicatorVisibleCheck"))->click();
    QVERIFY(m_dialog->indicators()[1].visible && !m_dialog->indicators()[2].visible);
    QVERIFY(indicatorsFromJson(toJson(m_dialog->indicators())) == m_dialog->indicators());
  }

  void theDefinitionIsThatOfTheCatalogue()
  {
    search(QStringLiteral("macd"));
    const auto* text = m_dialog->findChild<QTextBrowser*>(QStringLiteral("definitionText"));
    const QString help = widgets::Language::current().text("factor.operator.MACD");
    QVERIFY2(text->toPlainText().contains(help.left(28)), qPrintable(text->toPlainText()));
  }

  void addsWithItsParametersAndEditsThem()
  {
    QSignalSpy changed(m_dialog.get(), &IndicatorDialog::indicatorsChanged);
    search(QStringLiteral("rsi"));
    form().field("window")->setValue(std::int64_t{6});
    button("addIndicatorButton").click();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_dialog->indicators().size(), std::size_t{3});
    QCOMPARE(titleOf(m_dialog->indicators()[2]), QStringLiteral("RSI(6)"));
    drawn().setCurrentRow(2);
    form().field("window")->setValue(std::int64_t{24}); // shows at once
    QCOMPARE(titleOf(m_dialog->indicators()[2]), QStringLiteral("RSI(24)"));
    QCOMPARE(drawn().item(2)->text(), QStringLiteral("RSI(24)"));
    m_dialog->findChild<QToolButton*>(QStringLiteral("moveUpButton"))->click();
    QCOMPARE(titleOf(m_dialog->indicators()[1]), QStringLiteral("RSI(24)"));
    m_dialog->findChild<QToolButton*>(QStringLiteral("removeIndicatorButton"))->click();
    QCOMPARE(m_dialog->indicators().size(), std::size_t{2});
    QVERIFY(m_dialog->indicators() == defaultIndicators());
  }

  void aSavedFormulaIsOfferedWithItsParameters()
  {
    auto* tree = m_dialog->findChild<QTreeWidget*>(QStringLiteral("indicatorTree"));
    QTRY_VERIFY(!tree->findItems(QStringLiteral("BAND"), Qt::MatchExactly).isEmpty());
    search(QStringLiteral("band"));
    QCOMPARE(list().chosen()->name, std::string("BAND"));
    form().field("N")->setValue(std::int64_t{30});
    button("addIndicatorButton").click();
    QCOMPARE(m_dialog->indicators().back().parameters, (factor::ParameterValues{{"N", 30}}));
    QSignalSpy wanted(m_dialog.get(), &IndicatorDialog::editorRequested);
    button("editFormulaButton").click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("BAND"));
  }

  void referencesFollowTheLibrary()
  {
    SavedFormulas other(m_profile->context);
    other.save({"MINE", "X: BAND.UP-CLOSE;"});
    auto* tree = m_dialog->findChild<QTreeWidget*>(QStringLiteral("indicatorTree"));
    QTRY_VERIFY(!tree->findItems(QStringLiteral("MINE"), Qt::MatchExactly).isEmpty());
    search(QStringLiteral("mine"));
    QCOMPARE(list().chosen()->formula, std::string("X: BAND.UP-CLOSE;"));
    QVERIFY(button("addIndicatorButton").isEnabled());
    other.remove("BAND");
    QTRY_VERIFY(!button("addIndicatorButton").isEnabled());
  }

private:
  void search(const QString& text)
  {
    auto* field = m_dialog->findChild<QLineEdit*>(QStringLiteral("indicatorSearchField"));
    field->clear();
    field->setText(text);
  }
  QStringList rows()
  {
    const auto* tree = m_dialog->findChild<QTreeWidget*>(QStringLiteral("indicatorTree"));
    QStringList names;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
      names << tree->topLevelItem(i)->text(0);
    return names;
  }
  void pick(const char* name, const QVariant& value)
  {
    auto* combo = m_dialog->findChild<QComboBox*>(QLatin1String(name));
    combo->setCurrentIndex(combo->findData(value));
    Q_EMIT combo->activated(combo->currentIndex());
  }
  IndicatorList& list() { return *m_dialog->findChild<IndicatorList*>(); }
  widgets::SchemaForm& form() { return *m_dialog->findChild<widgets::SchemaForm*>(QStringLiteral("parameterForm")); }
  QListWidget& drawn() { return *m_dialog->findChild<QListWidget*>(QStringLiteral("drawnList")); }
  QPushButton& button(const char* name) { return *m_dialog->findChild<QPushButton*>(QLatin1String(name)); }

  std::unique_ptr<FactorProfile> m_profile;
  std::unique_ptr<IndicatorDialog> m_dialog;
};

QTEST_MAIN(TstIndicatorDialog)
#include "tst_indicator_dialog.moc"

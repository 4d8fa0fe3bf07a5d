// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/factor/factor_profile.h"
#include "ui/factor/indicator_details.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/indicator_list.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/schema_form.h"
#include "widgets/base/theme.h"

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
    QVERIFY(!tree->findItems(QStringLiteral("MACD"), Qt::MatchExactly).front()->isHidden());
    QVERIFY(list().shownCount() < 20);
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

private:
  void search(const QString& text)
  {
    auto* field = m_dialog->findChild<QLineEdit*>(QStringLiteral("indicatorSearchField"));
    field->clear();
    field->setText(text);
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

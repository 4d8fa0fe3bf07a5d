// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_panel.h"

#include "core/factor/column_source.h"
#include "tests/core/analytics/lab_market.h"
#include "tests/ui/ui_profile.h"
#include "ui/factor/saved_formulas.h"
#include "ui/lab/lab_pages.h"
#include "ui/lab/lab_setup.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/matrix_map.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

/// The figures are those of tests/core/analytics/lab_market.h, worked by hand there.
class TstLabPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    m_profile = std::make_unique<UiProfile>();
    m_profile->context.files = &m_files;
    m_profile->context.profileFolder = m_folder.path().toStdString();
    tests::importLabMarket(m_profile->data);
    m_watchlists = std::make_unique<Watchlists>(&m_files, m_profile->context.profileFolder, &m_profile->workers);
    m_profile->context.watchlists = m_watchlists.get();
    m_profile->context.columns = &m_columns;
  }
  void cleanupTestCase()
  {
    m_watchlists.reset();
    m_profile.reset();
  }
  void init() { open(); }
  void cleanup() { m_panel.reset(); }

  void beginsWithWhatItIsFor()
  {
    QVERIFY(m_panel->findChild<widgets::EmptyState*>());
    QVERIFY(!tabs()->isVisible());
    QVERIFY(m_panel->exportTable().rows.empty());
    m_panel->exportCsv("nowhere.csv"); // nothing happens
  }

  void studiesAFormula()
  {
    runVolume();
    const widgets::DatedSeries& shown = *chart("coefficientChart")->series();
    QCOMPARE(shown.bars.size(), std::size_t{3});
    QCOMPARE(shown.bars[0], 1.0);
    QCOMPARE(shown.bars[1], -1.0);
    QCOMPARE(shown.lines[0].values, (std::vector<double>{1, 0, 0})); // added up
    const std::vector<double>& net = chart("longShortChart")->series()->lines[1].values;
    QVERIFY(std::abs(net.back() - 1.023 * 0.975) < 1e-9);
    const auto* tiles = m_panel->findChild<widgets::MetricTiles*>(QStringLiteral("labTiles"));
    QCOMPARE(tiles->tiles()[0].value, QStringLiteral("0.0000"));
    QCOMPARE(tiles->tiles()[3].value, QStringLiteral("50.0%"));
    QCOMPARE(tiles->tiles()[6].value, QStringLiteral("−0.26%")); // .997425 − 1
    const auto* bars = m_panel->findChild<widgets::GroupBars*>(QStringLiteral("bucketReturnBars"));
    QCOMPARE(bars->groups().values.size(), std::size_t{1});
    QVERIFY(std::abs(bars->groups().values[0][1] - 0.03) < 1e-9); // (4 + 2) / 2 per cent
    QCOMPARE(m_panel->subtitle(), QStringLiteral("VOLUME"));
    QVERIFY(tabs()->isVisible());
  }

  void theCrosshairTellsTheFigures()
  {
    runVolume();
    widgets::DatedChart* shown = chart("coefficientChart");
    shown->setFocus();
    QTest::keyClick(shown, Qt::Key_Home);
    QCOMPARE(shown->cursor(), 0);
    QTest::keyClick(shown, Qt::Key_Right);
    QCOMPARE(shown->valueLines(shown->cursor()).mid(0, 2),
        (QStringList{QStringLiteral("2024-01-03"), QStringLiteral("Rank IC\t−1.000")}));
    QVERIFY(shown->accessibleDescription().contains(QStringLiteral("2024-01-03")));
  }

  /// The fifth trades most and stands first; choosing it moves the panels of the colour.
  void theTableLeadsTheColour()
  {
    runVolume();
    auto* table = m_panel->findChild<widgets::DataTable*>(QStringLiteral("labTable"));
    QAbstractItemModelTester tester(table->model());
    QCOMPARE(table->model()->rowCount(), 5);
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("Security 5"));
    QCOMPARE(table->model()->index(0, 4).data().toString(), QStringLiteral("2"));
    QCOMPARE(table->model()->index(0, 5).data().toString(), QStringLiteral("+1.00%"));
    m_panel->pages()->setPage(LabPages::SecuritiesPage);
    table->setCurrentIndex(table->model()->index(0, 0));
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000005"));
    QCOMPARE(m_panel->exportTable().rows.size(), std::size_t{5});
  }

  void correlatesFactors()
  {
    field<QPlainTextEdit>("othersEdit")->setPlainText(QStringLiteral("CLOSE\nTechnicalFactor.close"));
    runVolume();
    const auto* map = m_panel->findChild<widgets::MatrixMap*>(QStringLiteral("correlationMap"));
    QCOMPARE(map->cellText(0, 1), QStringLiteral("+0.50"));
    QCOMPARE(map->cellText(1, 2), QStringLiteral("+1.00"));
  }

  /// A second run beside the first: from the second day on the highest bucket loses 2.5 % against the lowest, and both
  /// are bought first (0.2 %): 1 − .027.
  void comparesTwoRuns()
  {
    runVolume();
    field<QLineEdit>("fromField")->setText(QStringLiteral("2024-01-03"));
    run();
    QCOMPARE(m_panel->runs().all().size(), std::size_t{2});
    m_panel->compareWith(1);
    const auto* tiles = m_panel->findChild<widgets::MetricTiles*>(QStringLiteral("labTiles"));
    QCOMPARE(tiles->tiles()[6].value, QStringLiteral("−2.70%"));
    QCOMPARE(tiles->tiles()[6].note, QStringLiteral("vs −0.26%"));
    const auto& lines = chart("longShortChart")->series()->lines;
    QCOMPARE(lines.size(), std::size_t{3});
    // The other's begins at 1 too, and loses 2.5 % without buying anew.
    QCOMPARE(lines[2].values.front(), 1.0);
    QVERIFY(std::abs(lines[2].values.back() - 0.975) < 1e-9);
    // Its rank ICs are 1 and then −1: what came before this one's first date is not in the sum.
    QCOMPARE(chart("coefficientChart")->series()->lines[2].values.front(), -1.0);
    m_panel->showRun(1);
    QCOMPARE(field<QLineEdit>("fromField")->text(), QString());
    QVERIFY(std::abs(chart("longShortChart")->series()->lines[1].values.back() - 1.023 * 0.975) < 1e-9);
  }

  /// Nothing stands beside the figures of one bar ahead when the other run looked at two.
  void comparesTheSameHorizon()
  {
    runVolume();
    field<QLineEdit>("horizonsField")->setText(QStringLiteral("2"));
    run();
    m_panel->showRun(1);
    m_panel->compareWith(0);
    const auto* tiles = m_panel->findChild<widgets::MetricTiles*>(QStringLiteral("labTiles"));
    QCOMPARE(tiles->tiles()[0].value, QStringLiteral("0.0000"));
    QCOMPARE(tiles->tiles()[0].note, QStringLiteral("vs ") + widgets::kMissing);
    QCOMPARE(chart("coefficientChart")->series()->lines.size(), std::size_t{2});
  }

  /// Before the names of the profile are read, and for good when the profile does not have them any more.
  void theUniverseStaysAsItWasChosen()
  {
    for (const UniverseKind kind : {UniverseKind::Industry, UniverseKind::Tag, UniverseKind::Watchlist}) {
      open();
      LabChoice choice;
      choice.factor = QStringLiteral("VOLUME");
      choice.universe = {kind, QStringLiteral("Gone, or not read yet"), {}};
      m_panel->restoreState({{QStringLiteral("choice"), toJson(choice)}});
      QCOMPARE(m_panel->setup()->choice().universe, choice.universe);
      m_panel->setup()->readNames();
      m_profile->workers.drain();
      QCoreApplication::processEvents();
      QCOMPARE(m_panel->setup()->choice().universe, choice.universe);
      m_panel->setup()->retranslate();
      QCOMPARE(m_panel->setup()->choice().universe, choice.universe);
      auto* kinds = field<QComboBox>("universeCombo");
      for (const UniverseKind next : {UniverseKind::Stocks, kind}) {
        choose("universeCombo", static_cast<int>(next));
        Q_EMIT kinds->activated(kinds->currentIndex());
      }
      QVERIFY(m_panel->setup()->choice().universe.value != choice.universe.value); // chosen anew
    }
  }

  /// Industries that are recorded while the panel is open are offered when one asks for them; the second stays chosen
  /// in a panel that is opened later.
  void offersTheRecordedIndustries()
  {
    UiProfile fresh;
    fresh.context.columns = &m_columns;
    const auto values = [](LabPanel& panel) {
      return panel.findChild<QComboBox*>(QStringLiteral("universeValueCombo"));
    };
    LabPanel panel(fresh.context);
    fresh.workers.drain();
    QCoreApplication::processEvents(); // none are there yet
    storage::RecordWrite write{
        "industry_membership", {{"entity_id", "provider", "timestamp", "system", "level", "industry_name"}, {}}};
    for (const auto& [id, industry] : {std::pair{"stock_sz_000001", "Banks"}, std::pair{"stock_sh_600030", "Brokers"}})
      write.table.rows.push_back({std::string(id), std::string("em"), std::string("2024-01-01"), std::string("SW"),
          std::int64_t{1}, std::string(industry)});
    QVERIFY(fresh.data.profile().records().upsert(std::move(write)));
    auto* kinds = panel.findChild<QComboBox*>(QStringLiteral("universeCombo"));
    kinds->setCurrentIndex(kinds->findData(static_cast<int>(UniverseKind::Industry)));
    Q_EMIT kinds->activated(kinds->currentIndex());
    QTRY_COMPARE(values(panel)->count(), 2);
    values(panel)->setCurrentIndex(1);
    Q_EMIT values(panel)->activated(1);
    LabPanel later(fresh.context);
    later.restoreState(panel.saveState());
    QTRY_COMPARE(values(later)->count(), 2);
    QCOMPARE(values(later)->currentText(), QStringLiteral("Brokers"));
    QCOMPARE(later.setup()->choice().universe.value, QStringLiteral("Brokers"));
  }

  /// An empty profile says what is missing until something is stored.
  void learnsOfWhatIsStored()
  {
    UiProfile fresh;
    fresh.context.columns = &m_columns;
    LabPanel panel(fresh.context);
    panel.show();
    const auto hint = [&panel] {
      QStringList texts;
      for (const QLabel* label : panel.findChild<widgets::EmptyState*>()->findChildren<QLabel*>())
        texts << label->text();
      return texts.join(u' ');
    };
    QVERIFY(hint().contains(QStringLiteral("store their daily bars first")));
    tests::importLabMarket(fresh.data);
    QTRY_VERIFY(!hint().contains(QStringLiteral("store their daily bars first")));
  }

  /// The form is that of what runs; a run that is chosen meanwhile is not taken.
  void showsNoOtherRunWhileOneRuns()
  {
    runVolume();
    field<QComboBox>("factorCombo")->setEditText(QStringLiteral("CLOSE"));
    QSignalSpy ended(m_panel.get(), &LabPanel::ended);
    m_panel->run();
    m_panel->showRun(0);
    QCOMPARE(m_panel->setup()->choice().factor, QStringLiteral("CLOSE"));
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_panel->subtitle(), QStringLiteral("CLOSE"));
    QCOMPARE(field<QComboBox>("runCombo")->currentIndex(), 0);
  }

  void aFailureOutlivesTheLanguage()
  {
    choose("universeCombo", static_cast<int>(UniverseKind::Pattern));
    field<QLineEdit>("patternField")->setText(QStringLiteral("600000"));
    run();
    QVERIFY(m_panel->findChild<widgets::ErrorState*>());
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(m_panel.get(), &change);
    QVERIFY(m_panel->findChild<widgets::ErrorState*>());
    m_panel->restoreState({});
    QVERIFY(!m_panel->findChild<widgets::ErrorState*>());
  }

  void speaksNoCodes()
  {
    runVolume();
    const QString facts = field<QLabel>("labFactsLabel")->text();
    QVERIFY2(facts.contains(QStringLiteral("Backward adjusted")) && !facts.contains(QStringLiteral("hfq")),
        qPrintable(facts));
  }

  void refersToSavedFormulas()
  {
    SavedFormulas saved(m_profile->context);
    saved.save({"Traded", "SHARES: VOLUME;\nPRICE: CLOSE;"});
    QTRY_VERIFY(field<QComboBox>("factorCombo")->findText(QStringLiteral("Traded")) >= 0);
    field<QComboBox>("factorCombo")->setEditText(QStringLiteral("Traded.SHARES*2"));
    field<QLineEdit>("horizonsField")->setText(QStringLiteral("1"));
    field<QSpinBox>("bucketsBox")->setValue(2);
    run();
    QVERIFY(!m_panel->runs().all().empty() && m_panel->runs().all()[0].result);
    QCOMPARE(chart("coefficientChart")->series()->bars[0], 1.0); // as of the volume itself
    saved.remove("traded");
    QTRY_VERIFY(field<QComboBox>("factorCombo")->findText(QStringLiteral("Traded")) < 0);
    run();
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("labProblemNote"));
    QVERIFY2(note->text().contains(QStringLiteral("Traded")), qPrintable(note->text()));
  }

  void remembersItsRuns()
  {
    runVolume();
    const QJsonObject state = m_panel->saveState();
    open();
    m_panel->restoreState(state);
    QCOMPARE(m_panel->runs().all().size(), std::size_t{1});
    QCOMPARE(m_panel->setup()->choice().factor, QStringLiteral("VOLUME"));
    QVERIFY(!m_panel->runs().all()[0].result);
    QSignalSpy ended(m_panel.get(), &LabPanel::ended);
    m_panel->showRun(0); // runs it again
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_panel->runs().all().size(), std::size_t{1});
    QVERIFY(m_panel->runs().all()[0].result);
    m_panel->restoreState({{QStringLiteral("runs"), QJsonArray{1, QStringLiteral("x")}}}); // nonsense is borne
    QVERIFY(m_panel->runs().all().empty());
    QCOMPARE(m_panel->subtitle(), QString());
    QVERIFY(m_panel->exportTable().rows.empty());
    QVERIFY(m_panel->findChild<widgets::EmptyState*>());
    m_panel->compareWith(0);
  }

  void exportsPageAndTable()
  {
    runVolume();
    QSignalSpy exported(m_panel.get(), &Panel::exported);
    const QString page = m_folder.filePath(QStringLiteral("lab.html"));
    const QString table = m_folder.filePath(QStringLiteral("lab.csv"));
    m_panel->exportHtml(page.toStdString());
    m_panel->exportCsv(table.toStdString());
    QTRY_COMPARE(exported.size(), 2);
    const auto html = m_files.read(page.toStdString());
    QVERIFY(html && html->find("<h1>VOLUME</h1>") != std::string::npos);
    const auto csv = m_files.read(table.toStdString());
    QVERIFY(csv);
    QVERIFY(QString::fromStdString(*csv).contains(QStringLiteral("\r\n2024-01-02,1,")));
    exported.clear();
    m_panel->exportCsv("/nowhere/at/all/lab.csv");
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(!exported.first().at(1).toString().isEmpty());
  }

  void saysWhatIsWrong_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* text, const char* said) {
      QTest::newRow(said) << QString::fromLatin1(name) << QString::fromUtf8(text) << QString::fromUtf8(said);
    };
    row("fromField", "last year", "“last year” is not a date");
    row("horizonsField", "1, two", "“two” is not a list of horizons");
    row("horizonsField", "0", "“0” is not a list of horizons");
    row("patternField", "stock_us_*", "No stored security belongs to this choice");
    row("patternField", "600000", "stock_sh_600000");
  }

  void saysWhatIsWrong()
  {
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, said);
    if (name == u"patternField")
      choose("universeCombo", static_cast<int>(UniverseKind::Pattern));
    m_panel->findChild<QLineEdit*>(name)->setText(text);
    run();
    // The form says what is wrong with it; what the study failed at stands in its place.
    const bool isOfTheForm = !said.startsWith(u"stock_");
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("labProblemNote"));
    QCOMPARE(note->isVisible(), isOfTheForm);
    const auto* state = m_panel->findChild<widgets::ErrorState*>();
    QCOMPARE(state != nullptr, !isOfTheForm);
    const QString found = isOfTheForm ? note->text() : state->findChild<widgets::Note*>()->text();
    QVERIFY2(found.contains(said), qPrintable(found));
    QVERIFY(!m_panel->isRunning());
  }

  void cancels()
  {
    field<QComboBox>("factorCombo")->setEditText(QStringLiteral("VOLUME"));
    QSignalSpy ended(m_panel.get(), &LabPanel::ended);
    m_panel->run();
    QVERIFY(m_panel->isRunning());
    QVERIFY(field<QPushButton>("cancelButton")->isVisible());
    m_panel->cancel();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(field<QPushButton>("runButton")->isVisible());
  }

  void choosesSecurities()
  {
    storage::Profile& profile = m_profile->data.profile();
    const auto count = [&](UniverseKind kind, const char* value) {
      const auto ids = entitiesOf({kind, QString::fromLatin1(value), {"stock_sz_000002"}}, profile);
      return ids ? static_cast<int>(ids->size()) : -1;
    };
    QCOMPARE(count(UniverseKind::Stocks, ""), 5);
    QCOMPARE(count(UniverseKind::Everything, ""), 5);
    QCOMPARE(count(UniverseKind::Watchlist, "any"), 1);
    QCOMPARE(count(UniverseKind::Pattern, "stock_sz_00000[1], 000002.SZ; 000003"), -1); // the first is nothing
    QCOMPARE(count(UniverseKind::Pattern, "000002.SZ; 000003, 000002"), 2);
    QCOMPARE(count(UniverseKind::Pattern, "*_00000?"), 5);
    QCOMPARE(count(UniverseKind::Industry, "Banks"), -1);
    QCOMPARE(count(UniverseKind::Tag, "none"), -1);
  }

  void choicesSurviveAsJson()
  {
    LabChoice choice;
    choice.factor = QStringLiteral("MacdFactor");
    choice.column = QStringLiteral("macd");
    choice.parameters = QStringLiteral("fast=10; slow=20");
    choice.others = {QStringLiteral("VOLUME")};
    choice.universe = {UniverseKind::Pattern, QStringLiteral("stock_*"), {}};
    choice.from = QStringLiteral("2024-01-02");
    choice.level = market::BarLevel::Week1;
    choice.adjust = market::AdjustMode::Qfq;
    choice.buckets = 10;
    choice.fromNextOpen = true;
    choice.costPercent = 0.05;
    QCOMPARE(labChoiceFrom(toJson(choice)), choice);
    m_panel->setup()->setChoice(choice);
    QCOMPARE(m_panel->setup()->choice(), choice);
    Universe universe;
    const auto request = m_panel->setup()->request(universe);
    QVERIFY(request);
    QCOMPARE(request->factor.parameters.at("fast"), std::string("10"));
    QCOMPARE(request->factor.column, std::string("macd"));
    QCOMPARE(request->options.cost, 0.0005);
  }

private:
  void open()
  {
    m_panel = std::make_unique<LabPanel>(m_profile->context);
    m_panel->resize(1300, 800);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
  }
  template <typename Widget> Widget* field(const char* name)
  {
    return m_panel->findChild<Widget*>(QLatin1String(name));
  }
  void choose(const char* combo, int data)
  {
    auto* box = field<QComboBox>(combo);
    box->setCurrentIndex(box->findData(data));
  }
  QTabBar* tabs() { return m_panel->findChild<QTabBar*>(QStringLiteral("labTabs")); }
  widgets::DatedChart* chart(const char* name) { return m_panel->findChild<widgets::DatedChart*>(QLatin1String(name)); }
  void runVolume()
  {
    field<QComboBox>("factorCombo")->setEditText(QStringLiteral("VOLUME"));
    field<QLineEdit>("horizonsField")->setText(QStringLiteral("1"));
    field<QSpinBox>("bucketsBox")->setValue(2);
    run();
    QVERIFY(!m_panel->runs().all().empty() && m_panel->runs().all()[0].result);
  }
  void run()
  {
    QSignalSpy ended(m_panel.get(), &LabPanel::ended);
    m_panel->run();
    QTRY_COMPARE(ended.size(), 1);
  }

  OsFileSystem m_files;
  QTemporaryDir m_folder;
  factor::ColumnSources m_columns;
  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<Watchlists> m_watchlists;
  std::unique_ptr<LabPanel> m_panel;
};

QTEST_MAIN(TstLabPanel)
#include "tst_lab_panel.moc"

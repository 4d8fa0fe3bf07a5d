// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/base/executor.h"
#include "tests/ui/shell/test_desk.h"
#include "translations_resources.h"
#include "ui/settings/apply_settings.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/finder.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/status_cells.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::TestDesk;
using zvt::tests::WordPanel;

namespace {

const QString kTrading = QStringLiteral("trading");

/// A picture for people, where ZVT_PICTURES names a folder.
void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

WordPanel* word(MainWindow& window, const char* id)
{
  return qobject_cast<WordPanel*>(window.workspace()->findPanel(QString::fromLatin1(id)));
}

PanelDock* dock(MainWindow& window, const char* id)
{
  const QList<PanelDock*> docks = window.workspace()->docks();
  for (PanelDock* candidate : docks)
    if (candidate->panelId() == QLatin1String(id))
      return candidate;
  return nullptr;
}

}

class TstMainWindow : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
  }

  void init()
  {
    m_desk = std::make_unique<TestDesk>();
    (void)m_desk->settings.set("start.welcome", ParamValue(false));
    (void)m_desk->settings.set("language.language", ParamValue(std::string("en")));
    applySettings(m_desk->settings);
  }
  void cleanup() { m_desk.reset(); }

  void firstLayoutIsThatOfTheDesign()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.resize(1600, 1000); // the size that the design's widths are for
    window.restore();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.workspaceIds(), QStringList({kTrading, QStringLiteral("research")}));
    QCOMPARE(window.workspace()->docks().size(), 7);
    const auto place = [&](const char* id) {
      return QRect(dock(window, id)->mapTo(window.workspace(), QPoint()), dock(window, id)->size());
    };
    QTRY_VERIFY(std::abs(place("watchlist").width() - 366) < 20);
    picture(window, QStringLiteral("window-dark"));
    QVERIFY(place("chart").left() > place("watchlist").right());
    QVERIFY(place("chart").right() < place("quote").left());
    QVERIFY(place("ticket").top() > place("quote").bottom());
    QVERIFY(place("orders").top() > place("chart").bottom());
    QVERIFY(place("positions").left() > place("orders").right());
    QVERIFY(place("ticket").bottom() > place("orders").top()); // the right column has the full height
    QVERIFY(std::abs(place("orders").height() - 200) < 30);
    QVERIFY(
        groupOf(window.workspace()->surface()->tree(), QStringLiteral("orders.1")).contains(QStringLiteral("fills.1")));
    picture(window, QStringLiteral("window-dark"));
    widgets::Theme::current().setId(widgets::ThemeId::Light);
    picture(window, QStringLiteral("window-light"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);
  }

  void layoutSurvivesARestart()
  {
    {
      WindowSet windows(m_desk->context);
      MainWindow& window = windows.first();
      window.restore();
      window.show();
      QVERIFY(QTest::qWaitForWindowExposed(&window));
      word(window, "chart")->word = QStringLiteral("MACD");
      word(window, "chart")->setLink(LinkColor::C);
      dock(window, "quote")->close();
      window.resize(780, 640);
      window.close();
    }
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.size(), QSize(780, 640));
    QCOMPARE(word(window, "chart")->word, QStringLiteral("MACD"));
    QVERIFY(word(window, "chart")->link() == LinkColor::C);
    QVERIFY(dock(window, "quote") == nullptr);
    QVERIFY(dock(window, "ticket") != nullptr);
  }

  void aDamagedLayoutGivesTheFirstOne()
  {
    QVERIFY(m_desk->files.createDirectories("/profile/workspaces"));
    QVERIFY(m_desk->files.writeAtomically("/profile/workspaces/trading.json", "{\"version\": 2, \"workspace\":"));
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    QCOMPARE(window.workspace()->docks().size(), 7);
  }

  void symbolsTravelByLinkColour()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    word(window, "quote")->setLink(LinkColor::B);
    m_desk->links.select(LinkColor::A, QStringLiteral("stock_sz_000001"));
    QCOMPARE(word(window, "chart")->symbol, QStringLiteral("stock_sz_000001"));
    QVERIFY(word(window, "quote")->symbol.isEmpty());
    m_desk->links.select(LinkColor::None, QStringLiteral("stock_sh_600030"));
    QCOMPARE(word(window, "chart")->symbol, QStringLiteral("stock_sz_000001"));
  }

  void typingAnywhereFindsASymbol()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyClick(&window, Qt::Key_P);
    auto* finder = window.findChild<Finder*>();
    QVERIFY(finder->isVisible());
    auto* field = finder->findChild<QLineEdit*>(QStringLiteral("finderField"));
    QCOMPARE(field->text(), QStringLiteral("p"));
    QTest::keyClicks(field, QStringLiteral("ayh"));
    QCOMPARE(finder->model()->index(0).data().toString(), QStringLiteral("平安银行"));
    picture(window, QStringLiteral("finder"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!finder->isVisible());
    QCOMPARE(m_desk->links.current(LinkColor::A), QStringLiteral("stock_sz_000001"));
  }

  void finderRanksWholeCodesFirst()
  {
    FinderModel model(m_desk->context);
    const auto first = [&](const char* text) {
      model.search(QString::fromUtf8(text));
      return model.index(0).data(FinderModel::IdRole).toString();
    };
    QCOMPARE(first("600030"), QStringLiteral("stock_sh_600030"));
    QCOMPARE(first("000001.SH"), QStringLiteral("index_sh_000001"));
    QCOMPARE(first("中国"), QStringLiteral("stock_sh_601318"));
    QCOMPARE(first("zgpa"), QStringLiteral("stock_sh_601318"));
    QCOMPARE(first("银行"), QStringLiteral("stock_sz_000001"));
    model.search(QStringLiteral("no such thing"));
    QCOMPARE(model.rowCount(), 0);
  }

  void languageAndThemeSwitchLive()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto* tabs = window.findChild<QTabBar*>(QStringLiteral("workspaceTabs"));
    QCOMPARE(tabs->tabText(0), QStringLiteral("Trading"));
    QVERIFY(m_desk->settings.set("language.language", ParamValue(std::string("zh_CN"))));
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("盘中"));
    QTRY_COMPARE(m_desk->actions.menu(QStringLiteral("file"))->title(), QStringLiteral("文件(&F)"));
    QCOMPARE(widgets::Theme::current().numberStyle(), widgets::NumberStyle::Wan);
    QVERIFY(m_desk->settings.set("appearance.theme", ParamValue(std::string("light"))));
    QVERIFY(widgets::Theme::current().id() == widgets::ThemeId::Light);
    picture(window, QStringLiteral("window-light-zh"));
    QVERIFY(m_desk->settings.set("appearance.scheme", ParamValue(std::string("greenUp"))));
    QCOMPARE(widgets::Theme::current().up().text, widgets::Theme::current().colors().market.green.text);
    for (const char* key : {"appearance.theme", "appearance.scheme"})
      QVERIFY(m_desk->settings.reset(key));
    QVERIFY(m_desk->settings.set("language.language", ParamValue(std::string("en"))));
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("Trading"));
  }

  void settingsWindowPreviewsKeepsAndTakesBack()
  {
    SettingsWindow window(m_desk->settings);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const auto choose = [&](const char* field, const char* value) {
      window.findChild<widgets::SegmentedControl*>(QString::fromLatin1(field))
          ->findChild<QAbstractButton*>(QLatin1String(value) + QStringLiteral("Segment"))
          ->click();
    };
    choose("appearance_themeField", "light");
    QVERIFY(widgets::Theme::current().id() == widgets::ThemeId::Light);
    QVERIFY(!m_desk->kept.contains("appearance.theme"));
    auto* changes = window.findChild<QLabel*>(QStringLiteral("changesLabel"));
    QCOMPARE(changes->text(), QStringLiteral("1 change, not saved"));
    QTRY_VERIFY(changes->width() >= changes->sizeHint().width());
    picture(window, QStringLiteral("settings-light"));
    window.reject();
    QVERIFY(widgets::Theme::current().id() == widgets::ThemeId::Dark);
    window.show();
    choose("appearance_themeField", "highContrast");
    picture(window, QStringLiteral("settings-contrast"));
    window.accept();
    QCOMPARE(m_desk->kept.at("appearance.theme"), ParamValue(std::string("highContrast")));
    QVERIFY(m_desk->settings.reset("appearance.theme"));
    QVERIFY(!m_desk->kept.contains("appearance.theme"));
  }

  void settingsSearchShowsWhatFits()
  {
    SettingsWindow window(m_desk->settings);
    window.show();
    window.findChild<QLineEdit*>(QStringLiteral("settingsSearchField"))->setText(QStringLiteral("minimum"));
    auto* pages = window.findChild<QListWidget*>(QStringLiteral("settingsPageList"));
    QVERIFY(pages->item(0)->isHidden());
    QVERIFY(!pages->currentItem()->isHidden());
    QVERIFY(window.findChild<QLineEdit*>(QStringLiteral("trading_commission_minimumField"))->isVisible());
  }

  void welcomeSetsTheLookAndStartsActions()
  {
    QVERIFY(m_desk->settings.set("start.welcome", ParamValue(true)));
    int loads = 0;
    m_desk->actions.add({QStringLiteral("data.loadSample"), [] { return QStringLiteral("Load sample"); },
        QStringLiteral("data"), 100, {}, {}, {}, false, [&](bool) { ++loads; }});
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(window.isWelcomeShown());
    window.findChild<widgets::SegmentedControl*>(QStringLiteral("appearance_themeSegments"))
        ->findChild<QAbstractButton*>(QStringLiteral("lightSegment"))
        ->click();
    QCOMPARE(m_desk->kept.at("appearance.theme"), ParamValue(std::string("light")));
    picture(window, QStringLiteral("welcome-light"));
    window.findChild<QPushButton*>(QStringLiteral("data.loadSampleButton"))->click();
    QCOMPARE(loads, 1);
    QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("data.importButton"))->isVisible());
    window.findChild<QPushButton*>(QStringLiteral("skipButton"))->click();
    QVERIFY(!window.isWelcomeShown());
    QVERIFY(m_desk->settings.reset("appearance.theme"));
  }

  void aPanelOpensWhereItHasAPlace()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    QVERIFY(window.showPanel(QStringLiteral("report")));
    QCOMPARE(window.workspace()->id(), QStringLiteral("research"));
    QVERIFY(!window.showPanel(QStringLiteral("no-such-panel")));
  }

  void statusBarShowsTasksCellsAndTheExchangesClock()
  {
    WindowSet windows(m_desk->context);
    MainWindow& window = windows.first();
    window.restore();
    window.show();
    QVERIFY(window.findChild<QLabel*>(QStringLiteral("clockCell"))->text().contains(QStringLiteral("10:30:00")));
    QVERIFY(window.findChild<QLabel*>(QStringLiteral("clockCell"))->text().contains(QStringLiteral("Continuous")));
    window.status()->setCell(QStringLiteral("feed"), {CellState::Ok, QStringLiteral("Daily bars to 2024-06-28"), {}});
    QCOMPARE(window.status()->cellText(QStringLiteral("feed")), QStringLiteral("Daily bars to 2024-06-28"));
    QSignalSpy finished(&m_desk->feed, &TaskFeed::finished);
    QVERIFY(m_desk->tasks.runHere("task.import", "a.csv", [](TaskControl& control) -> Result<void> {
      control.progress(0.5);
      return {};
    }));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_desk->feed.runningCount(), 0);
  }

private:
  std::unique_ptr<TestDesk> m_desk;
};

QTEST_MAIN(TstMainWindow)
#include "tst_main_window.moc"

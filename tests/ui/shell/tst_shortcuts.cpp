// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"
#include "ui/settings/settings_window.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/crib_sheet.h"
#include "ui/shell/crib_sheet_text.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/shortcut_field.h"
#include "ui/shell/shortcut_model.h"
#include "ui/shell/shortcut_page.h"
#include "ui/shell/shortcut_settings.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/symbol_navigation.h"

#include "core/base/executor.h"
#include "tests/ui/shell/test_desk.h"
#include "translations_resources.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;

namespace {

/// A window with two panels' worth of fields and a registry whose actions count.
struct Keyboard {
  Keyboard()
  {
    window.setMenuBar(new QMenuBar(&window));
    auto* page = new QWidget(&window);
    auto* layout = new QHBoxLayout(page);
    for (QWidget* host : {&chart, &list}) {
      host->setFocusPolicy(Qt::StrongFocus);
      layout->addWidget(host);
    }
    window.setCentralWidget(page);
    actions.setContextTitle(QStringLiteral("chart"), [] { return QStringLiteral("Chart"); });
    actions.setContextTitle(QStringLiteral("watchlist"), [] { return QStringLiteral("Watchlist"); });
    actions.addHost(&chart, QStringLiteral("chart"));
    actions.addHost(&list, QStringLiteral("watchlist"));
  }

  QAction* add(const char* id, const char* keys, const char* context = "", const char* menu = "")
  {
    ActionSpec spec;
    spec.id = QString::fromLatin1(id);
    spec.text = [text = QString::fromLatin1(id)] { return QString(u'&' + text); };
    spec.menu = QString::fromLatin1(menu);
    spec.shortcut = QString::fromLatin1(keys);
    spec.context = QString::fromLatin1(context);
    spec.run = [this, own = spec.id](bool) { done.append(own); };
    return actions.add(std::move(spec));
  }

  void open()
  {
    actions.attach(window.menuBar());
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
  }

  QStringList press(QWidget& in, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
  {
    in.setFocus();
    done.clear();
    QTest::keyClick(&in, key, modifiers);
    return done;
  }

  ActionRegistry actions;
  QStringList done;
  QMainWindow window;
  QWidget chart;
  QWidget list;
};

QKeySequence keys(const char* text)
{
  return QKeySequence::fromString(QString::fromLatin1(text), QKeySequence::PortableText);
}

/// A picture for people, where ZVT_PICTURES names a folder.
void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

const QString kOne = QStringLiteral("stock_sz_000001");
const QString kTwo = QStringLiteral("stock_sh_600030");
const QString kThree = QStringLiteral("stock_sh_601318");

}

class TstShortcuts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
  }

  void theFocusedPanelsCommandGoesFirst()
  {
    Keyboard board;
    board.add("zoom", "Ctrl+D", "chart");
    board.add("delete", "Ctrl+D", "watchlist");
    board.add("save", "Ctrl+S");
    board.add("saveChart", "Ctrl+S", "chart");
    board.open();
    QCOMPARE(board.press(board.chart, Qt::Key_D), QStringList{QStringLiteral("zoom")});
    QCOMPARE(board.actions.focusedContext(), QStringLiteral("chart"));
    QCOMPARE(board.press(board.list, Qt::Key_D), QStringList{QStringLiteral("delete")});
    QCOMPARE(board.press(board.list, Qt::Key_S), QStringList{QStringLiteral("save")});
    QCOMPARE(board.press(board.chart, Qt::Key_S), QStringList{QStringLiteral("saveChart")});
    // A disabled one leaves its keys to the other.
    board.actions.action(QStringLiteral("saveChart"))->setEnabled(false);
    QCOMPARE(board.press(board.chart, Qt::Key_S), QStringList{QStringLiteral("save")});
    QCOMPARE(board.actions.host(QStringLiteral("chart")), &board.chart);
    // A panel that opens later has the keys, too.
    auto* second = new QWidget(board.window.centralWidget());
    second->setFocusPolicy(Qt::StrongFocus);
    second->show();
    board.actions.addHost(second, QStringLiteral("chart"));
    QCOMPARE(board.press(*second, Qt::Key_D), QStringList{QStringLiteral("zoom")});
    QCOMPARE(board.actions.host(QStringLiteral("chart")), second);
    delete second;
    QCOMPARE(board.actions.host(QStringLiteral("chart")), &board.chart);
  }

  void usersKeysReplaceThoseOfTheProgram()
  {
    Keyboard board;
    board.add("find", "Ctrl+K; F3", "", "edit");
    board.open();
    QSignalSpy changed(&board.actions, &ActionRegistry::keysChanged);
    board.actions.setKeys(QStringLiteral("find"), {keys("Ctrl+P")});
    QCOMPARE(changed.size(), 1);
    QVERIFY(board.press(board.list, Qt::Key_K).isEmpty());
    QCOMPARE(board.press(board.list, Qt::Key_P), QStringList{QStringLiteral("find")});
    QCOMPARE(board.actions.action(QStringLiteral("find"))->shortcut(), keys("Ctrl+P")); // what its menu shows
    QVERIFY(!board.actions.hasDefaultKeys(QStringLiteral("find")));
    board.actions.setKeys(QStringLiteral("find"), {});
    QVERIFY(board.press(board.list, Qt::Key_P).isEmpty());
    board.actions.resetKeys(QStringLiteral("find"));
    QCOMPARE(board.press(board.list, Qt::Key_F3, Qt::NoModifier), QStringList{QStringLiteral("find")});
    QCOMPARE(board.press(board.list, Qt::Key_K), QStringList{QStringLiteral("find")});
    // Setting what it has anyway is no change worth keeping.
    board.actions.setKeys(QStringLiteral("find"), {keys("Ctrl+K"), keys("F3")});
    QVERIFY(board.actions.bindings().isEmpty());
    // An action that comes later gets what the user set for it before.
    board.actions.setKeys(QStringLiteral("later"), {keys("Ctrl+L")});
    board.add("later", "Ctrl+J");
    QCOMPARE(board.press(board.list, Qt::Key_L), QStringList{QStringLiteral("later")});
    board.actions.resetAllKeys();
    QCOMPARE(board.press(board.list, Qt::Key_J), QStringList{QStringLiteral("later")});
  }

  void conflictsNameTheOther()
  {
    Keyboard board;
    board.add("find", "Ctrl+K");
    board.add("settings", "Ctrl+,");
    board.add("zoom", "Ctrl+D", "chart");
    board.add("delete", "Ctrl+D", "watchlist");
    board.add("linkA", "Alt+L, A");
    const auto of = [&](const char* id, const char* wanted) {
      return board.actions.conflicts(QString::fromLatin1(id), keys(wanted)).join(u' ');
    };
    QCOMPARE(of("settings", "Ctrl+K"), QStringLiteral("find"));
    QCOMPARE(of("find", "Ctrl+K"), QString()); // its own
    QCOMPARE(of("zoom", "Ctrl+D"), QString()); // the other works in another panel
    QCOMPARE(of("zoom", "Ctrl+K"), QStringLiteral("find")); // everywhere is here, too
    QCOMPARE(of("find", "Ctrl+D"), QStringLiteral("zoom delete"));
    QCOMPARE(of("find", "Alt+L"), QStringLiteral("linkA")); // the beginning of two strokes
    QCOMPARE(of("find", "Alt+L, B"), QString());
    QCOMPARE(of("find", ""), QString());
  }

  void bindingsSurviveTheirText()
  {
    ShortcutBindings bindings;
    bindings.set(QStringLiteral("edit.find"), {keys("Ctrl+P"), keys("Alt+L, A")});
    bindings.set(QStringLiteral("file.quit"), {});
    const QString text = bindings.toText();
    QCOMPARE(text, QStringLiteral(R"({"edit.find":["Ctrl+P","Alt+L, A"],"file.quit":[]})"));
    QVERIFY(ShortcutBindings::fromText(text) == bindings);
    QCOMPARE(ShortcutBindings().toText(), QString());
    // What cannot be read is left out; the rest stays.
    const auto read = ShortcutBindings::fromText(
        QStringLiteral(R"({"a":["no such key"],"b":["Ctrl+B","no such key"],"c":3,"d":["F5"]})"));
    QVERIFY(!read.find(QStringLiteral("a")));
    QVERIFY(!read.find(QStringLiteral("c")));
    QCOMPARE(*read.find(QStringLiteral("b")), QList<QKeySequence>{keys("Ctrl+B")});
    QCOMPARE(*read.find(QStringLiteral("d")), QList<QKeySequence>{keys("F5")});
    QVERIFY(ShortcutBindings::fromText(QStringLiteral("{\"a\":")).isEmpty());
  }

  void settingsKeepTheKeys()
  {
    tests::TestDesk desk;
    Keyboard board;
    board.add("find", "Ctrl+K");
    QVERIFY(desk.settings.set(kShortcutsKey, ParamValue(std::string(R"({"find":["Ctrl+P"]})"))));
    applyShortcuts(desk.settings, board.actions);
    QCOMPARE(board.actions.keys(QStringLiteral("find")), QList<QKeySequence>{keys("Ctrl+P")});
    // As an import of settings or a reset of all would do it.
    QVERIFY(desk.settings.set(kShortcutsKey, ParamValue(std::string(R"({"find":["F4"]})"))));
    QCOMPARE(board.actions.keys(QStringLiteral("find")), QList<QKeySequence>{keys("F4")});
    QVERIFY(desk.settings.reset(kShortcutsKey));
    QCOMPARE(board.actions.keys(QStringLiteral("find")), QList<QKeySequence>{keys("Ctrl+K")});
  }

  void theSettingsPageSetsKeysByKeyboard()
  {
    tests::TestDesk desk;
    Keyboard board;
    board.add("find", "Ctrl+K", "", "edit");
    board.add("quit", "Ctrl+Q", "", "file");
    board.add("zoom", "Ctrl+D", "chart");
    applyShortcuts(desk.settings, board.actions);
    SettingsWindow window(desk.settings);
    auto* page = new ShortcutPage(desk.settings, board.actions);
    window.addPage(page);
    window.showSetting("settings.shortcuts");
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(page->isVisible());
    new QAbstractItemModelTester(
        page->findChild<ShortcutModel*>(), QAbstractItemModelTester::FailureReportingMode::QtTest, page);
    auto* field = page->findChild<ShortcutField*>(QStringLiteral("shortcutField"));
    auto* set = page->findChild<QPushButton*>(QStringLiteral("setShortcutButton"));
    const auto* note = page->findChild<widgets::Note*>();
    page->choose(QStringLiteral("find"));
    QCOMPARE(field->keys(), keys("Ctrl+K"));
    QVERIFY(!set->isEnabled());
    QTest::keyClick(field, Qt::Key_Q, Qt::ControlModifier);
    QCOMPARE(field->keys(), keys("Ctrl+Q"));
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QStringLiteral("File › quit")), qPrintable(note->text()));
    QVERIFY(note->text().contains(QStringLiteral("Everywhere")));
    picture(window, QStringLiteral("shortcuts-conflict"));
    QTest::mouseClick(set, Qt::LeftButton);
    QCOMPARE(board.actions.keys(QStringLiteral("find")), QList<QKeySequence>{keys("Ctrl+Q")});
    QVERIFY(board.actions.keys(QStringLiteral("quit")).isEmpty()); // taken away there
    QCOMPARE(page->dirtyCount(), 2);
    QVERIFY(!desk.kept.contains(std::string(kShortcutsKey)));
    // A panel's command beside one that works everywhere: both stay.
    page->choose(QStringLiteral("zoom"));
    QTest::keyClick(field, Qt::Key_Q, Qt::ControlModifier);
    QVERIFY2(note->text().contains(QStringLiteral("Chart")), qPrintable(note->text()));
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("addShortcutButton")), Qt::LeftButton);
    QCOMPARE(board.actions.keys(QStringLiteral("zoom")).size(), 2);
    QCOMPARE(board.actions.keys(QStringLiteral("find")).size(), 1);
    // Tab leaves the field; a letter with Shift and a sign are taken as they are meant.
    QTest::keyClick(field, Qt::Key_Question, Qt::ShiftModifier);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Tab);
    QTRY_VERIFY(!field->hasFocus());
    window.accept();
    QVERIFY(desk.kept.contains(std::string(kShortcutsKey)));
    QCOMPARE(page->dirtyCount(), 0);
    // Cancel takes back.
    page->choose(QStringLiteral("zoom"));
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("resetShortcutButton")), Qt::LeftButton);
    QVERIFY(board.actions.hasDefaultKeys(QStringLiteral("zoom")));
    window.reject();
    QVERIFY(!board.actions.hasDefaultKeys(QStringLiteral("zoom")));
    QCOMPARE(page->setFilter(QStringLiteral("quit")), 1);
    QCOMPARE(page->setFilter(QStringLiteral("no such")), 0);
  }

  void severalStrokesAreRecorded()
  {
    ShortcutField field;
    QSignalSpy changed(&field, &ShortcutField::keysChanged);
    field.show();
    QTest::keyClick(&field, Qt::Key_L, Qt::AltModifier);
    QVERIFY(field.isRecording());
    QTest::keyClick(&field, Qt::Key_C);
    QCOMPARE(field.keys(), keys("Alt+L, C"));
    QCOMPARE(changed.size(), 2);
    QTest::keyClick(&field, Qt::Key_Backspace);
    QCOMPARE(field.keys(), keys("Alt+L"));
    // What was taken off or set ends the recording: the next stroke begins anew.
    QTest::keyClick(&field, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(field.keys(), keys("Ctrl+D"));
    for (int i = 0; i < 4; ++i)
      QTest::keyClick(&field, Qt::Key_1);
    QCOMPARE(field.keys(), keys("1")); // Ctrl+D, 1, 1, 1 was full
    QTRY_VERIFY(!field.isRecording()); // a pause
    QTest::keyClick(&field, Qt::Key_2);
    QCOMPARE(field.keys(), keys("2"));
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.keys().isEmpty());
  }

  void menuLettersAreConflicts()
  {
    ActionRegistry actions;
    QCOMPARE(actions.menuOpenedBy(keys("Alt+F")), QStringLiteral("File"));
    QCOMPARE(actions.menuOpenedBy(keys("Alt+F, X")), QStringLiteral("File"));
    QVERIFY(actions.menuOpenedBy(keys("Ctrl+F")).isEmpty());
    QVERIFY(actions.menuOpenedBy(keys("Alt+L")).isEmpty());
    tests::TestDesk desk;
    Keyboard board;
    board.add("find", "Ctrl+K", "", "edit");
    ShortcutPage page(desk.settings, board.actions);
    page.show();
    page.choose(QStringLiteral("find"));
    QTest::keyClick(page.findChild<ShortcutField*>(QStringLiteral("shortcutField")), Qt::Key_T, Qt::AltModifier);
    const auto* note = page.findChild<widgets::Note*>();
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QStringLiteral("“Trade”")), qPrintable(note->text()));
  }

  void theCribSheetIsDrawnFromTheRegistry()
  {
    tests::TestDesk desk;
    Keyboard board;
    board.add("find", "Ctrl+K", "", "edit");
    board.add("zoom", "Ctrl+D", "chart");
    board.add("silent", "");
    board.actions.addFixedKeys(
        {QStringLiteral("chart"), QStringLiteral("←  →"), [] { return QStringLiteral("Move"); }});
    board.actions.addFixedKeys(
        {QStringLiteral("watchlist"), QStringLiteral("Space"), [] { return QStringLiteral("Mark"); }});
    const auto titles = [&](const QString& focused, const QString& filter = {}) {
      QStringList list;
      for (const CribSection& section : cribSections(board.actions, focused, filter)) {
        list.append(section.title);
        for (const CribSection::Line& line : section.lines)
          list.append(line.keys.join(u' ') + u'=' + line.text);
      }
      return list.join(u'|');
    };
    QCOMPARE(titles({}), QStringLiteral("Everywhere|Ctrl+K=find|Chart|Ctrl+D=zoom|←  →=Move|Watchlist|Space=Mark"));
    QCOMPARE(titles(QStringLiteral("watchlist")),
        QStringLiteral("Watchlist|Space=Mark|Everywhere|Ctrl+K=find|Chart|Ctrl+D=zoom|←  →=Move"));
    QCOMPARE(titles({}, QStringLiteral("zoo")), QStringLiteral("Chart|Ctrl+D=zoom"));
    QCOMPARE(titles({}, QStringLiteral("ctrl+k")), QStringLiteral("Everywhere|Ctrl+K=find"));
    board.actions.setKeys(QStringLiteral("find"), {keys("F8")});
    QVERIFY(titles({}).contains(QStringLiteral("F8=find")));

    desk.context.actions = &board.actions;
    CribSheet sheet(desk.context);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    auto* text = sheet.findChild<QTextBrowser*>(QStringLiteral("cribText"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("F8")));
    picture(sheet, QStringLiteral("crib"));
    const int small = static_cast<int>(text->document()->size().height());
    for (int i = 0; i < 12; ++i)
      QTest::keyClick(&sheet, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(text->document()->size().height() > small);
    QVERIFY(!sheet.findChild<QToolButton*>(QStringLiteral("cribLargerButton"))->isEnabled());
    sheet.findChild<QLineEdit*>(QStringLiteral("cribSearchField"))->setText(QStringLiteral("move"));
    QVERIFY(!text->toPlainText().contains(QStringLiteral("F8")));
    QVERIFY(text->toPlainText().contains(QStringLiteral("Move")));
    QVERIFY(sheet.pdf().startsWith("%PDF"));
  }

  void linksRememberTheirWay()
  {
    LinkBus bus;
    QStringList shown;
    QObject panel;
    connect(&bus, &LinkBus::selected, &panel, [&](LinkColor color, const QString& id) {
      if (color == LinkColor::A)
        shown.append(id);
    });
    connect(&bus, &LinkBus::levelRestored, &panel,
        [&](LinkColor, const QString& level, QObject* whose) { shown.append(whose == &panel ? level : QString()); });
    bus.select(LinkColor::A, kOne);
    bus.select(LinkColor::B, kThree);
    QVERIFY(!bus.canGoBack(LinkColor::A));
    bus.select(LinkColor::A, kTwo);
    bus.noteLevel(LinkColor::A, QStringLiteral("1d"), QStringLiteral("5m"), &panel);
    bus.select(LinkColor::A, kThree);
    shown.clear();
    for (int i = 0; i < 4; ++i) // one more than there are
      bus.back(LinkColor::A);
    QCOMPARE(shown, QStringList({kTwo, QStringLiteral("1d"), kOne}));
    QCOMPARE(bus.current(LinkColor::A), kOne);
    QCOMPARE(bus.current(LinkColor::B), kThree);
    shown.clear();
    bus.forward(LinkColor::A);
    bus.forward(LinkColor::A);
    QCOMPARE(shown, QStringList({kTwo, QStringLiteral("5m")}));
    // A new step forgets what lay ahead.
    bus.select(LinkColor::A, kOne);
    QVERIFY(!bus.canGoForward(LinkColor::A));
    QCOMPARE(bus.recent(LinkColor::A), QStringList({kOne, kTwo}));
    for (int i = 0; i < 300; ++i)
      bus.select(LinkColor::C, QStringLiteral("stock_sh_%1").arg(600000 + i));
    QCOMPARE(bus.recent(LinkColor::C).size(), 20);
    QCOMPARE(bus.recent(LinkColor::C).front(), QStringLiteral("stock_sh_600299"));
    // Steps of a panel that is gone are passed over.
    auto gone = std::make_unique<QObject>();
    bus.noteLevel(LinkColor::A, QStringLiteral("1d"), QStringLiteral("1m"), gone.get());
    gone.reset();
    shown.clear();
    bus.back(LinkColor::A);
    QCOMPARE(shown, QStringList{kTwo});
  }

  void backAndForwardByKeysAndMouse()
  {
    tests::TestDesk desk;
    SymbolNavigation navigation(desk.context);
    QMainWindow window;
    tests::WordPanel panel(QStringLiteral("Chart"), desk.context, nullptr);
    panel.setFocusPolicy(Qt::StrongFocus);
    window.setCentralWidget(&panel);
    desk.actions.attach(window.menuBar());
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    panel.setFocus();
    QVERIFY(!desk.actions.action(QStringLiteral("market.back"))->isEnabled());
    QVERIFY(!desk.actions.whyDisabled(QStringLiteral("market.back")).isEmpty());
    // Alt+L, then C: the panel's colour by keyboard.
    QTest::keyClick(&panel, Qt::Key_L, Qt::AltModifier);
    QTest::keyClick(&panel, Qt::Key_C);
    QVERIFY(panel.link() == LinkColor::C);
    desk.links.select(LinkColor::C, kOne);
    desk.links.select(LinkColor::C, kTwo);
    QTest::keyClick(&panel, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(panel.symbol, kOne);
    QTest::keyClick(&panel, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(panel.symbol, kTwo);
    QTest::mouseClick(panel.content(), Qt::BackButton);
    QCOMPARE(panel.symbol, kOne);
    QTest::mouseClick(panel.content(), Qt::ForwardButton);
    QCOMPARE(panel.symbol, kTwo);
    QMenu menu;
    fillRecentSymbols(&menu, desk.context, LinkColor::C);
    QCOMPARE(menu.actions().size(), 2);
    QVERIFY(menu.actions().at(0)->text().contains(QStringLiteral("中信证券")));
    QVERIFY(menu.actions().at(0)->isChecked());
    menu.actions().at(1)->trigger();
    QCOMPARE(panel.symbol, kOne);
    window.takeCentralWidget(); // it lives on this stack
  }

  void symbolsAreCarriedByDrags()
  {
    const auto data = symbolMimeData({kOne, kTwo});
    QVERIFY(acceptsSymbol(data.get()));
    QCOMPARE(symbolsOf(data.get()), QStringList({kOne, kTwo}));
    QCOMPARE(data->text(), QStringLiteral("000001.SZ\n600030.SH")); // for other programs
    QMimeData foreign;
    foreign.setText(kOne);
    QVERIFY(!acceptsSymbol(&foreign));
    foreign.setData(QString::fromLatin1(kEntityMime), "not an id\n\nstock_sz_000001\nstock_sz_000001");
    QCOMPARE(symbolsOf(&foreign), QStringList{kOne});
    foreign.setData(QString::fromLatin1(kEntityMime), "../../etc");
    QVERIFY(!acceptsSymbol(&foreign));
    QVERIFY(!acceptsSymbol(nullptr));
    QVERIFY(symbolsOf(nullptr).isEmpty());
  }
};

QTEST_MAIN(TstShortcuts)
#include "tst_shortcuts.moc"

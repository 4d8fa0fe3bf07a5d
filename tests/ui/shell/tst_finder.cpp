// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder.h"

#include "core/base/executor.h"
#include "core/market/entity.h"
#include "tests/ui/shell/test_desk.h"
#include "translations_resources.h"
#include "ui/bridge/executor_pool.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/finder_model.h"
#include "ui/shell/symbol_catalogue.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;

namespace {

const QString kPingAn = QStringLiteral("stock_sz_000001");
const QString kCitic = QStringLiteral("stock_sh_600030");

/// A picture for people, where ZVT_PICTURES names a folder.
void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

/// The search over an empty window, used by keyboard alone.
struct Typist {
  explicit Typist(tests::TestDesk& desk)
      : finder(desk.context, &window)
      , model(*finder.model())
      , field(*finder.findChild<QLineEdit*>(QStringLiteral("finderField")))
      , list(*finder.findChild<QListView*>(QStringLiteral("finderList")))
      , top(&window)
  {
    window.resize(1600, 1000);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window);
  }
  void type(const char* text)
  {
    if (!finder.isVisible())
      finder.open({}, &top);
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    const QString characters = QString::fromUtf8(text);
    for (const QChar c : characters) { // keyClicks() knows only Latin-1
      QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
      QApplication::sendEvent(&field, &press);
    }
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&field, key, modifiers); }
  QString chosen() const { return list.currentIndex().data().toString(); }
  QStringList titles() const
  {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
      all.append(model.row(row).title);
    return all;
  }

  QMainWindow window;
  Finder finder;
  FinderModel& model;
  QLineEdit& field;
  QListView& list;
  QWidget top;
};

void addAction(tests::TestDesk& desk, const char* id, const char* text, const char* keys, QStringList& done)
{
  ActionSpec spec;
  spec.id = QString::fromLatin1(id);
  spec.text = [text = QString::fromUtf8(text)] { return text; };
  spec.menu = QStringLiteral("data");
  spec.shortcut = QString::fromLatin1(keys);
  spec.run = [&done, own = spec.id](bool) { done.append(own); };
  spec.whyDisabled = [] { return QStringLiteral("There is nothing to export yet"); };
  desk.actions.add(std::move(spec));
}

}

class TstFinder : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
  }

  void init()
  {
    m_desk = std::make_unique<tests::TestDesk>();
    (void)m_desk->settings.set("language.language", ParamValue(std::string("en")));
    applySettings(m_desk->settings);
    m_done.clear();
    addAction(*m_desk, "data.import", "&Import files… 导入", "Ctrl+I", m_done);
    addAction(*m_desk, "data.export", "&Export… 导出", "", m_done);
    addAction(*m_desk, "window.panel.chart", "Chart 图表", "F2", m_done);
  }
  void cleanup() { m_desk.reset(); }

  void aSecurityByKeyboardAlone()
  {
    Typist search(*m_desk);
    QSignalSpy chosen(&search.finder, &Finder::symbolChosen);
    search.type("zg");
    QCOMPARE(search.chosen(), QStringLiteral("中国平安"));
    search.type("p");
    QCOMPARE(search.chosen(), QStringLiteral("平安银行"));
    search.press(Qt::Key_Down);
    QVERIFY(search.chosen() != QStringLiteral("平安银行"));
    search.press(Qt::Key_Up);
    search.press(Qt::Key_Up); // stays at the first
    QCOMPARE(search.chosen(), QStringLiteral("平安银行"));
    search.press(Qt::Key_Return);
    QVERIFY(!search.finder.isVisible());
    QCOMPARE(m_desk->links.current(LinkColor::A), kPingAn);
    QCOMPARE(chosen.size(), 1);
    search.type("zxzq");
    search.press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_desk->links.current(LinkColor::B), kCitic);
    QCOMPARE(m_desk->links.current(LinkColor::A), kPingAn);
    QSignalSpy apart(&search.finder, &Finder::symbolWantedApart);
    search.type("600030");
    search.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(apart.size(), 1);
    search.type("6");
    search.press(Qt::Key_Escape);
    QVERIFY(!search.finder.isVisible());
  }

  void whatWasChosenComesFirst()
  {
    Typist search(*m_desk);
    search.type("zgpa");
    search.press(Qt::Key_Return);
    search.type("zxzq");
    search.press(Qt::Key_Return);
    search.type("");
    QCOMPARE(search.titles().mid(0, 2), QStringList({QStringLiteral("中信证券"), QStringLiteral("中国平安")}));
    QCOMPARE(search.model.row(0).section, QStringLiteral("Lately"));
    // Both begin with z; the later one goes first.
    search.type("z");
    QCOMPARE(search.chosen(), QStringLiteral("中信证券"));
    // Kept in the profile: a later search knows it.
    FinderModel again(m_desk->context);
    again.search({});
    QCOMPARE(again.row(0).id, kCitic);
  }

  void commandsPanelsAndSettings()
  {
    Typist search(*m_desk);
    search.type("import");
    QCOMPARE(search.chosen(), QStringLiteral("Import files… 导入"));
    QCOMPARE(search.model.row(0).keys, QStringLiteral("Ctrl+I"));
    search.press(Qt::Key_Return);
    QCOMPARE(m_done, QStringList{QStringLiteral("data.import")});
    search.type("dr"); // 导入 by its initials
    QVERIFY(search.titles().contains(QStringLiteral("Import files… 导入")));
    search.type("chart");
    QVERIFY(search.model.row(0).kind == FinderRow::Kind::Panel);
    search.press(Qt::Key_Return);
    QCOMPARE(m_done.back(), QStringLiteral("window.panel.chart"));
    QSignalSpy settings(&search.finder, &Finder::settingChosen);
    search.type("theme");
    QVERIFY(search.model.row(0).kind == FinderRow::Kind::Setting);
    search.press(Qt::Key_Return);
    QCOMPARE(settings.value(0).value(0).toString(), QStringLiteral("appearance.theme"));
    // Settings without a field are no use here.
    search.type("#keys");
    QCOMPARE(search.model.rowCount(), 0);
  }

  void aDisabledCommandSaysWhy()
  {
    m_desk->actions.action(QStringLiteral("data.export"))->setEnabled(false);
    Typist search(*m_desk);
    search.type(">export");
    QCOMPARE(search.chosen(), QStringLiteral("Export… 导出"));
    QCOMPARE(search.model.row(0).problem, QStringLiteral("There is nothing to export yet"));
    QVERIFY(
        search.model.index(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("nothing to export")));
    search.press(Qt::Key_Return);
    QVERIFY(search.finder.isVisible()); // and it stays to be read
    QVERIFY(m_done.isEmpty());
    picture(search.window, QStringLiteral("finder-disabled"));
  }

  void prefixesAndTabChooseWhereToLook()
  {
    Typist search(*m_desk);
    auto* scopes = search.finder.findChild<widgets::SegmentedControl*>(QStringLiteral("finderScopeSegments"));
    const auto kinds = [&] {
      std::set<FinderRow::Kind> all;
      for (int row = 0; row < search.model.rowCount(); ++row)
        all.insert(search.model.row(row).kind);
      return all;
    };
    search.type("a");
    QVERIFY(kinds().size() > 2);
    QCOMPARE(scopes->value(), QStringLiteral("all"));
    search.type(">");
    QCOMPARE(scopes->value(), QStringLiteral("commands"));
    QCOMPARE(kinds(), std::set{FinderRow::Kind::Action}); // all of them
    search.type("@");
    QCOMPARE(kinds(), std::set{FinderRow::Kind::Panel});
    search.type("＃"); // as a Chinese keyboard writes it
    QCOMPARE(kinds(), std::set{FinderRow::Kind::Setting});
    search.type("$a");
    QCOMPARE(kinds(), std::set{FinderRow::Kind::Symbol});
    search.type(">i");
    search.press(Qt::Key_Tab); // the prefix goes, or it would go on choosing
    QCOMPARE(scopes->value(), QStringLiteral("panels"));
    QCOMPARE(search.field.text(), QStringLiteral("i"));
    search.press(Qt::Key_Backtab);
    search.press(Qt::Key_Backtab);
    search.press(Qt::Key_Backtab);
    QCOMPARE(scopes->value(), QStringLiteral("all"));
    QVERIFY(search.field.hasFocus());
  }

  void whatWasTypedIsMarked()
  {
    Typist search(*m_desk);
    search.type("ayh");
    QCOMPARE(search.model.row(0).title, QStringLiteral("平安银行"));
    QCOMPARE(search.model.row(0).initials, QStringLiteral("PAYH"));
    QCOMPARE(search.model.row(0).marks, (std::vector<std::uint16_t>{1, 2, 3}));
    QCOMPARE(search.model.row(0).initialMarks, (std::vector<std::uint16_t>{1, 2, 3}));
    search.type("payx"); // 行 may be read xíng: its initial is shown as it was typed
    QCOMPARE(search.model.row(0).initials, QStringLiteral("PAYX"));
    search.type("0001");
    QCOMPARE(search.model.row(0).codeLength, 4);
    search.type("imp");
    QCOMPARE(search.model.row(0).marks, (std::vector<std::uint16_t>{0, 1, 2}));
  }

  void theModelKeepsTheRules()
  {
    FinderModel model(m_desk->context);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const char* text : {"", "p", "pa", "pay", "zzz", ">", "@x", "#", "平安", "600"})
      model.search(QString::fromUtf8(text));
    model.search(QStringLiteral("a"));
    model.setScope(FinderScope::Commands);
    QCOMPARE(model.count(FinderScope::All),
        model.count(FinderScope::Symbols) + model.count(FinderScope::Commands) + model.count(FinderScope::Panels)
            + model.count(FinderScope::Settings));
  }

  void newSecuritiesAppearWhileItIsOpen()
  {
    SystemClock clock;
    ExecutorPool workers(1, clock);
    auto table = std::make_shared<const market::EntityTable>(std::vector<market::Entity>());
    m_desk->context.workers = &workers;
    m_desk->context.entities = [&table] { return table; };
    Typist search(*m_desk);
    search.type("pa");
    QTRY_VERIFY(search.model.catalogue().isReady());
    QVERIFY(!search.titles().contains(QStringLiteral("平安银行")));
    market::Entity entity;
    entity.id = *market::EntityId::parse("stock_sz_000001");
    entity.name = "平安银行";
    table = std::make_shared<const market::EntityTable>(std::vector{entity});
    search.model.refresh();
    QTRY_VERIFY(search.titles().contains(QStringLiteral("平安银行")));
    search.type("no such thing at all");
    QCOMPARE(search.model.rowCount(), 0);
    picture(search.window, QStringLiteral("finder-nothing"));
    search.press(Qt::Key_Return); // nothing happens
    QVERIFY(search.finder.isVisible());
    workers.drain();
  }

  void bothLanguagesAndThemes()
  {
    Typist search(*m_desk);
    search.type("a");
    picture(search.window, QStringLiteral("finder-dark-en"));
    QVERIFY(m_desk->settings.set("language.language", ParamValue(std::string("zh_CN"))));
    QVERIFY(m_desk->settings.set("appearance.theme", ParamValue(std::string("light"))));
    QTRY_COMPARE(search.model.row(0).section, QStringLiteral("证券"));
    picture(search.window, QStringLiteral("finder-light-zh"));
    search.window.resize(700, 500);
    search.press(Qt::Key_Escape);
    search.type("p");
    QVERIFY(search.finder.width() <= 700);
    picture(search.window, QStringLiteral("finder-small"));
    for (const char* key : {"appearance.theme", "language.language"})
      QVERIFY(m_desk->settings.reset(key));
  }

private:
  std::unique_ptr<tests::TestDesk> m_desk;
  QStringList m_done;
};

QTEST_MAIN(TstFinder)
#include "tst_finder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Every panel and dialog of the program on the sample profile: opens, is walked through by Tab, changes language and
// theme, bears being small, closes.
#include "app/workstation/workstation.h"
#include "core/data/sample_market.h"
#include "tests/support/fixtures.h"
#include "tests/ui/workstation/looks.h"
#include "tests/ui/workstation/tab_walk.h"
#include "tests/ui/workstation/window_texts.h"
#include "translations_resources.h"
#include "ui/alert/alert_dialog.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/import/import_dialog.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/crib_sheet.h"
#include "ui/shell/finder.h"
#include "ui/shell/help_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/workspace_view.h"
#include "ui/watchlist/formula_column_dialog.h"
#include "widgets/base/icons.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using tests::describe;
using tests::kLooks;
using tests::kUsual;
using tests::Look;
using tests::looksEnglish;
using tests::setLook;
using tests::spokenName;
using tests::textsOf;

class TstEveryWindow : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Theme::current().install(*qApp);
    const std::filesystem::path programs = qEnvironmentVariable("ZVT_BINARY_DIR").toStdString() + "/bin";
    auto opened = app::Workstation::open(m_folder.path() / "profile", programs);
    QVERIFY2(bool(opened), opened ? "" : opened.error().code.c_str());
    m_workstation = std::move(*opened);
    const ui::Context& context = m_workstation->context();
    SilentTaskControl control;
    QVERIFY(data::generateSampleMarket(*context.profile, context.marketData, control));
    (void)context.settings->set("start.welcome", ParamValue(false));
    m_window = &m_workstation->window();
    m_window->resize(1600, 1000);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    settle();
  }

  void cleanupTestCase()
  {
    m_window->close();
    m_workstation.reset();
  }

  void init()
  {
    if (qstrcmp(QTest::currentTestFunction(), "everyPanelInEveryLook") != 0)
      setLook(kUsual);
  }

  void everyPanel_data()
  {
    QTest::addColumn<QString>("id");
    for (const ui::PanelSpec& spec : m_workstation->context().panels->all())
      QTest::newRow(qPrintable(spec.id)) << spec.id;
  }

  void everyPanel()
  {
    QFETCH(QString, id);
    ui::Panel* panel = m_window->showPanel(id);
    QVERIFY(panel != nullptr);
    settle();
    QVERIFY(panel->isVisible());
    QVERIFY(!panel->title().isEmpty());
    walkByTab(*panel);
  }

  void everyPanelInEveryLook_data()
  {
    QTest::addColumn<int>("look");
    QTest::addColumn<QString>("id");
    for (std::size_t look = 0; look < kLooks.size(); ++look)
      for (const ui::PanelSpec& spec : m_workstation->context().panels->all())
        QTest::addRow("%s %s", kLooks[look].name, qPrintable(spec.id)) << static_cast<int>(look) << spec.id;
  }

  /// All of them are open, and change their look while they are.
  void everyPanelInEveryLook()
  {
    QFETCH(int, look);
    QFETCH(QString, id);
    setLook(kLooks.at(static_cast<std::size_t>(look)));
    ui::Panel* panel = m_window->showPanel(id);
    settle();
    QVERIFY(panel->isVisible());
    checkLook(*panel);
  }

  void everyPanelHasItsPageOfHelp()
  {
    for (const QString& code : widgets::Language::codes()) {
      const std::vector<ui::HelpPage> pages = ui::helpPages(code);
      for (const ui::PanelSpec& spec : m_workstation->context().panels->all())
        QVERIFY2(std::ranges::any_of(pages, [&](const ui::HelpPage& page) { return page.topic == spec.helpTopic; }),
            qPrintable(code + u'/' + spec.helpTopic));
    }
  }

  void everyIconExists()
  {
    for (const ui::PanelSpec& spec : m_workstation->context().panels->all())
      QVERIFY2(!widgets::icon(spec.icon).isNull(), qPrintable(spec.id + u' ' + spec.icon));
    for (const ui::ActionSpec* spec : m_workstation->context().actions->all())
      QVERIFY2(spec->icon.isEmpty() || !widgets::icon(spec->icon).isNull(), qPrintable(spec->id + u' ' + spec->icon));
  }

  void helpOpensOnThePageOfThePanel()
  {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    ui::Panel* panel = m_window->showPanel(QStringLiteral("chart"));
    settle();
    panel->setFocus();
    QCOMPARE(ui::Panel::focused(), panel);
    m_workstation->context().actions->action(QStringLiteral("help.page"))->trigger();
    ui::HelpWindow* help = nullptr;
    for (QWidget* top : QApplication::topLevelWidgets())
      if (auto* found = qobject_cast<ui::HelpWindow*>(top))
        help = found;
    QVERIFY(help && help->isVisible());
    QCOMPARE(help->topic(), QStringLiteral("panel-chart"));
    exercise(*help);
    help->close();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
  }

  void theBellOpensTheNotices()
  {
    m_workstation->context().notices->add(widgets::NoteKind::Info, QStringLiteral("hello"));
    m_window->showWelcome();
    auto* bell = m_window->findChild<QToolButton*>(QStringLiteral("bellButton"));
    QCOMPARE(bell->text(), QString::number(m_workstation->context().notices->unreadCount()));
    QTest::mouseClick(bell, Qt::LeftButton);
    settle();
    QTableView* table = nullptr; // every workspace may have its own
    for (auto* one : m_window->findChildren<QTableView*>(QStringLiteral("noticeTable")))
      if (one->isVisible())
        table = one;
    QVERIFY(table != nullptr);
    QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("hello"));
  }

  void settingsWindow()
  {
    inDialog([this] { m_window->openSettings(); },
        [this](QWidget& dialog) {
          auto* pages = dialog.findChild<QListWidget*>(QStringLiteral("settingsPageList"));
          const auto onEveryPage = [pages](const std::function<void()>& check) {
            for (int page = 0; page < pages->count(); ++page) {
              pages->setCurrentRow(page);
              check();
            }
          };
          onEveryPage([&] { walkByTab(dialog); });
          inEveryLook([&] { onEveryPage([&] { checkLook(dialog); }); });
          onEveryPage([&] { shrink(dialog); });
        });
  }

  void importDialog()
  {
    ui::ImportDialog dialog(m_workstation->context(), m_window);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    exercise(dialog);
    dialog.close();
  }

  void about()
  {
    QAction* action = m_workstation->context().actions->action(QStringLiteral("help.about"));
    QVERIFY(action != nullptr);
    for (const QString& code : widgets::Language::codes()) {
      widgets::Language::current().setCode(code);
      inDialog([action] { action->trigger(); },
          [this, code](QWidget& dialog) {
            walkByTab(dialog);
            if (code == u"zh_CN")
              expectNoEnglish(dialog);
          });
    }
  }

  void factorDialogs()
  {
    ui::IndicatorDialog indicators(m_workstation->context(), ui::defaultIndicators(), m_window);
    indicators.show();
    QVERIFY(QTest::qWaitForWindowExposed(&indicators));
    indicators.showIndicator(1); // its parameters and outputs are there, too
    exercise(indicators);
    indicators.close();
    ui::FormulaDialog formula(m_workstation->context(), m_window);
    formula.openFormula(QStringLiteral("X"), "INPUT: N(20,2,250,1);\nX: MAA(CLOSE,N);");
    formula.show();
    QVERIFY(QTest::qWaitForWindowExposed(&formula));
    exercise(formula);
    formula.close();
    ui::FormulaColumnDialog column(m_workstation->context(), {"formula:X", 0, "MAA(CLOSE,20)"}, {}, m_window);
    column.show();
    QVERIFY(QTest::qWaitForWindowExposed(&column));
    exercise(column);
    column.close();
  }

  void alertDialog()
  {
    alert::Alert line = alert::alertOnLine("stock_sz_003901", {Timestamp::fromSeconds(1'700'000'000), 10},
        {Timestamp::fromSeconds(1'710'000'000), 11}, alert::Extent::Ray, market::BarLevel::Day1);
    for (const alert::Condition& condition : {line.condition, alert::Condition(alert::PriceCondition{{}, 10}),
             alert::Condition(alert::ChangeCondition{5, false, alert::kNoValue}),
             alert::Condition(alert::FormulaCondition()), alert::Condition(alert::HealthCondition())}) {
      line.condition = condition;
      ui::AlertDialog dialog(m_workstation->context(), line, m_window);
      dialog.show();
      QVERIFY(QTest::qWaitForWindowExposed(&dialog));
      exercise(dialog);
      dialog.close();
    }
  }

  void cribSheet()
  {
    m_workstation->context().actions->action(QStringLiteral("help.shortcuts"))->trigger();
    auto* sheet = m_window->findChild<ui::CribSheet*>();
    QVERIFY(sheet && sheet->isVisible());
    exercise(*sheet);
    sheet->close();
  }

  /// No two commands answer to the same keys at the same place.
  void keysMeanOneThing()
  {
    const ui::ActionRegistry& actions = *m_workstation->context().actions;
    QStringList doubled;
    for (const ui::ActionSpec* spec : actions.all())
      for (const QKeySequence& keys : actions.defaultKeys(spec->id))
        for (const QString& other : actions.conflicts(spec->id, keys))
          if (actions.find(other)->context == spec->context)
            doubled << QStringLiteral("%1: %2 and %3").arg(keys.toString(), spec->id, other);
    QVERIFY2(doubled.isEmpty(), qPrintable(doubled.join(u'\n')));
  }

  void finderAndWelcome()
  {
    const auto withEveryText = [this](const std::function<void(ui::Finder&)>& check) {
      for (const char* text : {"", "009", "yb", "sett"}) {
        m_window->openFinder(QString::fromLatin1(text));
        auto* finder = m_window->findChild<ui::Finder*>();
        QVERIFY(finder->isVisible());
        settle();
        check(*finder);
        finder->hide();
      }
    };
    withEveryText([this](ui::Finder& finder) { walkByTab(finder); });
    inEveryLook([&] { withEveryText([this](ui::Finder& finder) { checkLook(finder); }); });
    withEveryText([this](ui::Finder& finder) { shrink(finder); });
    m_window->showWelcome();
    settle();
    exercise(*m_window);
    m_window->switchTo(m_window->workspaceIds().front());
  }

  void everyWorkspaceBearsASmallWindow()
  {
    const QStringList ids = m_window->workspaceIds();
    for (const QString& id : ids) {
      m_window->switchTo(id);
      settle();
      m_window->resize(640, 400);
      settle();
      m_window->resize(1280, 720);
      settle();
      QVERIFY2(m_window->width() <= 1280 && m_window->height() <= 720,
          qPrintable(QStringLiteral("%1 wants %2 × %3").arg(id).arg(m_window->width()).arg(m_window->height())));
    }
  }

  void noKeyMeansTwoThings()
  {
    const ui::ActionRegistry& actions = *m_workstation->context().actions;
    QMap<QString, QString> owners;
    for (const ui::ActionSpec* spec : actions.all()) {
      const QList<QKeySequence> keys = actions.keys(spec->id);
      for (const QKeySequence& key : keys) {
        if (!spec->context.isEmpty())
          continue;
        QVERIFY2(!owners.contains(key.toString()), qPrintable(spec->id + u' ' + owners.value(key.toString())));
        owners.insert(key.toString(), spec->id);
      }
    }
  }

  void everyPanelClosesAndComesBack()
  {
    const QStringList ids = m_window->workspaceIds();
    for (const QString& id : ids) {
      m_window->switchTo(id);
      for (ui::PanelDock* dock : m_window->workspace()->docks())
        dock->close();
      settle();
      m_workstation->context().actions->action(QStringLiteral("window.reset"))->trigger();
      settle();
      for (ui::PanelDock* dock : m_window->workspace()->docks())
        QVERIFY2(dock->panel() != nullptr, qPrintable(dock->panelId()));
    }
  }

private:
  void settle()
  {
    for (int round = 0; round < 3; ++round) {
      QCoreApplication::processEvents();
      m_workstation->context().workers->drain();
    }
    QCoreApplication::processEvents();
  }

  /// @p open shows a modal dialog and returns when it is closed; @p look has it in hand meanwhile.
  void inDialog(const std::function<void()>& open, const std::function<void(QWidget&)>& look)
  {
    bool seen = false;
    QTimer::singleShot(0, this, [&] {
      QWidget* dialog = QApplication::activeModalWidget();
      if (!dialog)
        return;
      seen = true;
      look(*dialog);
      dialog->close();
    });
    open();
    QVERIFY(seen);
  }

  void exercise(QWidget& widget)
  {
    walkByTab(widget);
    inEveryLook([&] { checkLook(widget); });
    shrink(widget);
  }

  void inEveryLook(const std::function<void()>& check)
  {
    for (const Look& look : kLooks) {
      setLook(look);
      settle();
      check();
    }
    setLook(kUsual);
    settle();
  }

  void checkLook(QWidget& widget)
  {
    QVERIFY(!widget.grab().isNull());
    expectReadableLabels(widget);
    if (widgets::Language::current().code() != u"zh_CN")
      return;
    expectNoEnglish(widget);
    expectNothingCut(widget);
  }

  void shrink(QWidget& widget)
  {
    const QSize size = widget.size();
    if (!widget.isWindow())
      return;
    widget.resize(widget.minimumSizeHint());
    QCoreApplication::processEvents();
    widget.resize(size);
  }

  /// Tab comes to everything that wants it and back, and everything it comes to has a name.
  void walkByTab(QWidget& widget)
  {
    QStringList wrong;
    for (QWidget* stop : tests::tabStops(widget))
      if (spokenName(stop).isEmpty())
        wrong << QStringLiteral("no name: ") + describe(stop);
    const tests::TabWalk walked = tests::walkByTab(widget);
    for (const QWidget* missed : walked.missed)
      wrong << QStringLiteral("Tab misses ") + describe(missed);
    for (const QWidget* missed : walked.missedBack)
      wrong << QStringLiteral("Shift+Tab misses ") + describe(missed);
    if (walked.trap)
      wrong << QStringLiteral("no way on from ") + describe(walked.trap);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  /// Labels wear the look that is on, in a window that is in front and in one that is not: WCAG's 3 : 1 at the least,
  /// which what is left of another theme's colours does not reach.
  void expectReadableLabels(const QWidget& widget)
  {
    const auto light = [](const QColor& color) {
      const auto part = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
      return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF()) + 0.05;
    };
    QStringList pale;
    const QList<QLabel*> labels = widget.findChildren<QLabel*>();
    for (const QLabel* label : labels) {
      if (!label->isVisible() || !label->isEnabled() || label->text().isEmpty())
        continue;
      for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        const double ink = light(label->palette().color(group, label->foregroundRole()));
        const double ground = light(label->palette().color(group, label->backgroundRole()));
        if (std::max(ink, ground) / std::min(ink, ground) < 3)
          pale << QStringLiteral("%1: “%2”").arg(describe(label), label->text());
      }
    }
    QVERIFY2(pale.isEmpty(), qPrintable(pale.join(u'\n')));
  }

  /// Labels and buttons show all of their words at 100 %. Texts that are made to be elided have no width of their own.
  void expectNothingCut(const QWidget& widget)
  {
    QStringList cut;
    const QList<QWidget*> children = widget.findChildren<QWidget*>();
    for (const QWidget* child : children) {
      const auto* label = qobject_cast<const QLabel*>(child);
      const auto* button = qobject_cast<const QAbstractButton*>(child);
      const auto* tool = qobject_cast<const QToolButton*>(child);
      const bool isIcon = tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull();
      const QString text = label ? label->text() : button && !isIcon ? button->text() : QString();
      if (text.isEmpty() || !child->isVisible() || child->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored
          || (label && (label->wordWrap() || label->hasScaledContents())))
        continue;
      const bool isRich = label && Qt::mightBeRichText(text);
      const int needed =
          isRich ? label->sizeHint().width() : child->fontMetrics().size(Qt::TextShowMnemonic, text).width();
      if (child->width() < needed)
        cut << QStringLiteral("%1: “%2” needs %3, has %4").arg(describe(child), text).arg(needed).arg(child->width());
    }
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
  }

  void expectNoEnglish(const QWidget& widget)
  {
    QStringList found;
    QList<QWidget*> all = widget.findChildren<QWidget*>();
    all.append(const_cast<QWidget*>(&widget));
    for (const QWidget* child : all) {
      // Qt's own scroll buttons of a tab bar say their names in English where its translations are not installed.
      if (!child->isVisible() || child->objectName().startsWith(QStringLiteral("Scroll"))
          || child->objectName() == u"buildFactsLabel"
          || child->objectName() == u"logChannelCombo") // the log's own names
        continue;
      const QStringList texts = textsOf(child);
      for (const QString& text : texts)
        if (looksEnglish(text))
          found << describe(child) + QStringLiteral(": ") + text;
    }
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
  }

  tests::TemporaryFolder m_folder;
  std::unique_ptr<app::Workstation> m_workstation;
  ui::MainWindow* m_window = nullptr;
};

QTEST_MAIN(TstEveryWindow)
#include "tst_every_window.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel base gives to every panel: states, link and pin, undo, copy, export, dropped symbols, questions.
#include "ui/shell/panel.h"

#include "tests/ui/scripted_dialogs.h"
#include "tests/ui/shell/test_desk.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/panel_actions.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

#include <semaphore>

using namespace zvt;
using namespace zvt::ui;

namespace {

/// A table with a presenter that reads what the test tells it to.
class ProbePanel : public Panel {
public:
  ProbePanel(const Context& context, QWidget* parent)
      : Panel(parent)
      , m_context(context)
      , table(new QTableWidget(2, 3, this))
  {
    table->setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Note"), QStringLiteral("Price")});
    const QStringList cells{QStringLiteral("平安银行"), QStringLiteral("a, \"b\""), QStringLiteral("10.50"),
        QStringLiteral("中信证券"), QStringLiteral("two\nlines"), QStringLiteral("-1")};
    for (int i = 0; i < 6; ++i)
      table->setItem(i / 3, i % 3, new QTableWidgetItem(cells[i]));
    setContent(table);
    setFocusProxy(table);
    followLink(context.links, [this](const QString& entity) { symbols << entity; });
    presenter = new Presenter(context, this, [this] {
      ++loads;
      if (work)
        presenter->read(work, [this](int value) { taken << value; });
    });
  }
  QString title() const override { return QStringLiteral("Probe"); }

private:
  Context m_context;

public:
  QTableWidget* table;
  QStringList symbols;
  Presenter* presenter = nullptr;
  std::function<Result<int>(TaskControl&)> work;
  int loads = 0;
  QList<int> taken;
};

struct Desk : tests::TestDesk {
  Desk()
      : workers(2, systemClock)
  {
    context.workers = &workers;
    context.dialogs = &dialogs;
    PanelSpec spec;
    spec.id = QStringLiteral("probe");
    spec.title = [] { return QStringLiteral("Probe"); };
    spec.create = [](const Context& given, QWidget* parent) -> Panel* { return new ProbePanel(given, parent); };
    panels.add(std::move(spec));
  }
  std::unique_ptr<ProbePanel> make()
  {
    return std::unique_ptr<ProbePanel>(
        static_cast<ProbePanel*>(panels.find(QStringLiteral("probe"))->create(context, nullptr)));
  }

  tests::ScriptedDialogs dialogs;
  SystemClock systemClock;
  ExecutorPool workers;
};

const QString kPingAn = QStringLiteral("stock_sz_000001");
const QString kCitic = QStringLiteral("stock_sh_600030");

}

class TstPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void theRegistryTellsAPanelWhoItIs()
  {
    Desk desk;
    const auto panel = desk.make();
    QCOMPARE(panel->contextId(), QStringLiteral("probe"));
    QCOMPARE(panel->helpTopic(), QStringLiteral("panel-probe"));
  }

  void aPinnedPanelKeepsItsSymbol()
  {
    Desk desk;
    const auto panel = desk.make();
    desk.links.select(LinkColor::A, kPingAn);
    QCOMPARE(panel->symbols, QStringList{kPingAn});
    panel->setPinned(true);
    desk.links.select(LinkColor::A, kCitic);
    QCOMPARE(panel->symbols, QStringList{kPingAn});
    panel->setLink(LinkColor::B); // a new colour does not move it either
    panel->setLink(LinkColor::A);
    QCOMPARE(panel->symbols, QStringList{kPingAn});
    panel->setPinned(false);
    QCOMPARE(panel->symbols, QStringList({kPingAn, kCitic}));
    desk.links.select(LinkColor::B, kPingAn);
    QCOMPARE(panel->symbols.size(), 2);
    panel->setLink(LinkColor::B);
    QCOMPARE(panel->symbols.last(), kPingAn);
    desk.links.select(LinkColor::B, kCitic, panel.get()); // its own choice
    QCOMPARE(panel->symbols.size(), 3);
  }

  /// Such a panel shows no single symbol: what is dropped on it is handed on.
  void aDroppedSymbolPassesThroughAPanelThatFollowsNone()
  {
    tests::TestDesk desk;
    tests::WordPanel panel(QStringLiteral("Orders"), desk.context, nullptr);
    panel.adopt(QStringLiteral("orders"), {}, desk.context);
    const auto data = symbolMimeData({kCitic});
    const auto drop = [&] {
      QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&panel, &enter);
      QDropEvent event(QPointF(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&panel, &event);
      return enter.isAccepted();
    };
    QVERIFY(panel.acceptDrops());
    QVERIFY(drop());
    QCOMPARE(desk.links.current(LinkColor::A), kCitic);
    panel.setLink(LinkColor::None);
    QVERIFY(!drop());
  }

  void theLinkMenuListsWhatWasSeenLately()
  {
    tests::TestDesk desk;
    tests::WordPanel panel(QStringLiteral("Orders"), desk.context, nullptr);
    panel.adopt(QStringLiteral("orders"), {}, desk.context);
    QMenu menu;
    panel.fillLinkMenu(&menu);
    QVERIFY(menu.isEmpty()); // nothing was seen yet
    for (int i = 0; i < 12; ++i)
      desk.links.select(LinkColor::A, QStringLiteral("stock_sh_6000%1").arg(i + 10));
    panel.fillLinkMenu(&menu);
    QCOMPARE(menu.actions().size(), 11); // a heading and ten
    QCOMPARE(menu.actions().at(1)->data().toString(), QStringLiteral("stock_sh_600021"));
    menu.actions().at(3)->trigger();
    QCOMPARE(desk.links.current(LinkColor::A), QStringLiteral("stock_sh_600019"));
  }

  void symbolsAreFoundInRowsOfAnyTable()
  {
    QStandardItemModel model(1, 3);
    model.setData(model.index(0, 0), QStringLiteral("600000.SH"));
    QVERIFY(symbolInRow(model.index(0, 0)).isEmpty());
    model.setData(model.index(0, 1), QStringLiteral("stock_sh_600000"), Qt::ToolTipRole);
    QCOMPARE(symbolInRow(model.index(0, 2)), QStringLiteral("stock_sh_600000"));
    QVERIFY(symbolInRow({}).isEmpty());
  }

  void aDroppedSymbolLeadsTheColour()
  {
    Desk desk;
    const auto panel = desk.make();
    const auto other = desk.make();
    const auto drop = [&](ProbePanel& on) {
      const auto data = symbolMimeData({kCitic});
      QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&on, &enter);
      QVERIFY(enter.isAccepted());
      QDropEvent event(QPointF(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&on, &event);
    };
    drop(*panel);
    QCOMPARE(panel->symbols, QStringList{kCitic});
    QCOMPARE(other->symbols, QStringList{kCitic});
    panel->setPinned(true);
    drop(*panel); // for itself alone
    QCOMPARE(panel->symbols.size(), 2);
    QCOMPARE(other->symbols.size(), 1);
    QMimeData words;
    words.setText(QStringLiteral("hello"));
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(panel.get(), &enter);
    QVERIFY(!enter.isAccepted());
  }

  void copiesTheChosenRowsAsTheyAreShown()
  {
    Desk desk;
    const auto panel = desk.make();
    panel->resize(400, 300);
    panel->show();
    QVERIFY(panel->copyText().isEmpty());
    panel->table->setColumnHidden(1, true);
    panel->table->horizontalHeader()->moveSection(2, 0); // price before name
    panel->table->selectRow(1);
    QCOMPARE(panel->copyText(), QStringLiteral("Price\tName\n-1\t中信证券"));
    panel->copy();
    QCOMPARE(QApplication::clipboard()->text(), panel->copyText());
  }

  void csvIsThatOfTheRfc()
  {
    // RFC 4180: lines end in CRLF; fields with a comma, a quote or a line break are quoted, quotes are doubled.
    Desk desk;
    const auto panel = desk.make();
    panel->resize(400, 300);
    panel->show();
    QVERIFY(panel->exportFormats().contains(ExportFormat::Csv));
    desk.dialogs.paths = {QStringLiteral("/out/table.csv")};
    QVERIFY(desk.files.createDirectories("/out"));
    QSignalSpy written(panel.get(), &Panel::exported);
    panel->exportAs(ExportFormat::Csv);
    QTRY_COMPARE(written.size(), 1);
    QVERIFY2(written[0][1].toString().isEmpty(), qPrintable(written[0][1].toString()));
    const auto text = desk.files.read("/out/table.csv");
    QVERIFY(bool(text));
    QCOMPARE(QByteArray::fromStdString(*text),
        QByteArray("\xEF\xBB\xBF"
                   "Name,Note,Price\r\n平安银行,\"a, \"\"b\"\"\",10.50\r\n中信证券,\"two\nlines\",-1\r\n"));
  }

  void thePictureIsAPng()
  {
    Desk desk;
    const auto panel = desk.make();
    panel->resize(320, 200);
    panel->show();
    desk.dialogs.paths = {QStringLiteral("/panel.png")};
    QSignalSpy written(panel.get(), &Panel::exported);
    panel->exportAs(ExportFormat::Png);
    QTRY_COMPARE(written.size(), 1);
    const auto bytes = desk.files.read("/panel.png");
    QVERIFY(bool(bytes));
    QImage picture;
    QVERIFY(picture.loadFromData(QByteArray::fromStdString(*bytes), "PNG"));
    QCOMPARE(picture.size(), panel->size() * panel->devicePixelRatio());
    panel->exportAs(ExportFormat::Png); // refused in the dialog
    QCOMPARE(written.size(), 1);
  }

  void keysActOnThePanelWithTheFocus()
  {
    Desk desk;
    PanelActions actions(desk.actions);
    QMainWindow window;
    desk.actions.attach(window.menuBar());
    auto* split = new QSplitter(&window);
    window.setCentralWidget(split);
    const auto left = desk.make();
    const auto right = desk.make();
    split->addWidget(left.get());
    split->addWidget(right.get());
    for (ProbePanel* panel : {left.get(), right.get()}) {
      panel->undoStack()->push(new QUndoCommand(QStringLiteral("one")));
      panel->undoStack()->push(new QUndoCommand(QStringLiteral("two")));
    }
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    left->table->setFocus();
    QTest::keyClick(left->table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(left->undoStack()->index(), 1);
    QCOMPARE(right->undoStack()->index(), 2);
    right->table->setFocus();
    QTest::keyClick(right->table, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(right->table, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(right->table, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(right->undoStack()->index(), 1);
    QCOMPARE(left->undoStack()->index(), 1);
    right->table->selectRow(0);
    QTest::keyClick(right->table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("平安银行")));
    QSignalSpy help(&actions, &PanelActions::helpRequested);
    QTest::keyClick(right->table, Qt::Key_F1);
    QCOMPARE(help.size(), 1);
    QCOMPARE(help[0][0].toString(), QStringLiteral("panel-probe"));
    QMenu menu;
    right->fillMenu(&menu);
    const auto has = [&](const char* text) {
      const QList<QAction*> entries = menu.actions();
      return std::any_of(
          entries.begin(), entries.end(), [&](QAction* action) { return action->text() == QLatin1String(text); });
    };
    QVERIFY(has("Undo: one"));
    QVERIFY(has("Redo: two"));
    QVERIFY(has("Copy"));
    QVERIFY(has("Pin to this symbol"));
    left->setParent(nullptr);
    right->setParent(nullptr);
  }

  void onlyTheLatestAnswerCounts()
  {
    Desk desk;
    const auto panel = desk.make();
    auto gate = std::make_shared<std::binary_semaphore>(0);
    auto started = std::make_shared<std::binary_semaphore>(0);
    auto cancelled = std::make_shared<std::atomic<bool>>(false);
    panel->work = [gate, started, cancelled](TaskControl& control) -> Result<int> {
      started->release();
      gate->acquire();
      cancelled->store(control.cancelToken().isCancelled());
      return 1;
    };
    panel->presenter->reload();
    QVERIFY(panel->state() == PanelState::Loading);
    started->acquire();
    panel->work = [](TaskControl&) -> Result<int> { return 2; };
    panel->presenter->reload();
    QTRY_COMPARE(panel->taken, QList<int>{2});
    QVERIFY(panel->state() == PanelState::Content);
    gate->release();
    desk.workers.drain();
    QCoreApplication::processEvents();
    QVERIFY(cancelled->load());
    QCOMPARE(panel->taken, QList<int>{2});
    // What is shown stays while it is read again.
    panel->presenter->reload();
    QVERIFY(panel->state() == PanelState::Content);
    QTRY_COMPARE(panel->taken.size(), 2);
  }

  void aFailureCanBeTriedAgain()
  {
    Desk desk;
    const auto panel = desk.make();
    panel->work = [](TaskControl&) -> Result<int> { return fail("file.not_found", {{"file", "x"}}); };
    panel->presenter->reload();
    QTRY_VERIFY(panel->state() == PanelState::Error);
    panel->work = [](TaskControl&) -> Result<int> { return 7; };
    panel->findChild<QPushButton*>(QStringLiteral("retryButton"))->click();
    QTRY_COMPARE(panel->taken, QList<int>{7});
    QVERIFY(panel->state() == PanelState::Content);
  }

  void slowReadingShowsProgressAndCanBeCancelled()
  {
    Desk desk;
    const auto panel = desk.make();
    panel->resize(500, 300);
    panel->show();
    auto done = std::make_shared<std::atomic<bool>>(false);
    panel->work = [done](TaskControl& control) -> Result<int> {
      control.progress(0.25, "bars 250 of 1000");
      while (!control.cancelToken().isCancelled())
        std::this_thread::yield();
      done->store(true);
      return fail("task.cancelled");
    };
    panel->presenter->reload();
    QVERIFY(!panel->findChild<QProgressBar*>());
    QTRY_VERIFY(panel->findChild<QProgressBar*>()); // after a second
    QTRY_COMPARE(
        panel->findChild<QLabel*>(QStringLiteral("loadingStepLabel"))->text(), QStringLiteral("bars 250 of 1000"));
    QCOMPARE(panel->findChild<QProgressBar*>()->value(), 250);
    panel->findChild<QPushButton*>(QStringLiteral("loadingCancelButton"))->click();
    QVERIFY(panel->state() == PanelState::Empty);
    QTRY_VERIFY(done->load());
  }

  void aPanelThatGoesCancelsItsRead()
  {
    Desk desk;
    auto panel = desk.make();
    auto started = std::make_shared<std::binary_semaphore>(0);
    auto done = std::make_shared<std::atomic<bool>>(false);
    panel->work = [started, done](TaskControl& control) -> Result<int> {
      started->release();
      while (!control.cancelToken().isCancelled())
        std::this_thread::yield();
      done->store(true);
      return 1;
    };
    panel->presenter->reload();
    started->acquire();
    panel.reset();
    desk.workers.drain(); // would never end
    QVERIFY(done->load());
    QCoreApplication::processEvents();
  }

  void aBurstOfChangesIsOneReload()
  {
    Desk desk;
    const auto panel = desk.make();
    panel->presenter->setCoalesceMs(20);
    const auto knock = panel->presenter->knock();
    std::thread other([knock] {
      for (int i = 0; i < 50; ++i)
        knock();
    });
    other.join();
    QTRY_COMPARE(panel->loads, 1);
    QCoreApplication::processEvents();
    QCOMPARE(panel->loads, 1);
  }

  void staleContentSaysSinceWhenAndFromWhere()
  {
    Desk desk;
    const auto panel = desk.make();
    bool asked = false;
    panel->showStale(
        {QStringLiteral("eastmoney"), QStringLiteral("09:31:05"), QStringLiteral("Connect"), [&] { asked = true; }});
    QVERIFY(panel->isStale());
    const QString words = panel->findChild<QLabel*>(QStringLiteral("staleLabel"))->text();
    QVERIFY(words.contains(QStringLiteral("eastmoney")) && words.contains(QStringLiteral("09:31:05")));
    panel->findChild<QPushButton*>(QStringLiteral("staleButton"))->click();
    QVERIFY(asked);
    panel->showFresh();
    QVERIFY(!panel->isStale());
  }

  void questionsAreAnsweredByKeyboard_data()
  {
    QTest::addColumn<bool>("dangerous");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("answer");
    QTest::newRow("Enter takes the first") << false << int(Qt::Key_Return) << 0;
    QTest::newRow("Escape refuses") << false << int(Qt::Key_Escape) << 2;
    QTest::newRow("Enter does not do what is dangerous") << true << int(Qt::Key_Return) << 2;
  }

  void questionsAreAnsweredByKeyboard()
  {
    QFETCH(bool, dangerous);
    QFETCH(int, key);
    QFETCH(int, answer);
    Question question;
    question.title = QStringLiteral("Unsaved");
    question.text = QStringLiteral("Save it?");
    question.answers = {QStringLiteral("Save"), QStringLiteral("Discard"), QStringLiteral("Stay")};
    question.dangerous = dangerous;
    QTimer::singleShot(0, this, [key] {
      QWidget* dialog = QApplication::activeModalWidget();
      QVERIFY(dialog);
      QTest::keyClick(dialog, static_cast<Qt::Key>(key));
    });
    QCOMPARE(nativeDialogs().ask(nullptr, question), answer);
  }
};

QTEST_MAIN(TstPanel)
#include "tst_panel.moc"

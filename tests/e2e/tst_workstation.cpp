// SPDX-License-Identifier: GPL-3.0-or-later
// A newcomer's first hour in the real window, on an empty profile: import, look, adjust, settle in, test a strategy,
// trade on paper, come back the next day.
#include "app/workstation/workstation.h"
#include "core/backtest/backtest.h"
#include "core/trading/order_service.h"
#include "core/trading/paper_session.h"
#include "tests/support/fixtures.h"
#include "tests/ui/scripted_dialogs.h"
#include "translations_resources.h"
#include "ui/chart/chart_panel.h"
#include "ui/import/import_dialog.h"
#include "ui/report/report_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workspace_view.h"
#include "ui/strategy/strategy_panel.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "ui/watchlist/watchlist_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QtTest>
#include <QtWidgets>

#include <fstream>

using namespace zvt;

namespace {

const QString kStock = QStringLiteral("stock_sz_000001");

template <typename T> T* child(QObject& parent, const char* name)
{
  return parent.findChild<T*>(QString::fromLatin1(name));
}

void click(QWidget& parent, const char* name)
{
  auto* button = child<QAbstractButton>(parent, name);
  QVERIFY2(button != nullptr, name);
  QVERIFY2(button->isEnabled(), name);
  QTest::mouseClick(button, Qt::LeftButton);
}

void chooseSegment(QWidget& parent, const char* field, const char* value)
{
  auto* segments = child<widgets::SegmentedControl>(parent, field);
  QVERIFY2(segments != nullptr, field);
  segments->findChild<QAbstractButton*>(QLatin1String(value) + QStringLiteral("Segment"))->click();
}

}

class TstWorkstation : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    for (const char* name : {"market/hikyuu/sz000001_1d.csv", "market/hikyuu/sz000001_corporate_actions.csv"})
      if (!tests::fixture(name))
        QSKIP("the fixtures of market/hikyuu are not there");
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Theme::current().install(*qApp);
    open();
  }

  void cleanupTestCase() { close(); }

  void anEmptyProfileOffersTheWayIn()
  {
    QVERIFY(m_window->isWelcomeShown());
    QVERIFY(m_workstation->context().settings->set("language.language", ParamValue(std::string("en"))));
    m_window->switchTo(QStringLiteral("trading"));
    QVERIFY(!m_window->isWelcomeShown());
    QTRY_VERIFY(watchlist()->findChild<QAbstractButton*>(QStringLiteral("emptyButton")) != nullptr);
  }

  void importsAFileThroughTheDialog()
  {
    // From the watchlist's empty state, as its button offers.
    child<QAbstractButton>(*watchlist(), "emptyButton")->click();
    importFile("market/hikyuu/sz000001_1d.csv", QStringLiteral("平安银行"), 4937);
  }

  void importsItsCorporateActions()
  {
    action("data.import")->trigger();
    auto* dialog = m_window->findChild<ui::ImportDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setEntity(QStringLiteral("000001.SZ"));
    dialog->setContent(plugin::ImportContent::Actions);
    importFile("market/hikyuu/sz000001_corporate_actions.csv", {}, {});
  }

  void theWatchlistShowsIt()
  {
    const ui::WatchlistModel& model = watchlist()->model();
    const auto cell = [&](ui::WatchField field) { return model.index(0, static_cast<int>(field)).data().toString(); };
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(cell(ui::WatchField::Name), QString::fromUtf8("平安银行"));
    // Live: the paper market stands twenty trading days before the file's last line (2011-12-05).
    QTRY_COMPARE(cell(ui::WatchField::Last), QStringLiteral("16.72"));
    QCOMPARE(cell(ui::WatchField::Day), QStringLiteral("2011-11-07"));
  }

  void theChartShowsItsBars()
  {
    QTRY_COMPARE(chart()->entityId(), kStock);
    // Of the file's 4,937 days all but the twenty that the paper market has not seen: it stands beside a ticket.
    QTRY_VERIFY(chart()->view()->model() && chart()->view()->model()->bars->size() == 4917);
    QCOMPARE(chart()->view()->model()->bars->close.back(), 16.72);
  }

  void theFinderFindsItByItsInitials()
  {
    m_workstation->context().links->select(ui::LinkColor::A, QString());
    chart()->view()->setFocus();
    QTest::keyClick(chart()->view(), Qt::Key_P);
    auto* field = child<QLineEdit>(*m_window, "finderField");
    QTRY_VERIFY(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("ayh"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_workstation->context().links->current(ui::LinkColor::A), kStock);
  }

  void adjustsPrices()
  {
    // oracle/adjust/sz000001_hfq_qfq_close.csv, 1991-01-02: qfq 3.41831, hfq 67.41
    const auto firstClose = [this] { return chart()->view()->model()->bars->close.front(); };
    QTRY_VERIFY(std::abs(firstClose() - 3.41831) < 1e-5 * 3.41831);
    auto* combo = child<QComboBox>(*chart(), "adjustCombo");
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Down);
    QVERIFY(chart()->adjust() == market::AdjustMode::Hfq);
    QTRY_VERIFY(std::abs(firstClose() - 67.41) < 1e-9);
  }

  void keepsThemeLanguageAndLayoutOverARestart()
  {
    inDialog([this] { action("file.settings")->trigger(); },
        [](QWidget& dialog) {
          chooseSegment(dialog, "appearance_themeField", "light");
          chooseSegment(dialog, "language_languageField", "zh_CN");
          click(dialog, "okButton");
        });
    QVERIFY(widgets::Theme::current().id() == widgets::ThemeId::Light);
    QCOMPARE(widgets::Language::current().code(), QStringLiteral("zh_CN"));
    (void)m_workstation->context().settings->set("start.welcome", ParamValue(false));
    m_window->resize(780, 640);

    reopen();
    QVERIFY(widgets::Theme::current().id() == widgets::ThemeId::Light);
    QCOMPARE(widgets::Language::current().code(), QStringLiteral("zh_CN"));
    QVERIFY(!m_window->isWelcomeShown());
    QCOMPARE(m_window->size(), QSize(780, 640));
    QVERIFY(chart()->adjust() == market::AdjustMode::Hfq);
    QTRY_COMPARE(chart()->entityId(), kStock);
    for (const char* key : {"appearance.theme"})
      QVERIFY(m_workstation->context().settings->reset(key));
    QVERIFY(m_workstation->context().settings->set("language.language", ParamValue(std::string("en"))));
  }

  void runsABacktest()
  {
    const auto file = m_folder.path() / "cross.zvtstrategy";
    std::ofstream(file) << R"({"format": "zvt.strategy", "version": 1, "name": "Cross", "nodes": [
      {"id": "universe", "type": "universe", "params": {"entities": ["stock_sz_000001"]}, "position": {"x": 0, "y": 0}},
      {"id": "cross", "type": "factor.cross", "params": {"fast": 10, "kind": "SMA", "side": "long", "slow": 30},
       "position": {"x": 260, "y": 0}},
      {"id": "weight", "type": "weight.equal", "params": {"gross": 0.95, "max_positions": 1},
       "position": {"x": 520, "y": 0}},
      {"id": "account", "type": "account", "params": {"fill": "next_open", "initial_cash": "1000000", "rules": "dated"},
       "position": {"x": 780, "y": 0}}],
      "links": [{"from": "universe.entities", "to": "cross.universe"}, {"from": "cross.signals", "to": "weight.signals"},
        {"from": "weight.weights", "to": "account.weights"}],
      "run": {"adjust": "hfq", "level": "1d", "start": "2005-01-04"}})";
    auto* panel = qobject_cast<ui::StrategyPanel*>(m_window->showPanel(QStringLiteral("strategy")));
    QVERIFY(panel != nullptr);
    QSignalSpy opened(panel, &ui::StrategyPanel::opened);
    panel->openFile(QString::fromStdString(file.string()));
    QTRY_VERIFY(opened.count() > 0);
    click(*panel, "runBacktestButton");
    ui::ResearchHub* research = m_workstation->context().research;
    QTRY_VERIFY_WITH_TIMEOUT(research->run() != nullptr, 30'000);
    QVERIFY(!research->run()->report.input.trades.empty());

    QTRY_VERIFY(child<QAbstractButton>(*panel, "reportButton")->isEnabled());
    click(*panel, "reportButton");
    QTRY_VERIFY(m_window->workspace()->findPanel(QStringLiteral("report"))->isVisible());
  }

  void buysOnPaper()
  {
    m_window->switchTo(QStringLiteral("trading"));
    auto* panel = ticket();
    QVERIFY(panel != nullptr);
    m_workstation->context().links->select(ui::LinkColor::A, QString());
    QSignalSpy loaded(panel, &ui::TicketPanel::contextLoaded);
    m_workstation->context().links->select(ui::LinkColor::A, kStock);
    QTRY_VERIFY(child<QAbstractButton>(*panel, "ticketLastButton")->isEnabled());
    click(*panel, "ticketBuyButton");
    click(*panel, "ticketLastButton");
    panel->form()->setQuantity(*Quantity::parse("300"));
    const QSignalSpy submitted(panel, &ui::TicketPanel::submitted);
    QTRY_VERIFY(child<QAbstractButton>(*panel, "ticketSubmitButton")->isEnabled());
    inDialog([&] { click(*panel, "ticketSubmitButton"); },
        [](QWidget& dialog) {
          QCOMPARE(dialog.objectName(), QStringLiteral("confirmOrderDialog"));
          click(dialog, "confirmSendButton");
        });
    QTRY_COMPARE(submitted.count(), 1);
    const auto snapshot = orders().snapshot();
    QCOMPARE(snapshot->orders.size(), std::size_t{1});
    QCOMPARE(snapshot->orders.front().entityId, kStock.toStdString());
    QVERIFY(snapshot->orders.front().quantity == *Quantity::parse("300"));
    QVERIFY(snapshot->fills.empty()); // the next session has not been played
  }

  void theMarketPlaysOn()
  {
    const auto before = m_workstation->context().paperSession->state().day;
    action("trade.nextDay")->trigger();
    QTRY_VERIFY(m_workstation->context().paperSession->state().day != before
        && !m_workstation->context().paperSession->state().running);
  }

  void theJournalHasItAfterARestart()
  {
    const auto before = orders().snapshot();
    const auto day = m_workstation->context().paperSession->state().day;
    reopen();
    const auto after = orders().snapshot();
    QCOMPARE(after->orders.size(), std::size_t{1});
    QCOMPARE(after->orders.front().id, before->orders.front().id);
    QVERIFY(after->orders.front().state == before->orders.front().state);
    QCOMPARE(after->fills.size(), before->fills.size());
    QVERIFY(after->account->availableCash() == before->account->availableCash());
    QVERIFY(m_workstation->context().paperSession->state().day == day);
  }

private:
  void open()
  {
    const std::filesystem::path programs = qEnvironmentVariable("ZVT_BINARY_DIR").toStdString() + "/bin";
    auto opened = app::Workstation::open(m_folder.path() / "profile", programs, &m_dialogs);
    QVERIFY2(bool(opened), opened ? "" : opened.error().code.c_str());
    m_workstation = std::move(*opened);
    m_window = &m_workstation->window();
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
  }

  void close()
  {
    if (m_window)
      m_window->close();
    m_window = nullptr;
    m_workstation.reset();
  }

  void reopen()
  {
    close();
    open();
  }

  /// In the import dialog that is open.
  void importFile(const char* fixture, const QString& name, std::optional<int> rows)
  {
    const QPointer<ui::ImportDialog> dialog = m_window->findChild<ui::ImportDialog*>();
    QVERIFY(dialog);
    const QString file = QString::fromStdString(tests::fixture(fixture)->string());
    m_dialogs.paths << file;
    click(*dialog, "browseButton");
    QTRY_VERIFY2(dialog->isReady(), qPrintable(dialog->message()));
    if (!name.isEmpty())
      child<QLineEdit>(*dialog, "nameField")->setText(name); // as an input method does
    if (rows)
      QVERIFY2(dialog->message().contains(QString::number(*rows)), qPrintable(dialog->message()));
    const QSignalSpy imported(dialog, &ui::ImportDialog::imported);
    click(*dialog, "importButton");
    QTRY_VERIFY2(imported.count() == 1, qPrintable(dialog->message()));
    QCOMPARE(imported.at(0).at(0).toString(), kStock);
    click(*dialog, "closeButton");
    QTRY_VERIFY(!dialog);
  }

  /// @p open shows a modal dialog and returns when it is closed; @p use closes it.
  void inDialog(const std::function<void()>& open, const std::function<void(QWidget&)>& use)
  {
    bool seen = false;
    QTimer::singleShot(0, this, [&] {
      QWidget* dialog = QApplication::activeModalWidget();
      if (!dialog)
        return;
      seen = true;
      use(*dialog);
      if (dialog->isVisible())
        dialog->close();
    });
    open();
    QTRY_VERIFY(seen);
  }

  QAction* action(const char* id) { return m_workstation->context().actions->action(QString::fromLatin1(id)); }
  template <typename T> T* panel(const char* id)
  {
    return qobject_cast<T*>(m_window->showPanel(QString::fromLatin1(id)));
  }
  ui::WatchlistPanel* watchlist() { return panel<ui::WatchlistPanel>("watchlist"); }
  ui::ChartPanel* chart() { return panel<ui::ChartPanel>("chart"); }
  ui::TicketPanel* ticket() { return panel<ui::TicketPanel>("ticket"); }
  trading::OrderService& orders() { return *m_workstation->context().orders; }

  tests::TemporaryFolder m_folder;
  tests::ScriptedDialogs m_dialogs;
  std::unique_ptr<app::Workstation> m_workstation;
  ui::MainWindow* m_window = nullptr;
};

QTEST_MAIN(TstWorkstation)
#include "tst_workstation.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "core/trading/risk/risk_desk.h"
#include "tests/core/trading/risk/risk_samples.h"
#include "tests/ui/ui_profile.h"
#include "ui/risk/limit_dialog.h"
#include "ui/risk/limit_editor.h"
#include "ui/risk/risk_panel.h"
#include "ui/risk/stop_status.h"
#include "ui/shell/status_cells.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
namespace samples = zvt::risk::samples;

namespace {

const std::string kBank = "stock_sh_601398";

/// Presses a dialog's button once it is there, after @p fill had its fields.
void answer(const char* button, const std::function<void(QWidget& dialog)>& fill)
{
  QTimer::singleShot(0, qApp, [button, fill] {
    QWidget* dialog = QApplication::activeModalWidget();
    QVERIFY(dialog);
    fill(*dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QLatin1String(button)), Qt::LeftButton);
  });
}

void type(QWidget& dialog, const char* edit, const char* words)
{
  dialog.findChild<QLineEdit*>(QLatin1String(edit))->setText(QString::fromUtf8(words));
}

}

class TstRiskPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCode(QStringLiteral("en"));
  }
  void init()
  {
    m_profile = std::make_unique<tests::UiProfile>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile->context.files = &m_files;
    m_profile->context.profileFolder = m_folder->path().toStdString();
  }
  void cleanup()
  {
    m_panel.reset();
    if (m_profile)
      m_profile->workers.drain();
    m_desk.reset();
    m_profile.reset();
  }

  /// 16,500 shares at 10 of 1,000,000: 16.5 % of at most 20 %, beyond the 80 % from where it warns.
  void showsHowMuchIsUsed()
  {
    open(limits({samples::limit("name", "0.2", risk::LimitUnit::OfEquity),
        samples::limit("order_rate", "300", risk::LimitUnit::PerSecond),
        samples::limit("industry", "0.3", risk::LimitUnit::OfEquity)}));
    QTRY_COMPARE(text(0, 2), QStringLiteral("16.5%"));
    QCOMPARE(text(0, 3), QStringLiteral("20.0%"));
    QCOMPARE(text(0, 4), QStringLiteral("601398.SH"));
    QCOMPARE(cell(0, 1).data(widgets::MeterRole).toDouble(), 0.825);
    QCOMPARE(cell(0, 1).data(widgets::MeterMarkRole).toDouble(), 0.8);
    QCOMPARE(cell(0, 0).data(widgets::GroundRole).toInt(), int(widgets::CellTone::Warning));
    QCOMPARE(text(1, 2), QStringLiteral("0"));
    QCOMPARE(text(1, 3), QStringLiteral("300/s"));
    QVERIFY(!cell(1, 0).data(widgets::GroundRole).isValid());
    QVERIFY(cell(2, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("industry of stock_sh_601398")));
    QCOMPARE(m_panel->subtitle(), QStringLiteral("1 warned, 0 used up"));
    picture("limits");
  }

  /// 16,500 at 10 in "paper" and 5,000 at 20 in "second": 265,000 of 1,500,000.
  void showsWhatIsHeldByGroups()
  {
    open({});
    risk::RiskBook& book = m_desk->book();
    trading::AccountSettings settings;
    settings.name = "second";
    settings.initialCash = samples::money("500000");
    trading::TradingSnapshot second;
    second.account = std::make_shared<const trading::SimAccount>(settings);
    book.settle(second);
    trading::Position position;
    position.entityId = "stock_sz_000001";
    position.total = samples::quantity("5000");
    position.last = samples::price("20");
    book.hold("second", position);
    m_panel->showPage(QStringLiteral("exposure"));
    auto* by = m_panel->findChild<QComboBox*>(QStringLiteral("exposureByCombo"));
    auto* of = m_panel->findChild<QComboBox*>(QStringLiteral("exposureAccountCombo"));
    const auto choose = [](QComboBox* combo, int index) {
      combo->setCurrentIndex(index);
      Q_EMIT combo->activated(index);
    };
    const auto rows = [this] {
      return m_panel->findChild<widgets::DataTable*>(QStringLiteral("exposureTable"))->model();
    };
    const auto line = [&](int row) {
      return rows()->index(row, 0).data().toString() + u' ' + rows()->index(row, 3).data().toString() + u' '
          + rows()->index(row, 1).data().toString();
    };
    choose(by, 4); // accounts
    QTRY_COMPARE(rows()->rowCount(), 2);
    QCOMPARE(line(0), QStringLiteral("paper 165,000 11.0%"));
    QCOMPARE(line(1), QStringLiteral("second 100,000 6.7%"));
    const auto sums = [this] { return m_panel->findChild<QLabel*>(QStringLiteral("exposureSumsLabel"))->text(); };
    QVERIFY2(sums().contains(QStringLiteral("1,500,000")) && sums().contains(QStringLiteral("265,000 (17.7%)")),
        qPrintable(sums()));
    picture("exposure");
    // Of one account: 100,000 of 500,000.
    QCOMPARE(of->count(), 3);
    choose(of, 2);
    QTRY_COMPARE(rows()->rowCount(), 1);
    QCOMPARE(line(0), QStringLiteral("second 100,000 20.0%"));
    // A strategy's own account is a world of its own: it can be chosen, and is in no sum.
    settings.name = "strategy.ma";
    second.account = std::make_shared<const trading::SimAccount>(settings);
    book.setPlayed("strategy.ma");
    book.settle(second);
    book.hold("strategy.ma", position);
    choose(of, 0);
    QTRY_COMPARE(of->count(), 4);
    QTRY_COMPARE(rows()->rowCount(), 2);
    choose(of, 3);
    QTRY_COMPARE(rows()->rowCount(), 1);
    QCOMPARE(line(0), QStringLiteral("strategy.ma 100,000 20.0%"));
    choose(of, 2);
    choose(by, 2); // securities
    QTRY_VERIFY(line(0).contains(QStringLiteral("000001.SZ")));
    // Nobody knows an industry here, and says so.
    choose(by, 0);
    QTRY_COMPARE(rows()->index(0, 0).data().toString(), QStringLiteral("Not known"));
    QVERIFY(m_panel->titleActions().size() > 0 && !m_panel->titleActions().front()->isVisible());
    const QJsonObject state = m_panel->saveState();
    RiskPanel other(m_profile->context);
    other.restoreState(state);
    QCOMPARE(other.findChild<QComboBox*>(QStringLiteral("exposureByCombo"))->currentIndex(), 0);
    m_profile->workers.drain();
  }

  void whatIsHeldMovesItAndTheChoiceStays()
  {
    open(limits({samples::limit("name", "0.2", risk::LimitUnit::OfEquity),
        samples::limit("gross", "0.5", risk::LimitUnit::OfEquity)}));
    QTRY_COMPARE(text(0, 2), QStringLiteral("16.5%"));
    table().selectRow(1);
    hold("30000");
    m_panel->refresh();
    QTRY_COMPARE(text(0, 2), QStringLiteral("30.0%"));
    QCOMPARE(cell(0, 1).data(widgets::ToneRole).toInt(), int(widgets::CellTone::Error));
    QCOMPARE(table().selectionModel()->selectedRows().size(), qsizetype(1));
    QCOMPARE(m_panel->subtitle(), QStringLiteral("0 warned, 1 used up"));
  }

  void theUsualLimitsAreWrittenAndTakenBack()
  {
    open({});
    QTRY_VERIFY(m_panel->state() == PanelState::Empty);
    m_panel->takeUsualLimits();
    QTRY_COMPARE(m_desk->book().limits().limits.size(), std::size_t{7});
    QCOMPARE(stored().limits.size(), std::size_t{7});
    QTRY_VERIFY(m_panel->state() == PanelState::Content);
    QTRY_COMPARE(table().model()->rowCount(), 7);
    m_panel->undoStack()->undo();
    QTRY_VERIFY(m_desk->book().limits().limits.empty());
    QVERIFY(stored().isEmpty());
  }

  void aLimitIsAddedChangedAndRemoved()
  {
    open(limits({samples::limit("gross", "0.5", risk::LimitUnit::OfEquity)}));
    QTRY_COMPARE(table().model()->rowCount(), 1);
    answer("acceptLimitButton", [](QWidget& dialog) {
      dialog.findChild<QComboBox*>(QStringLiteral("ruleCombo"))->setCurrentIndex(0); // a security
      dialog.findChild<QDoubleSpinBox*>(QStringLiteral("limitSpin"))->setValue(12.5);
      type(dialog, "strategyEdit", " ma ");
    });
    m_panel->addLimit();
    QTRY_COMPARE(stored().limits.size(), std::size_t{2});
    risk::RiskLimit wanted = samples::limit("name", "0.125", risk::LimitUnit::OfEquity);
    wanted.scope.strategy = "ma";
    wanted.warnAt = samples::decimal("0.8"); // what a new limit begins with
    QVERIFY(stored().limits.back() == wanted);
    QTRY_COMPARE(table().model()->rowCount(), 2);
    table().selectRow(0);
    answer("acceptLimitButton", [](QWidget& dialog) {
      QVERIFY(!dialog.findChild<QComboBox*>(QStringLiteral("ruleCombo"))->isEnabled());
      QCOMPARE(dialog.findChild<QDoubleSpinBox*>(QStringLiteral("limitSpin"))->value(), 50.0);
      dialog.findChild<QDoubleSpinBox*>(QStringLiteral("limitSpin"))->setValue(60);
    });
    m_panel->editLimit();
    QTRY_COMPARE(stored().limits.front().limit.toString(), std::string("0.6"));
    QTRY_COMPARE(text(0, 3), QStringLiteral("60.0%"));
    table().selectRow(1);
    m_panel->removeLimits();
    QTRY_COMPARE(stored().limits.size(), std::size_t{1});
    QTRY_COMPARE(table().model()->rowCount(), 1);
    m_panel->undoStack()->undo();
    QTRY_COMPARE(stored().limits.size(), std::size_t{2});
  }

  /// A folder where the file should be.
  void whatCannotBeWrittenChangesNothing()
  {
    open({});
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("risk_limits.json/x")));
    LimitEditor editor(m_profile->context);
    QSignalSpy failed(&editor, &LimitEditor::failed);
    editor.change(QStringLiteral("x"), limits({samples::limit("gross", "1", risk::LimitUnit::OfEquity)}));
    QTRY_COMPARE(failed.size(), qsizetype(1));
    QVERIFY(m_desk->book().limits().isEmpty());
    QVERIFY(!editor.isBusy());
  }

  void aScopeThatNamesNothingIsTold()
  {
    open({});
    LimitEditor editor(m_profile->context);
    QSignalSpy warned(&editor, &LimitEditor::warned);
    QSignalSpy changed(&editor, &LimitEditor::changed);
    risk::RiskLimits document = limits({samples::limit("gross", "1", risk::LimitUnit::OfEquity)});
    document.limits.front().scope.account = "paper";
    editor.change(QStringLiteral("x"), document);
    QTRY_COMPARE(changed.size(), qsizetype(1));
    QCOMPARE(warned.size(), qsizetype(0));
    document.limits.front().scope.account = "papr";
    editor.change(QStringLiteral("y"), document);
    QTRY_COMPARE(warned.size(), qsizetype(1));
    const auto warning = warned.front().front().value<Error>();
    QCOMPARE(warning.code, std::string("risk.unknown_account_near"));
    QCOMPARE(warning.field("nearest"), std::string_view("paper"));
    QTRY_COMPARE(changed.size(), qsizetype(2)); // it is kept all the same
    document.limits.front().action = risk::LimitAction::Warn;
    editor.change(QStringLiteral("z"), document);
    QTRY_COMPARE(changed.size(), qsizetype(3));
    QCOMPARE(warned.size(), qsizetype(1)); // said once
  }

  void theDialogTakesOnlyWhatIsALimit()
  {
    LimitDialog dialog(samples::limit("cluster", "0.3", risk::LimitUnit::OfEquity), false);
    dialog.show();
    auto* threshold = dialog.findChild<QDoubleSpinBox*>(QStringLiteral("thresholdSpin"));
    auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("acceptLimitButton"));
    QVERIFY(threshold->isVisible());
    threshold->setValue(0.7);
    dialog.findChild<QCheckBox*>(QStringLiteral("warnsCheck"))->setChecked(true);
    dialog.findChild<QDoubleSpinBox*>(QStringLiteral("warnAtSpin"))->setValue(75);
    const auto made = dialog.limit();
    QVERIFY(made && accept->isEnabled());
    QCOMPARE(made->threshold.toString(), std::string("0.7"));
    QCOMPARE(made->warnAt.toString(), std::string("0.75"));
    QCOMPARE(made->limit.toString(), std::string("0.3"));
    LimitDialog other(samples::limit("gross", "0.3", risk::LimitUnit::OfEquity), false);
    other.show();
    QVERIFY(!other.findChild<QDoubleSpinBox*>(QStringLiteral("thresholdSpin"))->isVisible()); // it has none
    QTest::keyClick(&other, Qt::Key_Escape);
    QVERIFY(!other.isVisible());
    picture("limit-dialog", &dialog);
  }

  void anOrderIsAgreedTo()
  {
    risk::RiskLimits document = limits({});
    document.approvals = {{samples::decimal("10000"), {}, {"risk"}, 1, 30}};
    open(document);
    const trading::Order order = samples::draft("o1", kBank, trading::Side::Buy, "10", "5000");
    QVERIFY(!m_desk->admit(order));
    m_panel->showPage(QStringLiteral("approvals"));
    m_panel->refresh();
    auto& waiting = *m_panel->findChild<widgets::DataTable*>(QStringLiteral("approvalTable"));
    QTRY_COMPARE(waiting.model()->rowCount(), 1);
    QCOMPARE(
        waiting.model()->index(0, 1).data().toString(), QStringLiteral("Buy 5,000 601398.SH at 10, 50,000.00 in all"));
    picture("approvals");
    waiting.selectRow(0);
    answer("acceptApprovalButton", [](QWidget& dialog) { type(dialog, "approverEdit", "ma"); });
    m_panel->decide(true); // who asked may not agree
    QTest::qWait(0);
    m_profile->workers.drain();
    QVERIFY(!m_desk->admit(order));
    answer("acceptApprovalButton", [](QWidget& dialog) { type(dialog, "approverEdit", "second"); });
    m_panel->decide(true);
    QTRY_COMPARE(waiting.model()->index(0, 0).data().toString(), QStringLiteral("agreed to"));
    QVERIFY(m_desk->admit(order));
    m_panel->refresh();
    QTRY_COMPARE(waiting.model()->index(0, 0).data().toString(), QStringLiteral("sent"));
  }

  void limitsThatCannotBeReadAndTheStopSwitchAreSaid()
  {
    open(fail("risk.bad_limits", {{"path", "/limits"}, {"expected", "a list"}}));
    const auto* note = m_panel->findChild<widgets::Note*>();
    QTRY_VERIFY(note->isVisible());
    QVERIFY(note->kind() == widgets::NoteKind::Error && note->text().contains(QStringLiteral("/limits")));
    QVERIFY(!m_panel->findChild<QAction*>(QStringLiteral("addLimit"))->isEnabled());
    m_panel.reset();
    open({});
    QVERIFY(m_desk->clutch().engage({}, "desk", "too fast"));
    m_panel->refresh();
    note = m_panel->findChild<widgets::Note*>();
    QTRY_VERIFY(note->text().contains(QStringLiteral("too fast")));
    QCOMPARE(note->text(), QStringLiteral("All orders are stopped by desk: too fast"));
    // On every page, and in the status bar.
    m_panel->showPage(QStringLiteral("approvals"));
    QVERIFY(note->isVisible());
    StatusCells cells(m_profile->context);
    StopStatus status(m_profile->context, &cells);
    QCOMPARE(cells.cellText(QStringLiteral("stopped")), QStringLiteral("Orders are stopped"));
    QVERIFY(m_desk->clutch().disengage({}, "desk", ""));
    status.show();
    QVERIFY(cells.cellText(QStringLiteral("stopped")).isEmpty());
  }

private:
  static risk::RiskLimits limits(std::vector<risk::RiskLimit> all)
  {
    risk::RiskLimits made;
    for (risk::RiskLimit& one : all)
      if (one.rule == "name" && one.scope.isAll())
        one.warnAt = samples::decimal("0.8");
    made.limits = std::move(all);
    return made;
  }
  void open(Result<risk::RiskLimits> document)
  {
    m_panel.reset();
    m_profile->workers.drain();
    auto desk = risk::RiskDesk::open(m_profile->data.profile().ledger(), std::move(document), {}, m_profile->clock);
    QVERIFY(desk);
    m_desk = std::move(*desk);
    trading::AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = samples::money("1000000");
    trading::TradingSnapshot snapshot;
    snapshot.account = std::make_shared<const trading::SimAccount>(settings);
    m_desk->book().settle(snapshot);
    hold("16500");
    m_profile->context.risk = m_desk.get();
    m_panel = std::make_unique<RiskPanel>(m_profile->context);
    m_panel->resize(520, 320);
    m_panel->show();
  }
  void hold(std::string_view units)
  {
    trading::Position position;
    position.entityId = kBank;
    position.total = samples::quantity(units);
    position.last = samples::price("10");
    m_desk->book().hold("paper", position);
  }
  risk::RiskLimits stored()
  {
    return risk::loadRiskLimits(m_files, m_profile->context.profileFolder).value_or(risk::RiskLimits{});
  }
  widgets::DataTable& table() { return *m_panel->findChild<widgets::DataTable*>(QStringLiteral("limitTable")); }
  QModelIndex cell(int row, int column) { return table().model()->index(row, column); }
  QString text(int row, int column) { return cell(row, column).data().toString(); }
  void picture(const char* name, QWidget* of = nullptr)
  {
    if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
      (of ? of : m_panel.get())->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
  }

  OsFileSystem m_files;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<tests::UiProfile> m_profile;
  std::unique_ptr<risk::RiskDesk> m_desk;
  std::unique_ptr<RiskPanel> m_panel;
};

QTEST_MAIN(TstRiskPanel)
#include "tst_risk_panel.moc"

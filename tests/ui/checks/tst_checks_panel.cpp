// SPDX-License-Identifier: GPL-3.0-or-later
// Look-ahead check, walk-forward and bootstrap from the window: what it shows is what the core says of the same.
#include "core/analytics/trade_bootstrap.h"
#include "core/backtest/backtest.h"
#include "core/backtest/live/script_request.h"
#include "core/backtest/lookahead.h"
#include "core/backtest/walk_forward.h"
#include "core/base/parallel_for.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/ui/research_desk.h"
#include "ui/checks/checks_panel.h"
#include "ui/report/open_code.h"
#include "ui/report/research_hub.h"
#include "ui/report/sweep_setup.h"
#include "widgets/base/components.h"
#include "widgets/base/number_format.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::ui;

class TstChecksPanel : public QObject, protected zvt::tests::ResearchDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    prepare();
    m_panel = std::make_unique<ChecksPanel>(m_context);
    m_panel->resize(1300, 700);
    m_panel->show();
  }

  void nothingToCheckCannotBeChecked()
  {
    QVERIFY(!button()->isEnabled());
    m_panel->setSource(m_source);
    QVERIFY(!button()->isEnabled()); // no strategy is open
    m_hub.setDocument(m_document);
    QVERIFY(button()->isEnabled());
    m_panel->showPage(QStringLiteral("bootstrap"));
    QVERIFY(!button()->isEnabled()); // no run
    m_panel->run();
    QVERIFY2(note()->text().contains(QStringLiteral("no run")), qPrintable(note()->text()));
    QVERIFY(note()->kind() == widgets::NoteKind::Error);
  }

  void anHonestStrategyPasses()
  {
    m_panel->showPage(QStringLiteral("lookahead"));
    m_panel->findChild<QSpinBox*>(QStringLiteral("cutsSpin"))->setValue(12);
    QSignalSpy ended(m_panel.get(), &ChecksPanel::ended);
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    SilentTaskControl control;
    const auto report = backtest::checkLookahead(*m_document, 12, 0, *m_source, m_context.rules, control);
    QVERIFY(report.has_value() && !report->first);
    QVERIFY(note()->kind() == widgets::NoteKind::Ok);
    QCOMPARE(cell(0, 1), QString::number(report->histories));
    QCOMPARE(cell(3, 1), QString::number(report->orders));
    QVERIFY(report->orders > 0);
    picture("checks-lookahead");
  }

  void aScriptIsChecked()
  {
    auto open = std::make_shared<OpenCode>();
    open->file = "trend.lua";
    open->code = backtest::scriptCode(kTrend, "trend.lua", nullptr);
    open->facts = *open->code->facts();
    open->schema = backtest::settingsSchema(open->facts);
    open->settings = {"days=3"};
    m_hub.setCode(open);
    QCOMPARE(m_panel->subtitle(), QStringLiteral("trend"));
    m_panel->showPage(QStringLiteral("lookahead"));
    QSignalSpy ended(m_panel.get(), &ChecksPanel::ended);
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    SilentTaskControl control;
    const auto report = backtest::checkLookahead(*open->code, {"days=3"}, 12, 0, *m_source, m_context.rules, control);
    QVERIFY(report.has_value() && !report->first);
    QVERIFY2(note()->kind() == widgets::NoteKind::Ok, qPrintable(note()->text()));
    QCOMPARE(cell(3, 1), QString::number(report->orders));
    // And walked: the parameter of the script.
    m_panel->showPage(QStringLiteral("walk"));
    m_panel->findChild<QSpinBox*>(QStringLiteral("trainSpin"))->setValue(60);
    m_panel->findChild<QSpinBox*>(QStringLiteral("testSpin"))->setValue(30);
    auto* name = m_panel->findChild<QComboBox*>(QStringLiteral("axisCombo1"));
    name->setCurrentIndex(name->findData(QStringLiteral("days")));
    Q_EMIT name->activated(name->currentIndex());
    m_panel->findChild<QLineEdit*>(QStringLiteral("axisValuesField1"))->setText(QStringLiteral("2,5"));
    QVERIFY(button()->isEnabled());
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, kPatience);
    QVERIFY2(note()->kind() != widgets::NoteKind::Error, qPrintable(note()->text()));
    QVERIFY(table()->rowCount() > 1);
    m_panel->findChild<QLineEdit*>(QStringLiteral("axisValuesField1"))->clear();
    m_hub.setDocument(m_document);
  }

  void walkForwardShowsItsWindows()
  {
    m_panel->showPage(QStringLiteral("walk"));
    // Without a parameter there is nothing to choose among.
    QVERIFY(!button()->isEnabled());
    QCOMPARE(button()->toolTip(), QStringLiteral("Choose a parameter and its values first"));
    m_panel->findChild<QSpinBox*>(QStringLiteral("trainSpin"))->setValue(60);
    m_panel->findChild<QSpinBox*>(QStringLiteral("testSpin"))->setValue(30);
    auto* name = m_panel->findChild<QComboBox*>(QStringLiteral("axisCombo1"));
    name->setCurrentIndex(name->findData(QStringLiteral("cross.slow")));
    Q_EMIT name->activated(name->currentIndex());
    auto* values = m_panel->findChild<QLineEdit*>(QStringLiteral("axisValuesField1"));
    QVERIFY(values != nullptr);
    values->setText(QStringLiteral("2,4,abc"));
    QVERIFY(!button()->isEnabled());
    values->setText(QStringLiteral("2,4,8"));
    QVERIFY(button()->isEnabled());
    QSignalSpy ended(m_panel.get(), &ChecksPanel::ended);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    backtest::WalkForwardRequest request{m_panel->setup()->request().value(), 60, 30, 0, false};
    SilentTaskControl control;
    const auto expected =
        backtest::walkForward(request, *m_source, m_context.rules, SerialParallelFor(), control, nullptr);
    QVERIFY2(expected.has_value(), expected ? "" : expected.error().code.c_str());
    QVERIFY(expected->windows.size() > 1);
    QCOMPARE(table()->rowCount(), static_cast<int>(expected->windows.size()));
    const backtest::WalkWindow& first = expected->windows.front();
    QCOMPARE(cell(0, 2), QStringLiteral("Slow period ") + QString::fromStdString(first.values.front()));
    QVERIFY(cell(0, 1).startsWith(QString::fromStdString(first.testFrom.iso())));
    QVERIFY2(note()->text().contains(widgets::formatSignedPercent(*expected->metrics[analytics::Metric::TotalReturn])),
        qPrintable(note()->text()));
    picture("checks-walk");
    widgets::Language::current().setCode(QStringLiteral("zh_CN"));
    QCoreApplication::processEvents();
    QVERIFY2(note()->text().contains(QStringLiteral("回测")), qPrintable(note()->text()));
    QCOMPARE(cell(0, 2), QStringLiteral("慢线周期 ") + QString::fromStdString(first.values.front()));
    picture("checks-walk-zh");
    widgets::Language::current().setCode(QStringLiteral("en"));
  }

  void tooShortAHistoryIsSaid()
  {
    m_panel->findChild<QSpinBox*>(QStringLiteral("trainSpin"))->setValue(2000);
    QSignalSpy ended(m_panel.get(), &ChecksPanel::ended);
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    QVERIFY2(note()->text().contains(QStringLiteral("too short")), qPrintable(note()->text()));
    QCOMPARE(table()->rowCount(), 0);
  }

  void theTradesOfTheNewestRunAreDrawn()
  {
    SilentTaskControl control;
    auto run = backtest::backtest({*m_document, {}, "test"}, *m_source, m_context.rules, control);
    QVERIFY(run.has_value());
    const auto shared = std::make_shared<const backtest::BacktestRun>(*std::move(run));
    m_hub.publish(shared);
    m_panel->showPage(QStringLiteral("bootstrap"));
    QVERIFY(button()->isEnabled());
    QSignalSpy ended(m_panel.get(), &ChecksPanel::ended);
    button()->click();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    const analytics::ReportInput& input = shared->report.input;
    const auto expected =
        analytics::bootstrapTrades(analytics::tradeReturns(input.trades, input.equity).value(), {1'000, 0}).value();
    QCOMPARE(cell(0, 2), widgets::formatSignedPercent(expected.totalReturn.median));
    QCOMPARE(cell(1, 1), widgets::formatSignedPercent(expected.maxDrawdown.low));
    QVERIFY(note()->text().contains(QStringLiteral("1000")) || note()->text().contains(QStringLiteral("1,000")));
    picture("checks-bootstrap");
    // What was found stays with its page.
    m_panel->showPage(QStringLiteral("lookahead"));
    QVERIFY(note()->kind() == widgets::NoteKind::Ok);
  }

private:
  QPushButton* button() { return m_panel->findChild<QPushButton*>(QStringLiteral("runCheckButton")); }
  widgets::Note* note() { return m_panel->findChild<widgets::Note*>(QStringLiteral("checkNote")); }
  QAbstractItemModel* table() { return m_panel->findChild<QTableView*>(QStringLiteral("checkTable"))->model(); }
  QString cell(int row, int column) { return table()->index(row, column).data().toString(); }
  void picture(const char* name) { tests::picture(*m_panel, QLatin1String(name)); }

  std::shared_ptr<backtest::MarketSource> m_source = tests::randomSource(240);
  std::shared_ptr<const strategy::StrategyDocument> m_document =
      std::make_shared<const strategy::StrategyDocument>(tests::turnStrategy({"stock_*"}));
  std::unique_ptr<ChecksPanel> m_panel;
};

QTEST_MAIN(TstChecksPanel)
#include "tst_checks_panel.moc"

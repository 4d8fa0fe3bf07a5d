// SPDX-License-Identifier: GPL-3.0-or-later
// The log as people read it, and the notices that they were given.
#include "core/base/log_ring.h"
#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/mock_clock.h"
#include "ui/bridge/executor_pool.h"
#include "ui/log/log_panel.h"
#include "ui/log/notifications_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/notification_center.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using widgets::NoteKind;

class TstLog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    m_context.clock = &m_clock;
    m_context.files = &m_files;
    m_context.workers = &m_workers;
    m_context.actions = &m_actions;
    m_context.profileFolder = "/profile";
    QVERIFY(m_files.createDirectories("/profile"));
  }

  void theRingKeepsTheNewestLines()
  {
    LogRing ring(nullptr, m_clock, 3);
    QCOMPARE(ring.since(0).size(), std::size_t{0});
    for (const char* text : {"a", "b", "c", "d", "password=secret&x=1"})
      ring.write(LogLevel::Info, "test", text);
    QCOMPARE(ring.last(), std::uint64_t{5});
    const auto all = ring.since(0);
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0]->text, std::string("c"));
    QCOMPARE(all[0]->sequence, std::uint64_t{3});
    QVERIFY(!all[2]->text.contains("secret"));
    QCOMPARE(ring.since(4).size(), std::size_t{1});
    QCOMPARE(ring.since(1).size(), std::size_t{3}); // 2 is forgotten
    QCOMPARE(ring.since(5).size(), std::size_t{0});
    auto next = std::make_shared<LogRing>(nullptr, m_clock);
    ring.setNext(next);
    ring.write(LogLevel::Error, "test", "e");
    QCOMPARE(next->last(), std::uint64_t{1});
  }

  void linesAreFilteredByLevelAndText()
  {
    LogRing ring(nullptr, m_clock);
    ring.write(LogLevel::Debug, "net", "connect");
    ring.write(LogLevel::Info, "import", "600000.csv: 240 rows");
    ring.write(LogLevel::Warning, "import", "600001.csv: 12 rows refused");
    ring.write(LogLevel::Error, "net", "timeout after 5 s");
    const auto lines = ring.since(0);
    const auto count = [&](LogLevel level, const char* text, bool regular) {
      return LogFilter{level, QString::fromLatin1(text), regular}.apply(lines).size();
    };
    QCOMPARE(count(LogLevel::Trace, "", false), std::size_t{4});
    QCOMPARE(count(LogLevel::Warning, "", false), std::size_t{2});
    QCOMPARE(count(LogLevel::Trace, "IMPORT", false), std::size_t{2}); // its channel, whatever the case
    QCOMPARE(count(LogLevel::Trace, "60000[01].*rows$", true), std::size_t{1});
    QCOMPARE(count(LogLevel::Trace, "60000[01].*rows$", false), std::size_t{0});
    QCOMPARE(count(LogLevel::Trace, "(", true), std::size_t{0});
    QVERIFY(!LogFilter({LogLevel::Info, QStringLiteral("("), true}).problem().isEmpty());
    QVERIFY(LogFilter({LogLevel::Info, QStringLiteral("("), false}).problem().isEmpty());
  }

  void theLogGrowsAsItIsWritten()
  {
    LogRing ring(nullptr, m_clock);
    ring.write(LogLevel::Info, "test", "before");
    m_context.log = &ring;
    LogPanel panel(m_context);
    panel.resize(600, 300);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QAbstractItemModelTester tester(
        const_cast<LogModel*>(&panel.model()), QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 100; ++i)
      ring.write(i % 10 == 0 ? LogLevel::Error : LogLevel::Info, "test", "line " + std::to_string(i));
    QTRY_COMPARE(panel.model().rowCount(), 101);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("logTable"));
    QCOMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum()); // follows
    QTest::keyClicks(panel.findChild<QLineEdit*>(QStringLiteral("logSearchField")), QStringLiteral("line 9"));
    QTRY_COMPARE(panel.model().rowCount(), 11); // 9, 90 … 99
    panel.setFilter({LogLevel::Error, {}, false});
    QTRY_COMPARE(panel.model().rowCount(), 10);
    ring.write(LogLevel::Info, "test", "not shown");
    ring.write(LogLevel::Error, "test", "shown");
    QTRY_COMPARE(panel.model().rowCount(), 11);
    QCOMPARE(panel.model().index(10, LogModel::Text).data().toString(), QStringLiteral("shown"));
    m_context.log = nullptr;
    m_workers.drain();
  }

  void aFullLogForgetsItsBeginning()
  {
    LogModel model;
    std::vector<LogLinePtr> lines;
    for (std::size_t i = 0; i < LogModel::kMostLines + 1; ++i)
      lines.push_back(std::make_shared<LogLine>(LogLine{i + 1, {}, LogLevel::Info, "c", "t"}));
    model.append(lines);
    QVERIFY(model.rowCount() <= int(LogModel::kMostLines));
    QVERIFY(model.rowCount() >= int(LogModel::kMostLines * 8 / 10));
    QCOMPARE(model.line(model.rowCount() - 1).sequence, std::uint64_t{LogModel::kMostLines + 1});
  }

  void noticesSurviveARestart()
  {
    {
      NotificationCenter center(m_context);
      QSignalSpy loaded(&center, &NotificationCenter::loaded);
      QTRY_COMPARE(loaded.size(), 1);
      center.add(NoteKind::Error, QStringLiteral("Eastmoney does not answer"), QStringLiteral("window.panel.log"));
      center.add(NoteKind::Ok, QStringLiteral("Import: 600000.csv"));
      center.markRead(center.notices().front().id);
      center.setDoNotDisturb(true);
      QCOMPARE(center.unreadCount(), 1);
    }
    m_workers.drain();
    NotificationCenter again(m_context);
    again.add(NoteKind::Info, QStringLiteral("told before the file was read"));
    QTRY_COMPARE(again.notices().size(), std::size_t{3});
    QCOMPARE(again.notices()[0].text, QStringLiteral("Eastmoney does not answer"));
    QVERIFY(again.notices()[0].kind == NoteKind::Error && again.notices()[0].read);
    QCOMPARE(again.notices()[0].action, QStringLiteral("window.panel.log"));
    QCOMPARE(again.notices()[2].text, QStringLiteral("told before the file was read"));
    QCOMPARE(again.unreadCount(), 2);
    QVERIFY(again.doNotDisturb());
  }

  void whoIsNotToBeDisturbedStillHearsOfErrors()
  {
    NotificationCenter center(m_context);
    QSignalSpy loaded(&center, &NotificationCenter::loaded);
    QTRY_COMPARE(loaded.size(), 1);
    Context context = m_context;
    context.notices = &center;
    center.setDoNotDisturb(true);
    QWidget window;
    window.show();
    notify(context, &window, NoteKind::Info, QStringLiteral("quiet"));
    QCOMPARE(window.findChildren<widgets::Toast*>().size(), 0);
    notify(context, &window, NoteKind::Error, QStringLiteral("loud"));
    QCOMPARE(window.findChildren<widgets::Toast*>().size(), 1);
    QCOMPARE(center.notices().back().text, QStringLiteral("loud"));
    QToolButton bell;
    dressBell(&bell, &center);
    QCOMPARE(bell.text(), QString::number(center.unreadCount()));
    center.markAllRead();
    QVERIFY(bell.text().isEmpty());
  }

  void aNoticeLeadsFurther()
  {
    NotificationCenter center(m_context);
    QSignalSpy loaded(&center, &NotificationCenter::loaded);
    QTRY_COMPARE(loaded.size(), 1);
    center.clear();
    Context context = m_context;
    context.notices = &center;
    int opened = 0;
    ActionSpec spec;
    spec.id = QStringLiteral("window.panel.tasks");
    spec.text = [] { return QStringLiteral("&Tasks"); };
    spec.run = [&](bool) { ++opened; };
    m_actions.add(std::move(spec));
    NotificationsPanel panel(context);
    panel.show();
    QVERIFY(panel.state() == PanelState::Empty);
    center.add(NoteKind::Ok, QStringLiteral("Import: a.csv"), QStringLiteral("window.panel.tasks"));
    center.add(NoteKind::Error, QStringLiteral("Backup failed"));
    QVERIFY(panel.state() == PanelState::Content);
    QAbstractItemModelTester tester(
        const_cast<widgets::ColumnTable*>(&panel.model()), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(panel.model().rowCount(), 2);
    QCOMPARE(panel.model().index(0, 3).data().toString(), QStringLiteral("Backup failed")); // newest first
    auto* table = panel.findChild<QTableView*>(QStringLiteral("noticeTable"));
    table->setCurrentIndex(panel.model().index(1, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(opened, 1);
    QCOMPARE(center.unreadCount(), 1);
    auto* kinds = panel.findChild<widgets::SegmentedControl*>(QStringLiteral("noticeKindSegments"));
    kinds->findChild<QAbstractButton*>(QStringLiteral("unreadSegment"))->click();
    QCOMPARE(panel.model().rowCount(), 1);
    QTest::keyClicks(panel.findChild<QLineEdit*>(QStringLiteral("noticeSearchField")), QStringLiteral("import"));
    QCOMPARE(panel.model().rowCount(), 0);
    panel.titleActions().last()->trigger();
    QVERIFY(panel.state() == PanelState::Empty);
    m_actions.remove(QStringLiteral("window.panel.tasks"));
  }

private:
  testing::MockClock m_clock{Timestamp::fromSeconds(1'719'801'000)};
  testing::MemoryFileSystem m_files;
  SystemClock m_system;
  ActionRegistry m_actions;
  ExecutorPool m_workers{2, m_system};
  Context m_context;
};

QTEST_MAIN(TstLog)
#include "tst_log.moc"

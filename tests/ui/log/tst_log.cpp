// SPDX-License-Identifier: GPL-3.0-or-later
// The log as people read it, and the notices that they were given.
#include "core/base/log_ring.h"
#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/mock_clock.h"
#include "ui/bridge/executor_pool.h"
#include "ui/log/log_files.h"
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

namespace {

/// UTC.
Timestamp timeOf(const char* text)
{
  return Timestamp{parseTime(text)->local.micros};
}

}

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

  void aLineOfAFileIsReadAsItWasWritten()
  {
    const auto line = parseLogLine("2024-07-01T02:03:04.500000Z warning [import] 600000.csv: [3] rows refused");
    QVERIFY(line);
    QCOMPARE(line->at.micros, std::int64_t{1'719'799'384'500'000}); // date -u -d 2024-07-01T02:03:04.5Z +%s
    QVERIFY(line->level == LogLevel::Warning);
    QCOMPARE(line->channel, std::string("import"));
    QCOMPARE(line->text, std::string("600000.csv: [3] rows refused"));
    for (const char* other : {"", "garbage", "2024-07-01T02:03:04Z info no channel", "yesterday info [a] b",
             "2024-07-01T02:03:04Z loud [a] b"})
      QVERIFY2(!parseLogLine(other), other);
  }

  void earlierRunsAreReadFromTheirFiles()
  {
    testing::MemoryFileSystem files;
    QVERIFY(files.createDirectories("/p/logs"));
    const auto write = [&](const char* name, const std::string& text) {
      QVERIFY(files.writeAtomically(std::filesystem::path("/p/logs") / name, text));
    };
    write("zvt.2.log",
        "2024-06-28T01:00:00.000000Z info [import] first\n2024-06-28T01:00:01.000000Z error [net] second\n");
    write("zvt.1.log", "2024-06-29T01:00:00.000000Z info [import] third\n  not a line of ours\n");
    write("zvt.log",
        "2024-06-30T01:00:00.000000Z info [task] fourth\n2024-07-01T03:00:00.000000Z info [task] this run\n");
    write("other.log", "2024-06-30T01:00:00.000000Z info [x] another program's\n");
    const Timestamp start = timeOf("2024-07-01T02:00:00");
    const auto texts = [&](std::size_t most) {
      QStringList found;
      const auto lines = readLogFiles(files, "/p/logs", start, most, {});
      for (const LogLinePtr& line : lines->lines)
        found << QString::fromStdString(line->text);
      return found.join(u' ');
    };
    QCOMPARE(texts(100), QStringLiteral("first second third fourth"));
    QCOMPARE(texts(2), QStringLiteral("third fourth"));
    QVERIFY(readLogFiles(files, "/nowhere", start, 10, {})->lines.empty());
    CancelToken cancelled;
    cancelled.cancel();
    QCOMPARE(readLogFiles(files, "/p/logs", start, 10, cancelled).error().code, std::string("task.cancelled"));

    Context context = m_context;
    testing::MockClock clock;
    clock.setNow(timeOf("2024-07-01T02:59:59"));
    LogRing ring(nullptr, clock);
    ring.write(LogLevel::Info, "task", "this run");
    context.log = &ring;
    context.files = &files;
    context.profileFolder = "/p";
    LogPanel panel(context);
    panel.resize(700, 300);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 5);
    QCOMPARE(panel.model().line(0).text, std::string("first"));
    QCOMPARE(panel.model().line(4).sequence, std::uint64_t{1}); // once, though the file has it too
    auto* parts = panel.findChild<QComboBox*>(QStringLiteral("logChannelCombo"));
    QCOMPARE(parts->count(), 4); // all, import, net, task
    parts->setCurrentIndex(parts->findData(QStringLiteral("import")));
    Q_EMIT parts->activated(parts->currentIndex());
    QTRY_COMPARE(panel.model().rowCount(), 2);
    const QJsonObject state = panel.saveState();
    panel.setFilter({LogLevel::Info, {}, false, {}});
    panel.findChild<QAction*>(QStringLiteral("earlierRuns"))->setChecked(false);
    QTRY_COMPARE(panel.model().rowCount(), 1);
    panel.restoreState(state);
    QTRY_COMPARE(panel.model().rowCount(), 2);
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

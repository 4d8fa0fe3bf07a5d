// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, started, started again, killed, crashed and started again, on an empty profile.
#include "app/workstation/session_mark.h"
#include "app/workstation/single_instance.h"
#include "app/workstation/workstation.h"
#include "core/base/file_system.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/support/fixtures.h"
#include "translations_resources.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_document.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QtTest>

#include <csignal>

using namespace zvt;

namespace {

QString programFile()
{
  return qEnvironmentVariable("ZVT_BINARY_DIR") + QStringLiteral("/bin/zvt-workstation");
}

/// A run of the program without a screen.
struct Program {
  explicit Program(const std::filesystem::path& profile, const QStringList& arguments = {})
  {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(
        programFile(), QStringList{QStringLiteral("--profile"), QString::fromStdString(profile.string())} + arguments);
  }
  ~Program()
  {
    if (process.state() == QProcess::NotRunning)
      return;
    process.kill();
    process.waitForFinished();
  }
  bool ended() { return process.state() == QProcess::NotRunning; }
  void signal(int number) { ::kill(static_cast<pid_t>(process.processId()), number); }
  QProcess process;
};

}

class TstStartUp : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
  }

  void aKilledRunIsKnownAndFailedStartsAreCounted()
  {
    testing::MemoryFileSystem files;
    QVERIFY(!app::readSession(files, "/p").crashed);
    QVERIFY(app::markStarting(files, "/p", {}));
    app::LastSession last = app::readSession(files, "/p");
    QVERIFY(last.crashed);
    QCOMPARE(last.failedStarts, 1);
    QVERIFY(app::markStarting(files, "/p", last));
    last = app::readSession(files, "/p");
    QCOMPARE(last.failedStarts, 2);
    QVERIFY(app::markRunning(files, "/p")); // it came up: the count is over
    last = app::readSession(files, "/p");
    QVERIFY(last.crashed);
    QCOMPARE(last.failedStarts, 0);
    QVERIFY(app::markEnded(files, "/p"));
    QVERIFY(!app::readSession(files, "/p").crashed);
  }

  void aReportGetsTheLastLinesOfTheLogOnce()
  {
    testing::MemoryFileSystem files;
    QVERIFY(files.createDirectories("/p/crash"));
    QVERIFY(files.createDirectories("/p/logs"));
    QVERIFY(files.writeAtomically("/p/crash/crash-1-2.txt", "signal 11 SIGSEGV\n"));
    QVERIFY(files.writeAtomically("/p/crash/notes.txt", "mine"));
    QVERIFY(files.writeAtomically("/p/logs/zvt.log", "10:31 opened\n10:32 drew\n"));
    QCOMPARE(app::crashReports(files, "/p/crash", "/p/logs").size(), std::size_t{1});
    const auto reports = app::crashReports(files, "/p/crash", "/p/logs");
    QCOMPARE(*files.read(reports.front()), std::string("signal 11 SIGSEGV\n\nlog:\n10:31 opened\n10:32 drew\n"));
    QVERIFY(app::setAside(files, reports.front()));
    QVERIFY(app::crashReports(files, "/p/crash", "/p/logs").empty());
  }

  void twoProfilesHaveTwoNames()
  {
    QVERIFY(app::SingleInstance::serverName("/a/p") != app::SingleInstance::serverName("/a/q"));
    QCOMPARE(app::SingleInstance::serverName("/a/b/../p"), app::SingleInstance::serverName("/a/p"));
  }

  void aSecondStartHandsItsFileToTheFirst()
  {
    ui::WorkspaceDocument document;
    document.id = QStringLiteral("handed");
    document.name = QStringLiteral("Handed over");
    document.windows.emplace_back();
    OsFileSystem files;
    const std::filesystem::path file = m_folder.path() / "handed.zvtworkspace";
    QVERIFY(files.writeAtomically(file, ui::toBytes(document).toStdString()));

    Program first(profile());
    QVERIFY(answers(first));
    Program second(profile(), {QString::fromStdString(file.string())});
    QVERIFY(second.process.waitForFinished(10'000));
    QCOMPARE(second.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.process.exitCode(), 0);
    QVERIFY(!first.ended());
    // Opened, and kept by itself; then the power goes.
    QTRY_VERIFY_WITH_TIMEOUT(kept("windows.json").contains("handed"), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(kept("handed.json").contains("Handed over"), 5'000);
    first.signal(SIGKILL);
    QVERIFY(first.process.waitForFinished(5'000));
    QVERIFY(app::readSession(files, profile()).crashed);
  }

  void afterAKillEverythingIsAsItWasKeptLast()
  {
    auto workstation = app::Workstation::open(profile(), qEnvironmentVariable("ZVT_BINARY_DIR").toStdString() + "/bin");
    QVERIFY(workstation);
    QVERIFY((*workstation)->windows().workspaceIds().contains(QStringLiteral("handed")));
    QCOMPARE((*workstation)->windows().currentWorkspace(), QStringLiteral("handed"));
  }

  void aCrashLeavesAReport()
  {
    Program program(profile());
    QVERIFY(answers(program));
    program.signal(SIGSEGV);
    QVERIFY(program.process.waitForFinished(10'000));
    QCOMPARE(program.process.exitStatus(), QProcess::CrashExit);
    OsFileSystem files;
    const auto reports = app::crashReports(files, profile() / "crash", profile() / "logs");
    QCOMPARE(reports.size(), std::size_t{1});
    const std::string text = *files.read(reports.front());
    for (const char* part : {"program zvt-workstation\n", "version ", "build ", "signal 11 SIGSEGV", "backtrace:\n",
             "zvt-workstation", "modules:\n", "log:\n"})
      QVERIFY2(text.find(part) != std::string::npos, part);
    QVERIFY(app::setAside(files, reports.front()));
  }

  void aProfileOfAnotherProgramIsRefusedByName()
  {
    OsFileSystem files;
    const std::filesystem::path other = m_folder.path() / "locked";
    QVERIFY(files.createDirectories(other));
    const auto lock = files.lock(other / "profile.lock", "zvt (process 4711)");
    QVERIFY(lock);
    Program program(other);
    QVERIFY(program.process.waitForFinished(15'000));
    QCOMPARE(program.process.exitCode(), 1);
    QVERIFY(program.process.readAllStandardError().contains("zvt (process 4711)"));
  }

  void safeModeLeavesTheLayoutAlone()
  {
    const QByteArray before = kept("windows.json");
    QVERIFY(before.contains("handed"));
    Program program(profile(), {QStringLiteral("--safe-mode"), QStringLiteral("--measure-idle"), QStringLiteral("1")});
    QVERIFY(program.process.waitForFinished(20'000));
    QCOMPARE(program.process.exitCode(), 0);
    QVERIFY(program.process.readAllStandardOutput().contains("idle_repaints"));
    QCOMPARE(kept("windows.json"), before);
  }

private:
  std::filesystem::path profile() const { return m_folder.path() / "profile"; }

  QByteArray kept(const char* name) const
  {
    OsFileSystem files;
    const auto text = files.read(profile() / "workspaces" / name);
    return text ? QByteArray::fromStdString(*text) : QByteArray();
  }

  /// Waits until the program answers other starts, and its windows stand.
  bool answers(Program& program)
  {
    app::SingleInstance caller(profile());
    for (int attempt = 0; attempt < 200 && !program.ended(); ++attempt) {
      std::optional<bool> taken;
      caller.call({}, [&taken](bool now) { taken = now; });
      if (!QTest::qWaitFor([&taken] { return taken.has_value(); }, 5000))
        return false;
      OsFileSystem files;
      if (*taken && files.exists(profile() / "market.db"))
        return true;
      if (QTest::qWaitFor([&program] { return program.ended(); }, 50))
        return false;
    }
    return false;
  }

  tests::TemporaryFolder m_folder;
};

QTEST_MAIN(TstStartUp)
#include "tst_start_up.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, started, started again, killed, crashed and started again, on an empty profile.
#include "app/workstation/quit_signals.h"
#include "app/workstation/session_mark.h"
#include "app/workstation/single_instance.h"
#include "app/workstation/start_up.h"
#include "app/workstation/workstation.h"
#include "core/base/file_system.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/support/fixtures.h"
#include "tests/ui/scripted_dialogs.h"
#include "translations_resources.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_document.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

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
    QVERIFY(app::markRunning(files, other)); // by the one that holds it
    const std::string mark = *files.read(other / "session.json");
    Program program(other);
    QVERIFY(program.process.waitForFinished(15'000));
    QCOMPARE(program.process.exitCode(), 1);
    QVERIFY(program.process.readAllStandardError().contains("zvt (process 4711)"));
    QCOMPARE(*files.read(other / "session.json"), mark);
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

  void whoIsToldToEndEndsInOrder_data()
  {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGHUP") << SIGHUP;
  }

  void whoIsToldToEndEndsInOrder()
  {
    QFETCH(int, number);
    const std::filesystem::path folder = m_folder.path() / ("told-" + std::to_string(number));
    Program program(folder);
    QVERIFY(answers(program, folder));
    OsFileSystem files;
    QVERIFY(files.exists(folder / "session.json"));
    const bool isUp = number == SIGTERM; // the others come in the middle of the start
    if (isUp)
      QTRY_VERIFY_WITH_TIMEOUT(app::readSession(files, folder).failedStarts == 0, 15'000);
    program.signal(number);
    QVERIFY(program.process.waitForFinished(15'000));
    QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.process.exitCode(), 0);
    QVERIFY(!isUp || files.exists(folder / "workspaces" / "windows.json"));
    QVERIFY(!app::readSession(files, folder).crashed);
  }

  /// A logout may take the screen away before the program can say that it ended.
  void theEndOfTheSessionLeavesNoMark()
  {
    app::StartOptions options;
    options.profile = m_folder.path() / "session";
    options.unattended = true;
    app::StartUp startUp(options);
    QSignalSpy ready(&startUp, &app::StartUp::ready);
    startUp.begin();
    QVERIFY(ready.wait(15'000));
    OsFileSystem files;
    QVERIFY(app::readSession(files, options.profile).crashed);
    startUp.sessionEnds();
    QVERIFY(!app::readSession(files, options.profile).crashed);
    QVERIFY(files.exists(options.profile / "workspaces" / "windows.json"));
  }

  /// A window manager that was still starting lost the first window, or the screen is locked.
  void aFirstWindowThatNobodySeesKeepsNothingWaiting()
  {
    struct Unpainted : QObject {
      bool eventFilter(QObject* watched, QEvent* event) override
      {
        return event->type() == QEvent::Paint && qobject_cast<app::StartWindow*>(watched) != nullptr;
      }
    } unpainted;
    qApp->installEventFilter(&unpainted);
    app::StartOptions options;
    options.profile = m_folder.path() / "unseen";
    options.unattended = true;
    app::StartUp startUp(options);
    QSignalSpy painted(&startUp, &app::StartUp::firstPainted);
    QSignalSpy ready(&startUp, &app::StartUp::ready);
    startUp.begin();
    QVERIFY(ready.wait(15'000));
    QCOMPARE(painted.count(), 0);
    QVERIFY(startUp.workstation()->window().isVisible());
  }

  /// Two starts that are killed before they are up; the third one asks. It is the same program, in this process.
  void afterTwoFailedStartsHelpIsOffered()
  {
    const std::filesystem::path folder = m_folder.path() / "failing";
    OsFileSystem files;
    for (int start = 1; start <= 2; ++start) {
      Program program(folder);
      QTRY_VERIFY_WITH_TIMEOUT(app::readSession(files, folder).failedStarts == start, 15'000);
      program.signal(SIGKILL);
      QVERIFY(program.process.waitForFinished(5'000));
    }
    { // It says so and waits, without having touched the profile.
      Program third(folder);
      QByteArray said;
      const auto hasSaid = [&] { return (said += third.process.readAllStandardError()).contains("twice in a row"); };
      QTRY_VERIFY_WITH_TIMEOUT(hasSaid(), 10'000);
      QVERIFY(!third.ended());
      QVERIFY(files.lock(folder / "profile.lock", "test"));
    }
    QCOMPARE(app::readSession(files, folder).failedStarts, 2);
  }

  void theOfferedHelpHelps_data()
  {
    QTest::addColumn<QString>("button");
    QTest::newRow("safe mode") << QStringLiteral("safeModeButton");
    QTest::newRow("reset") << QStringLiteral("resetButton");
    QTest::newRow("usual") << QStringLiteral("usualButton");
  }

  void theOfferedHelpHelps()
  {
    QFETCH(QString, button);
    const std::filesystem::path folder = m_folder.path() / QTest::currentDataTag();
    OsFileSystem files;
    ui::WorkspaceDocument mine;
    mine.id = QStringLiteral("mine");
    mine.name = QStringLiteral("Mine");
    mine.windows.emplace_back();
    QVERIFY(files.createDirectories(folder / "workspaces"));
    QVERIFY(files.createDirectories(folder / "logs"));
    QVERIFY(files.writeAtomically(folder / "workspaces" / "mine.json", ui::toBytes(mine).toStdString()));
    QVERIFY(files.writeAtomically(
        folder / "workspaces" / "windows.json", R"({"version":2,"workspace":"mine","order":["mine"]})"));
    QVERIFY(files.writeAtomically(folder / "logs" / "zvt.log", "first line\nit broke here\n"));
    QVERIFY(app::markStarting(files, folder, {true, 1}));

    app::StartOptions options;
    options.profile = folder;
    app::StartUp startUp(options);
    QSignalSpy ready(&startUp, &app::StartUp::ready);
    startUp.begin();
    QTRY_VERIFY(startWindow() && startWindow()->findChild<QPushButton*>(button));
    app::StartWindow& window = *startWindow();
    QVERIFY(window.isVisible());
    QCOMPARE(window.focusWidget()->objectName(), QStringLiteral("safeModeButton")); // what Enter takes
    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("logButton")), Qt::LeftButton);
    QTRY_VERIFY(window.findChild<QPlainTextEdit*>(QStringLiteral("startDetail")));
    QVERIFY(window.findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("it broke here")));
    QCOMPARE(ready.count(), 0);
    auto* chosen = window.findChild<QPushButton*>(button);
    chosen->click();
    chosen->click(); // an impatient hand opens it once
    QVERIFY(!chosen->isVisible());
    QVERIFY(ready.wait(15'000));
    const QStringList ids = startUp.workstation()->windows().workspaceIds();
    QCOMPARE(ids.contains(QStringLiteral("mine")), button == u"usualButton");
    QCOMPARE(files.exists(folder / "workspaces" / "mine.json"), button != u"resetButton");
    QCOMPARE(files.exists(folder / "workspaces" / "reset" / "mine-1.json"), button == u"resetButton");
  }

  void ofTwoStartsAtOnceOneStays()
  {
    for (int round = 0; round < 3; ++round) {
      const std::filesystem::path folder = m_folder.path() / ("both-" + std::to_string(round));
      Program one(folder), two(folder);
      QTRY_VERIFY_WITH_TIMEOUT(one.ended() || two.ended(), 15'000);
      Program& gone = one.ended() ? one : two;
      Program& stays = one.ended() ? two : one;
      QCOMPARE(gone.process.exitStatus(), QProcess::NormalExit);
      QCOMPARE(gone.process.exitCode(), 0);
      QVERIFY2(answers(stays, folder), stays.process.readAllStandardError().constData()); // a third start is heard
      QVERIFY(!stays.ended());
    }
  }

  void anotherProfileIsNamedAndAnswersInsteadOfTheFirst()
  {
    OsFileSystem files;
    const std::filesystem::path taken = m_folder.path() / "taken", other = m_folder.path() / "other";
    QVERIFY(files.createDirectories(taken));
    const auto lock = files.lock(taken / "profile.lock", "zvt (process 4711)");
    QVERIFY(lock);
    tests::ScriptedDialogs dialogs;
    dialogs.paths = {QString::fromStdString(other.string())};
    app::StartOptions options;
    options.profile = taken;
    options.dialogs = &dialogs;
    app::StartUp startUp(options);
    QSignalSpy ready(&startUp, &app::StartUp::ready);
    startUp.begin();
    QTRY_VERIFY(startWindow() && startWindow()->findChild<QPushButton*>(QStringLiteral("otherProfileButton")));
    QVERIFY(isAnswered(taken));
    startWindow()->findChild<QPushButton*>(QStringLiteral("otherProfileButton"))->click();
    const auto* named = startWindow()->findChild<QLabel*>(QStringLiteral("profileFolderLabel"));
    QVERIFY(named);
    QCOMPARE(named->text(), QString::fromStdString(other.string()));
    QVERIFY(ready.wait(15'000));
    QVERIFY(isAnswered(other));
    QVERIFY(!isAnswered(taken));
    QVERIFY(startUp.workstation()->context().profileFolder == other);
  }

  /// Nobody has answered the question about the report: the next start asks again.
  void whoIsToldToEndWhileTheCrashQuestionStandsEnds()
  {
    const std::filesystem::path folder = m_folder.path() / "asked";
    OsFileSystem files;
    QVERIFY(files.createDirectories(folder / "crash"));
    QVERIFY(files.writeAtomically(folder / "crash" / "crash-1-2.txt", "signal 11 SIGSEGV\n"));
    app::StartOptions options;
    options.profile = folder;
    const app::QuitSignals signalsOfTheSystem;
    auto startUp = std::make_unique<app::StartUp>(options);
    connect(&signalsOfTheSystem, &app::QuitSignals::asked, startUp.get(), &app::StartUp::quit);
    bool asked = false;
    QTimer look, patience;
    connect(&look, &QTimer::timeout, this, [&] {
      asked = QApplication::activeModalWidget() != nullptr;
      if (asked) {
        look.stop();
        ::raise(SIGTERM);
      }
    });
    connect(&patience, &QTimer::timeout, qApp, [] { QCoreApplication::exit(99); });
    look.start(20);
    patience.start(20'000);
    QTimer::singleShot(0, startUp.get(), &app::StartUp::begin);
    QCOMPARE(QApplication::exec(), 0);
    QVERIFY(asked);
    startUp.reset();
    QVERIFY(files.exists(folder / "workspaces" / "windows.json"));
    QVERIFY(!app::readSession(files, folder).crashed);
    QCOMPARE(app::crashReports(files, folder / "crash", folder / "logs").size(), std::size_t{1});
  }

private:
  static app::StartWindow* startWindow()
  {
    for (QWidget* top : QApplication::topLevelWidgets())
      if (auto* found = qobject_cast<app::StartWindow*>(top); found && found->isVisible())
        return found;
    return nullptr;
  }

  std::filesystem::path profile() const { return m_folder.path() / "profile"; }

  QByteArray kept(const char* name) const
  {
    OsFileSystem files;
    const auto text = files.read(profile() / "workspaces" / name);
    return text ? QByteArray::fromStdString(*text) : QByteArray();
  }

  /// Waits until the program answers other starts, and its windows stand.
  bool answers(Program& program) { return answers(program, profile()); }
  /// Whether somebody answers for that profile now.
  static bool isAnswered(const std::filesystem::path& folder)
  {
    app::SingleInstance caller(folder);
    std::optional<bool> taken;
    caller.call({}, [&taken](bool now) { taken = now; });
    return QTest::qWaitFor([&taken] { return taken.has_value(); }, 5000) && *taken;
  }

  bool answers(Program& program, const std::filesystem::path& folder)
  {
    for (int attempt = 0; attempt < 200 && !program.ended(); ++attempt) {
      const bool taken = isAnswered(folder);
      OsFileSystem files;
      if (taken && files.exists(folder / "session.json") && files.exists(folder / "market.db"))
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

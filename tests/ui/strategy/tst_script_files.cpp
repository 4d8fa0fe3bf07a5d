// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing that was written is lost: a script that is saved, closed, found again, and changed by another program.
#include "tests/ui/scripted_dialogs.h"
#include "ui/strategy/script_edit.h"
#include "ui/strategy/strategy_panel.h"

#include "core/backtest/backtest.h"
#include "core/base/clock.h"
#include "core/base/testing/memory_file_system.h"
#include "core/market/rule_book.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include "translations_resources.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <semaphore>

using namespace zvt;
using namespace zvt::ui;

namespace {

constexpr int kPatience = 20'000; ///< ms, of a machine that does other things

const std::string kScript = R"(strategy = {
  name = "level",
  entities = { "stockus_nasdaq_TEST" },
  levels = { "1d" },
}

function on_bar(ctx, level, entities)
end
)";

/// Files in memory for several threads. Holds the read that it is told to hold until it is let go; that one answers
/// with what stood there before.
class SlowFiles final : public FileSystem {
public:
  Result<std::string> read(const std::filesystem::path& file) const override
  {
    auto bytes = locked([&] { return m_files.read(file); });
    if (holdsNext.exchange(false)) {
      isHeld = true;
      go.acquire();
    }
    return bytes;
  }
  Result<std::string> readPart(const std::filesystem::path& file, std::uint64_t at, std::size_t size) const override
  {
    return locked([&] { return m_files.readPart(file, at, size); });
  }
  Result<void> writeAtomically(const std::filesystem::path& file, std::string_view content) override
  {
    return locked([&] { return m_files.writeAtomically(file, content); });
  }
  Result<void> createDirectories(const std::filesystem::path& folder) override
  {
    return locked([&] { return m_files.createDirectories(folder); });
  }
  Result<void> remove(const std::filesystem::path& file) override
  {
    return locked([&] { return m_files.remove(file); });
  }
  Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to) override
  {
    return locked([&] { return m_files.copy(from, to); });
  }
  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
  {
    return locked([&] { return m_files.rename(from, to); });
  }
  Result<void> sync(const std::filesystem::path& path) override
  {
    return locked([&] { return m_files.sync(path); });
  }
  bool exists(const std::filesystem::path& file) const override
  {
    return locked([&] { return m_files.exists(file); });
  }
  Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const override
  {
    return locked([&] { return m_files.list(folder); });
  }
  Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& file, std::string_view owner) override
  {
    return locked([&] { return m_files.lock(file, owner); });
  }

  mutable std::atomic<bool> holdsNext = false, isHeld = false;
  mutable std::binary_semaphore go{0};

private:
  template <typename Work> std::invoke_result_t<Work&> locked(Work work) const
  {
    const std::lock_guard guard(m_mutex);
    return work();
  }
  mutable std::mutex m_mutex;
  testing::MemoryFileSystem m_files;
};

}

class TstScriptFiles : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_context.clock = &m_clock;
    m_context.files = &m_files;
    m_context.tasks = &m_tasks;
    m_context.workers = &m_workers;
    m_context.taskFeed = &m_feed;
    m_context.research = &m_hub;
    m_context.dialogs = &m_dialogs;
    m_context.rules = *market::RuleBook::load();
    QVERIFY(m_files.createDirectories("/s"));
  }

  void init()
  {
    m_panel = std::make_unique<StrategyPanel>(m_context);
    m_panel->show();
    m_dialogs.asked.clear();
    m_dialogs.answers.clear();
    m_dialogs.paths.clear();
  }
  void cleanup() { m_panel.reset(); }

  /// A new script that was written and never saved: a restart does not make it saved.
  void aNewScriptStaysUnsavedOverARestart()
  {
    m_panel->askAndStart(true);
    StrategyPanel untouched(m_context);
    untouched.restoreState(m_panel->saveState());
    QVERIFY(untouched.isScript() && !untouched.script().isDirty()); // nothing was written
    m_panel->script().replaceText(kScript);
    StrategyPanel panel(m_context);
    panel.restoreState(m_panel->saveState());
    QCOMPARE(panel.script().text(), kScript);
    QVERIFY(panel.script().isDirty());
    m_dialogs.answers = {2};
    panel.askAndStart(true);
    QCOMPARE(m_dialogs.asked.size(), 1); // what becomes of it?
    QCOMPARE(panel.script().text(), kScript);
    // What was written before there was a word about it is not given up either.
    QJsonObject old = m_panel->saveState();
    old.remove(QStringLiteral("held"));
    StrategyPanel again(m_context);
    again.restoreState(old);
    QVERIFY(again.script().isDirty());
  }

  /// Another program's changes between two sessions are seen, and not overwritten unasked.
  void aFileThatChangedBetweenSessionsIsNotOverwritten()
  {
    open(kScript);
    m_panel->script().replaceText("-- mine\n" + kScript);
    const QJsonObject state = m_panel->saveState();
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- theirs\n" + kScript));
    StrategyPanel panel(m_context);
    panel.show();
    panel.restoreState(state);
    auto* keep = panel.findChild<QPushButton*>(QStringLiteral("keepMineButton"));
    QTRY_VERIFY(keep->isVisible()); // by itself
    QCOMPARE(panel.script().text(), "-- mine\n" + kScript);
    // At once, too, before the note is there.
    StrategyPanel quick(m_context);
    quick.restoreState(state);
    quick.save();
    QTRY_COMPARE(m_dialogs.asked.size(), 1); // refused
    QCOMPARE(*m_files.read("/s/level.lua"), "-- theirs\n" + kScript);
    QVERIFY(quick.script().isDirty());
    // Of a file that has stayed as it was nothing is asked.
    QVERIFY(m_files.writeAtomically("/s/level.lua", kScript));
    StrategyPanel calm(m_context);
    calm.show();
    QSignalSpy read(&calm, &StrategyPanel::readFromFile), saved(&calm, &StrategyPanel::saved);
    calm.restoreState(state);
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(!calm.findChild<QPushButton*>(QStringLiteral("keepMineButton"))->isVisible());
    calm.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_dialogs.asked.size(), 1);
    QCOMPARE(*m_files.read("/s/level.lua"), "-- mine\n" + kScript);
  }

  /// While the question stands, and where nobody has noticed yet, saving asks.
  void savingOverAnotherProgramsChangesAsks()
  {
    open(kScript);
    m_panel->script().replaceText("-- mine\n" + kScript);
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- theirs\n" + kScript));
    m_panel->save();
    QTRY_COMPARE(m_dialogs.asked.size(), 1);
    QVERIFY(m_dialogs.asked.first().contains(QStringLiteral("level.lua")));
    QCOMPARE(*m_files.read("/s/level.lua"), "-- theirs\n" + kScript);
    QVERIFY(button("keepMineButton")->isVisible());
    QVERIFY(m_panel->script().isDirty());
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_dialogs.answers = {0};
    m_panel->save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(*m_files.read("/s/level.lua"), "-- mine\n" + kScript);
    QVERIFY(!m_panel->script().isDirty());
    QVERIFY(!button("keepMineButton")->isVisible());
    // The same of what is left behind: cancelled, nothing else is opened.
    m_panel->script().replaceText("-- mine again\n" + kScript);
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- theirs\n" + kScript));
    m_dialogs.asked.clear();
    m_dialogs.answers = {0, 1}; // save; do not overwrite
    m_panel->askAndStart(false);
    QTRY_COMPARE(m_dialogs.asked.size(), 2);
    QVERIFY(m_panel->isScript());
    QCOMPARE(*m_files.read("/s/level.lua"), "-- theirs\n" + kScript);
  }

  /// Who keeps the own text has unsaved changes, also once they are undone to what the file held before.
  void keptTextDiffersFromTheFile()
  {
    open(kScript);
    m_panel->script().replaceText("-- mine\n" + kScript);
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- theirs\n" + kScript));
    readAgain();
    QTest::mouseClick(button("keepMineButton"), Qt::LeftButton);
    readAgain();
    QVERIFY(!button("keepMineButton")->isVisible()); // that was answered
    while (m_panel->editor().undoStack().canUndo())
      m_panel->editor().undoStack().undo();
    QCOMPARE(m_panel->script().text(), kScript);
    QVERIFY(m_panel->script().isDirty());
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->save(); // knowingly
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(m_dialogs.asked.isEmpty());
    QCOMPARE(*m_files.read("/s/level.lua"), kScript);
  }

  /// One kind of line end is kept for a whole text; a file with both is no change for ever.
  void mixedLineEndsAreNoChange()
  {
    open("-- a\r\n-- b\n" + kScript);
    QVERIFY(!m_panel->script().isDirty());
    readAgain();
    QVERIFY(!m_panel->script().isDirty());
    QVERIFY(!m_panel->editor().undoStack().canUndo());
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- a\r\n-- c\n" + kScript));
    readAgain();
    QVERIFY(m_panel->script().text().starts_with("-- a\r\n-- c\r\n"));
    QVERIFY(!m_panel->script().isDirty());
    m_panel->script().replaceText("-- mine\n");
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- a\r\n-- d\n" + kScript));
    readAgain();
    QTest::mouseClick(button("takeOutsideButton"), Qt::LeftButton);
    QVERIFY(!m_panel->script().isDirty());
  }

  /// A program that empties a file and then writes it: the read of the empty one comes last.
  void aLateReadIsPassedOver()
  {
    open(kScript);
    QVERIFY(m_files.writeAtomically("/s/level.lua", ""));
    m_files.isHeld = false;
    m_files.holdsNext = true;
    m_panel->readAgain();
    QTRY_VERIFY(m_files.isHeld.load());
    QVERIFY(m_files.writeAtomically("/s/level.lua", "-- whole\n" + kScript));
    readAgain(); // on the other worker
    QCOMPARE(m_panel->script().text(), "-- whole\n" + kScript);
    m_files.go.release();
    m_workers.drain();
    QCoreApplication::processEvents();
    QCOMPARE(m_panel->script().text(), "-- whole\n" + kScript);
  }

  /// Of two files that are opened one after the other, the second stays.
  void aLateOpeningIsPassedOver()
  {
    open(kScript);
    QVERIFY(m_files.writeAtomically("/s/other.lua", "-- other\n" + kScript));
    QVERIFY(m_files.writeAtomically("/s/slow.lua", "-- slow\n" + kScript));
    m_files.isHeld = false;
    m_files.holdsNext = true;
    m_panel->openFile(QStringLiteral("/s/slow.lua"));
    QTRY_VERIFY(m_files.isHeld.load());
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    m_panel->openFile(QStringLiteral("/s/other.lua"));
    QTRY_COMPARE(opened.size(), 1);
    m_files.go.release();
    m_workers.drain();
    QCoreApplication::processEvents();
    QCOMPARE(m_panel->script().file(), QStringLiteral("/s/other.lua"));
  }

  /// Two saves, one after the other: the later text is the one that stays.
  void savesKeepTheirOrder()
  {
    open(kScript);
    m_panel->script().replaceText("-- one\n" + kScript);
    m_files.isHeld = false;
    m_files.holdsNext = true; // the look at what is there
    m_panel->save();
    QTRY_VERIFY(m_files.isHeld.load());
    m_panel->script().replaceText("-- two\n" + kScript);
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->save();
    m_files.go.release();
    QTRY_COMPARE(saved.size(), 2);
    QCOMPARE(*m_files.read("/s/level.lua"), "-- two\n" + kScript);
    QVERIFY(!m_panel->script().isDirty());
    QVERIFY(m_dialogs.asked.isEmpty());
  }

  /// A file that goes away and comes back, as when another branch is looked at, is followed again.
  void aFileThatComesBackIsFollowed()
  {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("level.lua"));
    const auto write = [&](const std::string& text) {
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
      QCOMPARE(file.write(QByteArray::fromStdString(text)), static_cast<qint64>(text.size()));
    };
    write(kScript);
    OsFileSystem files;
    Context context = m_context;
    context.files = &files;
    StrategyPanel panel(context);
    panel.show();
    QSignalSpy opened(&panel, &StrategyPanel::opened), read(&panel, &StrategyPanel::readFromFile);
    panel.openFile(path);
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY_WITH_TIMEOUT(!read.isEmpty(), kPatience);
    QCOMPARE(panel.script().text(), kScript); // what stands here stays
    write("-- back\n" + kScript);
    QTRY_COMPARE_WITH_TIMEOUT(panel.script().text(), "-- back\n" + kScript, kPatience);
  }

  /// Whatever its name looks like, a script comes back as a script.
  void theNameDoesNotDecide()
  {
    QVERIFY(m_files.writeAtomically("/s/LEVEL.LUA", kScript));
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    m_panel->openFile(QStringLiteral("/s/LEVEL.LUA"));
    QTRY_COMPARE(opened.size(), 1);
    QVERIFY(m_panel->isScript());
    m_dialogs.paths = {QStringLiteral("/s/level.txt")};
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    m_panel->saveAs();
    QTRY_COMPARE(saved.size(), 1);
    StrategyPanel panel(m_context);
    panel.restoreState(m_panel->saveState());
    QTRY_VERIFY(panel.isScript());
    QCOMPARE(panel.script().text(), kScript);
  }

private:
  void open(const std::string& text)
  {
    QVERIFY(m_files.writeAtomically("/s/level.lua", text));
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    m_panel->openFile(QStringLiteral("/s/level.lua"));
    QTRY_COMPARE(opened.size(), 1);
    QTRY_VERIFY(!m_panel->script().isChecking());
  }
  void readAgain()
  {
    QSignalSpy read(m_panel.get(), &StrategyPanel::readFromFile);
    m_panel->readAgain();
    QTRY_COMPARE(read.size(), 1);
  }
  QPushButton* button(const char* name) const { return m_panel->findChild<QPushButton*>(QLatin1String(name)); }

  SystemClock m_clock;
  SlowFiles m_files;
  TaskRegistry m_tasks{m_clock};
  ExecutorPool m_workers{2, m_clock};
  TaskFeed m_feed{m_tasks};
  ResearchHub m_hub;
  tests::ScriptedDialogs m_dialogs;
  Context m_context;
  std::unique_ptr<StrategyPanel> m_panel;
};

QTEST_MAIN(TstScriptFiles)
#include "tst_script_files.moc"

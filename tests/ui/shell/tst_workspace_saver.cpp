// SPDX-License-Identifier: GPL-3.0-or-later
// What waits to be written: the newest of each name, one failure beside the others, nothing lost.
#include "core/base/testing/memory_file_system.h"
#include "ui/shell/workspace_saver.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::ui;

class TstWorkspaceSaver : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_files = std::make_unique<testing::MemoryFileSystem>();
    m_saver = std::make_unique<WorkspaceSaver>(WorkspaceStore(m_files.get(), "/workspaces"));
  }

  void theNewestIsWrittenOnce()
  {
    m_saver->put(QStringLiteral("a"), "old");
    m_saver->put(QStringLiteral("a"), "new");
    QVERIFY(m_saver->write());
    QCOMPARE(read("a"), std::string("new"));
    // Who comes later with what was asked for earlier finds nothing to do.
    const auto operations = m_files->operations();
    QVERIFY(!m_saver->hasWaiting());
    QVERIFY(m_saver->write());
    QCOMPARE(m_files->operations(), operations);
  }

  /// Each of the operations of the write fails in turn.
  void oneFailureKeepsNoneOfTheOthers()
  {
    put();
    const auto before = m_files->operations();
    QVERIFY(m_saver->write());
    const std::size_t count = m_files->operations() - before;
    QVERIFY(count >= 3);
    for (std::size_t n = 1; n <= count; ++n) {
      init();
      put();
      m_files->failAt(n);
      const Result<void> written = m_saver->write();
      QVERIFY(!written);
      QCOMPARE(QString::fromStdString(written.error().code), QStringLiteral("file.io"));
      const std::string failed(written.error().field("workspace"));
      for (const std::string name : {"a", "b", "c"})
        QCOMPARE(m_files->exists("/workspaces/" + name + ".json"), name != failed);
      QVERIFY(m_saver->hasWaiting());
      QVERIFY(m_saver->write());
      QCOMPARE(read(failed), failed);
    }
  }

  void whatIsRemovedIsNotWrittenAgain()
  {
    m_saver->put(QStringLiteral("a"), "last words");
    QVERIFY(m_saver->keepAside(QStringLiteral("a"), QStringLiteral("removed")));
    QVERIFY(m_saver->write());
    QVERIFY(!m_files->exists("/workspaces/a.json"));
    QCOMPARE(*m_files->read("/workspaces/removed/a-1.json"), std::string("last words"));
  }

private:
  void put()
  {
    for (const char* name : {"a", "b", "c"})
      m_saver->put(QString::fromLatin1(name), name);
  }
  std::string read(const std::string& name) { return m_files->read("/workspaces/" + name + ".json").value_or("none"); }

  std::unique_ptr<testing::MemoryFileSystem> m_files;
  std::unique_ptr<WorkspaceSaver> m_saver;
};

QTEST_GUILESS_MAIN(TstWorkspaceSaver)
#include "tst_workspace_saver.moc"

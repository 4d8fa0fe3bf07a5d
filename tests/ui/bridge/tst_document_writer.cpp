// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_writer.h"

#include "core/base/clock.h"
#include "ui/bridge/executor_pool.h"

#include <QSignalSpy>
#include <QtTest>

#include <atomic>

using namespace zvt;
using namespace zvt::ui;

namespace {

/// A disk that may be full.
struct Disk {
  std::atomic<bool> isFull{false};
  std::atomic<int> state{0}, writes{0};
  NewestWrite::Write to(int wanted)
  {
    return [this, wanted]() -> Result<void> {
      if (isFull)
        return fail("file.disk_full");
      state = wanted;
      ++writes;
      return {};
    };
  }
};

}

class TstDocumentWriter : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void manyChangesAreFewWrites()
  {
    Disk disk;
    ExecutorPool workers(2, m_clock);
    DocumentWriter writer(workers);
    for (int change = 1; change <= 100; ++change)
      writer.put(disk.to(change));
    QVERIFY(!writer.isKept());
    QTRY_COMPARE(disk.state.load(), 100);
    QTRY_VERIFY(writer.isKept());
    QVERIFY2(disk.writes <= 2, qPrintable(QString::number(disk.writes)));
  }

  void aFailureIsToldOnceAndTriedAgain()
  {
    Disk disk;
    disk.isFull = true;
    ExecutorPool workers(2, m_clock);
    DocumentWriter writer(workers);
    QSignalSpy failed(&writer, &DocumentWriter::failed), kept(&writer, &DocumentWriter::kept);
    auto* again = writer.findChild<QTimer*>(QStringLiteral("writeAgainTimer"));
    writer.put(disk.to(1));
    QTRY_VERIFY(again->isActive());
    again->start(0);
    QTRY_VERIFY(again->isActive() && again->interval() == 0);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!writer.isKept());
    disk.isFull = false;
    again->start(0);
    QTRY_COMPARE(kept.count(), 1);
    QCOMPARE(disk.state.load(), 1);
    QVERIFY(writer.isKept());
    disk.isFull = true; // the same reason is news again
    writer.put(disk.to(2));
    QTRY_COMPARE(failed.count(), 2);
    disk.isFull = false; // and the next change writes at once, without that timer
    writer.put(disk.to(3));
    QTRY_COMPARE(disk.state.load(), 3);
  }

  void theEndOfTheProgramWritesWhatIsLeft()
  {
    Disk disk;
    disk.isFull = true;
    ExecutorPool workers(2, m_clock);
    {
      DocumentWriter writer(workers);
      QSignalSpy failed(&writer, &DocumentWriter::failed);
      writer.put(disk.to(7));
      QTRY_COMPARE(failed.count(), 1);
      disk.isFull = false;
    }
    workers.drain();
    QCOMPARE(disk.state.load(), 7);
  }

private:
  SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TstDocumentWriter)
#include "tst_document_writer.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/newest_write.h"

#include <QSemaphore>
#include <QtTest>

#include <thread>

using namespace zvt;
using namespace zvt::ui;

class TstNewestWrite : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theNewestIsWrittenOnce()
  {
    NewestWrite kept;
    QStringList disk;
    for (const QString& state : {QStringLiteral("old"), QStringLiteral("new")})
      kept.put([&disk, state]() -> Result<void> {
        disk << state;
        return {};
      });
    QVERIFY(kept.write());
    QVERIFY(kept.write());
    QCOMPARE(disk, QStringList{QStringLiteral("new")});
  }

  void aFailureIsTold()
  {
    NewestWrite kept;
    kept.put([]() -> Result<void> { return fail("file.disk_full"); });
    const Result<void> written = kept.write();
    QVERIFY(!written);
    QCOMPARE(written.error().code, std::string("file.disk_full"));
    QVERIFY(kept.write()); // tried once: the next state is on its way with the next change
  }

  /// A worker is stuck in the middle of a write. What another writes meanwhile comes after it.
  void aBlockedWriterDoesNotLandOnANewerState()
  {
    NewestWrite kept;
    QSemaphore begun, gate;
    QStringList disk;
    kept.put([&]() -> Result<void> {
      begun.release();
      gate.acquire();
      disk << QStringLiteral("old");
      return {};
    });
    std::jthread first([&] { (void)kept.write(); });
    begun.acquire();
    kept.put([&]() -> Result<void> {
      disk << QStringLiteral("new");
      return {};
    });
    std::jthread second([&] { (void)kept.write(); });
    gate.release();
    first.join();
    second.join();
    QCOMPARE(disk, (QStringList{QStringLiteral("old"), QStringLiteral("new")}));
  }
};

QTEST_GUILESS_MAIN(TstNewestWrite)
#include "tst_newest_write.moc"

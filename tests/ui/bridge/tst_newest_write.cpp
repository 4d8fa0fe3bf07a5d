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
  }

  void whatFailedWaitsForTheNextTry()
  {
    NewestWrite kept;
    bool works = false;
    QStringList disk;
    const auto state = [&](const QString& name) {
      return [&disk, &works, name]() -> Result<void> {
        if (!works)
          return fail("file.disk_full");
        disk << name;
        return {};
      };
    };
    kept.put(state(QStringLiteral("first")));
    QVERIFY(!kept.write());
    QVERIFY(kept.isWaiting());
    works = true;
    QVERIFY(kept.write());
    QVERIFY(!kept.isWaiting());
    QCOMPARE(disk, QStringList{QStringLiteral("first")});
    works = false;
    kept.put(state(QStringLiteral("second")));
    QVERIFY(!kept.write());
    works = true;
    kept.put(state(QStringLiteral("third"))); // takes its place
    QVERIFY(kept.write());
    QCOMPARE(disk.last(), QStringLiteral("third"));
    QCOMPARE(disk.size(), 2);
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

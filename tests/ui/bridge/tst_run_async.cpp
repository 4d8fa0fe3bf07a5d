// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_async.h"

#include "core/base/clock.h"
#include "core/base/result.h"
#include "ui/bridge/executor_pool.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::ui;

class TstRunAsync : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void answerComesBackOnTheGuiThread()
  {
    SystemClock clock;
    ExecutorPool pool(2, clock);
    QThread* worker = nullptr;
    QThread* receiver = nullptr;
    int answer = 0;
    runAsync(
        pool.next(), this,
        [&worker] {
          worker = QThread::currentThread();
          return Result<int>(42);
        },
        [&](Result<int> result) {
          receiver = QThread::currentThread();
          answer = *result;
        });
    QTRY_COMPARE(answer, 42);
    QCOMPARE(receiver, QThread::currentThread());
    QVERIFY(worker != receiver);
  }

  void answerDiesWithItsContext()
  {
    SystemClock clock;
    ExecutorPool pool(1, clock);
    auto context = std::make_unique<QObject>();
    bool called = false;
    runAsync(pool.next(), context.get(), [] { return 1; }, [&](int) { called = true; });
    context.reset();
    pool.drain();
    QCoreApplication::processEvents();
    QVERIFY(!called);
  }

  void onlyTheLatestCounts()
  {
    LatestOnly latest;
    const auto first = latest.next();
    const auto second = latest.next();
    QVERIFY(!latest.isCurrent(first));
    QVERIFY(latest.isCurrent(second));
  }
};

QTEST_GUILESS_MAIN(TstRunAsync)
#include "tst_run_async.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_async.h"

#include "core/base/clock.h"
#include "core/base/result.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/bridge/task_run.h"

#include <QSemaphore>
#include <QtTest>

#include <array>

#include <future>

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

  /// However much long work hangs, what somebody waits for is answered; a TaskRun is long work.
  void longWorkHoldsNothingUp()
  {
    SystemClock clock;
    TaskRegistry tasks(clock);
    TaskFeed feed(tasks);
    ExecutorPool pool(2, clock);
    QSemaphore started, gate;
    const auto hang = [&started, &gate] {
      started.release();
      gate.acquire();
    };
    TaskRun run(&tasks, &feed, &pool);
    run.start("task.factorLab", {}, [&hang](TaskControl&) -> Result<void> {
      hang();
      return {};
    });
    pool.nextLong().post(hang);
    started.acquire(2); // both long threads are taken
    std::array<int, 4> answers{};
    for (std::size_t i = 0; i < answers.size(); ++i)
      runAsync(pool.next(), this, [] { return 1; }, [&answers, i](int answer) { answers[i] = answer; });
    QTRY_COMPARE(answers, (std::array{1, 1, 1, 1}));
    QVERIFY(run.isRunning());
    gate.release(2);
    QTRY_VERIFY(!run.isRunning());
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

  /// Two studies may take as long as they like: what a window waits for is not behind them.
  void longWorkHoldsUpNothing()
  {
    SystemClock clock;
    std::promise<void> end;
    const std::shared_future<void> ended = end.get_future().share();
    ExecutorPool pool(2, clock);
    for (int i = 0; i < 3; ++i)
      pool.nextLong().post([ended] { ended.wait(); });
    int answers = 0;
    for (int i = 0; i < 4; ++i)
      runAsync(pool.next(), this, [] { return 1; }, [&](int one) { answers += one; });
    QTRY_COMPARE(answers, 4);
    end.set_value();
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

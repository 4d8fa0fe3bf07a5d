// SPDX-License-Identifier: Apache-2.0
#include "core/base/task.h"

#include "core/base/clock.h"
#include "core/base/testing/manual_executor.h"

#include <QTest>

#include <stdexcept>

using namespace zvt;

class TstTask : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void runsAndReports()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    TaskRegistry registry(clock);
    std::vector<TaskState> states;
    const auto handle = registry.observe([&](const TaskSnapshot& snapshot) { states.push_back(snapshot.state); });
    const auto id = registry.start("task.import", "a.csv", executor, [&](TaskControl& control) -> Result<void> {
      clock.advance(Duration::seconds(2));
      control.log("one line");
      control.progress(0.5, "reading");
      return {};
    });
    QVERIFY(registry.snapshot().at(0).state == TaskState::Queued);
    executor.runReady();
    const TaskSnapshot done = registry.snapshot().at(0);
    QCOMPARE(done.id, id);
    QVERIFY(done.state == TaskState::Succeeded);
    QCOMPARE(done.subject, std::string("a.csv"));
    QCOMPARE(done.progress, 1.0);
    QCOMPARE(done.step, std::string("reading"));
    QCOMPARE(done.log, std::vector<std::string>{"one line"});
    QCOMPARE(done.finished - done.started, Duration::seconds(2));
    const std::vector<TaskState> expected = {
        TaskState::Queued, TaskState::Running, TaskState::Running, TaskState::Running, TaskState::Succeeded};
    QVERIFY(states == expected);
  }

  void failsWithItsError()
  {
    const testing::MockClock clock;
    TaskRegistry registry(clock);
    const auto result =
        registry.runHere("task.x", "", [](TaskControl&) -> Result<void> { return fail("import.empty"); });
    QCOMPARE(result.error().code, std::string("import.empty"));
    QVERIFY(registry.snapshot().at(0).state == TaskState::Failed);
    QCOMPARE(registry.snapshot().at(0).error.code, std::string("import.empty"));
  }

  void survivesExceptions()
  {
    const testing::MockClock clock;
    TaskRegistry registry(clock);
    const auto result =
        registry.runHere("task.x", "", [](TaskControl&) -> Result<void> { throw std::runtime_error("out of luck"); });
    QCOMPARE(result.error().code, std::string("task.crashed"));
    QCOMPARE(std::string(result.error().field("reason")), std::string("out of luck"));
  }

  void cancelsBeforeAndDuring()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    TaskRegistry registry(clock);
    bool ran = false;
    const auto queued = registry.start("task.a", "", executor, [&](TaskControl&) -> Result<void> {
      ran = true;
      return {};
    });
    registry.cancel(queued);
    executor.runReady();
    QVERIFY(!ran);
    const auto running = registry.start("task.b", "", executor, [&](TaskControl& control) -> Result<void> {
      registry.cancel(registry.snapshot().back().id);
      return control.cancelToken().check();
    });
    executor.runReady();
    QVERIFY(registry.snapshot().at(0).state == TaskState::Cancelled);
    QCOMPARE(registry.snapshot().at(1).id, running);
    QVERIFY(registry.snapshot().at(1).state == TaskState::Cancelled);
    registry.cancel(12'345); // nobody: nothing happens
  }

  void progressIsCoalesced()
  {
    testing::MockClock clock;
    TaskRegistry registry(clock);
    int calls = 0;
    const auto handle = registry.observe([&](const TaskSnapshot&) { ++calls; });
    (void)registry.runHere("task.x", "", [&](TaskControl& control) -> Result<void> {
      for (int i = 0; i < 10'000; ++i) { // one second in steps of 0.1 ms
        control.progress(i / 10'000.0);
        clock.advance(Duration::microseconds(100));
      }
      return {};
    });
    QVERIFY(calls >= 25 && calls <= 33 + 3); // at most 30 a second, and queued, running, succeeded
  }

  void observersGoWithTheirHandle()
  {
    const testing::MockClock clock;
    TaskRegistry registry(clock);
    int calls = 0;
    std::shared_ptr<void> handle;
    handle = registry.observe([&](const TaskSnapshot&) {
      ++calls;
      handle.reset(); // an observer may take itself away
    });
    (void)registry.runHere("task.x", "", [](TaskControl&) -> Result<void> { return {}; });
    QCOMPARE(calls, 1);
  }

  void observersMayOutliveTheRegistry()
  {
    const testing::MockClock clock;
    std::shared_ptr<void> handle;
    {
      TaskRegistry registry(clock);
      handle = registry.observe([](const TaskSnapshot&) { });
    }
    handle.reset();
  }

  void registryMayGoFirst()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    Result<void> seen;
    {
      TaskRegistry registry(clock);
      (void)registry.start("task.x", "", executor, [&](TaskControl&) -> Result<void> {
        seen = fail("test.ran");
        return {};
      });
    }
    executor.runReady(); // it was cancelled with the registry
    QVERIFY(seen.has_value());
  }

  void finishedTasksAreForgottenInTime()
  {
    const testing::MockClock clock;
    TaskRegistry registry(clock);
    for (int i = 0; i < 500; ++i)
      (void)registry.runHere("task.x", "", [](TaskControl&) -> Result<void> { return {}; });
    QVERIFY(registry.snapshot().size() <= 201);
    QCOMPARE(registry.snapshot().back().id, std::uint64_t{500});
  }

  void runsOnThreads()
  {
    const SystemClock clock;
    TaskRegistry registry(clock);
    std::atomic<int> calls = 0;
    const auto handle = registry.observe([&](const TaskSnapshot&) { ++calls; });
    {
      ThreadExecutor first("first", clock);
      ThreadExecutor second("second", clock);
      for (int i = 0; i < 50; ++i)
        for (ThreadExecutor* executor : {&first, &second})
          registry.start("task.x", "", *executor, [](TaskControl& control) -> Result<void> {
            control.progress(0.5);
            control.log("line");
            return {};
          });
    }
    QVERIFY(calls >= 400); // queued, running, a line, succeeded: of a hundred tasks
    for (const TaskSnapshot& snapshot : registry.snapshot())
      QVERIFY(snapshot.state == TaskState::Succeeded);
  }
};

QTEST_APPLESS_MAIN(TstTask)
#include "tst_task.moc"

// SPDX-License-Identifier: Apache-2.0
#include "core/base/executor.h"

#include "core/base/clock.h"
#include "core/base/parallel_for.h"
#include "core/base/testing/fake_transport.h"
#include "core/base/testing/manual_executor.h"

#include <QTest>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

using namespace zvt;

class TstExecutor : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void threadRunsInOrder()
  {
    const SystemClock clock;
    std::vector<int> order;
    std::thread::id worker;
    {
      ThreadExecutor executor("order", clock);
      for (int i = 0; i < 1'000; ++i)
        executor.post([&order, i] { order.push_back(i); });
      executor.post([&] { worker = std::this_thread::get_id(); });
      executor.drain();
      QCOMPARE(order.size(), std::size_t{1'000});
    }
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QVERIFY(worker != std::this_thread::get_id());
  }

  void threadFinishesPostedWorkAtTheEnd()
  {
    const SystemClock clock;
    int ran = 0;
    bool timedRan = false;
    {
      ThreadExecutor executor("finish", clock);
      executor.postAt(clock.elapsed() + Duration::hours(1), [&] { timedRan = true; });
      executor.post([&] {
        ++ran;
        executor.post([&] { ++ran; });
      });
    }
    QCOMPARE(ran, 2);
    QVERIFY(!timedRan);
  }

  void threadWaitsForTheTime()
  {
    const SystemClock clock;
    ThreadExecutor executor("timed", clock);
    const Duration due = clock.elapsed() + Duration::milliseconds(5);
    std::promise<Duration> ranAt;
    std::promise<void> later;
    executor.postAt(due + Duration::milliseconds(1), [&] { later.set_value(); });
    executor.postAt(due, [&] { ranAt.set_value(clock.elapsed()); });
    QVERIFY(ranAt.get_future().get() >= due);
    later.get_future().wait();
  }

  void manualRunsInVirtualTime()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    std::string order;
    executor.postAt(Duration::hours(2), [&] { order += 'c'; });
    executor.postAt(Duration::hours(1), [&] {
      order += 'b';
      executor.postAt(clock.elapsed() + Duration::minutes(30), [&] { order += 'B'; });
    });
    executor.post([&] { order += 'a'; });
    QCOMPARE(executor.pending(), std::size_t{3});
    QCOMPARE(executor.runReady(), std::size_t{1});
    const Timestamp before = clock.now();
    QCOMPARE(executor.advance(Duration::minutes(90)), std::size_t{2});
    QCOMPARE(order, std::string("abB"));
    QCOMPARE(clock.now() - before, Duration::minutes(90));
    QCOMPARE(executor.runAll(), std::size_t{1});
    QCOMPARE(clock.elapsed(), Duration::hours(2));
  }

  void wallClockJumpsDoNotMoveTimers()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    bool ran = false;
    executor.postAt(Duration::seconds(10), [&] { ran = true; });
    clock.setNow(clock.now() + Duration::hours(24));
    executor.runReady();
    QVERIFY(!ran);
    executor.advance(Duration::seconds(10));
    QVERIFY(ran);
  }

  void rangesCoverEverythingOnce_data()
  {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("grain");
    QTest::newRow("nothing") << 0 << 10;
    QTest::newRow("one") << 1 << 10;
    QTest::newRow("odd") << 10'007 << 64;
    QTest::newRow("one at a time") << 500 << 1;
    QTest::newRow("zero grain means one") << 50 << 0;
    QTest::newRow("grain beyond count") << 50 << 1'000;
  }

  void rangesCoverEverythingOnce()
  {
    QFETCH(int, count);
    QFETCH(int, grain);
    const TbbParallelFor parallel;
    const SerialParallelFor serial;
    for (const ParallelFor* loop :
        {static_cast<const ParallelFor*>(&parallel), static_cast<const ParallelFor*>(&serial)}) {
      std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
      std::atomic<bool> tooLong = false;
      loop->run(visits.size(), static_cast<std::size_t>(grain), [&](std::size_t begin, std::size_t end) {
        if (end - begin > static_cast<std::size_t>(std::max(grain, 1)))
          tooLong = true;
        for (std::size_t i = begin; i < end; ++i)
          ++visits[i];
      });
      QVERIFY(!tooLong);
      for (const auto& visit : visits)
        QCOMPARE(visit.load(), 1);
    }
  }

  void transportFollowsItsScript()
  {
    testing::MockClock clock;
    testing::ManualExecutor executor(clock);
    testing::FakeTransport transport(clock, executor);
    testing::ScriptedAnswer broken;
    broken.urlGlob = "https://a.example/*";
    broken.response = fail("net.reset");
    broken.times = 1;
    transport.script(broken);
    transport.answer("https://a.example/*", "bars");
    testing::ScriptedAnswer slow;
    slow.urlGlob = "https://slow.example/";
    slow.delay = Duration::minutes(1);
    transport.script(slow);

    std::vector<std::string> seen;
    const auto get = [&](std::string url) {
      HttpRequest request;
      request.url = std::move(url);
      transport.send(std::move(request),
          [&](Result<HttpResponse> answer) { seen.push_back(answer ? answer->body : answer.error().code); });
      executor.runAll();
    };
    get("https://a.example/1");
    get("https://a.example/2");
    get("https://slow.example/");
    get("https://nobody.example/");
    QCOMPARE(seen, (std::vector<std::string>{"net.reset", "bars", "net.timeout", "net.refused"}));
    QCOMPARE(clock.elapsed(), Duration::seconds(30)); // the slow one was given up at its time-out
    QCOMPARE(transport.requests().size(), std::size_t{4});
  }
};

QTEST_APPLESS_MAIN(TstExecutor)
#include "tst_executor.moc"

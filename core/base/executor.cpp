// SPDX-License-Identifier: Apache-2.0
#include "core/base/executor.h"

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#ifdef __linux__
#include <pthread.h>
#endif

namespace zvt {
namespace {

void nameThread([[maybe_unused]] const std::string& name)
{
#ifdef __linux__
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); // the kernel keeps 15 characters
#endif
}

}

struct ThreadExecutor::State {
  explicit State(const Clock& source)
      : clock(source)
  {
  }

  /// Waits for the next piece of work; an empty one says that it is over.
  Work take()
  {
    std::unique_lock lock(mutex);
    for (;;) {
      const Duration now = clock.elapsed();
      if (!stopping && !timed.empty() && timed.begin()->first <= now)
        return std::move(timed.extract(timed.begin()).mapped());
      if (!queue.empty()) {
        Work work = std::move(queue.front());
        queue.pop_front();
        return work;
      }
      if (stopping)
        return {};
      if (timed.empty()) {
        wake.wait(lock);
      } else {
        // Never long at once, as the clock may not be the one that the wait goes by.
        const Duration left = std::min(timed.begin()->first - now, Duration::seconds(1));
        wake.wait_for(lock, std::chrono::microseconds(left.micros));
      }
    }
  }

  void run()
  {
    while (Work work = take())
      work();
  }

  const Clock& clock;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Work> queue;
  std::multimap<Duration, Work> timed;
  bool stopping = false;
  std::thread thread;
};

ThreadExecutor::ThreadExecutor(std::string name, const Clock& clock)
    : m_state(std::make_unique<State>(clock))
{
  m_state->thread = std::thread([state = m_state.get(), name = std::move(name)] {
    nameThread(name);
    state->run();
  });
}

ThreadExecutor::~ThreadExecutor()
{
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->stopping = true;
  }
  m_state->wake.notify_all();
  m_state->thread.join();
}

void ThreadExecutor::post(Work work)
{
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->queue.push_back(std::move(work));
  }
  m_state->wake.notify_one();
}

void ThreadExecutor::postAt(Duration at, Work work)
{
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->timed.emplace(at, std::move(work));
  }
  m_state->wake.notify_one();
}

void ThreadExecutor::drain()
{
  std::promise<void> reached;
  std::future<void> done = reached.get_future();
  post([&reached] { reached.set_value(); });
  done.wait();
}

}

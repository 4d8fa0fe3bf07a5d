// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel_for.h"

#include <algorithm>

#if defined(__SANITIZE_THREAD__)
#define ZVT_PLAIN_THREADS
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ZVT_PLAIN_THREADS
#endif
#endif

#ifdef ZVT_PLAIN_THREADS
#include <atomic>
#include <thread>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#endif

namespace zvt {

#ifdef ZVT_PLAIN_THREADS
// ThreadSanitizer does not see oneTBB's synchronisation and would report races that are none.
void TbbParallelFor::run(std::size_t count, std::size_t grain, const Body& body) const
{
  const std::size_t step = std::max<std::size_t>(grain, 1);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t begin = next.fetch_add(step); begin < count; begin = next.fetch_add(step))
      body(begin, std::min(begin + step, count));
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < std::max(2U, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work);
  work();
  for (std::thread& thread : threads)
    thread.join();
}
#else
void TbbParallelFor::run(std::size_t count, std::size_t grain, const Body& body) const
{
  const tbb::blocked_range<std::size_t> range(0, count, std::max<std::size_t>(grain, 1));
  tbb::parallel_for(
      range, [&](const tbb::blocked_range<std::size_t>& part) { body(part.begin(), part.end()); },
      tbb::simple_partitioner());
}
#endif

void SerialParallelFor::run(std::size_t count, std::size_t grain, const Body& body) const
{
  const std::size_t step = std::max<std::size_t>(grain, 1);
  for (std::size_t begin = 0; begin < count; begin += std::min(step, count - begin))
    body(begin, begin + std::min(step, count - begin));
}

}

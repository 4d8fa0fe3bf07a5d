// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace zvt::testing {

/// A clock that stands until it is moved. Thread-safe.
class MockClock final : public Clock {
public:
  explicit MockClock(Timestamp now = Timestamp::fromSeconds(1'704'067'200)) ///< 2024-01-01T00:00:00Z
      : m_now(now.micros)
  {
  }
  [[nodiscard]] Timestamp now() const override { return {m_now}; }
  [[nodiscard]] Duration elapsed() const override { return {m_elapsed}; }

  /// Time passes.
  void advance(Duration by)
  {
    m_now += by.micros;
    m_elapsed += by.micros;
  }
  /// Somebody sets the wall clock; elapsed() does not notice.
  void setNow(Timestamp now) { m_now = now.micros; }

private:
  std::atomic<std::int64_t> m_now;
  std::atomic<std::int64_t> m_elapsed = 0;
};

}

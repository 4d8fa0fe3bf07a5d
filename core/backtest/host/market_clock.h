// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <algorithm>

namespace zvt::backtest {

/// The time of a market that is played: it stands where it is put, and elapsed() follows it. One thread.
class PlayedClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override { return m_now; }
  [[nodiscard]] Duration elapsed() const override { return Duration{std::max<std::int64_t>(m_now.micros, 0)}; }
  void setNow(Timestamp now) { m_now = now; }

private:
  Timestamp m_now;
};

}

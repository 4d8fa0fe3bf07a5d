// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <chrono>

namespace zvt {
namespace {

template <typename ClockType> std::int64_t microsOf()
{
  return std::chrono::duration_cast<std::chrono::microseconds>(ClockType::now().time_since_epoch()).count();
}

}

Timestamp SystemClock::now() const
{
  return {microsOf<std::chrono::system_clock>()};
}

Duration SystemClock::elapsed() const
{
  return {microsOf<std::chrono::steady_clock>()};
}

}

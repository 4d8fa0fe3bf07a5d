// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

namespace zvt {

/// The seam through which the core learns the time. Production: SystemClock; tests and simulations: testing/MockClock.
class Clock {
public:
  virtual ~Clock() = default;
  /// Wall-clock time; may jump. For stamps that people read.
  [[nodiscard]] virtual Timestamp now() const = 0;
  /// Monotonic time since an arbitrary start; for time-outs and rates.
  [[nodiscard]] virtual Duration elapsed() const = 0;
};

class SystemClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override;
  [[nodiscard]] Duration elapsed() const override;
};

}

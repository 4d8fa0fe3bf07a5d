// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <memory>

namespace zvt {

/// A shared flag that long work polls. Copies refer to the same flag. Thread-safe.
class CancelToken {
public:
  CancelToken()
      : m_flag(std::make_shared<std::atomic<bool>>(false))
  {
  }
  void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }
  /// "task.cancelled" when cancelled: ZVT_TRY_VOID(cancel.check());
  [[nodiscard]] Result<void> check() const
  {
    if (isCancelled())
      return fail("task.cancelled");
    return {};
  }

private:
  std::shared_ptr<std::atomic<bool>> m_flag;
};

}

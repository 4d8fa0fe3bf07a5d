// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <mutex>

namespace zvt::ui {

/// A document on its way to the disk, shared by the GUI thread and the workers: one writer at a time, and an older
/// state never lands on a newer one. What could not be written waits on, for the next write() or a newer state.
/// Thread-safe. DocumentWriter says when to write.
class NewestWrite {
public:
  using Write = std::function<Result<void>()>;

  /// In place of what still waits.
  void put(Write write);
  /// Runs what waits; nothing when another has done so.
  Result<void> write();
  /// Whether something is to be written still. What is being written at the moment does not count.
  [[nodiscard]] bool isWaiting() const;

private:
  std::mutex m_writing; ///< taken before m_guard
  mutable std::mutex m_guard;
  Write m_waiting; ///< under m_guard
};

}

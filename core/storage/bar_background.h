// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/storage/bar_panel.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>

namespace zvt::storage {

class Connection;
class Database;

/// What the writer does on the side once writes pause: folds long tails into chunks, then brings the date-major copy in
/// step. Small steps, each a transaction, each as good as none to readers; other writes go in between, and closing the
/// database drops what waits. A step that fails ends it until the next write. Any thread.
class BarBackground : public std::enable_shared_from_this<BarBackground> {
public:
  explicit BarBackground(Database& database);
  /// Something was written.
  void wake();
  void setEnabled(bool enabled);
  /// Does everything now, on the calling thread's time: every tail but for its newest bar, every stale day.
  Result<void> settle();

private:
  void schedule(Duration delay);
  void runStep();
  bool isStopped();
  Duration waitBeforeStep() const;
  /// How far a pass over everything has come.
  struct Progress {
    std::int64_t foldedUntil = 0; ///< series
    std::set<std::int64_t> damaged; ///< series that cannot be read: they are passed over
    BarPanel memory;
  };
  static Result<bool> foldSome(Connection& connection, std::int64_t bars, std::int64_t count, Progress& progress);
  static Result<bool> step(Connection& connection, Progress& progress);

  Database& m_database;
  mutable std::mutex m_guard;
  bool m_isEnabled = true;
  bool m_isScheduled = false;
  Duration m_lastWrite;
  Duration m_waitingSince;
  Progress m_progress; ///< only the writer's thread touches it
};

}

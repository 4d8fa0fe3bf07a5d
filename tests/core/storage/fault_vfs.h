// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/storage/device_record.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace zvt::tests {

/// What a device is asked to do; the kinds that can be told to fail.
enum class FileOperation { Read, Write, Sync, Truncate, Lock, Open, Delete };

/// How an operation fails.
enum class FileFault {
  Io, ///< EIO: nothing happened
  Full, ///< ENOSPC before anything was written
  Short ///< a write ends half way: the device became full
};

/// A layer below SQLite that keeps files in memory, writes down what is done to them in order, and fails when told.
/// What a power cut would have left can be made from the record as often as wanted. Registered with SQLite under name()
/// while it lives; files belong to it, not to the disk. Thread-safe, so that a writer and readers can share it.
class FaultVfs {
public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  [[nodiscard]] const std::string& name() const;

  /// Takes the place of all files; the record starts anew with everything durable. Nothing may be open.
  void load(DeviceImage image);
  /// The files as a reader sees them now.
  [[nodiscard]] DeviceImage contents() const;

  /// Operations written down so far: a moment.
  [[nodiscard]] std::size_t moment() const;
  /// What a cut of the power right after the first @p moment operations leaves; chance decides about what was not
  /// synced.
  [[nodiscard]] DeviceImage afterPowerCut(std::size_t moment, std::uint64_t seed) const;

  /// The @p n-th operation of a kind from now on (1 is the next) fails, once; 0: none does.
  void failAt(FileOperation kind, std::uint64_t n, FileFault fault);
  /// Every write fails, the device being full, while @p isFull says so; called on the writing threads.
  void fillWhile(std::function<bool()> isFull);
  /// Whether it has failed.
  [[nodiscard]] bool hasFailed() const;
  /// Operations of a kind so far.
  [[nodiscard]] std::uint64_t count(FileOperation kind) const;

  struct State;

private:
  std::unique_ptr<State> m_state;
};

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>

namespace zvt {
class FileSystem;
}

namespace zvt::storage {

/// A file that only takes room, in the profile: when the disk is full it goes, so that what must not be lost can still
/// be written and the program can stop in order. Any thread.
class Ballast {
public:
  /// Bytes that are free in a folder. Errors: any; then nobody knows.
  using FreeSpace = std::function<Result<std::uint64_t>(const std::filesystem::path& folder)>;

  /// @param fileSystem outlives the object; @param bytes 0: none is kept
  Ballast(std::filesystem::path file, std::size_t bytes, FileSystem& fileSystem, FreeSpace freeSpace);

  /// Makes the file where it is missing and as much room again stays free. Returns whether it is there, or none is
  /// wanted: a full disk is no error.
  bool keep();
  /// Removes the file, or what keep() has written of it so far: waits until that has stopped. Returns whether there was
  /// some: then there is room.
  bool release();

private:
  [[nodiscard]] bool hasRoom() const;

  std::filesystem::path m_file;
  std::size_t m_bytes;
  FileSystem& m_fileSystem;
  FreeSpace m_freeSpace;
  std::atomic_int m_releasing{0}; ///< release() waits, or removes
  std::mutex m_guard; ///< the file
  bool m_wasAbandoned = false; ///< the last keep(), for a release() that waited
};

}

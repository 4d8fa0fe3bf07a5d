// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>

namespace zvt {
class FileSystem;
}

namespace zvt::storage {

/// A file that only takes room, in the profile: when the disk is full it goes, so that what must not be lost can still
/// be written and the program can stop in order. Any thread.
class Ballast {
public:
  /// @param fileSystem outlives the object; @param bytes 0: none is kept
  Ballast(std::filesystem::path file, std::size_t bytes, FileSystem& fileSystem);

  /// Makes the file where it is missing. Returns whether it is there, or none is wanted: a full disk is no error.
  bool keep();
  /// Removes the file. Returns whether there was one: then there is room.
  bool release();

private:
  std::filesystem::path m_file;
  std::size_t m_bytes;
  FileSystem& m_fileSystem;
};

}

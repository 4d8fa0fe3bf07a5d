// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zvt {

struct FileInfo {
  std::filesystem::path path;
  std::uint64_t size = 0;
  bool isDirectory = false;
};

/// Held while its owner lives; the operating system releases it when the process dies, however it dies.
class FileLock {
public:
  virtual ~FileLock() = default;
};

/// A file that is being written piece by piece. Nothing is seen under its name before commit(); what was not committed
/// leaves nothing behind. Errors as FileSystem.
class AtomicFile {
public:
  virtual ~AtomicFile() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  /// The file takes its name, durably. Nothing may be written after it.
  virtual Result<void> commit() = 0;
};

/// The seam to files. Errors: file.not_found, file.denied, file.disk_full, file.io, file.exists; context "file".
class FileSystem {
public:
  virtual ~FileSystem() = default;
  [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& file) const = 0;
  /// Up to @p size bytes from @p offset on; fewer at the end of the file, none beyond it.
  [[nodiscard]] virtual Result<std::string> readPart(
      const std::filesystem::path& file, std::uint64_t offset, std::size_t size) const = 0;
  /// Replaces the file as a whole: after a crash there is the old content or the new, never a part.
  virtual Result<void> writeAtomically(const std::filesystem::path& file, std::string_view content) = 0;
  /// The same for a file that is too large to be held: replaces @p file when it is committed. This one keeps it in
  /// memory.
  [[nodiscard]] virtual Result<std::unique_ptr<AtomicFile>> createAtomically(const std::filesystem::path& file);
  virtual Result<void> createDirectories(const std::filesystem::path& folder) = 0;
  virtual Result<void> remove(const std::filesystem::path& file) = 0;
  /// Copies one file; never overwrites (file.exists).
  virtual Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// Gives a file or folder another name in the same file system, in one step that is durable on return; never
  /// overwrites (file.exists).
  virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// Returns when the content of a file, or the names in a folder, are on the disk.
  virtual Result<void> sync(const std::filesystem::path& path) = 0;
  [[nodiscard]] virtual bool exists(const std::filesystem::path& file) const = 0;
  /// Entries of a folder, sorted by name.
  [[nodiscard]] virtual Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const = 0;
  /// An exclusive lock on a file that is created if missing and receives @p owner as text.
  /// Errors: file.locked with the present owner's text as argument "owner".
  virtual Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& file, std::string_view owner) = 0;
};

class OsFileSystem final : public FileSystem {
public:
  [[nodiscard]] Result<std::string> read(const std::filesystem::path& file) const override;
  [[nodiscard]] Result<std::string> readPart(
      const std::filesystem::path& file, std::uint64_t offset, std::size_t size) const override;
  Result<void> writeAtomically(const std::filesystem::path& file, std::string_view content) override;
  [[nodiscard]] Result<std::unique_ptr<AtomicFile>> createAtomically(const std::filesystem::path& file) override;
  Result<void> createDirectories(const std::filesystem::path& folder) override;
  Result<void> remove(const std::filesystem::path& file) override;
  Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> sync(const std::filesystem::path& path) override;
  [[nodiscard]] bool exists(const std::filesystem::path& file) const override;
  [[nodiscard]] Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const override;
  Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& file, std::string_view owner) override;
};

}

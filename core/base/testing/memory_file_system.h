// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_system.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace zvt::testing {

/// Files in memory, on a device that fails when told: at the n-th operation, or when it is full. For one thread.
class MemoryFileSystem final : public FileSystem {
public:
  MemoryFileSystem();

  /// The @p n-th operation from now (1 is the next) fails with @p code and changes nothing.
  void failAt(std::size_t n, std::string code = "file.io");
  /// Writes that would bring all content above @p bytes fail with file.disk_full.
  void setCapacity(std::size_t bytes) { m_capacity = bytes; }
  /// Operations so far, failed ones too: run once, then fail each in turn.
  [[nodiscard]] std::size_t operations() const { return m_operations; }

  [[nodiscard]] Result<std::string> read(const std::filesystem::path& file) const override;
  [[nodiscard]] Result<std::string> readPart(
      const std::filesystem::path& file, std::uint64_t offset, std::size_t size) const override;
  Result<void> writeAtomically(const std::filesystem::path& file, std::string_view content) override;
  Result<void> createDirectories(const std::filesystem::path& folder) override;
  Result<void> remove(const std::filesystem::path& file) override;
  Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> sync(const std::filesystem::path& path) override;
  [[nodiscard]] bool exists(const std::filesystem::path& file) const override;
  [[nodiscard]] Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const override;
  Result<std::unique_ptr<FileLock>> lock(const std::filesystem::path& file, std::string_view owner) override;

private:
  using Locks = std::map<std::filesystem::path, std::string>;
  class Lock;

  [[nodiscard]] Result<void> operation(const std::filesystem::path& file) const;
  [[nodiscard]] Result<void> checkSpace(const std::filesystem::path& file, std::size_t size) const;

  std::map<std::filesystem::path, std::string> m_files;
  std::set<std::filesystem::path> m_folders;
  std::shared_ptr<Locks> m_locks;
  std::optional<std::size_t> m_capacity;
  mutable std::size_t m_operations = 0;
  std::size_t m_failAt = 0;
  std::string m_failCode;
};

}

// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_file_system.h"

#include <algorithm>

namespace zvt::testing {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fileError(std::string code, const fs::path& file)
{
  return fail(Error{std::move(code), {{"reason", "scripted"}}, {}}.with("file", file.string()));
}

}

class MemoryFileSystem::Lock final : public FileLock {
public:
  Lock(std::shared_ptr<Locks> locks, fs::path file)
      : m_locks(std::move(locks))
      , m_file(std::move(file))
  {
  }
  ~Lock() override { m_locks->erase(m_file); }

private:
  std::shared_ptr<Locks> m_locks;
  fs::path m_file;
};

MemoryFileSystem::MemoryFileSystem()
    : m_folders{"", "/"}
    , m_locks(std::make_shared<Locks>())
{
}

void MemoryFileSystem::failAt(std::size_t n, std::string code)
{
  m_failAt = m_operations + n;
  m_failCode = std::move(code);
}

Result<void> MemoryFileSystem::operation(const fs::path& file) const
{
  if (++m_operations == m_failAt)
    return fileError(m_failCode, file);
  return {};
}

Result<void> MemoryFileSystem::checkSpace(const fs::path& file, std::size_t size) const
{
  std::size_t total = size;
  for (const auto& [path, content] : m_files)
    total += path == file ? 0 : content.size();
  if (m_capacity && total > *m_capacity)
    return fileError("file.disk_full", file);
  return {};
}

Result<std::string> MemoryFileSystem::read(const fs::path& file) const
{
  ZVT_TRY_VOID(operation(file));
  const auto found = m_files.find(file);
  if (found == m_files.end())
    return fileError("file.not_found", file);
  return found->second;
}

Result<std::string> MemoryFileSystem::readPart(const fs::path& file, std::uint64_t offset, std::size_t size) const
{
  ZVT_TRY(const std::string content, read(file));
  return offset < content.size() ? content.substr(offset, size) : std::string();
}

Result<void> MemoryFileSystem::writeAtomically(const fs::path& file, std::string_view content)
{
  ZVT_TRY_VOID(operation(file));
  if (!m_folders.contains(file.parent_path()))
    return fileError("file.not_found", file);
  ZVT_TRY_VOID(checkSpace(file, content.size()));
  m_files[file] = content;
  return {};
}

Result<void> MemoryFileSystem::createDirectories(const fs::path& folder)
{
  ZVT_TRY_VOID(operation(folder));
  for (fs::path path = folder; m_folders.insert(path).second;)
    path = path.parent_path();
  return {};
}

Result<void> MemoryFileSystem::remove(const fs::path& file)
{
  ZVT_TRY_VOID(operation(file));
  if (m_files.erase(file) == 0 && m_folders.erase(file) == 0)
    return fileError("file.not_found", file);
  return {};
}

Result<void> MemoryFileSystem::copy(const fs::path& from, const fs::path& to)
{
  ZVT_TRY_VOID(operation(to));
  const auto found = m_files.find(from);
  if (found == m_files.end())
    return fileError("file.not_found", from);
  if (m_files.contains(to))
    return fileError("file.exists", to);
  ZVT_TRY_VOID(checkSpace(to, found->second.size()));
  m_files[to] = found->second;
  return {};
}

Result<void> MemoryFileSystem::rename(const fs::path& from, const fs::path& to)
{
  ZVT_TRY_VOID(operation(from));
  if (exists(to))
    return fileError("file.exists", to);
  if (!exists(from))
    return fileError("file.not_found", from);
  const auto renamed = [&](const fs::path& path) {
    const fs::path below = path.lexically_relative(from);
    return below == "." ? to : to / below;
  };
  const auto isBelow = [&](const fs::path& path) {
    return std::mismatch(from.begin(), from.end(), path.begin(), path.end()).first == from.end();
  };
  decltype(m_files) files;
  for (auto& [path, content] : m_files)
    files.emplace(isBelow(path) ? renamed(path) : path, std::move(content));
  decltype(m_folders) folders;
  for (const fs::path& path : m_folders)
    folders.insert(isBelow(path) ? renamed(path) : path);
  m_files = std::move(files);
  m_folders = std::move(folders);
  return {};
}

Result<void> MemoryFileSystem::sync(const fs::path& path)
{
  return operation(path);
}

bool MemoryFileSystem::exists(const fs::path& file) const
{
  return m_files.contains(file) || m_folders.contains(file);
}

Result<std::vector<FileInfo>> MemoryFileSystem::list(const fs::path& folder) const
{
  ZVT_TRY_VOID(operation(folder));
  if (!m_folders.contains(folder))
    return fileError("file.not_found", folder);
  std::vector<FileInfo> entries;
  for (const auto& [path, content] : m_files)
    if (path.parent_path() == folder)
      entries.push_back({path, content.size(), false});
  for (const fs::path& path : m_folders)
    if (path != folder && path.parent_path() == folder)
      entries.push_back({path, 0, true});
  std::sort(entries.begin(), entries.end(), [](const FileInfo& a, const FileInfo& b) { return a.path < b.path; });
  return entries;
}

Result<std::unique_ptr<FileLock>> MemoryFileSystem::lock(const fs::path& file, std::string_view owner)
{
  ZVT_TRY_VOID(operation(file));
  const auto [holder, free] = m_locks->emplace(file, owner);
  if (!free)
    return fail(Error{"file.locked", {{"owner", holder->second}}, {}}.with("file", file.string()));
  m_files[file] = owner;
  return std::make_unique<Lock>(m_locks, file);
}

}

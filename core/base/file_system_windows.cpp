// SPDX-License-Identifier: Apache-2.0
// Reading, atomic writing and locking on Windows; file_system_posix.cpp is the counterpart.
#include "core/base/file_error.h"
#include "core/base/file_system.h"

#include <algorithm>
#include <array>
#include <utility>

#include <windows.h>

namespace zvt {
namespace {

namespace fs = std::filesystem;

constexpr DWORD kLockAt = 0x7fffffff; // one byte past any owner's text, so that others can still read the text

class Handle {
public:
  explicit Handle(HANDLE handle)
      : m_handle(handle)
  {
  }
  ~Handle() { close(); }
  Handle(Handle&& other) noexcept
      : m_handle(std::exchange(other.m_handle, INVALID_HANDLE_VALUE))
  {
  }
  Handle& operator=(Handle&&) = delete;
  [[nodiscard]] HANDLE get() const { return m_handle; }
  [[nodiscard]] bool isOpen() const { return m_handle != INVALID_HANDLE_VALUE; }
  bool close() { return !isOpen() || CloseHandle(std::exchange(m_handle, INVALID_HANDLE_VALUE)) != 0; }

private:
  HANDLE m_handle;
};

std::unexpected<Error> lastError(const fs::path& file)
{
  return fileError({static_cast<int>(GetLastError()), std::system_category()}, file);
}

Result<std::string> readAll(HANDLE handle, const fs::path& file)
{
  std::string content;
  std::array<char, 1U << 16U> buffer;
  for (;;) {
    DWORD count = 0;
    if (ReadFile(handle, buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) == 0)
      return lastError(file);
    if (count == 0)
      return content;
    content.append(buffer.data(), count);
  }
}

Result<void> writeAll(HANDLE handle, std::string_view content, const fs::path& file)
{
  while (!content.empty()) {
    DWORD count = 0;
    const auto part = static_cast<DWORD>(std::min<std::size_t>(content.size(), 1U << 30U));
    if (WriteFile(handle, content.data(), part, &count, nullptr) == 0)
      return lastError(file);
    content.remove_prefix(count);
  }
  return {};
}

Result<Handle> createBeside(const fs::path& file, fs::path& temporary)
{
  for (int attempt = 0;; ++attempt) {
    temporary = file;
    temporary += ".tmp" + std::to_string(GetCurrentProcessId()) + "-" + std::to_string(attempt);
    Handle created(
        CreateFileW(temporary.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (created.isOpen())
      return created;
    if (GetLastError() != ERROR_FILE_EXISTS)
      return lastError(file);
  }
}

/// A file under a temporary name; removed again unless it was committed.
class WindowsAtomicFile final : public AtomicFile {
public:
  WindowsAtomicFile(Handle handle, fs::path temporary, fs::path target)
      : m_handle(std::move(handle))
      , m_temporary(std::move(temporary))
      , m_target(std::move(target))
  {
  }
  ~WindowsAtomicFile() override
  {
    m_handle.close();
    if (!m_committed)
      DeleteFileW(m_temporary.c_str());
  }
  Result<void> write(std::string_view bytes) override { return writeAll(m_handle.get(), bytes, m_target); }
  Result<void> commit() override
  {
    if (FlushFileBuffers(m_handle.get()) == 0 || !m_handle.close()
        || MoveFileExW(m_temporary.c_str(), m_target.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0)
      return lastError(m_target);
    m_committed = true;
    return {};
  }

private:
  Handle m_handle;
  fs::path m_temporary;
  fs::path m_target;
  bool m_committed = false;
};

class WindowsLock final : public FileLock {
public:
  explicit WindowsLock(Handle handle)
      : m_handle(std::move(handle))
  {
  }

private:
  Handle m_handle; // closing it releases the lock
};

}

Result<std::string> OsFileSystem::read(const fs::path& file) const
{
  const Handle handle(CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!handle.isOpen())
    return lastError(file);
  return readAll(handle.get(), file);
}

Result<std::string> OsFileSystem::readPart(const fs::path& file, std::uint64_t offset, std::size_t size) const
{
  const Handle handle(CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  LARGE_INTEGER place{};
  place.QuadPart = static_cast<LONGLONG>(offset);
  if (!handle.isOpen() || SetFilePointerEx(handle.get(), place, nullptr, FILE_BEGIN) == 0)
    return lastError(file);
  std::string content(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    DWORD count = 0;
    const auto part = static_cast<DWORD>(std::min<std::size_t>(size - have, 1U << 30U));
    if (ReadFile(handle.get(), content.data() + have, part, &count, nullptr) == 0)
      return lastError(file);
    if (count == 0)
      break;
    have += count;
  }
  content.resize(have);
  return content;
}

Result<void> OsFileSystem::sync(const fs::path& path)
{
  std::error_code ignored;
  if (path.empty() || fs::is_directory(path, ignored))
    return {}; // NTFS keeps names in its own journal
  const Handle handle(CreateFileW(path.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!handle.isOpen() || FlushFileBuffers(handle.get()) == 0)
    return lastError(path);
  return {};
}

Result<std::unique_ptr<AtomicFile>> OsFileSystem::createAtomically(const fs::path& file)
{
  fs::path temporary;
  ZVT_TRY(Handle handle, createBeside(file, temporary));
  return std::make_unique<WindowsAtomicFile>(std::move(handle), std::move(temporary), file);
}

Result<std::unique_ptr<FileLock>> OsFileSystem::lock(const fs::path& file, std::string_view owner)
{
  Handle handle(CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
      OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!handle.isOpen())
    return lastError(file);
  OVERLAPPED place{};
  place.Offset = kLockAt;
  if (LockFileEx(handle.get(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place) == 0) {
    if (GetLastError() != ERROR_LOCK_VIOLATION)
      return lastError(file);
    const auto holder = readAll(handle.get(), file);
    return fail(Error{"file.locked", {{"owner", holder ? *holder : std::string()}}, {}}.with("file", file.string()));
  }
  if (SetEndOfFile(handle.get()) == 0)
    return lastError(file);
  ZVT_TRY_VOID(writeAll(handle.get(), owner, file));
  return std::make_unique<WindowsLock>(std::move(handle));
}

}

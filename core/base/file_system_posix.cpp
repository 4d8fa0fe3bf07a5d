// SPDX-License-Identifier: Apache-2.0
// Reading, atomic writing and locking on POSIX systems; file_system_windows.cpp is the counterpart.
#include "core/base/file_error.h"
#include "core/base/file_system.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace zvt {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
public:
  explicit Descriptor(int fd)
      : m_fd(fd)
  {
  }
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept
      : m_fd(std::exchange(other.m_fd, -1))
  {
  }
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return m_fd; }
  [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
  bool close() { return m_fd < 0 || ::close(std::exchange(m_fd, -1)) == 0; }

private:
  int m_fd;
};

std::unexpected<Error> lastError(const fs::path& file)
{
  return fileError({errno, std::generic_category()}, file);
}

Result<std::string> readAll(int fd, const fs::path& file)
{
  std::string content;
  struct stat status{};
  if (::fstat(fd, &status) == 0 && status.st_size > 0)
    content.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 1U << 16U> buffer;
  for (;;) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count == 0)
      return content;
    if (count > 0)
      content.append(buffer.data(), static_cast<std::size_t>(count));
    else if (errno != EINTR)
      return lastError(file);
  }
}

Result<void> writeAll(int fd, std::string_view content, const fs::path& file)
{
  while (!content.empty()) {
    const ssize_t count = ::write(fd, content.data(), content.size());
    if (count >= 0)
      content.remove_prefix(static_cast<std::size_t>(count));
    else if (errno != EINTR)
      return lastError(file);
  }
  return {};
}

/// A file of a new name beside @p file: renaming is atomic only inside one file system.
Result<Descriptor> createBeside(const fs::path& file, fs::path& temporary)
{
  for (int attempt = 0;; ++attempt) {
    temporary = file;
    temporary += ".tmp" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
    Descriptor created(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (created.isOpen())
      return created;
    if (errno != EEXIST)
      return lastError(file);
  }
}

Result<void> syncFolder(const fs::path& folder)
{
  const Descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.isOpen() || (::fsync(fd.get()) != 0 && errno != EINVAL)) // EINVAL: the file system cannot sync folders
    return lastError(folder);
  return {};
}

/// A file under a temporary name; removed again unless it was committed.
class PosixAtomicFile final : public AtomicFile {
public:
  PosixAtomicFile(Descriptor fd, fs::path temporary, fs::path target)
      : m_fd(std::move(fd))
      , m_temporary(std::move(temporary))
      , m_target(std::move(target))
  {
  }
  ~PosixAtomicFile() override
  {
    if (!m_committed)
      ::unlink(m_temporary.c_str());
  }
  Result<void> write(std::string_view bytes) override { return writeAll(m_fd.get(), bytes, m_target); }
  Result<void> commit() override
  {
    struct stat status{};
    if (::stat(m_target.c_str(), &status) == 0 && ::fchmod(m_fd.get(), status.st_mode & 07777U) != 0)
      return lastError(m_target);
    if (::fsync(m_fd.get()) != 0 || !m_fd.close() || ::rename(m_temporary.c_str(), m_target.c_str()) != 0)
      return lastError(m_target);
    m_committed = true;
    return syncFolder(m_target.parent_path());
  }

private:
  Descriptor m_fd;
  fs::path m_temporary;
  fs::path m_target;
  bool m_committed = false;
};

class PosixLock final : public FileLock {
public:
  explicit PosixLock(Descriptor fd)
      : m_fd(std::move(fd))
  {
  }
  // The file stays: to remove it would let a third process lock a name that a second one still holds open.
  ~PosixLock() override { [[maybe_unused]] const int ignored = ::ftruncate(m_fd.get(), 0); }

private:
  Descriptor m_fd;
};

}

Result<std::string> OsFileSystem::read(const fs::path& file) const
{
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.isOpen())
    return lastError(file);
  return readAll(fd.get(), file);
}

Result<std::string> OsFileSystem::readPart(const fs::path& file, std::uint64_t offset, std::size_t size) const
{
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.isOpen())
    return lastError(file);
  std::string content(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t count = ::pread(fd.get(), content.data() + have, size - have, static_cast<off_t>(offset + have));
    if (count == 0)
      break;
    if (count > 0)
      have += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      return lastError(file);
  }
  content.resize(have);
  return content;
}

Result<void> OsFileSystem::sync(const fs::path& path)
{
  std::error_code ignored;
  if (path.empty() || fs::is_directory(path, ignored))
    return syncFolder(path);
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.isOpen() || ::fsync(fd.get()) != 0)
    return lastError(path);
  return {};
}

Result<std::unique_ptr<AtomicFile>> OsFileSystem::createAtomically(const fs::path& file)
{
  std::error_code ignored;
  fs::path target = fs::is_symlink(file, ignored) ? fs::weakly_canonical(file, ignored) : file;
  fs::path temporary;
  ZVT_TRY(Descriptor fd, createBeside(target, temporary));
  return std::make_unique<PosixAtomicFile>(std::move(fd), std::move(temporary), std::move(target));
}

Result<std::unique_ptr<FileLock>> OsFileSystem::lock(const fs::path& file, std::string_view owner)
{
  Descriptor fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!fd.isOpen())
    return lastError(file);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return lastError(file);
    const auto holder = readAll(fd.get(), file);
    return fail(Error{"file.locked", {{"owner", holder ? *holder : std::string()}}, {}}.with("file", file.string()));
  }
  if (::ftruncate(fd.get(), 0) != 0)
    return lastError(file);
  ZVT_TRY_VOID(writeAll(fd.get(), owner, file));
  return std::make_unique<PosixLock>(std::move(fd));
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"

#include "core/base/file_error.h"

#include <algorithm>
#include <array>

namespace zvt {
namespace {

namespace fs = std::filesystem;

std::string_view codeOf(const std::error_code& code)
{
  if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory)
    return "file.not_found";
  if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted
      || code == std::errc::read_only_file_system)
    return "file.denied";
  if (code == std::errc::no_space_on_device || code == std::errc::file_too_large)
    return "file.disk_full";
  if (code == std::errc::file_exists || code == std::errc::directory_not_empty)
    return "file.exists";
  return "file.io";
}

/// For file systems that have no better way: all of it in memory until it is committed.
class BufferedFile final : public AtomicFile {
public:
  BufferedFile(FileSystem& files, fs::path file)
      : m_files(files)
      , m_file(std::move(file))
  {
  }
  Result<void> write(std::string_view bytes) override
  {
    m_content += bytes;
    return {};
  }
  Result<void> commit() override { return m_files.writeAtomically(m_file, m_content); }

private:
  FileSystem& m_files;
  fs::path m_file;
  std::string m_content;
};

Result<FileInfo> describe(const fs::directory_entry& entry)
{
  std::error_code code;
  FileInfo info{entry.path(), 0, entry.is_directory(code)};
  if (!code && !info.isDirectory)
    info.size = entry.file_size(code);
  if (code == std::errc::no_such_file_or_directory) // a dangling link, or gone since
    return info;
  if (code)
    return fileError(code, entry.path());
  return info;
}

}

std::unexpected<Error> fileError(const std::error_code& code, const fs::path& file)
{
  return fail(Error{std::string(codeOf(code)), {{"reason", code.message()}}, {}}.with("file", file.string()));
}

Result<std::unique_ptr<AtomicFile>> FileSystem::createAtomically(const fs::path& file)
{
  return std::make_unique<BufferedFile>(*this, file);
}

Result<void> OsFileSystem::writeAtomically(const fs::path& file, std::string_view content)
{
  ZVT_TRY(const std::unique_ptr<AtomicFile> written, createAtomically(file));
  ZVT_TRY_VOID(written->write(content));
  return written->commit();
}

Result<void> OsFileSystem::createDirectories(const fs::path& folder)
{
  std::error_code code;
  fs::create_directories(folder, code);
  if (code == std::errc::not_a_directory || (!code && !fs::is_directory(folder)))
    return fileError(std::make_error_code(std::errc::file_exists), folder);
  if (code)
    return fileError(code, folder);
  return {};
}

Result<void> OsFileSystem::remove(const fs::path& file)
{
  std::error_code code;
  const bool removed = fs::remove(file, code);
  if (code)
    return fileError(code, file);
  if (!removed)
    return fileError(std::make_error_code(std::errc::no_such_file_or_directory), file);
  return {};
}

Result<void> OsFileSystem::copy(const fs::path& from, const fs::path& to)
{
  std::error_code code;
  if (!fs::exists(from, code))
    return fileError(code ? code : std::make_error_code(std::errc::no_such_file_or_directory), from);
  const bool existed = fs::exists(to, code);
  fs::copy_file(from, to, fs::copy_options::none, code);
  if (!code)
    return {};
  if (!existed) { // no part of a copy stays
    std::error_code ignored;
    fs::remove(to, ignored);
  }
  return fileError(code, to);
}

Result<void> OsFileSystem::rename(const fs::path& from, const fs::path& to)
{
  std::error_code code;
  if (fs::exists(to, code))
    return fileError(std::make_error_code(std::errc::file_exists), to);
  fs::rename(from, to, code);
  if (code)
    return fileError(code, from);
  ZVT_TRY_VOID(sync(to.parent_path()));
  return from.parent_path() == to.parent_path() ? Result<void>() : sync(from.parent_path());
}

bool OsFileSystem::exists(const fs::path& file) const
{
  std::error_code ignored;
  return fs::exists(file, ignored);
}

Result<std::vector<FileInfo>> OsFileSystem::list(const fs::path& folder) const
{
  std::error_code code;
  std::vector<FileInfo> entries;
  for (fs::directory_iterator it(folder, code); !code && it != fs::directory_iterator(); it.increment(code)) {
    ZVT_TRY(FileInfo info, describe(*it));
    entries.push_back(std::move(info));
  }
  if (code)
    return fileError(code, folder);
  std::sort(entries.begin(), entries.end(),
      [](const FileInfo& a, const FileInfo& b) { return a.path.filename() < b.path.filename(); });
  return entries;
}

}

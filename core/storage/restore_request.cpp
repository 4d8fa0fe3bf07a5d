// SPDX-License-Identifier: Apache-2.0
#include "core/storage/restore_request.h"

#include "core/base/file_system.h"
#include "core/storage/backup.h"

namespace zvt::storage {

namespace {

std::filesystem::path requestFile(const std::filesystem::path& profile)
{
  return profile / "restore-at-start";
}

}

Result<void> requestRestore(
    const std::filesystem::path& profile, const std::filesystem::path& backup, FileSystem& fileSystem)
{
  return fileSystem.writeAtomically(requestFile(profile), backup.string());
}

Result<void> cancelRestore(const std::filesystem::path& profile, FileSystem& fileSystem)
{
  if (!fileSystem.exists(requestFile(profile)))
    return {};
  return fileSystem.remove(requestFile(profile));
}

std::optional<std::filesystem::path> requestedRestore(
    const std::filesystem::path& profile, const FileSystem& fileSystem)
{
  if (!fileSystem.exists(requestFile(profile)))
    return {};
  const auto text = fileSystem.read(requestFile(profile));
  if (!text || text->empty())
    return {};
  return std::filesystem::path(*text);
}

Result<void> runRequestedRestore(const std::filesystem::path& profile, const std::string& program, const Clock& clock,
    FileSystem& fileSystem, TaskControl& control)
{
  const auto backup = requestedRestore(profile, fileSystem);
  if (!backup)
    return cancelRestore(profile, fileSystem);
  const auto restored = restoreBackup({*backup, profile, program}, clock, fileSystem, control);
  if (!restored && restored.error().code == "storage.locked")
    return std::unexpected(restored.error()); // another program owns the profile: the wish stands
  const Result<void> forgotten = cancelRestore(profile, fileSystem);
  if (!restored)
    return std::unexpected(restored.error());
  return forgotten;
}

}

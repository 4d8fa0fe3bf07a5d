// SPDX-License-Identifier: Apache-2.0
#include "core/storage/profile_lock.h"

#include <fmt/format.h>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

namespace zvt::storage {

namespace {

long processId()
{
#ifdef _WIN32
  return _getpid();
#else
  return ::getpid();
#endif
}

}

Result<std::unique_ptr<FileLock>> lockProfile(
    const std::filesystem::path& profile, const std::string& program, FileSystem& fileSystem)
{
  auto lock = fileSystem.lock(profile / "profile.lock", fmt::format("{} (process {})", program, processId()));
  if (!lock && lock.error().code == "file.locked") {
    Error error{"storage.locked", {{"owner", std::string(lock.error().field("owner"))}}, {}};
    return fail(std::move(error).with("profile", profile.string()));
  }
  return lock;
}

}

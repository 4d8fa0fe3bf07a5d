// SPDX-License-Identifier: Apache-2.0
#include "core/storage/profile_swap.h"

#include "core/base/file_system.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStaging = "incoming.partial";

Result<void> moveIfThere(const fs::path& from, const fs::path& to, FileSystem& fileSystem)
{
  return fileSystem.exists(from) ? fileSystem.rename(from, to) : Result<void>();
}

/// While the new item is still in the staging folder, what lies in its place is the old one.
Result<void> moveItem(const fs::path& profile, const fs::path& aside, const std::string& item, FileSystem& fileSystem)
{
  const fs::path staged = profile / kStaging / item;
  if (!fileSystem.exists(staged))
    return {};
  for (const char* suffix : {"", "-wal", "-shm"})
    ZVT_TRY_VOID(moveIfThere(profile / (item + suffix), aside / (item + suffix), fileSystem));
  return fileSystem.rename(staged, profile / item);
}

bool isPlainName(const std::string& name)
{
  return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\:") == std::string::npos;
}

Result<void> carryOut(const fs::path& profile, const Json& plan, FileSystem& fileSystem)
{
  ZVT_TRY(const std::string asideName, jsonString(plan, "aside"));
  const auto items = plan.find("items");
  if (!isPlainName(asideName) || items == plan.end() || !items->is_array())
    return fail("storage.bad_manifest");
  const fs::path aside = profile / "backups" / asideName;
  ZVT_TRY_VOID(fileSystem.createDirectories(aside));
  for (const Json& item : *items) {
    const std::string name = item.is_string() ? item.get<std::string>() : std::string();
    if (!isPlainName(name))
      return fail("storage.bad_manifest");
    ZVT_TRY_VOID(moveItem(profile, aside, name, fileSystem));
  }
  ZVT_TRY_VOID(fileSystem.remove(profile / kSwapPlan));
  ZVT_TRY_VOID(fileSystem.sync(profile));
  return removeTree(profile / kStaging, fileSystem);
}

}

Result<fs::path> makeStaging(const fs::path& profile, FileSystem& fileSystem)
{
  const fs::path staging = profile / kStaging;
  ZVT_TRY_VOID(removeTree(staging, fileSystem));
  ZVT_TRY_VOID(fileSystem.createDirectories(staging));
  return staging;
}

Result<void> swapIn(
    const fs::path& profile, const std::vector<std::string>& items, const std::string& aside, FileSystem& fileSystem)
{
  ZVT_TRY_VOID(fileSystem.sync(profile / kStaging));
  ZVT_TRY_VOID(fileSystem.sync(profile));
  const Json plan = {{"aside", aside}, {"format", 1}, {"items", items}};
  ZVT_TRY_VOID(fileSystem.writeAtomically(profile / kSwapPlan, canonicalJson(plan) + "\n"));
  return carryOut(profile, plan, fileSystem);
}

Result<void> finishSwap(const fs::path& profile, FileSystem& fileSystem)
{
  const fs::path file = profile / kSwapPlan;
  if (!fileSystem.exists(file))
    return fileSystem.exists(profile / kStaging) ? removeTree(profile / kStaging, fileSystem) : Result<void>();
  ZVT_TRY(const std::string text, fileSystem.read(file));
  ZVT_TRY(const Json plan, parseJson(text));
  auto done = plan.is_object() ? carryOut(profile, plan, fileSystem) : fail("storage.bad_manifest");
  if (!done)
    return fail(std::move(done).error().with("file", file.string()));
  return {};
}

Result<void> removeTree(const fs::path& folder, FileSystem& fileSystem)
{
  if (!fileSystem.exists(folder))
    return {};
  ZVT_TRY(const auto entries, fileSystem.list(folder));
  for (const FileInfo& entry : entries)
    ZVT_TRY_VOID(entry.isDirectory ? removeTree(entry.path, fileSystem) : fileSystem.remove(entry.path));
  return fileSystem.remove(folder);
}

}

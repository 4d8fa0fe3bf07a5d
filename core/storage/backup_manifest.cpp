// SPDX-License-Identifier: Apache-2.0
#include "core/storage/backup_manifest.h"

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/task.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::storage {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = 1U << 20U;
constexpr std::int64_t kFormat = 1;

/// Only names below the folder: a manifest from elsewhere must not reach out of it.
bool isInside(const std::string& name)
{
  const fs::path path = fs::path(name).lexically_normal();
  const bool climbs = std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
  return !name.empty() && path.is_relative() && !path.has_root_path() && !climbs
      && name.find('\\') == std::string::npos;
}

Result<BackupFile> readEntry(const Json& entry)
{
  BackupFile file;
  ZVT_TRY(file.name, jsonString(entry, "name"));
  ZVT_TRY(const std::int64_t size, jsonInt(entry, "size"));
  ZVT_TRY(file.sha256, jsonString(entry, "sha256"));
  ZVT_TRY(file.schemaVersion, jsonInt(entry, "schema_version"));
  if (size < 0 || !isInside(file.name))
    return fail("storage.bad_manifest");
  file.size = static_cast<std::uint64_t>(size);
  return file;
}

Result<BackupManifest> parseManifest(const std::string& text)
{
  ZVT_TRY(const Json json, parseJson(text));
  if (!json.is_object())
    return fail("storage.bad_manifest");
  BackupManifest manifest;
  ZVT_TRY(const std::int64_t format, jsonInt(json, "format"));
  ZVT_TRY(manifest.created.micros, jsonInt(json, "created"));
  ZVT_TRY(manifest.program, jsonString(json, "program"));
  const auto files = json.find("files");
  if (format != kFormat || files == json.end() || !files->is_array())
    return fail("storage.bad_manifest");
  for (const Json& entry : *files) {
    ZVT_TRY(BackupFile file, readEntry(entry));
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

}

std::uint64_t BackupManifest::size() const
{
  std::uint64_t total = 0;
  for (const BackupFile& file : files)
    total += file.size;
  return total;
}

Result<BackupManifest> readManifest(const fs::path& backup, const FileSystem& fileSystem)
{
  const fs::path file = backup / kManifestFile;
  if (!fileSystem.exists(file))
    return fail(Error{"storage.no_backup", {}, {}}.with("file", backup.string()));
  ZVT_TRY(const std::string text, fileSystem.read(file));
  auto manifest = parseManifest(text);
  if (!manifest)
    return fail(Error{"storage.bad_manifest", {}, {}}.with("file", file.string()));
  return manifest;
}

Result<void> writeManifest(const fs::path& backup, const BackupManifest& manifest, FileSystem& fileSystem)
{
  Json files = Json::array();
  for (const BackupFile& file : manifest.files)
    files.push_back(
        {{"name", file.name}, {"schema_version", file.schemaVersion}, {"sha256", file.sha256}, {"size", file.size}});
  const Json json = {{"created", manifest.created.micros}, {"created_utc", isoUtc(manifest.created)},
      {"files", std::move(files)}, {"format", manifest.format}, {"program", manifest.program}};
  return fileSystem.writeAtomically(backup / kManifestFile, json.dump(2) + "\n");
}

Result<BackupFile> describeFile(
    const fs::path& folder, const std::string& name, const FileSystem& fileSystem, TaskControl& control)
{
  BackupFile file{name, 0, {}, 0};
  Sha256 hash;
  for (;;) {
    ZVT_TRY_VOID(control.cancelToken().check());
    ZVT_TRY(const std::string part, fileSystem.readPart(folder / name, file.size, kReadBytes));
    if (part.empty())
      break;
    hash.add(part);
    file.size += part.size();
  }
  file.sha256 = hash.hex();
  return file;
}

}

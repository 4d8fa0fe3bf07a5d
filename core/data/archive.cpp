// SPDX-License-Identifier: Apache-2.0
#include "core/data/archive.h"

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/task.h"
#include "core/base/text.h"
#include "core/data/import_options.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::data {
namespace {

std::string_view toString(ArchiveContent content)
{
  return content == ArchiveContent::Records ? "records" : "bars";
}

Result<std::uint64_t> jsonCount(const Json& object, std::string_view key)
{
  ZVT_TRY(const std::int64_t value, jsonInt(object, key));
  if (value < 0)
    return fail("json.type", {{"key", std::string(key)}});
  return static_cast<std::uint64_t>(value);
}

/// A path that stays inside the folder.
bool isInside(std::string_view path)
{
  if (path.empty() || path.front() == '/' || path.find_first_of("\\:") != std::string_view::npos)
    return false;
  const auto parts = split(path, '/');
  return std::none_of(
      parts.begin(), parts.end(), [](auto part) { return part.empty() || part == "." || part == ".."; });
}

Result<ArchiveFile> readEntry(const Json& json)
{
  ArchiveFile file;
  ZVT_TRY(file.path, jsonString(json, "path"));
  ZVT_TRY(const std::string content, jsonString(json, "content"));
  if (content != toString(ArchiveContent::Records) && content != toString(ArchiveContent::Bars))
    return fail("json.type", {{"key", "content"}});
  file.content = content == "bars" ? ArchiveContent::Bars : ArchiveContent::Records;
  ZVT_TRY(file.schema, jsonString(json, "schema"));
  ZVT_TRY(file.rows, jsonCount(json, "rows"));
  ZVT_TRY(file.bytes, jsonCount(json, "bytes"));
  ZVT_TRY(file.sha256, jsonString(json, "sha256"));
  if (!isInside(file.path))
    return fail("json.type", {{"key", "path"}});
  if (const auto columns = json.find("columns"); columns != json.end()) {
    if (!columns->is_array())
      return fail("json.type", {{"key", "columns"}});
    for (const Json& column : *columns) {
      if (!column.is_string())
        return fail("json.type", {{"key", "columns"}});
      file.columns.push_back(column.get<std::string>());
    }
  }
  return file;
}

Result<ArchiveManifest> parseManifest(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  ZVT_TRY(const std::string format, jsonString(json, "format"));
  ZVT_TRY(const std::int64_t version, jsonInt(json, "version"));
  if (format != kArchiveFormat)
    return fail("json.type", {{"key", "format"}});
  if (version > kArchiveVersion)
    return fail("archive.newer", {{"version", std::to_string(version)}});
  ArchiveManifest manifest;
  ZVT_TRY(manifest.created.micros, jsonInt(json, "created"));
  ZVT_TRY(manifest.program, jsonString(json, "program"));
  const auto files = json.find("files");
  if (files == json.end() || !files->is_array())
    return fail("json.type", {{"key", "files"}});
  for (const Json& entry : *files) {
    ZVT_TRY(ArchiveFile file, readEntry(entry));
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

}

std::string manifestText(const ArchiveManifest& manifest)
{
  nlohmann::ordered_json json;
  json["format"] = kArchiveFormat;
  json["version"] = kArchiveVersion;
  json["created"] = manifest.created.micros;
  json["program"] = manifest.program;
  json["files"] = nlohmann::ordered_json::array();
  for (const ArchiveFile& file : manifest.files) {
    nlohmann::ordered_json entry = {{"path", file.path}, {"content", toString(file.content)}, {"schema", file.schema},
        {"rows", file.rows}, {"bytes", file.bytes}, {"sha256", file.sha256}};
    if (file.content == ArchiveContent::Records)
      entry["columns"] = file.columns;
    json["files"].push_back(std::move(entry));
  }
  return json.dump(1) + "\n";
}

Result<ArchiveManifest> readManifest(const FileSystem& files, const std::filesystem::path& folder)
{
  const std::filesystem::path path = folder / kManifestName;
  if (!files.exists(path))
    return fail(Error{"archive.none", {}, {}}.with("file", pathText(folder)));
  ZVT_TRY(const std::string text, files.read(path));
  auto manifest = parseManifest(text);
  if (manifest)
    return manifest;
  const bool isNewer = manifest.error().code == "archive.newer";
  Error error =
      isNewer ? std::move(manifest).error() : Error{"archive.bad_manifest", {{"reason", manifest.error().code}}, {}};
  return fail(std::move(error).with("file", pathText(path)));
}

Result<std::string> readArchiveFile(
    const FileSystem& files, const std::filesystem::path& folder, const ArchiveFile& file)
{
  const std::filesystem::path path = folder / std::filesystem::path(file.path);
  auto bytes = files.read(path);
  const bool isMissing = !bytes && bytes.error().code == "file.not_found";
  if (!bytes && !isMissing)
    return bytes;
  if (!isMissing && bytes->size() == file.bytes && sha256Hex(*bytes) == file.sha256)
    return bytes;
  return fail(Error{"archive.damaged", {}, {}}.with("file", pathText(path)));
}

Result<std::vector<Error>> verifyArchive(
    const FileSystem& files, const std::filesystem::path& folder, TaskControl& control)
{
  ZVT_TRY(const ArchiveManifest manifest, readManifest(files, folder));
  std::vector<Error> damaged;
  for (std::size_t i = 0; i < manifest.files.size(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(static_cast<double>(i) / static_cast<double>(manifest.files.size()), manifest.files[i].path);
    auto bytes = readArchiveFile(files, folder, manifest.files[i]);
    if (!bytes)
      damaged.push_back(std::move(bytes).error());
  }
  return damaged;
}

}

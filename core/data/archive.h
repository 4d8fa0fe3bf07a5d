// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class FileSystem;
class TaskControl;
}

namespace zvt::data {

/// An archive is a folder: manifest.json, which is written last and makes it one, and the files that it lists with
/// their sizes and SHA-256 (resources/docs/archive-format.md). Rows that point to a run do so by its id in the archive.

inline constexpr int kArchiveVersion = 1;
inline constexpr std::string_view kArchiveFormat = "zvt-archive";
inline constexpr std::string_view kManifestName = "manifest.json";

enum class ArchiveContent {
  Records, ///< rows of one schema; runs are rows of "data_run"
  Bars ///< series of one level
};

struct ArchiveFile {
  std::string path; ///< inside the folder, with /
  ArchiveContent content = ArchiveContent::Records;
  std::string schema; ///< Records: its name; Bars: the level
  std::vector<std::string> columns; ///< Records: of each row
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct ArchiveManifest {
  Timestamp created;
  std::string program; ///< version
  std::vector<ArchiveFile> files;
};

[[nodiscard]] std::string manifestText(const ArchiveManifest& manifest);
/// Errors: archive.none (no manifest), archive.bad_manifest, archive.newer with "version", file.*.
[[nodiscard]] Result<ArchiveManifest> readManifest(const FileSystem& files, const std::filesystem::path& folder);
/// A file of an archive as the manifest describes it. Errors: archive.damaged with "file" (missing, shorter, longer or
/// other bytes), file.*.
[[nodiscard]] Result<std::string> readArchiveFile(
    const FileSystem& files, const std::filesystem::path& folder, const ArchiveFile& file);
/// One error for each file that is damaged; empty: all are sound. Errors: those of readManifest, task.cancelled.
[[nodiscard]] Result<std::vector<Error>> verifyArchive(
    const FileSystem& files, const std::filesystem::path& folder, TaskControl& control);

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/backup.h"

namespace zvt::storage {

inline constexpr const char* kManifestFile = "manifest.json";
/// What people keep beside the databases; a profile may have none of them, and a backup made before they existed leaves
/// the profile's own in place.
inline constexpr const char* kDocuments[] = {"watchlists.json", "formulas.json"};

/// Errors: storage.no_backup, storage.bad_manifest; context "file".
[[nodiscard]] Result<BackupManifest> readManifest(const std::filesystem::path& backup, const FileSystem& fileSystem);
[[nodiscard]] Result<void> writeManifest(
    const std::filesystem::path& backup, const BackupManifest& manifest, FileSystem& fileSystem);

/// Size and SHA-256 of a file as it is on the disk now.
[[nodiscard]] Result<BackupFile> describeFile(
    const std::filesystem::path& folder, const std::string& name, const FileSystem& fileSystem, TaskControl& control);

}

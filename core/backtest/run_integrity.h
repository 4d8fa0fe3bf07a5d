// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::backtest {

/// A file of a run's folder that is not what the run wrote.
struct FileFault {
  std::string file; ///< "fills.csv"
  bool isMissing = false; ///< else its content is another one
  bool operator==(const FileFault&) const = default;
  /// backtest.missing_file or backtest.altered_file, with the file's name as argument.
  [[nodiscard]] Error error() const;
};

/// Holds the files of a run's folder against the hashes in its manifest, in the order of the manifest. What a manifest
/// has no hash of (of a version before there were any) is not judged; nor is the manifest itself.
/// Errors: backtest.no_run with context "file"; json.*.
[[nodiscard]] Result<std::vector<FileFault>> checkRunFiles(
    const std::filesystem::path& folder, std::string_view manifestJson, const FileSystem& files);
/// The same with the folder's own manifest.json. Errors: file.*, too.
[[nodiscard]] Result<std::vector<FileFault>> checkRunFiles(
    const std::filesystem::path& folder, const FileSystem& files);

}

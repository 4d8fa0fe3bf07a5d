// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zvt::tests {

struct ZipEntry {
  std::string name;
  std::string content;
};

/// The entries of a zip archive (stored or deflated, not encrypted); aborts the test when it is no such file.
[[nodiscard]] std::vector<ZipEntry> readZip(const std::filesystem::path& file);

}

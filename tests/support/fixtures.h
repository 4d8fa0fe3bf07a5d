// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace zvt::tests {

/// The path of a fixture, e.g. "market/tdx/sz000001_1d.csv"; nothing when the fixtures are not there. With
/// ZVT_REQUIRE_FIXTURES a missing fixture ends the test program as a failure.
[[nodiscard]] std::optional<std::filesystem::path> fixture(const std::string& relative);
/// A whole file as bytes; aborts the test when it cannot be read.
[[nodiscard]] std::string readFile(const std::filesystem::path& file);

/// A fresh folder, removed with all its content at the end.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
  std::filesystem::path m_path;
};

}

/// Declares the path of a fixture, or skips the test function and says so.
#define ZVT_FIXTURE(name, relative)                                                                                    \
  const auto name##Optional = zvt::tests::fixture(relative);                                                           \
  if (!name##Optional)                                                                                                 \
    QSKIP("fixture " relative " is not there");                                                                        \
  const std::filesystem::path name = *name##Optional

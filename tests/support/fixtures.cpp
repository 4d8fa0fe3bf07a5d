// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fixtures.h"

#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace zvt::tests {

std::optional<std::filesystem::path> fixture(const std::string& relative)
{
  const char* folder = std::getenv("ZVT_FIXTURES");
  const std::filesystem::path path = std::filesystem::path(folder ? folder : "../shared/fixtures") / relative;
  if (std::filesystem::exists(path))
    return path;
  if (std::getenv("ZVT_REQUIRE_FIXTURES")) {
    std::fprintf(stderr, "fixture %s is missing\n", path.string().c_str());
    std::exit(1);
  }
  return {};
}

std::string readFile(const std::filesystem::path& file)
{
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    std::fprintf(stderr, "%s cannot be read\n", file.string().c_str());
    std::exit(1);
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TemporaryFolder::TemporaryFolder()
{
  QTemporaryDir folder;
  folder.setAutoRemove(false);
  m_path = folder.path().toStdString();
}

TemporaryFolder::~TemporaryFolder()
{
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
}

}

// SPDX-License-Identifier: Apache-2.0
#include "core/storage/backup_name.h"

#include "core/base/file_system.h"

namespace zvt::storage {

std::string stampOf(Timestamp moment)
{
  // 2024-01-31T01:31:00Z or with a fraction
  std::string stamp;
  for (const char c : isoUtc(moment)) {
    if (c == '.' || c == 'Z')
      break;
    if (c == 'T')
      stamp += '-';
    else if (c != '-' && c != ':')
      stamp += c;
  }
  return stamp;
}

std::filesystem::path freeName(
    const std::filesystem::path& folder, const std::string& name, const FileSystem& fileSystem)
{
  for (int number = 1;; ++number) {
    const std::string numbered = number == 1 ? name : name + "-" + std::to_string(number);
    if (!fileSystem.exists(folder / numbered))
      return folder / numbered;
  }
}

}

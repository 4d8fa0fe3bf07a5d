// SPDX-License-Identifier: Apache-2.0
#include "core/data/document_file.h"

#include "core/base/file_system.h"

namespace zvt::data {

Result<std::filesystem::path> putAside(FileSystem& files, const std::filesystem::path& file)
{
  std::filesystem::path aside;
  for (int n = 1; aside.empty() || files.exists(aside); ++n)
    aside = file.string() + ".unreadable-" + std::to_string(n);
  ZVT_TRY_VOID(files.rename(file, aside));
  return aside;
}

}

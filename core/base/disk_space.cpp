// SPDX-License-Identifier: Apache-2.0
#include "core/base/disk_space.h"

#include "core/base/file_error.h"

namespace zvt {

Result<std::uint64_t> freeSpace(const std::filesystem::path& path)
{
  std::error_code code;
  const auto space = std::filesystem::space(path, code);
  if (code)
    return fileError(code, path);
  return space.available;
}

}

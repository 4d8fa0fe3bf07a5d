// SPDX-License-Identifier: Apache-2.0
#include "core/storage/page_rewrite.h"

#include "core/storage/checked_vfs.h"
#include "core/storage/sqlite.h"

namespace zvt::storage {

Result<void> rewriteWithChecksums(const std::filesystem::path& source, const std::filesystem::path& target)
{
  {
    ZVT_TRY(const auto old, Connection::open(source, OpenMode::Create, Durability::Full));
    const auto utf8 = target.u8string();
    ZVT_TRY(Statement copy, old->prepare("VACUUM INTO ?"));
    copy.bind(std::string_view(reinterpret_cast<const char*>(utf8.data()), utf8.size()));
    ZVT_TRY_VOID(copy.run());
  }
  // Also brings the file into the way of writing that the program uses.
  ZVT_TRY(const auto fresh, Connection::open(target, OpenMode::Create, Durability::Full));
  return hasPageChecksums(fresh->handle()) ? Result<void>() : fail("storage.beyond_repair");
}

}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

struct sqlite3;

/// A layer between SQLite and the layer that reads and writes files, for every database that this program opens: each
/// page is written with a checksum (page_checksum.h) and compared when it is read, from the database and from its
/// write-ahead log (whose frames have checksums that SQLite itself compares only after a crash). What does not fit is
/// SQLITE_IOERR_DATA and never content. A page of zeros is content only to a copy, which takes free pages along, and to
/// a writer, who may free a new page and take it again before it was ever written. Databases without reserved bytes
/// pass unchecked, as do rollback journals and temporary files. Of pages that are mapped into memory those of trees are
/// compared, once for each connection; bars lie in overflow pages and have checksums of their own.
namespace zvt::storage {

/// SQLite's name of the checked layer over the layer @p base (empty: the operating system's); made when first asked
/// for. Any thread. The base itself when SQLite does not know it, so that opening says so.
[[nodiscard]] std::string checkedVfs(const std::string& base);

struct PageDamage {
  std::uint32_t page = 0; ///< 0: not known
  bool isInLog = false;
};
/// The page at which reading the connection's main database failed last.
[[nodiscard]] std::optional<PageDamage> lastPageDamage(sqlite3* connection);
/// Whether the pages of the connection's main database have checksums. Reads its first page if nobody has.
[[nodiscard]] bool hasPageChecksums(sqlite3* connection);
/// Says before anything is written whether a new database will reserve the bytes: SQLite may write its first page,
/// which tells, last. Right without it, but then everything before is written twice.
void declarePageChecksums(sqlite3* connection, bool hasChecksums);
/// A page of zeros was never written and is free, or it is damaged. Readers meet only pages in use, so that it is an
/// error to them; a copy takes free pages along, and says so with this.
void readEmptyPages(sqlite3* connection, bool areRead);

}

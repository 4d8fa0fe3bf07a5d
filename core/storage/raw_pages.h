// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zvt {
class FileSystem;
}

/// Reading an SQLite file without SQLite, for files that SQLite refuses. Source: the SQLite database file format
/// (sqlite.org/fileformat2.html), sections 1.3 (header), 1.5 (freelist), 1.6 (b-trees), 2.1 (records), 4 (log).
namespace zvt::storage {

struct RawBlob {
  std::string bytes;
};
using RawValue = std::variant<std::monostate, std::int64_t, double, std::string, RawBlob>;

struct RawRow {
  std::int64_t rowid = 0; ///< tables with rowids only
  std::vector<RawValue> values; ///< in stored order; columns that were added later may be missing at the end
  std::uint32_t page = 0; ///< that the row is on, or begins on
  bool isDoubtful = false; ///< a page that holds some of it is not what was written
};

struct RawPage {
  std::uint32_t number = 0;
  std::string bytes; ///< without those that are reserved; empty when the page is not there or cannot be read
  bool isSound = true; ///< false: its checksum is wrong (page_checksum.h)
};

/// The pages of a file, the newest committed content of its write-ahead log before them.
class RawPages {
public:
  /// Errors: file.*. A header that cannot be right is taken as that of a new database.
  static Result<RawPages> open(const std::filesystem::path& file, const FileSystem& fileSystem);

  [[nodiscard]] std::uint32_t count() const { return m_count; }
  /// PRAGMA user_version as the header has it.
  [[nodiscard]] std::uint32_t userVersion() const { return m_userVersion; }
  [[nodiscard]] std::size_t pageSize() const { return m_pageSize; }
  [[nodiscard]] std::size_t usableSize() const { return m_pageSize - m_reserved; }
  /// Whether pages have checksums; those of an older database have none.
  [[nodiscard]] bool hasChecksums() const { return m_hasChecksums; }
  /// Whether a frame of the log, copied already or not, has the page's content.
  [[nodiscard]] bool isInLog(std::uint32_t number) const { return m_inLog.contains(number); }
  /// The newest such frame, counted from 1; 0: none.
  [[nodiscard]] std::uint64_t frameOf(std::uint32_t number) const;
  [[nodiscard]] RawPage read(std::uint32_t number) const;
  [[nodiscard]] std::string page(std::uint32_t number) const { return read(number).bytes; }
  /// Pages on the freelist; nothing when the list itself is damaged.
  [[nodiscard]] std::set<std::uint32_t> freePages(bool& isWhole) const;

private:
  RawPages() = default;
  void readLayout(const std::string& header);
  void readLog(const std::filesystem::path& log);
  void readHeader();
  [[nodiscard]] std::string wholePage(std::uint32_t number) const;

  const FileSystem* m_fileSystem = nullptr;
  std::filesystem::path m_file;
  std::filesystem::path m_log;
  std::map<std::uint32_t, std::uint64_t> m_inLog; ///< page → place of its content in the log
  std::size_t m_pageSize = 4'096;
  std::size_t m_reserved = 0;
  bool m_hasChecksums = false;
  std::uint32_t m_count = 0;
  std::uint32_t m_userVersion = 0;
};

/// What walking a tree met.
struct RawWalk {
  bool isComplete = true;
  std::int64_t unreadablePages = 0;
  std::int64_t unreadableRows = 0;
  std::vector<std::uint32_t> damagedPages; ///< with rows on them, and a wrong checksum
};

/// Finds rows in pages; remembers which pages were used.
class RawTrees {
public:
  using Visit = std::function<Result<void>(RawRow row)>;

  explicit RawTrees(const RawPages& pages)
      : m_pages(pages)
  {
  }

  /// Every readable row of the tree below @p root. Errors: those of @p visit.
  Result<RawWalk> walk(std::uint32_t root, const Visit& visit);
  /// Rows of one leaf page that no tree led to. False: it is no leaf of that kind.
  Result<bool> readLeaf(std::uint32_t number, bool isIndex, RawWalk& walk, const Visit& visit);
  [[nodiscard]] bool isUsed(std::uint32_t page) const { return m_used.contains(page); }

private:
  Result<void> walkPage(std::uint32_t number, int kind, int depth, RawWalk& walk, const Visit& visit);
  Result<void> walkInterior(const RawPage& page, std::size_t header, int depth, RawWalk& walk, const Visit& visit);
  Result<void> walkLeaf(const RawPage& page, std::size_t header, RawWalk& walk, const Visit& visit);
  Result<void> readCell(const RawPage& page, std::size_t at, bool isIndex, RawWalk& walk, const Visit& visit);
  bool readPayload(
      const std::string& page, std::size_t at, std::uint64_t size, bool isIndex, std::string& payload, bool& isSound);

  const RawPages& m_pages;
  std::set<std::uint32_t> m_used;
  bool m_isSchema = false; ///< the tree that is walked
};

}

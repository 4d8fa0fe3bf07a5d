// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

struct sqlite3_file;

/// The two kinds of files that checked_vfs.h looks into. A connection has one of each, used by one thread at a time.
namespace zvt::storage {

class CheckedLog;

/// The pages of a database on their way to and from the layer below. Codes are SQLite's.
class CheckedPages {
public:
  explicit CheckedPages(sqlite3_file* below)
      : m_below(below)
  {
  }

  int read(char* buffer, int size, std::int64_t offset);
  int write(const char* buffer, int size, std::int64_t offset);
  /// Of a page in mapped memory.
  int checkMapped(const char* page, int size, std::int64_t offset);
  /// Learns about the file again before pages come in from the log: another program may have rewritten it.
  void beforeCheckpoint() { m_isKnown = m_isKnown && m_hasChecksums; }
  /// See declarePageChecksums().
  void declare(bool hasChecksums);
  /// Finds out whether the file has checksums. Failing to read it is an error; a file without content is not.
  int learn();
  /// As far as it is known.
  [[nodiscard]] bool hasChecksums() const { return m_isKnown && m_hasChecksums; }

  std::uint32_t damagedPage = 0; ///< of the read that failed last
  bool isDamageInLog = false;
  bool isCopied = false; ///< or is a copy: pages that nobody uses are read, and written as they are
  bool isWritten = false; ///< by this connection: it holds the writer's lock
  CheckedLog* log = nullptr; ///< of the same database while it is open

private:
  int readFirstPage();
  int readPart(char* buffer, int size, std::int64_t offset);
  int check(const char* page, int size, std::int64_t offset);
  int writeSealed(const char* buffer, std::size_t size, std::int64_t offset);
  int sealEarlier(std::size_t size);
  char* buffer();

  sqlite3_file* m_below;
  bool m_isKnown = false;
  bool m_hasChecksums = false;
  bool m_isDeclared = false;
  int m_pageSize = 0; ///< 0: not known
  std::unique_ptr<char[]> m_buffer; ///< of the largest page
  std::vector<std::int64_t> m_unsealed; ///< pages written before the first one told that they have checksums
  std::vector<bool> m_checked; ///< mapped pages
};

/// The frames of a write-ahead log on their way from the layer below.
class CheckedLog {
public:
  CheckedLog(sqlite3_file* below, CheckedPages* pages);
  ~CheckedLog();
  CheckedLog(const CheckedLog&) = delete;
  CheckedLog& operator=(const CheckedLog&) = delete;

  int read(char* buffer, int size, std::int64_t offset);
  int write(const char* buffer, int size, std::int64_t offset);
  /// A transaction is over: what is in the log now has its checksums.
  void settle();

  CheckedPages* pages;

private:
  void noteWrite(const char* buffer, int size, std::int64_t offset);
  [[nodiscard]] int check(const char* page, std::size_t size, std::int64_t offset);

  sqlite3_file* m_below;
  std::int64_t m_lastHeader = -1; ///< offset of the frame header that was written last
  std::int64_t m_unsettledFrom; ///< from here on SQLite computes the checksums when it commits
  std::int64_t m_frameSize = 0;
};

}
